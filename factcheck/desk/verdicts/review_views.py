"""Review comments, their resolution, and blind ratings."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from claims.models import ReviewComment
from claims.review import comments
from factcheck.core.errors import FactcheckError, NotPermitted
from factcheck.desk.base.action_forms import BlindRatingForm, ResolveReviewCommentForm
from factcheck.desk.base.messages import SUCCESS_MESSAGES
from factcheck.desk.base.permissions import action_view
from factcheck.desk.review.comments import create_comment_form, parse_place
from factcheck.desk.verdicts.workspace import get_verdict_or_404, render_workspace


@action_view("claims.view_verdict")
def create_review_comment(request, pk):
    """Comment on the submission in review."""
    verdict = get_verdict_or_404(pk)
    form = create_comment_form(verdict, request.POST)

    def write(data):
        place = parse_place(data.pop("place"))
        return comments.create_review_comment(
            verdict, by=request.user, at=timezone.now(), **place, **data
        )

    return _perform(request, verdict, "review_comment", form, form, write, "remarks")


@action_view("claims.view_verdict")
def resolve_review_comment(request, pk, review_comment):
    """Resolve a review comment while the revision is a draft."""
    verdict = get_verdict_or_404(pk)
    row = get_object_or_404(
        ReviewComment.objects.select_related("submission__verdict"),
        submission__verdict=pk,
        pk=review_comment,
    )
    form = ResolveReviewCommentForm(request.POST, of=row.pk)

    def write(data):
        return comments.resolve_review_comment(row, by=request.user, at=timezone.now(), **data)

    return _perform(request, verdict, "settle", form, (row.pk, form), write, "unsettled")


@action_view("claims.view_verdict")
def create_blind_rating(request, pk):
    """File the rating a reviewer would give, before they see the other reviewer's."""
    verdict = get_verdict_or_404(pk)
    form = BlindRatingForm(request.POST, auto_id="id_rate_%s")

    def write(data):
        return comments.create_blind_rating(verdict, by=request.user, at=timezone.now(), **data)

    return _perform(request, verdict, "rate", form, form, write, "blind")


def _perform(request, verdict, action, form, bound, write, anchor):
    """Perform the action by `write`, or render the workspace with the error."""
    if not form.is_valid():
        return render_workspace(
            request, verdict, status=HTTPStatus.UNPROCESSABLE_ENTITY, bound={action: bound}
        )
    try:
        write(dict(form.cleaned_data))
    except FactcheckError as error:
        return _render_error(request, verdict, action, error, bound)
    messages.success(request, SUCCESS_MESSAGES[action])
    response = redirect("admin:claims_verdict_change", verdict.pk)
    response["Location"] += f"#{anchor}"
    return response


def _render_error(request, verdict, action, error: FactcheckError, bound):
    bound = {} if isinstance(error, NotPermitted) else {action: bound}
    fresh = get_verdict_or_404(verdict.pk)
    return render_workspace(
        request, fresh, status=error.status_code, problem=str(error), bound=bound
    )
