"""The actions that change the state of a verdict; no other module writes `Verdict.state`.

`factcheck.generator` alone takes the same steps for many invented revisions at once.

Each action runs in one transaction that locks the claim and then the revision: if two users act at
the same moment, the second one sees what the first one did. It checks the policies, writes a
`Transition`, changes the state and, if readers see the change, appends to the ledger. It raises a
`FactcheckError` if it is refused, and then nothing was written. `by` is the user, `at` the time of
everything that the action writes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pghistory
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.choices import (
    CURRENT_STATES,
    REVISING_KINDS,
    ChangeCause,
    ChangeKind,
    LedgerEvent,
    ReviewDecision,
    State,
)
from claims.models import Change, Claim, Evidence, Review, Submission, Transition, Verdict
from claims.models.review import BLIND_RATING_COUNT
from claims.models.verdict import CONTENT_FIELDS
from claims.publication import ledger, record
from claims.search_config import get_search_config
from claims.signing.signatures import Proof, is_signed, require_signature
from claims.workflow import signed_actions
from claims.workflow.transitions import check_allowed
from factcheck.core.database_errors import is_concurrent_edit
from factcheck.core.errors import EditConflict, InvalidInput, enforce


@contextmanager
def lock_revision(action: str, verdict: Verdict, by, at: datetime) -> Iterator[Verdict]:
    """Yields the revision as it is now, locked until the transaction ends, if `by` may do this.

    Every action locks the claim first and then what belongs to it, so that no two wait for each
    other.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, action=action):
        Claim.objects.select_for_update().get(pk=verdict.claim_id)
        revision = (
            Verdict.objects.select_for_update(of=("self",))
            .select_related("claim__claimant", "rating", "submission")
            .get(pk=verdict.pk)
        )
        enforce(check_allowed(action, revision, by, at=at))
        yield revision


def _change_state(action: str, verdict: Verdict, to: State, *, by, at, note="", **fields) -> None:
    """Moves the revision to another state, and sets other fields of it."""
    # The database refuses a change of state without its transition.
    Transition.objects.create(
        verdict=verdict,
        action=action,
        from_state=verdict.state,
        to_state=to,
        note=note,
        state_changed_at=at,
        state_changed_by=by,
    )
    verdict.state, verdict.state_changed_at, verdict.state_changed_by = to, at, by
    for name, value in fields.items():
        setattr(verdict, name, value)
    verdict.save(update_fields=["state", "state_changed_at", "state_changed_by", *fields])


# ── review ──────────────────────────────────────────────────────────────────────────────────────
def submit(verdict: Verdict, *, by, at) -> Submission:
    """The draft is in review and frozen; its submission holds all that readers would see.

    Raises `EditConflict` if something that it shows is edited at the same moment.
    """
    with lock_revision("submit", verdict, by, at) as revision:
        submission = _create_submission(revision, by, at)
        with _report_concurrent_edits():
            _change_state("submit", revision, State.IN_REVIEW, by=by, at=at, submission=submission)
    return submission


def _create_submission(verdict: Verdict, by, at) -> Submission:
    submission = Submission.objects.create(
        verdict=verdict,
        search_config=get_search_config(verdict.claim.language),
        submitted_at=at,
        submitted_by=by,
    )
    submission.refresh_from_db()  # with what the database composed
    return submission


@contextmanager
def _report_concurrent_edits() -> Iterator[None]:
    """Raises `EditConflict` if the database finds a row edited after the record was composed."""
    try:
        yield
    except DatabaseError as error:
        if is_concurrent_edit(error):
            message = _("Something was edited at the same moment: read it and try again.")
            raise EditConflict(message) from error
        raise


def withdraw(verdict: Verdict, *, by, at, note="") -> None:
    """The revision is a draft again; its submissions and reviews are kept."""
    with lock_revision("withdraw", verdict, by, at) as revision:
        _return_to_draft("withdraw", revision, by, at, note)


