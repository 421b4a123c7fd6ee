"""Which part of a newer text is what became of a quote, if any is?

Asked only for a quote whose very words stand there no more. What is found is never "still there":
it is where to read what the source says now. Offsets are code points.

Of each region of the text where something of the quote or of its neighbourhood still stands, the
*edges* are found that fit the quote best: at words and, if the quote was a whole sentence, at
sentences. The *weight* of each such span is the evidence that it is the quote's counterpart and not
another sentence on the same subject.
"""

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from os.path import commonprefix

import regex
from rapidfuzz import fuzz

from sources.quotes.candidate_regions import NEIGHBOUR, neighboured, regions
from sources.quotes.selectors import AFFIX, FEW, Selector
from sources.text.graphemes import boundary_after, boundary_before, is_boundary

# Longer quotes are not looked for: comparing two texts costs the product of their lengths.
LONGEST = 20_000
# A quote up to this length is a phrase: the likeness of so few words tells little.
_PHRASE = 40
# At a text's edge so few characters are a neighbour too.
_LEAST = 6
# How far from a region's edge the counterpart's may be, and how much of a long quote decides it.
_REACH = 300
_EDGE = 400
# The part of the likeness that a counterpart may lose by being made a whole sentence.
_WHOLE_SENTENCE = 20
# How rare a word is, is counted in as much of the text on either side.
_AROUND = 5_000

# In scripts without spaces each character stands for a word.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*|\w+"
)
_CLOSING = r"[\"'”’»)\]]*"
_SENTENCE_START = re.compile(r"(?:[.!?…।؟][\d\"'”’»)\]]*\s+|[。！？]|\n\s*|^\s*)(?=\S)")
_SENTENCE_END = re.compile(rf"[.!?…।؟]{_CLOSING}(?=\s|$)|[。！？]{_CLOSING}|(?<=\S)(?=\s*(?:\n|$))")
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """`text[start:end]`; how like the quote it is, 0 to 1; and what speaks for it, above 0."""

    start: int
    end: int
    likeness: float
    weight: float


def counterpart(text: str, quote: Selector) -> Counterpart | None:
    """The part of `text` that most probably became of the quote; None if probably none did."""
    best = max(_candidates(text, quote), key=lambda one: one.weight, default=None)
    return best if best is not None and best.weight > 0 else None


def likeliest(text: str, quote: Selector) -> Counterpart | None:
    """The part of `text` most like the quote, without saying that it became of it.

    Only for a person who reads it: however little speaks for it, something is likeliest.
    """
    return max(_candidates(text, quote), key=lambda one: one.likeness, default=None)


def _candidates(text: str, quote: Selector) -> list[Counterpart]:
    if not quote.exact.strip() or not text.strip() or len(quote.exact) > LONGEST:
        return []
    spans = {_fitted(text, quote, left, right) for left, right in regions(text, quote)}
    if len(quote.exact) <= _PHRASE:
        spans |= {_between_neighbours(text, quote, left) for left, _ in neighboured(text, quote)}
    return [weighed_up(text, quote, *span) for span in sorted(spans - {None})]


