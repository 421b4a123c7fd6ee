"""Extract the text of a Word document (.docx), as Word shows it without markup. Pure.

python-docx opens the file. Its own texts leave out tracked insertions and text boxes, so the
elements are walked here: what was inserted is text; what was deleted, moved away, struck through or
formatted as hidden is not.
"""

import io
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml.etree import _Element

from factcheck.core.errors import gettext_noop as _
from sources.extraction.docx_elements import (
    ALTERNATIVE,
    CHARACTERS,
    CONTAINERS,
    DELETIONS,
    LANGUAGE,
    MATH,
    MAX_NOTES,
    NOT_SHOWN,
    NOTE_REFERENCES,
    TextRun,
    W,
    choose_alternative,
    get_position,
    get_style,
    has_property,
    list_heading_styles,
    list_hidden_styles,
    read_notes,
    read_symbol,
    shift_digits,
)
from sources.extraction.extracted_text import ExtractedText, Span
from sources.extraction.office_files import OFFICE_ERRORS, check_office_file
from sources.extraction.text_builder import (
    TextBuilder,
    clean_text,
    fold_blanks,
)
from sources.media_types import DOCX, ParseError

MAIN_CONTENT_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
BROKEN_DOCUMENT = _(
    "This Word document is broken and cannot be read. Open it in Word or LibreOffice, save it "
    "again and capture that file."
)


def extract_docx(raw: bytes) -> ExtractedText:
    """Return the words of a document; its notes, page headers and footers are after its body.

    Notes can be quoted like the body; headers and footers are not article text. Raises
    `ParseError`.
    """
    raw = check_office_file(raw, BROKEN_DOCUMENT)
    try:
        return _extract(_open(raw))
    except ParseError:
        raise
    except (PackageNotFoundError, *OFFICE_ERRORS):
        raise ParseError(BROKEN_DOCUMENT) from None


def _open(raw: bytes) -> Document:
    """Templates and documents with macros are read like documents; their macros are not run."""
    PartFactory.part_type_for.update(dict.fromkeys(MAIN_CONTENT_TYPES, DocumentPart))
    part = Package.open(io.BytesIO(raw)).main_document_part
    if not isinstance(part, DocumentPart):
        raise ParseError(BROKEN_DOCUMENT)
    return part.document


def _extract(document: Document) -> ExtractedText:
    walker = _Walker(document)
    builder = walker.builder
    walker.append_blocks(document.element.body)
    walker.append_notes()
    article: Span = (0, builder.length)
    for kind, root in _list_page_headers(document):
        walker.append_part(kind, root)
    if not builder.text.strip():
        raise ParseError(_("There is no text in this Word document."))
    properties = document.core_properties
    return ExtractedText(
        text=builder.text,
        media_type=DOCX,
        extractor=f"python-docx {version('python-docx')}",
        title=fold_blanks(properties.title or ""),
        author=fold_blanks(properties.author or ""),
        language=_get_language(document),
        article_spans=(article,) if 0 < article[1] < builder.length else (),
        parts=builder.get_parts(),
        added=tuple(builder.added),
        warnings=walker.get_warnings(),
    )


def _list_page_headers(document: Document) -> Iterator[tuple[str, _Element]]:
    """The headers and footers of the pages, each text once."""
    seen = set()
    for relation in document.part.rels.values():
        if relation.is_external:
            continue
        kind = {
            RELATIONSHIP_TYPE.HEADER: "page_header",
            RELATIONSHIP_TYPE.FOOTER: "page_footer",
        }.get(relation.reltype)
        if not kind:
            continue
        root = parse_xml(relation.target_part.blob)
        text = "".join(root.itertext())
        if text.strip() and text not in seen:
            seen.add(text)
            yield kind, root


def _get_language(document: Document) -> str:
    """The language of the document's defaults, which Word sets to that of its writer."""
    element = document.styles.element.find(f"{W}docDefaults//{LANGUAGE}")
    language = element.get(f"{W}val") if element is not None else None
    return (language or "")[:35]


