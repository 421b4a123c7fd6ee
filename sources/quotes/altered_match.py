"""Find the place where a quote is in other words, or the several places.

A quote whose altered words are at two places is ambiguous unless its context decides: the first
place is no better than the second. All offsets are code points.
"""

from bisect import bisect_left
from dataclasses import replace

from rapidfuzz import fuzz

from sources.quotes.fuzzy_match import FuzzyMatch, find_probable_matches
from sources.quotes.matches import (
    ALTERED,
    AMBIGUOUS,
    MAX_CANDIDATES,
    QuoteMatch,
    Span,
    Spans,
    choose_by_context,
    get_search_spans,
    iterate_normalised,
)
from sources.quotes.selectors import Selector
from sources.text.boundaries import is_grapheme_boundary
from sources.text.scripts import VOWEL_SIGNS, has_vowel_signs, simplify_characters
from sources.text.shortened import ShortenedText, remove_spans

# Two places are equally good if their words are that similar to each other (0 to 100), and about as
# similar to the quote (0 to 1).
_MIN_RIVAL_RATIO = 90
_MAX_SIMILARITY_LOSS = 0.05
# Only the same words have a similarity of 1.
_MAX_SIMILARITY = 0.999


def find_altered(text: str, selector: Selector, spans: Spans | None) -> QuoteMatch | None:
    """Return where the quote is in other words, or that it may be at several places.

    In this search traditional and simplified Chinese characters are equal, and the vowel signs of
    Arabic and Hebrew do not count; whether they matter is for the comparison to say.
    """
    text, selector = simplify_characters(text), _fold_selector(selector)
    if not has_vowel_signs(text):
        return _find(text, selector, spans)
    rest = remove_spans(text, [sign.span() for sign in VOWEL_SIGNS.finditer(text)])
    rest_spans = spans and [
        (rest.get_offset(left), rest.get_offset(right)) for left, right in spans
    ]
    match = _find(rest.text, selector, rest_spans)
    return match and _restore_vowel_signs(text, rest, match)


def _restore_vowel_signs(text: str, rest: ShortenedText, match: QuoteMatch) -> QuoteMatch:
    """Return the match in the text with the signs, including those of the last letter."""

    def restore(start: int, end: int) -> Span:
        left, right = rest.get_original_span(start, end)
        signs = VOWEL_SIGNS.match(text, right)
        return left, signs.end() if signs else right

    candidates = tuple(restore(*span) for span in match.candidates)
    if match.start is None or match.end is None:
        return match._replace(candidates=candidates)
    start, end = restore(match.start, match.end)
    return match._replace(start=start, end=end)


def _find(text: str, selector: Selector, spans: Spans | None) -> QuoteMatch | None:
    matches = [
        _shift(match, left)
        for left, right in get_search_spans(text, spans)
        for match in find_probable_matches(text[left:right], selector)
    ]
    best = max(matches, key=lambda match: match.score, default=None)
    if best is None or not _is_whole(text, best.start, best.end):
        return None
    places = [*_list_rivals(text, best, matches), *_list_same_words(text, best, selector, spans)]
    candidates = _drop_overlapping([(best.start, best.end), *places])
    if len(candidates) == 1:
        similarity = min(best.similarity, _MAX_SIMILARITY)
        return QuoteMatch(ALTERED, best.start, best.end, similarity)
    span = choose_by_context(text, selector, candidates)
    similarity = min(best.similarity, _MAX_SIMILARITY)
    if span is None:
        return QuoteMatch(AMBIGUOUS, similarity=similarity, candidates=tuple(candidates))
    return QuoteMatch(ALTERED, *span, similarity)


def _fold_selector(selector: Selector) -> Selector:
    exact, prefix, suffix = (
        VOWEL_SIGNS.sub("", simplify_characters(text))
        for text in (selector.exact, selector.prefix, selector.suffix)
    )
    return replace(selector, exact=exact, prefix=prefix, suffix=suffix)


def _shift(match: FuzzyMatch, offset: int) -> FuzzyMatch:
    return FuzzyMatch(match.start + offset, match.end + offset, match.similarity, match.score)


def _is_whole(text: str, start: int, end: int) -> bool:
    return is_grapheme_boundary(text, start) and is_grapheme_boundary(text, end)


def _list_rivals(text: str, best: FuzzyMatch, matches: list[FuzzyMatch]) -> list[Span]:
    """Return the other places that are as similar to the quote, and to the best place."""
    words = text[best.start : best.end]
    return [
        (match.start, match.end)
        for match in sorted(matches, key=lambda match: -match.score)
        if match.similarity >= best.similarity - _MAX_SIMILARITY_LOSS
        and not match.start < best.end > best.start < match.end
        and fuzz.ratio(words, text[match.start : match.end]) >= _MIN_RIVAL_RATIO
    ]


def _list_same_words(
    text: str, best: FuzzyMatch, selector: Selector, spans: Spans | None
) -> list[Span]:
    """Return where the words of the best match are, itself included."""
    altered = Selector(text[best.start : best.end], selector.prefix, selector.suffix)
    return [
        span
        for left, right in get_search_spans(text, spans)
        for span in iterate_normalised(text, altered, left, right)
    ][:MAX_CANDIDATES]


def _drop_overlapping(spans: list[Span]) -> list[Span]:
    """Return the spans without those that overlap an earlier one of the list, by position."""
    kept: list[Span] = []
    for span in spans:
        place = bisect_left(kept, span)
        is_free_before = place == 0 or kept[place - 1][1] <= span[0]
        if is_free_before and (place == len(kept) or span[1] <= kept[place][0]):
            kept.insert(place, span)
    return kept
