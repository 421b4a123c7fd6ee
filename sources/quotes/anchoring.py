"""Where quoted words stand in a text. Pure: text in, offsets out; all offsets are code points.

A quotation is described as the W3C Web Annotation Data Model does it
(https://www.w3.org/TR/annotation-model/): a TextQuoteSelector (`exact`, `prefix`, `suffix`) and a
TextPositionSelector (`start` inclusive, `end` exclusive). A quotation that fits several places is
ambiguous until its context decides; it is never placed by guess.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sources.quotes.fuzzy_match import counterpart
from sources.quotes.selectors import Selector, company, describe, is_anybodys, is_in_other_company
from sources.text.graphemes import boundary_after, is_boundary
from sources.text.normalization import alike, fold

__all__ = [
    "Found",
    "Place",
    "Selector",
    "context",
    "describe",
    "find",
    "locate",
    "places",
]

Spans = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Place:
    """One occurrence: `text[start:end]`, inside the span from `span[0]` to `span[1]`."""

    start: int
    end: int
    span: tuple[int, int]


def places(text: str, exact: str, spans: Spans, prefix: str = "", suffix: str = "") -> list[Place]:
    """Every place where `exact` stands whole inside one span, between `prefix` and `suffix`.

    Overlapping occurrences count. The context may lie outside the span.
    """
    if not exact:
        return []
    return [
        Place(start, start + len(exact), (left, right))
        for left, right in spans
        for start in _occurrences(text, exact, left, right)
        if text.startswith(suffix, start + len(exact)) and text.endswith(prefix, 0, start)
    ]


def _occurrences(text: str, exact: str, left: int, right: int) -> Iterator[int]:
    start = text.find(exact, left, right)
    while start != -1:
        yield start
        start = text.find(exact, start + 1, right)


def context(text: str, place: Place, limit: int) -> tuple[str, str]:
    """What stands before and after a place, within its span and at most `limit` code points each.

    Where the context is cut it is cut between words.
    """
    left, right = max(place.span[0], place.start - limit), min(place.span[1], place.end + limit)
    before, after = text[left : place.start], text[place.end : right]
    if left > place.span[0] and not _between_words(text, left):
        before = before[_first_gap(before) :]
    if right < place.span[1] and not _between_words(text, right):
        after = after[: len(after) - _first_gap(after[::-1])]
    return before, after


def _between_words(text: str, offset: int) -> bool:
    return text[offset - 1].isspace() or text[offset].isspace()


def _first_gap(words: str) -> int:
    """The offset just before the first white space; 0 where there is none to cut at."""
    return next((i for i, character in enumerate(words) if character.isspace()), 0)


# ── finding again ───────────────────────────────────────────────────────────────────────────────
class Found(NamedTuple):
    """What became of a quote: one of the outcomes, and where.

    `likeness` is 1 where the words are the same to a reader, and the similarity of the characters
    (0 to 1) where they were altered. `places` are those among which nothing decides; of many only
    the first `MANY`.
    """

    outcome: str
    start: int | None = None
    end: int | None = None
    likeness: float = 0.0
    places: tuple[tuple[int, int], ...] = ()


EXACT = "exact"
NORMALISED = "normalised"
MOVED = "moved"
ALTERED = "altered"
AMBIGUOUS = "ambiguous"
MISSING = "missing"

MANY = 1000
# A quote has moved when it stands further into the text, or less far, by more than this share.
_SHIFT = 0.15
# What is longer is never searched for from the end: that takes the product of both lengths.
_SHORT = 1000
# Context decides between places if one has this many characters of it beside it, of both sides
# together, and no other has half as many.
_DECISIVE = 12


def locate(text: str, selector: Selector, spans: Spans | None = None) -> tuple[int, int] | None:
    """Where described words stand, in the same typography or another; the inverse of `describe`.

    None where they stand nowhere, or in several places among which neither context nor position
    decides: `find` tells which. A selector without words is its position, if the text has it.
    """
    if not selector.exact:
        return _at_position(text, selector)
    found = _verbatim(text, selector, spans) or _folded(text, selector, spans)
    return None if found is None or found.start is None else (found.start, found.end)


def find(text: str, selector: Selector, spans: Spans | None = None) -> Found:
    """What became of described words in a newer text of the same source, within `spans` of it.

    Exact and moved: the very words, in one place that their context allows. Normalised: the same to
    a reader. Altered: other words, in the place where the quote's counterpart stands; likeness
    alone never makes them the same. Ambiguous: several places, or words so few and in such other
    company that they may be anybody's. Missing: none of these.
    """
    return (
        _verbatim(text, selector, spans)
        or _folded(text, selector, spans)
        or _altered(text, selector, spans)
        or Found(MISSING)
    )


def _at_position(text: str, selector: Selector) -> tuple[int, int] | None:
    start, end = selector.start, selector.end
    if start is None or end is None or not 0 <= start <= end <= len(text):
        return None
    return start, end


# ── the very words ──────────────────────────────────────────────────────────────────────────────
def _verbatim(text: str, selector: Selector, spans: Spans | None) -> Found | None:
    exact, prefix, suffix = selector.exact, selector.prefix, selector.suffix
    if not exact:
        return None
    # This order is the fast one: most quotes stand where they stood in a text that did not change,
    # and most others between the neighbours they had. Bare `str.find` is the measure.
    whole, length, start = prefix + exact + suffix, selector.length, None
    if length is None or length == len(text):
        start = _as_before(text, selector, whole)
    if start is None:
        start = text.find(whole)
        if start == -1:
            return _among_places(text, selector, spans)
        # From the end is quicker than onward from there, but slow where both are long.
        last = text.rfind(whole) if len(whole) <= _SHORT else text.find(whole, start + 1)
        if last not in (start, -1):
            return _among_places(text, selector, spans)
        start += len(prefix)
    # Between the same neighbours the words are whole characters, if they were when described.
    company_kept = spans is None and prefix and suffix
    if company_kept or _stands(text, selector, start, spans):
        return _in_place(text, selector, start)
    return _among_places(text, selector, spans)


def _as_before(text: str, selector: Selector, whole: str) -> int | None:
    """The described position, if the words stand there between their neighbours."""
    if selector.start is None:
        return None
    left = selector.start - len(selector.prefix)
    return selector.start if left >= 0 and text.startswith(whole, left) else None


def _stands(text: str, selector: Selector, start: int, spans: Spans | None) -> bool:
    """Whether the words at `start` are whole characters, unless they were described otherwise."""
    end = start + len(selector.exact)
    if spans is not None and not any(left <= start and end <= right for left, right in spans):
        return False
    if selector.start == start and selector.length == len(text):
        return True
    return is_boundary(text, start) and is_boundary(text, end)


def _in_place(text: str, selector: Selector, start: int) -> Found:
    """Exact or moved: by the share of the text before it; where that is unknown, by its company."""
    end, was, length = start + len(selector.exact), selector.start, selector.length
    if was is not None and length:
        moved = abs(start / len(text) - was / length) > _SHIFT
    else:
        moved = is_in_other_company(text, selector, start, end)
    return Found(MOVED if moved else EXACT, start, end, 1.0, ())


def _among_places(text: str, selector: Selector, spans: Spans | None) -> Found | None:
    exact, within = selector.exact, _within(text, spans)
    found = (start for left, right in within for start in _occurrences(text, exact, left, right))
    starts = list(islice(found, MANY + 1))
    standing = [start for start in starts[:MANY] if _stands(text, selector, start, spans)]
    all_places = [(start, start + len(exact)) for start in standing]
    if len(starts) > MANY:
        return Found(AMBIGUOUS, likeness=1.0, places=tuple(all_places))
    decided = _decided(text, selector, all_places)
    return _in_place(text, selector, decided[0]) if decided else _undecided(all_places)


def _within(text: str, spans: Spans | None) -> Spans:
    return [(0, len(text))] if spans is None else spans


def _undecided(all_places: Sequence[tuple[int, int]]) -> Found | None:
    return Found(AMBIGUOUS, likeness=1.0, places=tuple(all_places)) if all_places else None


def _decided(
    text: str, selector: Selector, all_places: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The one place that the context allows; None where there is none or nothing decides."""
    if len(all_places) == 1 and not is_anybodys(text, selector, *all_places[0]):
        return all_places[0]
    ranked = sorted((-company(text, selector, *place), place) for place in all_places)
    if len(ranked) < 2:
        return None
    (best, place), (second, _) = ranked[:2]
    return place if -best >= max(_DECISIVE, 2 * -second) else None


