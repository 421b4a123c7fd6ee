"""Extract the text of a publication from bytes. Pure: no database, no network, no clock.

The text keeps its Unicode normalization; line ends become LF. What cannot be decoded with
certainty is rejected with a `ParseError`, because a wrong letter makes a wrong quotation.

A malicious page can keep a parser busy for hours, so untrusted bytes are only read by
`sources.extraction.sandbox`, which calls this module in a subprocess with limits.
"""

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from factcheck.core.errors import gettext_noop as _
from sources.extraction.encodings import (
    DEFAULT_ENCODING,
    DecodedText,
    decode_bytes,
    decode_text,
    resolve_c1_references,
)
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.file_formats import FILE_FORMATS, TextReaders, extract_file
from sources.extraction.html.page import EXTRACTOR, extract_page_article
from sources.extraction.json_ld import extract_page
from sources.extraction.limits import ALL_PAGES, PageRange
from sources.extraction.markup import find_markup
from sources.extraction.metadata import add_guessed_language, add_metadata
from sources.extraction.not_article import find_not_article_reason
from sources.extraction.notices import find_notices
from sources.media_types import HTML, TEXT, ParseError

__all__ = ["decode_text", "extract_text", "normalize_newlines"]

XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}>")  # its encoding is not that of the text


def extract_text(
    raw: bytes | str, media_type: str = TEXT, encoding: str = "", page_range: PageRange = ALL_PAGES
) -> ExtractedText:
    """Return the text in `raw`; of HTML the article, without the page around it.

    `page_range` are the pages of a PDF. Raises `ParseError`.
    """
    if media_type in FILE_FORMATS and isinstance(raw, bytes):
        extracted = extract_file(raw, media_type, encoding, page_range, _get_readers())
        return add_guessed_language(extracted)
    is_html = media_type == HTML
    if isinstance(raw, str):
        decoded = DecodedText(raw, DEFAULT_ENCODING)
    else:
        decoded = decode_bytes(raw, encoding, is_html)
    text = normalize_newlines(decoded.text)
    if is_html:
        extracted = _read_page(text)
    else:
        extracted = ExtractedText(text, TEXT, "text", warnings=find_markup(text))
    warnings = (*decoded.warnings, *extracted.warnings)
    return add_guessed_language(replace(extracted, warnings=warnings))


def _get_readers() -> TextReaders:
    """How files that hold texts and pages in another format are read."""
    return TextReaders(
        decode=lambda raw, encoding: normalize_newlines(decode_text(raw, encoding)),
        extract_page=lambda raw, encoding: extract_text(raw, HTML, encoding),
        decode_page=lambda raw, encoding: decode_text(raw, encoding, is_html=True),
    )


def normalize_newlines(text: str) -> str:
    """The text with LF line ends and without a byte order mark.

    Raises `ParseError` for an empty text, and for characters that no text column can store.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise ParseError(_("This is not a text: it contains null characters."))
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ParseError(_("This is not a text: it contains half of a surrogate pair."))
    if not text.strip():
        raise ParseError(_("There is no text in it."))
    return text


def _read_page(html: str) -> ExtractedText:
    """The article of a page, the notes on the page, and why it may not be an article.

    Raises `ParseError`; its parameter `not_article` is the reason why there is none, if known.
    """
    try:
        extracted = extract_page(html, _extract_article)
    except ParseError as error:
        reason = find_not_article_reason(html)
        raise ParseError(error.message, (error.params or {}) | {"not_article": reason}) from None
    return replace(
        extracted,
        notices=find_notices(html),
        not_article=find_not_article_reason(html, extracted.text),
    )


def _extract_article(html: str) -> ExtractedText:
    html = resolve_c1_references(XML_DECLARATION.sub("", html, count=1))
    article = extract_page_article(html)
    extracted = ExtractedText(
        text=normalize_newlines(article.text),
        media_type=HTML,
        extractor=EXTRACTOR,
        article_spans=article.article_spans,
        parts=article.parts,
        added=article.added,
    )
    return add_metadata(extracted, LexborHTMLParser(html))
