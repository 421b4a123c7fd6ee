"""Review comments, their resolution, and blind ratings."""

from functools import partial

from django.shortcuts import get_object_or_404

from claims.models import ReviewComment
from claims.review import comments
from factcheck.desk.base.action_forms import BlindRatingForm, ResolveReviewCommentForm
from factcheck.desk.base.messages import SUCCESS_MESSAGES
from factcheck.desk.base.permissions import action_view
from factcheck.desk.review.comments import create_comment_form, parse_place
from factcheck.desk.verdicts.workspace import (
    get_verdict_or_404,
    get_workspace_url,
    perform_workspace_action,
)


@action_view("claims.view_verdict")
def create_review_comment(request, pk):
    """Comment on the submission in review."""
    verdict = get_verdict_or_404(pk)
    form = create_comment_form(verdict, request.POST)

    def create(*, place, **data):
        return comments.create_review_comment(verdict, **parse_place(place), **data)

    return _perform(request, pk, "review_comment", form, create, "review-comments")


@action_view("claims.view_verdict")
def resolve_review_comment(request, pk, review_comment):
    """Resolve a review comment while the revision is a draft."""
    row = get_object_or_404(
        ReviewComment.objects.select_related("submission__verdict"),
        submission__verdict=pk,
        pk=review_comment,
    )
    form = ResolveReviewCommentForm(request.POST, of=row.pk)
    resolve = partial(comments.resolve_review_comment, row)
    return _perform(request, pk, "resolve_comment", form, resolve, "unresolved", (row.pk, form))


@action_view("claims.view_verdict")
def create_blind_rating(request, pk):
    """File the rating a reviewer would give, before they see the other reviewer's."""
    form = BlindRatingForm(request.POST, auto_id="id_rate_%s")
    rate = partial(comments.create_blind_rating, get_verdict_or_404(pk))
    return _perform(request, pk, "rate", form, rate, "blind")


def _perform(request, pk, name, form, action, fragment, bound=None):
    """Perform the action; afterwards the part `fragment` of the workspace is shown."""
    return perform_workspace_action(
        request,
        pk,
        form,
        action,
        bound={name: bound or form},
        success_message=SUCCESS_MESSAGES[name],
        get_success_url=lambda _result: get_workspace_url(pk, fragment),
    )