def send_back(verdict: Verdict, *, by, at, comment: str = "") -> Review:
    """The revision is a draft again, and the review says what has to change.

    The comment may be empty if review comments or differing blind ratings say it; otherwise raises
    `InvalidInput`.
    """
    with lock_revision("send_back", verdict, by, at) as revision:
        notes = [comment.strip(), *_summarize_review(revision)]
        note = _require_text(" ".join(notes), _("Describe what has to change."))
        review = _create_review(revision, ReviewDecision.SEND_BACK, by, at, comment.strip())
        _return_to_draft("send_back", revision, by, at, note)
    return review


def _summarize_review(verdict: Verdict) -> list[str]:
    """Sentences about the review comments and blind ratings of the current submission."""
    submission = verdict.get_submission()
    sentences: list[str] = []
    if count := submission.review_comments.count():
        message = ngettext("%(count)d review comment.", "%(count)d review comments.", count)
        sentences.append(message % {"count": count})
    ratings = [row.rating for row in submission.blind_ratings.select_related("rating")]
    if len(ratings) == BLIND_RATING_COUNT and any(rating != verdict.rating for rating in ratings):
        message = _("Blind ratings: “%(first)s” and “%(second)s”; the draft has “%(draft)s”.")
        first, second = ratings
        sentences.append(message % {"first": first, "second": second, "draft": verdict.rating})
    return sentences


def _return_to_draft(action: str, verdict: Verdict, by, at, note: str) -> None:
    approval = {"approved_at": None, "approved_by": None}
    _change_state(action, verdict, State.DRAFT, by=by, at=at, note=note, **approval)


def discard(verdict: Verdict, *, by, at, note="") -> None:
    """The draft is discarded, and the next draft gets its revision number."""
    with lock_revision("discard", verdict, by, at) as revision:
        _change_state("discard", revision, State.DISCARDED, by=by, at=at, note=note)


def approve(
    verdict: Verdict,
    *,
    by,
    at,
    sha256: str,
    is_worded_fairly: bool = False,
    comment="",
    publish_too: bool = False,
    proof: Proof | None = None,
) -> Review:
    """A second person has approved the submission with this SHA-256.

    `is_worded_fairly` confirms that the desk words the claim fairly; raises `InvalidInput` if it is
    missing. `publish_too` also publishes it, with the same signature.
    """
    with lock_revision("approve", verdict, by, at) as revision:
        require_same_submission(revision, sha256)
        if not is_worded_fairly:
            message = _(
                "Confirm that the desk's wording of the claim is fair to the claimant's own words."
            )
            raise InvalidInput(message)
        signed = signed_actions.name_action("approve", publish_too=publish_too)
        require_signature(signed, digest=sha256, by=by, at=at, proof=proof)
        review = _create_review(
            revision, ReviewDecision.APPROVE, by, at, comment, is_worded_fairly=True
        )
        approval = {"approved_at": at, "approved_by": by}
        _change_state("approve", revision, State.APPROVED, by=by, at=at, **approval)
        if publish_too:
            with lock_revision("publish", verdict, by, at) as approved:
                _publish(approved, by, at)
    return review


def _create_review(
    verdict, decision: ReviewDecision, by, at, comment: str, is_worded_fairly=None
) -> Review:
    return Review.objects.create(
        verdict=verdict,
        submission=verdict.submission,
        decision=decision,
        comment=comment,
        is_worded_fairly=is_worded_fairly,
        sha256=verdict.submission.sha256,
        reviewed_at=at,
        reviewed_by=by,
    )


def confirm_descriptions(
    verdict: Verdict, *, by, at, sha256: str, digest: str, proof: Proof | None = None
) -> Review:
    """A reviewer has confirmed descriptions that were edited after the approval.

    The same draft is submitted again and approved in one step. `digest` is that of the record which
    the user saw (`claims.publication.record.find_edits`); raises `EditConflict` if it is another by
    now. The wording of the claim is that of the first approval.
    """
    with lock_revision("confirm_descriptions", verdict, by, at) as revision:
        require_same_submission(revision, sha256)
        edits = record.find_edits(revision)
        if edits is None or edits.digest != digest:
            raise EditConflict(_("It was edited again after you opened it: read the difference."))
        seen = signed_actions.combine_digests(sha256, digest)
        require_signature("approve", digest=seen, by=by, at=at, proof=proof)
        revision.submission = _create_submission(revision, by, at)
        review = _create_review(revision, ReviewDecision.APPROVE, by, at, "", is_worded_fairly=True)
        approval = {"submission": revision.submission, "approved_at": at, "approved_by": by}
        with _report_concurrent_edits():
            _change_state(
                "confirm_descriptions", revision, State.APPROVED, by=by, at=at, **approval
            )
    return review


