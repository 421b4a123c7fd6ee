"""Claims and the revisions of their verdicts.

A claim is shown by its current revision, so both have the same fields. A claim is addressed by its
id, a verdict by the id of its claim and the number of its revision.
"""

from django.urls import reverse
from rest_framework import serializers

from claims.choices import PUBLIC_STATES, Basis, RelationKind, State
from claims.publication.queries import PublishedVerdict
from factcheck.api.v1.fields import (
    ApiUrlField,
    Boolean,
    Choice,
    Date,
    DateTime,
    DemonstrationField,
    IdentifierList,
    Integer,
    PageUrlField,
    PartialDateField,
    Text,
    build_absolute_url,
    build_api_url,
    build_claim_fields,
)
from factcheck.api.v1.serializers.base import ReadOnlySerializer, get_serializer
from factcheck.api.v1.serializers.published_record import Record
from factcheck.api.v1.serializers.reference_data import (
    NUMBER,
    ChangeSerializer,
    RatingLabelSerializer,
)

STATES = [(state.value, state.label) for state in State if state in PUBLIC_STATES]
RELATIONS = [(kind.value, kind.label) for kind in RelationKind if kind != RelationKind.UNRELATED]

ClaimFieldsSerializer = type(
    "ClaimFieldsSerializer",
    (ReadOnlySerializer,),
    build_claim_fields(),
)


class VerdictClaimantSerializer(ReadOnlySerializer):
    """The claimant of a claim. A private person has neither id nor address."""

    id = Text(
        "The id of the claimant; null for a private person.", source="claimant_id", allow_null=True
    )
    url = ApiUrlField(
        "claimant", "claimant_id", help_text="The claimant in this API.", allow_null=True
    )
    name = Text("The name, or “a private individual”.", source="claimant_name")

    def to_representation(self, row) -> dict | None:
        return super().to_representation(row) if row.claimant_name else None


class VerdictRatingSerializer(RatingLabelSerializer):
    """The rating of a revision, as it was defined at the time of publication."""

    definition = Text("What the rating means.", source="rating_definition")
    number = Integer(NUMBER, source="rating_number", allow_null=True)

    def to_representation(self, row) -> dict | None:
        content = super().to_representation(row)
        if content is None:
            return None
        return {**content, "definition": row.rating_definition, "number": row.rating_number}


class VerdictTopicSerializer(ReadOnlySerializer):
    """A topic of the claim."""

    slug = Text("The slug of the topic, for filters.")
    name = Text("The name that readers see.")
    url = serializers.URLField(help_text="The topic in this API.")


class VerdictSummarySerializer(ClaimFieldsSerializer):
    """The common fields of claims and verdicts: one published revision without its record."""

    claimant = VerdictClaimantSerializer(
        source="*", allow_null=True, help_text="The claimant; null if there is none."
    )
    claimed_on = PartialDateField(
        "claimed_on",
        "claimed_precision",
        help_text="When the claim was first made: a day, a month or a year; null if unknown.",
    )
    revision = Integer("The number of the revision; the first is 1.")
    state = Choice(STATES, "The state of the revision.")
    rating = VerdictRatingSerializer(
        help_text="The rating; null if the revision is withheld.", allow_null=True
    )
    basis = Choice(
        Basis, "The basis of the conclusion; null if the revision is withheld.", allow_null=True
    )
    conclusion = Text(
        "The conclusion in one sentence; null if the revision is withheld.", allow_null=True
    )
    valid_as_of = Date("The date for which the conclusion is valid.")
    provisional = Boolean("Whether the verdict is provisional.")
    revisit_on = Date("When the desk will revisit the verdict; null if not set.", allow_null=True)
    published_at = DateTime("When this revision was published.")
    first_published_at = DateTime("When the first revision of the claim was published.")
    ended_at = DateTime(
        "When the revision was replaced or retracted; null if it is current.", allow_null=True
    )
    legally_changed_at = DateTime(
        "When words were last removed for legal reasons; null if none were.", allow_null=True
    )
    approved_by = Text("The public byline of the reviewer.")
    published_by = Text("The public byline of the publishing editor.")
    topics = serializers.SerializerMethodField(help_text="The topics of the claim.")
    sources = IdentifierList("The ids of the sources cited as evidence.")
    publishers = IdentifierList("The ids of the publishers of these sources.")
    record_sha256 = Text(
        "Checksum (SHA-256) of record_salt followed by the record in canonical JSON, in hex."
    )
    merged_into = Text(
        "The id of the claim that this claim was merged into, or null.", allow_null=True
    )

    def get_topics(self, row) -> VerdictTopicSerializer(many=True):
        return [
            {"slug": slug, "name": name, "url": build_api_url("topic", slug)}
            for slug, name in zip(row.topics, row.topic_names, strict=True)
        ]


