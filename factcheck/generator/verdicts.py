"""Generate the histories of verdicts: many revisions take each step of the workflow together.

A step writes the rows that the action of the same name writes (`claims.workflow.actions`), for all
revisions at once. The triggers of the database refuse a step that the workflow does not allow.
"""

from collections.abc import Sequence

from django.db.models import OuterRef, Subquery

from claims.choices import ChangeKind, LedgerEvent, ReviewDecision, State
from claims.models import Change, Evidence, Review, Submission, Transition, Verdict
from claims.models.verdict import CONTENT_FIELDS
from claims.publication import ledger
from claims.search_config import get_search_config

NOTE = "Generated: the table has other figures."


def create_drafts(claims: Sequence, passages, compose_content, *, by, at) -> list[Verdict]:
    """Create a first revision for each claim, which cites the passage of the same position."""
    drafts = Verdict.objects.bulk_create(
        _build_draft(claim, 1, compose_content(claim), by, at) for claim in claims
    )
    _log(drafts, "draft", "", State.DRAFT, by, at)
    Evidence.objects.bulk_create(
        _build_evidence(draft, passage.pk, "refutes", by, at)
        for draft, passage in zip(drafts, passages, strict=True)
    )
    return drafts


def create_corrections(verdicts: Sequence[Verdict], *, by, at) -> list[Verdict]:
    """Create the next revision of each published one, with the correction that it will announce."""
    drafts = Verdict.objects.bulk_create(
        _build_draft(
            verdict.claim,
            verdict.revision + 1,
            {name: getattr(verdict, name) for name in CONTENT_FIELDS},
            by,
            at,
        )
        for verdict in verdicts
    )
    _log(drafts, "correct", "", State.DRAFT, by, at)
    pairs = list(zip(verdicts, drafts, strict=True))
    _create_changes(pairs, ChangeKind.CORRECTION, by, at)
    evidence = {row.verdict_id: row for row in Evidence.objects.filter(verdict__in=verdicts)}
    Evidence.objects.bulk_create(
        _build_evidence(draft, evidence[verdict.pk].passage_id, "refutes", by, at)
        for verdict, draft in pairs
    )
    return drafts


def _build_draft(claim, revision: int, content: dict, by, at) -> Verdict:
    return Verdict(
        claim=claim,
        revision=revision,
        author=by,
        created_at=at,
        edited_at=at,
        edited_by=by,
        state_changed_at=at,
        state_changed_by=by,
        **content,
    )


def _build_evidence(verdict: Verdict, passage_id: int, stance: str, by, at) -> Evidence:
    return Evidence(
        verdict=verdict, passage_id=passage_id, stance=stance, position=1, cited_at=at, cited_by=by
    )


# ── review ──────────────────────────────────────────────────────────────────────────────────────
def submit_all(verdicts: Sequence[Verdict], *, by, at) -> None:
    """All drafts are in review; the database composes what was submitted."""
    Submission.objects.bulk_create(
        Submission(
            verdict=verdict,
            search_config=get_search_config(verdict.claim.language),
            submitted_at=at,
            submitted_by=by,
        )
        for verdict in verdicts
    )
    newest = Submission.objects.filter(verdict=OuterRef("pk")).order_by("-number").values("pk")[:1]
    _move(verdicts, "submit", State.IN_REVIEW, by, at, submission=Subquery(newest))


def send_back_all(verdicts: Sequence[Verdict], *, by, at) -> None:
    """All revisions in review are drafts again."""
    _create_reviews(verdicts, ReviewDecision.SEND_BACK, by, at, comment=NOTE)
    _move(verdicts, "send_back", State.DRAFT, by, at, note=NOTE)


def approve_all(verdicts: Sequence[Verdict], *, by, at) -> None:
    """A second person has approved all revisions in review."""
    _create_reviews(verdicts, ReviewDecision.APPROVE, by, at, is_worded_fairly=True)
    _move(verdicts, "approve", State.APPROVED, by, at, approved_at=at, approved_by=by)


