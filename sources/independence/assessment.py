"""Assess which sources are independent of each other.

Several links are not several sources: a text that ten papers took from one agency is one source.
The software only suggests which sources may depend on each other; an editor decides with
`decide_relation`, and `group_sources` counts by the decisions alone. The functions take passages
and not sources, because the result depends on them: two papers that quote the same person are
independent sources of everything except that person's words.

`assess_independence` and `group_sources` write nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db import connection, transaction
from django.utils.translation import gettext as _

from factcheck.core.errors import InvalidInput
from sources.choices import RelationReason, SourceRelationDecision, Voice
from sources.independence import duplicates
from sources.independence.duplicates import CopiedText
from sources.models import Passage, Source, SourceRelation
from sources.models.source_relation import MAX_EXPLANATION_LENGTH, MAX_SPEAKER_LENGTH


@dataclass(frozen=True)
class SourceGroup:
    """Sources that count as one, in the order of the passages, and the types of the reasons."""

    sources: tuple[Source, ...]
    reason_types: tuple[str, ...] = ()


@dataclass(frozen=True)
class SuggestedRelation:
    """Two sources that may not be independent, the older row first, and why."""

    source_a: Source
    source_b: Source
    reason_type: str
    message: str
    speaker: str = ""
    copied_text: CopiedText | None = None

    @property
    def key(self) -> tuple:
        return self.source_a.pk, self.source_b.pk, self.reason_type, normalize_name(self.speaker)


@dataclass(frozen=True)
class IndependenceAssessment:
    """The independent groups of the sources of some passages.

    `suggestions` must be decided before the groups count; `relations` are the current decisions.
    """

    groups: tuple[SourceGroup, ...] = ()
    suggestions: tuple[SuggestedRelation, ...] = ()
    relations: tuple[SourceRelation, ...] = ()


def normalize_name(name: str) -> str:
    """Return a name for comparison, as `normalize_speaker` does in SQL."""
    return " ".join(name.lower().split())


# ── decisions ───────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def decide_relation(
    first_source: Source,
    second_source: Source,
    *,
    reason_type: str,
    decision: str,
    reason: str,
    by,
    at,
    speaker: str = "",
) -> SourceRelation:
    """Record whether two sources are independent; this is then the current decision.

    Raises `InvalidInput`.
    """
    reason, speaker = reason.strip(), " ".join(speaker.split())
    _validate_decision(first_source, second_source, reason_type, decision, reason, speaker)
    source_a, source_b = sorted((first_source, second_source), key=lambda source: source.pk)
    is_copy = reason_type == RelationReason.COPY
    return SourceRelation.objects.create(
        source_a=source_a,
        source_b=source_b,
        reason_type=reason_type,
        speaker=speaker,
        decision=decision,
        reason=reason,
        similarity=duplicates.compute_similarity(source_a, source_b) if is_copy else None,
        decided_at=at,
        decided_by=by,
    )


def _validate_decision(
    first_source: Source,
    second_source: Source,
    reason_type: str,
    decision: str,
    reason: str,
    speaker: str,
) -> None:
    for is_invalid, message in (
        (first_source.pk == second_source.pk, _("Choose two different sources.")),
        (
            reason_type not in RelationReason.values,
            _("Choose why the two sources may not be independent."),
        ),
        (
            decision not in SourceRelationDecision.values,
            _("Choose whether the two sources are independent."),
        ),
        (not reason, _("Say why.")),
        (
            len(reason) > MAX_EXPLANATION_LENGTH,
            _("Say why in at most %(limit)s characters.") % {"limit": MAX_EXPLANATION_LENGTH},
        ),
        (
            reason_type == RelationReason.SPEAKER and not speaker,
            _("Name the person whose words both have."),
        ),
        (reason_type != RelationReason.SPEAKER and speaker, _("Only shared words have a speaker.")),
        (
            len(speaker) > MAX_SPEAKER_LENGTH,
            _("A name has at most %(limit)s characters.") % {"limit": MAX_SPEAKER_LENGTH},
        ),
    ):
        if is_invalid:
            raise InvalidInput(message)


def list_current_relations(sources: Iterable[Source]) -> list[SourceRelation]:
    """Return the newest decision of each pair of sources, type of reason and speaker."""
    source_ids = [source.pk for source in sources]
    if len(source_ids) < 2:
        return []
    return list(_select_newest(_get_relations_among(source_ids)).values())


def list_relations_of(source: Source) -> list[SourceRelation]:
    """Return the current decisions about this source and any other, the newest first."""
    rows = SourceRelation.objects.filter(source_a=source) | SourceRelation.objects.filter(
        source_b=source
    )
    rows = rows.select_related("source_a", "source_b", "decided_by").order_by("id")
    return sorted(_select_newest(rows).values(), key=lambda row: -row.pk)


def _get_relations_among(source_ids: list[int]):
    rows = SourceRelation.objects.filter(source_a__in=source_ids, source_b__in=source_ids).order_by(
        "id"
    )
    return rows.select_related("source_a", "source_b", "decided_by")


def _select_newest(rows: Iterable[SourceRelation]) -> dict[tuple, SourceRelation]:
    """Return the last row of each key; `rows` are the oldest first."""
    return {
        (row.source_a_id, row.source_b_id, row.reason_type, normalize_name(row.speaker)): row
        for row in rows
    }


# ── independent groups ──────────────────────────────────────────────────────────────────────────
def group_sources(passages: Sequence[Passage]) -> list[SourceGroup]:
    """Return the independent groups of the sources of these passages, by the current decisions.

    The database groups them (`sources/sql/source_groups.sql`), for the published record as well.
    Several snapshots of a source are one source.
    """
    sources = _get_sources(passages)
    with connection.cursor() as cursor:
        passage_ids = [passage.pk for passage in passages]
        cursor.execute("SELECT * FROM group_sources(%s::bigint[])", [passage_ids])
        rows = cursor.fetchall()
    return [
        SourceGroup(tuple(sources[source_id] for source_id in source_ids), tuple(reason_types))
        for source_ids, reason_types in rows
    ]


def _get_sources(passages: Sequence[Passage]) -> dict[int, Source]:
    return {passage.snapshot.source_id: passage.snapshot.source for passage in passages}


# ── suggestions ─────────────────────────────────────────────────────────────────────────────────
def assess_independence(passages: Sequence[Passage]) -> IndependenceAssessment:
    """Return the independent groups, and what an editor must decide before they count.

    There is no suggestion for what was decided, or for sources that are in one group already.
    """
    sources = _get_sources(passages)
    if len(sources) < 2:
        return IndependenceAssessment(tuple(SourceGroup((source,)) for source in sources.values()))
    relations = _select_newest(_get_relations_among(list(sources)))
    groups = group_sources(passages)
    group_of = {source.pk: group for group in groups for source in group.sources}
    suggestions = [
        suggestion
        for suggestion in _suggest_relations(passages, sources)
        if group_of[suggestion.source_a.pk] is not group_of[suggestion.source_b.pk]
        and suggestion.key not in relations
    ]
    return IndependenceAssessment(tuple(groups), tuple(suggestions), tuple(relations.values()))


def _suggest_relations(
    passages: Sequence[Passage], sources: dict[int, Source]
) -> Iterator[SuggestedRelation]:
    fingerprints = duplicates.get_fingerprints(list(sources))
    yield from map(_suggest_copy, duplicates.find_copies_among(fingerprints))
    speakers = _get_speakers(passages)
    names = {normalize_name(passage.speaker): passage.speaker for passage in passages}
    by_age = sorted(sources.values(), key=lambda source: source.pk)
    for source_a, source_b in combinations(by_age, 2):
        yield from _suggest_same_publisher(source_a, source_b)
        yield from _suggest_same_author(source_a, source_b)
        speakers_a, speakers_b = speakers[source_a.pk], speakers[source_b.pk]
        for speaker in sorted((speakers_a & speakers_b) - {""}):
            if {speaker} in (speakers_a, speakers_b):
                name = names[speaker]
                message = _("Both quote %(name)s.") % {"name": name}
                yield SuggestedRelation(source_a, source_b, RelationReason.SPEAKER, message, name)


def _get_speakers(passages: Sequence[Passage]) -> dict[int, set[str]]:
    """Return whose words are cited from each source; an empty name is the source itself."""
    speakers: dict[int, set[str]] = {}
    for passage in passages:
        speaker = normalize_name(passage.speaker) if passage.voice == Voice.REPORTS else ""
        speakers.setdefault(passage.snapshot.source_id, set()).add(speaker)
    return speakers


def _suggest_same_publisher(source_a: Source, source_b: Source) -> Iterator[SuggestedRelation]:
    if source_a.publisher_id and source_a.publisher_id == source_b.publisher_id:
        message = _("Both were published by %(publisher)s.") % {"publisher": source_a.publisher}
        yield SuggestedRelation(source_a, source_b, RelationReason.PUBLISHER, message)


def _suggest_same_author(source_a: Source, source_b: Source) -> Iterator[SuggestedRelation]:
    author = normalize_name(source_a.author)
    if author and author == normalize_name(source_b.author):
        message = _("Both were written by %(author)s.") % {"author": source_a.author}
        yield SuggestedRelation(source_a, source_b, RelationReason.AUTHOR, message)


def _suggest_copy(copy: CopiedText) -> SuggestedRelation:
    return SuggestedRelation(
        copy.source_a,
        copy.source_b,
        RelationReason.COPY,
        _("%(percent)s percent of the shorter text is in the other word for word.")
        % {"percent": round(100 * copy.similarity)},
        copied_text=copy,
    )


def suggest_copies(source: Source) -> list[SuggestedRelation]:
    """Return the sources, among all of them, that are copies of this one and were not decided."""
    decided_ids = {
        source_id
        for row in list_relations_of(source)
        for source_id in (row.source_a_id, row.source_b_id)
    }
    return [_suggest_copy(copy) for copy in duplicates.find_copies_of(source, exclude=decided_ids)]
