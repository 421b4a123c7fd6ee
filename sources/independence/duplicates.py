"""Which sources are copies of one another: candidates by their sketches, then word by word?

A sketch finds what shares a passage; whether that makes a copy is asked of the texts themselves.
Writes nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db import connection
from django.db.models import F, QuerySet

from sources.models import Sketch, Snapshot, Source
from sources.text import minhash

SAMPLE = 300  # code points of the longest words that are shared
CANDIDATES = 20  # sources that share most with one source


@dataclass(frozen=True)
class Copy:
    """Two sources, the older row first, and what they share."""

    one: Source
    other: Source
    likeness: float  # the share of the shorter text that the other has too
    sample: tuple[str, str]  # the longest words they share, as each has them


@dataclass(frozen=True)
class Pair:
    """One snapshot of each of two sources, and how many numbers their sketches share."""

    one: int
    other: int
    common: int


def among(found: Iterable[Sketch]) -> list[Copy]:
    """The copies among the sources whose `sketches` these are."""
    return list(_copies(_likely(found)))


def of(source: Source, besides: Collection[int] = ()) -> list[Copy]:
    """The sources, of all but `besides`, that are copies of this one; the most alike first."""
    found = _copies([pair for key, pair in _nearest(source).items() if key not in besides])
    return sorted(found, key=lambda copy: -copy.likeness)


def likeness(one: Source, other: Source) -> float:
    """The share of the shorter text that the other has too, of the snapshots that share most."""
    for pair in _likely(sketches([one.pk, other.pk])):
        texts = _articles([pair])
        return minhash.containment(texts[pair.one][1], texts[pair.other][1])
    return 0.0


# ── candidates ──────────────────────────────────────────────────────────────────────────────────
def sketches(keys: Collection[int]) -> QuerySet[Sketch]:
    """The sketches of all snapshots of these sources, by source."""
    rows = Sketch.objects.filter(snapshot__source__in=keys).annotate(source=F("snapshot__source"))
    return rows.order_by("source", "snapshot")


def _likely(found: Iterable[Sketch]) -> list[Pair]:
    """Of each two of their sources the snapshots that share most, if they share anything."""
    best: dict[tuple[int, int], Pair] = {}
    told = [(row.source, row.snapshot_id, frozenset(row.numbers)) for row in found]
    for (mine, one, numbers), (theirs, other, others) in combinations(told, 2):
        pair = Pair(one, other, len(numbers & others))
        known = best.get((mine, theirs))
        if mine != theirs and pair.common > (known.common if known else 0):
            best[mine, theirs] = pair
    return list(best.values())


NEAREST = """
SELECT * FROM (
    SELECT DISTINCT ON (theirs.source_id) theirs.source_id, own.id, theirs.id, common
    FROM sources_snapshot own
    JOIN sources_sketch mine ON mine.snapshot_id = own.id
    JOIN sources_sketch sketch ON sketch.numbers && mine.numbers
    JOIN sources_snapshot theirs ON theirs.id = sketch.snapshot_id
        AND theirs.source_id <> own.source_id
    CROSS JOIN LATERAL (
        SELECT count(*) AS common FROM unnest(sketch.numbers) AS number
        WHERE number = ANY (mine.numbers)
    ) AS shared
    WHERE own.source_id = %s
    ORDER BY theirs.source_id, common DESC
) AS found ORDER BY common DESC, source_id LIMIT %s
"""


def _nearest(source: Source) -> dict[int, Pair]:
    """The sources that share most with this one, by the index of the sketches."""
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [source.pk, CANDIDATES])
        rows = cursor.fetchall()
    return {
        key: Pair(mine, theirs, common) if source.pk < key else Pair(theirs, mine, common)
        for key, mine, theirs, common in rows
    }


# ── texts ───────────────────────────────────────────────────────────────────────────────────────
def _copies(pairs: Iterable[Pair]) -> Iterator[Copy]:
    pairs = list(pairs)
    texts = _articles(pairs)
    for pair in pairs:
        (one, mine), (other, theirs) = texts[pair.one], texts[pair.other]
        share = minhash.copied(mine, theirs)
        if share is not None:
            yield Copy(one, other, share, _sample(mine, theirs))


def _articles(pairs: Iterable[Pair]) -> dict[int, tuple[Source, str]]:
    """The source of each snapshot, and its body: what a page wears around it is no copy."""
    keys = {key for pair in pairs for key in (pair.one, pair.other)}
    rows = Snapshot.objects.filter(pk__in=keys).select_related("source__publisher")
    return {row.pk: (row.source, _article(row)) for row in rows.prefetch_related("bodies")}


def _article(snapshot: Snapshot) -> str:
    newest = snapshot.bodies.all()[0]
    return "\n\n".join(snapshot.text[start:end] for start, end in newest.spans)


def _sample(one: str, other: str) -> tuple[str, str]:
    longest = minhash.shared(one, other)[0]
    (start, end), (there, until) = longest.one, longest.other
    return _cut(one[start:end]), _cut(other[there:until])


def _cut(words: str) -> str:
    return words if len(words) <= SAMPLE else f"{words[:SAMPLE].rstrip()} …"
