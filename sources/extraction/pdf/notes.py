"""Tell footnotes of a PDF from its text. Pure. Places are in points.

A footnote is at the foot of a column and begins with its mark; it is smaller than the text, or the
mark is raised. Small words without a mark are a note if they are at the foot of the page, apart
from the text above them, and no caption.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sources.extraction.pdf.paragraphs import CAPTION_START, NOTE, PARAGRAPH, TABLE, Line, Paragraph
from sources.extraction.pdf.scripts import RAISED

_MAX_NOTE_SIZE = 0.93  # times the size of most of the text
# Of a note without a mark: in which share of the page's height it is, how many lines it has, which
# share of the page's lines, and how many lines of the text would fit above it.
_MAX_HEIGHT, _MAX_LINES, _MAX_SHARE, _MIN_GAP = 0.25, 8, 0.4, 1.5
_USUAL_LEADING = 1.2  # times the size


@dataclass(frozen=True, slots=True)
class PageFoot:
    """The height of a page, and the lower edges of its pictures, under which captions are."""

    height: float
    picture_edges: Sequence[float] = ()


def split_notes(
    paragraphs: Sequence[Paragraph], body_size: float, foot: PageFoot
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the paragraphs of a page without its footnotes, and its footnotes."""
    line_count = sum(len(paragraph.lines) for paragraph in paragraphs)
    body: list[Paragraph] = []
    notes: list[Paragraph] = []
    for index, paragraph in enumerate(paragraphs):
        is_foot = index + 1 == len(paragraphs) or _is_above_next(paragraph, paragraphs[index + 1])
        if is_foot:
            low = len(body) + len(notes)
            start = _find_first_note(paragraphs, low, index, body_size)
            start = (
                _find_unmarked_note(paragraphs[low:start], body_size, foot, _MAX_SHARE * line_count)
                + low
            )
            body += paragraphs[low:start]
            notes += paragraphs[start : index + 1]
    return body, [note for paragraph in notes for note in _split_at_marks(paragraph)]


def _is_above_next(paragraph: Paragraph, following: Paragraph) -> bool:
    """Return whether the next paragraph is higher on the page: in the next column."""
    return following.lines[0].baseline > paragraph.lines[-1].baseline


def _find_first_note(paragraphs: Sequence[Paragraph], low: int, last: int, body_size: float) -> int:
    """Return the index of the first footnote between `low` and `last`; `last + 1` if none is."""
    first = last + 1
    for index in range(last, low - 1, -1):
        paragraph = paragraphs[index]
        is_small = paragraph.size <= _MAX_NOTE_SIZE * body_size
        if paragraph.kind == TABLE or not (is_small or _has_raised_mark(paragraph.lines[0])):
            break
        if has_note_mark(paragraph.lines[0]):
            first = index
    return first


def _find_unmarked_note(
    column: Sequence[Paragraph], body_size: float, foot: PageFoot, max_lines: float
) -> int:
    """Return the index of the first paragraph of a note without a mark; the length if none is."""
    first, line_count = len(column), 0
    while first > 0 and _is_small_foot(column[first - 1], body_size, foot):
        first -= 1
        line_count += len(column[first].lines)
    is_long = line_count > min(_MAX_LINES, max_lines)
    if first in (0, len(column)) or is_long or column[first - 1].kind == TABLE:
        return len(column)
    above, top = column[first - 1].lines[-1], column[first].lines[0]
    gap = above.baseline - top.baseline
    is_under_picture = any(top.baseline < edge < above.baseline for edge in foot.picture_edges)
    is_apart = gap >= _MIN_GAP * _USUAL_LEADING * top.size
    is_text = above.size > _MAX_NOTE_SIZE * body_size
    return first if is_apart and is_text and not is_under_picture else len(column)


def _is_small_foot(paragraph: Paragraph, body_size: float, foot: PageFoot) -> bool:
    return (
        paragraph.kind == PARAGRAPH
        and paragraph.size <= _MAX_NOTE_SIZE * body_size
        and paragraph.lines[0].baseline <= _MAX_HEIGHT * foot.height
        and not CAPTION_START.match(paragraph.text)
    )


def _has_raised_mark(line: Line) -> bool:
    pieces = [piece for piece in line.row if piece is not None]
    return len(pieces[0].tokens) > 1 and pieces[0].tokens[0].script == RAISED


def has_note_mark(line: Line) -> bool:
    """Return whether a line begins with a raised mark, a number or a sign and goes on with text."""
    tokens = [token for piece in line.row if piece is not None for token in piece.tokens]
    if len(tokens) < 2:
        return False
    mark = tokens[0].text
    if tokens[0].script == RAISED or mark[:1] in "*†‡§":
        return True
    number = mark.strip("[]().:")
    return number.isdigit() and len(number) <= 3 and tokens[1].text[:1].isalpha()


def _split_at_marks(paragraph: Paragraph) -> list[Paragraph]:
    notes: list[Paragraph] = []
    for line in paragraph.lines:
        if not notes or has_note_mark(line):
            notes.append(Paragraph(NOTE))
        notes[-1].lines.append(line)
    for note in notes:
        for line in note.lines:
            line.is_forced = False
    return notes
