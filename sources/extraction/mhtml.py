"""Extract the text of web pages that a browser saved as MIME archives (.mhtml, RFC 2557). Pure."""

import re
from collections.abc import Callable
from dataclasses import replace
from email.message import Message

from selectolax.lexbor import LexborHTMLParser

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.mime import (
    get_children,
    get_content,
    get_root,
    get_text_content,
    list_parts,
    parse_message,
    read_header,
)
from sources.media_types import HTML, MHTML, ParseError

HTML_TYPES = {HTML, "application/xhtml+xml"}
MAX_LINKS = 300
LINK = re.compile(rb"<link\s[^<>]{1,2000}>", re.IGNORECASE)


def extract_mhtml(raw: bytes, extract_page: Callable[[bytes, str], ExtractedText]) -> ExtractedText:
    """Return the text of the page that a browser saved with its pictures. Raises `ParseError`."""
    message = parse_message(raw)
    page = _find_page(message)
    if page is None:
        raise ParseError(_("There is no web page in this MHTML file."))
    extracted = extract_page(*_read_page(message, page))
    address = read_header(message, "Snapshot-Content-Location") or read_header(
        page, "Content-Location"
    )
    is_public = address.startswith(("http://", "https://"))
    return replace(
        extracted,
        media_type=MHTML,
        canonical_url=extracted.canonical_url or (address if is_public else ""),
    )


def _read_page(message: Message, page: Message) -> tuple[bytes, str]:
    """The page, and its encoding, with the style sheets of the archive, which hide parts of it."""
    raw, encoding = get_text_content(page)
    sheets: dict[str, bytes] = {}
    for part in list_parts(message):
        if part.get_content_type() == "text/css":
            names = (str(part.get(name, "")) for name in ("Content-ID", "Content-Location"))
            content = get_content(part)
            sheets |= {name.strip("<>").removeprefix("cid:"): content for name in names if name}
    if sheets:
        raw = LINK.sub(lambda link: _inline_sheet(link[0], sheets), raw, count=MAX_LINKS)
    return raw, encoding


def _inline_sheet(link: bytes, sheets: dict[str, bytes]) -> bytes:
    """The style sheet that a `link` element names, as a `style` element; otherwise the link."""
    element = LexborHTMLParser(link.decode(errors="replace")).css_first("link")
    attributes = element.attributes if element else {}
    address = (attributes.get("href") or "").removeprefix("cid:")
    rel = (attributes.get("rel") or "").lower().split()
    sheet = sheets.pop(address, b"")  # once, so that many links do not make a small file large
    if "stylesheet" not in rel or "alternate" in rel or b"</" in sheet or not sheet:
        return link
    media = (attributes.get("media") or "").replace('"', "")
    return f'<style media="{media}">'.encode("ascii", "replace") + sheet + b"</style>"


def _find_page(message: Message) -> Message | None:
    root = message
    if message.is_multipart():
        root = get_root(message, get_children(message))
    if root.get_content_type() == HTML and not root.is_multipart():
        return root
    pages = (part for part in list_parts(message) if part.get_content_type() in HTML_TYPES)
    return next(pages, None)
