"""Which sources are one origin, and which may be, so that an editor has to say?

Links are not origins: a text that ten papers took from one agency is one witness. The software
only suggests, from what it can see; an editor answers with `decide`, and `origins` counts by the
answers alone. What bears is handed over as passages, because it depends on them: two papers that
quote one person are independent witnesses of everything but that person's words.

`weigh` and `origins` write nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db import transaction

from factcheck.core import together
from sources.choices import Answer, Ground, Voice
from sources.independence import duplicates
from sources.independence.duplicates import Copy
from sources.models import Kinship, Passage, Source


class Undecided(ValueError):
    """The answer cannot be kept; the message says why."""


@dataclass(frozen=True)
class Origin:
    """Sources that count as one, in the order they came, and on which grounds they do."""

    sources: tuple[Source, ...]
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggested:
    """Two sources that may be one origin, which of them is the older, and what they share."""

    one: Source
    other: Source
    ground: str
    sentence: str
    speaker: str = ""
    copy: Copy | None = None


@dataclass(frozen=True)
class Weighed:
    """What passages bear by: their independent origins, what was said of them, and what was not."""

    origins: tuple[Origin, ...] = ()
    undecided: tuple[Suggested, ...] = ()  # to be answered before the origins count
    decided: tuple[Kinship, ...] = ()  # the answers in force


def fold(name: str) -> str:
    """A name as it is compared: white space and case do not count."""
    return " ".join(name.casefold().split())


# ── what was decided ────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def decide(
    one: Source, other: Source, *, ground: str, answer: str, why: str, by, at, speaker: str = ""
) -> Kinship:
    """The answer, in force from now on. Raises `Undecided` with a sentence."""
    why, speaker = why.strip(), " ".join(speaker.split())
    _refuse(one, other, ground, answer, why, speaker)
    one, other = sorted((one, other), key=lambda source: source.pk)
    likeness = duplicates.likeness(one, other) if ground == Ground.COPY else None
    return Kinship.objects.create(
        one=one,
        other=other,
        ground=ground,
        speaker=speaker,
        answer=answer,
        why=why,
        likeness=likeness,
        decided_at=at,
        decided_by=by,
    )


def _refuse(one, other, ground, answer, why, speaker) -> None:
    longest = Kinship._meta.get_field("why").max_length
    named = Kinship._meta.get_field("speaker").max_length
    for wrong, sentence in (
        (one.pk == other.pk, "A source is one origin with itself: choose two."),
        (ground not in Ground.values, "Choose what makes the two sources one origin."),
        (answer not in Answer.values, "Say whether the two sources are one origin."),
        (not why, "Say why."),
        (len(why) > longest, f"Say why in at most {longest} characters."),
        (ground == Ground.SPEAKER and not speaker, "Name the person whose words both have."),
        (ground != Ground.SPEAKER and speaker, "Only shared words have a speaker."),
        (len(speaker) > named, f"A name has at most {named} characters."),
    ):
        if wrong:
            raise Undecided(sentence)


def in_force(sources: Iterable[Source]) -> list[Kinship]:
    """The newest answer of each pair among these sources, for each ground and speaker."""
    keys = [source.pk for source in sources]
    return list(_newest(_said_among(keys)).values()) if len(keys) > 1 else []


def _said_among(keys: list[int]):
    rows = Kinship.objects.filter(one__in=keys, other__in=keys).order_by("id")
    return rows.select_related("one", "other", "decided_by")


def _newest(rows: Iterable[Kinship]) -> dict[tuple, Kinship]:
    return {(row.one_id, row.other_id, row.ground, fold(row.speaker)): row for row in rows}


def decided_of(source: Source) -> list[Kinship]:
    """The answers in force between this source and any other, the newest first."""
    rows = Kinship.objects.filter(one=source) | Kinship.objects.filter(other=source)
    found = _newest(rows.select_related("one", "other", "decided_by").order_by("id"))
    return sorted(found.values(), key=lambda row: -row.pk)


# ── what counts ─────────────────────────────────────────────────────────────────────────────────
def origins(passages: Sequence[Passage]) -> list[Origin]:
    """The independent origins of these passages: sources joined by the answers in force.

    The passages' snapshots and sources are read; several snapshots of a source are one origin.
    """
    sources = _sources(passages)
    return _grouped(sources, [*_joining(passages, in_force(sources.values()))])


def _sources(passages: Sequence[Passage]) -> dict[int, Source]:
    return {passage.snapshot.source_id: passage.snapshot.source for passage in passages}


def _joining(passages: Sequence[Passage], kinships: Iterable[Kinship]) -> Iterator[Kinship]:
    said = _voices(passages)
    for row in kinships:
        pair = said[row.one_id], said[row.other_id]
        if row.answer == Answer.ONE_ORIGIN and (
            row.ground != Ground.SPEAKER or {fold(row.speaker)} in pair
        ):
            yield row


def _voices(passages: Sequence[Passage]) -> dict[int, set[str]]:
    """Whose words each source bears with; the source's own are nobody's, an empty name."""
    found: dict[int, set[str]] = {}
    for passage in passages:
        speaker = fold(passage.speaker) if passage.voice == Voice.REPORTS else ""
        found.setdefault(passage.snapshot.source_id, set()).add(speaker)
    return found


def _grouped(sources: dict[int, Source], joining: Sequence[Kinship]) -> list[Origin]:
    groups = _components(list(sources), [(row.one_id, row.other_id) for row in joining])
    return [
        Origin(
            tuple(sources[key] for key in group),
            tuple(sorted({row.ground for row in joining if row.one_id in group})),
        )
        for group in groups
    ]


def _components(keys: list[int], pairs: list[tuple[int, int]]) -> list[list[int]]:
    """The keys in groups that the pairs hold together, in the order of their first."""
    root = {key: key for key in keys}
    for one, other in pairs:
        gone, kept = root[other], root[one]
        root = {key: kept if above == gone else above for key, above in root.items()}
    groups: dict[int, list[int]] = {}
    for key in keys:
        groups.setdefault(root[key], []).append(key)
    return list(groups.values())


# ── what may be ─────────────────────────────────────────────────────────────────────────────────
def weigh(passages: Sequence[Passage]) -> Weighed:
    """The origins of these passages, and what an editor has to answer before they can be counted.

    Left out is what was answered, and what would join sources that are one origin already.
    """
    sources = _sources(passages)
    decided, sketches = _answers_and_sketches(list(sources))
    known = _newest(decided)
    groups = _grouped(sources, [*_joining(passages, known.values())])
    home = {one.pk: place for place, group in enumerate(groups) for one in group.sources}
    undecided = [
        one
        for one in _seen(passages, sources, duplicates.among(sketches))
        if home[one.one.pk] != home[one.other.pk]
        and (one.one.pk, one.other.pk, one.ground, fold(one.speaker)) not in known
    ]
    return Weighed(tuple(groups), tuple(undecided), tuple(known.values()))


def _answers_and_sketches(keys: list[int]):
    """Both with one query; none for what has no other to be compared with."""
    return (
        together.read(_said_among(keys), duplicates.sketches(keys)) if len(keys) > 1 else ([], [])
    )


def _seen(
    passages: Sequence[Passage], sources: dict[int, Source], copied: Iterable[Copy]
) -> Iterator[Suggested]:
    yield from map(_suggested, copied)
    voices = _voices(passages)
    names = {fold(passage.speaker): passage.speaker for passage in passages}
    for one, other in combinations(sorted(sources.values(), key=lambda one: one.pk), 2):
        if one.publisher_id and one.publisher_id == other.publisher_id:
            house = f"Both were published by {one.publisher}."
            yield Suggested(one, other, Ground.PUBLISHER, house)
        if fold(one.author) and fold(one.author) == fold(other.author):
            yield Suggested(one, other, Ground.AUTHOR, f"Both were written by {one.author}.")
        mine, theirs = voices[one.pk], voices[other.pk]
        for speaker in sorted((mine & theirs) - {""}):
            if {speaker} in (mine, theirs):
                name = names[speaker]
                yield Suggested(one, other, Ground.SPEAKER, f"Both quote {name}.", name)


def copies_of(source: Source) -> list[Suggested]:
    """The sources, among all of them, whose text is a copy of this one's, and not yet answered."""
    answered = {pk for row in decided_of(source) for pk in (row.one_id, row.other_id)}
    return [_suggested(copy) for copy in duplicates.of(source, besides=answered)]


def _suggested(copy: Copy) -> Suggested:
    percent = round(100 * copy.likeness)
    says = f"{percent} percent of the shorter text stands in the other word for word."
    return Suggested(copy.one, copy.other, Ground.COPY, says, copy=copy)
