"""Which text is in a PDF, and where does each of its pages begin? Pure: bytes in, text out.

A PDF says where glyphs stand, not which words they make; the text is pypdf's reading of it. A page
may be described by a program that takes hours, so whoever reads what comes from outside does it in
a process that is ended in time (`sources.extraction.sandbox`).
"""

from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from sources.media_types import Unreadable

MOST_PAGES = 1000
BREAK = "\n\n"  # stands between two pages
UNREADABLE = "\ufffd"  # in the place of what is no character
BROKEN = "This PDF is broken and cannot be read."
# What pypdf lets through on files that are broken on purpose, beside its own errors.
BREAKING = (
    *(PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError),
    *(ArithmeticError, RecursionError, NotImplementedError, OSError, MemoryError),
)


@dataclass(frozen=True)
class Pdf:
    """Its text, the offset of each page in code points, and what it says of itself."""

    text: str
    pages: tuple[int, ...]
    title: str
    language: str


def read_pdf(raw: bytes) -> Pdf:
    """The text of all pages, a blank line between two. Raises `Unreadable`."""
    try:
        reader = PdfReader(BytesIO(raw))
        _refuse_locked(reader)
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable(f"This PDF has more than {MOST_PAGES} pages.")
        texts = [_clean(page.extract_text()) for page in reader.pages]
        title, language = _title(reader), _language(reader)
    except Unreadable:
        raise
    except BREAKING:
        raise Unreadable(BROKEN) from None
    if not any(text.strip() for text in texts):
        raise Unreadable("There is no text in this PDF: its pages are pictures.")
    return Pdf(BREAK.join(texts), _beginnings(texts), title, language)


def _refuse_locked(reader: PdfReader) -> None:
    """Many a PDF is locked against changes only, and opens with an empty password."""
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except BREAKING:
        opened = 0
    if not opened:
        raise Unreadable("This PDF is encrypted: paste its text instead.")


def _beginnings(texts: list[str]) -> tuple[int, ...]:
    beginnings, start = [], 0
    for text in texts:
        beginnings.append(start)
        start += len(text) + len(BREAK)
    return tuple(beginnings)


def _clean(text: str) -> str:
    """With LF line ends and without what no text can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", UNREADABLE)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip("\n")


def _title(reader: PdfReader) -> str:
    told = reader.metadata.title if reader.metadata else None
    return _clean(told).strip() if isinstance(told, str) else ""


def _language(reader: PdfReader) -> str:
    told = reader.root_object.get("/Lang")
    return str(told).strip() if isinstance(told, str) and len(told) <= 35 else ""
