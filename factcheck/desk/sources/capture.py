"""How does a source come in? First its text is read, then its body is marked, then it is captured.

Between the two steps what was read travels in the form, signed (`held`).
"""

import json
import re
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from factcheck.desk.base.permissions import form_page, shown
from factcheck.desk.base.text_segments import segments
from factcheck.desk.sources.capture_forms import CaptureForm, MarkForm
from factcheck.desk.sources.signed_state import Changed, Held, opened
from factcheck.desk.sources.snapshots import spans_of
from sources import capture as sources
from sources.capture import NotCaptured, captured_before, excerpt
from sources.choices import Extent
from sources.extraction.sandbox import read_apart
from sources.extraction.text import extract
from sources.media_types import TEXT, Unreadable, media_type_of
from sources.models import Snapshot, Source

CUTS = re.compile(r"\n\s*\[(?:…|\.\.\.)\]\s*\n")
REFUSALS = (Unreadable, NotCaptured)
OURS = "en"  # what is pasted is in the desk's language, until somebody says otherwise


@form_page("sources.capture_snapshot")
def read(request):
    """The first step: which source, and its text, fetched, pasted or from a file."""
    asked = Source.objects.filter(public_id=request.GET.get("source", "")).first()
    initial = {"source": asked, "kind": "article", "extent": Extent.WHOLE}
    initial["address"] = asked.url if asked else ""
    form = CaptureForm(request.POST or None, request.FILES or None, initial=initial)
    problem, forbidden = "", False
    if request.method == "POST" and form.is_valid():
        try:
            return _mark(request, form.cleaned_data, _read(request, form.cleaned_data))
        except REFUSALS as refused:
            problem, forbidden = str(refused), getattr(refused, "forbidden", False)
    context = {
        "title": "Capture a source",
        "form": form,
        "problem": problem,
        "forbidden": forbidden or form["robots_waiver"].value(),
    }
    wrong = problem or form.errors
    return shown(request, "capture.html", context, 422 if wrong else 200)


def _read(request, told: dict) -> Held:
    at = timezone.now()
    if told["address"]:
        return _fetched(request, told, at)
    file = told["file"]
    if file is None:
        return Held(extract(told["text"], TEXT), told["text"].encode(), at)
    raw = file.read()
    extracted = read_apart(raw, media_type_of(file.name, raw), told["encoding"].strip())
    return Held(extracted, raw, at)


def _fetched(request, told: dict, at) -> Held:
    found = sources.attempt(told["address"], robots_waiver=told["robots_waiver"].strip())
    if found.refusal:
        known = told["source"] or sources.source_at(told["address"])
        raise sources.refused(found, known, by=request.user, at=at)
    return Held(found.extracted, found.raw, at, found)


def _mark(request, told: dict, held: Held):
    """The second step as it is first shown: the whole text, or the fragments of an excerpt."""
    text, spans = held.extracted.text, [[0, len(held.extracted.text)]]
    if told["extent"] == Extent.EXCERPT:
        fragments = [part.strip("\n") for part in CUTS.split(text)]
        text, spans = excerpt([part for part in fragments if part.strip()])
        held = replace(held, extracted=replace(held.extracted, text=text, pages=()))
    form = MarkForm(
        initial={
            "extract": held.sealed(),
            "spans": json.dumps(spans),
            "extent": told["extent"],
            "note": told["note"],
            **_known(told, held),
        }
    )
    return _marking(request, form, held, spans)


def _known(told: dict, held: Held) -> dict:
    """What was typed of the source, and what its markup says where nothing was typed."""
    known = {name: told[name] for name in CaptureForm.of_source}
    for name in ("title", "author", "language"):
        known[name] = known[name] or getattr(held.extracted, name)
    if not held.fetched:  # a page that does not say its language is not taken to be ours
        known["language"] = known["language"] or OURS
    if held.extracted.published_on and not known["published_on"]:
        known |= {"published_on": held.extracted.published_on, "published_precision": "day"}
    known["source"] = told["source"]
    if held.fetched:
        known["url"] = known["url"] or held.fetched.canonical
        known["source"] = known["source"] or sources.source_at(held.fetched.canonical)
    return known


def _marking(request, form, held: Held, spans, problem=""):
    text = held.extracted.text
    context = {
        "title": "Mark the body",
        "form": form,
        "problem": problem,
        "before": captured_before(text),
        "fetched": held.fetched,
        "length": len(text),
        "segments": segments(text, spans, []),
    }
    return shown(request, "mark.html", context, 409 if problem else 200)


@form_page("sources.capture_snapshot")
def keep(request):
    """The second step: what was marked is captured."""
    if request.method != "POST":
        return redirect("admin:capture")
    form = MarkForm(request.POST)
    try:
        held = opened(request.POST.get("extract", ""))
    except Changed:
        messages.error(request, "The text was changed on its way: give it once more.")
        return redirect("admin:capture")
    spans, problem = [[0, len(held.extracted.text)]], ""
    if form.is_valid():
        try:
            spans = spans_of(form.cleaned_data, held.extracted.text)
            snapshot, said = _capture(request, form.cleaned_data, held, spans)
        except NotCaptured as refused:
            problem = str(refused)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, said)
            return redirect("admin:sources_snapshot_change", snapshot.pk)
    return _marking(request, form, held, spans, problem or "Some of this cannot be used.")


@transaction.atomic
def _capture(request, told: dict, held: Held, spans) -> tuple[Snapshot, str]:
    """The snapshot, and what became of it in one sentence."""
    act = {"by": request.user, "at": held.at}
    described = {name: told[name] for name in CaptureForm.of_source}
    source = told["source"]
    if held.fetched:
        kept = sources.keep(
            held.fetched, **act, source=source, body=spans, note=told["note"], **described
        )
        return kept.snapshot, _said(kept.source.created_at == act["at"], kept.found_new_text)
    source = source or sources.new_source(**act, **described)
    how = {"extent": told["extent"], "body": spans, "note": told["note"], "raw": held.raw}
    snapshot, new = sources.capture(source, held.extracted, **act, **how)
    said = "Captured." if new else "This text of this source was captured before: here it is."
    return snapshot, said


def _said(new_source: bool, new_text: bool) -> str:
    if new_source:
        return "Captured."
    if new_text:
        return "Captured again: this source now says something else than before."
    return "Captured again: the text is the same as before. Here it is."
