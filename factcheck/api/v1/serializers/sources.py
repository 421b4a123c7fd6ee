"""Sources, their snapshots without the text, and the passages that are quoted from them."""

from datetime import datetime

from rest_framework import serializers

from claims.choices import Stance, State
from factcheck.api.v1.fields import (
    Address,
    Beside,
    Demonstration,
    KnownDate,
    Page,
    choice,
    flag,
    integer,
    moment,
    text,
)
from factcheck.api.v1.serializers.base import Light, one
from factcheck.api.v1.serializers.reference_data import MarkSerializer
from sources.choices import Extent, Outcome, Precision, SourceKind, Voice

# How a passage bears on a claim, or that the claimant makes the claim in it.
BEARINGS = [*Stance.choices, ("appearance", "the claim itself")]


class PublisherSerializer(Light):
    """The house that published a source."""

    id = text("Names it in filters.", source="publisher_id")
    name = text("As the desk writes it.", source="publisher")

    def to_representation(self, row) -> dict | None:
        return super().to_representation(row) if row.publisher_id else None


class SourceSerializer(Light):
    """A publication that a published verdict quotes. What is not known of it stays empty."""

    id = text("Ten characters; never changes.", source="public_id")
    url = Address("source", "public_id", help_text="This source in the API.")
    html_url = Page(help_text="Its page for readers.")
    kind = choice(SourceKind, "The kind of publication.")
    label = text("The title, or what is known in its place.")
    title = text("Empty where it is not known.", allow_blank=True)
    author = text("Empty where it is not known.", allow_blank=True)
    publisher = PublisherSerializer(
        source="*", allow_null=True, help_text="Who published it; null where that is not known."
    )
    address = text("Where it was published; empty where it is not known.", source="url")
    published_on = KnownDate(
        "published_on",
        "published_precision",
        help_text="A day, a month or a year, as exactly as it is known; null where it is not.",
    )
    published_precision = choice(Precision, "How exactly the date is known.")
    language = text("A BCP 47 tag; empty where it is not known.", allow_blank=True)
    about_origin = text("What is known of its origin and what is not.", allow_blank=True)
    first_captured_at = moment("When the desk first captured it.")
    passage_count = integer("How many passages of it are quoted publicly.", source="passages")
    claim_count = integer("How many claims' public verdicts cite it.", source="claims")
    claims_url = Address("claims", "public_id", query="source", help_text="Those claims.")


class SnapshotSerializer(Light):
    """What a source said at a moment; its text is not given out."""

    id = text("Ten characters; never changes.", source="public_id")
    extent = choice(Extent, "Whether the whole publication was captured.")
    captured_at = moment("When.")
    sha256 = text("SHA-256 of the text in UTF-8, hexadecimal.")
    length = integer("Of the text, in Unicode code points.")


class QuotedSnapshotSerializer(Light):
    """The snapshot that a passage stands in."""

    id = text("Ten characters; never changes.", source="snapshot_id")
    extent = choice(Extent, "Whether the whole publication was captured.")
    captured_at = moment("When.")
    sha256 = text("SHA-256 of its text in UTF-8, hexadecimal.", source="snapshot_sha256")


class ReasonSerializer(Light):
    """A word that can change what a quotation says."""

    kind = text("What kind of word, such as number or negation.")
    old = text("As it was quoted; empty where it was added.", allow_blank=True)
    new = text("As it was found; empty where it was taken out.", allow_blank=True)


class LastCheckSerializer(Light):
    """What the newest look at the source found of a passage. Never a look that was not made."""

    checked_at = moment("When the source was asked.")
    outcome = choice(Outcome, "What became of the words.")
    gone = flag("Whether the source answered that it is there no more.")
    found = text("The words found in their place; empty where none were.", allow_blank=True)
    material = serializers.BooleanField(
        allow_null=True,
        help_text="Whether a changed word can change what the quotation says; null where the words "
        "are not altered.",
    )
    reasons = ReasonSerializer(many=True, help_text="The words that make it so.")
    stood_at = moment(
        "The last look that found the words as quoted; null where none did.", allow_null=True
    )

    def to_representation(self, told: dict) -> dict:
        """From the JSON of the database, in which moments are texts."""
        moments = {name: told[name] and datetime.fromisoformat(told[name]) for name in MOMENTS}
        return told | moments


