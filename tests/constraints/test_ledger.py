"""The ledger has no gaps, no forged entries and no entries of events that did not happen."""

import json

import pytest

from claims.models import LedgerEntry
from claims.publication import ledger
from claims.publication.record import canonical_json
from sources.models.snapshot import compute_sha256
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FOLLOWS = "A ledger entry must follow the entry before it."
HAPPENED = "A ledger entry must record an event that took place."


def entry_row(verdict, event="suspended", **changed) -> dict:
    """The row of the next entry. The body and its digest include the changed values."""
    last = LedgerEntry.objects.first()
    values = {
        "number": last.number + 1,
        "previous_sha256": last.sha256,
        "event": event,
        "at": verdict.state_changed_at.isoformat(),
        "claim": verdict.claim.public_id,
        "revision": verdict.revision,
        "record": verdict.submission.sha256,
    } | changed
    body = canonical_json({name: value for name, value in values.items() if value is not None})
    return {
        "number": values["number"] or 0,
        "event": values["event"],
        "claim_id": values["claim"],
        "revision": values["revision"],
        "recorded_at": values["at"],
        "body": body,
        "previous_sha256": values["previous_sha256"],
        "sha256": compute_sha256(body),
    }


@pytest.fixture
def verdict_without_entry(monkeypatch, db):
    """A suspended verdict whose ledger entry is still missing."""
    verdict = given.published()
    monkeypatch.setattr(ledger, "append_entry", lambda *args, **kwargs: None)
    from claims.workflow import actions

    actions.suspend(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="A note."
    )
    verdict.refresh_from_db()
    yield verdict
    monkeypatch.undo()
    ledger.append_entry("suspended", verdict, at=verdict.state_changed_at)


def insert_entry(row: dict) -> None:
    insert_row("claims_ledgerentry", **row)


def test_the_next_entry_is_allowed(verdict_without_entry):
    with assert_allowed():
        insert_entry(entry_row(verdict_without_entry))


@pytest.mark.parametrize("step", [-1, 1, 7])
def test_a_gap_in_the_numbers_is_refused(verdict_without_entry, step):
    number = LedgerEntry.objects.first().number + 1 + step
    with assert_refused(FOLLOWS):
        insert_entry(entry_row(verdict_without_entry, number=number))


@pytest.mark.parametrize("previous_sha256", ["", "0" * 64])
def test_an_entry_with_another_previous_digest_is_refused(verdict_without_entry, previous_sha256):
    with assert_refused(FOLLOWS):
        insert_entry(entry_row(verdict_without_entry, previous_sha256=previous_sha256))


def test_an_entry_with_a_wrong_digest_is_refused(verdict_without_entry):
    with assert_refused(FOLLOWS):
        insert_entry(entry_row(verdict_without_entry) | {"sha256": "0" * 64})


@pytest.mark.parametrize("part", ["number", "previous_sha256", "event", "claim", "revision", "at"])
def test_an_entry_whose_body_differs_from_its_columns_is_refused(verdict_without_entry, part):
    row = entry_row(verdict_without_entry)
    values = json.loads(row["body"])
    for value in (None, {"number": 9, "revision": 9, "at": "2020-01-01T00:00Z"}.get(part, "x")):
        changed = canonical_json(
            {k: v for k, v in (values | {part: value}).items() if v is not None}
        )
        with assert_refused(FOLLOWS):
            insert_entry(row | {"body": changed, "sha256": compute_sha256(changed)})


@pytest.mark.parametrize("event", ["published", "revised", "reinstated", "retracted", "merged"])
def test_an_entry_of_another_event_is_refused(verdict_without_entry, event):
    with assert_refused(HAPPENED):
        insert_entry(entry_row(verdict_without_entry, event=event))


def test_an_entry_of_another_time_is_refused(verdict_without_entry):
    with assert_refused(HAPPENED):
        insert_entry(entry_row(verdict_without_entry, at="2020-01-01T00:00:00+00:00"))


def test_an_entry_contains_no_rating():
    given.suspended()
    for entry in LedgerEntry.objects.all():
        assert set(json.loads(entry.body)) == {
            *("number", "previous_sha256", "event", "at", "claim", "revision", "record")
        }


def test_an_entry_of_an_unknown_revision_is_refused(verdict_without_entry):
    with assert_refused(HAPPENED):
        insert_entry(entry_row(verdict_without_entry, revision=2))


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_an_entry_of_a_draft_is_refused(state):
    given.published()
    verdict = given.STATES[state]()
    with assert_refused(HAPPENED):
        row = entry_row(given.published()) | {}
        insert_row("claims_ledgerentry", **_rewrite_claim(verdict, row))


def _rewrite_claim(verdict, row: dict) -> dict:
    body = canonical_json(json.loads(row["body"]) | {"claim": verdict.claim.public_id})
    return row | {"claim_id": verdict.claim.public_id, "body": body, "sha256": compute_sha256(body)}


def test_recording_an_event_twice_is_refused():
    verdict = given.published()
    with assert_refused("claims_ledgerentry_one_per_event"):
        insert_entry(entry_row(verdict, event="published"))


def test_an_entry_with_the_digest_of_another_record_is_refused(verdict_without_entry):
    other = given.in_review().submission.sha256
    content = verdict_without_entry.submission.content
    for digest in ("0" * 64, "", None, other, compute_sha256(content)):
        with assert_refused("The digest in the ledger does not match the record."):
            insert_entry(entry_row(verdict_without_entry, record=digest))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_ledgerentry SET body = ''",
        "DELETE FROM claims_ledgerentry",
    ],
)
def test_changing_the_ledger_is_refused(statement):
    given.published()
    with assert_refused("permission denied"):
        execute_sql(statement)


def test_a_valid_chain_has_no_faults():
    given.superseded(), given.retracted()
    assert ledger.verify_chain(LedgerEntry.objects.order_by("number")) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda rows: rows[:1] + rows[2:], "Entry 2 is missing."),
        (lambda rows: rows[1:], "Entry 1 is missing."),
        (lambda rows: _change_row(rows, 1, body=rows[0].body), "Entry 2 was changed"),
        (lambda rows: _change_row(rows, 1, sha256="0" * 64), "Entry 2 was changed"),
        (lambda rows: _change_row(rows, 1, previous_sha256="0" * 64), "Entry 2 does not follow"),
        (lambda rows: _change_row(rows, 1, claim_id="x"), "The columns of entry 2 differ"),
    ],
)
def test_a_manipulated_chain_shows_its_fault(change, fault):
    given.superseded(), given.published()
    rows = list(LedgerEntry.objects.order_by("number"))
    assert any(message.startswith(fault) for message in ledger.verify_chain(change(rows)))


def _change_row(rows, index, **columns):
    for name, value in columns.items():
        setattr(rows[index], name, value)
    return rows
