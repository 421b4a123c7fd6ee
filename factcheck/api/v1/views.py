"""The views of version 1.

Each view names its query in `claims.publication.queries`, its filters, its order and its
serializer. The schema and the reference page are generated from these names and docstrings.
"""

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from claims.publication import filters, proofs, queries
from factcheck.api.filters import ApiFilterBackend, validate_parameters
from factcheck.api.pagination import KeysetPagination
from factcheck.api.problems import Hidden
from factcheck.api.throttling import AddressThrottle
from factcheck.api.v1 import serializers
from factcheck.api.v1.docs.schema import ViewSchema
from factcheck.api.v1.fields import build_api_url

HIDEABLE = ("claim_id", "source_id")


@method_decorator(conditional_page, name="dispatch")
class ReadOnlyView(GenericAPIView):
    """Supports GET and HEAD with an ETag, and OPTIONS. Unknown parameters are refused."""

    http_method_names = ("get", "head", "options")
    throttle_classes = (AddressThrottle,)
    schema = ViewSchema()
    paginated = False
    filterset_class = None
    name = summary = tag = ""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            validate_parameters(request, self)

    def serialize(self, row) -> dict:
        return serializers.get_serializer(self.serializer_class).to_representation(row)

    def options(self, request, *args, **kwargs):
        return Response(status=204)


class ListView(ReadOnlyView):
    """A list in pages. `query` returns the rows, and `ordering` makes each row unique."""

    paginated = True
    pagination_class = KeysetPagination
    filter_backends = (ApiFilterBackend,)
    query = None
    ordering = ()

    def get_queryset(self):
        return self.query()

    def get(self, request):
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([self.serialize(row) for row in page])


class DetailView(ReadOnlyView):
    """One object. `query` returns it, or `None` if it is not public."""

    query = None
    path_parameters = {}

    def get_object(self, **parameters):
        published = self.query(**parameters)
        if published is None:
            raise self.explain_missing(**parameters)
        return published

    def explain_missing(self, **parameters) -> Exception:
        """The error for what is not public: hidden for legal reasons, or not found."""
        identifiers = {name: parameters[name] for name in HIDEABLE if name in parameters}
        is_hidden = identifiers and queries.get_hidden_since(**identifiers) is not None
        return Hidden() if is_hidden else Http404()

    def get(self, request, **parameters):
        return Response(self.serialize(self.get_object(**parameters)))


class Claims(ListView):
    """All claims with a published verdict, the most recently published first. Each is shown by its
    current revision. Suspended and retracted verdicts remain in the list with their `state`, so
    that copies can be updated. Claims that were merged into another claim are not included; the
    ledger records them."""

    name, summary, tag = "claims", "List claims", "Claims"
    query = staticmethod(queries.list_claims)
    ordering = ("-published_at", "claim_id")
    filterset_class = filters.VerdictFilter
    serializer_class = serializers.ClaimSerializer


class Claim(DetailView):
    """One claim with its current verdict: the whole record, all revisions and all changes. A
    retracted verdict keeps its record, and `notice` contains the retraction. A suspended verdict
    has a notice, and its record is null. A claim that was merged into another claim returns status
    301 with the address of that claim."""

    name, summary, tag = "claim", "Get a claim", "Claims"
    path_parameters = {"claim_id": "The id of the claim."}
    query = staticmethod(queries.get_claim)
    serializer_class = serializers.ClaimDetailSerializer

    def get(self, request, claim_id):
        published = self.get_object(claim_id=claim_id)
        merged_into = published.row.merged_into
        if merged_into is None:
            return Response(self.serialize(published))
        url = build_api_url("claim", merged_into)
        content = {"id": claim_id, "merged_into": merged_into, "url": url}
        return Response(content, status=301, headers={"Location": url})


class Revision(DetailView):
    """One published revision of the verdict on a claim. Its content never changes; only `state`,
    `current`, `ended_at` and the lists of later revisions and changes do."""

    name, summary, tag = "revision", "Get a revision of a verdict", "Verdicts"
    path_parameters = {"claim_id": "The id of the claim.", "number": "The number of the revision."}
    query = staticmethod(queries.get_revision)
    serializer_class = serializers.VerdictDetailSerializer


class Verdicts(ListView):
    """All published revisions, newest first: current, superseded, suspended and retracted ones."""

    name, summary, tag = "verdicts", "List revisions", "Verdicts"
    query = staticmethod(queries.list_verdicts)
    ordering = ("-published_at", "claim_id", "-revision")
    filterset_class = filters.VerdictFilter
    serializer_class = serializers.VerdictSerializer


