"""Which source's words stand beside the draft, and how are they found?"""

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse

from factcheck.desk.forms import CiteForm, CitePassageForm
from factcheck.desk.textmap import segments
from factcheck.desk.within import looked_for
from sources.models import Snapshot
from sources.nearest import Nearest

CHOICES = 30


def picker(request, verdict, cite=None, nearest: Nearest | None = None) -> dict:
    """The snapshot that was asked for, or the one the draft was written beside, and the others."""
    sought = _sought(request)
    snapshot = asked(request) or (None if sought else _nearest(verdict))
    context = {"sought": sought, "choices": choices(sought), "snapshot": snapshot}
    context["address"] = reverse("admin:claims_verdict_change", args=[verdict.pk])
    context["cited"] = list({one.passage.snapshot: None for one in verdict.evidence.all()})
    if snapshot is not None:
        context |= reading(request, snapshot, nearest)
        context["captures"] = snapshot.source.snapshots.defer("text")
        context["cite"] = cite or CiteForm(initial={"snapshot": snapshot.pk}, auto_id="id_cite_%s")
        context["cite_passages"] = _not_cited(verdict, context["passages"])
    return context


def picker_of(request, quote, nearest: Nearest | None = None) -> dict:
    """The same where no draft is: a source only when one is asked for."""
    sought, snapshot = _sought(request), asked(request)
    context = {"sought": sought, "choices": choices(sought), "snapshot": snapshot, "cite": quote}
    context["address"] = request.path
    return context | (reading(request, snapshot, nearest) if snapshot is not None else {})


def reading(request, snapshot: Snapshot, nearest: Nearest | None = None) -> dict:
    """A snapshot's text with the body, the passages, and the words that were looked for in it."""
    passages = list(snapshot.passages.order_by("start", "end", "pk"))
    within = looked_for(snapshot.text, _line(request, "words"), number(request.GET.get("hit")))
    places: Sequence = [(spot.start, spot.end) for spot in nearest.spots] if nearest else ()
    return {
        "passages": passages,
        "within": within,
        "segments": segments(snapshot.text, snapshot.body.spans, passages, places or within.places),
    }


def choices(sought: str):
    """The newest snapshots, or those whose source is called so."""
    rows = Snapshot.objects.defer("text").select_related("source__publisher")
    if sought:
        rows = rows.filter(
            Q(source__title__icontains=sought)
            | Q(source__author__icontains=sought)
            | Q(source__publisher__name__icontains=sought)
            | Q(source__url__icontains=sought)
        )
    return rows.order_by("-captured_at", "-pk")[:CHOICES]


def _sought(request) -> str:
    return _line(request, "source")


def _line(request, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", " ").strip()[:200]


def number(told: str | None) -> int:
    """A number from an address or a form; 0 where it is none."""
    fits = told and told.isascii() and told.isdecimal() and len(told) < 19
    return int(told) if fits else 0


def asked(request) -> Snapshot | None:
    """The snapshot that a form or an address names."""
    named = number(request.POST.get("snapshot") or request.GET.get("snapshot"))
    rows = Snapshot.objects.select_related("source__publisher")
    return rows.filter(pk=named).first() if named else None


def _nearest(verdict) -> Snapshot | None:
    """What was cited last, or where the claim was made, or what was captured last."""
    rows = Snapshot.objects.select_related("source__publisher")
    cited = rows.filter(passages__evidence__verdict=verdict).order_by("-passages__evidence__pk")
    made = rows.filter(passages__appearances__claim=verdict.claim_id)
    return cited.first() or made.first() or rows.first()


def _not_cited(verdict, passages):
    cited = {one.passage_id for one in verdict.evidence.all()}
    return [
        (one, CitePassageForm(initial={"passage": one.pk}, auto_id=f"id_p{one.pk}_%s"))
        for one in passages
        if one.pk not in cited
    ]
