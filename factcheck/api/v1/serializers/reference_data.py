"""Ratings, topics, claimants, changes and ledger entries: objects without parts."""

from django.urls import reverse
from rest_framework import serializers

from claims.choices import ChangeCause, ChangeKind, ClaimantKind, LedgerEvent, Polarity, Tone
from factcheck.api.v1.fields import (
    ApiUrlField,
    Boolean,
    Choice,
    DateTime,
    DemonstrationField,
    Integer,
    PageUrlField,
    Text,
    build_absolute_url,
    build_api_url,
)
from factcheck.api.v1.serializers.base import ReadOnlySerializer

TONE = "The icon and colour of the rating; the label gives it in words."
NUMBER = "1 to 5, higher is truer; null if the rating has no number."


class RatingLabelSerializer(ReadOnlySerializer):
    """A rating as it is shown next to a conclusion: its code, its label and its icon."""

    def __init__(self, prefix: str = "rating", **kwargs):
        """`prefix` is the start of the row's column names, such as `from_rating` in a change."""
        self.rating_columns = (prefix, f"{prefix}_label", f"{prefix}_tone")
        super().__init__(source="*", read_only=True, **kwargs)

    code = Text("The code of the rating; it never changes.")
    label = Text("The label that readers see.")
    tone = Choice(Tone, TONE)

    def to_representation(self, row) -> dict | None:
        code, label, tone = (getattr(row, column) for column in self.rating_columns)
        return {"code": code, "label": label, "tone": tone} if code else None


class RatingSerializer(ReadOnlySerializer):
    """One rating of the desk's scale."""

    code = Text("The code of the rating; it never changes, and a new scale has new codes.")
    label = Text("The label that readers see.")
    definition = Text("What the rating means.")
    polarity = Choice(Polarity, "Whether the rating says that the claim is true or false.")
    number = Integer(NUMBER, allow_null=True)
    order = Integer("The position of the rating in the scale.")
    tone = Choice(Tone, TONE)
    in_use = Boolean("Whether new verdicts can get this rating.")
    claims_url = ApiUrlField(
        "claims", "code", query="rating", help_text="The list of claims with this rating."
    )
    html_url = serializers.SerializerMethodField(help_text="The page that explains the scale.")

    def get_html_url(self, row) -> str:
        return build_absolute_url(reverse("methodology"))


class TopicSerializer(ReadOnlySerializer):
    """A topic of published claims."""

    slug = Text("The slug in addresses and filters; it can contain letters of any script.")
    url = ApiUrlField("topic", "slug", help_text="The address of the topic in this API.")
    html_url = PageUrlField(help_text="The public page of the topic.")
    name = Text("The name that readers see.")
    description = Text("What the topic includes.", allow_blank=True)
    claim_count = Integer("The number of published claims on the topic.")
    claims_url = ApiUrlField(
        "claims", "slug", query="topic", help_text="The list of claims on the topic."
    )


class TopicDetailSerializer(TopicSerializer):
    demonstration = DemonstrationField()


class ClaimantSerializer(ReadOnlySerializer):
    """A person or organisation with a public role who made a published claim."""

    id = Text("The id of the claimant; it never changes.", source="public_id")
    url = ApiUrlField("claimant", "public_id", help_text="The address in this API.")
    html_url = PageUrlField(help_text="The public page of the claimant.")
    name = Text("The name of the claimant.")
    kind = Choice(ClaimantKind, "Whether the claimant is a person or an organisation.")
    description = Text("A short description, such as the office of a person.", allow_blank=True)
    same_as = Text("A Wikidata entry or home page; empty if unknown.", allow_blank=True)
    claim_count = Integer("The number of published claims of the claimant.")
    claims_url = ApiUrlField(
        "claims", "public_id", query="claimant", help_text="The list of these claims."
    )


class ClaimantDetailSerializer(ClaimantSerializer):
    demonstration = DemonstrationField()


class ChangeSerializer(ReadOnlySerializer):
    """An announced change of a published verdict."""

    claim_id = Text("The id of the claim whose verdict changed.")
    claim_url = ApiUrlField("claim", "claim_id", help_text="The claim in this API.")
    html_url = PageUrlField(help_text="The public page of the claim.")
    statement = Text("The claim in the desk's wording.")
    kind = Choice(ChangeKind, "The kind of change.")
    cause = Choice(ChangeCause, "The cause of the change.")
    note = Text("The note for readers.")
    announced_at = DateTime("When the change was announced.")
    from_revision = Integer("The revision that was changed.")
    to_revision = Integer(
        "The revision that replaced it; the same number if only its state changed."
    )
    from_rating = RatingLabelSerializer(
        "from_rating", help_text="The rating before the change.", allow_null=True
    )
    to_rating = RatingLabelSerializer(
        "to_rating",
        help_text="The rating after the change; null after a retraction or suspension.",
        allow_null=True,
    )


class LedgerEntrySerializer(ReadOnlySerializer):
    """One entry of the public ledger; its body is a leaf of the Merkle tree."""

    number = Integer("The number of the entry; numbers start at 1 and have no gaps.")
    event = Choice(LedgerEvent, "The event that the entry records.")
    claim_id = Text("The id of the claim; empty if the event is about no claim.", allow_blank=True)
    revision = Integer("The number of the revision; null if there is none.", allow_null=True)
    claim_url = serializers.SerializerMethodField(
        help_text="The claim in this API; null if there is none."
    )
    html_url = serializers.SerializerMethodField(
        help_text="The public page of the claim; null if there is none."
    )
    recorded_at = DateTime("When the event happened.")
    details = serializers.DictField(help_text="Codes, identifiers, digests and moments.")
    body = Text("The entry as canonical JSON (RFC 8785), byte for byte as it was hashed.")
    leaf_hash = Text("SHA-256 of a zero byte followed by body in UTF-8, in hexadecimal.")

    def get_claim_url(self, row) -> str | None:
        return build_api_url("claim", row.claim_id) if row.claim_id else None

    def get_html_url(self, row) -> str | None:
        if not row.claim_id:
            return None
        return build_absolute_url(reverse("claim", args=[row.claim_id]))


class LedgerProofSerializer(ReadOnlySerializer):
    """An entry and its inclusion proof."""

    demonstration = DemonstrationField()

    body = Text("The entry as canonical JSON, byte for byte as it was hashed.")
    proof = Text("The inclusion proof and the checkpoint, as a C2SP tlog-proof.", source="text")


class CheckpointSerializer(ReadOnlySerializer):
    """The signed size and root of the ledger."""

    size = Integer("The number of entries.")
    note = Text("The checkpoint: a C2SP tlog-checkpoint, which is a signed note.")
    verifier_keys = serializers.ListField(
        child=serializers.CharField(), help_text="The keys that signed it, as verifier keys."
    )
    signed_at = DateTime("When it was signed.")


class ConsistencySerializer(ReadOnlySerializer):
    """A consistency proof (RFC 6962, section 2.1.2)."""

    demonstration = DemonstrationField()

    first_size = Integer("The number of entries of the smaller ledger.")
    size = Integer("The number of entries of the larger ledger.")
    hashes = serializers.ListField(
        child=serializers.CharField(), help_text="The hashes of the proof, in Base64."
    )
