"""Find the part of a newer text that best matches a quote whose exact words are gone.

A fuzzy match never means that the quote is still there: it is the place where to read what the
source says now. All offsets are code points.

In each candidate region (`sources.quotes.candidate_regions`) the *edges* are chosen that fit the
quote best: at words and, if the quote was a whole sentence, at sentences. The *score* of such a
span is the evidence that it is the quote in a changed form, and not another sentence on the same
subject.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from os.path import commonprefix

import regex
from rapidfuzz import fuzz

from sources.quotes.candidate_regions import (
    NEIGHBOUR_LENGTH,
    find_candidate_regions,
    find_regions_near_context,
)
from sources.quotes.selectors import CONTEXT_LENGTH, MIN_DISTINCTIVE_LENGTH, Selector
from sources.text.boundaries import (
    find_grapheme_boundary_after,
    find_grapheme_boundary_before,
    is_grapheme_boundary,
)

Span = tuple[int, int]

# Longer quotes are not searched for: comparing two texts takes the product of their lengths.
MAX_QUOTE_LENGTH = 20_000
# A quote up to this length is a phrase: the similarity of so few words means little.
_MAX_PHRASE_LENGTH = 40
# At the edge of a text, so few characters of context are enough.
_MIN_NEIGHBOUR_LENGTH = 6
# How far from the edge of a region the edge of the match may be, and how much of a long quote is
# compared to choose it.
_MAX_REACH = 300
_EDGE_LENGTH = 400
# How much of the similarity (0 to 100) a match may lose by being extended to a whole sentence.
_MAX_SENTENCE_LOSS = 20
# The rarity of a word is computed in a window of this size on each side of the span.
_RARITY_WINDOW = 5_000

# In scripts without spaces each character counts as a word.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*|\w+"
)
_CLOSING = r"[\"'”’»)\]]*"
_SENTENCE_START = re.compile(r"(?:[.!?…।؟][\d\"'”’»)\]]*\s+|[。！？]|\n\s*|^\s*)(?=\S)")
_SENTENCE_END = re.compile(rf"[.!?…।؟]{_CLOSING}(?=\s|$)|[。！？]{_CLOSING}|(?<=\S)(?=\s*(?:\n|$))")
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class FuzzyMatch:
    """The span `text[start:end]`, its similarity to the quote (0 to 1), and its score.

    With a score above 0 the span probably is the quote in a changed form.
    """

    start: int
    end: int
    similarity: float
    score: float


def find_probable_matches(text: str, quote: Selector) -> list[FuzzyMatch]:
    """Return the parts of `text` that are probably the changed quote; they may overlap."""
    return [match for match in _find_matches(text, quote) if match.score > 0]


def find_most_similar(text: str, quote: Selector) -> FuzzyMatch | None:
    """Return the part of `text` that is most similar to the quote, whatever its score.

    Only for showing it to a person: something is always most similar.
    """
    return max(_find_matches(text, quote), key=lambda match: match.similarity, default=None)


def _find_matches(text: str, quote: Selector) -> list[FuzzyMatch]:
    if not quote.exact.strip() or not text.strip() or len(quote.exact) > MAX_QUOTE_LENGTH:
        return []
    regions = find_candidate_regions(text, quote)
    spans = [_fit_edges(text, quote, left, right) for left, right in regions]
    if len(quote.exact) <= _MAX_PHRASE_LENGTH:
        near_context = find_regions_near_context(text, quote)
        spans += [_get_span_between_context(text, quote, left) for left, _ in near_context]
    distinct_spans = {span for span in spans if span is not None}
    return [score_span(text, quote, *span) for span in sorted(distinct_spans)]


# ── edges ───────────────────────────────────────────────────────────────────────────────────────
def _fit_edges(text: str, quote: Selector, left: int, right: int) -> Span | None:
    """Return the span near `left` and `right` that fits the quote best, as whole characters."""
    reach = min(_MAX_REACH, len(quote.exact) // 2) + 60
    low, high = _limit_to_paragraph(text, quote.exact, left, right, reach)
    fitter = _EdgeFitter(_lower(quote.exact), _lower(text[low:high]), reach)
    span = fitter.fit(left - low, right - low, quote)
    if span is None:
        return None
    start = find_grapheme_boundary_before(text, low + span[0])
    end = find_grapheme_boundary_after(text, low + span[1])
    return None if start is None or end is None or start >= end else (start, end)


def _limit_to_paragraph(text: str, exact: str, left: int, right: int, reach: int) -> Span:
    """Return how far the match may extend: within one paragraph, unless the quote has several."""
    low, high = max(0, left - reach), min(len(text), right + reach)
    if _PARAGRAPH_BREAK.search(exact):
        return low, high
    breaks = _PARAGRAPH_BREAK.finditer(text[low:high])
    edges = [low, *(low + paragraph_break.end() for paragraph_break in breaks), high]
    paragraphs = zip(edges, edges[1:], strict=False)
    return max(paragraphs, key=lambda span: min(span[1], right) - max(span[0], left))


@dataclass(frozen=True, slots=True)
class _EdgeFitter:
    """Chooses the edges of a match in one region, by how well the quote fits between them.

    `exact` is the quote and `region` the text of the region, both in lower case; an edge moves by
    at most `reach` code points.
    """

    exact: str
    region: str
    reach: int

    def fit(self, left: int, right: int, quote: Selector) -> Span | None:
        starts = [word.start() for word in self._find_near(_WORD, left)]
        ends = [word.end() for word in self._find_near(_WORD, right)]
        for _ in range(2):
            left = self._choose_start(starts, left, right)
            right = self._choose_end(ends, left, right)
        return self._extend_to_sentence(left, right, quote) if left < right else None

    def _extend_to_sentence(self, left: int, right: int, quote: Selector) -> Span:
        """Extend the span to a whole sentence, if the quote was one and the loss is small."""
        starts = [match.end() for match in self._find_near(_SENTENCE_START, left)]
        ends = [match.end() for match in self._find_near(_SENTENCE_END, right)]
        if _is_sentence_start(quote):
            start = self._choose_start(starts, left, right)
            min_rating = self._rate_start(left, right) - _MAX_SENTENCE_LOSS
            left = start if self._rate_start(start, right) >= min_rating else left
        if _is_sentence_end(quote):
            end = self._choose_end(ends, left, right)
            min_rating = self._rate_end(left, right) - _MAX_SENTENCE_LOSS
            right = end if self._rate_end(left, end) >= min_rating else right
        return left, right

    def _find_near(self, pattern: re.Pattern | regex.Pattern, edge: int) -> list[re.Match]:
        """Return the matches within reach of an edge, without those that the reach cuts off."""
        low, high = max(0, edge - self.reach), min(len(self.region), edge + self.reach)
        matches = pattern.finditer(self.region, low, high)
        return [match for match in matches if match.end() < high or high == len(self.region)]

    def _choose_start(self, starts: Iterable[int], left: int, right: int) -> int:
        return max(starts, key=lambda start: self._rate_start(start, right), default=left)

    def _choose_end(self, ends: Iterable[int], left: int, right: int) -> int:
        return max(ends, key=lambda end: self._rate_end(left, end), default=right)

    def _rate_start(self, start: int, end: int) -> float:
        """Return how similar the beginnings of the span and of the quote are, 0 to 100."""
        limit = min(end, start + self._get_compared_length())
        return fuzz.ratio(self.exact[:_EDGE_LENGTH], self.region[start:limit])

    def _rate_end(self, start: int, end: int) -> float:
        limit = max(start, end - self._get_compared_length())
        return fuzz.ratio(self.exact[-_EDGE_LENGTH:], self.region[limit:end])

    def _get_compared_length(self) -> int:
        return _EDGE_LENGTH if len(self.exact) > _EDGE_LENGTH else len(self.region)


def _is_sentence_start(quote: Selector) -> bool:
    before = quote.prefix.rstrip(" \t\"'“„«(")
    return not before or before[-1] in ".!?…।؟。\n"


def _is_sentence_end(quote: Selector) -> bool:
    exact, after = quote.exact.rstrip(" \"'”’»)"), quote.suffix.lstrip(" \t\"'”’»).")
    return exact[-1:] in (*".!?…।؟。", "") or not after or after[0] == "\n"


def _lower(text: str) -> str:
    """Return the text in lower case, or as it is if lower case would shift offsets."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _get_span_between_context(text: str, quote: Selector, left: int) -> Span | None:
    """Return what is now between the quote's context, if it is at most three times as long."""
    after = quote.suffix[:NEIGHBOUR_LENGTH]
    right = text.find(after, left, left + 3 * len(quote.exact) + _MAX_PHRASE_LENGTH)
    if right <= left or len(after) != NEIGHBOUR_LENGTH:
        return None
    is_whole = is_grapheme_boundary(text, left) and is_grapheme_boundary(text, right)
    return (left, right) if is_whole else None


