"""Timestamps of checkpoints: asked for, shown on receipts, exported, and checked by the audit."""

import json
from base64 import b64decode
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from claims.audit.timestamps import check_missing_timestamps, check_timestamps
from claims.models import Checkpoint, CheckpointTimestamp, LedgerEntry
from claims.publication.ledger_export import list_export_lines
from factcheck import tasks
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def stamped(tsa) -> CheckpointTimestamp:
    """A timestamp of the newest of two checkpoints."""
    given.published(), given.published(of=given.claim("Another claim"))
    tasks.stamp_checkpoint(0)
    return CheckpointTimestamp.objects.get()


def find() -> list[str]:
    return [finding.sentence for finding in check_timestamps(connection)]


def insert_changed(row: CheckpointTimestamp, **fields) -> None:
    """A copy of the row for the other checkpoint."""
    copied = ("authority", "is_qualified", "stamped_at", "response")
    other = Checkpoint.objects.exclude(pk=row.checkpoint_id).get()
    values = {name: getattr(row, name) for name in copied} | {"checkpoint": other} | fields
    CheckpointTimestamp.objects.create(**values)


def test_the_newest_checkpoint_gets_one_timestamp(tsa, stamped):
    tasks.stamp_checkpoint(0)
    assert CheckpointTimestamp.objects.get().checkpoint == Checkpoint.objects.first()
    assert len(tsa.queries) == 1


def test_a_valid_timestamp_has_no_finding(stamped):
    assert find() == []


def test_a_timestamp_of_another_checkpoint_is_found(stamped):
    insert_changed(stamped)
    assert find() == ["A timestamp of “Test authority” does not fit what it is stored with."]


def test_a_changed_time_is_found(stamped):
    insert_changed(stamped, checkpoint=stamped.checkpoint, authority="Former authority")
    assert find() == []
    at = stamped.stamped_at - timedelta(days=9)
    insert_changed(stamped, checkpoint=stamped.checkpoint, authority="Older", stamped_at=at)
    assert find() == ["A timestamp of “Older” does not fit what it is stored with."]


def test_what_is_no_timestamp_is_found(stamped, settings):
    insert_changed(stamped, response=b"x")
    assert len(find()) == 1
    settings.TIMESTAMP_AUTHORITIES = []
    assert len(find()) == 1


def test_an_authority_that_gives_no_timestamp_for_a_day_is_found(tsa):
    tsa.status, tsa.answer = 503, b""
    given.published()
    tasks.stamp_checkpoint(0)
    assert Checkpoint.objects.get().signed_at < timezone.now() - timedelta(days=1)
    (finding,) = check_missing_timestamps(connection)
    assert finding.sentence == (
        "“Test authority” has given no timestamp for the checkpoint of 1 entries for a day."
    )
    tsa.status, tsa.answer = 200, None
    tasks.stamp_checkpoint(0)
    assert list(check_missing_timestamps(connection)) == []


def test_the_export_contains_the_token(stamped):
    lines = [json.loads(line) for line in list_export_lines(timezone.now())]
    (line,) = [line for line in lines if line["type"] == "timestamp"]
    assert (line["size"], line["authority"]) == (2, "Test authority")
    assert b64decode(line["token"]) in bytes(stamped.response)


def test_the_receipt_names_the_authority(stamped, client):
    claim = LedgerEntry.objects.get(number=1).claim_id
    page = client.get(f"/claims/{claim}/revisions/1/receipt/").content.decode()
    assert "checkpoint of 2 entries</a> existed" in page
    assert "Test authority: " in page and "a qualified timestamp (eIDAS)" in page


def test_a_receipt_without_timestamps_names_none(client):
    claim = given.published().claim.public_id
    page = client.get(f"/claims/{claim}/revisions/1/receipt/").content.decode()
    assert "Others have signed" not in page
