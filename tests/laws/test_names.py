"""What others point at keeps its name: identifiers in addresses, and the codes of ratings."""

import pytest

from tests import given
from tests.laws.attacks import allowed, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def world(db):
    given.published(of=given.claim(origin="person", claimant=given.claimant()))
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
