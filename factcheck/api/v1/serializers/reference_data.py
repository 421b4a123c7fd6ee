"""Ratings, topics, claimants, changes and the ledger's entries: objects without parts."""

from django.urls import reverse
from rest_framework import serializers

from claims.choices import Cause, ChangeKind, ClaimantKind, Event, Polarity, Tone
from factcheck.api.v1.fields import (
    Address,
    Demonstration,
    Page,
    absolute,
    choice,
    flag,
    integer,
    moment,
    text,
)
from factcheck.api.v1.serializers.base import Light

TONE = "Which of the fixed marks stands for it; the label says it in words."


class MarkSerializer(Light):
    """A rating as it is shown beside a finding: its code, its label and its mark."""

    def __init__(self, prefix: str = "rating", **kwargs):
        """`prefix` is what the row's columns begin with, such as `from` of a change."""
        self.prefix = prefix
        super().__init__(source="*", read_only=True, **kwargs)

    code = text("Stable for ever.")
    label = text("What readers see.")
    tone = choice(Tone, TONE)

    def columns(self) -> tuple[str, str, str]:
        code = "rating" if self.prefix == "rating" else f"{self.prefix}_rating"
        return code, f"{self.prefix}_label", f"{self.prefix}_tone"

    def to_representation(self, row) -> dict | None:
        code, label, tone = (getattr(row, column) for column in self.columns())
        return {"code": code, "label": label, "tone": tone} if code else None


class RatingSerializer(Light):
    """One row of the desk's scale."""

    code = text("Stable for ever; a new scale has new codes.")
    label = text("What readers see.")
    definition = text("What the rating means.")
    polarity = choice(Polarity, "Which way it points.")
    number = integer("1 to 5, higher is truer; null where no number is honest.", allow_null=True)
    order = integer("Its place in the scale.")
    tone = choice(Tone, TONE)
    in_use = flag("False for a rating that old findings keep and new ones no longer get.")
    claims_url = Address(
        "claims", "code", query="rating", help_text="The claims that are rated so now."
    )
    html_url = serializers.SerializerMethodField(help_text="The page that explains the scale.")

    def get_html_url(self, row) -> str:
        return absolute(reverse("how-we-work"))


class TopicSerializer(Light):
    """A topic of published claims."""

    slug = text("Names it in addresses; may hold letters of any script.")
    url = Address("topic", "slug", help_text="This topic in the API.")
    html_url = Page(help_text="Its page for readers.")
    name = text("What readers see.")
    description = text("What belongs under it.", allow_blank=True)
    claim_count = integer("How many published claims have it.", source="claims")
    claims_url = Address("claims", "slug", query="topic", help_text="The claims that have it.")


class TopicDetailSerializer(TopicSerializer):
    demonstration = Demonstration()


class ClaimantSerializer(Light):
    """Somebody with a public role, on whose claims something is published."""

    id = text("Ten characters; never changes.", source="public_id")
    url = Address("claimant", "public_id", help_text="This claimant in the API.")
    html_url = Page(help_text="Their page for readers.")
    name = text("As the desk writes it.")
    kind = choice(ClaimantKind, "What kind of claimant it is.")
    description = text("Who it is, in a few words.", allow_blank=True)
    same_as = text("Wikidata or home page; empty where none is known.", allow_blank=True)
    claim_count = integer("How many published claims they made.", source="claims")
    claims_url = Address("claims", "public_id", query="claimant", help_text="Those claims.")


class ClaimantDetailSerializer(ClaimantSerializer):
    demonstration = Demonstration()


class ChangeSerializer(Light):
    """An announced change of something published."""

    claim_id = text("The claim whose verdict changed.")
    claim_url = Address("claim", "claim_id", help_text="That claim in the API.")
    html_url = Page(help_text="The claim's page for readers.")
    statement = text("The claim, in the desk's wording.")
    kind = choice(ChangeKind, "What kind of change it is.")
    cause = choice(Cause, "What caused it.")
    note = text("What readers are told.")
    announced_at = moment("When it was announced.")
    from_revision = integer("The revision that changed.")
    to_revision = integer("The revision that stands after it; the same where only its state moved.")
    from_rating = MarkSerializer("from", help_text="The rating before.", allow_null=True)
    to_rating = MarkSerializer(
        "to", help_text="The rating after; null where none stands any more.", allow_null=True
    )


class EntrySerializer(Light):
    """One entry of the public ledger, with what is needed to check the chain."""

    number = integer("Counts from 1 without a gap.")
    event = choice(Event, "What happened.")
    claim_id = text("To which claim.")
    revision = integer("To which revision of its verdict.")
    claim_url = Address("claim", "claim_id", help_text="The claim in the API.")
    html_url = serializers.SerializerMethodField(help_text="The claim's page for readers.")
    recorded_at = moment("When it happened.")
    body = text("The entry as canonical JSON (RFC 8785), byte for byte as it was hashed.")
    previous = text("The sha256 of the entry before; empty in the first.", allow_blank=True)
    sha256 = text("SHA-256 of body in UTF-8, hexadecimal.")

    def get_html_url(self, row) -> str:
        return absolute(reverse("claim", args=[row.claim_id]))
