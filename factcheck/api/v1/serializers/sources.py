"""Sources, their snapshots without the text, and the passages that are quoted from them."""

from datetime import datetime

from rest_framework import serializers

from claims.choices import Stance, State
from factcheck.api.v1.fields import (
    ApiUrlField,
    Boolean,
    Choice,
    DateTime,
    DemonstrationField,
    Integer,
    PageUrlField,
    PartialDateField,
    SiteUrlField,
    Text,
)
from factcheck.api.v1.serializers.base import ReadOnlySerializer, get_serializer
from factcheck.api.v1.serializers.reference_data import RatingLabelSerializer
from sources.choices import (
    PUBLIC_OUTCOMES,
    DatePrecision,
    NoticeKind,
    SnapshotExtent,
    SourceKind,
    Voice,
)

# The stances, and `appearance` for a passage in which the claimant makes the claim.
STANCES = [*Stance.choices, ("appearance", "the claim itself")]
LANGUAGE = "The language as a BCP 47 tag; empty if unknown."
ARCHIVED_URL = "A copy in a web archive that readers get in place of the original; mostly empty."
EXTENT = "Whether the whole publication was captured or excerpts of it."


class PublisherSerializer(ReadOnlySerializer):
    """The publisher of a source."""

    id = Text("The id of the publisher, for filters.", source="publisher_id")
    name = Text("The name of the publisher.", source="publisher")

    def to_representation(self, row) -> dict | None:
        return super().to_representation(row) if row.publisher_id else None


class SourceSerializer(ReadOnlySerializer):
    """A publication that a published verdict quotes. Unknown fields are empty or null."""

    id = Text("The id of the source; it never changes.", source="public_id")
    url = ApiUrlField("source", "public_id", help_text="The address in this API.")
    html_url = PageUrlField(help_text="The public page of the source.")
    kind = Choice(SourceKind, "The kind of publication.")
    label = Text("The title or, if there is none, a description such as “Untitled article”.")
    title = Text("The title; empty if unknown.", allow_blank=True)
    author = Text("The author; empty if unknown.", allow_blank=True)
    publisher = PublisherSerializer(
        source="*", allow_null=True, help_text="The publisher; null if unknown."
    )
    original_url = Text(
        "The address of the original publication; empty if unknown or if readers get a copy.",
        source="url",
        allow_blank=True,
    )
    archived_url = Text(ARCHIVED_URL, allow_blank=True)
    published_on = PartialDateField(
        "published_on",
        "published_precision",
        help_text="The publication date: a day, a month or a year; null if unknown.",
    )
    published_precision = Choice(DatePrecision, "The precision of the publication date.")
    language = Text(LANGUAGE, allow_blank=True)
    provenance_note = Text("The desk's note about the origin of the source.", allow_blank=True)
    first_captured_at = DateTime("When the desk captured the source for the first time.")
    passage_count = Integer("The number of public passages from the source.")
    claim_count = Integer("The number of claims whose current verdicts quote the source.")
    claims_url = ApiUrlField(
        "claims", "public_id", query="source", help_text="The list of these claims."
    )


class SnapshotSerializer(ReadOnlySerializer):
    """A stored copy of a source; its text is not published."""

    id = Text("The id of the snapshot; it never changes.", source="public_id")
    extent = Choice(SnapshotExtent, EXTENT)
    captured_at = DateTime("When the snapshot was captured.")
    sha256 = Text("SHA-256 of the text in UTF-8, in hexadecimal.")
    length = Integer("The length of the text in Unicode code points.")


class PassageSnapshotSerializer(ReadOnlySerializer):
    """The snapshot that a passage is quoted from."""

    id = Text("The id of the snapshot; it never changes.", source="snapshot_id")
    extent = Choice(SnapshotExtent, EXTENT)
    captured_at = DateTime("When the snapshot was captured.")
    sha256 = Text("SHA-256 of its text in UTF-8, in hexadecimal.", source="snapshot_sha256")


class ReasonSerializer(ReadOnlySerializer):
    """A changed word that can alter the meaning of a quote."""

    kind = Text("The kind of word, such as number or negation.")
    old = Text("The quoted word; empty if the word was added.", allow_blank=True)
    new = Text("The word in the source now; empty if it was removed.", allow_blank=True)


class QuoteCheckSerializer(ReadOnlySerializer):
    """The result of a recheck of the source for one passage.

    That words were changed or removed is told only after an editor has confirmed it.
    """

    checked_at = DateTime("When the source was fetched.")
    outcome = Choice(PUBLIC_OUTCOMES, "Whether the quote was found in the source.")
    gone = Boolean("Whether the server answered that the page was removed.")
    found_text = Text("The words found in place of the quote; empty if none.", allow_blank=True)
    material = serializers.BooleanField(
        allow_null=True,
        help_text="Whether the change can alter the meaning; null unless the outcome is altered.",
    )
    reasons = ReasonSerializer(many=True, help_text="The words that make the change material.")
    last_found_at = DateTime(
        "The last recheck that found the words as quoted; null if there is none.", allow_null=True
    )
    unreachable_since = DateTime(
        "The first of the rechecks in a row that could not read the source; null if it was read.",
        allow_null=True,
    )

    def to_representation(self, check: dict) -> dict:
        """`check` is JSON from the database, which contains times as text."""
        times = {
            name: check[name] and datetime.fromisoformat(check[name])
            for name in ("checked_at", "last_found_at", "unreachable_since")
        }
        return check | times


