"""Extract the text of a PDF as a reader reads it. Pure: bytes in, text out.

A PDF describes the places of glyphs, not words, lines or paragraphs. PDFium reads the characters
(`words`), also those of forms (`annotations`); they are put together to lines (`lines`), ordered
(`layout`), freed of running heads and page numbers (`margins`) and of footnotes (`notes`), put
together to paragraphs (`paragraphs`, `line_ends`) and written as one text (`writing`).
docs/decisions/0020-reading-pdf.md says how it was chosen.

A malicious page can take hours to interpret, so untrusted PDFs are only read in
`sources.extraction.sandbox`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice, pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from factcheck.core.errors import gettext_noop as _
from sources.extraction import progress
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.limits import MAX_PAGES, TOO_MANY_PAGES
from sources.extraction.pdf.annotations import open_page
from sources.extraction.pdf.layout import order_pieces
from sources.extraction.pdf.line_ends import collect_vocabulary
from sources.extraction.pdf.lines import Piece, build_pieces
from sources.extraction.pdf.margins import MarginLine, find_margin_lines
from sources.extraction.pdf.metadata import (
    clean_pdf_text,
    read_language,
    read_title,
)
from sources.extraction.pdf.notes import PageFoot, split_notes
from sources.extraction.pdf.paragraphs import Paragraph, build_paragraphs, join_continued
from sources.extraction.pdf.words import read_page_words
from sources.extraction.pdf.writing import TextWriter
from sources.languages import guess_language
from sources.media_types import PDF, ParseError

BROKEN_PDF = _(
    "This PDF is broken and cannot be read. Open it, print it to a new PDF and capture that file, "
    "or paste its words."
)
TURNED_TEXT = "turned_text"
# A page with less text (letters and digits) and a picture that covers it is a scan.
_MAX_SCAN_LETTERS, _MIN_SCAN_SHARE = 20, 0.4
_MAX_PICTURES = 1000  # of a page whose captions are told from notes
_GUESSED_LENGTH = 50_000  # characters from which a language is guessed


@dataclass(slots=True)
class _Page:
    """What was read of one page; `number` counts from 1 in the whole file."""

    number: int
    pieces: list[Piece]
    height: float
    turned_text: str = ""
    picture_edges: tuple[float, ...] = ()
    is_picture: bool = False
    has_unknown_letters: bool = False


def extract_pdf(
    raw: bytes, first_page: int = 1, last_page: int | None = None, max_pages: int = MAX_PAGES
) -> ExtractedText:
    """Return the text of a PDF, or of its pages from `first_page` to `last_page`, from 1.

    More than `max_pages` pages are refused with `TOO_MANY_PAGES`.

    `pages` has an offset for each page of the file up to the last one that was read, so that a
    page has its number also in a part of the file. Raises `ParseError`.
    """
    document = _open(raw)
    try:
        numbers = _select_pages(len(document), first_page, last_page, max_pages)
        pages = []
        for number in numbers:
            pages.append(_read_page(document, number))
            progress.report(len(pages), len(numbers))
        title, declared_language = read_title(document), read_language(document)
    except pdfium.PdfiumError:
        raise ParseError(BROKEN_PDF) from None
    finally:
        document.close()
    if not any(page.pieces for page in pages):
        raise ParseError(_("There is no text in this PDF: its pages are pictures."))
    return _write_document(pages, title, declared_language)


def _open(raw: bytes) -> pdfium.PdfDocument:
    """Many PDFs are only protected against changes, and open with an empty password."""
    try:
        document = pdfium.PdfDocument(raw)
        document.init_forms()  # draws the entries of forms that programs left to the viewer
        return document
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise ParseError(_("This PDF is encrypted: paste its text instead.")) from None
        raise ParseError(BROKEN_PDF) from None


def _select_pages(count: int, first_page: int, last_page: int | None, max_pages: int) -> range:
    last = count if last_page is None else last_page
    if not 1 <= first_page <= last <= count:
        raise ParseError(
            _("This PDF has %(count)s pages: choose the first and the last page among them."),
            params={"count": count},
        )
    if last - first_page >= max_pages:
        params = {"limit": max_pages, "count": count, "exceeded": "pages"}
        raise ParseError(TOO_MANY_PAGES, params=params)
    return range(first_page, last + 1)


def _read_page(document: pdfium.PdfDocument, number: int) -> _Page:
    page = open_page(document, number - 1)
    try:
        words = read_page_words(page)
        pieces = build_pieces(words.words)
        letter_count = sum(len(word.text) for word in (*words.words, *words.turned_words))
        is_picture = letter_count < _MAX_SCAN_LETTERS and _is_covered_by_picture(page)
        edges = _list_picture_edges(page) if _has_small_foot(pieces) else ()
    finally:
        page.close()
    return _Page(
        number,
        pieces,
        words.height,
        " ".join(word.text for word in words.turned_words),
        edges,
        is_picture,
        words.unmapped_count > 0,
    )


def _has_small_foot(pieces: Sequence[Piece]) -> bool:
    """Return whether the lowest line may be a note, so that the page's pictures are asked for."""
    return bool(pieces) and pieces[-1].size < _get_body_size([pieces])


