"""The deeds about when readers may see a revision: its hour, embargoes and legal holds.

Each is one verb of `claims.scheduling.publication` or `claims.scheduling.publication_blocks`; a refusal draws the workspace again
with its sentence, and with everything that was typed.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from claims.models import Withholding
from claims.scheduling import publication, publication_blocks
from claims.workflow.actions import Refused
from factcheck.desk.base.forms import DeskForm
from factcheck.desk.base.messages import TIMED
from factcheck.desk.base.permissions import NOT_YOUR_ROLE, deed
from factcheck.desk.scheduling.panel import EmbargoForm, HoldForm, LiftForm, PlanForm
from factcheck.desk.verdicts.workspace import the_verdict, workspace

FORBIDDEN, CONFLICT, UNFIT = 403, 409, 422


@deed("claims.view_verdict")
def plan(request, pk):
    """The hour at which what was read is published."""
    form = PlanForm(request.POST, auto_id="id_plan_%s")
    return _done(request, the_verdict(pk), "plan", form, publication.plan)


@deed("claims.view_verdict")
def call_off(request, pk):
    return _done(request, the_verdict(pk), "call_off", DeskForm(request.POST), publication.call_off)


@deed("claims.view_verdict")
def embargo(request, pk):
    """An hour before which nothing is published of the claim, or of what cites a source."""
    verdict = the_verdict(pk)
    form = EmbargoForm(request.POST, verdict=verdict, auto_id="id_embargo_%s")

    def put(verdict, *, on, **told):
        what = form.sources.get(on, verdict.claim)
        return publication_blocks.embargo(what, **told)

    return _done(request, verdict, "embargo", form, put)


@deed("claims.view_verdict")
def hold(request, pk):
    """A legal hold on the claim."""
    form = HoldForm(request.POST, auto_id="id_hold_%s")

    def put(verdict, **told):
        return publication_blocks.hold(verdict.claim, **told)

    return _done(request, the_verdict(pk), "hold", form, put)


@deed("claims.view_verdict")
def lift(request, pk, withheld):
    """An embargo or a hold that concerns this revision is in force no more."""
    row = get_object_or_404(Withholding, pk=withheld)
    form = LiftForm(request.POST, auto_id=f"id_lift_{withheld}_%s")

    def lifted(_, **told):
        publication_blocks.lift(row, **told)

    return _done(request, the_verdict(pk), "lift", form, lifted, name=f"lift_{withheld}")


def _done(request, verdict, verb, form, act, name=""):
    """One verb, and back to the workspace; `name` is that of the form there."""
    bound = {name or verb: form}
    if not form.is_valid():
        return workspace(request, verdict, status=UNFIT, bound=bound)
    try:
        act(verdict, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        status = FORBIDDEN if str(refused) == NOT_YOUR_ROLE else CONFLICT
        fresh = the_verdict(verdict.pk)
        return workspace(request, fresh, status=status, problem=str(refused), bound=bound)
    messages.success(request, TIMED[verb])
    return redirect("admin:claims_verdict_change", verdict.pk)
