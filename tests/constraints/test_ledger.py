"""The ledger has no gaps, no forged entries and no entries of events that did not happen."""

import json

import pytest
from django.db import connection

from claims.choices import LedgerEvent
from claims.models import LedgerEntry
from claims.publication import ledger
from claims.publication.record import canonical_json, compute_digest
from claims.workflow import actions
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

HAPPENED = "A ledger entry must record an event that took place."
ARRAY = "{%s}" % ("0" * 64)


def entry_row(verdict, event="suspended", **changed) -> dict:
    """The row that says what happened; the database composes the rest."""
    return {
        "event": event,
        "claim_id": verdict.claim.public_id,
        "revision": verdict.revision,
        "recorded_at": verdict.state_changed_at,
        "details": "{}",
        "decisions": "[]",
        "subtree_hashes": "{}",
    } | changed


@pytest.fixture
def verdict_without_entry(monkeypatch, db):
    """A suspended verdict whose ledger entry is still missing."""
    verdict = given.published()
    monkeypatch.setattr(ledger, "append_entry", lambda *args, **kwargs: None)
    actions.suspend(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="A note."
    )
    verdict.refresh_from_db()
    yield verdict
    monkeypatch.undo()
    ledger.append_entry(LedgerEvent.SUSPENDED, at=verdict.state_changed_at, verdict=verdict)


def insert_entry(row: dict) -> None:
    insert_row("claims_ledgerentry", **row)


def list_errors() -> list[str]:
    return list(ledger.verify_entries(LedgerEntry.objects.order_by("number")))


# ── what is sent ────────────────────────────────────────────────────────────────────────────────
def test_the_next_entry_is_allowed(verdict_without_entry):
    with assert_allowed():
        insert_entry(entry_row(verdict_without_entry))


@pytest.mark.parametrize(
    "sent",
    [
        {"number": 1},
        {"number": 99},
        {"body": '{"number":1}'},
        {"decisions": '[{"kind":"review","id":1,"salt":"","sha256":""}]'},
        {"subtree_hashes": ARRAY},
    ],
)
def test_what_the_database_composes_is_overwritten(verdict_without_entry, sent):
    with assert_allowed():
        insert_entry(entry_row(verdict_without_entry, **sent))
        entry = LedgerEntry.objects.first()
        assert entry.number == LedgerEntry.objects.count()
        assert list_errors() == []
        assert {row["kind"] for row in entry.decisions} == {"transition", "change"}


def test_an_entry_says_what_happened():
    verdict = given.published()
    entry = LedgerEntry.objects.get()
    assert json.loads(entry.body) == {
        "number": 1,
        "event": "published",
        "at": verdict.published_at.isoformat(),
        "claim": verdict.claim.public_id,
        "revision": 1,
        "record": verdict.submission.sha256,
        "decisions": ledger.compute_decisions_digest(entry.decisions),
        "details": {},
    }
    assert canonical_json(json.loads(entry.body)) == entry.body


def test_appending_returns_the_composed_entry(verdict_without_entry, monkeypatch):
    monkeypatch.undo()
    verdict = verdict_without_entry
    with assert_allowed():
        entry = ledger.append_entry("suspended", at=verdict.state_changed_at, verdict=verdict)
        assert entry == LedgerEntry.objects.first()
        assert (entry.number, json.loads(entry.body)["number"]) == (2, 2)


# ── events ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("event", [event for event in LedgerEvent if event != "suspended"])
def test_an_entry_of_another_event_is_refused(verdict_without_entry, event):
    with assert_refused(HAPPENED):
        insert_entry(entry_row(verdict_without_entry, event=event))


@pytest.mark.parametrize("event", LedgerEvent)
def test_an_event_about_no_claim_that_did_not_happen_is_refused(verdict_without_entry, event):
    with assert_refused(HAPPENED):
        insert_entry(entry_row(verdict_without_entry, event=event, claim_id="", revision=None))


def test_an_unknown_event_is_refused(verdict_without_entry):
    with assert_refused(HAPPENED):
        insert_entry(entry_row(verdict_without_entry, event="anything"))


@pytest.mark.parametrize(
    "changed",
    [
        {"recorded_at": "2020-01-01T00:00:00+00:00"},
        {"details": '{"note": 1}'},
        {"revision": 2},
        {"revision": None},
        {"claim_id": ""},
        {"claim_id": "0000000000"},
    ],
)
def test_an_entry_that_says_something_else_is_refused(verdict_without_entry, changed):
    with assert_refused(HAPPENED):
        insert_entry(entry_row(verdict_without_entry, **changed))


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_an_entry_of_a_draft_is_refused(state):
    verdict = given.STATES[state]()
    for event in LedgerEvent:
        with assert_refused(HAPPENED):
            insert_entry(entry_row(verdict, event=event))


