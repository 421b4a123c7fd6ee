"""The record of a published revision: described here for the schema, and returned unchanged.

The database composes it. It is returned exactly as it was hashed, so that a copy can be verified:
SHA-256 of `record_salt` followed by its canonical JSON (RFC 8785) is `record_sha256`.
"""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.choices import (
    Basis,
    ChangeCause,
    ChangeKind,
    ConflictOfInterest,
    CriminalProceedings,
    MachineAssistance,
    MachinePurpose,
    Polarity,
    PrimarySources,
    ResponseOutcome,
    ResponseVisibility,
    Stance,
    Tone,
)
from factcheck.api.v1.fields import (
    Boolean,
    Choice,
    Date,
    DateTime,
    IdentifierList,
    Integer,
    Text,
    build_claim_fields,
)
from sources.choices import (
    DatePrecision,
    PartKind,
    RelationReason,
    SnapshotExtent,
    SourceKind,
    TranslatedBy,
    Voice,
)

OUTCOMES = [*ResponseOutcome.choices, ("unanswered", "no response")]


class RecordedRatingSerializer(serializers.Serializer):
    """A rating as it was defined at the time of publication."""

    code = Text("The code of the rating; it never changes.")
    label = Text("The label that readers saw.")
    definition = Text("The meaning of the rating.")
    polarity = Choice(Polarity, "Whether the rating says that the claim is true or false.")
    number = Integer("1 to 5, higher is truer; null if it has no number.", allow_null=True)
    tone = Choice(Tone, "The icon and colour of the rating.")


class RecordedClaimantSerializer(serializers.Serializer):
    """The claimant. A private person has neither id nor name here."""

    id = Text("The id of the claimant; null for a private person.", allow_null=True)
    name = Text("The name, or “a private individual”.")
    kind = Text("Whether the claimant is a person or an organisation.")
    description = Text("A short description of the claimant.", allow_blank=True)
    same_as = Text("A Wikidata entry or home page.", allow_blank=True, required=False)


class RecordedSourceSerializer(serializers.Serializer):
    """A source as it was described at the time of publication."""

    id = Text("The id of the source; it never changes.")
    title = Text("The title; empty if unknown.", allow_blank=True)
    author = Text("The author; empty if unknown.", allow_blank=True)
    publisher = Text("The publisher; empty if unknown.", allow_blank=True)
    published_on = Date(
        "The publication date; published_precision says which parts are known.", allow_null=True
    )
    published_precision = Choice(DatePrecision, "The precision of the publication date.")
    language = Text("The language as a BCP 47 tag; empty if unknown.", allow_blank=True)
    kind = Choice(SourceKind, "The kind of publication.")
    url = Text("The address of the original publication.", allow_blank=True)
    archived_url = Text(
        "A copy in a web archive, which readers get in place of the original.", allow_blank=True
    )


class RecordedSnapshotSerializer(serializers.Serializer):
    """The snapshot that a passage is quoted from."""

    id = Text("The id of the snapshot; it never changes.")
    extent = Choice(SnapshotExtent, "Whether the whole publication was captured or excerpts of it.")
    captured_at = DateTime("When the snapshot was captured.")
    sha256 = Text("SHA-256 of its text, in hexadecimal.")


class RecordedTranslationSerializer(serializers.Serializer):
    """The translation of a text that is not in the language of the claim."""

    text = Text("The translated text, in the language of the claim.")
    language = Text("The language as a BCP 47 tag.")
    translated_by = Choice(TranslatedBy, "Who made the translation.")


