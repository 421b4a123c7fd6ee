"""The rows of an import never change, and an import finishes once."""

import pytest
from django.db import connection

from claims.intake import csv_import
from claims.models import ClaimImport
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONCE = "An import can finish only once, and its rows never change."


def test_an_import_can_be_processed():
    with assert_allowed():
        csv_import.run_import(given.claim_import(), at=given.moment())


@pytest.mark.parametrize(
    "change",
    [
        'rows = \'[{"statement": "Another"}, {}]\'',
        "total = 3",
        "created_at = now()",
        "name = 'other'",
    ],
)
def test_changing_a_finished_import_is_refused(change):
    claim_import = given.claim_import()
    with assert_refused(ONCE):
        execute_sql(f"UPDATE claims_claimimport SET {change} WHERE id = {claim_import.pk}")


def test_restarting_a_finished_import_is_refused():
    claim_import = given.claim_import()
    csv_import.run_import(claim_import, at=given.moment())
    with assert_refused(ONCE):
        execute_sql(
            f"UPDATE claims_claimimport SET finished_at = NULL WHERE id = {claim_import.pk}"
        )


def test_an_import_created_with_progress_is_refused():
    row = ClaimImport.objects.filter(pk=given.claim_import().pk).values().get()
    del row["id"]
    names = ", ".join(f'"{name}"' for name in row)
    row |= {"rows": '[{"statement": "One"}]', "total": 1, "processed": 1}
    with assert_refused("without progress"), connection.cursor() as cursor:
        placeholders = ", ".join(["%s"] * len(row))
        cursor.execute(
            f"INSERT INTO claims_claimimport ({names}) VALUES ({placeholders})", [*row.values()]
        )
