"""Requests of readers to forget a tip or complaint, and the desk's decisions about them.

A reader names the message by its reference number, which only the sender knows. One editor decides.
When the editor agrees, the database removes the words, the names and the e-mail address; the row
stays, for counts. What a pending answer or a preservation hold needs is kept until that is over.
An action that is refused raises a `FactcheckError`, and then nothing was written.
"""

from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from claims.choices import ForgetOutcome, TipDecision
from claims.complaints import get_current_answer
from claims.intake.tips import decline_tip
from claims.models import Claim, Complaint, ForgetRequest, Tip
from claims.preservation_holds import check_no_hold
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, Violation, enforce

PERMISSION = "claims.forget_message"


def clean_number(number: str) -> str:
    """The number as it is stored; empty if it cannot be one."""
    number = number.strip().lower()
    return number if number.isascii() and number.isalnum() else ""


def find_message(number: str) -> Tip | Complaint | None:
    """The tip or complaint with this reference number."""
    number = clean_number(number)
    if not number:
        return None
    for model in (Tip, Complaint):
        if message := model.objects.filter(public_id=number).first():
            return message
    return None


def find_request(number: str) -> ForgetRequest | None:
    """The request about the message with this reference number."""
    number = clean_number(number)
    if not number:
        return None
    about = Q(tip__public_id=number) | Q(complaint__public_id=number)
    return ForgetRequest.objects.filter(about).first()


def request_forgetting(number: str, *, at: datetime) -> ForgetRequest:
    """The desk has to decide whether it forgets the message. Asking again changes nothing."""
    message = find_message(number)
    if message is None:
        raise InvalidInput(_("No tip or complaint has this number."))
    about = {"tip" if isinstance(message, Tip) else "complaint": message}
    return ForgetRequest.objects.get_or_create(**about, defaults={"requested_at": at})[0]


def list_forget_requests() -> QuerySet[ForgetRequest]:
    """Requests that no one has decided, the oldest first."""
    rows = ForgetRequest.objects.filter(decided_at=None).select_related("tip", "complaint")
    return rows.order_by("requested_at", "pk")


def check_can_keep(request: ForgetRequest, by) -> Violation | None:
    """The user may decide it, and no one has."""
    if violation := check_permission(by, PERMISSION):
        return violation
    if request.decided_at:
        message = _("%(user)s has answered already: %(decision)s.")
        values = {"user": request.decided_by, "decision": request.get_outcome_display()}
        return Violation(message % values)
    return None


def check_can_forget(request: ForgetRequest, by) -> Violation | None:
    """The user may decide it, and nothing that is pending needs the message."""
    if violation := check_can_keep(request, by):
        return violation
    if request.complaint and get_current_answer(request.complaint) is None:
        return Violation(_("The complaint is not answered yet: answer it first."))
    claim = get_claim(request.message)
    return check_no_hold([claim.pk]) if claim else None


def get_claim(message: Tip | Complaint) -> Claim | None:
    """The claim that the message is about; None for a tip that led to none."""
    return message.claim if isinstance(message, Tip) else message.verdict.claim


def forget_message(request: ForgetRequest, *, by, at: datetime) -> None:
    """The words, names and addresses of the message are gone; a tip without answer is declined."""
    with transaction.atomic(), pghistory.context(user=by.pk, action="forget_message"):
        fresh = ForgetRequest.objects.select_for_update().get(pk=request.pk)
        enforce(check_can_forget(fresh, by))
        if fresh.tip and not fresh.tip.decided_at:
            decline_tip(fresh.tip, by=by, at=at, reason=str(TipDecision.DECLINED.label))
        _decide(fresh, ForgetOutcome.FORGOTTEN, by, at)


def keep_message(request: ForgetRequest, *, by, at: datetime, reason: str) -> None:
    """The message stays for a reason, and the reader is told that it does."""
    with transaction.atomic(), pghistory.context(user=by.pk, action="keep_message"):
        fresh = ForgetRequest.objects.select_for_update().get(pk=request.pk)
        enforce(check_can_keep(fresh, by))
        if not reason.strip():
            raise InvalidInput(_("Enter the reason; only the desk sees it."))
        _decide(fresh, ForgetOutcome.KEPT, by, at, reason.strip())


def _decide(
    request: ForgetRequest, outcome: ForgetOutcome, by, at: datetime, reason: str = ""
) -> None:
    request.outcome, request.reason = outcome, reason
    request.decided_at, request.decided_by = at, by
    request.save(update_fields=["outcome", "reason", "decided_at", "decided_by"])
