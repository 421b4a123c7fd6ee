"""Capturing a source in two steps: extract its text, then select the article text and save.

Between the steps the extracted text waits on the server (`sources.capture.waiting`), and the form
has its key. Large files are read by the worker while the user sees the progress.
"""

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck import tasks
from factcheck.core.errors import FactcheckError
from factcheck.desk.base.forms import SOURCE_FIELDS
from factcheck.desk.base.permissions import form_view, render_desk
from factcheck.desk.base.text_segments import split_into_segments
from factcheck.desk.sources.capture_forms import CaptureForm, CapturePreviewForm, EncodingForm
from factcheck.desk.sources.reading import TooLargeForNow, extract_at_once, get_page_range
from factcheck.desk.sources.snapshots import parse_spans
from sources import capture as sources
from sources.capture import (
    CaptureError,
    create_not_article_error,
    find_duplicate_text,
    join_excerpts,
    waiting,
    web_archive,
)
from sources.capture.waiting import PendingCapture
from sources.choices import SnapshotExtent
from sources.extraction.extracted_text import ExtractedText
from sources.media_types import ParseError
from sources.models import Snapshot, Source, WaitingCapture
from sources.models.part_labels import list_marks

EXCERPT_LINE = re.compile(r"\n\s*\[(?:…|\.\.\.)\]\s*\n")
DESK_LANGUAGE = "en"  # the language that the form proposes for a text that was pasted


@form_view("sources.capture_snapshot")
def read(request):
    """Step 1: extract a text that is fetched from a URL, pasted, or read from a file.

    With `waiting`, a key, what the worker reads or has read: its progress, and then step 2. Posted,
    what was read is read again in another encoding.
    """
    if key := request.GET.get("waiting", ""):
        return (
            _read_again(request, key) if request.method == "POST" else _show_waiting(request, key)
        )
    source = Source.objects.filter(public_id=request.GET.get("source", "")).first()
    initial = {
        "source": source,
        "kind": "article",
        "extent": SnapshotExtent.WHOLE,
        "address": source.url if source else "",
    }
    form = CaptureForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _read_now_or_queue(request, form)
        except (ParseError, CaptureError) as error:
            return _render_form(request, form, error)
    return _render_form(request, form)


def _render_form(request, form, error: FactcheckError | None = None, file_name: str = ""):
    """Step 1. After a refusal it has all that was typed, and names the file to be chosen again."""
    file = request.FILES.get("file")
    is_disallowed = getattr(error, "disallowed_by_robots", False)
    context = {
        "title": _("Capture a source"),
        "form": form,
        "problem": str(error or ""),
        "file_name": file_name or (file.name if file else ""),
        "shows_robots_waiver": is_disallowed or form["robots_waiver"].value(),
        "limit": settings.CAPTURE_LIMIT,
        "page_limit": settings.PDF_MAX_PAGES,
    }
    is_refused = error or form.errors
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render_desk(request, "sources/capture.html", context, status)


def _read_now_or_queue(request, form):
    """Step 2, or the progress page of a file that is too large to be read at once."""
    at, data = timezone.now(), form.cleaned_data
    try:
        pending = extract_at_once(data, by=request.user, at=at)
    except TooLargeForNow as too_large:
        row = _queue(request, form, too_large.fields, at)
        return redirect(f"{reverse('admin:snapshot_capture')}?{urlencode({'waiting': row.key})}")
    pending = _split_excerpts(pending, data["extent"])
    row = waiting.store_pending(pending, form=form.get_kept_values(), by=request.user)
    return _render_preview(request, data, pending, row)


@transaction.atomic
def _queue(request, form, fields: dict, at: datetime) -> WaitingCapture:
    """Stored and queued, or neither."""
    row = waiting.create_waiting(
        form=form.get_kept_values(),
        by=request.user,
        at=at,
        page_range=get_page_range(form.cleaned_data),
        **fields,
    )
    tasks.queue_waiting_capture(row)
    return row


