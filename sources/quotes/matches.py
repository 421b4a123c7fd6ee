"""What became of a quote, and which of several places it is at.

All offsets are code points.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sources.quotes.selectors import Selector, count_common_context, is_generic
from sources.text.boundaries import find_grapheme_boundary_after, is_grapheme_boundary
from sources.text.normalization import find_typographic_matches, normalize_typography

Span = tuple[int, int]
Spans = Sequence[Sequence[int]]  # [start, end) of each part of the text that is searched

EXACT = "exact"
NORMALISED = "normalised"
MOVED = "moved"
ALTERED = "altered"
AMBIGUOUS = "ambiguous"
MISSING = "missing"


class QuoteMatch(NamedTuple):
    """What became of a quote: one of the outcomes, and its span.

    `similarity` is 1 if the words are the same to a reader, and the similarity of the characters
    (0 to 1) if they were altered, or may be at several places in altered form. `candidates` are the
    spans of an ambiguous quote, at most `MAX_CANDIDATES` of them.
    """

    outcome: str
    start: int | None = None
    end: int | None = None
    similarity: float = 0.0
    candidates: tuple[Span, ...] = ()


MAX_CANDIDATES = 1000
# Context decides between occurrences if one of them has at least this many characters of it, both
# sides together, and no other has half as many.
_MIN_DECISIVE_CONTEXT = 12
# How many code points are looked at again where a quote was found. Of a long quote that occurs
# again and again, only the first places are listed.
_MAX_VERIFIED = 1_000_000


def get_search_spans(text: str, spans: Spans | None) -> Spans:
    return [(0, len(text))] if spans is None else spans


def report_ambiguous(candidates: Sequence[Span]) -> QuoteMatch | None:
    if not candidates:
        return None
    return QuoteMatch(AMBIGUOUS, similarity=1.0, candidates=tuple(candidates))


def choose_by_context(text: str, selector: Selector, candidates: Sequence[Span]) -> Span | None:
    """Return the one span that the context allows; None if the context does not decide."""
    if len(candidates) == 1 and not is_generic(text, selector, *candidates[0]):
        return candidates[0]
    ranked = sorted((-count_common_context(text, selector, *span), span) for span in candidates)
    if len(ranked) < 2:
        return None
    (best, span), (second, _) = ranked[:2]
    return span if -best >= max(_MIN_DECISIVE_CONTEXT, 2 * -second) else None


def iterate_normalised(text: str, selector: Selector, left: int, right: int) -> Iterator[Span]:
    """Yield the spans between `left` and `right` that equal the quote, as whole characters."""
    quote = normalize_typography(selector.exact).text.strip()
    matches = find_typographic_matches(text[left:right], selector.exact)
    limit = max(2, min(MAX_CANDIDATES, _MAX_VERIFIED // max(1, len(quote))))
    for match in islice(matches, limit):
        start, end = left + match[0], find_grapheme_boundary_after(text, left + match[1])
        if end is None or end > right or not is_grapheme_boundary(text, start):
            continue
        if normalize_typography(text[start:end]).text == quote:
            yield start, end
