"""Detect whether bytes are a web page, a PDF or plain text. Pure.

The content decides before the file name and before the Content-Type header, because servers are
often wrong: they send a page as an image, or a PDF as a page. Everything else is rejected.
"""

import codecs
import re

from factcheck.core.errors import FactcheckError
from factcheck.core.errors import gettext_noop as _

TEXT, HTML, PDF = "text/plain", "text/html", "application/pdf"
FILE_EXTENSIONS = {HTML: (".html", ".htm", ".xhtml"), PDF: (".pdf",)}
HTML_MEDIA_TYPES = {HTML, "application/xhtml+xml"}
# A server that does not know what it sends declares one of these; the content may well be text.
UNSPECIFIC_MEDIA_TYPES = {
    *("", TEXT, "text/markdown", "text/x-markdown", "application/octet-stream"),
}
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# A doctype or root element, after white space, comments or an XML declaration.
HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
SNIFFED_BYTES = 1024  # a PDF may begin with as many other bytes (PDF specification, appendix H)


class ParseError(FactcheckError):
    """The bytes cannot be read as a text."""


def detect_media_type(name: str, raw: bytes, declared: str = "") -> str:
    """Return `TEXT`, `HTML` or `PDF`; `raw` may be the first kilobyte only. Raises `ParseError`.

    `name` is a file name; `declared` is the media type that a server sent, without parameters.
    """
    head = raw[:SNIFFED_BYTES]
    if b"%PDF-" in head:
        return PDF
    encoding = detect_byte_order_mark(head)
    decoded_head = head.decode(encoding, "ignore").encode() if encoding else head
    if HTML_START.match(decoded_head):
        return HTML
    if b"\x00" in decoded_head:
        raise ParseError(
            _("This is not a web page, a PDF or a plain text: it contains null characters.")
        )
    return _get_declared_type(name.lower(), declared.lower())


def _get_declared_type(name: str, declared: str) -> str:
    """The type by file name and header, of bytes that do not begin like a PDF or a page."""
    if declared in HTML_MEDIA_TYPES or (
        declared in UNSPECIFIC_MEDIA_TYPES and name.endswith(FILE_EXTENSIONS[HTML])
    ):
        return HTML
    if declared == PDF or (
        declared in UNSPECIFIC_MEDIA_TYPES and name.endswith(FILE_EXTENSIONS[PDF])
    ):
        raise ParseError(_("This is declared as a PDF but is not a PDF."))
    if declared in UNSPECIFIC_MEDIA_TYPES:
        return TEXT
    raise ParseError(
        _("Only web pages, PDFs and plain texts can be read, and this is %(media_type)s."),
        params={"media_type": declared},
    )


def detect_byte_order_mark(raw: bytes) -> str:
    """The encoding that a byte order mark at the beginning names; empty without one."""
    return next((name for mark, name in BYTE_ORDER_MARKS.items() if raw.startswith(mark)), "")
