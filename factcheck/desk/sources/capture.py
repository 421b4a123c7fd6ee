"""Capturing a source in two steps: extract its text, then select the article text and save.

Between the steps the extracted text is in the form, signed (`signed_state`).
"""

import json
import re
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.desk.base.forms import SOURCE_FIELDS
from factcheck.desk.base.permissions import form_view, render_desk
from factcheck.desk.base.text_segments import split_into_segments
from factcheck.desk.sources.capture_forms import CaptureForm, CapturePreviewForm
from factcheck.desk.sources.signed_state import PendingCapture, SourceTextChanged, load_signed
from factcheck.desk.sources.snapshots import parse_spans
from sources import capture as sources
from sources.capture import CaptureError, find_duplicate_text, join_excerpts
from sources.choices import SnapshotExtent
from sources.extraction.sandbox import extract_in_sandbox
from sources.extraction.text import extract_text
from sources.media_types import TEXT, ParseError, detect_media_type
from sources.models import Snapshot, Source

EXCERPT_SEPARATOR = re.compile(r"\n\s*\[(?:…|\.\.\.)\]\s*\n")
DESK_LANGUAGE = "en"  # the language that the form proposes for a text that was pasted


@form_view("sources.capture_snapshot")
def read(request):
    """Step 1: extract a text that is fetched from a URL, pasted, or read from a file."""
    source = Source.objects.filter(public_id=request.GET.get("source", "")).first()
    initial = {
        "source": source,
        "kind": "article",
        "extent": SnapshotExtent.WHOLE,
        "address": source.url if source else "",
    }
    form = CaptureForm(request.POST or None, request.FILES or None, initial=initial)
    problem, is_disallowed = "", False
    if request.method == "POST" and form.is_valid():
        try:
            return _render_preview(request, form.cleaned_data, _extract(request, form.cleaned_data))
        except (ParseError, CaptureError) as error:
            problem = str(error)
            is_disallowed = getattr(error, "disallowed_by_robots", False)
    context = {
        "title": _("Capture a source"),
        "form": form,
        "problem": problem,
        "shows_robots_waiver": is_disallowed or form["robots_waiver"].value(),
    }
    is_refused = problem or form.errors
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render_desk(request, "sources/capture.html", context, status)


def _extract(request, data: dict) -> PendingCapture:
    at = timezone.now()
    if data["address"]:
        return _fetch(request, data, at)
    file = data["file"]
    if file is None:
        return PendingCapture(extract_text(data["text"], TEXT), data["text"].encode(), at)
    raw = file.read()
    media_type = detect_media_type(file.name, raw)
    extracted = extract_in_sandbox(raw, media_type, data["encoding"].strip())
    return PendingCapture(extracted, raw, at)


def _fetch(request, data: dict, at: datetime) -> PendingCapture:
    """Fetch the URL. A refusal is recorded if the source exists."""
    attempt = sources.fetch_and_extract(
        data["address"], robots_waiver=data["robots_waiver"].strip()
    )
    if attempt.refusal:
        source = data["source"] or sources.find_source_by_url(data["address"])
        raise sources.record_refusal(attempt, source, by=request.user, at=at)
    return PendingCapture(attempt.extracted, attempt.raw, at, attempt)


def _render_preview(request, data: dict, pending: PendingCapture):
    """Step 2 as it is first shown: with the whole text selected, or all of the excerpts."""
    text, spans = pending.extracted.text, [[0, len(pending.extracted.text)]]
    if data["extent"] == SnapshotExtent.EXCERPT:
        excerpts = [part.strip("\n") for part in EXCERPT_SEPARATOR.split(text)]
        text, spans = join_excerpts([excerpt for excerpt in excerpts if excerpt.strip()])
        pending = replace(pending, extracted=replace(pending.extracted, text=text, pages=()))
    form = CapturePreviewForm(
        initial={
            "extract": pending.sign(),
            "spans": json.dumps(spans),
            "extent": data["extent"],
            "note": data["note"],
            **_build_source_initial(data, pending),
        }
    )
    return _render_preview_form(request, form, pending, spans)


def _build_source_initial(data: dict, pending: PendingCapture) -> dict:
    """What the user typed about the source, completed by the metadata of the page."""
    initial = {name: data[name] for name in SOURCE_FIELDS}
    for name in ("title", "author", "language"):
        initial[name] = initial[name] or getattr(pending.extracted, name)
    if not pending.attempt:  # a page without a language may be in any language
        initial["language"] = initial["language"] or DESK_LANGUAGE
    if pending.extracted.published_on and not initial["published_on"]:
        initial["published_on"] = pending.extracted.published_on
        initial["published_precision"] = "day"
    initial["source"] = data["source"]
    if pending.attempt:
        url = pending.attempt.canonical_url
        initial["url"] = initial["url"] or url
        initial["source"] = initial["source"] or sources.find_source_by_url(url)
    return initial


def _render_preview_form(request, form, pending: PendingCapture, spans, problem=""):
    text = pending.extracted.text
    context = {
        "title": _("Select the article text"),
        "form": form,
        "problem": problem,
        "duplicate": find_duplicate_text(text),
        "attempt": pending.attempt,
        "length": len(text),
        "segments": split_into_segments(text, spans, []),
    }
    status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
    return render_desk(request, "sources/capture_preview.html", context, status)


@form_view("sources.capture_snapshot")
def save_capture(request):
    """Step 2: save the snapshot with the selected article text."""
    if request.method != "POST":
        return redirect("admin:snapshot_capture")
    form = CapturePreviewForm(request.POST)
    try:
        pending = load_signed(request.POST.get("extract", ""))
    except SourceTextChanged:
        messages.error(request, _("The extracted text was changed. Capture the source again."))
        return redirect("admin:snapshot_capture")
    spans, problem = [[0, len(pending.extracted.text)]], ""
    if form.is_valid():
        try:
            spans = parse_spans(form.cleaned_data, pending.extracted.text)
            snapshot, message = _save(request, form.cleaned_data, pending, spans)
        except CaptureError as error:
            problem = str(error)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, message)
            return redirect("admin:sources_snapshot_change", snapshot.pk)
    problem = problem or _("Some of the entries are not valid.")
    return _render_preview_form(request, form, pending, spans, problem)


@transaction.atomic
def _save(request, data: dict, pending: PendingCapture, spans) -> tuple[Snapshot, str]:
    """Save the snapshot; returns it and the message for the user."""
    by, at, source = request.user, pending.at, data["source"]
    source_fields = {name: data[name] for name in SOURCE_FIELDS}
    if pending.attempt:
        retrieval = sources.save_capture(
            pending.attempt,
            by=by,
            at=at,
            source=source,
            article_spans=spans,
            note=data["note"],
            **source_fields,
        )
        is_new_source = retrieval.source.created_at == at
        return retrieval.snapshot, _build_message(is_new_source, retrieval.is_new_text)
    snapshot, is_new = sources.capture_text(
        source or sources.create_source(by=by, at=at, **source_fields),
        pending.extracted,
        by=by,
        at=at,
        extent=data["extent"],
        article_spans=spans,
        note=data["note"],
        raw=pending.raw,
    )
    if is_new:
        return snapshot, _("Captured.")
    return snapshot, _("This text of the source was captured before. This is the snapshot.")


def _build_message(is_new_source: bool, is_new_text: bool) -> str:
    if is_new_source:
        return _("Captured.")
    if is_new_text:
        return _("Captured again: the text has changed since the last snapshot.")
    return _("Captured again: the text has not changed since the last snapshot.")
