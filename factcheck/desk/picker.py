"""Which source's words stand beside the draft, and how are they found?"""

from django.db.models import Q

from factcheck.desk.forms import CiteForm, CitePassageForm
from factcheck.desk.textmap import segments
from sources.models import Snapshot

CHOICES = 30


def picker(request, verdict, cite=None) -> dict:
    """The snapshot that was asked for, or the one the draft was written beside, and the others."""
    sought = _sought(request)
    snapshot = asked(request) or (None if sought else _nearest(verdict))
    context = {"sought": sought, "choices": choices(sought), "snapshot": snapshot}
    if snapshot is not None:
        context |= reading(snapshot)
        context["cite"] = cite or CiteForm(initial={"snapshot": snapshot.pk}, auto_id="id_cite_%s")
        context["cite_passages"] = _not_cited(verdict, context["passages"])
    return context


def picker_of(request, quote) -> dict:
    """The same where no draft is: a source only when one is asked for."""
    sought, snapshot = _sought(request), asked(request)
    context = {"sought": sought, "choices": choices(sought), "snapshot": snapshot, "cite": quote}
    return context | (reading(snapshot) if snapshot is not None else {})


def reading(snapshot: Snapshot) -> dict:
    """A snapshot's text with the body and the passages in it."""
    passages = list(snapshot.passages.order_by("start", "end", "pk"))
    return {
        "passages": passages,
        "segments": segments(snapshot.text, snapshot.body.spans, passages),
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
    return request.GET.get("source", "").replace("\x00", " ").strip()[:200]


def asked(request) -> Snapshot | None:
    """The snapshot that a form or an address names."""
    number = request.POST.get("snapshot") or request.GET.get("snapshot", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    return Snapshot.objects.select_related("source__publisher").filter(pk=number).first()


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
