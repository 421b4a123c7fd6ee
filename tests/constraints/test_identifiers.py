"""What others point at keeps its name: identifiers in addresses, and the codes of ratings."""

import pytest

from tests import given
from tests.helpers.attacks import allowed, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def world(db):
    given.published(
        of=given.claim(origin="person", claimant=given.claimant(), topics=[given.topic()])
    )
    snapshot = given.snapshot()
    snapshot.source.publisher = snapshot.source._meta.get_field(
        "publisher"
    ).related_model.objects.create(name="A publisher")
    snapshot.source.save()


@pytest.mark.parametrize(
    "table", ["claims_claim", "claims_claimant", "sources_source", "sources_publisher"]
)
def test_an_identifier_never_changes(table):
    with refused("An identifier never changes."):
        sql(f"UPDATE {table} SET public_id = 'zzzzzzzzzz'")


@pytest.mark.parametrize(
    "change",
    [
        "claims_claim SET statement = 'Mended'",
        "claims_claimant SET name = 'Mended'",
        "sources_source SET title = 'Mended'",
        "sources_publisher SET name = 'Mended'",
        "claims_rating SET label = 'Mended'",
        "claims_topic SET name = 'Mended'",
    ],
)
def test_a_description_can_be_mended(change):
    with allowed():
        sql(f"UPDATE {change}")


def test_the_code_of_a_rating_never_changes():
    with refused("The code of a rating never changes."):
        sql("UPDATE claims_rating SET code = 'another'")


def test_a_ratings_number_is_on_the_scale():
    with refused("rating_number_is_on_the_scale"):
        sql("UPDATE claims_rating SET number = 6")


def test_the_address_of_a_topic_never_changes():
    with refused("The address of a topic never changes."):
        sql("UPDATE claims_topic SET slug = 'another'")


@pytest.mark.parametrize(
    "table",
    [
        "claims_claim",
        "claims_claimant",
        "claims_rating",
        "claims_topic",
        "sources_publisher",
        "sources_source",
    ],
)
def test_what_can_be_described_is_never_deleted(table):
    with refused("never change: DELETE is refused."):
        sql(f"DELETE FROM {table}")


def test_the_history_keeps_who_acted():
    for attack in (
        "UPDATE pghistory_context SET metadata = '{}'",
        "UPDATE pghistory_context SET metadata = jsonb_set(metadata, '{person}', '0')",
        "DELETE FROM pghistory_context",
    ):
        with refused("The history keeps who acted."):
            sql(attack)


def test_an_inner_act_adds_to_the_history():
    with allowed():
        sql("UPDATE pghistory_context SET metadata = metadata || '{\"more\": 1}'")
