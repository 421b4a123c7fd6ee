"""Random changes made by the database's owner past all triggers: each is found and named.

`SOAK=1000` makes a thousand of them (`make soak`). Each is rolled back before the next one.
"""

import os
from random import Random

import pytest
from django.db import DatabaseError, connections, transaction

from claims.audit import database_rules
from claims.audit.findings import UNREADABLE
from claims.audit.run import list_audit_checks, run_audit
from tests import given
from tests.helpers import tampering
from tests.helpers.tampering import OWNER, Change

pytestmark = pytest.mark.database
COUNT = int(os.environ.get("SOAK", "100"))
SEED = int(os.environ.get("SEED", "11"))
# Columns of these rows that nothing that was published rests on, and why.
UNCOVERED = {
    "claims_checkpoint.signed_at": "a note has no time; a timestamp by another authority proves it",
}


@pytest.fixture
def published(own_database, django_db_blocker):
    """Published revisions of all kinds, on the connection of the superuser."""
    with django_db_blocker.unblock():
        create_published()
        with tampering.use_superuser():
            yield


def create_published() -> None:
    given.superseded(), given.retracted(), given.suspended()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=given.on_two_sources())))


def find(change: Change, names: set[str]) -> str:
    """The first sentence of the audit that names the changed row; empty if there is none."""
    for check in list_audit_checks():
        if check.__module__ == database_rules.__name__:
            continue
        try:
            with transaction.atomic(OWNER):
                for finding in check(connections[OWNER]):
                    if tampering.is_named(change, names, finding):
                        return finding.sentence
        except UNREADABLE:
            continue
    return ""


def attempt(change: Change) -> str | None:
    """What the audit says of a change, which is rolled back; None if a constraint refuses it."""
    names = tampering.list_names(change)
    try:
        with transaction.atomic(OWNER):
            if not change.apply():
                return None
            sentence = find(change, names)
            transaction.set_rollback(True, OWNER)
    except DatabaseError:
        return None
    return sentence


def test_random_changes_are_found_and_named(published):
    assert list(run_audit(OWNER)) == []
    random, tables, made, missed = Random(SEED), list(tampering.TABLES), 0, []
    tables = [table for table in tables if tampering.list_keys(table)]
    while made < COUNT:
        change = tampering.draw_change(random, tables)
        sentence = attempt(change)
        if sentence is not None and f"{change.table}.{change.column}" not in UNCOVERED:
            made += 1
            missed += [] if sentence else [change]
    assert missed == []
    assert list(run_audit(OWNER)) == []


def test_a_change_of_every_column_is_found(published):
    random, missed = Random(SEED), []
    for table in tampering.TABLES:
        for key in tampering.list_keys(table)[:1]:
            for column in tampering.list_columns(table):
                change = tampering.change_value(random, table, key, column)
                if attempt(change) == "":
                    missed.append(f"{table}.{column}")
    assert set(missed) <= set(UNCOVERED)
