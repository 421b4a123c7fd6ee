"""Find texts that copy one another: shingles, similarity measures and fingerprints.

A *shingle* is a run of `SHINGLE_SIZE` words. Two texts are as similar as their sets of shingles
(Broder, "On the resemblance and containment of documents", 1997). Case, punctuation and white space
do not count; in scripts written without spaces each character counts as a word.

A *fingerprint* is a small selection of a text's shingles, as hashes, by which an index finds texts
that share a passage. The shingles are selected by winnowing (Schleimer, Wilkerson and Aiken,
"Winnowing: local algorithms for document fingerprinting", 2003): two texts that share
`GUARANTEED_LENGTH` consecutive words are certain to share a hash.

All offsets are code points of the original text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from sources.text.composition import normalize_form

SHINGLE_SIZE = 5  # words; common phrases are shorter, and an edited sentence keeps some such runs
WINDOW_SIZE = 16  # shingles of which at least one is selected; about one in eight is
GUARANTEED_LENGTH = WINDOW_SIZE + SHINGLE_SIZE - 1  # words
HASH_BITS = 64  # the size of a signed `bigint` in PostgreSQL

# Measured by benchmarks/duplicate_detection.py: reports of the same event have less than a tenth in
# common, copies that were cut and edited more than a quarter.
MIN_COPIED_SHARE = 0.2
MIN_COMMON_SHINGLES = 16  # with fewer, one text quotes the other and is no copy of it

# Scripts written without spaces: Thai, Lao, Tibetan, Burmese, Khmer, kana and Han.
_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Marks (accents, vowel signs) are no `\w` in Python's `re`; they belong to the letter before them.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x1E000) if unicodedata.category(chr(code))[0] == "M"
)
_WORD = re.compile(rf"[{_UNSPACED}]|(?:[^\W_{_UNSPACED}][{_MARKS}]*)+")

Shingle = tuple[str, ...]


@dataclass(frozen=True)
class PositionedWord:
    """A word in its case-folded form, and its span in the text."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class SharedRun:
    """A run of words that two texts share: its span in each of them, and how many words it has."""

    span_a: tuple[int, int]
    span_b: tuple[int, int]
    word_count: int


def split_words(text: str) -> list[PositionedWord]:
    """Return the words of `text` in order, folded so that case and encoding do not count."""
    return [
        PositionedWord(_fold_word(match[0]), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


def _fold_word(word: str) -> str:
    return word.lower() if word.isascii() else normalize_form("NFKC", word).casefold()


def get_shingles(text: str) -> frozenset[Shingle]:
    """Return the shingles of a text; one shorter than a shingle has one, without words none."""
    return frozenset(_iterate_shingles(split_words(text)))


def _iterate_shingles(words: list[PositionedWord]) -> Iterator[Shingle]:
    folded = [word.folded for word in words]
    if folded:
        for start in range(max(1, len(folded) - SHINGLE_SIZE + 1)):
            yield tuple(folded[start : start + SHINGLE_SIZE])


# ── similarity ──────────────────────────────────────────────────────────────────────────────────
def compute_resemblance(text_a: str, text_b: str) -> float:
    """Return the Jaccard index of the two sets of shingles, 0 to 1; 0 if both are empty."""
    shingles_a, shingles_b = get_shingles(text_a), get_shingles(text_b)
    return len(shingles_a & shingles_b) / (len(shingles_a | shingles_b) or 1)


def compute_containment(text_a: str, text_b: str) -> float:
    """Return the share of the shorter text that the longer text has too, 0 to 1."""
    shingles_a, shingles_b = get_shingles(text_a), get_shingles(text_b)
    return len(shingles_a & shingles_b) / (min(len(shingles_a), len(shingles_b)) or 1)


def compute_copied_share(text_a: str, text_b: str) -> float | None:
    """Return the containment if one text is a copy of the other, perhaps cut or edited.

    Return None if neither is a copy.
    """
    shingles_a, shingles_b = get_shingles(text_a), get_shingles(text_b)
    common = len(shingles_a & shingles_b)
    share = common / (min(len(shingles_a), len(shingles_b)) or 1)
    return share if share >= MIN_COPIED_SHARE and common >= MIN_COMMON_SHINGLES else None


# ── fingerprints ────────────────────────────────────────────────────────────────────────────────
def compute_fingerprint(text: str) -> list[int]:
    """Return the hashes that represent `text` in an index: sorted, distinct, signed, 64 bits.

    They are the same on every machine and in every version, because they are stored.
    """
    hashes = [_hash_shingle(shingle) for shingle in _iterate_shingles(split_words(text))]
    window_starts = range(max(1, len(hashes) - WINDOW_SIZE + 1)) if hashes else ()
    return sorted({min(hashes[start : start + WINDOW_SIZE]) for start in window_starts})


def _hash_shingle(shingle: Shingle) -> int:
    encoded = "\n".join(shingle).encode("utf-8", "surrogatepass")
    digest = blake2b(encoded, digest_size=HASH_BITS // 8).digest()
    return int.from_bytes(digest, "big", signed=True)


# ── shared passages ─────────────────────────────────────────────────────────────────────────────
def find_shared_runs(text_a: str, text_b: str) -> list[SharedRun]:
    """Return the runs of at least `SHINGLE_SIZE` words that both texts have, the longest first.

    No word of `text_a` is part of two runs.
    """
    words_a, words_b = split_words(text_a), split_words(text_b)
    first_in_b: dict[Shingle, int] = {}
    for start, shingle in enumerate(_iterate_shingles(words_b)):
        first_in_b.setdefault(shingle, start)
    runs, next_free = [], 0
    for start_a, shingle in enumerate(_iterate_shingles(words_a)):
        start_b = first_in_b.get(shingle)
        if start_a < next_free or start_b is None or len(shingle) < SHINGLE_SIZE:
            continue
        length = _count_equal_words(words_a, start_a, words_b, start_b)
        run_a, run_b = words_a[start_a : start_a + length], words_b[start_b : start_b + length]
        runs.append(_create_run(run_a, run_b))
        next_free = start_a + length
    return sorted(runs, key=lambda run: -run.word_count)


def _count_equal_words(
    words_a: list[PositionedWord], start_a: int, words_b: list[PositionedWord], start_b: int
) -> int:
    """Count how many words are equal from these two positions on."""
    count, limit = 0, min(len(words_a) - start_a, len(words_b) - start_b)
    while count < limit and words_a[start_a + count].folded == words_b[start_b + count].folded:
        count += 1
    return count


def _create_run(words_a: list[PositionedWord], words_b: list[PositionedWord]) -> SharedRun:
    return SharedRun(
        (words_a[0].start, words_a[-1].end), (words_b[0].start, words_b[-1].end), len(words_a)
    )
