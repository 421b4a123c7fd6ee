"""Requests for comment: to whom they were sent, the responses, and waivers.

The pages of a claim and of a revision list them (`build_comment_requests_panel`); the form for a
new request has a page of its own, and each request has one where its response is recorded.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import replies
from claims.choices import CURRENT_STATES
from claims.models import Claim, CommentRequest, CommentRequestStatus, CommentResponse
from factcheck.core.errors import EditConflict, FactcheckError
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.permissions import action_view, form_view, read_view, render_desk
from factcheck.desk.replies.forms import (
    CommentRequestForm,
    CommentResponseForm,
    NoRequestForm,
    WaiveDeadlineForm,
)

STATE_LABELS = {
    "awaited": gettext_lazy("awaiting response"),
    "overdue": gettext_lazy("no response by the deadline"),
    "waived": gettext_lazy("deadline waived"),
    "answered": gettext_lazy("answered"),
}


@dataclass(frozen=True)
class CommentRequestState:
    """A request for comment, or the reason why there is none, and its state at the moment."""

    status: CommentRequestStatus
    state: str

    @property
    def label(self) -> str:
        if self.status.outcome == "declined":
            return _("no comment")
        return STATE_LABELS.get(self.state, "")


def prefetch_comment_request_statuses(lookup: str = "comment_request_statuses") -> Prefetch:
    """What a page shows of the requests of a claim; `lookup` leads from its rows to them."""
    return Prefetch(lookup, CommentRequestStatus.objects.select_related("sent_by", "waived_by"))


def build_comment_requests_panel(claim: Claim, at: datetime) -> dict:
    """The context of the list of a claim's requests for comment."""
    states = [
        CommentRequestState(status, get_comment_request_state(status, at))
        for status in claim.comment_request_statuses.all()
    ]
    without_request = [state.status for state in states if not state.status.comment_request_id]
    return {
        "comment_requests": [state for state in states if state.status.comment_request_id],
        "no_request": next(iter(without_request), None),
    }


def get_comment_request_state(status: CommentRequestStatus, at: datetime) -> str:
    """Answered, waived, awaited or overdue."""
    if status.response_id:
        return "answered"
    if status.waiver_reason:
        return "waived"
    return "awaited" if status.is_awaited(at) else "overdue"


# ── Requests ────────────────────────────────────────────────────────────────────────────────────
def _get_claim_or_404(pk: int) -> Claim:
    rows = Claim.objects.select_related("claimant")
    return get_object_or_404(rows.prefetch_related(prefetch_comment_request_statuses()), pk=pk)


@form_view("claims.write_verdict")
def comment_request_create(request, pk):
    """Record a request that was sent; the same page takes the reason why none was."""
    claim = _get_claim_or_404(pk)
    form = _build_request_form(claim, request.POST or None)
    if request.method != "POST":
        return _render_request_form(request, claim, form)
    return perform_action(
        request,
        form,
        partial(replies.create_comment_request, claim),
        render_error=partial(_render_request_form, request, claim, form),
        success_message=_("Request recorded. Nothing is published before the deadline."),
        get_success_url=partial(_get_claim_url, claim),
    )


@action_view("claims.write_verdict")
def comment_waiver_create(request, pk):
    """Say why no comment was requested on a claim."""
    claim, form = _get_claim_or_404(pk), NoRequestForm(request.POST, auto_id="id_no_request_%s")

    def render_error(error: FactcheckError):
        return _render_request_form(request, claim, None, error, no_request_form=form)

    return perform_action(
        request,
        form,
        partial(replies.create_comment_waiver, claim),
        render_error=render_error,
        success_message=_("Saved. Readers will see this reason with the fact-check."),
        get_success_url=partial(_get_claim_url, claim),
    )


def _get_claim_url(claim: Claim, _result) -> str:
    return reverse("admin:claims_claim_change", args=[claim.pk])


def _build_request_form(claim: Claim, data=None) -> CommentRequestForm:
    return CommentRequestForm(data, claim=claim, initial={"sent_at": timezone.now()})


