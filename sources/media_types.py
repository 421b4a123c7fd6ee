"""Of which kind are these bytes: a web page, a PDF, a plain text, or nothing that can be read?

The first bytes go before the name and before what a server says of them, because servers lie: a
page is sent as an image, a PDF as a page. What is neither is refused with a sentence.
"""

import codecs
import re

TEXT, HTML, PDF = "text/plain", "text/html", "application/pdf"
NAMES = {HTML: (".html", ".htm", ".xhtml"), PDF: (".pdf",)}
PAGES = {HTML, "application/xhtml+xml"}
# A server that does not know what it sends says one of these; what is sent may well be a text.
PLAIN = {"", TEXT, "text/markdown", "text/x-markdown", "application/octet-stream"}
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Of an HTML document: a declaration or the root, after white space, comments or an XML declaration.
FIRST_TAG = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
HEAD = 1024  # bytes: a PDF may begin with so many of something else (its specification, appendix H)


class Unreadable(ValueError):
    """These bytes cannot be read as a text; the message says why in one sentence."""


def media_type_of(name: str, raw: bytes, declared: str = "") -> str:
    """`TEXT`, `HTML` or `PDF`; `raw` may be the first kilobyte only.

    `declared` is the media type that a server gave, without its parameters. Raises `Unreadable`.
    """
    head = raw[:HEAD]
    if b"%PDF-" in head:
        return PDF
    mark = marked(head)
    plain = head.decode(mark, "ignore").encode() if mark else head
    if FIRST_TAG.match(plain):
        return HTML
    if b"\x00" in plain:
        raise Unreadable(
            "This is neither a web page nor a PDF nor a text: it holds null characters."
        )
    return _told(name.lower(), declared.lower())


def _told(name: str, declared: str) -> str:
    """What the name and the server say; the bytes are no PDF, whatever these call it."""
    if declared in PAGES or (declared in PLAIN and name.endswith(NAMES[HTML])):
        return HTML
    if declared == PDF or (declared in PLAIN and name.endswith(NAMES[PDF])):
        raise Unreadable("This is called a PDF and is none.")
    if declared in PLAIN:
        return TEXT
    raise Unreadable(f"Only web pages, PDFs and plain texts can be read, and this is {declared}.")


def marked(raw: bytes) -> str:
    """The encoding that a byte order mark tells; empty without one."""
    return next((name for mark, name in BYTE_ORDER_MARKS.items() if raw.startswith(mark)), "")