class SourceNoticeSerializer(ReadOnlySerializer):
    """A note of the publisher about its text, which an editor confirmed; its words are not ours."""

    kind = Choice(NoticeKind, "The kind of note.")
    seen_at = DateTime("The first recheck that found it on the page.")

    def to_representation(self, notice: dict) -> dict:
        return notice | {"seen_at": datetime.fromisoformat(notice["seen_at"])}


class PassageSerializer(ReadOnlySerializer):
    """Words quoted from one place of one snapshot: `text[start:end]` is `exact`."""

    id = Text("The id of the passage; it never changes.", source="public_id")
    url = ApiUrlField("passage", "public_id", help_text="The address in this API.")
    html_url = PageUrlField(help_text="The passage on the public page of its source.")
    annotation_url = SiteUrlField("annotation", help_text="The passage as a W3C Web Annotation.")
    source_id = Text("The id of the source.")
    source_label = Text("The title of the source or, if there is none, a description.")
    source_url = ApiUrlField("source", "source_id", help_text="The source in this API.")
    original_url = Text(
        "The address of the original publication; empty if unknown or if readers get a copy.",
        source="url",
        allow_blank=True,
    )
    archived_url = Text(ARCHIVED_URL, allow_blank=True)
    snapshot = PassageSnapshotSerializer(source="*", help_text="The snapshot it is quoted from.")
    start = Integer("The position of the first character, in Unicode code points from 0.")
    end = Integer("The position after the last character.")
    exact = Text("The quoted words, character for character.")
    before = Text("The text before the quote.", allow_blank=True)
    after = Text("The text after the quote.", allow_blank=True)
    cut_before = Boolean("Whether the article starts earlier than the text before the quote.")
    cut_after = Boolean("Whether the article continues after the text after the quote.")
    prefix = Text(
        "Up to 32 characters before the quote, as in a W3C TextQuoteSelector.", allow_blank=True
    )
    suffix = Text("Up to 32 characters after the quote.", allow_blank=True)
    voice = Choice(Voice, "Who is speaking in the passage.")
    speaker = Text("The speaker whom the author reports; otherwise empty.", allow_blank=True)
    language = Text(LANGUAGE, allow_blank=True)
    last_check = QuoteCheckSerializer(
        allow_null=True, help_text="The latest recheck; null if there was none yet."
    )
    last_reached = QuoteCheckSerializer(
        allow_null=True,
        help_text="The latest recheck that could read the source; null if there was none.",
    )
    source_notices = SourceNoticeSerializer(
        many=True, help_text="Corrections and other notes that the source carries by now."
    )


class PassageDetailSerializer(PassageSerializer):
    demonstration = DemonstrationField()


class CitingVerdictSerializer(ReadOnlySerializer):
    """A current verdict that quotes a passage."""

    claim_id = Text("The id of the claim.")
    claim_url = ApiUrlField("claim", "claim_id", help_text="The claim in this API.")
    html_url = PageUrlField(help_text="The public page of the claim.")
    statement = Text("The claim in the desk's wording.")
    revision = Integer("The number of the revision that quotes the passage.")
    state = Choice(State, "The state of the revision.")
    stance = Choice(
        STANCES,
        "Whether the passage supports or refutes the claim, gives context or makes the claim.",
    )
    rating = RatingLabelSerializer(help_text="The rating of the claim.", allow_null=True)


class SourcePassageSerializer(PassageSerializer):
    """A passage of a source, with the verdicts that quote it."""

    cited_by = CitingVerdictSerializer(
        many=True, help_text="The current verdicts that quote the passage."
    )

    def to_representation(self, published) -> dict:
        cited_by = self.fields["cited_by"].to_representation(published.cited_by)
        passage = get_serializer(PassageSerializer).to_representation(published.passage)
        return {**passage, "cited_by": cited_by}


class SourceDetailSerializer(SourceSerializer):
    """A source with its public passages."""

    demonstration = DemonstrationField()
    snapshots = SnapshotSerializer(many=True, help_text="The snapshots that are quoted from.")
    passages = SourcePassageSerializer(
        many=True, help_text="The public passages in the order of the text."
    )

    def to_representation(self, published) -> dict:
        fields = self.fields
        return {
            **get_serializer(SourceSerializer).to_representation(published.source),
            "demonstration": fields["demonstration"].to_representation(None),
            "snapshots": fields["snapshots"].to_representation(published.snapshots),
            "passages": fields["passages"].to_representation(published.passages),
        }