class _Walker:
    """Appends the text of elements in their order."""

    def __init__(self, document: Document):
        self.builder = TextBuilder()
        self._document = document
        self._notes: list[tuple[str, str]] = []
        self._deletions = 0
        self._struck = 0
        self._is_mark_deleted = False  # of the paragraph before: the next one goes on with it
        self._heading_styles = list_heading_styles(document)
        self._hidden_styles = list_hidden_styles(document)

    def get_warnings(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        deleted = _("%(count)d tracked deletions were left out; tracked insertions are kept.")
        struck = _("Words that are struck through were left out, in %(count)d places.")
        found = ((deleted, self._deletions), (struck, self._struck))
        return tuple((message, {"count": count}) for message, count in found if count)

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────
    def append_blocks(self, parent: _Element) -> None:
        """Append the paragraphs and tables of an element, and of the containers in it."""
        for child in parent:
            if child.tag == f"{W}p":
                self._append_paragraph(child)
            elif child.tag == f"{W}tbl":
                self._append_table(child)
            elif self._is_shown(child):
                self.append_blocks(child)

    def _append_paragraph(self, paragraph: _Element) -> None:
        boxes: list[_Element] = []
        pieces = list(self._list_pieces(paragraph, boxes))
        if "".join(piece.text for piece in pieces).strip():
            if not self._is_mark_deleted:
                self.builder.end_block("\n\n")
            self._is_mark_deleted = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
            start = self.builder.length
            self._append_pieces(pieces)
            if get_style(paragraph, "p") in self._heading_styles:
                self.builder.mark_part("heading", start)
        for box in boxes:
            self._append_labelled("box", box)

    def _append_pieces(self, pieces: list[TextRun]) -> None:
        for piece in pieces:
            append = self.builder.append_added if piece.is_added else self.builder.append
            append(clean_text(piece.text))

    def _append_labelled(self, kind: str, parent: _Element, label: str = "") -> None:
        before = self.builder.length
        self.append_blocks(parent)
        after_separator = before + 2 if before else 0
        if self.builder.length > after_separator:
            self.builder.mark_part(kind, after_separator, label)

    def append_part(self, kind: str, parent: _Element) -> None:
        """Append an element of its own part of the package, such as a page header."""
        self._append_labelled(kind, parent)

    def _append_table(self, table: _Element) -> None:
        """Cells are separated by tabs and rows are lines; a cell is put on one line."""
        self.builder.end_block("\n\n")
        start = self.builder.length
        for row in self._list_children(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._deletions += 1
                continue
            if self.builder.length > start:
                self.builder.append("\n")
            for place, cell in enumerate(self._list_children(row, f"{W}tc")):
                self.builder.append("\t" if place else "")
                self.builder.append_part("cell", fold_blanks(self._read_cell(cell)))
        self.builder.mark_part("table", start)

    def _read_cell(self, cell: _Element) -> str:
        """The words of a cell, those of its text boxes and of a table inside it included."""
        texts = []
        for paragraph in self._list_children(cell, f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"):
            if paragraph.tag != f"{W}p":
                texts.append(self._read_cell(paragraph))
                continue
            boxes: list[_Element] = []
            texts.append("".join(piece.text for piece in self._list_pieces(paragraph, boxes)))
            texts += [self._read_cell(box) for box in boxes]
        return " ".join(filter(None, texts))

    def _list_children(self, parent: _Element, *tags: str) -> Iterator[_Element]:
        """The children with these tags, also those inside of content controls and insertions."""
        for child in parent:
            if child.tag in tags:
                yield child
            elif child.tag in CONTAINERS:
                yield from self._list_children(child, *tags)

    def _is_shown(self, element: _Element) -> bool:
        if element.tag in DELETIONS:
            self._deletions += 1
        return isinstance(element.tag, str) and element.tag not in NOT_SHOWN

    # ── inside of a paragraph ───────────────────────────────────────────────────────────────────
    def _list_pieces(
        self, parent: _Element, boxes: list[_Element], raised: str = ""
    ) -> Iterator[TextRun]:
        """The texts in an element. `raised` is `superscript` or `subscript`, if the run is so."""
        for child in parent:
            tag = child.tag
            if tag in (f"{W}t", f"{MATH}t"):
                yield from shift_digits(child.text or "", raised)
            elif tag in CHARACTERS:
                yield TextRun(CHARACTERS[tag])
            elif tag in NOTE_REFERENCES:
                self._notes.append((NOTE_REFERENCES[tag], child.get(f"{W}id", "")))
            elif tag == f"{W}sym":
                yield TextRun(read_symbol(child))
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag == ALTERNATIVE:
                yield from self._list_pieces(choose_alternative(child), boxes, raised)
            elif tag in (f"{MATH}sup", f"{MATH}sub"):
                kind = "superscript" if tag.endswith("sup") else "subscript"
                yield from self._list_pieces(child, boxes, kind)
            elif tag == f"{MATH}den":
                yield TextRun("/", is_added=True)  # 1/2 and not 12
                yield from self._list_pieces(child, boxes, raised)
            elif tag == f"{W}r":
                if self._is_run_shown(child):
                    yield from self._list_pieces(child, boxes, raised or get_position(child))
            elif self._is_shown(child):
                yield from self._list_pieces(child, boxes, raised)

    def _is_run_shown(self, run: _Element) -> bool:
        if has_property(run, "strike") or has_property(run, "dstrike"):
            self._struck += 1
            return False
        parent = run.getparent()
        styles = {get_style(run, "r"), get_style(parent, "p") if parent is not None else ""}
        is_hidden = bool(styles & self._hidden_styles)
        return not has_property(run, "vanish", is_hidden)

    # ── notes ───────────────────────────────────────────────────────────────────────────────────
    def append_notes(self) -> None:
        """Append the notes in the order of their marks, which are their labels."""
        numbers = dict.fromkeys(NOTE_REFERENCES.values(), 0)
        notes = {kind: read_notes(self._document, kind) for kind in numbers}
        for kind, identifier in self._notes[:MAX_NOTES]:
            numbers[kind] += 1
            note = notes[kind].get(identifier)
            if note is not None:
                self._append_labelled("note", note, str(numbers[kind]))
