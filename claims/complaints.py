"""Complaints: what readers report as wrong in a published fact-check, and the desk's answers.

The text of a complaint is never public. The desk answers it within `COMPLAINT_DAYS`: it upholds the
complaint, which opens a change that is reviewed like any other; or someone who did not work on the
fact-check answers why nothing changes. An action that is refused raises a `FactcheckError`, and
then nothing was written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pghistory
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import (
    COMPLAINT_CHANGE_KINDS,
    CURRENT_STATES,
    OPEN_STATES,
    ChangeKind,
    ComplaintOutcome,
)
from claims.models import Change, Claim, Complaint, ComplaintAnswer, Contributor, Verdict
from claims.rate_limits import clean_text_fields, save_rate_limited
from claims.workflow import actions
from claims.workflow.transitions import check_allowed
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, InvalidState, Violation, enforce
from factcheck.core.validation import convert_validation_errors

ANSWER_PERMISSION = "claims.answer_complaint"
# The change that answered the complaint will never be published: the complaint is open again.
CHANGE_ABANDONED = Q(
    change__announced_at=None, change__verdict__state__in=["discarded", "superseded"]
)
REQUIRED_TEXTS = {
    "public_note": gettext_lazy(
        "Enter the answer for readers: what you checked, and why nothing changes."
    ),
    "referred_to_url": gettext_lazy("Enter the address of the page that answers it."),
}


# ── complaints of readers ───────────────────────────────────────────────────────────────────────
def submit_complaint(
    *,
    network_address: str,
    at: datetime,
    claim: str,
    revision: int,
    text: str,
    subject: str = "",
    **fields: str,
) -> Complaint:
    """Saves a complaint about the published revision of the claim with this public identifier.

    `fields` may hold `location`, `sender_name` and `email`. Only a digest of `network_address` is
    stored. Raises `RateLimitExceeded` after `COMPLAINT_RATE` complaints from one network within an
    hour.
    """
    verdict = Verdict.objects.filter(
        claim__public_id=claim, revision=revision, published_at__isnull=False
    ).first()
    if verdict is None:
        raise InvalidState(_("There is no published fact-check with this number."))
    texts = clean_text_fields(text=text, **fields)
    if not texts["text"]:
        raise InvalidInput(_("Enter what is wrong."))
    complaint = Complaint(
        verdict=verdict, subject=subject, received_at=at, due_on=compute_answer_due_on(at), **texts
    )
    limit = settings.COMPLAINT_RATE
    save_rate_limited(complaint, network_address=network_address, at=at, limit=limit)
    return complaint


def compute_answer_due_on(at: datetime) -> date:
    """The last day, in the desk's time zone, to answer a complaint that arrives at this time."""
    local = at.astimezone(timezone.get_default_timezone())
    return local.date() + timedelta(days=settings.COMPLAINT_DAYS)


# ── reading complaints ──────────────────────────────────────────────────────────────────────────
def list_open_complaints() -> QuerySet[Complaint]:
    """Complaints without a current answer, the first due date first."""
    current = ComplaintAnswer.objects.filter(complaint=OuterRef("pk")).exclude(CHANGE_ABANDONED)
    rows = Complaint.objects.filter(~Exists(current))
    return rows.select_related("verdict__claim").order_by("due_on", "received_at", "pk")


def list_complaints_for_revision(verdict: Verdict) -> QuerySet[Complaint]:
    """The complaints that led to this revision; for an open or current one, also the open ones."""
    relevant = Q(answers__change__verdict=verdict)
    if verdict.state in (*OPEN_STATES, *CURRENT_STATES):
        open_complaints = list_open_complaints().filter(verdict__claim=verdict.claim_id)
        relevant |= Q(pk__in=open_complaints.order_by().values("pk"))
    return Complaint.objects.filter(relevant).distinct().order_by("pk")


def get_current_answer(complaint: Complaint) -> ComplaintAnswer | None:
    """The latest answer, unless its change was abandoned; None while the complaint is open."""
    answers = complaint.answers.exclude(CHANGE_ABANDONED)
    return answers.select_related("change__verdict", "decided_by").last()


def get_latest_revision(complaint: Complaint) -> Verdict:
    """The latest published revision of the claim, which a change would replace."""
    revisions = Verdict.objects.filter(
        claim=complaint.verdict.claim_id, published_at__isnull=False
    ).select_related("claim__claimant", "rating", "submission")
    return revisions.latest("revision")


def find_open_change(complaint: Complaint) -> Change | None:
    """The change of the claim that is being worked on and can answer the complaint."""
    changes = Change.objects.filter(
        verdict__claim=complaint.verdict.claim_id,
        announced_at=None,
        kind__in=COMPLAINT_CHANGE_KINDS,
        verdict__state__in=[*OPEN_STATES, *CURRENT_STATES],
    )
    return changes.select_related("verdict").order_by("-pk").first()


