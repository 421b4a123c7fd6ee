"""Pages on which an administrator deactivates or reactivates an account, or asks to reset its MFA.

Each page explains the action and asks for a reason. Afterwards the user gets an e-mail, if there is
something that they have to know.
"""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from factcheck.accounts import account_changes, actions
from factcheck.accounts.admin import announce_change, send_invitation
from factcheck.accounts.choices import AccountActionKind, AccountChangeKind
from factcheck.accounts.models import AccountAction, User
from factcheck.accounts.roles import CHANGE_USER
from factcheck.core.errors import Violation
from factcheck.core.model_fields import MultilineField
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.forms import DeskForm
from factcheck.desk.base.messages import ACCOUNT_ACTION_TEXTS
from factcheck.desk.base.permissions import form_view, render_desk

Kind = AccountActionKind | AccountChangeKind
ACTIONS: dict[Kind, Callable] = {
    AccountActionKind.DEACTIVATED: actions.deactivate_account,
    AccountActionKind.REACTIVATED: actions.reactivate_account,
    AccountChangeKind.MFA_RESET: account_changes.request_mfa_reset,
}


class ReasonForm(DeskForm):
    reason = MultilineField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept with the account, for administrators."),
    )


@form_view(CHANGE_USER)
def deactivate_account(request, pk):
    return _perform(request, pk, AccountActionKind.DEACTIVATED)


@form_view(CHANGE_USER)
def reactivate_account(request, pk):
    return _perform(request, pk, AccountActionKind.REACTIVATED, _invite_user)


@form_view(CHANGE_USER)
def reset_mfa(request, pk):
    return _perform(request, pk, AccountChangeKind.MFA_RESET, announce_change)


def _perform(request, pk: int, kind: Kind, follow_up: Callable[..., None] | None = None):
    """Show the page or perform the action; `follow_up` is called once it is committed."""
    user = get_object_or_404(User, pk=pk)
    if request.method != "POST":
        violation = _check(kind, user, request.user)
        return _render(request, user, kind, ReasonForm(), str(violation or ""))
    form = ReasonForm(request.POST)

    def finish(row) -> str:
        if follow_up:
            follow_up(request, row)
        return reverse("admin:accounts_user_change", args=[pk])

    return perform_action(
        request,
        form,
        partial(ACTIONS[kind], user),
        render_error=lambda error: _render(
            request, user, kind, form, str(error), error.status_code
        ),
        success_message=ACCOUNT_ACTION_TEXTS[kind].done,
        get_success_url=finish,
    )


def _check(kind: Kind, user: User, by: User) -> Violation | None:
    if isinstance(kind, AccountChangeKind):
        return account_changes.check_mfa_reset(user, by)
    return actions.check_account_action(kind, user, by)


def _render(request, user: User, kind: Kind, form, problem="", status=HTTPStatus.OK):
    texts = ACCOUNT_ACTION_TEXTS[kind]
    context = {
        "title": texts.title,
        "account": user,
        "texts": texts,
        "form": form,
        "problem": problem,
    }
    return render_desk(request, "account/admin_action.html", context, status)


def _invite_user(request, row: AccountAction) -> None:
    send_invitation(request, row.user)
