"""From bytes to the text of an article. Pure: no database, no network, no clock.

Text keeps the Unicode normalisation it was found in; its line ends become LF. What cannot be read
for certain is refused with a sentence, because a wrong letter in a quotation is a wrong quotation.
"""

import codecs
import re
from dataclasses import dataclass
from importlib.metadata import version

import trafilatura

TEXT, HTML = "text/plain", "text/html"
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)


class Unreadable(ValueError):
    """These bytes cannot be read as a text; the message says why in one sentence."""


@dataclass(frozen=True)
class Extract:
    """A publication's text, and what its markup says of it (empty where it says nothing)."""

    text: str
    media_type: str
    extractor: str
    title: str = ""
    author: str = ""
    published_on: str = ""
    language: str = ""
    publisher: str = ""


def media_type_of(name: str, raw: bytes) -> str:
    """HTML by its name or its first tag; else text."""
    begins = raw[:512].lstrip().lower()
    is_html = name.lower().endswith((".html", ".htm", ".xhtml"))
    return HTML if is_html or begins.startswith((b"<!doctype html", b"<html")) else TEXT


def decode(raw: bytes, encoding: str = "", html: bool = False) -> str:
    """The characters in `raw`: by the encoding given, its byte order mark, its markup, or UTF-8."""
    named = encoding or _marked(raw) or (html and _declared(raw)) or "utf-8"
    try:
        return raw.decode(named)
    except LookupError:
        raise Unreadable(f"There is no encoding named “{named}”.") from None
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"This is not {named}: byte {error.start} cannot be read. Say which encoding it has."
        ) from None
    except UnicodeError:
        raise Unreadable(f"“{named}” is no encoding of a text that can be read here.") from None


def _marked(raw: bytes) -> str:
    return next((name for mark, name in BYTE_ORDER_MARKS.items() if raw.startswith(mark)), "")


def _declared(raw: bytes) -> str:
    found = DECLARED.search(raw[:4096])
    return found.group(1).decode("ascii") if found else ""


def tidy(text: str) -> str:
    """The same text with LF line ends; refused when empty or when it holds null characters."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise Unreadable("This is not a text: it holds null characters.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Unreadable("This is not a text: it holds half of a surrogate pair.")
    if not text.strip():
        raise Unreadable("There is no text in it.")
    return text


def extract(raw: bytes | str, media_type: str = TEXT, encoding: str = "") -> Extract:
    """The text in `raw`; of HTML the article, without the page around it.

    Raises `Unreadable` with one sentence.
    """
    html = media_type == HTML
    text = raw if isinstance(raw, str) else decode(raw, encoding, html)
    return _article(tidy(text)) if html else Extract(tidy(text), TEXT, "text")


def _article(html: str) -> Extract:
    found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if found is None or not (found.text or "").strip():
        raise Unreadable("No article was found in this page; paste its text instead.")
    return Extract(
        text=tidy(found.text),
        media_type=HTML,
        extractor=f"trafilatura {version('trafilatura')}",
        title=found.title or "",
        author=found.author or "",
        published_on=found.date or "",
        language=found.language or "",
        publisher=found.sitename or "",
    )
