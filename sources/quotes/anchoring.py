"""Find quoted words in a text, and find out what became of them in a newer text.

Quotes are described by selectors of the W3C Web Annotation Data Model (`sources.quotes.selectors`).
A quote that occurs several times is ambiguous until its context decides; it is never placed by
guess. All offsets are code points.

docs/decisions/0008-where-anchoring-differs.md compares this with other annotation tools.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sources.quotes.fuzzy_match import find_best_match
from sources.quotes.selectors import (
    Selector,
    count_common_context,
    has_lost_context,
    is_generic,
)
from sources.text.boundaries import find_grapheme_boundary_after, is_grapheme_boundary
from sources.text.normalization import find_typographic_matches, normalize_typography

Span = tuple[int, int]
Spans = Sequence[Sequence[int]]  # [start, end) of each part of the text that is searched


# ── the exact words ─────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Occurrence:
    """One occurrence of words: `text[start:end]`, inside the searched `span`."""

    start: int
    end: int
    span: Span


def find_occurrences(
    text: str, exact: str, spans: Spans, prefix: str = "", suffix: str = ""
) -> list[Occurrence]:
    """Return all occurrences of `exact` inside one span, directly between `prefix` and `suffix`.

    They may overlap. The prefix and suffix may be outside the span.
    """
    if not exact:
        return []
    return [
        Occurrence(start, start + len(exact), (left, right))
        for left, right in spans
        for start in _iterate_starts(text, exact, left, right)
        if text.startswith(suffix, start + len(exact)) and text.endswith(prefix, 0, start)
    ]


def _iterate_starts(text: str, exact: str, left: int, right: int) -> Iterator[int]:
    start = text.find(exact, left, right)
    while start != -1:
        yield start
        start = text.find(exact, start + 1, right)


def get_context(text: str, occurrence: Occurrence, limit: int) -> tuple[str, str]:
    """Return the text before and after an occurrence, from its span only.

    Each has at most `limit` code points, and is cut between words.
    """
    left = max(occurrence.span[0], occurrence.start - limit)
    right = min(occurrence.span[1], occurrence.end + limit)
    before, after = text[left : occurrence.start], text[occurrence.end : right]
    if left > occurrence.span[0] and not _is_between_words(text, left):
        before = before[_find_white_space(before) :]
    if right < occurrence.span[1] and not _is_between_words(text, right):
        after = after[: len(after) - _find_white_space(after[::-1])]
    return before, after


def _is_between_words(text: str, offset: int) -> bool:
    return text[offset - 1].isspace() or text[offset].isspace()


def _find_white_space(text: str) -> int:
    """Return the offset of the first white space; 0 if there is none to cut at."""
    return next((i for i, character in enumerate(text) if character.isspace()), 0)


# ── outcomes ────────────────────────────────────────────────────────────────────────────────────
EXACT = "exact"
NORMALISED = "normalised"
MOVED = "moved"
ALTERED = "altered"
AMBIGUOUS = "ambiguous"
MISSING = "missing"


class QuoteMatch(NamedTuple):
    """What became of a quote: one of the outcomes, and its span.

    `similarity` is 1 if the words are the same to a reader, and the similarity of the characters
    (0 to 1) if they were altered. `candidates` are the spans of an ambiguous quote, at most
    `MAX_CANDIDATES` of them.
    """

    outcome: str
    start: int | None = None
    end: int | None = None
    similarity: float = 0.0
    candidates: tuple[Span, ...] = ()


MAX_CANDIDATES = 1000
# A quote has moved if the share of the text before it has changed by more than this.
_MAX_SHIFT = 0.15
# Longer words are not searched for from the end: that takes the product of both lengths.
_MAX_REVERSE_SEARCH_LENGTH = 1000
# Context decides between occurrences if one of them has at least this many characters of it, both
# sides together, and no other has half as many.
_MIN_DECISIVE_CONTEXT = 12


def locate_selector(text: str, selector: Selector, spans: Spans | None = None) -> Span | None:
    """Return the span of the described words, in whatever typography; undoes `create_selector`.

    Return None if the words are not there, or occur several times and neither context nor position
    decides; `find_quote` says which. A selector without words is its position, if the text is long
    enough.
    """
    if not selector.exact:
        return _get_position(text, selector)
    match = _find_exact(text, selector, spans) or _find_normalised(text, selector, spans)
    if match is None or match.start is None or match.end is None:
        return None
    return match.start, match.end


def find_quote(text: str, selector: Selector, spans: Spans | None = None) -> QuoteMatch:
    """Find out what became of a quote in a newer text of its source, within `spans`.

    - exact, moved: the exact words, at one place, which their context allows
    - normalised: the words differ in typography only
    - altered: other words, at the place that best matches the quote; a similarity, however high,
      never makes them the same
    - ambiguous: several places, or words so few and in such different context that they prove
      nothing
    - missing: none of these
    """
    return (
        _find_exact(text, selector, spans)
        or _find_normalised(text, selector, spans)
        or _find_altered(text, selector, spans)
        or QuoteMatch(MISSING)
    )


def _get_position(text: str, selector: Selector) -> Span | None:
    start, end = selector.start, selector.end
    if start is None or end is None or not 0 <= start <= end <= len(text):
        return None
    return start, end


# ── exact and moved ─────────────────────────────────────────────────────────────────────────────
def _find_exact(text: str, selector: Selector, spans: Spans | None) -> QuoteMatch | None:
    exact, prefix, suffix = selector.exact, selector.prefix, selector.suffix
    if not exact:
        return None
    # The order of these steps is for speed: most quotes are where they were in a text that did not
    # change, and most of the rest still have their context. The benchmark compares this with a bare
    # `str.find`.
    whole, start = prefix + exact + suffix, None
    if selector.text_length is None or selector.text_length == len(text):
        start = _check_old_position(text, selector, whole)
    if start is None:
        start = text.find(whole)
        if start == -1:
            return _choose_occurrence(text, selector, spans)
        # Searching from the end is faster than searching on, but slow if both are long.
        is_short = len(whole) <= _MAX_REVERSE_SEARCH_LENGTH
        last = text.rfind(whole) if is_short else text.find(whole, start + 1)
        if last not in (start, -1):
            return _choose_occurrence(text, selector, spans)
        start += len(prefix)
    # With the same context on both sides the words are whole characters, as they were when the
    # selector was created.
    has_kept_context = spans is None and prefix and suffix
    if has_kept_context or _is_valid_start(text, selector, start, spans):
        return _decide_moved(text, selector, start)
    return _choose_occurrence(text, selector, spans)


def _check_old_position(text: str, selector: Selector, whole: str) -> int | None:
    """Return the position in the selector if the words are still there, with their context."""
    if selector.start is None:
        return None
    left = selector.start - len(selector.prefix)
    return selector.start if left >= 0 and text.startswith(whole, left) else None


def _is_valid_start(text: str, selector: Selector, start: int, spans: Spans | None) -> bool:
    """Return whether the words at `start` are inside the spans and consist of whole characters.

    If the text did not change, the quote is valid even if it cuts a character.
    """
    end = start + len(selector.exact)
    if spans is not None and not any(left <= start and end <= right for left, right in spans):
        return False
    if selector.start == start and selector.text_length == len(text):
        return True
    return is_grapheme_boundary(text, start) and is_grapheme_boundary(text, end)


def _decide_moved(text: str, selector: Selector, start: int) -> QuoteMatch:
    """Return exact or moved: by the share of the text before it, or by context if unknown."""
    end, old_start, old_length = start + len(selector.exact), selector.start, selector.text_length
    if old_start is not None and old_length:
        has_moved = abs(start / len(text) - old_start / old_length) > _MAX_SHIFT
    else:
        has_moved = has_lost_context(text, selector, start, end)
    return QuoteMatch(MOVED if has_moved else EXACT, start, end, 1.0, ())


def _choose_occurrence(text: str, selector: Selector, spans: Spans | None) -> QuoteMatch | None:
    exact = selector.exact
    iterator = (
        start
        for left, right in _get_search_spans(text, spans)
        for start in _iterate_starts(text, exact, left, right)
    )
    starts = list(islice(iterator, MAX_CANDIDATES + 1))
    candidates = [
        (start, start + len(exact))
        for start in starts[:MAX_CANDIDATES]
        if _is_valid_start(text, selector, start, spans)
    ]
    if len(starts) > MAX_CANDIDATES:
        return QuoteMatch(AMBIGUOUS, similarity=1.0, candidates=tuple(candidates))
    span = _choose_by_context(text, selector, candidates)
    return _decide_moved(text, selector, span[0]) if span else _report_ambiguous(candidates)


def _get_search_spans(text: str, spans: Spans | None) -> Spans:
    return [(0, len(text))] if spans is None else spans


def _report_ambiguous(candidates: Sequence[Span]) -> QuoteMatch | None:
    if not candidates:
        return None
    return QuoteMatch(AMBIGUOUS, similarity=1.0, candidates=tuple(candidates))


def _choose_by_context(text: str, selector: Selector, candidates: Sequence[Span]) -> Span | None:
    """Return the one span that the context allows; None if the context does not decide."""
    if len(candidates) == 1 and not is_generic(text, selector, *candidates[0]):
        return candidates[0]
    ranked = sorted((-count_common_context(text, selector, *span), span) for span in candidates)
    if len(ranked) < 2:
        return None
    (best, span), (second, _) = ranked[:2]
    return span if -best >= max(_MIN_DECISIVE_CONTEXT, 2 * -second) else None


# ── normalised ──────────────────────────────────────────────────────────────────────────────────
def _find_normalised(text: str, selector: Selector, spans: Spans | None) -> QuoteMatch | None:
    matches = (
        match
        for left, right in _get_search_spans(text, spans)
        for match in _iterate_normalised(text, selector, left, right)
    )
    candidates = list(dict.fromkeys(islice(matches, MAX_CANDIDATES)))
    span = _choose_by_context(text, selector, candidates)
    return QuoteMatch(NORMALISED, *span, 1.0) if span else _report_ambiguous(candidates)


def _iterate_normalised(text: str, selector: Selector, left: int, right: int) -> Iterator[Span]:
    """Yield the spans between `left` and `right` that equal the quote, as whole characters."""
    quote = normalize_typography(selector.exact).text.strip()
    matches = find_typographic_matches(text[left:right], selector.exact)
    for match in islice(matches, MAX_CANDIDATES):
        start, end = left + match[0], find_grapheme_boundary_after(text, left + match[1])
        if end is None or end > right or not is_grapheme_boundary(text, start):
            continue
        if normalize_typography(text[start:end]).text == quote:
            yield start, end


# ── altered ─────────────────────────────────────────────────────────────────────────────────────
def _find_altered(text: str, selector: Selector, spans: Spans | None) -> QuoteMatch | None:
    best, offset = None, 0
    for left, right in _get_search_spans(text, spans):
        match = find_best_match(text[left:right], selector)
        if match is not None and (best is None or match.score > best.score):
            best, offset = match, left
    if best is None:
        return None
    start, end = offset + best.start, offset + best.end
    if not (is_grapheme_boundary(text, start) and is_grapheme_boundary(text, end)):
        return None
    return QuoteMatch(ALTERED, start, end, best.similarity)
