"""Scheduled publication, embargoes and publication blocks.

An error renders the workspace again with its message and everything that was entered.
"""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from claims.models import PublicationBlock
from claims.scheduling import publication, publication_blocks
from factcheck.core.errors import FactcheckError
from factcheck.desk.base.forms import DeskForm
from factcheck.desk.base.messages import SCHEDULING_DONE
from factcheck.desk.base.permissions import action_view
from factcheck.desk.scheduling.panel import EmbargoForm, LegalBlockForm, ReleaseForm, ScheduleForm
from factcheck.desk.verdicts.workspace import get_verdict_or_404, render_workspace


@action_view("claims.view_verdict")
def schedule_publication(request, pk):
    """Schedule the publication of the submission that the user has read."""
    form = ScheduleForm(request.POST, auto_id="id_plan_%s")
    return _perform(request, get_verdict_or_404(pk), "plan", form, publication.schedule_publication)


@action_view("claims.view_verdict")
def cancel_schedule(request, pk):
    return _perform(
        request,
        get_verdict_or_404(pk),
        "call_off",
        DeskForm(request.POST),
        publication.cancel_scheduled_publication,
    )


@action_view("claims.view_verdict")
def create_embargo(request, pk):
    """Set an embargo on the claim or on a cited source."""
    verdict = get_verdict_or_404(pk)
    form = EmbargoForm(request.POST, verdict=verdict, auto_id="id_embargo_%s")

    def perform(verdict, *, on, **data):
        target = form.sources.get(on, verdict.claim)
        return publication_blocks.create_embargo(target, **data)

    return _perform(request, verdict, "embargo", form, perform)


@action_view("claims.view_verdict")
def create_block(request, pk):
    """Block the publication of the claim for a legal reason."""
    form = LegalBlockForm(request.POST, auto_id="id_hold_%s")

    def perform(verdict, **data):
        return publication_blocks.create_legal_block(verdict.claim, **data)

    return _perform(request, get_verdict_or_404(pk), "hold", form, perform)


@action_view("claims.view_verdict")
def release_block(request, pk, block):
    """Release an embargo or a publication block."""
    row = get_object_or_404(PublicationBlock, pk=block)
    form = ReleaseForm(request.POST, auto_id=f"id_lift_{block}_%s")

    def perform(_verdict, **data):
        publication_blocks.release_block(row, **data)

    return _perform(request, get_verdict_or_404(pk), "lift", form, perform, name=f"lift_{block}")


def _perform(request, verdict, action, form, perform, name=""):
    """Perform one action; `name` is the name of its form in the workspace."""
    bound = {name or action: form}
    if not form.is_valid():
        return render_workspace(
            request, verdict, status=HTTPStatus.UNPROCESSABLE_ENTITY, bound=bound
        )
    try:
        perform(verdict, by=request.user, at=timezone.now(), **form.cleaned_data)
    except FactcheckError as error:
        fresh = get_verdict_or_404(verdict.pk)
        return render_workspace(
            request, fresh, status=error.status_code, problem=str(error), bound=bound
        )
    messages.success(request, SCHEDULING_DONE[action])
    return redirect("admin:claims_verdict_change", verdict.pk)
