"""The parts of a PDF page that are read line by line: a piece of text, or a table. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from sources.extraction.pdf.lines import Piece, group_rows, join_stretched

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that is read line by line: `rows` have one piece, or a cell each.

    A row of a table has an entry for each column; None is an empty cell.
    """

    rows: tuple[tuple[Piece | None, ...], ...]
    is_table: bool = False


def create_text_region(pieces: list[Piece]) -> list[Region]:
    if not pieces:
        return []
    rows = [join_stretched(row) for row in group_rows(pieces)]
    return [
        Region(tuple(tuple(reversed(row)) if is_right_to_left(row) else tuple(row) for row in rows))
    ]


def is_right_to_left(pieces: Sequence[Piece]) -> bool:
    count = sum(piece.right - piece.left for piece in pieces if piece.is_right_to_left)
    return count * 2 > sum(piece.right - piece.left for piece in pieces)