class Sources(ListView):
    """The sources that published verdicts quote, the most recently captured first."""

    name, summary, tag = "sources", "List sources", "Sources"
    query = staticmethod(queries.list_sources)
    ordering = ("-first_captured_at", "public_id")
    filterset_class = filters.SourceFilter
    serializer_class = serializers.SourceSerializer


class Source(DetailView):
    """One source with its public passages, in the order of the text, and the verdicts that quote
    each of them."""

    name, summary, tag = "source", "Get a source", "Sources"
    path_parameters = {"source_id": "The id of the source."}
    query = staticmethod(queries.get_source)
    serializer_class = serializers.SourceDetailSerializer


class Passages(ListView):
    """The passages that published verdicts quote, those of the newest snapshots first."""

    name, summary, tag = "passages", "List passages", "Passages"
    query = staticmethod(queries.list_passages)
    ordering = ("-captured_at", "public_id")
    filterset_class = filters.PassageFilter
    serializer_class = serializers.PassageSerializer


class Passage(DetailView):
    """One passage with its exact words and the hash of its snapshot."""

    name, summary, tag = "passage", "Get a passage", "Passages"
    path_parameters = {"passage_id": "The id of the passage."}
    query = staticmethod(queries.get_passage)
    serializer_class = serializers.PassageDetailSerializer


class Claimants(ListView):
    """The claimants with a published claim, by name. Private persons are not included."""

    name, summary, tag = "claimants", "List claimants", "Claimants"
    query = staticmethod(queries.list_claimants)
    ordering = ("name", "public_id")
    serializer_class = serializers.ClaimantSerializer


class Claimant(DetailView):
    """One claimant."""

    name, summary, tag = "claimant", "Get a claimant", "Claimants"
    path_parameters = {"claimant_id": "The id of the claimant."}
    query = staticmethod(queries.get_claimant)
    serializer_class = serializers.ClaimantDetailSerializer


class Topics(ListView):
    """The topics of published claims, by name."""

    name, summary, tag = "topics", "List topics", "Topics"
    query = staticmethod(queries.list_topics)
    ordering = ("name", "slug")
    serializer_class = serializers.TopicSerializer


class Topic(DetailView):
    """One topic."""

    name, summary, tag = "topic", "Get a topic", "Topics"
    path_parameters = {"slug": "The slug of the topic."}
    query = staticmethod(queries.get_topic)
    serializer_class = serializers.TopicDetailSerializer


class Ratings(ListView):
    """The rating scale of the desk, in its order."""

    name, summary, tag = "ratings", "List ratings", "Ratings"
    query = staticmethod(queries.list_ratings)
    ordering = ("order",)
    serializer_class = serializers.RatingSerializer


class Changes(ListView):
    """Announced changes of published verdicts, newest first: corrections, updates, clarifications,
    minor edits, suspensions, reinstatements and retractions."""

    name, summary, tag = "changes", "List changes", "Changes"
    query = staticmethod(queries.list_changes)
    ordering = ("-announced_at", "claim_id", "-from_revision", "-to_revision", "kind")
    filterset_class = filters.ChangeFilter
    serializer_class = serializers.ChangeSerializer


class Ledger(ListView):
    """All public events, newest first, numbered without gaps. The entries are the leaves of a
    Merkle tree (RFC 6962), so that later changes can be detected."""

    name, summary, tag = "ledger", "List ledger entries", "Ledger"
    query = staticmethod(queries.list_ledger_entries)
    ordering = ("-number",)
    filterset_class = filters.LedgerFilter
    serializer_class = serializers.LedgerEntrySerializer


class LedgerProof(DetailView):
    """One entry of the ledger, with the proof that the newest checkpoint includes it."""

    name, summary, tag = "ledger_proof", "Get an entry with its proof", "Ledger"
    path_parameters = {"number": "The number of the entry."}
    query = staticmethod(proofs.get_entry_proof)
    serializer_class = serializers.LedgerProofSerializer


class Checkpoints(ListView):
    """All checkpoints, newest first: the size and root of the ledger, signed."""

    name, summary, tag = "checkpoints", "List checkpoints", "Ledger"
    query = staticmethod(queries.list_checkpoints)
    ordering = ("-size",)
    serializer_class = serializers.CheckpointSerializer


class Consistency(DetailView):
    """The proof that a ledger of one size begins with the ledger of a smaller size: that no entry
    of the smaller one was changed or removed."""

    name, summary, tag = "consistency", "Get a consistency proof", "Ledger"
    path_parameters = {"size": "The larger size.", "first_size": "The smaller size."}
    query = staticmethod(proofs.get_consistency_proof)
    serializer_class = serializers.ConsistencySerializer
