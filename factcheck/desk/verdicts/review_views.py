"""The deeds of reviewers beside their answer, and the answers of writers to what was remarked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from claims.models import Remark
from claims.review import comments
from claims.workflow.actions import Refused
from claims.workflow.transitions import RULES
from factcheck.desk.base.action_forms import RateForm, SettleForm
from factcheck.desk.base.messages import DONE
from factcheck.desk.base.permissions import NOT_YOUR_ROLE, deed
from factcheck.desk.review.comments import part_of, remark_form
from factcheck.desk.verdicts.workspace import the_verdict, workspace

CONFLICT, UNFIT = 409, 422


@deed("claims.view_verdict")
def remark(request, pk):
    """One remark on the submission that is in review."""
    verdict = the_verdict(pk)
    form = remark_form(verdict, request.POST)

    def write(told):
        place = part_of(told.pop("place"))
        return comments.remark(verdict, by=request.user, at=timezone.now(), **place, **told)

    return _done(request, verdict, "remark", form, form, write, "remarks")


@deed("claims.view_verdict")
def settle(request, pk, remark):
    """What was done about one remark, while the revision is a draft."""
    verdict = the_verdict(pk)
    found = get_object_or_404(
        Remark.objects.select_related("submission__verdict"), submission__verdict=pk, pk=remark
    )
    form = SettleForm(request.POST, of=found.pk)

    def write(told):
        return comments.settle(found, by=request.user, at=timezone.now(), **told)

    return _done(request, verdict, "settle", form, (found.pk, form), write, "unsettled")


@deed("claims.view_verdict")
def rate(request, pk):
    """The rating that one of two reviewers would give, before they know the other's."""
    verdict = the_verdict(pk)
    form = RateForm(request.POST, auto_id="id_rate_%s")

    def write(told):
        return comments.rate(verdict, by=request.user, at=timezone.now(), **told)

    return _done(request, verdict, "rate", form, form, write, "blind")


def _done(request, verdict, verb, form, bound, write, anchor):
    """The verb is carried out by `write` with what was typed, or says why not; nothing is lost."""
    if not form.is_valid():
        return workspace(request, verdict, status=UNFIT, bound={verb: bound})
    try:
        write(dict(form.cleaned_data))
    except Refused as refused:
        return _refused(request, verdict, verb, str(refused), bound)
    messages.success(request, DONE[verb])
    response = redirect("admin:claims_verdict_change", verdict.pk)
    response["Location"] += f"#{anchor}"
    return response


def _refused(request, verdict, verb, sentence, bound):
    if not request.user.has_perm(RULES[verb].permission):
        return workspace(request, verdict, status=403, problem=NOT_YOUR_ROLE)
    fresh = the_verdict(verdict.pk)
    return workspace(request, fresh, status=CONFLICT, problem=sentence, bound={verb: bound})
