"""Put the lines of a PDF together to paragraphs, also across columns and pages. Pure.

A paragraph begins where the text is indented, where the gap between lines is wider, where the size
changes, and after a line that ends although the next word would have fitted.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from statistics import median

from sources.extraction.pdf.lines import LIST_MARKER, Piece
from sources.extraction.pdf.regions import Region

Row = tuple[Piece | None, ...]

# Shares of the size of the text.
_MIN_INDENT, _MAX_INDENT = 0.7, 6.0
_EDGE_TOLERANCE = 0.25
_WORD_SPACE = 0.3
# A wider gap than so many times the usual one separates paragraphs.
_MIN_PARAGRAPH_GAP = 1.25
_MAX_SENTENCE_GAP, _MAX_FULL_LINE_GAP = 1.7, 1.4
_USUAL_LEADING, _MAX_LEADING = 1.3, 2.6
_SIZE_TOLERANCE = 0.12
HEADING_SIZE = 1.15  # times the size of most of the text
_MAX_HEADING_LENGTH = 250
_MIN_MEASURED_LINES = 3  # fewer lines do not show where the right edge of the text is
_STOPS = '.!?…:;。！？．؟।”"»'

PARAGRAPH, TABLE, HEADING, NOTE = "paragraph", "table", "heading", "note"
CAPTION_START = re.compile(
    r"(?:fig(?:ure)?|table|chart|photo|source|abb(?:ildung)?|tab(?:elle)?|foto|quelle|grafik|tableau"
    r"|graphique|рис(?:унок)?|табл(?:ица|иця)?|фото|rys(?:unek)?|wykres|figura|tabla|gráfico|tabela"
    r"|figura|tabella|şekil|tablo|图|表|شكل|جدول)\.?\s*[\dIVX]+[.:\-–—\s]",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Line:
    """A line of a paragraph, or a row of a table. `is_forced` says that it ends on purpose."""

    row: Row
    page: int
    left: float
    right: float
    baseline: float
    size: float
    is_forced: bool = False

    @property
    def text(self) -> str:
        return "\t".join(piece.text if piece else "" for piece in self.row)


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. `is_indented` says that the first one is indented.

    `room` is the width that the last line leaves free, in points; infinite if that is not known.
    """

    kind: str
    lines: list[Line] = field(default_factory=list)
    is_indented: bool = False
    room: float = inf

    @property
    def size(self) -> float:
        return median(line.size for line in self.lines)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Edges:
    """The edges of the text in a region, and the usual distance between its baselines."""

    left: float
    right: float
    leading: float


def build_paragraphs(regions: Iterable[Region], page: int, body_size: float) -> list[Paragraph]:
    """Return the paragraphs and tables of a page in reading order."""
    paragraphs: list[Paragraph] = []
    for region in regions:
        lines = [_create_line(row, page) for row in region.rows]
        if region.is_table:
            paragraphs.append(Paragraph(TABLE, lines))
        elif lines:
            paragraphs += _split_paragraphs(lines)
    for paragraph in paragraphs:
        is_large = paragraph.size >= HEADING_SIZE * body_size
        if paragraph.kind == PARAGRAPH and is_large and len(paragraph.text) <= _MAX_HEADING_LENGTH:
            paragraph.kind = HEADING
    return paragraphs


def _create_line(row: Row, page: int) -> Line:
    pieces = [piece for piece in row if piece is not None]
    main = max(pieces, key=lambda piece: len(piece.text))
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    if main.is_right_to_left:  # mirrored, so that every line begins at its left edge
        left, right = -right, -left
    return Line(row, page, left, right, main.baseline, main.size)


def _split_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    edges = _measure(lines)
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is None or _begins_paragraph(before, line, edges, lines, index):
            paragraphs.append(Paragraph(PARAGRAPH, is_indented=_is_indented(line, edges)))
        else:
            before.is_forced = _ends_on_purpose(lines, index, edges)
        paragraphs[-1].lines.append(line)
    for paragraph in paragraphs:
        last = paragraph.lines[-1]
        if len(lines) >= _MIN_MEASURED_LINES:
            paragraph.room = edges.right - last.right
    return paragraphs