def _list_picture_edges(page: pdfium.PdfPage) -> tuple[float, ...]:
    """Return the lower edges of the pictures of an upright page."""
    pictures = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return tuple(picture.get_bounds()[1] for picture in islice(pictures, _MAX_PICTURES))


def _is_covered_by_picture(page: pdfium.PdfPage) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered >= _MIN_SCAN_SHARE * width * height


# ── the document ────────────────────────────────────────────────────────────────────────────────
def _write_document(pages: Sequence[_Page], title: str, declared_language: str) -> ExtractedText:
    body_size = _get_body_size(page.pieces for page in pages)
    margins = find_margin_lines(
        [page.pieces for page in pages], [page.height for page in pages], body_size
    )
    paragraphs, notes = _build_paragraphs(pages, margins, body_size)
    lines = [line.text for paragraph in paragraphs for line in paragraph.lines]
    language = declared_language or guess_language("\n".join(lines)[:_GUESSED_LENGTH])
    writer = TextWriter(collect_vocabulary(lines, language))
    writer.write_body(join_continued(paragraphs))
    body_end = writer.length
    for page, page_margins, page_notes in zip(pages, margins, notes, strict=True):
        _write_margins(writer, page, page_margins, page_notes)
    return ExtractedText(
        text=clean_pdf_text(writer.text),
        media_type=PDF,
        extractor=f"pypdfium2 {version('pypdfium2')}",
        title=title,
        language=language,
        is_language_guessed=bool(language) and not declared_language,
        pages=_get_page_offsets(pages, writer.page_starts, body_end),
        article_spans=((0, body_end),) if 0 < body_end < writer.length else (),
        parts=tuple(sorted(writer.parts, key=lambda part: (part.start, -part.end))),
        added=tuple(writer.added),
        warnings=tuple(_find_warnings(pages)),
    )


def _build_paragraphs(
    pages: Sequence[_Page], margins: Sequence[Sequence[MarginLine]], body_size: float
) -> tuple[list[Paragraph], list[list[Paragraph]]]:
    """Return the paragraphs of all pages, and the footnotes of each."""
    paragraphs: list[Paragraph] = []
    notes: list[list[Paragraph]] = []
    for page, page_margins in zip(pages, margins, strict=True):
        margin_ids = {id(piece) for margin in page_margins for piece in margin.pieces}
        pieces = [piece for piece in page.pieces if id(piece) not in margin_ids]
        found = build_paragraphs(order_pieces(pieces), page.number, body_size)
        body, page_notes = split_notes(found, body_size, PageFoot(page.height, page.picture_edges))
        paragraphs += body
        notes.append(page_notes)
    return paragraphs, notes


def _get_body_size(pages: Iterable[Sequence[Piece]]) -> float:
    """Return the size of most characters, in points."""
    counts: Counter[float] = Counter()
    for pieces in pages:
        for piece in pieces:
            counts[round(piece.size * 2) / 2] += len(piece.text)
    return max(counts, key=lambda size: (counts[size], size), default=1.0)


def _write_margins(
    writer: TextWriter, page: _Page, margins: Sequence[MarginLine], notes: Sequence[Paragraph]
) -> None:
    label = str(page.number)
    for margin in margins:
        writer.write_margin(margin.kind, margin.text, label)
    for note in notes:
        writer.write_note(note, label)
    if page.turned_text:
        writer.write_margin(TURNED_TEXT, page.turned_text, label)


def _get_page_offsets(
    pages: Sequence[_Page], starts: dict[int, int], body_end: int
) -> tuple[int, ...]:
    """Return where the pages begin: one without text begins where the next one does."""
    offsets: list[int] = []
    following = body_end
    for page in reversed(pages):
        following = starts.get(page.number, following)
        offsets.append(following)
    offsets[-1] = 0
    return (0,) * (pages[0].number - 1) + tuple(reversed(offsets))


# ── warnings ────────────────────────────────────────────────────────────────────────────────────
def _find_warnings(pages: Sequence[_Page]) -> list[tuple[str, dict[str, str]]]:
    warnings = []
    pictures = [page.number for page in pages if page.is_picture]
    if pictures:
        message = (
            _("Page %(pages)s is a picture without text.")
            if len(pictures) == 1
            else _("Pages %(pages)s are pictures without text.")
        )
        warnings.append((message, {"pages": format_page_numbers(pictures)}))
    unknown = [page.number for page in pages if page.has_unknown_letters]
    if unknown:
        message = _(
            "The fonts of page %(pages)s do not say which letters they show. Compare the text "
            "with the document."
        )
        warnings.append((message, {"pages": format_page_numbers(unknown)}))
    return warnings


def format_page_numbers(numbers: Sequence[int]) -> str:
    """Return ascending numbers with their ranges: “1, 3–7”."""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), numbers[-1]]
    return ", ".join(
        str(start) if start == end else f"{start}–{end}"
        for start, end in zip(starts, ends, strict=True)
    )
