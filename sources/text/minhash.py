"""Which words do two texts share, and is one of them made from the other?

Pure: no rows, no network. A *shingle* is a run of `SIZE` words; two texts are as alike as the sets
of their shingles (Broder, "On the resemblance and containment of documents", 1997). Case,
punctuation and white space do not count; a character of a script that is written without spaces
counts as a word. A *sketch* is the few shingles that stand for a text in an index: by winnowing
(Schleimer, Wilkerson and Aiken, 2003), so that texts with `SURE` words in common, one after the
other, surely have a number in common.

Places are code points of the text as it was given.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

SIZE = 5  # words: common phrases are shorter, and an edited sentence still keeps some runs of five
WINDOW = 16  # shingles of which at least one is in the sketch: about one in eight is
SURE = WINDOW + SIZE - 1  # words in a row that cannot be shared without the sketch's showing it
BITS = 64  # of a shingle's number, which a signed `bigint` holds

# Measured by benchmarks/copies_found.py: reports of one event stay below a tenth, copies that were
# cut and edited above a quarter.
ALIKE = 0.2
ENOUGH = 16  # shared shingles, below which a text quotes the other rather than copies it

# Han, kana, Thai, Lao, Tibetan, Burmese and Khmer are written without spaces between words.
UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
)
UNSPACED += "\uf900-\ufaff\U00020000-\U0003ffff"
# Marks (accents, vowel signs) are no `\w` in Python's `re`, and belong to the letter before them.
MARKS = "".join(
    chr(point) for point in range(0x300, 0x1E000) if unicodedata.category(chr(point))[0] == "M"
)
WORD = re.compile(rf"[{UNSPACED}]|(?:[^\W_{UNSPACED}][{MARKS}]*)+")


@dataclass(frozen=True)
class Word:
    """A word as it is compared, and where it stands."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Shared:
    """One run of words in both texts: its place in each, and how many words it has."""

    one: tuple[int, int]
    other: tuple[int, int]
    words: int


def words(text: str) -> list[Word]:
    """The words of `text` in their order, folded so that spelling habits do not count."""
    return [Word(_folded(m[0]), m.start(), m.end()) for m in WORD.finditer(text)]


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of `SIZE` words; a text with fewer words is one run, one without words has none."""
    return frozenset(_runs([word.folded for word in words(text)]))


def _runs(folded: list[str]) -> Iterator[tuple[str, ...]]:
    if folded:
        for start in range(max(1, len(folded) - SIZE + 1)):
            yield tuple(folded[start : start + SIZE])


def resemblance(one: str, other: str) -> float:
    """What both have of all that either has, 0 to 1 (Jaccard); of nothing, 0."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / (len(first | second) or 1)


def containment(one: str, other: str) -> float:
    """What the shorter text has in common with the longer, of all it has; 1 for an excerpt."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / (min(len(first), len(second)) or 1)


def copied(one: str, other: str) -> float | None:
    """Their containment if one is a copy of the other, cut or edited; `None` if neither is."""
    first, second = shingles(one), shingles(other)
    common = len(first & second)
    share = common / (min(len(first), len(second)) or 1)
    return share if share >= ALIKE and common >= ENOUGH else None


def sketch(text: str) -> list[int]:
    """The numbers that stand for `text` in an index, in order, each once.

    Signed, of 64 bits, and the same on every machine and in every year.
    """
    numbers = [_number(run) for run in _runs([word.folded for word in words(text)])]
    windows = range(max(1, len(numbers) - WINDOW + 1)) if numbers else ()
    return sorted({min(numbers[start : start + WINDOW]) for start in windows})


def _number(run: tuple[str, ...]) -> int:
    digested = blake2b("\n".join(run).encode("utf-8", "surrogatepass"), digest_size=BITS // 8)
    return int.from_bytes(digested.digest(), "big", signed=True)


def shared(one: str, other: str) -> list[Shared]:
    """The runs of at least `SIZE` words that both texts have, the longest first.

    No word of `one` is in two of them.
    """
    mine, theirs = words(one), words(other)
    places: dict[tuple[str, ...], int] = {}
    for start, run in enumerate(_runs([word.folded for word in theirs])):
        places.setdefault(run, start)
    found, here = [], 0
    for start, run in enumerate(_runs([word.folded for word in mine])):
        there = places.get(run)
        if start < here or there is None or len(run) < SIZE:
            continue
        length = _length(mine, start, theirs, there)
        found.append(_shared(mine[start : start + length], theirs[there : there + length]))
        here = start + length
    return sorted(found, key=lambda run: -run.words)


def _length(mine: list[Word], start: int, theirs: list[Word], there: int) -> int:
    """How many words go on alike from these two places."""
    length = SIZE
    most = min(len(mine) - start, len(theirs) - there)
    while length < most and mine[start + length].folded == theirs[there + length].folded:
        length += 1
    return length


def _shared(mine: list[Word], theirs: list[Word]) -> Shared:
    return Shared((mine[0].start, mine[-1].end), (theirs[0].start, theirs[-1].end), len(mine))
