"""Where do these words stand in a body, and which of its words are nearest if they do not? Pure.

Asked for a person who reads the answer: what is nearest is offered to be taken instead of what was
pasted, with every word that differs, and is never taken for it. Offsets are code points.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.core import text_diff
from sources.comparison import Piece
from sources.quotes.anchoring import EXACT, MISSING, NORMALISED, Place, Spans, context, find, places
from sources.quotes.fuzzy_match import likeliest
from sources.quotes.selectors import Selector

NEAR = "near"
SHOWN = 12  # places; among more nobody chooses by reading
AROUND = 60  # code points on either side
# Less alike, as a share of the characters, are two texts that only have a language in common.
LIKE = 0.6
STOPS = ".!?…。।؟"


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of the body as they may be quoted, what stands around them, and how they differ."""

    start: int
    end: int
    exact: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """The answer: `kind` is exact, normalised (the same to a reader), near or missing.

    Of many places the first `SHOWN` are `spots`; `total` counts all that were found.
    """

    kind: str
    spots: tuple[Spot, ...] = ()
    total: int = 0


def nearest(text: str, exact: str, spans: Spans, prefix: str = "", suffix: str = "") -> Nearest:
    """Where `exact` stands within `spans`, or else what there is most like it.

    `prefix` and `suffix` choose between places, and are left aside where no place has them.
    """
    if not exact.strip():
        return Nearest(MISSING)
    standing = places(text, exact, spans, prefix, suffix) or places(text, exact, spans)
    if standing:
        return _told(EXACT, text, exact, spans, [(one.start, one.end) for one in standing])
    selector = Selector(exact, prefix, suffix)
    found = find(text, selector, spans)
    if found.likeness == 1 and (alike := _spans_of(found)):
        return _told(NORMALISED, text, exact, spans, alike)
    near = _spans_of(found) or _likeliest(text, selector, spans)
    near = [(start, _unstopped(text, start, end, exact)) for start, end in near]
    return _told(NEAR, text, exact, spans, near) if near else Nearest(MISSING)


def _spans_of(found) -> list[tuple[int, int]]:
    return list(found.places) if found.start is None else [(found.start, found.end)]


def _likeliest(text: str, selector: Selector, spans: Spans) -> list[tuple[int, int]]:
    """One span at most: the words whose characters are most like, if they are enough."""
    found = [
        (one.likeness, left + one.start, left + one.end)
        for left, right in spans
        if (one := likeliest(text[left:right], selector)) is not None
    ]
    likeness, *span = max(found, default=(0.0,))
    return [tuple(span)] if likeness >= LIKE else []


def _unstopped(text: str, start: int, end: int, exact: str) -> int:
    """The end without the full stop of the sentence, if what was pasted has none either."""
    if exact.rstrip()[-1] in STOPS:
        return end
    kept = text[start:end].rstrip(STOPS)
    return start + len(kept) if kept else end


def _told(kind: str, text: str, exact: str, spans: Spans, found: Sequence) -> Nearest:
    spots = tuple(_spot(text, exact, spans, *place) for place in found[:SHOWN])
    return Nearest(kind, spots, len(found))


def _spot(text: str, exact: str, spans: Spans, start: int, end: int) -> Spot:
    span = next((left, right) for left, right in spans if left <= start and end <= right)
    before, after = context(text, Place(start, end, span), AROUND)
    words = text[start:end]
    pieces = () if words == exact else tuple(text_diff(exact, words))
    return Spot(start, end, words, before, after, pieces)
