"""Where quoted words stand in a text. Pure: text in, offsets out; all offsets are code points.

A quotation is described as the W3C Web Annotation Data Model does it
(https://www.w3.org/TR/annotation-model/): a TextQuoteSelector (`exact`, `prefix`, `suffix`) and a
TextPositionSelector (`start` inclusive, `end` exclusive). A quotation that fits several places is
ambiguous until its context decides; it is never placed by guess.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


def surroundings(text: str, place: Place, width: int = 40) -> str:
    """A place as a short excerpt, for messages: `… words [quote] words …`."""
    before, after = context(text, place, width)
    return f"…{before}[{text[place.start : place.end]}]{after}…".replace("\n", " ")


# ── stand-in: found again in a later text ───────────────────────────────────────────────────────
@dataclass(frozen=True)
class Selector:
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    outcome: str
    start: int | None
    end: int | None
    likeness: float
    places: list[Place]


def find(text: str, selector: Selector, spans: Spans | None = None) -> Found:
    spans = spans if spans is not None else [[0, len(text)]]
    found = places(text, selector.exact, spans)
    if len(found) > 1:
        found = places(text, selector.exact, spans, selector.prefix, selector.suffix) or found
    if len(found) > 1:
        return Found("ambiguous", None, None, 1.0, found)
    if found:
        outcome = "exact" if found[0].start == selector.start else "moved"
        return Found(outcome, found[0].start, found[0].end, 1.0, found)
    return _alike(text, selector, spans)


def _alike(text: str, selector: Selector, spans) -> Found:
    from rapidfuzz import fuzz

    text = text[: spans[-1][1]]
    best = fuzz.partial_ratio_alignment(selector.exact, text)
    if best is None or best.score < 70:
        return Found("missing", None, None, 0.0, [])
    start, end = best.dest_start, best.dest_end
    if start and not text[start - 1].isspace():
        start = max(text.rfind(" ", 0, start) + 1, 0)
    while end < len(text) and text[end].isalnum():
        end += 1
    words = text[start:end]
    same = " ".join(words.replace("’", "'").split()) == " ".join(
        selector.exact.replace("’", "'").split()
    )
    return Found("normalised" if same else "altered", start, end, best.score / 100, [])