class RecordedPassageSerializer(serializers.Serializer):
    """A quote, its place in the snapshot and its source."""

    id = Text("The id of the passage; it never changes.")
    exact = Text("The quoted words, character for character.")
    before = Text("The text before the quote.", allow_blank=True)
    after = Text("The text after the quote.", allow_blank=True)
    cut_before = Boolean("Whether the publication starts earlier than the text before the quote.")
    cut_after = Boolean("Whether the publication continues after the text after the quote.")
    prefix = Text("Up to 32 characters before the quote.", allow_blank=True)
    suffix = Text("Up to 32 characters after the quote.", allow_blank=True)
    start = Integer("The position of the first character, in Unicode code points from 0.")
    end = Integer("The position after the last character.")
    page = Integer("The page of a PDF on which the quote starts, or null.", allow_null=True)
    part = Choice(
        PartKind,
        "The part of the text that the quote is in, such as a caption; null for running text.",
        allow_null=True,
    )
    voice = Choice(Voice, "Who is speaking in the passage.")
    speaker = Text("The speaker whom the author reports.", allow_blank=True)
    snapshot = RecordedSnapshotSerializer(help_text="The snapshot that is quoted.")
    source = RecordedSourceSerializer(help_text="The source of the snapshot.")
    translation = RecordedTranslationSerializer(
        allow_null=True, help_text="The translation; null if the claim has the same language."
    )


class RecordedAppearanceSerializer(serializers.Serializer):
    """Where, when and in which words the claim was made."""

    text = Text("The words, character for character.")
    language = Text("The language as a BCP 47 tag.", allow_blank=True)
    translation = Text("The translation; empty if there is none.", allow_blank=True)
    translated_by = Text("Who made the translation.", allow_blank=True)
    medium = Text("The publication or broadcast.", allow_blank=True)
    place = Text("The place of the event.", allow_blank=True)
    appeared_on = Date("The date; precision says which parts are known.", allow_null=True)
    precision = Choice(DatePrecision, "The precision of the date.")
    url = Text(
        "The address at which the claim was found; empty if readers get a copy.", allow_blank=True
    )
    archived_url = Text(
        "A copy in a web archive, which readers get instead of the address.", allow_blank=True
    )
    passage = RecordedPassageSerializer(
        allow_null=True, help_text="The passage in which the claimant makes the claim, or null."
    )


RecordedClaimFieldsSerializer = type(
    "RecordedClaimFieldsSerializer",
    (serializers.Serializer,),
    build_claim_fields(),
)


class RecordedClaimSerializer(RecordedClaimFieldsSerializer):
    """The claim as it was worded at the time of publication."""

    id = Text("The id of the claim; it never changes.")
    claimant = RecordedClaimantSerializer(
        allow_null=True, help_text="The claimant; null if there is none."
    )
    appearances = RecordedAppearanceSerializer(
        many=True, help_text="The appearances in chronological order."
    )


class RecordedSourceGroupSerializer(serializers.Serializer):
    """Sources that count as one, because they are not independent of each other."""

    sources = IdentifierList("The ids of the sources in the group.")
    reason_types = serializers.ListField(
        child=Choice(RelationReason, "Why the sources are not independent."),
        help_text="Why the sources are not independent; empty for a single source.",
    )


class RecordedChecklistSerializer(serializers.Serializer):
    """The answers to the desk's checklist; null means that there is no answer."""

    primary_sources = Choice(
        PrimarySources, "Whether the evidence includes a primary source.", allow_null=True
    )
    no_primary_source_reason = Text("Why no primary source is cited.", allow_blank=True)
    conflict_of_interest = Choice(
        ConflictOfInterest, "Whether a contributor has a conflict of interest.", allow_null=True
    )
    conflict_handling = Text("How the conflict of interest was handled.", allow_blank=True)
    criminal_proceedings = Choice(
        CriminalProceedings,
        "Whether a crime is alleged, and the step of the proceedings.",
        allow_null=True,
    )
    proceedings_country = Text(
        "The country or court of the proceedings; empty without proceedings.", allow_blank=True
    )
    proceedings_on = Date("The date of the step; null without proceedings.", allow_null=True)
    machine_assistance = Choice(
        MachineAssistance, "Whether machine tools helped with the revision.", allow_null=True
    )
    machine_purposes = serializers.ListField(
        child=Choice(MachinePurpose, "What the tools helped with."),
        help_text="What the tools helped with; empty without assistance.",
    )
    machine_tools = Text("Which tools; empty without assistance.", allow_blank=True)
    editorial_responsibility = Text(
        "Who holds editorial responsibility; empty without assistance.", allow_blank=True
    )


