"""Suggest which words of a text to quote, for words that an editor pasted.

If the pasted words are not in the text, the most similar words are offered in their place, with a
word diff. A person decides; they are never taken for the pasted words. All offsets are code points.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.core.text_diff import DiffSegment, diff_words
from sources.quotes.anchoring import (
    EXACT,
    MISSING,
    NORMALISED,
    Occurrence,
    QuoteMatch,
    Span,
    Spans,
    find_occurrences,
    find_quote,
    get_context,
)
from sources.quotes.fuzzy_match import find_most_similar
from sources.quotes.line_ends import find_across_line_ends
from sources.quotes.selectors import Selector

SIMILAR = "similar"
MAX_SHOWN_CANDIDATES = 12  # no one chooses from more by reading
CANDIDATE_CONTEXT_LENGTH = 60  # code points on either side
# Below this similarity ratio, two texts merely share a language.
MIN_SIMILARITY = 0.6
SENTENCE_STOPS = ".!?…。।؟"


@dataclass(frozen=True, slots=True)
class QuoteCandidate:
    """Words of the text as they may be quoted, their context, and how they differ (if they do)."""

    start: int
    end: int
    exact: str
    before: str
    after: str
    diff: tuple[DiffSegment, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteSuggestions:
    """What could be quoted: `kind` is exact, normalised, similar or missing.

    Normalised words differ in their typography or their line ends only.

    `candidates` are the first `MAX_SHOWN_CANDIDATES`; `total` counts all that were found.
    """

    kind: str
    candidates: tuple[QuoteCandidate, ...] = ()
    total: int = 0


def suggest_quotes(
    text: str, exact: str, spans: Spans, prefix: str = "", suffix: str = ""
) -> QuoteSuggestions:
    """Return where `exact` is within `spans`, or else the words most similar to it.

    `prefix` and `suffix` choose between occurrences; they are ignored if no occurrence has them.
    """
    if not exact.strip():
        return QuoteSuggestions(MISSING)
    occurrences = find_occurrences(text, exact, spans, prefix, suffix)
    occurrences = occurrences or find_occurrences(text, exact, spans)
    if occurrences:
        exact_spans = [(occurrence.start, occurrence.end) for occurrence in occurrences]
        return _create_suggestions(EXACT, text, exact, spans, exact_spans)
    selector = Selector(exact, prefix, suffix)
    match = find_quote(text, selector, spans)
    matching_spans = _get_matching_spans(match)
    if match.similarity == 1 and matching_spans:
        return _create_suggestions(NORMALISED, text, exact, spans, matching_spans)
    if line_end_spans := find_across_line_ends(text, exact, spans):
        return _create_suggestions(NORMALISED, text, exact, spans, line_end_spans)
    similar_spans = [
        (start, _strip_added_stop(text, start, end, exact))
        for start, end in matching_spans or _find_most_similar_span(text, selector, spans)
    ]
    if not similar_spans:
        return QuoteSuggestions(MISSING)
    return _create_suggestions(SIMILAR, text, exact, spans, similar_spans)


def _get_matching_spans(match: QuoteMatch) -> list[Span]:
    if match.start is None or match.end is None:
        return list(match.candidates)
    return [(match.start, match.end)]


def _find_most_similar_span(text: str, selector: Selector, spans: Spans) -> list[Span]:
    """Return the span with the most similar characters, if it is similar enough; else nothing."""
    matches = [
        (match.similarity, (left + match.start, left + match.end))
        for left, right in spans
        if (match := find_most_similar(text[left:right], selector)) is not None
    ]
    similarity, span = max(matches, default=(0.0, (0, 0)))
    return [span] if similarity >= MIN_SIMILARITY else []


def _strip_added_stop(text: str, start: int, end: int, exact: str) -> int:
    """Return the end without the full stop of the sentence, if the pasted words have none."""
    if exact.rstrip()[-1] in SENTENCE_STOPS:
        return end
    words = text[start:end].rstrip(SENTENCE_STOPS)
    return start + len(words) if words else end


def _create_suggestions(
    kind: str, text: str, exact: str, spans: Spans, found_spans: Sequence[Span]
) -> QuoteSuggestions:
    candidates = [
        _create_candidate(text, exact, spans, *span) for span in found_spans[:MAX_SHOWN_CANDIDATES]
    ]
    return QuoteSuggestions(kind, tuple(candidates), len(found_spans))


def _create_candidate(text: str, exact: str, spans: Spans, start: int, end: int) -> QuoteCandidate:
    span = next((left, right) for left, right in spans if left <= start and end <= right)
    before, after = get_context(text, Occurrence(start, end, span), CANDIDATE_CONTEXT_LENGTH)
    words = text[start:end]
    diff = () if words == exact else tuple(diff_words(exact, words))
    return QuoteCandidate(start, end, words, before, after, diff)