def require_same_submission(verdict: Verdict, sha256: str) -> None:
    """Raises `EditConflict` if the revision was submitted again after the user opened it."""
    if sha256 != verdict.get_submission().sha256:
        message = _("The revision was submitted again after you opened it: read it again.")
        raise EditConflict(message)


# ── publication ─────────────────────────────────────────────────────────────────────────────────
def publish(verdict: Verdict, *, by, at, sha256: str, proof: Proof | None = None) -> None:
    """Readers see the submission with this SHA-256; the revision before it is superseded."""
    with lock_revision("publish", verdict, by, at) as revision:
        require_same_submission(revision, sha256)
        require_signature("publish", digest=sha256, by=by, at=at, proof=proof)
        _publish(revision, by, at)


def _publish(revision: Verdict, by, at) -> None:
    revisions = revision.claim.verdicts.select_for_update()
    for previous in revisions.filter(state__in=CURRENT_STATES):
        _change_state("publish", previous, State.SUPERSEDED, by=by, at=at, ended_at=at)
    publication = {"published_at": at, "published_by": by}
    _change_state("publish", revision, State.PUBLISHED, by=by, at=at, **publication)
    change = revision.changes.filter(announced_at=None).order_by("-pk").first()
    revision.changes.filter(announced_at=None).update(announced_at=at)
    event = LedgerEvent(change.kind) if change else LedgerEvent.PUBLISHED
    ledger.append_entry(event, at=at, verdict=revision)


def open_correction(verdict: Verdict, *, by, at, kind: str, cause: str, note: str) -> Verdict:
    """The next revision is a draft: a copy of this one, with the change that it will announce.

    Raises `InvalidInput` if the kind, the cause or the note for readers is missing.
    """
    with lock_revision("correct", verdict, by, at) as revision:
        if kind not in REVISING_KINDS:
            raise InvalidInput(_("Choose the kind of change."))
        content = {name: getattr(revision, name) for name in CONTENT_FIELDS}
        draft = create_revision(revision.claim, by=by, at=at, action="correct", **content)
        _create_change(revision, draft, kind, cause, note, by, at)
        Evidence.objects.bulk_create(
            Evidence(
                verdict=draft,
                passage_id=evidence.passage_id,
                stance=evidence.stance,
                note=evidence.note,
                position=evidence.position,
                cited_at=at,
                cited_by=by,
            )
            for evidence in revision.evidence.all()
        )
    return draft


def create_revision(claim: Claim, *, by, at, action: str, **content) -> Verdict:
    """Creates a draft and its transition on a claim that the caller has locked."""
    latest = claim.verdicts.exclude(state=State.DISCARDED).order_by("-revision").first()
    verdict = Verdict.objects.create(
        claim=claim,
        revision=latest.revision + 1 if latest else 1,
        author=by,
        created_at=at,
        edited_at=at,
        edited_by=by,
        state_changed_at=at,
        state_changed_by=by,
        **content,
    )
    Transition.objects.create(
        verdict=verdict,
        action=action,
        to_state=State.DRAFT,
        state_changed_at=at,
        state_changed_by=by,
    )
    return verdict


