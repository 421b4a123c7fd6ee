"""What keeps a finding from readers although it is approved, and who lifts it?

An embargo is an hour before which nobody publishes; it lies on a claim, or on a source and so on
all that cites it, and ends by itself. A legal hold has no hour: until a second person lifts it,
nothing of the claim is published, corrected or shown again. A hold keeps a page down and does not
take it down: what readers see is suspended first, in words that are chosen for them. All verbs
raise `Refused` with a sentence, and then nothing was written.
"""

from datetime import datetime, timedelta

import pghistory
from django.db import transaction

from claims.choices import State, WithholdingKind
from claims.models import Claim, Withholding
from claims.workflow.actions import Refused
from sources.models import Source

WRITE, LIFT, HOLD = "claims.write_verdict", "claims.lift_embargo", "claims.hold_claim"
WITHIN = timedelta(days=3653)  # nobody waits longer; and far beyond it no calendar holds the hour
NOT_YOUR_ROLE = "Your role does not allow this."


def to_come(hour: datetime | None, at: datetime) -> datetime:
    """The hour itself. Raises `Refused` if it is none that anybody can wait for."""
    if hour is None or not at < hour < at + WITHIN:
        raise Refused("Choose an hour that is still to come, within ten years.")
    return hour


def refusal_to_embargo(by) -> str | None:
    """Why this person cannot put an embargo on anything, in one sentence; `None` if they can."""
    return None if _may(by, WRITE) else NOT_YOUR_ROLE


def embargo(
    on: Claim | Source, *, by, at: datetime, until: datetime | None, why: str
) -> Withholding:
    """Nothing of the claim, or nothing that cites the source, is published before `until`."""
    if sentence := refusal_to_embargo(by):
        raise Refused(sentence)
    on_what = {"claim": on} if isinstance(on, Claim) else {"source": on}
    with transaction.atomic(), pghistory.context(person=by.pk, verb="embargo"):
        if isinstance(on, Claim):
            Claim.objects.select_for_update().get(pk=on.pk)
        until = to_come(until, at)
        return _set(WithholdingKind.EMBARGO, by, at, why, until=until, **on_what)


def refusal_to_hold(by, *, published: bool, held: bool) -> str | None:
    """Why this person cannot put a legal hold on a claim, in one sentence; `None` if they can."""
    if not _may(by, HOLD):
        return NOT_YOUR_ROLE
    if published:
        return "Readers see its finding: suspend that first, with what they are told."
    return "A legal hold is on the claim already." if held else None


def hold(claim: Claim, *, by, at: datetime, why: str) -> Withholding:
    """The claim stays as it is to readers until a second person lifts the hold."""
    with transaction.atomic(), pghistory.context(person=by.pk, verb="hold"):
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        published = fresh.verdicts.filter(state=State.PUBLISHED).exists()
        holds = fresh.withholdings.filter(kind=WithholdingKind.HOLD, lifted_at=None)
        if sentence := refusal_to_hold(by, published=published, held=holds.exists()):
            raise Refused(sentence)
        return _set(WithholdingKind.HOLD, by, at, why, claim=fresh)


def refusal_to_lift(withholding: Withholding, by) -> str | None:
    """Why this person cannot lift it, in one sentence; `None` if they can."""
    held = withholding.kind == WithholdingKind.HOLD
    if not _may(by, HOLD if held else LIFT):
        return NOT_YOUR_ROLE
    if withholding.lifted_at:
        return f"{withholding.lifted_by} has lifted it already."
    if held and withholding.set_by_id == by.pk:
        return "You put the hold on it: a second person has to lift it."
    return None


def lift(withholding: Withholding, *, by, at: datetime, why: str) -> None:
    """It is in force no more, and the desk knows why."""
    with transaction.atomic(), pghistory.context(person=by.pk, verb="lift"):
        fresh = Withholding.objects.select_for_update().get(pk=withholding.pk)
        if sentence := refusal_to_lift(fresh, by):
            raise Refused(sentence)
        if not why.strip():
            raise Refused("Say why it is lifted.")
        fresh.lifted_at, fresh.lifted_by, fresh.lifted_why = at, by, why.strip()
        fresh.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])


def _set(kind: WithholdingKind, by, at, why: str, **columns) -> Withholding:
    if not why.strip():
        raise Refused("Say why: the desk has to know it later.")
    return Withholding.objects.create(kind=kind, set_at=at, set_by=by, why=why.strip(), **columns)


def _may(by, permission: str) -> bool:
    return by.is_active and by.has_perm(permission)
