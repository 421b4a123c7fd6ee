"""Names that other systems rely on never change: identifiers in URLs and codes of ratings."""

import pytest

from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def world(db):
    given.published(
        of=given.claim(attribution="person", claimant=given.claimant(), topics=[given.topic()])
    )
    snapshot = given.snapshot()
    snapshot.source.publisher = snapshot.source._meta.get_field(
        "publisher"
    ).related_model.objects.create(name="A publisher")
    snapshot.source.save()


@pytest.mark.parametrize(
    "table",
    ["accounts_user", "claims_claim", "claims_claimant", "sources_source", "sources_publisher"],
)
def test_changing_a_public_identifier_is_refused(table):
    with assert_refused("A public identifier never changes."):
        execute_sql(f"UPDATE {table} SET public_id = 'zzzzzzzzzz'")


@pytest.mark.parametrize(
    "change",
    [
        "claims_claim SET statement = 'Edited'",
        "claims_claimant SET name = 'Edited'",
        "sources_source SET title = 'Edited'",
        "sources_publisher SET name = 'Edited'",
        "claims_rating SET label = 'Edited'",
        "claims_topic SET name = 'Edited'",
    ],
)
def test_editing_a_description_is_allowed(change):
    with assert_allowed():
        execute_sql(f"UPDATE {change}")


def test_changing_the_code_of_a_rating_is_refused():
    with assert_refused("The code of a rating never changes."):
        execute_sql("UPDATE claims_rating SET code = 'another'")


def test_a_rating_number_outside_the_scale_is_refused():
    with assert_refused("rating_number_in_range"):
        execute_sql("UPDATE claims_rating SET number = 6")


def test_changing_the_slug_of_a_topic_is_refused():
    with assert_refused("The slug of a topic never changes."):
        execute_sql("UPDATE claims_topic SET slug = 'another'")


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
def test_deleting_is_refused(table):
    with assert_refused("never change: DELETE is refused."):
        execute_sql(f"DELETE FROM {table}")


def test_changing_the_user_in_the_history_is_refused():
    for attack in (
        "UPDATE pghistory_context SET metadata = '{}'",
        "UPDATE pghistory_context SET metadata = jsonb_set(metadata, '{user}', '0')",
        "DELETE FROM pghistory_context",
    ):
        with assert_refused("The history entry must keep the user who acted."):
            execute_sql(attack)


def test_a_nested_action_can_add_to_the_history():
    with assert_allowed():
        execute_sql("UPDATE pghistory_context SET metadata = metadata || '{\"more\": 1}'")