def _show_waiting(request, key: str):
    try:
        row = waiting.get_waiting(key, by=request.user, at=timezone.now())
    except CaptureError as error:
        messages.error(request, str(error))
        return redirect("admin:snapshot_capture")
    if row.is_pending:
        context = {"title": _("Capture a source"), "waiting": row, "size": len(row.raw)}
        return render_desk(request, "sources/capture_progress.html", context)
    if refusal := waiting.load_refusal(row):
        return _render_form(request, CaptureForm(initial=row.form), refusal, row.name)
    pending = _split_excerpts(waiting.load_pending(row), row.form["extent"])
    return _render_preview(request, row.form, pending, row)


def _read_again(request, key: str):
    """Step 2 once more, with the text as it is in the encoding that the user chose."""
    try:
        row = waiting.get_waiting(key, by=request.user, at=timezone.now())
        pending = waiting.load_pending(row)
        form = _build_encoding_form(row, pending, request.POST)
        if form and form.is_valid():
            pending = waiting.read_again(row, form.cleaned_data["encoding"])
    except (CaptureError, ParseError) as error:
        messages.error(request, str(error))
        return redirect("admin:snapshot_capture")
    pending = _split_excerpts(pending, row.form["extent"])
    return _render_preview(request, row.form, pending, row)


def _build_encoding_form(row: WaitingCapture, pending: PendingCapture, data=None):
    """The form that offers other encodings; None if no other one fits."""
    encodings = waiting.list_other_encodings(pending, row.form.get("encoding", ""))
    return EncodingForm(data, encodings=encodings) if encodings else None


def _split_excerpts(pending: PendingCapture, extent: str) -> PendingCapture:
    """With all excerpts as the article text, and without the lines that separate them."""
    if extent != SnapshotExtent.EXCERPT:
        return pending
    excerpts = [part.strip("\n") for part in EXCERPT_LINE.split(pending.extracted.text)]
    text, spans = join_excerpts([excerpt for excerpt in excerpts if excerpt.strip()])
    article_spans = tuple((start, end) for start, end in spans)
    extracted = ExtractedText(
        text,
        pending.extracted.media_type,
        pending.extracted.extractor,
        article_spans=article_spans,
        warnings=pending.extracted.warnings,
    )
    return replace(pending, extracted=extracted)


def _render_preview(request, data: dict, pending: PendingCapture, row: WaitingCapture):
    """Step 2 as it is first shown, with the article text that the extractor proposes."""
    extracted = pending.extracted
    spans = [list(span) for span in extracted.article_spans or [(0, len(extracted.text))]]
    form = CapturePreviewForm(
        initial={
            "extract": row.key,
            "spans": json.dumps(spans),
            "extent": data["extent"],
            "note": data["note"],
            **_build_source_initial(data, pending),
        }
    )
    return _render_preview_form(request, form, pending, spans, row)


def _build_source_initial(data: dict, pending: PendingCapture) -> dict:
    """What the user typed about the source, completed by what the publication declares."""
    initial = {name: data[name] for name in SOURCE_FIELDS}
    declared = sources.get_declared_fields(pending.extracted)
    for name in ("title", "author", "publisher"):
        initial[name] = initial[name] or declared[name]
    initial["language"] = initial["language"] or pending.extracted.language
    if not pending.attempt:  # a page without a language may be in any language
        initial["language"] = initial["language"] or DESK_LANGUAGE
    if not initial["published_on"]:
        names = ("published_on", "published_precision")
        initial |= {name: declared[name] for name in names}
    initial["source"] = data["source"]
    if pending.attempt:
        initial["url"] = initial["url"] or pending.attempt.final_url
        initial["source"] = initial["source"] or sources.find_captured_source(pending.attempt)
    return initial


