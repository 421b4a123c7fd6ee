"""Scheduled publication, embargoes and publication blocks.

An error renders the workspace again with its message and everything that was entered.
"""

from functools import partial

from django.shortcuts import get_object_or_404

from claims.models import PublicationBlock
from claims.scheduling import publication, publication_blocks
from factcheck.desk.base.forms import DeskForm
from factcheck.desk.base.messages import SCHEDULING_DONE
from factcheck.desk.base.permissions import action_view
from factcheck.desk.base.signing import add_proof
from factcheck.desk.scheduling.panel import EmbargoForm, LegalBlockForm, ReleaseForm, ScheduleForm
from factcheck.desk.verdicts.workspace import (
    get_verdict_or_404,
    get_workspace_url,
    perform_workspace_action,
)


@action_view("claims.view_verdict")
def schedule_publication(request, pk):
    """Schedule the publication of the submission that the user has read."""
    form = ScheduleForm(request.POST, auto_id="id_schedule_%s")
    schedule = partial(publication.schedule_publication, get_verdict_or_404(pk))
    return _perform(request, pk, "schedule", form, add_proof(request, schedule))


@action_view("claims.view_verdict")
def cancel_schedule(request, pk):
    cancel = partial(publication.cancel_scheduled_publication, get_verdict_or_404(pk))
    return _perform(request, pk, "cancel_schedule", DeskForm(request.POST), cancel)


@action_view("claims.view_verdict")
def create_embargo(request, pk):
    """Set an embargo on the claim or on a cited source."""
    verdict = get_verdict_or_404(pk)
    form = EmbargoForm(request.POST, verdict=verdict, auto_id="id_embargo_%s")

    def create(*, on, **data):
        target = form.sources.get(on, verdict.claim)
        return publication_blocks.create_embargo(target, **data)

    return _perform(request, pk, "embargo", form, create)


@action_view("claims.view_verdict")
def create_block(request, pk):
    """Block the publication of the claim for a legal reason."""
    form = LegalBlockForm(request.POST, auto_id="id_legal_block_%s")
    create = partial(publication_blocks.create_legal_block, get_verdict_or_404(pk).claim)
    return _perform(request, pk, "legal_block", form, create)


@action_view("claims.view_verdict")
def release_block(request, pk, block):
    """Release an embargo or a publication block."""
    get_verdict_or_404(pk)
    row = get_object_or_404(PublicationBlock, pk=block)
    form = ReleaseForm(request.POST, auto_id=f"id_release_{block}_%s")
    release = partial(publication_blocks.release_block, row)
    return _perform(request, pk, "release", form, release, form_name=f"release_{block}")


def _perform(request, pk, name, form, action, form_name=""):
    """Perform the action; `form_name` is the name of its form in the workspace."""
    return perform_workspace_action(
        request,
        pk,
        form,
        action,
        bound={form_name or name: form},
        success_message=SCHEDULING_DONE[name],
        get_success_url=lambda _result: get_workspace_url(pk),
    )
