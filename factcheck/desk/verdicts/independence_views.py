"""The answers about origins: from the workspace of a draft, and from the page of a source."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from factcheck.desk.base.forms import KinshipForm
from factcheck.desk.base.messages import DONE
from factcheck.desk.base.permissions import deed, refused
from factcheck.desk.verdicts.workspace import the_verdict, workspace
from sources.independence.origins import Undecided, decide
from sources.models import Source

CONFLICT = 409


@deed("sources.decide_kinship")
def of_verdict(request, pk):
    """An answer about two sources that a draft cites; what else was typed stays in its place."""
    verdict = the_verdict(pk)
    form = KinshipForm(request.POST)
    try:
        _decide(form, request.user)
    except Undecided as undecided:
        bound = {"kinship": form}
        return workspace(request, verdict, status=CONFLICT, problem=str(undecided), bound=bound)
    messages.success(request, DONE["decide"])
    return redirect("admin:claims_verdict_change", pk)


@deed("sources.decide_kinship")
def of_source(request, pk):
    """An answer about a source and another that seems to be a copy of it."""
    source = get_object_or_404(Source, pk=pk)
    try:
        _decide(KinshipForm(request.POST), request.user)
    except Undecided as undecided:
        return refused(request, str(undecided), CONFLICT)
    messages.success(request, DONE["decide"])
    return redirect("admin:sources_source_change", source.pk)


def _decide(form: KinshipForm, by) -> None:
    if not form.is_valid():
        raise Undecided("Choose two sources, and say why in a few words.")
    said = dict(form.cleaned_data)
    both = Source.objects.in_bulk([said.pop("one"), said.pop("other")])
    if len(both) < 2:
        raise Undecided("Choose two different sources.")
    decide(*both.values(), by=by, at=timezone.now(), **said)