MOMENTS = ("checked_at", "stood_at")


class PassageSerializer(Light):
    """Words quoted from one place of one snapshot: `text[start:end]` is `exact`."""

    id = text("Ten characters; never changes.", source="public_id")
    url = Address("passage", "public_id", help_text="This passage in the API.")
    html_url = Page(help_text="Where it stands on the source's page for readers.")
    annotation_url = Beside("annotation", help_text="The passage as a W3C Web Annotation.")
    source_id = text("The source it is quoted from.")
    source_label = text("The title of the source, or what is known in its place.")
    source_url = Address("source", "source_id", help_text="The source in the API.")
    address = text("Where the source was published; empty where not known.", source="url")
    snapshot = QuotedSnapshotSerializer(source="*", help_text="The snapshot it stands in.")
    start = integer("Its first character, counted in Unicode code points from 0.")
    end = integer("The character after its last.")
    exact = text("The words, letter for letter.")
    before = text("The text before it.", allow_blank=True)
    after = text("The text after it.", allow_blank=True)
    cut_before = flag("Whether the article begins earlier than the text before.")
    cut_after = flag("Whether the article goes on behind the text after.")
    prefix = text("At most 32 characters before, as in a W3C TextQuoteSelector.", allow_blank=True)
    suffix = text("At most 32 characters after.", allow_blank=True)
    voice = choice(Voice, "In whose voice the passage speaks.")
    speaker = text("Whom the author reports; empty otherwise.", allow_blank=True)
    language = text("A BCP 47 tag; empty where it is not known.", allow_blank=True)
    last_check = LastCheckSerializer(
        allow_null=True,
        help_text="What became of the words in their source; null where nobody has looked yet.",
    )
    last_reached = LastCheckSerializer(
        allow_null=True,
        help_text="The same of the newest look that reached the source: it is `last_check` unless "
        "that one did not; null where none did.",
    )


class PassageDetailSerializer(PassageSerializer):
    demonstration = Demonstration()


class BearingSerializer(Light):
    """A current verdict that quotes a passage."""

    claim_id = text("The claim.")
    claim_url = Address("claim", "claim_id", help_text="The claim in the API.")
    html_url = Page(help_text="Its page for readers.")
    statement = text("The claim, in the desk's wording.")
    revision = integer("The revision that cites the passage.")
    state = choice(State, "Where that revision stands.")
    stance = choice(
        BEARINGS, "Which way the passage bears on the claim; appearance is the claim itself."
    )
    rating = MarkSerializer(help_text="How the claim is rated.", allow_null=True)


class BearingPassageSerializer(PassageSerializer):
    """A passage of a source, with the claims it bears on."""

    bears_on = BearingSerializer(many=True, help_text="The current verdicts that quote it.")

    def to_representation(self, shown) -> dict:
        bears_on = self.fields["bears_on"].to_representation(shown.bears_on)
        return {**one(PassageSerializer).to_representation(shown.passage), "bears_on": bears_on}


class SourceDetailSerializer(SourceSerializer):
    """A source with its public passages, in the order of the text."""

    demonstration = Demonstration()
    snapshots = SnapshotSerializer(many=True, help_text="Those that are quoted from.")
    passages = BearingPassageSerializer(many=True, help_text="In the order of the text.")

    def to_representation(self, shown) -> dict:
        parts = ("snapshots", "passages")
        return {
            **one(SourceSerializer).to_representation(shown.source),
            "demonstration": self.fields["demonstration"].to_representation(None),
            **{p: self.fields[p].to_representation(getattr(shown, p)) for p in parts},
        }
