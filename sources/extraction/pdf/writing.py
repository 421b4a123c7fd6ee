"""Write the paragraphs of a PDF as one text, with the places of its pages and parts. Pure.

Running heads, page numbers and footnotes are after the text of all pages, so that a quotation
across a page break is one span; `label` says on which page they are. All offsets are code points.
"""

import re
from collections.abc import Iterable, Sequence

from sources.extraction.extracted_text import Span, TextPart
from sources.extraction.pdf.line_ends import HYPHENS, JOINED, SPACE, Vocabulary, choose_join
from sources.extraction.pdf.lines import PdfToken, Piece
from sources.extraction.pdf.paragraphs import (
    CAPTION_START,
    HEADING,
    NOTE,
    TABLE,
    Line,
    Paragraph,
)
from sources.extraction.pdf.scripts import RAISED

PARAGRAPH_SEPARATOR = "\n\n"
CAPTION, JOINED_WORD, NOTE_REFERENCE = "caption", "joined_word", "note_reference"
_MAX_CAPTION_LENGTH = 600
_SOFT_HYPHEN = "\u00ad"
_TAIL_LENGTH = 160  # code points of the text that decide how the next line is joined
_WORD_TAIL = re.compile(r"[^\W_]+$")
_WORD_HEAD = re.compile(r"[^\W_]+")
_NOTE_NUMBER = re.compile(r"[⁰¹²³⁴-⁹]{1,3}|[*†‡]{1,3}")


class TextWriter:
    """Collects the text of a document, its parts, and where its pages begin."""

    def __init__(self, vocabulary: Vocabulary):
        self.parts: list[TextPart] = []
        self.added: list[Span] = []
        self.page_starts: dict[int, int] = {}
        self.length = 0
        self._vocabulary = vocabulary
        self._chunks: list[str] = []
        self._tail = ""

    @property
    def text(self) -> str:
        return "".join(self._chunks)

    def write_body(self, paragraphs: Iterable[Paragraph]) -> None:
        """Write the text of the document. Its pages begin with their first line in it."""
        for paragraph in paragraphs:
            start = self._begin(PARAGRAPH_SEPARATOR)
            if paragraph.kind == TABLE:
                self._write_table(paragraph)
            else:
                self._write_lines(paragraph.lines)
            if paragraph.kind in (TABLE, HEADING):
                self._add_part(paragraph.kind, start)
            elif len(paragraph.text) <= _MAX_CAPTION_LENGTH and CAPTION_START.match(paragraph.text):
                self._add_part(CAPTION, start)

    def write_note(self, note: Paragraph, label: str) -> None:
        """Write a footnote, after the text of all pages."""
        start = self._begin(PARAGRAPH_SEPARATOR)
        self._write_lines(note.lines, is_body=False)
        self._add_part(NOTE, start, label)

    def write_margin(self, kind: str, text: str, label: str) -> None:
        """Write a running head, a page number or text that runs in another direction."""
        start = self._begin(PARAGRAPH_SEPARATOR)
        self._append(text)
        self._add_part(kind, start, label)

    def _begin(self, separator: str) -> int:
        if self.length:
            self._append(separator)
        return self.length

    def _add_part(self, kind: str, start: int, label: str = "") -> None:
        if self.length > start:
            self.parts.append(TextPart(kind, start, self.length, label))

    def _append(self, text: str) -> None:
        if not text:
            return
        self._chunks.append(text)
        self.length += len(text)
        self._tail = (self._tail + text)[-_TAIL_LENGTH:]

    def _remove_hyphen(self) -> None:
        """Remove the last character, which is a hyphen."""
        self._chunks[-1] = self._chunks[-1][:-1]
        self.length -= 1
        self._tail = self._tail[:-1]

    # ── lines ──────────────────────────────────────────────────────────────────────────────────
    def _write_lines(self, lines: Sequence[Line], is_body: bool = True) -> None:
        before: Line | None = None
        for line in lines:
            if before is not None:
                self._write_line_end(before, line)
            self._write_row(line, is_body)
            before = line

    def _write_line_end(self, before: Line, line: Line) -> None:
        if before.is_forced and self._tail[-1:] not in HYPHENS:
            self._append("\n")
            return
        after = line.text
        join = choose_join(self._tail, after, self._vocabulary)
        if join == JOINED:
            self._join_word(after)
        elif join == SPACE:
            self._append(" ")

    def _join_word(self, after: str) -> None:
        hyphen = self._tail[-1]
        self._remove_hyphen()
        first, last = _WORD_TAIL.search(self._tail), _WORD_HEAD.match(after)
        if first is not None and last is not None:
            start = self.length - len(first[0])
            end = self.length + len(last[0])
            label = f"{first[0]}{'-' if hyphen == HYPHENS[-1] else hyphen}{last[0]}"
            self.parts.append(TextPart(JOINED_WORD, start, end, label))

    def _write_table(self, table: Paragraph) -> None:
        for index, line in enumerate(table.lines):
            if index:
                self._append("\n")
            self._write_row(line, is_body=True)

    def _write_row(self, line: Line, is_body: bool) -> None:
        if is_body:
            self.page_starts.setdefault(line.page, self.length)
        for index, piece in enumerate(line.row):
            if index:
                self._append("\t")
            if piece is not None:
                self._write_piece(piece)

    def _write_piece(self, piece: Piece) -> None:
        for index, token in enumerate(piece.tokens):
            if self._tail.endswith(_SOFT_HYPHEN):
                self._remove_hyphen()
            if index and not token.is_glued:
                self._append(" ")
            self._write_token(token)

    def _write_token(self, token: PdfToken) -> None:
        start, before = self.length, self._tail[-1:]
        self._append(token.text)
        if token.added:
            self.added.append((start, start + token.added))
        is_note = (
            token.script == RAISED and before and not before.isspace() and not before.isdigit()
        )
        if is_note and _NOTE_NUMBER.fullmatch(token.text):
            self._add_part(NOTE_REFERENCE, start)
