"""Find sources whose texts are copies of one another.

Fingerprints select the candidates; the article texts themselves then decide. Writes nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db import connection

from sources.models import Snapshot, Source, TextFingerprint
from sources.text.fingerprints import (
    compute_containment,
    compute_copied_share,
    find_shared_runs,
)

SAMPLE_LENGTH = 300  # code points of the longest run of words that two texts share
MAX_CANDIDATES = 20  # sources that share most with one source

Fingerprint = tuple[int, int, list[int]]  # the keys of a source and its snapshot, and hashes


@dataclass(frozen=True)
class CopiedText:
    """Two sources, the older row first, and what they share.

    `similarity` is the share of the shorter text that the other has too. `sample` is the longest
    run of words that they share, as each of them has it.
    """

    source_a: Source
    source_b: Source
    similarity: float
    sample: tuple[str, str]


@dataclass(frozen=True)
class SnapshotPair:
    """The keys of a snapshot of each of two sources, and how many hashes they share."""

    snapshot_a: int
    snapshot_b: int
    shared_hashes: int


def find_copies_among(fingerprints: Iterable[Fingerprint]) -> list[CopiedText]:
    """Return the copies among the sources of these fingerprints (see `get_fingerprints`)."""
    return list(_compare_texts(_find_best_pairs(fingerprints)))


def find_copies_of(source: Source, exclude: Collection[int] = ()) -> list[CopiedText]:
    """Return the copies of a source among all others but `exclude`, the most similar first."""
    pairs = [pair for key, pair in _find_candidates(source).items() if key not in exclude]
    return sorted(_compare_texts(pairs), key=lambda copy: -copy.similarity)


def compute_similarity(source_a: Source, source_b: Source) -> float:
    """Return the share of the shorter text that the other has too, of the best snapshots."""
    for pair in _find_best_pairs(get_fingerprints([source_a.pk, source_b.pk])):
        texts = _fetch_article_texts([pair])
        (_, text_a), (_, text_b) = texts[pair.snapshot_a], texts[pair.snapshot_b]
        return compute_containment(text_a, text_b)
    return 0.0


# ── candidates ──────────────────────────────────────────────────────────────────────────────────
def get_fingerprints(source_ids: Collection[int]) -> Iterable[Fingerprint]:
    """Return the fingerprints of all snapshots of these sources, ordered by source."""
    rows = TextFingerprint.objects.filter(snapshot__source__in=source_ids)
    rows = rows.order_by("snapshot__source", "snapshot")
    return rows.values_list("snapshot__source", "snapshot", "values")


def _find_best_pairs(fingerprints: Iterable[Fingerprint]) -> list[SnapshotPair]:
    """Return, for each pair of sources with shared hashes, the snapshots that share most."""
    best: dict[tuple[int, int], SnapshotPair] = {}
    snapshots = [(source, snapshot, frozenset(hashes)) for source, snapshot, hashes in fingerprints]
    for (source_a, snapshot_a, hashes_a), (source_b, snapshot_b, hashes_b) in combinations(
        snapshots, 2
    ):
        pair = SnapshotPair(snapshot_a, snapshot_b, len(hashes_a & hashes_b))
        best_pair = best.get((source_a, source_b))
        if source_a != source_b and pair.shared_hashes > (
            best_pair.shared_hashes if best_pair else 0
        ):
            best[source_a, source_b] = pair
    return list(best.values())


MOST_SHARED_SQL = """
SELECT * FROM (
    SELECT DISTINCT ON (candidate.source_id)
        candidate.source_id, own.id, candidate.id, shared_hashes
    FROM sources_snapshot own
    JOIN sources_textfingerprint own_fingerprint ON own_fingerprint.snapshot_id = own.id
    JOIN sources_textfingerprint fingerprint ON fingerprint.values && own_fingerprint.values
    JOIN sources_snapshot candidate ON candidate.id = fingerprint.snapshot_id
        AND candidate.source_id <> own.source_id
    CROSS JOIN LATERAL (
        SELECT count(*) AS shared_hashes FROM unnest(fingerprint.values) AS hash
        WHERE hash = ANY (own_fingerprint.values)
    ) AS shared
    WHERE own.source_id = %s
    ORDER BY candidate.source_id, shared_hashes DESC
) AS best_snapshots ORDER BY shared_hashes DESC, source_id LIMIT %s
"""


def _find_candidates(source: Source) -> dict[int, SnapshotPair]:
    """Return the sources that share most with this one, by the index of the fingerprints."""
    with connection.cursor() as cursor:
        cursor.execute(MOST_SHARED_SQL, [source.pk, MAX_CANDIDATES])
        rows = cursor.fetchall()
    return {
        candidate: SnapshotPair(own_snapshot, snapshot, shared_hashes)
        if source.pk < candidate
        else SnapshotPair(snapshot, own_snapshot, shared_hashes)
        for candidate, own_snapshot, snapshot, shared_hashes in rows
    }


# ── texts ───────────────────────────────────────────────────────────────────────────────────────
def _compare_texts(pairs: Iterable[SnapshotPair]) -> Iterator[CopiedText]:
    pairs = list(pairs)
    texts = _fetch_article_texts(pairs)
    for pair in pairs:
        (source_a, text_a), (source_b, text_b) = texts[pair.snapshot_a], texts[pair.snapshot_b]
        similarity = compute_copied_share(text_a, text_b)
        if similarity is not None:
            yield CopiedText(source_a, source_b, similarity, _get_sample(text_a, text_b))


def _fetch_article_texts(pairs: Iterable[SnapshotPair]) -> dict[int, tuple[Source, str]]:
    """Return the source and article of each snapshot: page furniture makes no copies."""
    snapshot_ids = {key for pair in pairs for key in (pair.snapshot_a, pair.snapshot_b)}
    snapshots = Snapshot.objects.filter(pk__in=snapshot_ids).select_related("source__publisher")
    return {
        snapshot.pk: (snapshot.source, _get_article(snapshot))
        for snapshot in snapshots.prefetch_related("article_texts")
    }


def _get_article(snapshot: Snapshot) -> str:
    spans = snapshot.article_text.spans
    return "\n\n".join(snapshot.text[start:end] for start, end in spans)


def _get_sample(text_a: str, text_b: str) -> tuple[str, str]:
    longest = find_shared_runs(text_a, text_b)[0]
    (start_a, end_a), (start_b, end_b) = longest.span_a, longest.span_b
    return _shorten(text_a[start_a:end_a]), _shorten(text_b[start_b:end_b])


def _shorten(text: str) -> str:
    return text if len(text) <= SAMPLE_LENGTH else f"{text[:SAMPLE_LENGTH].rstrip()} …"