class ClaimAddressSerializer(ReadOnlySerializer):
    id = Text("The id of the claim; it never changes.", source="claim_id")
    url = ApiUrlField("claim", "claim_id", help_text="The address in this API.")
    html_url = PageUrlField(help_text="The public page of the claim.")


class ClaimSerializer(ClaimAddressSerializer, VerdictSummarySerializer):
    """A claim, with its current verdict."""


class VerdictAddressSerializer(ReadOnlySerializer):
    claim_id = Text("The id of the claim.")
    claim_url = ApiUrlField("claim", "claim_id", help_text="The claim in this API.")
    url = ApiUrlField("revision", "claim_id", "revision", help_text="The address in this API.")
    html_url = serializers.SerializerMethodField(help_text="The public page of the revision.")
    current = Boolean("Whether this is the latest published revision of the claim.")

    def get_html_url(self, row) -> str:
        return build_absolute_url(reverse("revision", args=[row.claim_id, row.revision]))


class VerdictSerializer(VerdictAddressSerializer, VerdictSummarySerializer):
    """One published revision of the verdict on a claim."""


class VerdictDetailFieldsSerializer(ReadOnlySerializer):
    """The fields that are added if one revision is requested; reads a `PublishedVerdict`."""

    summary_serializer: type[ReadOnlySerializer]

    demonstration = DemonstrationField()
    notice = ChangeSerializer(
        allow_null=True,
        help_text="The retraction or suspension of the revision; null if there is none.",
    )
    written_by = IdentifierList(
        "The public bylines of all contributors, as they are today; empty if it is withheld."
    )
    record = Record(
        allow_null=True,
        help_text="Everything readers saw when it was published; null if it is withheld.",
    )
    record_salt = Text(
        "What precedes the record in its checksum; null if it is not shown as it was hashed.",
        allow_null=True,
    )
    statutory_replies = IdentifierList(
        "Replies that are published because a law gives the person concerned a right to them."
    )
    revisions = VerdictSerializer(many=True, help_text="All published revisions, newest first.")
    changes = ChangeSerializer(many=True, help_text="All announced changes, newest first.")

    def to_representation(self, published: PublishedVerdict) -> dict:
        content = get_serializer(self.summary_serializer).to_representation(published.row)
        for name, field in self.fields.items():
            if name not in content:
                value = published if field.source == "*" else getattr(published, name)
                content[name] = None if value is None else field.to_representation(value)
        return content


class RelatedClaimSerializer(ReadOnlySerializer):
    """The relation of a claim to another published claim, as an editor decided."""

    kind = Choice(
        RELATIONS, "The kind of relation, read from this claim to the other if forward is true."
    )
    forward = Boolean("Whether the relation is read from this claim to the other.")
    label = Text("The relation in words, such as “is part of”.")
    claim_id = Text("The id of the other claim.", source="to_claim_id")
    claim_url = ApiUrlField("claim", "to_claim_id", help_text="The other claim in this API.")
    html_url = PageUrlField(help_text="The public page of the other claim.")
    statement = Text("The other claim in the desk's wording.")
    language = Text("The language of the other claim as a BCP 47 tag.")
    rating = RatingLabelSerializer(help_text="The rating of the other claim.", allow_null=True)
    decided_at = DateTime("When the editor decided.")


class ClaimDetailSerializer(VerdictDetailFieldsSerializer, ClaimSerializer):
    """A claim with its whole current verdict, its revisions, its changes and related claims."""

    summary_serializer = ClaimSerializer

    related_claims = RelatedClaimSerializer(
        many=True, help_text="Related published claims, the parts of this claim first."
    )


class VerdictDetailSerializer(VerdictDetailFieldsSerializer, VerdictSerializer):
    """One whole revision."""

    summary_serializer = VerdictSerializer