def _create_reviews(verdicts, decision: ReviewDecision, by, at, **fields) -> None:
    digests = Verdict.objects.filter(pk__in=[verdict.pk for verdict in verdicts]).values_list(
        "pk", "submission_id", "submission__sha256"
    )
    Review.objects.bulk_create(
        Review(
            verdict_id=verdict,
            submission_id=submission,
            decision=decision,
            sha256=sha256,
            reviewed_at=at,
            reviewed_by=by,
            **fields,
        )
        for verdict, submission, sha256 in digests.order_by("pk")
    )


# ── publication ─────────────────────────────────────────────────────────────────────────────────
def publish_all(verdicts: Sequence[Verdict], *, by, at, previous: Sequence[Verdict] = ()) -> None:
    """Readers see all approved revisions; `previous` are those that they replace."""
    if previous:
        _move(previous, "publish", State.SUPERSEDED, by, at, ended_at=at)
    _move(verdicts, "publish", State.PUBLISHED, by, at, published_at=at, published_by=by)
    _announce(verdicts, at)
    event = LedgerEvent.CORRECTION if previous else LedgerEvent.PUBLISHED
    ledger.append_entries(event, verdicts, at=at)


def suspend_all(verdicts: Sequence[Verdict], *, by, at) -> None:
    _create_changes(_pair(verdicts), ChangeKind.SUSPENSION, by, at)
    _move(verdicts, "suspend", State.SUSPENDED, by, at, note=NOTE, ended_at=at)
    _announce(verdicts, at)
    ledger.append_entries(LedgerEvent.SUSPENDED, verdicts, at=at)


def reinstate_all(verdicts: Sequence[Verdict], *, by, at) -> None:
    _create_changes(_pair(verdicts), ChangeKind.REINSTATEMENT, by, at)
    _move(verdicts, "reinstate", State.PUBLISHED, by, at, note=NOTE, ended_at=None)
    _announce(verdicts, at)
    ledger.append_entries(LedgerEvent.REINSTATED, verdicts, at=at)


def retract_all(verdicts: Sequence[Verdict], *, proposed_by, proposed_at, by, at) -> None:
    _create_changes(_pair(verdicts), ChangeKind.RETRACTION, proposed_by, proposed_at)
    Change.objects.filter(verdict__in=verdicts, kind=ChangeKind.RETRACTION).update(
        confirmed_at=at, confirmed_by=by
    )
    _move(verdicts, "retract", State.RETRACTED, by, at, note=NOTE, ended_at=at)
    _announce(verdicts, at)
    ledger.append_entries(LedgerEvent.RETRACTED, verdicts, at=at)


def _pair(verdicts: Sequence[Verdict]) -> list[tuple[Verdict, Verdict]]:
    return [(verdict, verdict) for verdict in verdicts]


def _create_changes(pairs, kind: ChangeKind, by, at) -> None:
    """Create the change of each pair of a previous revision and the resulting one."""
    Change.objects.bulk_create(
        Change(
            previous=previous,
            verdict=verdict,
            kind=kind,
            cause="our-error",
            note=NOTE,
            created_at=at,
            created_by=by,
        )
        for previous, verdict in pairs
    )


def _announce(verdicts: Sequence[Verdict], at) -> None:
    Change.objects.filter(verdict__in=verdicts, announced_at=None).update(announced_at=at)


# ── states ──────────────────────────────────────────────────────────────────────────────────────
def _move(verdicts: Sequence[Verdict], action: str, to: State, by, at, note="", **fields) -> None:
    """Log the transition of all revisions, which have the same state, and change it."""
    _log(verdicts, action, verdicts[0].state, to, by, at, note)
    Verdict.objects.filter(pk__in=[verdict.pk for verdict in verdicts]).update(
        state=to, state_changed_at=at, state_changed_by=by, **fields
    )
    for verdict in verdicts:
        verdict.state = to


def _log(verdicts, action: str, before: str, to: State, by, at, note="") -> None:
    Transition.objects.bulk_create(
        Transition(
            verdict=verdict,
            action=action,
            from_state=before,
            to_state=to,
            note=note,
            state_changed_at=at,
            state_changed_by=by,
        )
        for verdict in verdicts
    )
