"""Detect the format of bytes: a web page, a mail, an Office file, subtitles and others. Pure.

The content decides before the file name and before the Content-Type header, because servers are
often wrong: they send a page as an image, or a PDF as a page. Everything that cannot be read is
rejected by its true kind, and what looks like markup or a mail is never taken for a plain text.
"""

import codecs
import re
from email.message import Message

import webencodings

from factcheck.core.errors import FactcheckError
from factcheck.core.errors import gettext_noop as _
from sources import file_kinds
from sources.file_signatures import SUBTITLES

TEXT, HTML, PDF = "text/plain", "text/html", "application/pdf"
MAIL, MHTML = "message/rfc822", "multipart/related"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SRT, VTT = "application/x-subrip", "text/vtt"
CSV, TSV = "text/csv", "text/tab-separated-values"
JSON = "application/json"
MEDIA_TYPES = (TEXT, HTML, PDF, MAIL, MHTML, DOCX, XLSX, SRT, VTT, CSV, TSV, JSON)

FILE_EXTENSIONS = {
    HTML: (".html", ".htm", ".xhtml"),
    PDF: (".pdf",),
    CSV: (".csv",),
    TSV: (".tsv", ".tab"),
    JSON: (".json", ".jsonld"),
    MAIL: (".eml",),
    MHTML: (".mhtml", ".mht"),
    VTT: (".vtt",),
    SRT: (".srt",),
}
HTML_MEDIA_TYPES = {HTML, "application/xhtml+xml"}
# What servers declare, where it is not the name that is used here.
MEDIA_TYPE_ALIASES = {
    **dict.fromkeys(HTML_MEDIA_TYPES, HTML),
    **dict.fromkeys(("application/csv", "text/x-csv", "text/comma-separated-values"), CSV),
    **dict.fromkeys(("application/ld+json", "text/json", "application/feed+json"), JSON),
    **dict.fromkeys(("text/srt", "application/srt", "text/x-srt", "application/x-srt"), SRT),
    **dict.fromkeys(("application/x-mimearchive", "application/mhtml", "message/rfc2557"), MHTML),
    **dict.fromkeys(("message/global", "application/eml"), MAIL),
}
# A server that does not know what it sends declares one of these; the content may well be text.
UNSPECIFIC_MEDIA_TYPES = {
    *("", TEXT, "text/markdown", "text/x-markdown", "application/octet-stream"),
    *("binary/octet-stream", "application/x-download", "application/force-download"),
    *("application/download", "application/vnd.ms-excel"),  # the latter of many tables in CSV
}
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16le",
    codecs.BOM_UTF16_BE: "utf-16be",
}
# A doctype or root element, after white space, comments or an XML declaration.
HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*){0,3}(?:<!--.{0,400}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
MIN_UTF_16_CHARACTERS = 8  # fewer null bytes between letters may be anything
# A page may also begin with another element: both tags of `html` can be left out.
HTML_ELEMENT_START = re.compile(
    rb"\s*(?:<!--.{0,400}?-->\s*){0,5}<(?:head|body|title|meta|link|script|style|base|div|p|article|"
    rb"section|main|header|nav|table|h[1-6]|ul|ol|dl|blockquote|span|a|b|i|em|strong|font|center|"
    rb"form|img|iframe|figure|pre|br|hr|footer|aside|details|dialog|address|time|picture|video|audio|"
    rb"noscript|template|button|label|input|small|sup|sub|del|ins|mark|code|tr|td|th|li|dt|dd|q|s|u)"
    rb"(?:\s[^<>]{0,900})?/?>",
    re.IGNORECASE | re.DOTALL,
)
OFFICE_ENTRIES = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"customXml/")
SNIFFED_BYTES = 1024  # a PDF may begin with as many other bytes (PDF specification, appendix H)

# The header of a mail: lines with a name and a value (RFC 5322), of which at least two are these.
HEADER_LINE = re.compile(
    rb"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n"
)
MAIL_HEADERS = {
    *(b"from", b"to", b"cc", b"subject", b"date", b"sender", b"reply-to", b"message-id"),
    *(b"received", b"return-path", b"delivered-to", b"mime-version", b"content-type"),
    *(b"content-transfer-encoding", b"in-reply-to", b"references", b"list-id", b"dkim-signature"),
}
# Words in a text may be after “From:” and “To:”; these are in mails only.
MAIL_ONLY_HEADERS = MAIL_HEADERS - {b"from", b"to", b"cc", b"subject", b"date"}
MBOX_START = re.compile(rb"From \S{1,300} [^\r\n]{6,80}\r?\n")
EMLX_START = re.compile(rb"\d{1,10}[ \t]{0,20}\r?\n")  # Apple Mail: the size of the mail in bytes
MAIL_SNIFFED_BYTES = 16_384  # a mail may have passed many servers, each with lines of its own
MHTML_HEADER = re.compile(
    rb"^(?:content-type:\s*multipart/related|snapshot-content-location:|from:\s*[\"<]saved by )",
    re.IGNORECASE | re.MULTILINE,
)
VTT_START = re.compile(rb"WEBVTT(?:[ \t][^\n]*)?(?:\r?\n|\r|$)")
SRT_START = re.compile(rb"\s*(?:\d{1,6}[ \t]*(?:\r?\n|\r))?\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")
SBV_START = re.compile(rb"\d{1,2}:\d{2}:\d{2}\.\d{3},\d{1,2}:\d{2}:\d{2}\.\d{3}\s")
JSON_START = re.compile(rb'\s*(?:\{\s*"[^"\n]{1,200}"\s*:|\[\s*\{\s*")')


class ParseError(FactcheckError):
    """The bytes cannot be read as a text."""


