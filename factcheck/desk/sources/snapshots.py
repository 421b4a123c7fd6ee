"""A snapshot at the desk: its text, what of it is the article, and what is quoted from it."""

import json

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from factcheck.desk.base.forms import BodyForm, QuoteForm
from factcheck.desk.base.permissions import deed, form_page, page, shown
from factcheck.desk.base.text_segments import segments
from factcheck.desk.evidence.picker import reading
from factcheck.desk.evidence.quote_lookup import is_asked, looked_up
from sources.admin import RETRIEVALS
from sources.capture import NotCaptured, between, mark_body
from sources.capture.web_archive import NotArchived, ask_archive, can_be_asked, record_copy
from sources.models import Snapshot
from sources.models.snapshot import NotQuotable


def the_snapshot(pk: int) -> Snapshot:
    rows = Snapshot.objects.select_related("source__publisher", "captured_by", "original")
    return get_object_or_404(rows, pk=pk)


@page("sources.view_snapshot")
def change(request, pk):
    return _shown(request, the_snapshot(pk))


def _shown(request, snapshot, form=None, status=200, **extra):
    context = {
        **reading(request, snapshot, extra.get("nearest")),
        "title": snapshot.source.label,
        "snapshot": snapshot,
        "source": snapshot.source,
        "address": reverse("admin:sources_snapshot_change", args=[snapshot.pk]),
        "form": form or QuoteForm(auto_id="id_cite_%s"),
        "others": snapshot.source.snapshots.all(),
        "marked": snapshot.bodies.all(),
        "retrievals": snapshot.source.retrievals.select_related("retrieved_by")[:RETRIEVALS],
        "copies": snapshot.archived_copies.select_related("recorded_by"),
        "can_be_asked": can_be_asked(snapshot),
        **extra,
    }
    return shown(request, "snapshot.html", context, status)


@deed("sources.quote_passage")
def quote(request, pk):
    """The words become a passage, or the page says why they cannot."""
    snapshot = the_snapshot(pk)
    form = QuoteForm(request.POST, auto_id="id_cite_%s")
    if not form.is_valid():
        return _shown(request, snapshot, form, 422)
    if is_asked(request):
        return _shown(request, snapshot, form, nearest=looked_up(request, form, snapshot))
    try:
        passage = snapshot.quote(by=request.user, at=timezone.now(), **form.cleaned_data)
    except NotQuotable as not_quotable:
        problem = {"quote_problem": str(not_quotable), "nearest": not_quotable.nearest}
        return _shown(request, snapshot, form, 409, **problem)
    messages.success(request, "Quoted. The passage can be cited for any draft.")
    response = redirect("admin:sources_snapshot_change", pk)
    response["Location"] += f"#p-{passage.public_id}"
    return response


@deed("sources.capture_snapshot")
def archive(request, pk):
    """The address of a copy is recorded, or an archive is asked for one."""
    snapshot, act = the_snapshot(pk), {"by": request.user, "at": timezone.now()}
    try:
        if request.POST.get("ask"):
            copy = ask_archive(snapshot, **act)
        else:
            copy = record_copy(snapshot, request.POST.get("url", ""), **act)
    except NotArchived as refused:
        return _shown(request, snapshot, None, 409, archive_problem=str(refused))
    messages.success(request, f"The copy at {copy.url} is recorded.")
    return redirect("admin:sources_snapshot_change", pk)


@form_page("sources.capture_snapshot")
def body(request, pk):
    """Mark anew which parts are the article; passages keep the marking they were quoted in."""
    snapshot = the_snapshot(pk)
    spans = [list(span) for span in snapshot.body.spans]
    form = BodyForm(request.POST or None, initial={"spans": json.dumps(spans)})
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            spans = spans_of(form.cleaned_data, snapshot.text)
            reason = form.cleaned_data["reason"]
            mark_body(snapshot, spans, by=request.user, at=timezone.now(), reason=reason)
        except NotCaptured as not_captured:
            problem = str(not_captured)
        else:
            messages.success(request, "The body is marked anew.")
            return redirect("admin:sources_snapshot_change", pk)
    context = {
        "title": "Mark the body anew",
        "snapshot": snapshot,
        "form": form,
        "problem": problem,
        "segments": segments(snapshot.text, spans, []),
    }
    return shown(request, "body.html", context, 409 if problem else 200)


def spans_of(told: dict, text: str) -> list[list[int]]:
    """The spans that were marked in the text, or those between the words that were typed."""
    first, last = told["first_words"].strip(), told["last_words"].strip()
    if first or last:
        return between(text, first, last)
    try:
        spans = json.loads(told["spans"] or "[]")
        return [[int(start), int(end)] for start, end in spans]
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise NotCaptured("The parts of a body follow one another inside the text.") from None