# ── score ───────────────────────────────────────────────────────────────────────────────────────
# A logistic regression, rounded, fitted on the half of the articles that benchmarks/README.md
# names. The similarity is that of the characters; words count by their rarity in the text; the
# context counts by the share of it that still adjoins. Below the threshold the span is another
# sentence. One weight was set by hand: inside a sentence, what is between the same context is the
# changed quote.
WEIGHTS = {
    "similarity": 10.0,
    "quoted words kept": 5.0,
    "words from the quote": 4.0,
    "context": 2.0,
    "inside a sentence": 6.0,
    "threshold": 13.0,
}


def score_span(text: str, quote: Selector, start: int, end: int) -> FuzzyMatch:
    """Score `text[start:end]` as a changed form of the quote, by `WEIGHTS`."""
    similarity = fuzz.ratio(_lower(quote.exact), _lower(text[start:end])) / 100
    kept, from_quote = _compute_shared_words(text, quote, start, end)
    context = _compute_context_share(text, quote, start, end)
    score = (
        WEIGHTS["similarity"] * similarity
        + WEIGHTS["quoted words kept"] * kept
        + WEIGHTS["words from the quote"] * from_quote
        + WEIGHTS["context"] * context
        + WEIGHTS["inside a sentence"] * _is_inside_sentence(text, quote, start, end)
        - WEIGHTS["threshold"]
    )
    # So short a quote needs at least half of the context on one side.
    if len(quote.exact) < MIN_DISTINCTIVE_LENGTH and context < 0.5:
        score = -math.inf
    return FuzzyMatch(start, end, fuzz.ratio(quote.exact, text[start:end]) / 100, score)


