"""Pages on which a second person confirms a change of an account, or its owner refuses it.

If the desk says so (`SIGNED_ACTIONS`), the second person signs it with their passkey.
"""

from functools import partial
from http import HTTPStatus

from django import forms
from django.db import connection, transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.signing import signatures
from factcheck.accounts import account_changes, emails
from factcheck.accounts.models import AccountChange
from factcheck.core.errors import FactcheckError, enforce
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.permissions import action_view, read_view, render_desk, render_forbidden
from factcheck.desk.base.signing import add_proof

SIGNED_ACTION = "confirm_account"
DONE = {
    "confirm": _("Confirmed. The change took effect."),
    "refuse": _("Refused. Nothing was changed."),
}


@read_view("")
def show_change(request, pk):
    change = _get_change(pk)
    if not account_changes.can_see_change(change, request.user):
        return render_forbidden(request, _("Your role does not allow this."))
    return _render(request, change)


@action_view("")
def decide_change(request, pk, decision):
    """Confirm or refuse the change; the e-mails are sent once it is committed."""
    change = _get_change(pk)
    if not account_changes.can_see_change(change, request.user):
        return render_forbidden(request, _("Your role does not allow this."))
    action = _confirm_change if decision == "confirm" else account_changes.refuse_change

    def finish(decided: AccountChange) -> str:
        emails.send_change_decision(decided)
        return reverse("admin:account_change_detail", args=[pk])

    return perform_action(
        request,
        forms.Form(request.POST),
        add_proof(request, partial(action, change))
        if decision == "confirm"
        else partial(action, change),
        render_error=lambda error: _render(request, change, str(error), error.status_code),
        success_message=DONE[decision],
        get_success_url=finish,
    )


@action_view("")
def show_change_signature(request, pk):
    """Answer, as JSON, what the passkey has to sign before this change is confirmed."""
    change, at = _get_change(pk), timezone.now()
    if not account_changes.can_see_change(change, request.user):
        return render_forbidden(request, _("Your role does not allow this."))
    if not signatures.is_signed(SIGNED_ACTION):
        return JsonResponse({})
    try:
        enforce(account_changes.check_confirmation(change, request.user))
        challenge = signatures.issue_challenge(
            SIGNED_ACTION,
            digest=_get_digest(change),
            by=request.user,
            at=at,
            session_key=request.session.session_key or "",
        )
    except FactcheckError as error:
        return JsonResponse({"problem": str(error)}, status=error.status_code)
    return JsonResponse(signatures.build_request_options(challenge))


@transaction.atomic
def _confirm_change(change: AccountChange, *, by, at, proof) -> AccountChange:
    signatures.require_signature(
        SIGNED_ACTION, digest=_get_digest(change), by=by, at=at, proof=proof
    )
    return account_changes.confirm_change(change, by=by, at=at)


def _get_digest(change: AccountChange) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT get_account_change_digest(%s)", [change.pk])
        return cursor.fetchone()[0]


def _get_change(pk: int) -> AccountChange:
    rows = AccountChange.objects.select_related("user", "created_by", "decision__created_by")
    return get_object_or_404(rows, pk=pk)


def _render(request, change: AccountChange, problem: str = "", status: int = HTTPStatus.OK):
    context = {
        "title": change.get_kind_display(),
        "change": change,
        "decision": getattr(change, "decision", None),
        "effective_at": account_changes.compute_effective_at(change),
        "confirmation_violation": account_changes.check_confirmation(change, request.user),
        "button": {"sign_url": _get_sign_url(change)},
        "problem": problem,
    }
    return render_desk(request, "account/change.html", context, status)


def _get_sign_url(change: AccountChange) -> str:
    """Where the page asks what has to be signed; empty if the desk requires no signature."""
    is_signed = signatures.is_signed(SIGNED_ACTION)
    return reverse("admin:account_change_sign", args=[change.pk]) if is_signed else ""