def detect_media_type(name: str, raw: bytes, declared: str = "") -> str:
    """Return one of `MEDIA_TYPES`; `raw` may be the first kilobyte only. Raises `ParseError`.

    `name` is a file name; `declared` is the media type that a server sent, without parameters.
    Office files are only told apart from other ZIP archives for certain if `raw` is complete.
    """
    name, declared = name.lower(), declared.lower()
    head = raw[:SNIFFED_BYTES]
    if office_type := _detect_office_type(raw, name, declared):
        return office_type
    if b"%PDF-" in head:
        return PDF
    decoded_head = _decode_head(head)
    if HTML_START.match(decoded_head) or HTML_ELEMENT_START.match(decoded_head):
        return HTML
    unmarked = raw if decoded_head == head else decoded_head
    if refusal := file_kinds.find_refusal(unmarked, name):
        raise ParseError(refusal[0], params=refusal[1])
    if b"\x00" in decoded_head:
        raise ParseError(
            _(
                "This is not a web page, a PDF or a plain text: it contains null characters. Save "
                "it as PDF, .docx or plain text and capture that file."
            )
        )
    return (
        _detect_text_type(decoded_head)
        or _detect_mail_type(raw[:MAIL_SNIFFED_BYTES])
        or _get_declared_type(name, declared)
    )


def _detect_office_type(raw: bytes, name: str, declared: str) -> str:
    """`DOCX` or `XLSX` of a ZIP archive with the entries of one; empty for others.

    The names of entries are not compressed. In the first kilobyte there may be none that decides:
    then the file name or the header does, and a file of another kind is refused when it is read.
    """
    if not file_kinds.is_zip(raw):
        return ""
    if b"word/document.xml" in raw:
        return DOCX
    if b"xl/workbook.xml" in raw:
        return XLSX
    if (
        not any(part in raw[:200] for part in OFFICE_ENTRIES)
        or len(raw) > SNIFFED_BYTES * 64
        or b"ppt/" in raw
    ):
        return ""
    return XLSX if name.endswith(".xlsx") or declared == XLSX else DOCX


def _detect_text_type(head: bytes) -> str:
    """The format that the first words of a text show; empty for none."""
    if VTT_START.match(head):
        return VTT
    if SRT_START.match(head):
        return SRT
    if SBV_START.match(head):
        raise ParseError(SUBTITLES[0], params={"format": "YouTube (.sbv)"})
    if mail_type := _detect_mail_type(head):
        return mail_type
    return JSON if JSON_START.match(head) else ""


def _detect_mail_type(raw: bytes) -> str:
    """`MAIL` or `MHTML` where the text begins with the header of a mail; otherwise empty."""
    raw = raw.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")
    start = MBOX_START.match(raw) or EMLX_START.match(raw)
    position, names = start.end() if start else 0, set()
    while match := HEADER_LINE.match(raw, position):
        position = match.end()
        names.add(match[1].lower())
    known = names & MAIL_HEADERS
    if len(known) < 2 or not (start or known & MAIL_ONLY_HEADERS or _ends_header(raw, position)):
        return ""
    return MHTML if MHTML_HEADER.search(raw[:position]) else MAIL


def _ends_header(raw: bytes, position: int) -> bool:
    """Whether an empty line follows, as after the header of a mail, or the sniffed bytes end."""
    return raw[position : position + 2].startswith((b"\n", b"\r\n")) or (
        len(raw) >= SNIFFED_BYTES and b"\n" not in raw[position:]
    )


def _decode_head(head: bytes) -> bytes:
    """The first bytes as UTF-8, without a byte order mark, if they are marked as Unicode."""
    encoding = detect_byte_order_mark(head) or _detect_utf_16(head)
    if not encoding:
        return head
    return head.decode(encoding, "ignore").removeprefix("\ufeff").encode(errors="replace")


def _detect_utf_16(head: bytes) -> str:
    """UTF-16 without a byte order mark, of mostly ASCII: every second byte is null."""
    even, odd = head[0:64:2], head[1:64:2]
    if len(odd) < MIN_UTF_16_CHARACTERS:
        return ""
    if all(even) and odd.count(0) > len(odd) * 0.8:
        return "utf-16le"
    return "utf-16be" if all(odd) and even.count(0) > len(even) * 0.8 else ""


def _get_declared_type(name: str, declared: str) -> str:
    """The type by file name and header, of bytes that do not begin like another format."""
    media_type = MEDIA_TYPE_ALIASES.get(declared, declared)
    if media_type in UNSPECIFIC_MEDIA_TYPES:
        named = (named for named, endings in FILE_EXTENSIONS.items() if name.endswith(endings))
        media_type = next(named, TEXT)
        if media_type != PDF:
            return (
                media_type  # a file that is not what it is named after is refused when it is read
            )
    if media_type in (HTML, CSV, TSV, JSON, MAIL):
        return media_type
    if media_type == PDF:
        raise ParseError(_("This is declared as a PDF but is not a PDF."))
    if media_type in MEDIA_TYPES:
        raise ParseError(
            _("This is declared as %(media_type)s, but its content is not."),
            params={"media_type": declared},
        )
    raise ParseError(
        _("This is declared as %(media_type)s, which cannot be read here. Paste its text instead."),
        params={"media_type": declared},
    )


def detect_byte_order_mark(raw: bytes) -> str:
    """The Unicode encoding whose byte order mark `raw` begins with; empty without one."""
    return next((name for mark, name in BYTE_ORDER_MARKS.items() if raw.startswith(mark)), "")


def get_charset(content_type: str) -> str:
    """The charset in a Content-Type header; empty without one, and if no browser knows it."""
    message = Message()
    message["content-type"] = content_type
    charset = message.get_content_charset("")
    return charset if charset.isprintable() and webencodings.lookup(charset) else ""
