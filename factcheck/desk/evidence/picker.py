"""The text of a source next to a draft: choosing the snapshot, and reading and searching it."""

from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.urls import reverse

from factcheck.desk.base.forms import CiteForm, CitePassageForm, QuoteForm
from factcheck.desk.base.text_segments import split_into_segments
from factcheck.desk.evidence.text_search import search_text
from sources.models import ArticleText, Passage, Snapshot
from sources.models.part_labels import list_marks
from sources.quotes.suggestions import QuoteSuggestions

MAX_SNAPSHOT_CHOICES = 30
MAX_QUERY_LENGTH = 200
SNAPSHOTS = Snapshot.objects.select_related("source__publisher")
# What the reader shows of the open snapshot.
READER_PREFETCHES = (
    Prefetch("passages", Passage.objects.order_by("start", "end", "pk")),
    Prefetch("article_texts", ArticleText.objects.select_related("created_by")),
    Prefetch("source__snapshots", Snapshot.objects.defer("text")),
)


def build_picker(
    request,
    verdict,
    cite_form: CiteForm | None = None,
    suggestions: QuoteSuggestions | None = None,
) -> dict:
    """The context of the picker of a draft. `cite_form` is the form that was refused."""
    context = _find_snapshot(request, _get_default_snapshot(verdict))
    snapshot = context["snapshot"]
    context["picker_url"] = reverse("admin:claims_verdict_change", args=[verdict.pk])
    context["cited_snapshots"] = list(
        {evidence.passage.snapshot: None for evidence in verdict.evidence.all()}
    )
    if snapshot is not None:
        context |= build_reader(request, snapshot, suggestions)
        context["captures"] = snapshot.source.snapshots.all()
        context["cite_form"] = cite_form or CiteForm(
            initial={"snapshot": snapshot.pk}, auto_id="id_cite_%s"
        )
        context["uncited_passages"] = _list_uncited_passages(verdict, context["passages"])
    return context


def build_snapshot_picker(
    request, quote_form: QuoteForm, suggestions: QuoteSuggestions | None = None
) -> dict:
    """The context of a picker without a draft: no snapshot is open until the user chooses one."""
    context = _find_snapshot(request, SNAPSHOTS.none())
    context |= {"cite_form": quote_form, "picker_url": request.path}
    snapshot = context["snapshot"]
    return context | (build_reader(request, snapshot, suggestions) if snapshot else {})


def _find_snapshot(request, default: QuerySet[Snapshot]) -> dict:
    """The snapshot to open and those to choose from. Searching for a source closes the default."""
    pk, query = _get_snapshot_pk(request), _get_text(request, "source")
    rows = default
    if pk:
        rows = SNAPSHOTS.filter(pk=pk)
    elif query:
        rows = SNAPSHOTS.none()
    return {
        "source_query": query,
        "snapshot_choices": list_snapshots(query),
        "snapshot": rows.first(),
    }


def build_reader(request, snapshot: Snapshot, suggestions: QuoteSuggestions | None = None) -> dict:
    """The text of a snapshot with its article, its passages and the matches of a search."""
    prefetch_related_objects([snapshot], *READER_PREFETCHES)
    passages = list(snapshot.passages.all())
    number = parse_pk(request.GET.get("match"))
    search = search_text(snapshot.text, _get_text(request, "words"), number)
    matches: Sequence = search.matches
    if suggestions and suggestions.candidates:
        matches = [(candidate.start, candidate.end) for candidate in suggestions.candidates]
    spans = snapshot.article_text.spans
    return {
        "passages": passages,
        "search": search,
        "quote_suggestions": suggestions,
        "segments": split_into_segments(
            snapshot.text, spans, passages, matches, list_marks(snapshot.parts)
        ),
    }


def list_snapshots(query: str) -> QuerySet[Snapshot]:
    """The newest snapshots whose source matches the query; without a query, of all sources."""
    rows = SNAPSHOTS.defer("text")
    if query:
        rows = rows.filter(
            Q(source__title__icontains=query)
            | Q(source__author__icontains=query)
            | Q(source__publisher__name__icontains=query)
            | Q(source__url__icontains=query)
        )
    return rows.order_by("-captured_at", "-pk")[:MAX_SNAPSHOT_CHOICES]


def _get_text(request, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", " ").strip()[:MAX_QUERY_LENGTH]


def parse_pk(value: str | None) -> int:
    """A number from a query string or a form; 0 if it is not a number."""
    is_number = value and value.isascii() and value.isdecimal() and len(value) < 19
    return int(value) if is_number else 0


def get_requested_snapshot(request) -> Snapshot | None:
    """The snapshot that the form or the query string names."""
    pk = _get_snapshot_pk(request)
    return SNAPSHOTS.filter(pk=pk).first() if pk else None


def _get_snapshot_pk(request) -> int:
    return parse_pk(request.POST.get("snapshot") or request.GET.get("snapshot"))


def _get_default_snapshot(verdict) -> QuerySet[Snapshot]:
    """The snapshot that was cited last, else that of an appearance, else the newest of all."""
    evidence = verdict.evidence.all()
    if evidence:
        newest = max(evidence, key=lambda item: item.pk)
        return SNAPSHOTS.filter(pk=newest.passage.snapshot_id)
    appearances = verdict.claim.appearances.all()
    snapshots = [appearance.passage.snapshot for appearance in appearances if appearance.passage]
    if snapshots:
        newest = max(snapshots, key=lambda snapshot: (snapshot.captured_at, snapshot.pk))
        return SNAPSHOTS.filter(pk=newest.pk)
    return SNAPSHOTS.all()[:1]


def _list_uncited_passages(verdict, passages) -> list[tuple[Passage, CitePassageForm]]:
    cited_pks = {evidence.passage_id for evidence in verdict.evidence.all()}
    return [
        (
            passage,
            CitePassageForm(initial={"passage": passage.pk}, auto_id=f"id_p{passage.pk}_%s"),
        )
        for passage in passages
        if passage.pk not in cited_pks
    ]