class RecordedEvidenceSerializer(serializers.Serializer):
    """A passage that is cited as evidence."""

    stance = Choice(Stance, "Whether the passage supports or refutes the claim or gives context.")
    note = Text("The desk's note on the passage.", allow_blank=True)
    passage = RecordedPassageSerializer(help_text="The quoted passage.")


class RecordedChangeSerializer(serializers.Serializer):
    """The change that led to this revision."""

    kind = Choice(ChangeKind, "The kind of change.")
    cause = Choice(ChangeCause, "The cause of the change.")
    note = Text("The note for readers.")
    from_revision = Integer("The number of the previous revision.")
    from_rating = RecordedRatingSerializer(
        allow_null=True, help_text="The rating of the previous revision."
    )


class RecordedRecipientSerializer(serializers.Serializer):
    """The recipient of a request for comment. Only people with a public role are named."""

    id = Text("The id of a claimant; null for anyone else.", allow_null=True)
    name = Text("The name, or a description of a person without a public role.")


class RecordedCommentRequestSerializer(serializers.Serializer):
    """A request for comment and the response to it."""

    recipient = RecordedRecipientSerializer(help_text="The recipient of the request.")
    requested_at = DateTime("When the request was sent.")
    deadline_at = DateTime("The deadline of the request.")
    outcome = Choice(OUTCOMES, "The response received before the submission.")
    received_at = DateTime("When the response came; null if there was none.", allow_null=True)
    visibility = Choice(ResponseVisibility, "How much of the response is published.")
    text = Text("The published words of the response, character for character.", allow_blank=True)
    language = Text("The language as a BCP 47 tag; empty if there is no text.", allow_blank=True)
    translation = RecordedTranslationSerializer(
        allow_null=True, help_text="The translation; null if the claim has the same language."
    )
    waiver_reason = Text(
        "Why the desk published before the deadline without a response.", allow_blank=True
    )


class RecordSerializer(serializers.Serializer):
    """Everything that readers saw of a revision when it was published; it never changes."""

    schema_version = Integer("The version of this schema.")
    revision = Integer("The number of the revision; the first is 1.")
    claim = RecordedClaimSerializer(help_text="The claim.")
    rating = RecordedRatingSerializer(allow_null=True, help_text="The rating.")
    basis = Choice(Basis, "The basis of the conclusion.")
    independent_sources = RecordedSourceGroupSerializer(
        many=True, help_text="The groups of sources that support the rating; each counts as one."
    )
    conclusion = Text("The conclusion in one sentence.")
    reasoning = Text("The reasoning, in Markdown.", allow_blank=True)
    why_this_claim = Text("Why the desk checked the claim.", allow_blank=True)
    search_notes = Text("Where the desk searched without finding evidence.", allow_blank=True)
    no_counter_evidence = Boolean("Whether the desk found no evidence against the conclusion.")
    what_would_change_it = Text("What would change the rating.", allow_blank=True)
    valid_as_of = Date("The date for which the conclusion is valid.", allow_null=True)
    provisional = Boolean("Whether the verdict is provisional.")
    revisit_on = Date("When the desk will revisit the verdict, or null.", allow_null=True)
    checklist = RecordedChecklistSerializer(help_text="The answers to the desk's checklist.")
    evidence = RecordedEvidenceSerializer(many=True, help_text="The evidence in the desk's order.")
    written_by = IdentifierList("Identifiers of the writers, who may change their bylines.")
    change = RecordedChangeSerializer(
        allow_null=True, help_text="The change that led to the revision; null for the first."
    )
    comment_requests = RecordedCommentRequestSerializer(
        many=True, help_text="The requests for comment in chronological order."
    )
    no_request_reason = Text("Why no comment was requested.", allow_blank=True)


@extend_schema_field(RecordSerializer)
class Record(serializers.Field):
    """The record, returned unchanged."""

    def to_representation(self, record) -> dict:
        return record
