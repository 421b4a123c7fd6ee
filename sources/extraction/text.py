"""Extract the text of a publication from bytes. Pure: no database, no network, no clock.

The text keeps its Unicode normalization; line ends become LF. What cannot be decoded with
certainty is rejected with a `ParseError`, because a wrong letter makes a wrong quotation.

A malicious page can keep a parser busy for hours, so untrusted bytes are only read by
`sources.extraction.sandbox`, which calls this module in a subprocess with limits.
"""

import re
from importlib.metadata import version

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.pdf import MAX_LANGUAGE_LENGTH, extract_pdf
from sources.media_types import HTML, PDF, TEXT, ParseError, detect_byte_order_mark
from sources.urls import MAX_URL_LENGTH

META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # BCP 47, roughly


def extract_text(raw: bytes | str, media_type: str = TEXT, encoding: str = "") -> ExtractedText:
    """Return the text in `raw`; of HTML the article, without the page around it.

    Raises `ParseError`.
    """
    if media_type == PDF and isinstance(raw, bytes):
        return _extract_pdf(raw)
    is_html = media_type == HTML
    text = normalize_newlines(raw if isinstance(raw, str) else decode_text(raw, encoding, is_html))
    return _extract_article(text) if is_html else ExtractedText(text, TEXT, "text")


def decode_text(raw: bytes, encoding: str = "", is_html: bool = False) -> str:
    """Decodes `raw` by, in this order, `encoding`, the byte order mark, the markup, or UTF-8."""
    encoding = (
        encoding or detect_byte_order_mark(raw) or (is_html and _get_meta_charset(raw)) or "utf-8"
    )
    if not encoding.isprintable():  # a header may contain characters that PostgreSQL rejects
        raise ParseError(_("The name of its encoding cannot be read."))
    try:
        return raw.decode(encoding)
    except LookupError:
        raise ParseError(
            _("There is no encoding named “%(encoding)s”."), params={"encoding": encoding}
        ) from None
    except UnicodeDecodeError as error:
        raise ParseError(
            _(
                "This is not %(encoding)s: byte %(position)s cannot be read. "
                "Say which encoding it has."
            ),
            params={"encoding": encoding, "position": error.start},
        ) from None
    except UnicodeError:
        raise ParseError(
            _("“%(encoding)s” is not a text encoding that can be read here."),
            params={"encoding": encoding},
        ) from None


def _get_meta_charset(raw: bytes) -> str:
    match = META_CHARSET.search(raw[:4096])
    return match.group(1).decode("ascii") if match else ""


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


def _extract_article(html: str) -> ExtractedText:
    page = trafilatura.load_html(html)
    article = page is not None and trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False
    )
    if not isinstance(article, Document) or not (article.text or "").strip():
        raise ParseError(_("No article was found in this page; paste its text instead."))
    return ExtractedText(
        text=normalize_newlines(article.text or ""),
        media_type=HTML,
        extractor=f"trafilatura {version('trafilatura')}",
        title=article.title or "",
        author=article.author or "",
        published_on=article.date or "",
        language=_get_language(page),
        publisher=article.sitename or "",
        canonical_url=_get_canonical_url(page),
    )


def _get_language(page: HtmlElement) -> str:
    """The language that the markup declares. It is not guessed where there is none."""
    declared = page.get("lang") or page.get("xml:lang") or ""
    match = LANGUAGE_TAG.fullmatch(declared.strip().replace("_", "-"))
    return match[0] if match and len(match[0]) <= MAX_LANGUAGE_LENGTH else ""


def _get_canonical_url(page: HtmlElement) -> str:
    urls = page.xpath("//head/link[@rel='canonical']/@href")
    return urls[0].strip()[:MAX_URL_LENGTH] if urls else ""


def _extract_pdf(raw: bytes) -> ExtractedText:
    pdf = extract_pdf(raw)
    return ExtractedText(
        text=pdf.text,
        media_type=PDF,
        extractor=f"pypdf {version('pypdf')}",
        title=pdf.title,
        language=pdf.language,
        pages=pdf.pages,
    )
