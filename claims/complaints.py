"""How does a complaint about a finding arrive, and what does the desk answer?

A reader's complaint stays at the desk, and is answered within the desk's days. Accepted, it leads
to a change that is reviewed as any other; otherwise somebody who did not work on the finding says
why nothing changes. All verbs raise `Refused` with a sentence, and then nothing was written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from claims.choices import ANSWERING, OPEN, STANDING, ChangeKind, ComplaintOutcome
from claims.models import Change, Claim, Complaint, ComplaintAnswer, Contributor, Verdict
from claims.rate_limits import received, trimmed
from claims.workflow import actions
from claims.workflow.actions import Refused
from claims.workflow.transitions import refusal

ANSWER = "claims.answer_complaint"
GIVEN_UP = Q(change__announced_at=None, change__verdict__state__in=["discarded", "superseded"])
TAKES = {
    "told": "Say what readers are told: what you looked at, and why nothing changes.",
    "address": "Give the address where it was answered.",
}


def complain(
    *, sender: str, at: datetime, claim: str, revision: int, wrong: str, part="", **told: str
) -> Complaint:
    """What a reader says is wrong with a published revision, waiting for an answer.

    `sender` is the network address it came from, of which only a digest is kept; `told` may hold
    `where`, `who` and `email`. Raises `TooMany` after `COMPLAINT_RATE` of one network within the
    hour.
    """
    about = Verdict.objects.filter(
        claim__public_id=claim, revision=revision, published_at__isnull=False
    ).first()
    if about is None:
        raise Refused("No finding was published under this number.")
    told = trimmed(wrong=wrong, **told)
    if not told["wrong"]:
        raise Refused("Tell us what is wrong.")
    row = Complaint(verdict=about, part=part, arrived_at=at, due_on=last_day(at), **told)
    with transaction.atomic():
        received(row, "complaint", sender, at, settings.COMPLAINT_RATE)
    return row


def last_day(at: datetime) -> date:
    """The day, in the desk's time zone, by which what arrives now is answered."""
    here = at.astimezone(timezone.get_default_timezone())
    return here.date() + timedelta(days=settings.COMPLAINT_DAYS)


def waiting() -> QuerySet[Complaint]:
    """Complaints that nobody answered, or whose change was given up; the next day due first."""
    answered = ComplaintAnswer.objects.filter(complaint=OuterRef("pk")).exclude(GIVEN_UP)
    rows = Complaint.objects.filter(~Exists(answered))
    return rows.select_related("verdict__claim").order_by("due_on", "arrived_at", "pk")


def answer_of(complaint: Complaint) -> ComplaintAnswer | None:
    """The answer in force, or `None` while the complaint waits."""
    rows = complaint.answers.exclude(GIVEN_UP)
    return rows.select_related("change__verdict", "answered_by").last()


def stands(complaint: Complaint) -> Verdict:
    """The revision of its claim that readers were shown last: what a change would change."""
    rows = Verdict.objects.filter(
        claim=complaint.verdict.claim_id, published_at__isnull=False
    ).select_related("claim__claimant", "rating", "submission")
    return rows.order_by("-revision").first()


def change_under_way(complaint: Complaint) -> Change | None:
    """A change of its claim that readers have not been told of yet, and that may take it up."""
    rows = Change.objects.filter(verdict__claim=complaint.verdict.claim_id, announced_at=None)
    open_ones = rows.filter(kind__in=ANSWERING, verdict__state__in=[*OPEN, *STANDING])
    return open_ones.select_related("verdict").order_by("-pk").first()


def refusal_to_answer(complaint: Complaint, outcome: str, by) -> str | None:
    """Why this person cannot answer so, in one sentence; `None` if they can."""
    if not (by.is_active and by.has_perm(ANSWER)):
        return "Your role does not allow this."
    if done := answer_of(complaint):
        return f"{done.answered_by} has answered already: {done.get_outcome_display()}."
    if outcome != ComplaintOutcome.ACCEPTED and _worked_on_it(complaint, by):
        return "You worked on this finding: somebody else has to say that nothing changes."
    return None


