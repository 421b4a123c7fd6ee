"""Pages on which a second person confirms a change of an account, or its owner refuses it."""

from http import HTTPStatus

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from factcheck.accounts import account_changes, emails
from factcheck.accounts.models import AccountChange
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.permissions import action_view, read_view, render_desk, render_forbidden

ACTIONS = {
    "confirm": (account_changes.confirm_change, _("Confirmed. The change took effect.")),
    "refuse": (account_changes.refuse_change, _("Refused. Nothing was changed.")),
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
    action, done = ACTIONS[decision]

    def finish(decided: AccountChange) -> str:
        emails.send_change_decision(decided)
        return reverse("admin:account_change_detail", args=[pk])

    return perform_action(
        request,
        forms.Form(request.POST),
        lambda by, at: action(change, by=by, at=at),
        render_error=lambda error: _render(request, change, str(error), error.status_code),
        success_message=done,
        get_success_url=finish,
    )


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
        "problem": problem,
    }
    return render_desk(request, "account/change.html", context, status)