def _measure(lines: Sequence[Line]) -> _Edges:
    size = median(line.size for line in lines)
    gaps = [
        before.baseline - line.baseline
        for before, line in zip(lines, lines[1:], strict=False)
        if abs(before.size - line.size) <= _SIZE_TOLERANCE * size
    ]
    gaps = [gap for gap in gaps if 0 < gap <= _MAX_LEADING * size]
    leading = sorted(gaps)[len(gaps) // 3] if gaps else _USUAL_LEADING * size
    return _Edges(min(line.left for line in lines), max(line.right for line in lines), leading)


def _begins_paragraph(
    before: Line, line: Line, edges: _Edges, lines: Sequence[Line], index: int
) -> bool:
    size = max(before.size, line.size)
    gap = before.baseline - line.baseline
    if abs(before.size - line.size) > _SIZE_TOLERANCE * size:
        return True
    max_gap = _MIN_PARAGRAPH_GAP
    if not _has_stop(before):  # a raised number may widen the gap inside a sentence
        is_full = edges.right - before.right <= _get_width_to_fit(line)
        max_gap = _MAX_FULL_LINE_GAP if is_full else max_gap
        max_gap = _MAX_SENTENCE_GAP if line.text[:1].islower() else max_gap
    if not 0 < gap <= max(max_gap * edges.leading, 1.05 * size):
        return True
    is_first_indented = _is_indented(line, edges) and not _is_indented(before, edges)
    # A line beside a picture, or in the middle, begins where its neighbours begin.
    has_same_left = index + 1 < len(lines) and abs(lines[index + 1].left - line.left) < 0.5 * size
    return is_first_indented and not has_same_left and not LIST_MARKER.fullmatch(_first(before))


def _is_indented(line: Line, edges: _Edges) -> bool:
    return _MIN_INDENT * line.size <= line.left - edges.left <= _MAX_INDENT * line.size


def _first(line: Line) -> str:
    return line.text.split(" ", 1)[0]


def _ends_on_purpose(lines: Sequence[Line], index: int, edges: _Edges) -> bool:
    """Return whether the line before `lines[index]` ends although the next word would fit."""
    before, line = lines[index - 1], lines[index]
    if LIST_MARKER.fullmatch(_first(line)) and " " in line.text:
        return True
    if any(len(row) > 1 for row in (before.row, line.row)):
        return True
    tolerance = _EDGE_TOLERANCE * line.size
    neighbours = [lines[index - 2]] if index > 1 else []
    if any(abs(before.right - other.right) <= tolerance for other in (line, *neighbours)):
        return False  # a margin of its own, such as beside a picture
    return edges.right - before.right > _get_width_to_fit(line)


def _get_width_to_fit(line: Line) -> float:
    """Return the width above which the start of a line would have fitted on the line before."""
    return _get_first_width(line) + (_WORD_SPACE + _EDGE_TOLERANCE) * line.size


def _get_first_width(line: Line) -> float:
    """Return the width of what cannot be broken at the start of a line."""
    piece = line.row[0]
    token = piece.tokens[0] if piece else None
    if token is None:
        return 0.0
    width = token.right - token.left
    is_ideographic = "\u2e80" <= token.text[:1] <= "\u9fff" or token.text[:1] > "\U00020000"
    return width / len(token.text) * 2 if is_ideographic else width


def _has_stop(line: Line) -> bool:
    """Return whether a line ends like a sentence; the marks of notes after it do not count."""
    return line.text.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹*†‡) ").endswith(tuple(_STOPS))


# ── across columns and pages ────────────────────────────────────────────────────────────────────
def join_continued(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with those joined that go on in the next column or on the next page."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and _continues(joined[-1], paragraph):
            before = joined[-1]
            before.lines += paragraph.lines
            before.room = paragraph.room
        else:
            joined.append(paragraph)
    return joined


def _continues(before: Paragraph, paragraph: Paragraph) -> bool:
    if (before.kind, paragraph.kind) != (PARAGRAPH, PARAGRAPH):
        return False
    last, first = before.lines[-1], paragraph.lines[0]
    is_elsewhere = first.page != last.page or first.baseline > last.baseline
    if not is_elsewhere or abs(last.size - first.size) > _SIZE_TOLERANCE * last.size:
        return False
    if LIST_MARKER.fullmatch(_first(first)) or len(first.row) > 1 or len(last.row) > 1:
        return False
    if last.text.endswith("-") or first.text[:1].islower():
        return not _has_stop(last) or not paragraph.is_indented
    return before.room <= _get_width_to_fit(first) and not paragraph.is_indented
