"""Where in a newer text may a quote whose words are gone be looked for?

Cheap enough for a text of a million characters and for texts made to be slow: only short pieces of
the quote are searched for in the whole of a long text. Offsets are code points.
"""

from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from sources.quotes.selectors import Selector

# Up to this product of lengths the whole text is aligned with the quote. Beyond it the text is
# searched for pieces of the quote, because the alignment takes seconds in the worst case.
_ALIGNED = 20_000_000
_PIECE, _PIECES = 12, 16
# A piece that stands in more places tells nothing about the place of the quote.
_TELLING = 8
_REGIONS = 5
# An alignment of so few characters is quick with any text.
_STRIP = 48
# How much of what stood beside the quote is its neighbour.
NEIGHBOUR = 16


def regions(text: str, quote: Selector) -> Iterator[tuple[int, int]]:
    """Spans of the text that may hold the counterpart, each about as long as the quote."""
    pieced = _pieced(text, quote.exact)
    yield from pieced
    yield from neighboured(text, quote)
    if len(text) * len(quote.exact) <= _ALIGNED:
        yield _aligned(text, quote.exact)
    elif not pieced:
        yield from _stripped(text, quote.exact)


def _aligned(text: str, exact: str) -> tuple[int, int]:
    if len(text) <= len(exact):
        return 0, len(text)
    found = fuzz.partial_ratio_alignment(exact, text)
    return found.dest_start, found.dest_end


def _pieced(text: str, exact: str) -> list[tuple[int, int]]:
    """Where the most pieces of the quote stand at about their distances from one another."""
    cell = max(_STRIP, len(exact) // 2)
    votes = Counter()
    for offset in range(0, len(exact) - _PIECE + 1, max(_PIECE, len(exact) // _PIECES)):
        for at in _sightings(text, exact[offset : offset + _PIECE]):
            votes[(at - offset) // cell] += 1
    most = max(votes.values(), default=0)
    lefts = [
        one * cell + cell // 2
        for one, count in votes.most_common(_REGIONS)
        if count * _REGIONS > most
    ]
    return [(max(0, left), min(len(text), left + len(exact))) for left in lefts]


def neighboured(text: str, quote: Selector) -> Iterator[tuple[int, int]]:
    """Beside the places where what stood beside the quote still stands."""
    length = len(quote.exact)
    before, after = quote.prefix[-NEIGHBOUR:], quote.suffix[:NEIGHBOUR]
    for at in _sightings(text, before):
        yield at + NEIGHBOUR, min(len(text), at + NEIGHBOUR + length)
    for at in _sightings(text, after):
        yield max(0, at - length), at


def _stripped(text: str, exact: str) -> Iterator[tuple[int, int]]:
    """Where the start, the middle and the end of the quote fit best, each by itself."""
    for offset in {0, max(0, (len(exact) - _STRIP) // 2), max(0, len(exact) - _STRIP)}:
        found = fuzz.partial_ratio_alignment(exact[offset : offset + _STRIP], text, score_cutoff=70)
        if found is not None:
            left = max(0, found.dest_start - offset)
            yield left, min(len(text), left + len(exact))


def _sightings(text: str, piece: str) -> list[int]:
    """Where a piece stands; nowhere if it is too short or too common to tell anything."""
    if len(piece) < _PIECE:
        return []
    found, at = [], text.find(piece)
    while at != -1 and len(found) <= _TELLING:
        found.append(at)
        at = text.find(piece, at + 1)
    return found if len(found) <= _TELLING else []
