"""Find quoted words in a text, and find out what became of them in a newer text.

Quotes are described by selectors of the W3C Web Annotation Data Model (`sources.quotes.selectors`).
A quote that occurs several times is ambiguous until its context decides; it is never placed by
guess. All offsets are code points.

docs/decisions/0008-where-anchoring-differs.md compares this with other annotation tools.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from sources.quotes.altered_match import find_altered
from sources.quotes.matches import (
    ALTERED,
    AMBIGUOUS,
    EXACT,
    MAX_CANDIDATES,
    MISSING,
    MOVED,
    NORMALISED,
    QuoteMatch,
    Span,
    Spans,
    choose_by_context,
    get_search_spans,
    iterate_normalised,
    report_ambiguous,
)
from sources.quotes.selectors import Selector, has_lost_context, is_generic
from sources.text.boundaries import is_grapheme_boundary, snap_to_words
from sources.text.interruptions import remove_interruptions, skip_interruptions

__all__ = [
    "ALTERED",
    "AMBIGUOUS",
    "EXACT",
    "MAX_CANDIDATES",
    "MISSING",
    "MOVED",
    "NORMALISED",
    "Occurrence",
    "QuoteMatch",
    "Span",
    "Spans",
    "find_occurrences",
    "find_quote",
    "get_context",
    "locate_selector",
]


MAX_OCCURRENCES = 10_000  # of words that an editor quotes; no one chooses from more


# ── the exact words ─────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Occurrence:
    """One occurrence of words: `text[start:end]`, inside the searched `span`."""

    start: int
    end: int
    span: Span


def select_whole_words(text: str, occurrences: list[Occurrence]) -> list[Occurrence]:
    """Return the occurrences that are whole words, or if none is, all extended to whole words.

    An occurrence is not extended beyond its span.
    """
    snapped = [_snap_occurrence(text, occurrence) for occurrence in occurrences]
    whole = [old for old, new in zip(occurrences, snapped, strict=True) if old == new]
    return whole or list(dict.fromkeys(snapped))


def _snap_occurrence(text: str, occurrence: Occurrence) -> Occurrence:
    start, end = snap_to_words(text, occurrence.start, occurrence.end)
    left, right = occurrence.span
    return replace(occurrence, start=max(start, left), end=min(end, right))


def find_occurrences(
    text: str, exact: str, spans: Spans, prefix: str = "", suffix: str = ""
) -> list[Occurrence]:
    """Return the occurrences of `exact` inside one span, directly between `prefix` and `suffix`.

    They may overlap, and are at most `MAX_OCCURRENCES`. The prefix and suffix may be outside the
    span.
    """
    if not exact:
        return []
    whole = prefix + exact + suffix
    occurrences = (
        Occurrence(start + len(prefix), start + len(prefix) + len(exact), (left, right))
        for left, right in spans
        for start in _iterate_starts(
            text, whole, max(0, left - len(prefix)), min(len(text), right + len(suffix))
        )
        if left <= start + len(prefix) and start + len(prefix) + len(exact) <= right
    )
    return list(islice(occurrences, MAX_OCCURRENCES))


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


# A quote has moved if the share of the text before it has changed by more than this.
_MAX_SHIFT = 0.15
# Longer words are not searched for from the end: that takes the product of both lengths.
_MAX_REVERSE_SEARCH_LENGTH = 1000


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
    - normalised: the words differ in typography only, or a line that is no part of the article (an
      advertisement, “Read more”) is between them
    - altered: other words, at the place that best matches the quote; a similarity, however high,
      never makes them the same
    - ambiguous: several places, for the same or for altered words, or words so few and in such
      different context that they prove nothing
    - missing: none of these
    """
    return (
        _find_exact(text, selector, spans)
        or _find_normalised(text, selector, spans)
        or _find_interrupted(text, selector, spans)
        or find_altered(text, selector, spans)
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
        for left, right in get_search_spans(text, spans)
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
    span = choose_by_context(text, selector, candidates)
    return _decide_moved(text, selector, span[0]) if span else report_ambiguous(candidates)


# ── normalised ──────────────────────────────────────────────────────────────────────────────────
def _find_normalised(text: str, selector: Selector, spans: Spans | None) -> QuoteMatch | None:
    matches = (
        match
        for left, right in get_search_spans(text, spans)
        for match in iterate_normalised(text, selector, left, right)
    )
    candidates = list(dict.fromkeys(islice(matches, MAX_CANDIDATES)))
    span = choose_by_context(text, selector, candidates)
    return QuoteMatch(NORMALISED, *span, 1.0) if span else report_ambiguous(candidates)


def _find_interrupted(text: str, selector: Selector, spans: Spans | None) -> QuoteMatch | None:
    """Find the words where interrupting lines were added or removed, which the span includes."""
    words = remove_interruptions(selector.exact)
    quote = replace(selector, exact=words)
    found: list[Span] = []
    for left, right in get_search_spans(text, spans):
        rest = skip_interruptions(text[left:right])
        if rest is None and words == selector.exact:
            continue
        searched = rest.text if rest else text[left:right]
        for start, end in iterate_normalised(searched, quote, 0, len(searched)):
            if is_generic(searched, quote, start, end):
                continue
            first, last = rest.get_original_span(start, end) if rest else (start, end)
            found.append((left + first, left + last))
    candidates = list(dict.fromkeys(found))
    return (
        QuoteMatch(NORMALISED, *candidates[0], 1.0)
        if len(candidates) == 1
        else report_ambiguous(candidates)
    )
