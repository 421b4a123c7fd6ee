"""Tell tables from columns on a PDF page, and read them row by row. Pure. Places are in points."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from sources.extraction.pdf.lines import Piece, group_rows
from sources.extraction.pdf.regions import (
    Interval,
    Region,
    create_text_region,
    is_right_to_left,
)

_MIN_TABLE_ROWS = 2
# The cells of a table are shorter than the lines of a column (characters), and fill less of it.
_MAX_CELL_LENGTH, _MAX_LABEL_LENGTH = 13, 30
_MAX_CELL_FILL = 0.6
_NUMBER_CELL = re.compile(
    r"[\s\d.,:%‰+−–—()€$£¥<>≤≥~/'’*-]*\d[\s\d.,:%‰+−–—()€$£¥/'’*-]*\w{0,3}|[-–—.…]|n/?a"
)
# The lines of a wrapped cell are closer to each other than so many times their size.
_MIN_LEADING, _MAX_CELL_LEADING = 0.5, 1.4
# Where rows are farther apart than the lines in them, by this factor, near lines are one row.
_MIN_ROW_GAP, _MIN_ALIGNED_GAPS = 1.25, 2


def is_table(columns: list[list[Piece]]) -> bool:
    """Return whether columns are those of a table: short cells or numbers, in rows."""
    if len(columns) < 2:
        return False
    pieces = [piece for column in columns for piece in column]
    rows = group_rows(pieces)
    filled = sum(len(row) > 1 for row in rows)
    if filled < _MIN_TABLE_ROWS:
        return False
    if _has_labels(columns, rows) or _has_aligned_rows(columns):
        return True
    if filled * 2 < len(rows):
        return False
    cells = [piece for column in columns[1:] for piece in column]
    number_share = sum(bool(_NUMBER_CELL.fullmatch(cell.text[:40])) for cell in cells) / len(cells)
    length = median(len(piece.text) for piece in pieces)
    fill = median(_get_fill(piece, column) for column in columns for piece in column)
    return (
        number_share >= 0.5
        or length <= _MAX_CELL_LENGTH
        or (fill < _MAX_CELL_FILL and filled * 5 >= len(rows) * 4)
    )


def _get_fill(piece: Piece, column: list[Piece]) -> float:
    left, right = min(p.left for p in column), max(p.right for p in column)
    return (piece.right - piece.left) / ((right - left) or 1)


def _has_labels(columns: list[list[Piece]], rows: list[list[Piece]]) -> bool:
    """Return whether the first column has labels, such as speakers, beside longer paragraphs."""
    labels = columns[0]
    if len(columns) != 2 or len(labels) * 3 > len(columns[1]) * 2:
        return False
    label_ids = set(map(id, labels))
    is_beside = all(len(row) > 1 for row in rows if any(id(piece) in label_ids for piece in row))
    return is_beside and max(len(piece.text) for piece in labels) <= _MAX_LABEL_LENGTH


def _has_aligned_rows(columns: list[list[Piece]]) -> bool:
    """Return whether all columns have their wider gaps, two or more, at the same heights."""
    gaps = [_get_gaps(column) for column in columns]
    heights = [top - bottom for column in gaps for top, bottom in column]
    least = min(heights, default=0.0)
    wide = [[gap for gap in column if gap[0] - gap[1] >= _MIN_ROW_GAP * least] for column in gaps]
    if least == 0 or len(wide[0]) < _MIN_ALIGNED_GAPS or len(set(map(len, wide))) > 1:
        return False
    size = columns[0][0].size
    return all(
        min(top for top, _ in row) - max(bottom for _, bottom in row) > size / 2
        for row in zip(*wide, strict=True)
    )


def _get_gaps(column: list[Piece]) -> list[Interval]:
    """Return the baselines above and below each gap between the lines of a column."""
    ordered = sorted(column, key=lambda piece: -piece.baseline)
    pairs = ((before.baseline, piece.baseline) for before, piece in pairwise(ordered))
    return [gap for gap in pairs if gap[0] - gap[1] > _MIN_LEADING * column[0].size]


def create_table(columns: list[list[Piece]]) -> list[Region]:
    """Return the region of a table, between those of its title and of the lines below it."""
    rows = _create_rows(columns)
    first, last = 0, len(rows)
    while last - first > _MIN_TABLE_ROWS and _is_line(rows[first]):
        first += 1
    while last - first > _MIN_TABLE_ROWS and _is_line(rows[last - 1]):
        last -= 1
    above = [piece for row in rows[:first] for piece in row if piece]
    below = [piece for row in rows[last:] for piece in row if piece]
    table = Region(tuple(rows[first:last]), is_table=True)
    return [*create_text_region(above), table, *create_text_region(below)]


def _is_line(row: Sequence[Piece | None]) -> bool:
    """Return whether only the first cell of a row is filled."""
    return row[0] is not None and not any(row[1:])


def _create_rows(columns: list[list[Piece]]) -> list[tuple[Piece | None, ...]]:
    """Return the rows of a table; the lines of a wrapped cell are one cell."""
    pieces = [piece for column in columns for piece in column]
    column_of = {id(piece): index for index, column in enumerate(columns) for piece in column}
    rows: list[tuple[Piece | None, ...]] = []
    grouped = group_rows(pieces)
    max_leading = _get_max_leading(columns)
    last_baseline = 0.0
    for row in grouped:
        cells: list[Piece | None] = [None] * len(columns)
        for piece in row:
            index = column_of[id(piece)]
            before = cells[index]
            cells[index] = piece if before is None else _append(before, piece)
        leading = last_baseline - row[0].baseline
        is_near = leading <= _MAX_CELL_LEADING * row[0].size
        is_wrapped = leading <= max_leading or (is_near and cells[0] is None)
        if rows and is_wrapped and not _has_numbers(cells):
            rows[-1] = tuple(map(_append_optional, rows[-1], cells))
        else:
            rows.append(tuple(cells))
        last_baseline = row[0].baseline
    if is_right_to_left(pieces):
        return [tuple(reversed(row)) for row in rows]
    return rows


def _get_max_leading(columns: list[list[Piece]]) -> float:
    """Return up to which distance two lines are one row; 0 where all distances are alike."""
    gaps = [top - bottom for column in columns for top, bottom in _get_gaps(column)]
    least = min(gaps, default=0.0)
    wide_count = sum(gap >= _MIN_ROW_GAP * least for gap in gaps)
    is_close = least <= _MAX_CELL_LEADING * columns[0][0].size
    if not is_close or wide_count < min(2, len(gaps) - 1) or wide_count * 3 < len(gaps):
        return 0.0
    return (1 + _MIN_ROW_GAP) / 2 * least


def _has_numbers(cells: Sequence[Piece | None]) -> bool:
    return any(cell is not None and _NUMBER_CELL.fullmatch(cell.text[:40]) for cell in cells)


def _append_optional(cell: Piece | None, line: Piece | None) -> Piece | None:
    if cell is None or line is None:
        return cell or line
    return _append(cell, line)


def _append(cell: Piece, line: Piece) -> Piece:
    """Return a cell with one more line of text."""
    return Piece(
        cell.tokens + line.tokens,
        min(cell.left, line.left),
        max(cell.right, line.right),
        cell.baseline,
        cell.size,
        cell.is_right_to_left,
    )
