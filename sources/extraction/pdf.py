"""Extract the text of a PDF and the offset of each page. Pure: bytes in, text out.

A PDF describes the positions of glyphs and not words; the text is pypdf's interpretation of them.
A malicious page can take hours to interpret, so untrusted PDFs are only read in
`sources.extraction.sandbox`.
"""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from factcheck.core.errors import gettext_noop as _
from sources.media_types import ParseError

MAX_PAGES = 1000
MAX_LANGUAGE_LENGTH = 35  # characters of a BCP 47 tag: the width of the column
PAGE_SEPARATOR = "\n\n"
REPLACEMENT_CHARACTER = "\ufffd"
BROKEN_PDF = _("This PDF is broken and cannot be read.")
# The errors that pypdf raises for malformed files, in addition to its own.
PDF_ERRORS = (
    *(PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError),
    *(ArithmeticError, RecursionError, NotImplementedError, OSError, MemoryError),
)


@dataclass(frozen=True)
class PdfText:
    """The text of a PDF with the title and language of its metadata.

    `pages` are the offsets at which the pages begin, in code points.
    """

    text: str
    pages: tuple[int, ...]
    title: str
    language: str


def extract_pdf(raw: bytes) -> PdfText:
    """Return the text of all pages, with a blank line between them. Raises `ParseError`."""
    try:
        reader = PdfReader(BytesIO(raw))
        _reject_encrypted(reader)
        if len(reader.pages) > MAX_PAGES:
            raise ParseError(
                _("This PDF has more than %(limit)s pages."), params={"limit": MAX_PAGES}
            )
        texts = [_clean_text(page.extract_text()) for page in reader.pages]
        title, language = _get_title(reader), _get_language(reader)
    except PDF_ERRORS:
        raise ParseError(BROKEN_PDF) from None
    if not any(text.strip() for text in texts):
        raise ParseError(_("There is no text in this PDF: its pages are pictures."))
    return PdfText(PAGE_SEPARATOR.join(texts), _get_page_offsets(texts), title, language)


def _reject_encrypted(reader: PdfReader) -> None:
    """Many PDFs are only protected against changes, and open with an empty password."""
    if not reader.is_encrypted:
        return
    with suppress(*PDF_ERRORS):
        if reader.decrypt(""):
            return
    raise ParseError(_("This PDF is encrypted: paste its text instead."))


def _get_page_offsets(texts: list[str]) -> tuple[int, ...]:
    offsets, start = [], 0
    for text in texts:
        offsets.append(start)
        start += len(text) + len(PAGE_SEPARATOR)
    return tuple(offsets)


def _clean_text(text: str) -> str:
    """With LF line ends, and without null characters and lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", REPLACEMENT_CHARACTER)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip("\n")


def _get_title(reader: PdfReader) -> str:
    title = reader.metadata.title if reader.metadata else None
    return _clean_text(title).strip() if isinstance(title, str) else ""


def _get_language(reader: PdfReader) -> str:
    language = reader.root_object.get("/Lang")
    if not isinstance(language, str) or len(language) > MAX_LANGUAGE_LENGTH:
        return ""
    return str(language).strip()
