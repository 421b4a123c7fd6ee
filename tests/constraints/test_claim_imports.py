"""The rows of a batch are kept as they came, and a batch ends once."""

import pytest
from django.db import connection

from claims.intake import csv_import
from claims.models import Batch
from tests import given
from tests.helpers.attacks import allowed, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONCE = "A batch ends once, and its rows never change."


def test_a_batch_is_brought_in():
    with allowed():
        csv_import.bring_in(given.batch(), at=given.moment())


@pytest.mark.parametrize(
    "change",
    [
        'rows = \'[{"statement": "Another"}, {}]\'',
        "number = 3",
        "brought_at = now()",
        "name = 'other'",
    ],
)
def test_a_batch_ends_once_and_its_rows_never_change(change):
    batch = given.batch()
    with refused(ONCE):
        sql(f"UPDATE claims_batch SET {change} WHERE id = {batch.pk}")


def test_what_has_ended_is_not_begun_anew():
    batch = given.batch()
    csv_import.bring_in(batch, at=given.moment())
    with refused(ONCE):
        sql(f"UPDATE claims_batch SET ended_at = NULL WHERE id = {batch.pk}")


def test_a_batch_begins_with_none_of_its_rows_done():
    known = Batch.objects.filter(pk=given.batch().pk).values().get()
    del known["id"]
    names = ", ".join(f'"{name}"' for name in known)
    known |= {"rows": '[{"statement": "One"}]', "number": 1, "done": 1}
    with refused("none of them done"), connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(known))
        cursor.execute(f"INSERT INTO claims_batch ({names}) VALUES ({marks})", [*known.values()])
