"""The record of a published revision: described here for the schema, passed on untouched.

`claims.publication.record` writes it. It is given out exactly as it was hashed, so that a copy can be checked:
SHA-256 over its canonical JSON (RFC 8785) is `record_sha256`.
"""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.choices import (
    Basis,
    Cause,
    ChangeKind,
    Crime,
    Interest,
    Origin,
    Polarity,
    PrimarySources,
    Published,
    ReplyOutcome,
    Stance,
    Tone,
)
from factcheck.api.v1.fields import choice, day, flag, identifiers, integer, moment, text
from sources.choices import Extent, Ground, Precision, SourceKind, TranslatedBy, Voice

OUTCOMES = [*ReplyOutcome.choices, ("unanswered", "nothing")]


class RecordedRatingSerializer(serializers.Serializer):
    """A rating as it was defined when the finding was published."""

    code = text("Stable for ever.")
    label = text("What readers saw.")
    definition = text("What it meant.")
    polarity = choice(Polarity, "Which way it points.")
    number = integer("1 to 5, or null.", allow_null=True)
    tone = choice(Tone, "Its mark.")


class RecordedClaimantSerializer(serializers.Serializer):
    """Who made the claim. A private person has neither id nor name here."""

    id = text("Null for a private person.", allow_null=True)
    name = text("The name, or the words that stand for a private person.")
    kind = text("A person or an organisation.")
    description = text("Who it is.", allow_blank=True)
    same_as = text("Wikidata or home page.", allow_blank=True, required=False)


class RecordedSourceSerializer(serializers.Serializer):
    """A source as it was described when the finding was published."""

    id = text("Ten characters; never changes.")
    label = text("The title, or what was known in its place.")
    title = text("Empty where not known.", allow_blank=True)
    author = text("Empty where not known.", allow_blank=True)
    publisher = text("Empty where not known.", allow_blank=True)
    published_on = day("To be read with precision: the rest of it is filled up.", allow_null=True)
    precision = choice(Precision, "How exactly the date is known.")
    language = text("A BCP 47 tag.", allow_blank=True)
    kind = choice(SourceKind, "The kind of publication.")
    url = text("Where it was published.", allow_blank=True)


class RecordedSnapshotSerializer(serializers.Serializer):
    """The snapshot that a passage stands in."""

    id = text("Ten characters; never changes.")
    extent = choice(Extent, "Whether the whole publication was captured.")
    captured_at = moment("When.")
    sha256 = text("SHA-256 of its text, hexadecimal.")


class RecordedTranslationSerializer(serializers.Serializer):
    """What stands beside words in another language than the claim's."""

    words = text("In the language of the claim.")
    language = text("A BCP 47 tag.")
    by = choice(TranslatedBy, "Whose translation it is.")


class RecordedPassageSerializer(serializers.Serializer):
    """A quotation, where it stands, and what it is from."""

    id = text("Ten characters; never changes.")
    exact = text("The words, letter for letter.")
    before = text("The text before.", allow_blank=True)
    after = text("The text after.", allow_blank=True)
    cut_before = flag("Whether the publication goes on before the text before.")
    cut_after = flag("Whether it goes on after the text after.")
    prefix = text("At most 32 characters before.", allow_blank=True)
    suffix = text("At most 32 characters after.", allow_blank=True)
    start = integer("In Unicode code points from 0.")
    end = integer("The character after the last.")
    page = integer(
        "The page of a PDF on which it begins, from 1; null elsewhere, and not in form 1.",
        allow_null=True,
        required=False,
    )
    voice = choice(Voice, "In whose voice the passage speaks.")
    speaker = text("Whom the author reports.", allow_blank=True)
    snapshot = RecordedSnapshotSerializer(help_text="Where it stands.")
    source = RecordedSourceSerializer(help_text="What it is from.")
    directive = text(
        "Points at the words behind :~: in the source's address; not in form 1.",
        allow_blank=True,
        required=False,
    )
    translation = RecordedTranslationSerializer(
        allow_null=True,
        required=False,
        help_text="Null where the words are in the claim's language; not in form 1.",
    )


class RecordedAppearanceSerializer(serializers.Serializer):
    """Where, when and in which words the claim was made."""

    words = text("Word for word.")
    language = text("A BCP 47 tag.", allow_blank=True)
    translation = text("Empty where there is none.", allow_blank=True)
    translated_by = text("Whose translation it is.", allow_blank=True)
    medium = text("Where it was said or printed.", allow_blank=True)
    place = text("Where it happened.", allow_blank=True)
    appeared_on = day("To be read with precision.", allow_null=True)
    precision = choice(Precision, "How exactly the date is known.")
    url = text("Where it can be found.", allow_blank=True)
    passage = RecordedPassageSerializer(
        allow_null=True, help_text="The passage in which the claimant makes the claim."
    )


