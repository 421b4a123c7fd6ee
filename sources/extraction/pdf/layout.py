"""Bring the pieces of a PDF page into reading order: column by column, tables by row. Pure.

A page is cut into bands from top to bottom. A band in which a vertical gutter stays empty is either
several columns, which are read one after another, or a table, which is read row by row. Places are
in points.
"""

from collections.abc import Sequence
from statistics import median

from sources.extraction.pdf.lines import MAX_PIECES, Piece, group_rows, join_stretched
from sources.extraction.pdf.regions import (
    Interval,
    Region,
    create_text_region,
    is_right_to_left,
)
from sources.extraction.pdf.tables import create_table, is_table

_MIN_GUTTER = 0.7  # share of the size
_MIN_COLUMN_LINES = 2
# A column has this share of the lines of the longest one, if that has so many.
_MIN_COLUMN_SHARE, _MIN_COMPARED_LINES = 0.15, 8
_MAX_DEPTH = 4


def order_pieces(pieces: Sequence[Piece]) -> list[Region]:
    """Return the regions of a page in reading order."""
    if len(pieces) > MAX_PIECES:
        return [Region(tuple((piece,) for piece in pieces))]
    return _order(list(pieces), 0)


def _order(pieces: list[Piece], depth: int) -> list[Region]:
    regions: list[Region] = []
    waiting: list[Piece] = []  # pieces without columns, which make one region
    for band in _split_bands(pieces):
        columns = _split_columns(band) if depth < _MAX_DEPTH else [band]
        if len(columns) < 2:
            waiting += band
            continue
        regions += create_text_region(waiting)
        waiting = []
        if is_table(columns):
            regions += create_table(columns)
        else:
            ordered = reversed(columns) if is_right_to_left(band) else columns
            regions += [region for column in ordered for region in _order(column, depth + 1)]
    return regions + create_text_region(waiting)


# ── bands and columns ───────────────────────────────────────────────────────────────────────────
def _split_bands(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces from top to bottom, cut where columns begin and where they end.

    Columns begin where a piece is next to another one, and end with a piece that leaves no
    gutter between them.
    """
    gutter = _MIN_GUTTER * median(piece.size for piece in pieces) if pieces else 0.0
    alone = {id(row[0]) for row in group_rows(pieces) if len(row) == 1}
    bands: list[list[Piece]] = [[]]
    columns: list[Interval] = []  # what the pieces of the band cover; empty before columns begin
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        wider = _cover(columns, piece, gutter)
        is_below_table = (
            1 < len(wider) < len(columns)
            and id(piece) in alone
            and is_table(_split_columns(bands[-1]))
        )
        if len(wider) < 2 or is_below_table:  # the columns end, or have not begun
            beside = _take_beside(bands[-1], piece) if not columns or len(bands[-1]) < 3 else []
            wider = []
            for neighbour in (*beside, piece):
                wider = _cover(wider, neighbour, gutter)
            if columns or len(wider) > 1:
                bands.append([])
            bands[-1] += beside
            wider = wider if len(wider) > 1 else []
        columns = wider
        bands[-1].append(piece)
    return [band for band in bands if band]


def _take_beside(band: list[Piece], piece: Piece) -> list[Piece]:
    """Take the last pieces from a band that are next to a piece, not above it."""
    beside: list[Piece] = []
    while band and len(beside) < 20 and band[-1].baseline - piece.baseline < 0.9 * piece.size:
        beside.insert(0, band.pop())
    return beside


def _cover(columns: Sequence[Interval], piece: Piece, gutter: float) -> list[Interval]:
    """Return the covered intervals with that of a piece; those without a gutter are one."""
    left, right = piece.left, piece.right
    apart = []
    for start, end in columns:
        if start - right >= gutter or left - end >= gutter:
            apart.append((start, end))
        else:
            left, right = min(left, start), max(right, end)
    return sorted([*apart, (left, right)])


def _split_columns(band: Sequence[Piece]) -> list[list[Piece]]:
    """Return the columns of a band from left to right; a column has at least two lines."""
    if not band:
        return []
    gutter = _MIN_GUTTER * median(piece.size for piece in band)
    columns: list[list[Piece]] = []
    right = float("-inf")
    for piece in sorted(band, key=lambda piece: piece.left):
        if not columns or piece.left - right >= gutter:
            columns.append([])
        columns[-1].append(piece)
        right = max(right, piece.right)
    columns = [_join_lines(column) for column in _merge_sparse(columns)]
    if len(columns) < 2 or min(map(len, columns)) < _MIN_COLUMN_LINES and not is_table(columns):
        return [list(band)]
    return columns


def _merge_sparse(columns: list[list[Piece]]) -> list[list[Piece]]:
    """Return the columns, those with a few words of stretched lines as part of the one before."""
    longest = max(map(len, columns))
    if len(columns) < 3 or longest < _MIN_COMPARED_LINES:
        return columns
    merged = [columns[0]]
    for column in columns[1:]:
        if len(column) < _MIN_COLUMN_SHARE * longest:
            merged[-1] = merged[-1] + column
        else:
            merged.append(column)
    return merged


def _join_lines(column: list[Piece]) -> list[Piece]:
    """Return the pieces of a column, with its justified lines whole."""
    return [piece for row in group_rows(column) for piece in join_stretched(row)]
