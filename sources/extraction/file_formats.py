"""Read the formats that are neither web pages nor plain texts. Pure.

The modules of the formats are imported where they are needed, because each loads a library and
every file is read in a new process.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.limits import PageRange
from sources.media_types import (
    CSV,
    DOCX,
    HTML,
    JSON,
    MAIL,
    MHTML,
    PDF,
    SRT,
    TSV,
    VTT,
    XLSX,
)

ONLY_SOME_PAGES = _("Only the pages %(first)s to %(last)s of this PDF were read.")
UTF_8_ONLY = {VTT, JSON}  # by their specifications


@dataclass(frozen=True)
class TextReaders:
    """How the caller decodes bytes and reads web pages: functions of bytes and an encoding."""

    decode: Callable[[bytes, str], str]
    extract_page: Callable[[bytes, str], ExtractedText]
    decode_page: Callable[[bytes, str], str]

    def replace_encoding(self, encoding: str) -> "TextReaders":
        """With `encoding`, if a person gave one, in place of those that a file declares."""
        if not encoding:
            return self
        return TextReaders(
            decode=lambda raw, _declared: self.decode(raw, encoding),
            extract_page=lambda raw, _declared: self.extract_page(raw, encoding),
            decode_page=lambda raw, _declared: self.decode_page(raw, encoding),
        )


def extract_file(
    raw: bytes,
    media_type: str,
    encoding: str,
    page_range: PageRange,
    readers: TextReaders,
) -> ExtractedText:
    """Return the text of a file of a type in `FILE_FORMATS`. Raises `ParseError`."""
    if media_type == PDF:
        from sources.extraction.pdf import extract_pdf

        extracted = extract_pdf(raw, page_range.first, page_range.last, page_range.limit)
        return _mark_part_of_pdf(extracted, page_range)
    if media_type in BINARY_FORMATS:
        return BINARY_FORMATS[media_type](raw, readers.replace_encoding(encoding))
    text = readers.decode(raw, "" if media_type in UTF_8_ONLY else encoding)
    return TEXT_FORMATS[media_type](text, media_type)


def _mark_part_of_pdf(extracted: ExtractedText, page_range: PageRange) -> ExtractedText:
    if page_range.first == 1 and page_range.last is None:
        return extracted
    pages = (page_range.first, page_range.last or len(extracted.pages))
    warning = (ONLY_SOME_PAGES, {"first": pages[0], "last": pages[1]})
    return replace(extracted, page_range=pages, warnings=(*extracted.warnings, warning))


def _extract_docx(raw: bytes, _readers: TextReaders) -> ExtractedText:
    from sources.extraction.docx import extract_docx

    return extract_docx(raw)


def _extract_workbook(raw: bytes, _readers: TextReaders) -> ExtractedText:
    from sources.extraction.workbooks import extract_workbook

    return extract_workbook(raw)


def _extract_mail(raw: bytes, readers: TextReaders) -> ExtractedText:
    """Of HTML in a mail all words are read, because there is no page around an article."""
    from selectolax.lexbor import LexborHTMLParser

    from sources.extraction.html.walk import read_page_text
    from sources.extraction.mail import extract_mail

    def read_page(page: bytes, encoding: str) -> ExtractedText:
        shown = read_page_text(LexborHTMLParser(readers.decode_page(page, encoding)))
        return ExtractedText(shown.text, HTML, "", added=tuple(shown.added))

    return extract_mail(raw, read_page, readers.decode)


def _extract_mhtml(raw: bytes, readers: TextReaders) -> ExtractedText:
    from sources.extraction.mhtml import extract_mhtml

    return extract_mhtml(raw, readers.extract_page)


def _extract_subtitles(text: str, media_type: str) -> ExtractedText:
    from sources.extraction.subtitles import extract_subtitles

    return extract_subtitles(text, media_type)


def _extract_csv(text: str, media_type: str) -> ExtractedText:
    from sources.extraction.tables import extract_csv

    return extract_csv(text, media_type)


def _extract_json(text: str, _media_type: str) -> ExtractedText:
    from sources.extraction.json_ld import extract_json

    return extract_json(text)


BINARY_FORMATS = {
    DOCX: _extract_docx,
    XLSX: _extract_workbook,
    MAIL: _extract_mail,
    MHTML: _extract_mhtml,
}
TEXT_FORMATS = {
    SRT: _extract_subtitles,
    VTT: _extract_subtitles,
    CSV: _extract_csv,
    TSV: _extract_csv,
    JSON: _extract_json,
}
FILE_FORMATS = {PDF, *BINARY_FORMATS, *TEXT_FORMATS}
