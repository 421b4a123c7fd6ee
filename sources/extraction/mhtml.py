"""Extract the text of web pages that a browser saved as MIME archives (.mhtml, RFC 2557). Pure."""

from collections.abc import Callable
from dataclasses import replace
from email.message import Message

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.mime import (
    get_charset,
    get_children,
    get_content,
    get_root,
    list_parts,
    parse_message,
    read_header,
)
from sources.media_types import HTML, MHTML, ParseError

HTML_TYPES = {HTML, "application/xhtml+xml"}


def extract_mhtml(raw: bytes, extract_page: Callable[[bytes, str], ExtractedText]) -> ExtractedText:
    """Return the text of the page that a browser saved with its pictures. Raises `ParseError`."""
    message = parse_message(raw)
    page = _find_page(message)
    if page is None:
        raise ParseError(_("There is no web page in this MHTML file."))
    extracted = extract_page(get_content(page), get_charset(page))
    address = read_header(message, "Snapshot-Content-Location") or read_header(
        page, "Content-Location"
    )
    is_public = address.startswith(("http://", "https://"))
    return replace(
        extracted,
        media_type=MHTML,
        canonical_url=extracted.canonical_url or (address if is_public else ""),
    )


def _find_page(message: Message) -> Message | None:
    root = message
    if message.is_multipart():
        root = get_root(message, get_children(message))
    if root.get_content_type() == HTML and not root.is_multipart():
        return root
    pages = (part for part in list_parts(message) if part.get_content_type() in HTML_TYPES)
    return next(pages, None)