# ── the same to a reader ────────────────────────────────────────────────────────────────────────
def _folded(text: str, selector: Selector, spans: Spans | None) -> Found | None:
    within = _within(text, spans)
    found = (place for left, right in within for place in _alike(text, selector, left, right))
    all_places = list(dict.fromkeys(islice(found, MANY)))
    decided = _decided(text, selector, all_places)
    return Found(NORMALISED, *decided, 1.0) if decided else _undecided(all_places)


def _alike(text: str, selector: Selector, left: int, right: int) -> Iterator[tuple[int, int]]:
    """The spans between `left` and `right` that read as the quote does, of whole characters."""
    quote = fold(selector.exact).text.strip()
    for origin in islice(alike(text[left:right], selector.exact), MANY):
        start, end = left + origin[0], boundary_after(text, left + origin[1])
        if end is None or end > right or not is_boundary(text, start):
            continue
        if fold(text[start:end]).text == quote:
            yield start, end


# ── other words ─────────────────────────────────────────────────────────────────────────────────
def _altered(text: str, selector: Selector, spans: Spans | None) -> Found | None:
    best = None
    for left, right in _within(text, spans):
        found = counterpart(text[left:right], selector)
        if found is not None and (best is None or found.weight > best[1].weight):
            best = left, found
    if best is None:
        return None
    start, end = best[0] + best[1].start, best[0] + best[1].end
    if not (is_boundary(text, start) and is_boundary(text, end)):
        return None
    return Found(ALTERED, start, end, best[1].likeness)