def test_recording_an_event_twice_is_refused():
    verdict = given.published()
    with assert_refused("claims_ledgerentry_one_per_event"):
        insert_entry(entry_row(verdict, event="published"))


@pytest.mark.parametrize("kind", ["correction", "update", "clarification", "minor_edit"])
def test_a_later_revision_is_recorded_by_its_kind(kind):
    previous, ana = given.published(), given.person("ana")
    verdict = actions.open_correction(
        previous, by=ana, at=given.moment(), kind=kind, cause="our-error", note="A note."
    )
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    assert LedgerEntry.objects.first().event == kind


# ── decisions ───────────────────────────────────────────────────────────────────────────────────
def read_decisions(verdict) -> dict[tuple[str, int], dict]:
    rows = execute_sql(
        "SELECT kind, d.id, content FROM claims_verdict v, list_decisions(v) d WHERE v.id = %s",
        verdict.pk,
    )
    return {(kind, number): json.loads(content) for kind, number, content in rows}


def test_an_entry_commits_to_the_rows_that_led_to_it():
    verdict = given.published()
    contents = read_decisions(verdict)
    decisions = LedgerEntry.objects.get().decisions
    assert {(row["kind"], row["id"]) for row in decisions} == set(contents)
    for row in decisions:
        content = canonical_json(contents[row["kind"], row["id"]])
        assert compute_digest(row["salt"], content) == row["sha256"]
    kinds = {row["kind"] for row in decisions}
    assert kinds == {
        *("submission", "review", "transition", "contributor", "evidence"),
        *("passage", "article_text", "snapshot"),
    }
    assert len({row["salt"] for row in decisions}) == len(decisions)


def test_each_row_is_committed_once():
    verdict = given.retracted()
    rows = [
        (row["kind"], row["id"]) for entry in LedgerEntry.objects.all() for row in entry.decisions
    ]
    assert sorted(rows) == sorted(read_decisions(verdict))


def test_the_digests_do_not_depend_on_the_time_zone():
    verdict = given.published()
    contents = read_decisions(verdict)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'Asia/Tokyo'")
    assert read_decisions(verdict) == contents


def test_erasing_a_salt_leaves_the_digest():
    given.published()
    decisions = LedgerEntry.objects.get().decisions
    digest = ledger.compute_decisions_digest(decisions)
    decisions[0]["salt"] = None
    assert ledger.compute_decisions_digest(decisions) == digest


# ── the tree ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "statement", ["UPDATE claims_ledgerentry SET body = ''", "DELETE FROM claims_ledgerentry"]
)
def test_changing_the_ledger_is_refused(statement):
    given.published()
    with assert_refused("permission denied"):
        execute_sql(statement)


def test_a_valid_ledger_has_no_errors():
    given.superseded(), given.retracted()
    assert list_errors() == []


CHANGED = "was changed: its hashes differ."
DIFFER = "The columns of entry 2 differ from its body."


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda rows: rows[:1] + rows[2:], "Entry 2 is missing."),
        (lambda rows: rows[1:], "Entry 1 is missing."),
        (lambda rows: _change_row(rows, 1, body=rows[0].body), f"Entry 2 {CHANGED}"),
        (lambda rows: _change_row(rows, 1, subtree_hashes=["0" * 64]), f"Entry 2 {CHANGED}"),
        (lambda rows: _change_row(rows, 1, claim_id="x"), DIFFER),
        (lambda rows: _change_row(rows, 1, revision=7), DIFFER),
        (lambda rows: _change_row(rows, 1, event="merged"), DIFFER),
        (lambda rows: _change_row(rows, 1, details={"a": 1}), DIFFER),
        (lambda rows: _change_row(rows, 1, decisions=[]), DIFFER),
        (lambda rows: _change_row(rows, 1, recorded_at=rows[0].recorded_at), DIFFER),
    ],
)
def test_a_manipulated_ledger_shows_its_error(change, error):
    given.superseded(), given.published()
    rows = list(LedgerEntry.objects.order_by("number"))
    assert error in list(ledger.verify_entries(change(rows)))


def _change_row(rows, index, **columns):
    for name, value in columns.items():
        setattr(rows[index], name, value)
    return rows