# ── policies ────────────────────────────────────────────────────────────────────────────────────
def check_can_answer_complaint(complaint: Complaint, outcome: str, by) -> Violation | None:
    """The complaint is open; an answer that changes nothing comes from an uninvolved person."""
    if violation := check_permission(by, ANSWER_PERMISSION):
        return violation
    if answer := get_current_answer(complaint):
        message = _("%(user)s has answered already: %(outcome)s.")
        values = {"user": answer.decided_by, "outcome": answer.get_outcome_display()}
        return Violation(message % values)
    if outcome != ComplaintOutcome.UPHELD and _is_contributor(complaint, by):
        return Violation(
            _(
                "You worked on this fact-check, so only someone else can close the complaint "
                "without a change."
            )
        )
    return None


def _is_contributor(complaint: Complaint, by) -> bool:
    """Whether the user worked on any published revision of the claim."""
    published = Verdict.objects.filter(claim=complaint.verdict.claim_id, published_at__isnull=False)
    return Contributor.objects.filter(verdict__in=published, user=by.pk).exists()


def check_can_uphold_complaint(
    complaint: Complaint, kind: str, by, *, at: datetime
) -> Violation | None:
    """The user may answer the complaint and open a change of this kind."""
    action = "propose_retraction" if kind == ChangeKind.RETRACTION else "correct"
    return check_can_answer_complaint(complaint, ComplaintOutcome.UPHELD, by) or check_allowed(
        action, get_latest_revision(complaint), by, at=at
    )


# ── answers ─────────────────────────────────────────────────────────────────────────────────────
def answer_complaint(
    complaint: Complaint,
    *,
    by,
    at: datetime,
    outcome: str,
    public_note: str,
    is_public: bool = True,
    **fields: str,
) -> ComplaintAnswer:
    """The complaint has an answer that changes nothing in the fact-check.

    `fields` may hold `note`, for the desk only, and `referred_to_url`, the page that answers it.
    Readers see the outcome in the list of complaints if `is_public`.
    """
    if outcome == ComplaintOutcome.UPHELD or outcome not in ComplaintOutcome.values:
        raise InvalidInput(_("Choose the outcome of the complaint."))
    with _lock_claim(complaint, "answer_complaint", by):
        enforce(check_can_answer_complaint(complaint, outcome, by))
        texts = clean_text_fields(public_note=public_note, **fields)
        required = ["public_note"]
        if outcome == ComplaintOutcome.ALREADY_ANSWERED:
            required.append("referred_to_url")
        for name in required:
            if not texts.get(name):
                raise InvalidInput(str(REQUIRED_TEXTS[name]))
        return _create_answer(complaint, outcome, by, at, is_public=is_public, **texts)


def uphold_complaint(
    complaint: Complaint,
    *,
    by,
    at: datetime,
    kind: str,
    cause: str,
    note: str,
    is_public: bool = True,
) -> ComplaintAnswer:
    """The complaint is upheld, and a change of this kind is open; `note` explains it to readers."""
    with _lock_claim(complaint, "uphold_complaint", by):
        enforce(check_can_uphold_complaint(complaint, kind, by, at=at))
        verdict = get_latest_revision(complaint)
        if kind == ChangeKind.RETRACTION:
            change = actions.propose_retraction(verdict, by=by, at=at, cause=cause, note=note)
        else:
            draft = actions.open_correction(
                verdict, by=by, at=at, kind=kind, cause=cause, note=note
            )
            change = draft.changes.get()
        return _create_answer(
            complaint, ComplaintOutcome.UPHELD, by, at, change=change, is_public=is_public
        )


def attach_to_open_change(
    complaint: Complaint, *, by, at: datetime, is_public: bool = True
) -> ComplaintAnswer:
    """The complaint is upheld, and the change that is open already answers it."""
    with _lock_claim(complaint, "attach_to_open_change", by):
        enforce(check_can_answer_complaint(complaint, ComplaintOutcome.UPHELD, by))
        change = find_open_change(complaint)
        if change is None:
            raise InvalidState(_("This fact-check has no revision in progress. Start one first."))
        return _create_answer(
            complaint, ComplaintOutcome.UPHELD, by, at, change=change, is_public=is_public
        )


@contextmanager
def _lock_claim(complaint: Complaint, action: str, by) -> Iterator[None]:
    """Locks the claim, as every action on its fact-check does, until the transaction ends."""
    with transaction.atomic(), pghistory.context(user=by.pk, action=action):
        Claim.objects.select_for_update().get(pk=complaint.verdict.claim_id)
        yield


def _create_answer(complaint: Complaint, outcome: str, by, at, **fields) -> ComplaintAnswer:
    answer = ComplaintAnswer(
        complaint=complaint,
        number=complaint.answers.count() + 1,
        outcome=outcome,
        decided_at=at,
        decided_by=by,
        **fields,
    )
    with convert_validation_errors():
        answer.full_clean()
    answer.save()
    return answer
