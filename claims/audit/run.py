"""Run the audit: all checks, one after the other, on one state of the database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit import (
    accounts,
    changes,
    checkpoints,
    database_rules,
    ledger_entries,
    missing_entries,
    quotations,
    reviews,
    signatures,
    stored_rows,
    submissions,
    timestamps,
    transitions,
)
from claims.audit.findings import UNREADABLE, Finding
from factcheck.core.database_state import read_one_state

Check = Callable[[BaseDatabaseWrapper], Iterator[Finding]]


def list_audit_checks() -> tuple[Check, ...]:
    """Return all checks, in the order in which they are made."""
    return (
        database_rules.check_functions,
        database_rules.check_triggers,
        database_rules.check_enabled,
        database_rules.check_constraints,
        database_rules.check_grants,
        quotations.check_snapshots,
        quotations.check_article_texts,
        quotations.check_exact_words,
        quotations.check_selectors,
        quotations.check_published_passages,
        quotations.check_raw_documents,
        submissions.check_digests,
        submissions.check_numbers,
        submissions.check_current_submission,
        submissions.check_content,
        submissions.check_evidence,
        submissions.check_change,
        submissions.check_search,
        transitions.check_order,
        transitions.check_actions,
        transitions.check_states,
        transitions.check_publications,
        reviews.check_reviews,
        reviews.check_decisions,
        reviews.check_second_person,
        reviews.check_contributors,
        reviews.check_blind_ratings,
        signatures.check_signatures,
        signatures.check_required_signatures,
        signatures.check_setting,
        changes.check_announcements,
        changes.check_missing_changes,
        changes.check_confirmations,
        ledger_entries.check_hashes,
        ledger_entries.check_tree,
        ledger_entries.check_commitments,
        ledger_entries.check_uncommitted_rows,
        ledger_entries.check_events,
        ledger_entries.check_records,
        ledger_entries.check_visibility,
        missing_entries.check_descriptions,
        missing_entries.check_source_checks,
        missing_entries.check_keys,
        checkpoints.check_roots,
        checkpoints.check_missing,
        checkpoints.check_notes,
        checkpoints.check_kept,
        timestamps.check_timestamps,
        timestamps.check_missing_timestamps,
        accounts.check_mode,
        accounts.check_acts,
        accounts.check_account_changes,
        stored_rows.check_history,
        stored_rows.check_references,
    )


@dataclass(frozen=True)
class Progress:
    """How far an audit is: the number of the check that begins, of how many, and its rule."""

    number: int
    total: int
    rule: str


def run_audit(
    using: str = "default", report: Callable[[Progress], None] = lambda progress: None
) -> Iterator[Finding]:
    """Yield everything that is wrong, in one transaction that reads one state of the database.

    `report` is called before each check.
    """
    checks = list_audit_checks()
    with read_one_state(using) as database:
        for number, check in enumerate(checks, start=1):
            report(Progress(number, len(checks), describe(check)))
            yield from _make(check, database)


def describe(check: Check) -> str:
    """Return the rule that a check is for: the first line of its docstring."""
    return (check.__doc__ or "").splitlines()[0]


def _make(check: Check, database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The findings of a check; rows that it cannot read are a finding, too."""
    try:
        with transaction.atomic(database.alias):
            yield from check(database)
    except UNREADABLE as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        sentence = _("Rows could not be read, and so this was not checked: {0} ({1})")
        yield Finding("", "", sentence.format(describe(check), reason))