# ── edges ───────────────────────────────────────────────────────────────────────────────────────
def _fitted(text: str, quote: Selector, left: int, right: int) -> tuple[int, int] | None:
    """The span about `left` and `right` that fits the quote best, on whole characters."""
    reach = min(_REACH, len(quote.exact) // 2) + 60
    low, high = _same_paragraph(text, quote.exact, left, right, reach)
    near = _even(text[low:high])
    fitted = _Fitting(_even(quote.exact), near, reach).between(left - low, right - low, quote)
    if fitted is None:
        return None
    start = boundary_before(text, low + fitted[0])
    end = boundary_after(text, low + fitted[1])
    return None if start is None or end is None or start >= end else (start, end)


def _same_paragraph(text: str, exact: str, left: int, right: int, reach: int) -> tuple[int, int]:
    """As far as the counterpart may reach: not into another paragraph, unless the quote does."""
    low, high = max(0, left - reach), min(len(text), right + reach)
    if _PARAGRAPH.search(exact):
        return low, high
    edges = [low, *(low + gap.end() for gap in _PARAGRAPH.finditer(text[low:high])), high]
    shares = zip(edges, edges[1:], strict=False)
    return max(shares, key=lambda one: min(one[1], right) - max(one[0], left))


@dataclass(frozen=True, slots=True)
class _Fitting:
    """The edges of one region, and how well the quote fits between them."""

    exact: str
    near: str
    reach: int

    def between(self, left: int, right: int, quote: Selector) -> tuple[int, int] | None:
        starts = [word.start() for word in self._about(_WORD, left)]
        ends = [word.end() for word in self._about(_WORD, right)]
        for _ in range(2):
            left = self._best(starts, lambda edge, end=right: self.from_start(edge, end), left)
            right = self._best(ends, lambda edge, start=left: self.to_end(start, edge), right)
        if left >= right:
            return None
        return self._whole(left, right, quote)

    def _whole(self, left: int, right: int, quote: Selector) -> tuple[int, int]:
        """The span made a whole sentence where the quote was one and little is lost by it."""
        starts = [one.end() for one in self._about(_SENTENCE_START, left)]
        ends = [one.end() for one in self._about(_SENTENCE_END, right)]
        if _begins_sentence(quote):
            start = self._best(starts, lambda edge: self.from_start(edge, right), left)
            if self.from_start(start, right) >= self.from_start(left, right) - _WHOLE_SENTENCE:
                left = start
        if _ends_sentence(quote):
            end = self._best(ends, lambda edge: self.to_end(left, edge), right)
            if self.to_end(left, end) >= self.to_end(left, right) - _WHOLE_SENTENCE:
                right = end
        return left, right

    def _about(self, pattern: re.Pattern | regex.Pattern, edge: int) -> list[re.Match]:
        """What matches within reach of an edge; not what only the end of the reach cuts off."""
        low, high = max(0, edge - self.reach), min(len(self.near), edge + self.reach)
        found = pattern.finditer(self.near, low, high)
        return [one for one in found if one.end() < high or high == len(self.near)]

    def _best(self, edges: list[int], fit: Callable[[int], float], otherwise: int) -> int:
        return max(edges, key=fit, default=otherwise)

    def from_start(self, start: int, end: int) -> float:
        return fuzz.ratio(self.exact[:_EDGE], self.near[start : min(end, self._far(start, 1))])

    def to_end(self, start: int, end: int) -> float:
        return fuzz.ratio(self.exact[-_EDGE:], self.near[max(start, self._far(end, -1)) : end])

    def _far(self, edge: int, way: int) -> int:
        """Where the part of the text ends that decides about an edge; far off for short quotes."""
        return edge + way * (_EDGE if len(self.exact) > _EDGE else len(self.near))


def _begins_sentence(quote: Selector) -> bool:
    before = quote.prefix.rstrip(" \t\"'“„«(")
    return not before or before[-1] in ".!?…।؟。\n"


def _ends_sentence(quote: Selector) -> bool:
    exact, after = quote.exact.rstrip(" \"'”’»)"), quote.suffix.lstrip(" \t\"'”’»).")
    return exact[-1:] in (*".!?…।؟。", "") or not after or after[0] == "\n"


def _even(text: str) -> str:
    """Without capitals, where that moves no offset."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _between_neighbours(text: str, quote: Selector, left: int) -> tuple[int, int] | None:
    """What stands between the quote's neighbours now, if it is no more than thrice as long."""
    after = quote.suffix[:NEIGHBOUR]
    right = text.find(after, left, left + 3 * len(quote.exact) + _PHRASE)
    whole = right > left and is_boundary(text, left) and is_boundary(text, right)
    return (left, right) if whole and len(after) == NEIGHBOUR else None


# ── weight ──────────────────────────────────────────────────────────────────────────────────────
def weighed_up(text: str, quote: Selector, start: int, end: int) -> Counterpart:
    """What speaks for a span: see `WEIGHTS`."""
    likeness = fuzz.ratio(_even(quote.exact), _even(text[start:end])) / 100
    kept, owed = _shared_words(text, quote, start, end)
    neighbours = _neighbours(text, quote, start, end)
    weight = (
        WEIGHTS["likeness"] * likeness
        + WEIGHTS["words kept"] * kept
        + WEIGHTS["words owed"] * owed
        + WEIGHTS["neighbours"] * neighbours
        + WEIGHTS["inside a sentence"] * _is_inside_a_sentence(text, quote, start, end)
        - WEIGHTS["enough"]
    )
    # So few letters have a counterpart only where at least half of one neighbour adjoins.
    if len(quote.exact) < FEW and neighbours < 0.5:
        weight = -math.inf
    return Counterpart(start, end, fuzz.ratio(quote.exact, text[start:end]) / 100, weight)


# A logistic regression, rounded, over the half of the articles that benchmarks/README.md names.
# Likeness is that of the characters; words are weighed by their rarity in the text; neighbours are
# the shares of the context that still adjoin. What has not enough is another sentence. Not fitted
# but set: inside a sentence, what stands between the same neighbours is what became of the quote.
WEIGHTS = {
    "likeness": 10.0,
    "words kept": 5.0,
    "words owed": 4.0,
    "neighbours": 2.0,
    "inside a sentence": 6.0,
    "enough": 13.0,
}


def _shared_words(text: str, quote: Selector, start: int, end: int) -> tuple[float, float]:
    """How many of the quote's words the span keeps, and how many of its own it owes the quote."""
    around = Counter(_words(text[max(0, start - _AROUND) : end + _AROUND]))
    quoted, there = Counter(_words(quote.exact)), Counter(_words(text[start:end]))
    total = around.total() + 1
    rarity = {word: math.log(1 + total / (1 + around[word])) for word in quoted | there}

    def amount(words: Counter) -> float:
        return sum(rarity[word] * times for word, times in words.items())

    shared = amount(quoted & there)
    return shared / (amount(quoted) or 1), shared / (amount(there) or 1)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _is_inside_a_sentence(text: str, quote: Selector, start: int, end: int) -> bool:
    """Whether both neighbours adjoin a phrase, and one of them belongs to its sentence."""
    if len(quote.exact) > _PHRASE or (_begins_sentence(quote) and _ends_sentence(quote)):
        return False
    before, after = quote.prefix[-NEIGHBOUR:], quote.suffix[:NEIGHBOUR]
    enough = min(len(before), len(after)) >= _LEAST
    return enough and text.endswith(before, 0, start) and text.startswith(after, end)


def _neighbours(text: str, quote: Selector, start: int, end: int) -> float:
    """The share of the context that adjoins the span, as 0 to 1 for each side."""
    before, after = text[max(0, start - AFFIX) : start], text[end : end + AFFIX]
    return _agreement(quote.prefix[::-1], before[::-1]) + _agreement(quote.suffix, after)


def _agreement(expected: str, there: str) -> float:
    return len(commonprefix((expected, there))) / AFFIX
