"""Decisions whether two sources are independent, from a draft or from a source's page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.core.errors import InvalidInput
from factcheck.desk.base.forms import SourceRelationForm
from factcheck.desk.base.messages import SUCCESS_MESSAGES
from factcheck.desk.base.permissions import action_view, render_forbidden
from factcheck.desk.verdicts.workspace import get_verdict_or_404, render_workspace
from sources.independence.assessment import decide_relation
from sources.models import Source


@action_view("sources.decide_source_relation")
def decide_for_verdict(request, pk):
    """Decide about two sources that a draft cites."""
    verdict = get_verdict_or_404(pk)
    form = SourceRelationForm(request.POST)
    try:
        _decide(form, request.user)
    except InvalidInput as error:
        bound = {"source_relation": form}
        return render_workspace(
            request, verdict, status=error.status_code, problem=str(error), bound=bound
        )
    messages.success(request, SUCCESS_MESSAGES["decide"])
    return redirect("admin:claims_verdict_change", pk)


@action_view("sources.decide_source_relation")
def decide_for_source(request, pk):
    """Decide about a source and one that seems to be a copy of it."""
    source = get_object_or_404(Source, pk=pk)
    try:
        _decide(SourceRelationForm(request.POST), request.user)
    except InvalidInput as error:
        return render_forbidden(request, str(error), error.status_code)
    messages.success(request, SUCCESS_MESSAGES["decide"])
    return redirect("admin:sources_source_change", source.pk)


def _decide(form: SourceRelationForm, by) -> None:
    if not form.is_valid():
        raise InvalidInput(_("Choose two sources and give a short reason."))
    data = dict(form.cleaned_data)
    sources = Source.objects.in_bulk([data.pop("source_a"), data.pop("source_b")])
    if len(sources) < 2:
        raise InvalidInput(_("Choose two different sources."))
    decide_relation(*sources.values(), by=by, at=timezone.now(), **data)
