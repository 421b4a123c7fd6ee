"""Extract the text of mails (.eml). Pure.

The header is at the beginning of the text, each field a part named after it; the body is the
article, and the names of attachments follow it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.mime import (
    MAIL_ERRORS,
    MAX_DEPTH,
    get_children,
    get_content,
    get_file_name,
    get_root,
    get_text_content,
    join_flowed_lines,
    list_parts,
    parse_message,
    read_header,
)
from sources.extraction.text_builder import TextBuilder, clean_text
from sources.media_types import HTML, MAIL, MHTML, TEXT, ParseError

EXTRACTOR = "mail 1"
SHOWN_HEADERS = ("From", "To", "Cc", "Subject", "Date")
SEVERAL_MAILS = _(
    "This is a mailbox with several mails. Save the one that you need as .eml and capture it."
)
NO_TEXT = _("There is no text in this mail. Capture its attachments one by one.")
ENCRYPTED = _(
    "This mail is encrypted. Open it in your mail program and save it without encryption."
)
NEXT_MAIL = re.compile(rb"\n\r?\nFrom \S{1,300} [^\r\n]{6,80}\r?\n[A-Za-z][A-Za-z0-9-]{0,60}:")
ENCRYPTED_TYPES = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}

ExtractPage = Callable[[bytes, str], ExtractedText]
DecodeText = Callable[[bytes, str], str]


@dataclass(frozen=True)
class Attachment:
    """A part that is not shown as text; `size` is in bytes, after decoding."""

    name: str
    size: int


# ── mails ───────────────────────────────────────────────────────────────────────────────────────
def extract_mail(raw: bytes, extract_page: ExtractPage, decode_text: DecodeText) -> ExtractedText:
    """Return the header and the body of a mail. Raises `ParseError`.

    `extract_page` extracts the text of HTML, `decode_text` decodes bytes; both take an encoding
    that may be empty, and raise `ParseError`.
    """
    if NEXT_MAIL.search(raw):
        raise ParseError(SEVERAL_MAILS)
    message = parse_message(raw)
    if message.get_content_type() in ENCRYPTED_TYPES:
        raise ParseError(ENCRYPTED)
    parts = list(list_parts(message))
    body = _choose_body(message, parts)
    attachments = [_describe_attachment(part) for part in parts if _is_attachment(part, body)]
    builder = TextBuilder()
    _append_header(builder, message)
    body_text = _read_body(body, extract_page, decode_text)
    if not body_text.text.strip():  # such as HTML that is only a picture: another version has words
        body_text = _read_body(list(filter(_is_text, parts)), extract_page, decode_text)
    if not body_text.text.strip():
        raise ParseError(NO_TEXT)
    if body_text.text.lstrip().startswith("-----BEGIN PGP MESSAGE-----"):
        raise ParseError(ENCRYPTED)
    builder.append("\n" if builder.length else "")
    start = builder.length
    _append_body(builder, body_text)
    article = (start, builder.length)
    _append_attachments(builder, attachments)
    return ExtractedText(
        text=builder.text,
        media_type=MAIL,
        extractor=f"{EXTRACTOR}, {body_text.extractor}" if body_text.extractor else EXTRACTOR,
        title=read_header(message, "Subject"),
        author=_get_sender(message),
        published_on=_get_date(message),
        language=body_text.language or _get_language(message),
        article_spans=(article,),
        parts=builder.get_parts(),
        added=tuple(builder.added),
        warnings=body_text.warnings,
    )


def _choose_body(message: Message, parts: list[Message]) -> list[Message]:
    """The parts that a mail program shows: the last readable alternative of each group."""
    shown = list(_list_shown(message))
    return shown or [part for part in parts if _is_text(part)][:1]


def _list_shown(message: Message, depth: int = 0) -> Iterator[Message]:
    media_type = message.get_content_type()
    if media_type == MAIL or depth > MAX_DEPTH:
        return
    if not message.is_multipart():
        if _is_text(message):
            yield message
        return
    children = get_children(message)
    if media_type == "multipart/alternative":
        for child in _sort_alternatives(children):
            if shown := list(_list_shown(child, depth + 1)):
                yield from shown
                return
    elif media_type == MHTML:
        yield from _list_shown(get_root(message, children), depth + 1)
    else:
        for child in children:
            yield from _list_shown(child, depth + 1)


def _sort_alternatives(children: list[Message]) -> list[Message]:
    """Later alternatives are richer (RFC 2046), but only web pages and texts can be read here."""
    return [
        *(child for child in reversed(children) if _is_rich(child)),
        *(child for child in reversed(children) if not _is_rich(child)),
    ]


def _is_rich(part: Message) -> bool:
    return part.is_multipart() or part.get_content_type() == HTML


def _is_text(part: Message) -> bool:
    """Whether a part is a text that is shown, or one with several parts whose boundary is lost."""
    media_type = part.get_content_type()
    is_text = media_type in (TEXT, HTML) or (
        media_type.startswith("multipart/") and not part.is_multipart()
    )
    return is_text and part.get_content_disposition() != "attachment"


# ── the header ──────────────────────────────────────────────────────────────────────────────────
def _append_header(builder: TextBuilder, message: Message) -> None:
    for name in SHOWN_HEADERS:
        if value := read_header(message, name):
            builder.append(f"{name}: ")
            builder.append_part("header", value, name)
            builder.append("\n")


def _get_sender(message: Message) -> str:
    """The name of the sender, or the address if there is none."""
    sender = read_header(message, "From")
    name = sender.partition("<")[0] if "<" in sender else ""
    if name := name.replace('\\"', '"').strip(' "'):
        return name  # “Lind, Mara” is one name, not two addresses
    try:
        name, address = parseaddr(sender)
    except MAIL_ERRORS:
        return ""
    return name or address


def _get_date(message: Message) -> str:
    """The day of the `Date` field where the mail was written, as ISO 8601."""
    try:
        return parsedate_to_datetime(read_header(message, "Date")).date().isoformat()
    except MAIL_ERRORS:
        return ""


def _get_language(message: Message) -> str:
    language = read_header(message, "Content-Language").partition(",")[0].strip()
    return language if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", language) else ""


# ── the body ────────────────────────────────────────────────────────────────────────────────────
def _read_body(
    body: list[Message], extract_page: ExtractPage, decode_text: DecodeText
) -> ExtractedText:
    """The text of all shown parts, with a blank line between them."""
    texts = [_read_part(part, extract_page, decode_text) for part in body]
    texts = [text for text in texts if text.text.strip()]
    if len(texts) == 1:
        return texts[0]
    builder = TextBuilder()
    for text in texts:
        builder.end_block("\n\n")
        _append_body(builder, text)
    return ExtractedText(
        text=builder.text,
        media_type=MAIL,
        extractor=next((text.extractor for text in texts if text.extractor), ""),
        language=next((text.language for text in texts if text.language), ""),
        parts=builder.get_parts(),
        added=tuple(builder.added),
        warnings=tuple(warning for text in texts for warning in text.warnings),
    )


def _read_part(part: Message, extract_page: ExtractPage, decode_text: DecodeText) -> ExtractedText:
    raw, charset = get_text_content(part)
    if not raw.strip():
        return ExtractedText("", MAIL, "")
    if part.get_content_type() == HTML:
        return extract_page(raw, charset)
    text = clean_text(decode_text(raw, charset)).strip("\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = join_flowed_lines(text, str(part.get_param("delsp", "")).lower() == "yes")
    return ExtractedText(text, MAIL, "")


def _append_body(builder: TextBuilder, body: ExtractedText) -> None:
    """Append an extracted text with its parts and added characters."""
    offset, _end = builder.append(body.text)
    for part in body.parts:
        builder.parts.append(replace(part, start=part.start + offset, end=part.end + offset))
    builder.added += [(start + offset, end + offset) for start, end in body.added]


# ── attachments ─────────────────────────────────────────────────────────────────────────────────
def _is_attachment(part: Message, body: list[Message]) -> bool:
    """Whether a part is neither shown as text nor another version of what is shown."""
    if any(part is shown for shown in body):
        return False
    return bool(part.get_filename()) or not _is_text(part)


def _describe_attachment(part: Message) -> Attachment:
    if part.get_content_type() == MAIL:
        inner = [found for child in get_children(part) for found in list_parts(child)]
        subjects = (read_header(child, "Subject") for child in get_children(part))
        return Attachment(next(subjects, "") or MAIL, sum(len(get_content(it)) for it in inner))
    name = get_file_name(part)
    return Attachment(name or part.get_content_type(), len(get_content(part)))


def _append_attachments(builder: TextBuilder, attachments: list[Attachment]) -> None:
    """The names are the mail's own; the word before them and the size are ours."""
    for place, attachment in enumerate(attachments):
        builder.append("\n" if place else "\n\n")
        builder.append_added("Attachment: ")
        builder.append_part("attachment", attachment.name, f"{attachment.size} bytes")
        builder.append_added(f" ({attachment.size:,} bytes)")
