"""What answers at each address of version 1?

Each view names its rows, which `claims.publication.queries` hands out, its filters, its order and its form; the
schema and the reference page are drawn from the same names and docstrings.
"""

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from claims.publication import filters, queries
from factcheck.api import filters as api_filters
from factcheck.api.pagination import KeysetPagination
from factcheck.api.throttling import ByAddress
from factcheck.api.v1 import serializers
from factcheck.api.v1.docs.schema import Described
from factcheck.api.v1.fields import address


@method_decorator(conditional_page, name="dispatch")
class ReadOnlyView(GenericAPIView):
    """Answers GET and HEAD with an ETag, OPTIONS with what is allowed, and ignores nothing."""

    http_method_names = ("get", "head", "options")
    throttle_classes = (ByAddress,)
    schema = Described()
    paginated = False
    filterset_class = None
    name = summary = tag = ""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            api_filters.check(request, self)

    def shown(self, row) -> dict:
        return serializers.one(self.serializer_class).to_representation(row)

    def options(self, request, *args, **kwargs):
        return Response(status=204)


class ListView(ReadOnlyView):
    """A list in pages. `rows` is a function of `claims.publication.queries`; `ordering` tells any two apart."""

    paginated = True
    pagination_class = KeysetPagination
    filter_backends = (api_filters.Filters,)
    rows = None
    ordering = ()

    def get_queryset(self):
        return self.rows()

    def get(self, request):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([self.shown(row) for row in page])


class DetailView(ReadOnlyView):
    """One object. `find` is a function of `claims.publication.queries` that gives it or `None`."""

    find = None
    path_parameters = {}

    def found(self, **named):
        if (found := self.find(**named)) is None:
            raise Http404
        return found

    def get(self, request, **named):
        return Response(self.shown(self.found(**named)))


class Claims(ListView):
    """Every claim with something published on it, newest verdict first, each shown by its current
    revision, whatever became of it: a suspended or retracted one stays in the list and says so in
    `state`, so that copies can follow. Claims that were merged into another are left out; the
    ledger tells of them."""

    name, summary, tag = "claims", "All claims", "Claims"
    rows = staticmethod(queries.claims)
    ordering = ("-published_at", "claim_id")
    filterset_class = filters.VerdictFilter
    serializer_class = serializers.ClaimSerializer


class Claim(DetailView):
    """One claim with its current verdict: the record of all that readers see, every revision and
    every change. A retracted verdict keeps its record and carries the retraction in `notice`; a
    suspended one has its notice, and its record is null. A claim that was merged into another
    answers 301 with the address of the claim that goes on."""

    name, summary, tag = "claim", "One claim", "Claims"
    path_parameters = {"claim_id": "The claim's id."}
    find = staticmethod(queries.claim)
    serializer_class = serializers.ClaimDetailSerializer

    def get(self, request, claim_id):
        shown = self.found(claim_id=claim_id)
        if shown.row.merged_into is None:
            return Response(self.shown(serializers.Whole(shown)))
        url = address("claim", shown.row.merged_into)
        moved = {"id": claim_id, "merged_into": shown.row.merged_into, "url": url}
        return Response(moved, status=301, headers={"Location": url})


class Revision(DetailView):
    """One published revision of the verdict on a claim, as it was published: its content never
    changes, only `state`, `current`, `ended_at` and the lists of what came after it do."""

    name, summary, tag = "revision", "One revision of a verdict", "Verdicts"
    path_parameters = {"claim_id": "The claim's id.", "number": "The number of the revision."}
    find = staticmethod(queries.revision)
    serializer_class = serializers.VerdictDetailSerializer

    def get(self, request, claim_id, number):
        shown = self.found(claim_id=claim_id, number=number)
        return Response(self.shown(serializers.Whole(shown)))


class Verdicts(ListView):
    """Every revision that was ever published, newest first: what stands and what was superseded,
    suspended or retracted."""

    name, summary, tag = "verdicts", "All revisions", "Verdicts"
    rows = staticmethod(queries.verdicts)
    ordering = ("-published_at", "claim_id", "-revision")
    filterset_class = filters.VerdictFilter
    serializer_class = serializers.VerdictSerializer


class Sources(ListView):
    """The sources that published verdicts quote, the most recently captured first."""

    name, summary, tag = "sources", "All sources", "Sources"
    rows = staticmethod(queries.sources)
    ordering = ("-first_captured_at", "public_id")
    filterset_class = filters.SourceFilter
    serializer_class = serializers.SourceSerializer


class Source(DetailView):
    """One source with what is publicly quoted from it, in the order of the text, and the claims on
    which each passage bears."""

    name, summary, tag = "source", "One source", "Sources"
    path_parameters = {"source_id": "The source's id."}
    find = staticmethod(queries.source)
    serializer_class = serializers.SourceDetailSerializer


class Passages(ListView):
    """The passages that published verdicts quote, those from the newest snapshots first."""

    name, summary, tag = "passages", "All passages", "Passages"
    rows = staticmethod(queries.passages)
    ordering = ("-captured_at", "public_id")
    filterset_class = filters.PassageFilter
    serializer_class = serializers.PassageSerializer


class Passage(DetailView):
    """One passage, letter for letter, with the digest of the snapshot it stands in."""

    name, summary, tag = "passage", "One passage", "Passages"
    path_parameters = {"passage_id": "The passage's id."}
    find = staticmethod(queries.passage)
    serializer_class = serializers.PassageDetailSerializer


class Claimants(ListView):
    """Those on whose claims something is published, by name. Private persons are not among them."""

    name, summary, tag = "claimants", "All claimants", "Claimants"
    rows = staticmethod(queries.claimants)
    ordering = ("name", "public_id")
    serializer_class = serializers.ClaimantSerializer


class Claimant(DetailView):
    """One claimant."""

    name, summary, tag = "claimant", "One claimant", "Claimants"
    path_parameters = {"claimant_id": "The claimant's id."}
    find = staticmethod(queries.claimant)
    serializer_class = serializers.ClaimantDetailSerializer


class Topics(ListView):
    """The topics of published claims, by name."""

    name, summary, tag = "topics", "All topics", "Topics"
    rows = staticmethod(queries.topics)
    ordering = ("name", "slug")
    serializer_class = serializers.TopicSerializer


class Topic(DetailView):
    """One topic."""

    name, summary, tag = "topic", "One topic", "Topics"
    path_parameters = {"slug": "The topic's slug."}
    find = staticmethod(queries.topic)
    serializer_class = serializers.TopicDetailSerializer


class Ratings(ListView):
    """The desk's scale, in its order."""

    name, summary, tag = "ratings", "The scale", "Ratings"
    rows = staticmethod(queries.ratings)
    ordering = ("order",)
    serializer_class = serializers.RatingSerializer


class Changes(ListView):
    """Announced changes of what was published, newest first: corrections, updates, clarifications,
    mends of wording, suspensions, reinstatements and retractions."""

    name, summary, tag = "changes", "All changes", "Changes"
    rows = staticmethod(queries.changes)
    ordering = ("-announced_at", "claim_id", "-from_revision", "-to_revision", "kind")
    filterset_class = filters.ChangeFilter
    serializer_class = serializers.ChangeSerializer


class Ledger(ListView):
    """Every public event, newest first, numbered without gaps and chained: each entry holds the
    digest of the one before it, so that nothing can be changed in silence."""

    name, summary, tag = "ledger", "The ledger", "Ledger"
    rows = staticmethod(queries.entries)
    ordering = ("-number",)
    serializer_class = serializers.EntrySerializer
