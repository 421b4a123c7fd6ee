"""From bytes to the text of a publication. Pure: no database, no network, no clock.

Text keeps the Unicode normalisation it was found in; its line ends become LF. What cannot be read
for certain is refused with a sentence, because a wrong letter in a quotation is a wrong quotation.

Parsers can be kept busy for hours by a page made for it: bytes from outside are read by
`sources.extraction.sandbox`, which calls this room in a process that is ended in time.
"""

import re
from dataclasses import dataclass
from importlib.metadata import version

import trafilatura
from lxml.html import HtmlElement

from sources.extraction.pdf import read_pdf
from sources.media_types import HTML, PDF, TEXT, Unreadable, marked
from sources.urls import LONGEST

DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # BCP 47, roughly


@dataclass(frozen=True)
class Extract:
    """A publication's text, and what its markup says of it (empty where it says nothing).

    `pages` are the offsets, in code points, at which the pages of a PDF begin.
    """

    text: str
    media_type: str
    extractor: str
    title: str = ""
    author: str = ""
    published_on: str = ""
    language: str = ""
    publisher: str = ""
    canonical: str = ""
    pages: tuple[int, ...] = ()


def decode(raw: bytes, encoding: str = "", html: bool = False) -> str:
    """The characters in `raw`: by the encoding given, its byte order mark, its markup, or UTF-8."""
    named = encoding or marked(raw) or (html and _declared(raw)) or "utf-8"
    if not named.isprintable():  # a header can spell any character, also one that nothing keeps
        raise Unreadable("The name of its encoding cannot be read.")
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
    if media_type == PDF:
        return _document(raw)
    html = media_type == HTML
    text = tidy(raw if isinstance(raw, str) else decode(raw, encoding, html))
    return _article(text) if html else Extract(text, TEXT, "text")


def _article(html: str) -> Extract:
    page = trafilatura.load_html(html)
    found = page is not None and trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False
    )
    if not found or not (found.text or "").strip():
        raise Unreadable("No article was found in this page; paste its text instead.")
    return Extract(
        text=tidy(found.text),
        media_type=HTML,
        extractor=f"trafilatura {version('trafilatura')}",
        title=found.title or "",
        author=found.author or "",
        published_on=found.date or "",
        language=_language(page),
        publisher=found.sitename or "",
        canonical=_canonical(page),
    )


def _language(page: HtmlElement) -> str:
    """As the page declares it; a page that says nothing is not guessed at."""
    told = page.get("lang") or page.get("xml:lang") or ""
    found = LANGUAGE.fullmatch(told.strip().replace("_", "-"))
    return found[0] if found and len(found[0]) <= 35 else ""


def _canonical(page: HtmlElement) -> str:
    named = page.xpath("//head/link[@rel='canonical']/@href")
    return named[0].strip()[:LONGEST] if named else ""


def _document(raw: bytes) -> Extract:
    found = read_pdf(raw)
    return Extract(
        text=found.text,
        media_type=PDF,
        extractor=f"pypdf {version('pypdf')}",
        title=found.title,
        language=found.language,
        pages=found.pages,
    )
