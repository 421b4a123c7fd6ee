"""Find the regions of a newer text in which an altered quote may be.

This has to be fast for texts of a million characters, and for texts made to be slow: in a long text
only short pieces of the quote are searched for. All offsets are code points.
"""

from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from sources.quotes.selectors import Selector

# Up to this product of the lengths, the whole text is aligned with the quote. Beyond it, pieces of
# the quote are searched for, because an alignment takes seconds in the worst case.
_MAX_ALIGNED_PRODUCT = 20_000_000
_PIECE_LENGTH, _MAX_PIECES = 12, 16
_MIN_HALF = 4  # so many pieces may be enough
# A piece that occurs more often says nothing about the place of the quote.
_MAX_PIECE_OCCURRENCES = 8
_MAX_REGIONS = 5
# Aligning so few characters is fast with any text.
_STRIP_LENGTH = 48
# How many characters of the context next to the quote are searched for.
NEIGHBOUR_LENGTH = 16


def find_candidate_regions(text: str, quote: Selector) -> Iterator[tuple[int, int]]:
    """Yield spans of the text that may hold the altered quote, each about as long as the quote."""
    regions = _find_regions_with_pieces(text, quote.exact)
    yield from regions
    yield from find_regions_near_context(text, quote)
    if len(text) * len(quote.exact) <= _MAX_ALIGNED_PRODUCT:
        yield _align(text, quote.exact)
    elif not regions:
        yield from _align_strips(text, quote.exact)


def _align(text: str, exact: str) -> tuple[int, int]:
    if len(text) <= len(exact):
        return 0, len(text)
    alignment = fuzz.partial_ratio_alignment(exact, text)
    assert alignment is not None  # it is None only with a score cutoff
    return alignment.dest_start, alignment.dest_end


def _find_regions_with_pieces(text: str, exact: str) -> list[tuple[int, int]]:
    """Return the regions with the most pieces of the quote, at about their old distances."""
    cell_length = max(_STRIP_LENGTH, len(exact) // 2)
    votes: Counter[int] = Counter()
    step = max(_PIECE_LENGTH, len(exact) // _MAX_PIECES)
    offsets = range(0, len(exact) - _PIECE_LENGTH + 1, step)
    for half in (offsets[::2], offsets[1::2]):
        for offset in half:
            for start in _find_piece(text, exact[offset : offset + _PIECE_LENGTH]):
                votes[(start - offset) // cell_length] += 1
        if max(votes.values(), default=0) * 2 > len(half) > _MIN_HALF:
            break  # every second piece shows the place
    most_votes = max(votes.values(), default=0)
    lefts = [
        cell * cell_length + cell_length // 2
        for cell, count in votes.most_common(_MAX_REGIONS)
        if count * _MAX_REGIONS > most_votes
    ]
    return [(max(0, left), min(len(text), left + len(exact))) for left in lefts]


def find_regions_near_context(text: str, quote: Selector) -> Iterator[tuple[int, int]]:
    """Yield the regions next to the places where the context of the quote is still found."""
    length = len(quote.exact)
    before, after = quote.prefix[-NEIGHBOUR_LENGTH:], quote.suffix[:NEIGHBOUR_LENGTH]
    for start in _find_piece(text, before):
        left = start + NEIGHBOUR_LENGTH
        yield left, min(len(text), left + length)
    for start in _find_piece(text, after):
        yield max(0, start - length), start


def _align_strips(text: str, exact: str) -> Iterator[tuple[int, int]]:
    """Yield where the start, the middle and the end of the quote fit best, each separately."""
    last = max(0, len(exact) - _STRIP_LENGTH)
    for offset in {0, last // 2, last}:
        strip = exact[offset : offset + _STRIP_LENGTH]
        alignment = fuzz.partial_ratio_alignment(strip, text, score_cutoff=70)
        if alignment is not None:
            left = max(0, alignment.dest_start - offset)
            yield left, min(len(text), left + len(exact))


def _find_piece(text: str, piece: str) -> list[int]:
    """Return where a piece occurs; nothing if it is too short or too common to mean anything."""
    if len(piece) < _PIECE_LENGTH:
        return []
    starts: list[int] = []
    start = text.find(piece)
    while start != -1 and len(starts) <= _MAX_PIECE_OCCURRENCES:
        starts.append(start)
        start = text.find(piece, start + 1)
    return starts if len(starts) <= _MAX_PIECE_OCCURRENCES else []
