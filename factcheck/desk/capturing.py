"""How does a source come in? First its text is read, then its body is marked, then it is captured.

Between the two steps the text travels in the form, signed, so that nothing is stored before it is
captured and nobody can change what the extractor read.
"""

import json
import re

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from factcheck.desk.capture_forms import CaptureForm, MarkForm
from factcheck.desk.guard import form_page, shown
from factcheck.desk.snapshot import spans_of
from factcheck.desk.textmap import segments
from sources.capture import NotCaptured, capture, captured_before, excerpt, new_source
from sources.extract import Extract, extract
from sources.formats import TEXT, Unreadable, media_type_of
from sources.models import Source
from sources.vocabulary import Extent

SALT = "factcheck.desk.capture"
CUTS = re.compile(r"\n\s*\[(?:…|\.\.\.)\]\s*\n")
REFUSALS = (Unreadable, NotCaptured)


@form_page("sources.capture_snapshot")
def read(request):
    """The first step: which source, and its text, pasted or from a file."""
    asked = Source.objects.filter(public_id=request.GET.get("source", "")).first()
    initial = {"source": asked, "language": "en", "kind": "article", "extent": Extent.WHOLE}
    form = CaptureForm(request.POST or None, request.FILES or None, initial=initial)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            return _mark(request, form.cleaned_data, _extracted(form.cleaned_data))
        except REFUSALS as refused:
            problem = str(refused)
    context = {"title": "Capture a source", "form": form, "problem": problem}
    wrong = problem or form.errors
    return shown(request, "capture.html", context, 422 if wrong else 200)


def _extracted(told: dict) -> Extract:
    file = told["file"]
    if file is None:
        return extract(told["text"], TEXT)
    raw = file.read()
    return extract(raw, media_type_of(file.name, raw), told["encoding"].strip())


def _mark(request, told: dict, extracted: Extract):
    """The second step as it is first shown: the whole text, or the fragments of an excerpt."""
    text, spans = extracted.text, [[0, len(extracted.text)]]
    if told["extent"] == Extent.EXCERPT:
        fragments = [part.strip("\n") for part in CUTS.split(text)]
        text, spans = excerpt([part for part in fragments if part.strip()])
    held = [text, extracted.media_type, extracted.extractor]
    known = _known(told, extracted)
    form = MarkForm(
        initial={
            "extract": signing.dumps(held, salt=SALT, compress=True),
            "spans": json.dumps(spans),
            "source": told["source"],
            "extent": told["extent"],
            "note": told["note"],
            **known,
        }
    )
    return _marking(request, form, text, spans)


def _known(told: dict, extracted: Extract) -> dict:
    """What was typed of the source, and what its markup says where nothing was typed."""
    known = {name: told[name] for name in CaptureForm.of_source}
    for name in ("title", "author", "language"):
        known[name] = known[name] or getattr(extracted, name)
    if extracted.published_on and not known["published_on"]:
        known |= {"published_on": extracted.published_on, "published_precision": "day"}
    return known


def _marking(request, form, text, spans, problem=""):
    context = {
        "title": "Mark the body",
        "form": form,
        "problem": problem,
        "before": captured_before(text),
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
        text, media_type, extractor = signing.loads(request.POST.get("extract", ""), salt=SALT)
    except signing.BadSignature:
        messages.error(request, "The text was changed on its way: give it once more.")
        return redirect("admin:capture")
    spans, problem = [[0, len(text)]], ""
    if form.is_valid():
        try:
            spans = spans_of(form.cleaned_data, text)
            snapshot, new = _capture(request, form, Extract(text, media_type, extractor), spans)
        except NotCaptured as refused:
            problem = str(refused)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            said = (
                "Captured." if new else "This text of this source was captured before: here it is."
            )
            messages.success(request, said)
            return redirect("admin:sources_snapshot_change", snapshot.pk)
    return _marking(request, form, text, spans, problem or "Some of this cannot be used.")


@transaction.atomic
def _capture(request, form, extracted: Extract, spans):
    told, by, at = form.cleaned_data, request.user, timezone.now()
    described = {name: told[name] for name in CaptureForm.of_source}
    source = told["source"] or new_source(by=by, at=at, **described)
    return capture(
        source, extracted, by=by, at=at, extent=told["extent"], body=spans, note=told["note"]
    )