def _worked_on_it(complaint: Complaint, by) -> bool:
    """Whether this person worked on any revision of the finding that readers saw."""
    published = Verdict.objects.filter(claim=complaint.verdict.claim_id, published_at__isnull=False)
    return Contributor.objects.filter(verdict__in=published, person=by.pk).exists()


def refusal_to_accept(complaint: Complaint, kind: str, by, *, at: datetime) -> str | None:
    """Why this person cannot open a change of this kind for it; `None` if they can."""
    verb = "propose_retraction" if kind == ChangeKind.RETRACTION else "correct"
    return refusal_to_answer(complaint, ComplaintOutcome.ACCEPTED, by) or refusal(
        verb, stands(complaint), by, at=at
    )


def answer_complaint(
    complaint: Complaint, *, by, at: datetime, outcome: str, told: str, public=True, **said: str
) -> ComplaintAnswer:
    """Nothing is changed: refused, passed on or answered already, with what readers are told.

    `said` may hold `note`, for the desk, and `address`: where it was answered already. `public`
    says whether readers see the outcome listed.
    """
    if outcome == ComplaintOutcome.ACCEPTED or outcome not in ComplaintOutcome.values:
        raise Refused("Choose what the answer is.")
    said = trimmed(told=told, **said)
    for name in ("told", *(["address"] if outcome == ComplaintOutcome.ALREADY else [])):
        if not said.get(name):
            raise Refused(TAKES[name])
    with _held(complaint, "answer_complaint", by):
        if sentence := refusal_to_answer(complaint, outcome, by):
            raise Refused(sentence)
        return _answered(complaint, outcome, by, at, public=public, **said)


def accept(
    complaint: Complaint, *, by, at: datetime, kind: str, cause: str, note: str, public=True
) -> ComplaintAnswer:
    """The reader is right: a change is opened, whose `note` says what readers are told."""
    with _held(complaint, "accept", by):
        if sentence := refusal_to_accept(complaint, kind, by, at=at):
            raise Refused(sentence)
        told, verdict = {"by": by, "at": at, "cause": cause, "note": note}, stands(complaint)
        if kind == ChangeKind.RETRACTION:
            change = actions.propose_retraction(verdict, **told)
        else:
            change = actions.correct(verdict, kind=kind, **told).changes.get()
        return _answered(complaint, ComplaintOutcome.ACCEPTED, by, at, change=change, public=public)


def take_up(complaint: Complaint, *, by, at: datetime, public=True) -> ComplaintAnswer:
    """The reader is right, and the change that is under way already takes it up."""
    with _held(complaint, "take_up", by):
        if sentence := refusal_to_answer(complaint, ComplaintOutcome.ACCEPTED, by):
            raise Refused(sentence)
        change = change_under_way(complaint)
        if change is None:
            raise Refused("No change of this finding is under way: open one.")
        return _answered(complaint, ComplaintOutcome.ACCEPTED, by, at, change=change, public=public)


@contextmanager
def _held(complaint: Complaint, verb: str, by) -> Iterator[None]:
    """Inside, nobody else answers this complaint or moves its finding."""
    with transaction.atomic(), pghistory.context(person=by.pk, verb=verb):
        Claim.objects.select_for_update().get(pk=complaint.verdict.claim_id)  # as every verb does
        yield


def _answered(complaint, outcome: str, by, at, *, public: bool, **said) -> ComplaintAnswer:
    answer = ComplaintAnswer(
        complaint=complaint,
        number=complaint.answers.count() + 1,
        outcome=outcome,
        public=public,
        answered_at=at,
        answered_by=by,
        **said,
    )
    try:
        answer.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    answer.save()
    return answer


def complaints_about(verdict: Verdict) -> QuerySet[Complaint]:
    """What concerns whoever reads this revision: what led to it, and what waits for an answer."""
    concern = Q(answers__change__verdict=verdict)
    if verdict.state in (*OPEN, *STANDING):
        waits = waiting().filter(verdict__claim=verdict.claim_id)
        concern |= Q(pk__in=waits.order_by().values("pk"))
    return Complaint.objects.filter(concern).distinct().order_by("pk")
