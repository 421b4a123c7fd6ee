"""Preservation holds: while one is in force, nothing of the claim and around it is removed.

An editor or administrator puts a claim on hold, for example when a lawyer writes; another person
releases it. Retention, forgetting and erasing refuse rows of a claim on hold, and so do the
triggers. An action that is refused raises a `FactcheckError`, and then nothing was written.
"""

from collections.abc import Iterable
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.models import Claim, PreservationHold
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, InvalidState, Violation, enforce

PERMISSION = "claims.hold_claim"


def find_hold(claim: Claim) -> PreservationHold | None:
    """The hold of the claim that is in force."""
    holds = claim.preservation_holds.filter(released_at=None)
    return holds.select_related("created_by").first()


def check_no_hold(claims: Iterable[int]) -> Violation | None:
    """None of the claims, given by their primary keys, is on hold."""
    holds = PreservationHold.objects.filter(claim__in=claims, released_at=None)
    hold = holds.select_related("claim", "created_by").first()
    if hold is None:
        return None
    message = _("Claim %(claim)s is on hold (%(user)s, %(day)s): nothing of it is removed.")
    created_at = hold.created_at.astimezone(timezone.get_current_timezone())
    day = date_format(created_at, "j F Y")
    values = {"claim": hold.claim.public_id, "user": hold.created_by, "day": day}
    return Violation(message % values)


def create_hold(claim: Claim, *, by, at: datetime, reason: str) -> PreservationHold:
    """Nothing of the claim is removed until a second person releases the hold."""
    enforce(check_permission(by, PERMISSION))
    with transaction.atomic(), pghistory.context(user=by.pk, action="create_hold"):
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        if find_hold(fresh):
            raise InvalidState(_("The claim is already on hold."))
        return PreservationHold.objects.create(
            claim=fresh, created_at=at, created_by=by, reason=_require_reason(reason)
        )


def check_can_release_hold(hold: PreservationHold, by) -> Violation | None:
    """The hold is in force, and another person set it."""
    if violation := check_permission(by, PERMISSION):
        return violation
    if hold.released_at:
        return Violation(_("%(user)s has already released it.") % {"user": hold.released_by})
    if hold.created_by_id == by.pk:
        return Violation(_("You set this hold: another person has to release it."))
    return None


def release_hold(hold: PreservationHold, *, by, at: datetime, reason: str) -> None:
    """What is around the claim is removed again when its time is over."""
    with transaction.atomic(), pghistory.context(user=by.pk, action="release_hold"):
        fresh = PreservationHold.objects.select_for_update().get(pk=hold.pk)
        enforce(check_can_release_hold(fresh, by))
        fresh.release_reason = _require_reason(reason)
        fresh.released_at, fresh.released_by = at, by
        fresh.save(update_fields=["released_at", "released_by", "release_reason"])


def _require_reason(reason: str) -> str:
    if not reason.strip():
        raise InvalidInput(_("Enter the reason; only the desk sees it."))
    return reason.strip()