def _list_checks(pending: PendingCapture) -> list[str]:
    """What the user has to look at before saving, each as a sentence."""
    extracted = pending.extracted
    checks = sources.list_warnings(extracted)
    published_on, _precision = sources.parse_partial_date(extracted.published_on)
    if published_on and published_on > pending.at.date() + timedelta(days=1):
        message = _("The page gives a date of publication in the future: %(date)s.")
        checks.append(message % {"date": extracted.published_on})
    if extracted.publisher and not sources.find_publisher(extracted.publisher):
        message = _("The page names the publisher “%(name)s”, which is not recorded yet. Add it.")
        checks.append(message % {"name": extracted.publisher})
    return checks


def _render_preview_form(request, form, pending, spans, row: WaitingCapture, problem=""):
    text = pending.extracted.text
    if pending.extracted.is_language_guessed or not pending.extracted.language:
        form.fields["language"].help_text = _(
            "The publication does not declare its language. Is this right?"
        )
    context = {
        "title": _("Select the article text"),
        "checks": _list_checks(pending),
        "form": form,
        "encoding_form": _build_encoding_form(row, pending),
        "key": row.key,
        "problem": problem,
        "duplicate": find_duplicate_text(text),
        "doubt": _get_doubt(pending),
        "attempt": pending.attempt,
        "length": len(text),
        "segments": split_into_segments(
            text, spans, [], labels=list_marks(map(vars, pending.extracted.parts))
        ),
    }
    status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
    return render_desk(request, "sources/capture_preview.html", context, status)


def _get_doubt(pending: PendingCapture) -> CaptureError | None:
    """Why this may not be the article, if there is a reason to think so."""
    attempt = pending.attempt
    reason = attempt.not_article if attempt else pending.extracted.not_article
    return create_not_article_error(reason) if reason else None


@form_view("sources.capture_snapshot")
def save_capture(request):
    """Step 2: save the snapshot with the selected article text."""
    if request.method != "POST":
        return redirect("admin:snapshot_capture")
    form, at = CapturePreviewForm(request.POST), timezone.now()
    try:
        row = waiting.get_waiting(request.POST.get("extract", ""), by=request.user, at=at)
        pending = _split_excerpts(waiting.load_pending(row), row.form["extent"])
    except CaptureError as error:
        messages.error(request, str(error))
        return redirect("admin:snapshot_capture")
    spans, problem = [[0, len(pending.extracted.text)]], ""
    if form.is_valid() and _get_doubt(pending) and not form.cleaned_data["is_article"]:
        form.add_error("is_article", _("Confirm that this is the article, or start over."))
    if form.is_valid():
        try:
            spans = parse_spans(form.cleaned_data, pending.extracted.text)
            snapshot, message = _save(request, form.cleaned_data, pending, spans, at)
        except CaptureError as error:
            problem = str(error)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, message)
            return redirect("admin:sources_snapshot_change", snapshot.pk)
    problem = problem or _("Some of the entries are not valid.")
    return _render_preview_form(request, form, pending, spans, row, problem)


@transaction.atomic
def _save(
    request, data: dict, pending: PendingCapture, spans, now: datetime
) -> tuple[Snapshot, str]:
    """Save the snapshot; returns it and the message for the user. What waited is deleted."""
    waiting.take_waiting(data["extract"], by=request.user, at=now)
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
        _keep_inside(retrieval.source, data, by)
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
    _keep_inside(snapshot.source, data, by)
    if is_new:
        return snapshot, _("Captured.")
    return snapshot, _("This text of the source was captured before. This is the snapshot.")


def _keep_inside(source: Source, data: dict, by) -> None:
    """Remember that no web archive may be told of the page; nothing undoes that here."""
    if data["keep_inside"]:
        web_archive.set_can_be_archived(source, False, by=by)


def _build_message(is_new_source: bool, is_new_text: bool) -> str:
    if is_new_source:
        return _("Captured.")
    if is_new_text:
        return _("Captured again: the text has changed since the last snapshot.")
    return _("Captured again: the text has not changed since the last snapshot.")
