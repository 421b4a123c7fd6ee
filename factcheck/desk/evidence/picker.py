"""Which source's words stand beside the draft, and how are they found?"""

from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from factcheck.core import together
from factcheck.desk.base.forms import CiteForm, CitePassageForm
from factcheck.desk.base.text_segments import segments
from factcheck.desk.evidence.text_search import looked_for
from sources.models import Body, Passage, Snapshot
from sources.quotes.suggestions import Nearest

CHOICES = 30
ROWS = Snapshot.objects.select_related("source__publisher")


# What is shown of the snapshot that stands open; read with one query.
READ = (
    Prefetch("passages", Passage.objects.order_by("start", "end", "pk")),
    Prefetch("bodies", Body.objects.select_related("marked_by")),
    Prefetch("source__snapshots", Snapshot.objects.defer("text")),
)


def picker(request, verdict, cite=None, nearest: Nearest | None = None) -> dict:
    """The snapshot that was asked for, or the one the draft was written beside, and the others."""
    context = _found(request, _beside(verdict))
    snapshot = context["snapshot"]
    context["address"] = reverse("admin:claims_verdict_change", args=[verdict.pk])
    context["cited"] = list({one.passage.snapshot: None for one in verdict.evidence.all()})
    if snapshot is not None:
        context |= reading(request, snapshot, nearest)
        context["captures"] = snapshot.source.snapshots.all()
        context["cite"] = cite or CiteForm(initial={"snapshot": snapshot.pk}, auto_id="id_cite_%s")
        context["cite_passages"] = _not_cited(verdict, context["passages"])
    return context


def picker_of(request, quote, nearest: Nearest | None = None) -> dict:
    """The same where no draft is: a source only when one is asked for."""
    context = _found(request, ROWS.none()) | {"cite": quote, "address": request.path}
    snapshot = context["snapshot"]
    return context | (reading(request, snapshot, nearest) if snapshot is not None else {})


def _found(request, otherwise: QuerySet[Snapshot]) -> dict:
    """What the request asks for, or what is shown otherwise, and what may be opened instead."""
    named, sought = _named(request), _sought(request)
    shown = ROWS.filter(pk=named) if named else otherwise if not sought else ROWS.none()
    snapshots, others = together.read(shown, choices(sought))
    return {"sought": sought, "choices": others, "snapshot": next(iter(snapshots), None)}


def reading(request, snapshot: Snapshot, nearest: Nearest | None = None) -> dict:
    """A snapshot's text with the body, the passages, and the words that were looked for in it."""
    together.prefetch(snapshot, *READ)
    passages = list(snapshot.passages.all())
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
    named = _named(request)
    return ROWS.filter(pk=named).first() if named else None


def _named(request) -> int:
    return number(request.POST.get("snapshot") or request.GET.get("snapshot"))


def _beside(verdict) -> QuerySet[Snapshot]:
    """What was cited last, or where the claim was made, or what was captured last."""
    if cited := verdict.evidence.all():
        return ROWS.filter(pk=max(cited, key=lambda one: one.pk).passage.snapshot_id)
    made = [one.passage.snapshot for one in verdict.claim.appearances.all() if one.passage]
    if made:
        return ROWS.filter(pk=max(made, key=lambda one: (one.captured_at, one.pk)).pk)
    return ROWS.all()[:1]


def _not_cited(verdict, passages):
    cited = {one.passage_id for one in verdict.evidence.all()}
    return [
        (one, CitePassageForm(initial={"passage": one.pk}, auto_id=f"id_p{one.pk}_%s"))
        for one in passages
        if one.pk not in cited
    ]
