"""Parse MIME messages: their parts, header fields and contents. Pure.

RFC 2045 to 2047, and RFC 3676 for `format=flowed`. The standard library's older policy is used,
because it reads any header; the newer one raises errors for malformed ones.
"""

import binascii
import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32

import webencodings

from factcheck.core.errors import gettext_noop as _
from sources.extraction.text_builder import fold_blanks
from sources.media_types import MAIL, ParseError

MAX_HEADER_LENGTH = 20_000  # characters of one field
MAX_PARTS = 1000
MAX_DEPTH = 30  # of parts inside of parts
BROKEN_MAIL = _("This mail is broken and cannot be read. Paste its words instead.")
MAIL_ERRORS = (
    *(MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError),
    *(AssertionError, MemoryError),
)
MAIL_START = re.compile(rb"\A(?:\xef\xbb\xbf)?[\r\n]*")
EMLX_START = re.compile(rb"\s{0,20}(\d{1,10})[ \t]{0,20}\r?\n")  # Apple Mail: the size in bytes
# Charsets of mails that the WHATWG Encoding Standard leaves out, as Python names them.
MAIL_CODECS = re.compile(r"(?:unicode-1-1-)?utf-?7|(?:cp|ibm)-?\d{3,4}|hz-gb-2312|iso-2022-[a-z]+")


def parse_message(raw: bytes) -> Message:
    raw = MAIL_START.sub(b"", raw, count=1)
    if match := EMLX_START.match(raw):
        raw = raw[match.end() : match.end() + int(match[1])]
    try:
        return email.message_from_bytes(raw, policy=compat32)
    except MAIL_ERRORS:
        raise ParseError(BROKEN_MAIL) from None


def list_parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that hold something, in their order. A mail inside of a mail is one part."""
    count = 0
    if not message.is_multipart() or message.get_content_type() == MAIL:
        yield message
        return
    if depth > MAX_DEPTH:
        raise ParseError(BROKEN_MAIL)
    for part in get_children(message):
        for inner in list_parts(part, depth + 1):
            count += 1
            if count > MAX_PARTS:
                raise ParseError(BROKEN_MAIL)
            yield inner


def get_children(message: Message) -> list[Message]:
    payload = message.get_payload()
    return (
        [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
    )


def get_root(message: Message, children: list[Message]) -> Message:
    """The part that the parameter `start` names, or the first."""
    start = message.get_param("start")
    named = (child for child in children if start and child.get("Content-ID") == start)
    return next(named, children[0] if children else message)


def read_header(message: Message, name: str) -> str:
    """The decoded value of a field on one line; empty if there is none.

    A value that is neither encoded nor UTF-8 is read in the charset of the mail's text.
    """
    values = (value for key, value in message.raw_items() if key.lower() == name.lower())
    text = str(next(values, ""))[:MAX_HEADER_LENGTH]
    fallback = "" if text.isascii() else _get_text_charset(message)
    try:
        pieces = [_decode_piece(piece, charset, fallback) for piece, charset in decode_header(text)]
    except (HeaderParseError, *MAIL_ERRORS):
        return fold_blanks(text)
    return fold_blanks("".join(pieces))


def _get_text_charset(message: Message, depth: int = 0) -> str:
    """The charset of the first part that declares one."""
    if charset := get_part_charset(message):
        return charset
    children = get_children(message) if depth < MAX_DEPTH else []
    return next(filter(None, (_get_text_charset(child, depth + 1) for child in children)), "")


def _decode_piece(piece: bytes | str, charset: str | None, fallback: str = "") -> str:
    if isinstance(piece, str):
        piece = piece.encode("utf-8", "surrogateescape")
    for encoding in (charset, "utf-8", fallback, "windows-1252"):
        try:
            if encoding and encoding != "unknown-8bit":
                return piece.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return piece.decode("utf-8", "replace")


def get_file_name(part: Message) -> str:
    try:
        name = part.get_filename("") or ""
        pieces = [_decode_piece(piece, charset) for piece, charset in decode_header(name[:1000])]
    except (HeaderParseError, *MAIL_ERRORS):
        return ""
    return fold_blanks("".join(pieces))


def get_content(part: Message) -> bytes:
    """The bytes of a part, without their transfer encoding. Raises `ParseError`."""
    try:
        if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "quoted-printable":
            return _decode_quoted_printable(part)
        raw = part.get_payload(decode=True)
    except MAIL_ERRORS:
        raise ParseError(BROKEN_MAIL) from None
    return raw if isinstance(raw, bytes) else b""


def _decode_quoted_printable(part: Message) -> bytes:
    """Blanks after the `=` of a soft line break were added on the way (RFC 2045, 6.7)."""
    payload = part.get_payload()
    if not isinstance(payload, str):
        return b""
    lines = payload.encode("ascii", "surrogateescape").split(b"\n")
    stripped = (line.rstrip() if line.rstrip().endswith(b"=") else line for line in lines)
    return binascii.a2b_qp(b"\n".join(stripped))


def get_text_content(part: Message) -> tuple[bytes, str]:
    """The bytes of a text and the label of their encoding, empty where it is to be detected.

    What only mails use is converted to UTF-8. Raises `ParseError`.
    """
    raw, charset = get_content(part), get_part_charset(part)
    if webencodings.lookup(charset) or not MAIL_CODECS.fullmatch(charset):
        return raw, charset if webencodings.lookup(charset) else ""
    codec = charset.removeprefix("unicode-1-1-").replace("hz-gb-2312", "hz")
    try:
        return raw.decode(codec).encode(), "utf-8"
    except MAIL_ERRORS:
        return raw, ""


def get_part_charset(part: Message) -> str:
    try:
        charset = part.get_content_charset("") or ""
    except MAIL_ERRORS:
        return ""
    return "" if charset == "us-ascii" else charset  # most who declare it send something else


def join_flowed_lines(text: str, delete_space: bool) -> str:
    """The paragraphs of a text in which a space at the end of a line says that it goes on."""
    lines: list[str] = []
    is_open, depth = False, 0
    for line in text.split("\n"):
        words = line.lstrip(">")
        quoted = len(line) - len(words)
        words = words.removeprefix(" ")
        is_signature = words == "-- "
        if is_open and quoted == depth and not is_signature:
            lines[-1] += words
        else:
            lines.append(f"{'>' * quoted} {words}" if quoted else words)
        is_open, depth = words.endswith(" ") and not is_signature, quoted
        if is_open and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(line.rstrip(" ") if line != "-- " else line for line in lines)
