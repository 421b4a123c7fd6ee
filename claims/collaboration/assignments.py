"""Who is to write on a claim, and who is asked to review what is written?

An assignment says who attends to a claim. It gives no right and takes none: what somebody may do is
decided by role and by `claims.workflow.transitions`, and whoever is not assigned may do it too. All verbs raise
`Refused` with a sentence, and then nothing was written.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import get_current_timezone

from claims.choices import OPEN, Duty, State
from claims.models import Assignment, Claim, Verdict
from claims.workflow.actions import Refused

ASSIGN = "claims.assign_claim"
NEEDS = {Duty.WRITE: "claims.write_verdict", Duty.REVIEW: "claims.review_verdict"}
DOES = {Duty.WRITE: "write", Duty.REVIEW: "review"}


def assign(
    claim: Claim, *, by, at, part: str, person, note: str = "", due_on: date | None = None
) -> Assignment:
    """From now on this part is this person's, until somebody else has it or it is done.

    `due_on` is a day in the desk's time zone.
    """
    if part not in Duty.values:
        raise Refused("Choose what is to be done: to write or to review.")
    if person is None:
        raise Refused("Choose who is to do it.")
    with transaction.atomic():
        fresh = _locked(claim)
        if sentence := refusal_to_assign(fresh, part, person, by):
            raise Refused(sentence)
        if due_on and due_on < at.astimezone(get_current_timezone()).date():
            raise Refused("The day it is due has passed already.")
        told = {"part": part, "person": person, "note": note.strip(), "due_on": due_on}
        return _written(fresh, by, at, **told)


def unassign(claim: Claim, *, by, at, part: str) -> Assignment:
    """Nobody in particular has this part any more."""
    with transaction.atomic():
        fresh = _locked(claim)
        now = newest(fresh).get(part)
        if now is None:
            raise Refused("Nobody is assigned to this.")
        if not by.is_active or (now.person_id != by.pk and not by.has_perm(ASSIGN)):
            raise Refused("Your role does not allow this.")
        return _written(fresh, by, at, part=part)


def refusal_to_assign(claim: Claim, part: str, person, by, now=None) -> str | None:
    """Why this person cannot be given this part by that one, in one sentence; `None` if they can.

    `now` is what `newest` says of the claim, where it was asked already.
    """
    needed = NEEDS[Duty(part)]
    own = person.pk == by.pk and by.has_perm(needed)
    if not by.is_active or not (own or by.has_perm(ASSIGN)):
        return "Your role does not allow this."
    if claim.standing != "open":
        return f"The claim was {claim.standing}."
    if not person.is_active:
        return f"{person} does not work here any more."
    if not person.is_staff or not person.has_perm(needed):
        return f"The role of {person} does not allow to {DOES[Duty(part)]}."
    return _one_for_two(claim, part, person, newest(claim) if now is None else now)


def _one_for_two(claim: Claim, part: str, person, now: dict) -> str | None:
    """Who writes cannot review: asking for it would only be found out at the end."""
    other = Duty.REVIEW if part == Duty.WRITE else Duty.WRITE
    has = now.get(other)
    if has and has.person_id == person.pk:
        return f"{person} is assigned {other.label} already: that takes somebody else."
    worked = Q(verdicts__state__in=OPEN, verdicts__contributors__person=person)
    if part == Duty.REVIEW and Claim.objects.filter(worked, pk=claim.pk).exists():
        return f"{person} worked on the open revision: ask somebody else to review it."
    return None


def _locked(claim: Claim) -> Claim:
    """Of two people who assign at the same moment, the second sees what the first did."""
    return Claim.objects.select_for_update().get(pk=claim.pk)


def _written(claim: Claim, by, at, **told) -> Assignment:
    row = Assignment(claim=claim, assigned_by=by, assigned_at=at, **told)
    try:
        row.full_clean(exclude=["person", "due_on"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    row.save()
    return row


def in_force() -> QuerySet[Assignment]:
    """Assignments that count: the newest of their claim and part, to somebody, and not done.

    It is done when a revision was published after it.
    """
    later = Assignment.objects.filter(
        claim=OuterRef("claim"), part=OuterRef("part"), pk__gt=OuterRef("pk")
    )
    done = Verdict.objects.filter(claim=OuterRef("claim"), published_at__gt=OuterRef("assigned_at"))
    rows = Assignment.objects.filter(~Exists(later), ~Exists(done), person__isnull=False)
    return rows.filter(claim__declined_at=None, claim__merged_at=None)


def newest(claim: Claim) -> dict[str, Assignment]:
    """Who has which part in a claim now, by the part."""
    rows = in_force().filter(claim=claim).select_related("person", "assigned_by")
    return {row.part: row for row in rows}


def waiting_for(person) -> QuerySet[Assignment]:
    """What this person was assigned and can begin or go on with now; what is due first.

    Nothing is to be written while somebody reviews, and nothing reviewed while somebody writes.
    """
    open_one = Verdict.objects.filter(claim=OuterRef("claim"), state__in=OPEN)
    written = Exists(open_one.exclude(state=State.DRAFT))
    reviewed = Exists(open_one.filter(state=State.IN_REVIEW))
    rows = in_force().filter(person=person)
    rows = rows.filter(Q(part=Duty.WRITE) & ~written | Q(part=Duty.REVIEW) & reviewed)
    return rows.order_by(F("due_on").asc(nulls_last=True), "assigned_at", "pk")