def _render_request_form(
    request, claim, form=None, error: FactcheckError | None = None, *, no_request_form=None
):
    context = {
        "title": _("Request for comment"),
        "claim": claim,
        "form": form or _build_request_form(claim),
        "no_request_form": no_request_form or NoRequestForm(auto_id="id_no_request_%s"),
        "problem": str(error or ""),
        **build_comment_requests_panel(claim, timezone.now()),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "replies/request_form.html", context, status)


# ── Responses ───────────────────────────────────────────────────────────────────────────────────
def get_comment_request_or_404(pk: int) -> CommentRequest:
    rows = CommentRequest.objects.select_related("claim__claimant", "claimant", "sent_by")
    responses = CommentResponse.objects.select_related("recorded_by").order_by("-pk")
    return get_object_or_404(rows.prefetch_related(Prefetch("responses", responses)), pk=pk)


@read_view("claims.view_commentrequest")
def comment_request_detail(request, pk):
    return _render_request_page(request, get_comment_request_or_404(pk))


@action_view("claims.write_verdict")
def comment_response_create(request, pk):
    """Record a response, the first one or one that supersedes the current one."""
    comment_request = get_comment_request_or_404(pk)
    form = _build_response_form(comment_request, request.POST)

    def render_error(error: FactcheckError):
        current_request, response_form = comment_request, form
        if isinstance(error, EditConflict):
            current_request = get_comment_request_or_404(pk)
            current_pk = current_request.responses.all()[0].pk
            data = request.POST.dict() | {"supersedes": current_pk}
            response_form = _build_response_form(current_request, data)
        return _render_request_page(request, current_request, error, response_form=response_form)

    return perform_action(
        request,
        form,
        partial(replies.record_response, comment_request),
        render_error=render_error,
        success_message=_get_response_message(comment_request.claim),
        get_success_url=partial(_get_request_url, comment_request),
    )


def _get_response_message(claim: Claim) -> str:
    if claim.verdicts.filter(state__in=CURRENT_STATES).exists():
        return _("Response saved. To show it to readers, correct or update the fact-check.")
    return _("Response saved. Readers will see it with the fact-check.")


@action_view("claims.view_commentrequest")
def comment_request_waive(request, pk):
    """Say why publication does not wait for this response."""
    comment_request = get_comment_request_or_404(pk)
    form = WaiveDeadlineForm(request.POST, auto_id="id_waive_%s")
    return perform_action(
        request,
        form,
        partial(
            replies.create_comment_waiver, comment_request.claim, comment_request=comment_request
        ),
        render_error=partial(_render_request_page, request, comment_request, waive_form=form),
        success_message=_("Deadline waived. Readers will see the reason."),
        get_success_url=partial(_get_request_url, comment_request),
    )


def _get_request_url(comment_request: CommentRequest, _result) -> str:
    return reverse("admin:claims_commentrequest_change", args=[comment_request.pk])


def _build_response_form(comment_request: CommentRequest, data=None) -> CommentResponseForm:
    responses = list(comment_request.responses.all())
    initial = {"received_at": timezone.now(), "language": comment_request.claim.language}
    return CommentResponseForm(data, responses=responses, initial={} if responses else initial)


def _render_request_page(
    request,
    comment_request,
    error: FactcheckError | None = None,
    *,
    response_form=None,
    waive_form=None,
):
    statuses = CommentRequestStatus.objects.select_related("waived_by")
    status = statuses.get(comment_request=comment_request)
    state = get_comment_request_state(status, timezone.now())
    current_response, *earlier_responses = [*comment_request.responses.all()] or [None]
    claim = comment_request.claim
    if (
        response_form is None
        and claim.status == "open"
        and request.user.has_perm(replies.WRITE_PERMISSION)
    ):
        response_form = _build_response_form(comment_request)
    if (
        waive_form is None
        and state == "awaited"
        and request.user.has_perm(replies.PUBLISH_PERMISSION)
    ):
        waive_form = WaiveDeadlineForm(auto_id="id_waive_%s")
    context = {
        "title": _("Request for comment"),
        "comment_request": comment_request,
        "claim": claim,
        "request_state": CommentRequestState(status, state),
        "current_response": current_response,
        "earlier_responses": earlier_responses,
        "form": response_form,
        "waive_form": waive_form,
        "problem": str(error or ""),
    }
    status_code = error.status_code if error else HTTPStatus.OK
    return render_desk(request, "replies/request_detail.html", context, status_code)