class RecordedClaimSerializer(serializers.Serializer):
    """The claim as it was worded when the finding was published."""

    id = text("Ten characters; never changes.")
    statement = text("In the desk's wording.")
    language = text("A BCP 47 tag.")
    origin = choice(Origin, "Where it comes from.")
    origin_label = text("The same, as readers saw it.")
    claimant = RecordedClaimantSerializer(allow_null=True, help_text="Who made it, if somebody.")
    appearances = RecordedAppearanceSerializer(many=True, help_text="In the order of time.")


class RecordedOriginSerializer(serializers.Serializer):
    """Sources whose words bear the finding, and which count as one."""

    sources = identifiers("Ids of sources that the evidence quotes.")
    grounds = serializers.ListField(
        child=choice(Ground, "What makes them one."),
        help_text="What makes them one; empty where it is a single source.",
    )


class RecordedChecklistSerializer(serializers.Serializer):
    """What the desk answered to its checklist; null is no answer, and never a “no”."""

    primary_sources = choice(
        PrimarySources, "Whether the evidence has a primary source.", allow_null=True
    )
    why_no_primary = text("Why none is cited; else empty.", allow_blank=True)
    interest = choice(
        Interest, "Whether whoever worked on it has an interest in it.", allow_null=True
    )
    interest_handled = text("How that is dealt with; else empty.", allow_blank=True)
    crime = choice(Crime, "Whether a crime is alleged, and how far that went.", allow_null=True)


class RecordedEvidenceSerializer(serializers.Serializer):
    """A passage bearing on the finding."""

    stance = choice(Stance, "Which way it bears.")
    note = text("What the desk says of it.", allow_blank=True)
    passage = RecordedPassageSerializer(help_text="The quotation.")


class RecordedChangeSerializer(serializers.Serializer):
    """What led to this revision."""

    kind = choice(ChangeKind, "What kind of change it is.")
    cause = choice(Cause, "What caused it.")
    note = text("What readers are told.")
    from_revision = integer("The revision before.")
    from_rating = RecordedRatingSerializer(allow_null=True, help_text="Its rating.")


class RecordedWhoSerializer(serializers.Serializer):
    """Who was asked. Whoever has no public role has neither id nor name here."""

    id = text("That of a claimant; null for anybody else.", allow_null=True)
    name = text("The name, or the words that stand for a private person.")


class RecordedAskingSerializer(serializers.Serializer):
    """A request for a reply: who was asked, by when to answer, and what came back."""

    who = RecordedWhoSerializer(help_text="Who was asked.")
    asked_on = day("When they were asked.")
    answer_by = day("Until when they could answer.")
    outcome = choice(OUTCOMES, "What came back, up to the submission.")
    received_on = day("When it came back; null where nothing did.", allow_null=True)
    shown = choice(Published, "How much of the answer is published.")
    words = text("The published words of the answer, word for word.", allow_blank=True)
    language = text("A BCP 47 tag; empty where there are no words.", allow_blank=True)
    translation = RecordedTranslationSerializer(
        allow_null=True, help_text="Null where the words are in the claim's language."
    )
    waived_because = text("Why publication did not wait for the answer.", allow_blank=True)


class RecordSerializer(serializers.Serializer):
    """All that readers saw of a revision when it was published; it never changes."""

    form = integer("Which form the record is written in; this describes forms 1 to 3.")
    revision = integer("Counts from 1.")
    claim = RecordedClaimSerializer(help_text="The claim.")
    rating = RecordedRatingSerializer(allow_null=True, help_text="The rating.")
    basis = choice(Basis, "What the finding rests on.")
    origins = RecordedOriginSerializer(
        many=True,
        required=False,
        help_text="The independent origins that bear the finding; not in records of form 1.",
    )
    finding = text("The finding in one sentence.")
    reasoning = text("Why it stands so, in Markdown.", allow_blank=True)
    why_this_claim = text("Why the desk checked it.", allow_blank=True)
    searched = text("What was searched, where, and not found.", allow_blank=True)
    nothing_against = flag("Whether the desk looked for evidence against it and found none.")
    would_change = text("What would change the finding.", allow_blank=True)
    holds_as_of = day("The day for which it holds.", allow_null=True)
    provisional = flag("Whether the desk will look again.")
    review_by = day("When, if it said so.", allow_null=True)
    checklist = RecordedChecklistSerializer(
        required=False, help_text="Answers to the desk's checklist; not in forms 1 and 2."
    )
    evidence = RecordedEvidenceSerializer(many=True, help_text="In the desk's order.")
    written_by = identifiers("Public bylines of all who worked on it.")
    change = RecordedChangeSerializer(allow_null=True, help_text="Null in a first revision.")
    asked = RecordedAskingSerializer(
        many=True, required=False, help_text="Requests for a reply, as of form 3; in order of time."
    )
    not_asked = text("Why nobody was asked, as of form 3.", allow_blank=True, required=False)


@extend_schema_field(RecordSerializer)
class Record(serializers.Field):
    """The record, untouched; null where the revision is withheld."""

    def to_representation(self, record) -> dict:
        return record
