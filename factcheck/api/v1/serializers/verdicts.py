"""Claims and the revisions of their verdicts.

A claim is shown by its current revision, so both have the same middle; a claim is addressed by its
id alone, a verdict by its claim and the number of its revision.
"""

from django.urls import reverse
from rest_framework import serializers

from claims.choices import PUBLIC, Basis, Origin, RelationKind, State
from factcheck.api.v1.fields import (
    Address,
    Demonstration,
    KnownDate,
    Page,
    absolute,
    address,
    choice,
    day,
    flag,
    identifiers,
    integer,
    moment,
    text,
)
from factcheck.api.v1.serializers.base import Light
from factcheck.api.v1.serializers.published_record import Record
from factcheck.api.v1.serializers.reference_data import ChangeSerializer, MarkSerializer

STATES = [(state.value, state.label) for state in State if state in PUBLIC]


class ClaimantOfSerializer(Light):
    """Who made the claim. A private person has neither id nor address."""

    id = text("Null for a private person.", source="claimant_id", allow_null=True)
    url = Address("claimant", "claimant_id", help_text="In the API.", allow_null=True)
    name = text("The name, or the words that stand for a private person.", source="claimant_name")

    def to_representation(self, row) -> dict | None:
        return super().to_representation(row) if row.claimant_name else None


class RatedSerializer(MarkSerializer):
    """The rating of a revision, as it was defined when it was published."""

    definition = text("What the rating means.", source="rating_definition")
    number = integer("1 to 5, higher is truer; null where no number is honest.", allow_null=True)

    def to_representation(self, row) -> dict | None:
        mark = super().to_representation(row)
        if mark is None:
            return None
        return {**mark, "definition": row.rating_definition, "number": row.rating_number}


class TopicOfSerializer(Light):
    """A topic of the claim."""

    slug = text("Names it in filters.")
    name = text("What readers see.")
    url = serializers.URLField(help_text="In the API.")


class FindingSerializer(Light):
    """What a claim and a verdict have in common: one published revision, without its record."""

    statement = text("The claim, in the desk's wording.")
    language = text("Of the claim, a BCP 47 tag.")
    origin = choice(Origin, "Where the claim comes from.")
    claimant = ClaimantOfSerializer(
        source="*", allow_null=True, help_text="Who made the claim; null where there is nobody."
    )
    claimed_on = KnownDate(
        "claimed_on",
        "claimed_precision",
        help_text="When it was first made, as exactly as that is known.",
    )
    revision = integer("Counts from 1.")
    state = choice(STATES, "Where the revision stands.")
    rating = RatedSerializer(help_text="The rating.", allow_null=True)
    basis = choice(
        Basis, "What the finding rests on; null where the revision is withheld.", allow_null=True
    )
    finding = text("In one sentence; null where the revision is withheld.", allow_null=True)
    holds_as_of = day("The day for which the finding holds.")
    provisional = flag("Whether the desk will look again.")
    review_by = day("When, if it said so.", allow_null=True)
    published_at = moment("When this revision was published.")
    first_published_at = moment("When the claim's first revision was published.")
    ended_at = moment("When it ceased to stand; null while it stands.", allow_null=True)
    approved_by = text("Public byline.")
    published_by = text("Public byline.")
    topics = serializers.SerializerMethodField(help_text="The claim's topics.")
    sources = identifiers("Ids of the sources cited as evidence.")
    publishers = identifiers("Ids of their publishers.")
    record_sha256 = text("SHA-256 of the record in canonical JSON, hexadecimal.")
    merged_into = text("The claim that goes on in place of this one.", allow_null=True)

    def get_topics(self, row) -> TopicOfSerializer(many=True):
        named = zip(row.topics, row.topic_names, strict=True)
        return [{"slug": slug, "name": name, "url": address("topic", slug)} for slug, name in named]


class ClaimAddressSerializer(Light):
    id = text("Ten characters; never changes.", source="claim_id")
    url = Address("claim", "claim_id", help_text="This claim in the API.")
    html_url = Page(help_text="Its page for readers.")


class ClaimSerializer(ClaimAddressSerializer, FindingSerializer):
    """A claim, with its current verdict."""


class VerdictAddressSerializer(Light):
    claim_id = text("The claim it is on.")
    claim_url = Address("claim", "claim_id", help_text="That claim in the API.")
    url = Address("revision", "claim_id", "revision", help_text="This revision in the API.")
    html_url = serializers.SerializerMethodField(help_text="Its page for readers.")
    current = flag("Whether it is the newest published revision of its claim.")

    def get_html_url(self, row) -> str:
        return absolute(reverse("revision", args=[row.claim_id, row.revision]))


class VerdictSerializer(VerdictAddressSerializer, FindingSerializer):
    """One published revision of the verdict on a claim."""


class Whole:
    """A shown verdict and, behind it, its row: what a detail serializer reads from."""

    def __init__(self, shown):
        self.record, self.notice = shown.record, shown.retraction
        self.revisions, self.changes = shown.revisions, shown.changes
        self._shown, self._row = shown, shown.row

    @property
    def related(self):
        """Asked for only where the claim is shown, not one of its revisions."""
        return self._shown.family

    def __getattr__(self, name):
        return getattr(self._row, name)


class WholeSerializer(Light):
    """What is added where one revision is shown whole."""

    demonstration = Demonstration()
    notice = ChangeSerializer(
        allow_null=True,
        help_text="The retraction or suspension, where the revision is retracted or withheld.",
    )
    record = Record(
        allow_null=True,
        help_text="All that readers saw when it was published; null where it is withheld.",
    )
    revisions = VerdictSerializer(many=True, help_text="Every published revision, newest first.")
    changes = ChangeSerializer(many=True, help_text="Every announced change, newest first.")


class RelatedSerializer(Light):
    """Another published claim that a person said this one is related to."""

    kind = choice(
        [(kind, kind.label) for kind in RelationKind if kind != RelationKind.UNRELATED],
        "How, read from this claim to the other where it is `forward`.",
    )
    forward = flag("Whether the kind reads from this claim to the other, or back.")
    reads = text("The same in words, as in “is part of” and “has as a part”.")
    claim_id = text("The other claim.", source="other_id")
    claim_url = Address("claim", "other_id", help_text="That claim in the API.")
    html_url = Page(help_text="Its page for readers.")
    statement = text("The other claim, in the desk's wording.")
    language = text("Of the other claim, a BCP 47 tag.")
    rating = MarkSerializer(help_text="The other claim's own rating.", allow_null=True)
    related_at = moment("When a person said so.")


class ClaimDetailSerializer(ClaimSerializer, WholeSerializer):
    """A claim with its whole verdict, its revisions, its changes and its family."""

    related = RelatedSerializer(
        many=True, help_text="Other published claims: its parts first. No finding follows another."
    )


class VerdictDetailSerializer(VerdictSerializer, WholeSerializer):
    """One revision, whole."""
