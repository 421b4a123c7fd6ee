"""A checkpoint has the size and the root that the ledger has."""

import pytest

from claims.models import Checkpoint
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ROOT = "A checkpoint must have the root of the ledger."


@pytest.fixture
def checkpoint_row(monkeypatch) -> dict:
    """The row of a checkpoint that was not saved."""
    given.published()
    monkeypatch.setattr("claims.publication.ledger.checkpoints.sign_checkpoint", lambda *a, **k: 0)
    given.published()
    at = given.moment()
    from claims.publication import checkpoints

    monkeypatch.undo()
    monkeypatch.setattr(Checkpoint.objects._queryset_class, "bulk_create", lambda *a, **k: None)
    checkpoint = checkpoints.sign_checkpoint(2, at=at)
    return {"size": 2, "note": checkpoint.note, "verifier_keys": "{}", "signed_at": at}


def test_a_checkpoint_of_the_ledger_is_allowed(checkpoint_row):
    with assert_allowed():
        insert_row("claims_checkpoint", **checkpoint_row)


@pytest.mark.parametrize(
    "forge",
    [
        lambda row: {"size": 1},
        lambda row: {"size": 3},
        lambda row: {"size": 0},
        lambda row: {"note": ""},
        lambda row: {"note": row["note"].replace("\n2\n", "\n1\n")},
        lambda row: {"note": row["note"].replace("\n2\n", "\n2\nA")},
        lambda row: {"note": row["note"].replace("\n\n", "\nmore\n\n")},
        lambda row: {"note": "\n" + row["note"]},
        lambda row: {"note": Checkpoint.objects.get(size=1).note},
    ],
)
def test_a_checkpoint_that_differs_from_the_ledger_is_refused(checkpoint_row, forge):
    with assert_refused(ROOT):
        insert_row("claims_checkpoint", **checkpoint_row | forge(checkpoint_row))


def test_a_second_checkpoint_of_a_size_is_refused(checkpoint_row):
    row = checkpoint_row | {"size": 1, "note": Checkpoint.objects.get(size=1).note}
    with assert_refused("claims_checkpoint_pkey"):
        insert_row("claims_checkpoint", **row)


@pytest.mark.parametrize(
    "statement", ["UPDATE claims_checkpoint SET note = ''", "DELETE FROM claims_checkpoint"]
)
def test_changing_a_checkpoint_is_refused(statement):
    given.published()
    with assert_refused("permission denied"):
        execute_sql(statement)