# ── suspension and retraction ───────────────────────────────────────────────────────────────────
def suspend(verdict: Verdict, *, by, at, cause: str, note: str) -> None:
    """Readers see a notice instead of the conclusion until a second person decides."""
    with lock_revision("suspend", verdict, by, at) as revision:
        change = _create_change(revision, revision, ChangeKind.SUSPENSION, cause, note, by, at)
        _change_state("suspend", revision, State.SUSPENDED, by=by, at=at, note=note, ended_at=at)
        _announce(change, at)
        ledger.append_entry(LedgerEvent.SUSPENDED, at=at, verdict=revision)


def confirm_suspension(verdict: Verdict, *, by, at) -> None:
    """A second person has agreed to the suspension; it stays in force."""
    with lock_revision("confirm_suspension", verdict, by, at) as revision:
        suspension = revision.changes.filter(kind=ChangeKind.SUSPENSION).latest("pk")
        _confirm(suspension, by, at)


def reinstate(verdict: Verdict, *, by, at, cause: str, note: str) -> None:
    """A second person has ended the suspension: readers see the conclusion again."""
    with lock_revision("reinstate", verdict, by, at) as revision:
        change = _create_change(revision, revision, ChangeKind.REINSTATEMENT, cause, note, by, at)
        _change_state(
            "reinstate", revision, State.PUBLISHED, by=by, at=at, note=note, ended_at=None
        )
        _announce(change, at)
        ledger.append_entry(LedgerEvent.REINSTATED, at=at, verdict=revision)


def propose_retraction(verdict: Verdict, *, by, at, cause: str, note: str) -> Change:
    """The first of two people has proposed to retract it; readers see nothing of that yet."""
    with lock_revision("propose_retraction", verdict, by, at) as revision:
        return _create_change(revision, revision, ChangeKind.RETRACTION, cause, note, by, at)


def retract(verdict: Verdict, *, by, at, sha256="", proof: Proof | None = None) -> None:
    """The second person has retracted it; its page stays, with a notice.

    If it is signed, `sha256` is the digest of the record and the proposal that the user saw.
    """
    with lock_revision("retract", verdict, by, at) as revision:
        if is_signed("retract"):
            signed_actions.require_seen_digest("retract", revision, sha256)
        require_signature("retract", digest=sha256, by=by, at=at, proof=proof)
        proposal = revision.changes.get(kind=ChangeKind.RETRACTION, announced_at=None)
        _confirm(proposal, by, at)
        _change_state(
            "retract", revision, State.RETRACTED, by=by, at=at, note=proposal.note, ended_at=at
        )
        _announce(proposal, at)
        ledger.append_entry(LedgerEvent.RETRACTED, at=at, verdict=revision)


# ── changes ─────────────────────────────────────────────────────────────────────────────────────
def require_change_texts(cause: str, note: str) -> str:
    """Returns the note for readers; raises `InvalidInput` if the cause or the note is missing."""
    if cause not in ChangeCause.values:
        raise InvalidInput(_("Choose the cause of the change."))
    return _require_text(note, _("Write a note for readers."))


def _create_change(previous, verdict, kind: str, cause: str, note: str, by, at) -> Change:
    return Change.objects.create(
        verdict=verdict,
        previous=previous,
        kind=kind,
        cause=cause,
        note=require_change_texts(cause, note),
        created_at=at,
        created_by=by,
    )


def _confirm(change: Change, by, at) -> None:
    change.confirmed_at, change.confirmed_by = at, by
    change.save(update_fields=["confirmed_at", "confirmed_by"])


def _announce(change: Change, at) -> None:
    change.announced_at = at
    change.save(update_fields=["announced_at"])


def _require_text(text: str, message: str) -> str:
    if not text.strip():
        raise InvalidInput(message)
    return text.strip()


# The functions by the names that `claims.workflow.transitions.TRANSITIONS` gives the actions.
ACTIONS: dict[str, Callable] = {
    "submit": submit,
    "withdraw": withdraw,
    "discard": discard,
    "approve": approve,
    "confirm_descriptions": confirm_descriptions,
    "send_back": send_back,
    "publish": publish,
    "correct": open_correction,
    "suspend": suspend,
    "confirm_suspension": confirm_suspension,
    "reinstate": reinstate,
    "propose_retraction": propose_retraction,
    "retract": retract,
}
