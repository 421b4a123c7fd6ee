"""The page of a snapshot: its text, its article text, the quotations from it and its copies."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.core.errors import FactcheckError
from factcheck.desk.base.forms import ArticleTextForm, QuoteForm
from factcheck.desk.base.permissions import action_view, form_view, read_view, render_desk
from factcheck.desk.base.text_segments import split_into_segments
from factcheck.desk.evidence.picker import build_reader
from factcheck.desk.evidence.quote_lookup import is_lookup, look_up_quote
from factcheck.desk.sources.archiving import build_archive_context, request_copies
from sources import capture
from sources.admin import MAX_RETRIEVALS_SHOWN
from sources.capture import CaptureError, web_archive
from sources.capture.from_text import INVALID_SPANS
from sources.models import Snapshot
from sources.models.part_labels import list_marks
from sources.models.snapshot import QuoteError


def get_snapshot_or_404(pk: int) -> Snapshot:
    rows = Snapshot.objects.select_related("source__publisher", "captured_by", "raw_document")
    return get_object_or_404(rows, pk=pk)


@read_view("sources.view_snapshot")
def show_snapshot(request, pk):
    return _render_snapshot(request, get_snapshot_or_404(pk))


def _render_snapshot(
    request, snapshot, form=None, *, suggestions=None, status=HTTPStatus.OK, **extra
):
    context = {
        **build_reader(request, snapshot, suggestions),
        "title": snapshot.source.label,
        "snapshot": snapshot,
        "source": snapshot.source,
        "reader_url": reverse("admin:sources_snapshot_change", args=[snapshot.pk]),
        "cite_form": form or QuoteForm(auto_id="id_cite_%s"),
        "snapshots": snapshot.source.snapshots.all(),
        "article_texts": snapshot.article_texts.all(),
        "retrievals": snapshot.source.retrievals.select_related("retrieved_by")[
            :MAX_RETRIEVALS_SHOWN
        ],
        **build_archive_context(snapshot),
        **extra,
    }
    return render_desk(request, "sources/snapshot.html", context, status)


@action_view("sources.quote_passage")
def quote(request, pk):
    """Quote words as a passage; an error shows the page again with the most similar words."""
    snapshot = get_snapshot_or_404(pk)
    form = QuoteForm(request.POST, auto_id="id_cite_%s")
    if not form.is_valid():
        return _render_snapshot(request, snapshot, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if is_lookup(request):
        suggestions = look_up_quote(request, form, snapshot)
        return _render_snapshot(request, snapshot, form, suggestions=suggestions)
    try:
        passage = snapshot.quote(by=request.user, at=timezone.now(), **form.cleaned_data)
    except QuoteError as error:
        form.select_proposal(error)
        return _render_snapshot(
            request,
            snapshot,
            form,
            suggestions=error.suggestions,
            status=error.status_code,
            quote_problem=str(error),
        )
    messages.success(request, _("Quote saved. It can be added as evidence to any draft."))
    response = redirect("admin:sources_snapshot_change", pk)
    response["Location"] += f"#p-{passage.public_id}"
    return response


@action_view("sources.capture_snapshot")
def record_archived_copy(request, pk):
    """Record the URL of an archived copy, or have the worker request copies from web archives."""
    snapshot, at = get_snapshot_or_404(pk), timezone.now()
    try:
        if request.POST.get("request_copy"):
            message = request_copies(snapshot, by=request.user)
        else:
            url = request.POST.get("url", "")
            copy = web_archive.record_archived_copy(snapshot, url, by=request.user, at=at)
            message = _("The copy at %(url)s is recorded.") % {"url": copy.url}
    except FactcheckError as error:
        return _render_snapshot(
            request, snapshot, status=error.status_code, archive_problem=str(error)
        )
    messages.success(request, message)
    return redirect("admin:sources_snapshot_change", pk)


@form_view("sources.capture_snapshot")
def update_article_text(request, pk):
    """Select which parts are the article. Existing quotations keep the selection they refer to."""
    snapshot = get_snapshot_or_404(pk)
    spans = [list(span) for span in snapshot.article_text.spans]
    form = ArticleTextForm(request.POST or None, initial={"spans": json.dumps(spans)})
    problem, status = "", HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            spans = parse_spans(form.cleaned_data, snapshot.text)
            capture.select_article_text(
                snapshot,
                spans,
                by=request.user,
                at=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        except CaptureError as error:
            problem, status = str(error), HTTPStatus.CONFLICT
        else:
            messages.success(request, _("Article text saved."))
            return redirect("admin:sources_snapshot_change", pk)
    if form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "title": _("Change the article text"),
        "snapshot": snapshot,
        "form": form,
        "problem": problem,
        "segments": split_into_segments(
            snapshot.text, spans, [], labels=list_marks(snapshot.parts)
        ),
    }
    return render_desk(request, "sources/article_text.html", context, status)


def parse_spans(data: dict, text: str) -> list[list[int]]:
    """The spans that were selected in the text, or the one between the first and last words."""
    first_words, last_words = data["first_words"].strip(), data["last_words"].strip()
    if first_words or last_words:
        return capture.find_spans_between(text, first_words, last_words)
    try:
        spans = json.loads(data["spans"] or "[]")
        return [[int(start), int(end)] for start, end in spans]
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise CaptureError(INVALID_SPANS) from None