def _compute_shared_words(text: str, quote: Selector, start: int, end: int) -> tuple[float, float]:
    """Return the share of the quote's words that the span has, and the reverse, 0 to 1."""
    window = text[max(0, start - _RARITY_WINDOW) : end + _RARITY_WINDOW]
    counts = Counter(_split_words(window))
    quoted, present = Counter(_split_words(quote.exact)), Counter(_split_words(text[start:end]))
    total = counts.total() + 1
    rarity = {word: math.log(1 + total / (1 + counts[word])) for word in quoted | present}

    def weigh(words: Counter) -> float:
        return sum(rarity[word] * count for word, count in words.items())

    shared = weigh(quoted & present)
    return shared / (weigh(quoted) or 1), shared / (weigh(present) or 1)


def _split_words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _is_inside_sentence(text: str, quote: Selector, start: int, end: int) -> bool:
    """Return whether a phrase has its context on both sides, one of them in its sentence."""
    is_sentence = _is_sentence_start(quote) and _is_sentence_end(quote)
    if len(quote.exact) > _MAX_PHRASE_LENGTH or is_sentence:
        return False
    before, after = quote.prefix[-NEIGHBOUR_LENGTH:], quote.suffix[:NEIGHBOUR_LENGTH]
    is_enough = min(len(before), len(after)) >= _MIN_NEIGHBOUR_LENGTH
    return is_enough and text.endswith(before, 0, start) and text.startswith(after, end)


def _compute_context_share(text: str, quote: Selector, start: int, end: int) -> float:
    """Return the share of the context that adjoins the span, 0 to 1 for each side."""
    before, after = text[max(0, start - CONTEXT_LENGTH) : start], text[end : end + CONTEXT_LENGTH]
    common = len(commonprefix((quote.prefix[::-1], before[::-1])))
    return common / CONTEXT_LENGTH + len(commonprefix((quote.suffix, after))) / CONTEXT_LENGTH
