"""The page of a reader's request to forget a tip or complaint: one editor decides."""

from functools import partial
from http import HTTPStatus

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import ForgetOutcome
from claims.models import ForgetRequest
from claims.removal import forget_requests
from factcheck.core.errors import FactcheckError
from factcheck.desk.base.action_forms import EmptyForm
from factcheck.desk.base.decisions import build_buttons, perform_action
from factcheck.desk.base.forms import DeskForm, build_text_field
from factcheck.desk.base.permissions import action_view, read_view, render_desk

FORGOTTEN, KEPT = ForgetOutcome
ACTIONS = {FORGOTTEN: forget_requests.forget_message, KEPT: forget_requests.keep_message}
CHECKS = {FORGOTTEN: forget_requests.check_can_forget, KEPT: forget_requests.check_can_keep}
TEXTS = {
    FORGOTTEN: (
        gettext_lazy("Forget the message"),
        gettext_lazy(
            "Removes the words, the name and the email address for good. A tip without an answer "
            "is declined."
        ),
    ),
    KEPT: (
        gettext_lazy("Keep the message"),
        gettext_lazy("The reader is told that we have to keep it, without the reason."),
    ),
}
DONE = {
    FORGOTTEN: gettext_lazy("Forgotten. The reader sees it under the reference number."),
    KEPT: gettext_lazy("Saved. The reader sees that we keep the message."),
}


class KeepForm(DeskForm):
    reason = build_text_field(
        gettext_lazy("Reason (visible to the desk only)"), ForgetRequest.reason, is_required=True
    )


FORMS = {FORGOTTEN: EmptyForm, KEPT: KeepForm}


@read_view(forget_requests.PERMISSION)
def show_forget_request(request, pk):
    return _render(request, _get_request(pk))


@action_view(forget_requests.PERMISSION)
def decide_request(request, pk, outcome):
    form = _build_form(outcome, request.POST)
    return perform_action(
        request,
        form,
        partial(ACTIONS[outcome], _get_request(pk)),
        render_error=lambda error: _render(request, _get_request(pk), error, {outcome: form}),
        success_message=DONE[outcome],
        get_success_url=lambda _result: reverse("admin:forget_request_detail", args=[pk]),
    )


def _get_request(pk: int) -> ForgetRequest:
    rows = ForgetRequest.objects.select_related(
        "tip__claim", "complaint__verdict__claim", "decided_by"
    )
    return get_object_or_404(rows, pk=pk)


def _build_form(outcome: str, data=None):
    return FORMS[outcome](data, auto_id=f"id_{outcome}_%s")


def _render(request, row: ForgetRequest, error: FactcheckError | None = None, bound_forms=None):
    buttons = build_buttons(
        TEXTS,
        bound_forms or {},
        get_url=lambda outcome: reverse("admin:forget_request_decide", args=[row.pk, outcome]),
        build_form=_build_form,
        check=lambda outcome: CHECKS[outcome](row, request.user),
    )
    context = {
        "title": _("A reader asks to be forgotten"),
        "forget_request": row,
        "message": row.message,
        "buttons": [] if row.decided_at else buttons,
        "problem": str(error or ""),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "retention/forget_request.html", context, status)
