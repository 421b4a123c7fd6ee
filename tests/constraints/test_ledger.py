"""The ledger has no gap, no forged entry and no entry of something that did not happen."""

import json

import pytest

from claims.models import LedgerEntry
from claims.publication import ledger
from claims.publication.record import canonical
from sources.models.snapshot import digest
from tests import given
from tests.helpers.attacks import allowed, insert, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FOLLOWS = "An entry follows the one before it."
HAPPENED = "An entry tells what happened."


def entry_of(verdict, event="suspended", **changed) -> dict:
    """The row of a next entry; what is changed is changed in its body too, and signed."""
    last = LedgerEntry.objects.first()
    said = {
        "number": last.number + 1,
        "previous": last.sha256,
        "event": event,
        "at": verdict.moved_at.isoformat(),
        "claim": verdict.claim.public_id,
        "revision": verdict.revision,
        "record": ledger.salted("salt", verdict.submission.sha256),
    } | changed
    body = canonical({name: value for name, value in said.items() if value is not None})
    return {
        "number": said["number"] or 0,
        "event": said["event"],
        "claim_id": said["claim"],
        "revision": said["revision"],
        "recorded_at": said["at"],
        "body": body,
        "previous": said["previous"],
        "sha256": digest(body),
    }


@pytest.fixture
def unsaid(monkeypatch, db):
    """A suspension whose entry was not yet written."""
    verdict = given.published()
    monkeypatch.setattr(ledger, "append", lambda *args, **kwargs: None)
    from claims.workflow import actions

    actions.suspend(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Told."
    )
    verdict.refresh_from_db()
    yield verdict
    monkeypatch.undo()
    ledger.append("suspended", verdict, at=verdict.moved_at)


def write(row: dict, salt="salt") -> None:
    insert("claims_ledgerentry", **row)
    insert("claims_ledgersalt", entry_id=row["number"], salt=salt)


def test_the_next_entry_can_be_written(unsaid):
    with allowed():
        write(entry_of(unsaid))


@pytest.mark.parametrize("step", [-1, 1, 7])
def test_an_entry_leaves_no_gap(unsaid, step):
    number = LedgerEntry.objects.first().number + 1 + step
    with refused(FOLLOWS):
        write(entry_of(unsaid, number=number))


@pytest.mark.parametrize("previous", ["", "0" * 64])
def test_an_entry_names_the_digest_before_it(unsaid, previous):
    with refused(FOLLOWS):
        write(entry_of(unsaid, previous=previous))


def test_an_entrys_digest_is_that_of_its_body(unsaid):
    with refused(FOLLOWS):
        write(entry_of(unsaid) | {"sha256": "0" * 64})


@pytest.mark.parametrize("part", ["number", "previous", "event", "claim", "revision", "at"])
def test_an_entrys_body_says_what_its_columns_say(unsaid, part):
    row = entry_of(unsaid)
    said = json.loads(row["body"])
    for other in (None, {"number": 9, "revision": 9, "at": "2020-01-01T00:00Z"}.get(part, "x")):
        changed = canonical({k: v for k, v in (said | {part: other}).items() if v is not None})
        with refused(FOLLOWS):
            write(row | {"body": changed, "sha256": digest(changed)})


@pytest.mark.parametrize("event", ["published", "revised", "reinstated", "retracted", "merged"])
def test_an_entry_of_another_event_is_refused(unsaid, event):
    with refused(HAPPENED):
        write(entry_of(unsaid, event=event))


def test_an_entry_of_another_moment_is_refused(unsaid):
    with refused(HAPPENED):
        write(entry_of(unsaid, at="2020-01-01T00:00:00+00:00"))


def test_an_entry_tells_no_rating():
    given.suspended()
    for entry in LedgerEntry.objects.all():
        assert set(json.loads(entry.body)) == {
            *("number", "previous", "event", "at", "claim", "revision", "record")
        }


def test_an_entry_of_no_revision_is_refused(unsaid):
    with refused(HAPPENED):
        write(entry_of(unsaid, revision=2))


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_an_entry_of_what_is_not_public_is_refused(state):
    given.published()
    verdict = given.STATES[state]()
    with refused(HAPPENED):
        row = entry_of(given.published()) | {}
        insert("claims_ledgerentry", **_about(verdict, row))


def _about(verdict, row: dict) -> dict:
    body = canonical(json.loads(row["body"]) | {"claim": verdict.claim.public_id})
    return row | {"claim_id": verdict.claim.public_id, "body": body, "sha256": digest(body)}


def test_an_event_is_told_once():
    verdict = given.published()
    with refused("claims_ledgerentry_tells_once"):
        write(entry_of(verdict, event="published"))


def test_the_digest_of_the_record_is_that_of_what_was_published(unsaid):
    with refused("The digest in the ledger is that of the record."):
        write(entry_of(unsaid, record=ledger.salted("salt", "0" * 64)))


def test_the_salt_is_that_of_the_digest(unsaid):
    with refused("The digest in the ledger is that of the record."):
        write(entry_of(unsaid), salt="another")


def test_no_entry_is_without_its_salt(unsaid):
    with refused("No entry without the salt of its digest."):
        insert("claims_ledgerentry", **entry_of(unsaid))


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE claims_ledgerentry SET body = ''",
        "UPDATE claims_ledgersalt SET salt = ''",
        "DELETE FROM claims_ledgersalt",
        "DELETE FROM claims_ledgerentry",
    ],
)
def test_the_ledger_is_not_rewritten(deed):
    given.published()
    with refused("permission denied"):
        sql(deed)


def test_a_sound_chain_has_no_faults():
    given.superseded(), given.retracted()
    assert ledger.faults(LedgerEntry.objects.order_by("number")) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda rows: rows[:1] + rows[2:], "Entry 2 is missing."),
        (lambda rows: rows[1:], "Entry 1 is missing."),
        (lambda rows: _with(rows, 1, body=rows[0].body), "Entry 2 was changed"),
        (lambda rows: _with(rows, 1, sha256="0" * 64), "Entry 2 was changed"),
        (lambda rows: _with(rows, 1, previous="0" * 64), "Entry 2 does not follow"),
        (lambda rows: _with(rows, 1, claim_id="x"), "Entry 2 says something else"),
    ],
)
def test_a_chain_that_was_tampered_with_shows_its_fault(change, fault):
    given.superseded(), given.published()
    rows = list(LedgerEntry.objects.order_by("number"))
    assert any(one.startswith(fault) for one in ledger.faults(change(rows)))


def _with(rows, index, **columns):
    for name, value in columns.items():
        setattr(rows[index], name, value)
    return rows
