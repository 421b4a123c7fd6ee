"""Extract the article of a web page: its text as readers see it, its parts, and what is ours in it.

The page is parsed once, by Lexbor, as browsers parse it. trafilatura reads what Lexbor writes of
that tree, without the elements that are not shown, and proposes which part is the article.
"""

import re
from dataclasses import dataclass
from importlib.metadata import version

import trafilatura
from selectolax.lexbor import LexborHTMLParser
from trafilatura.settings import Document

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import Span, TextPart
from sources.extraction.html.article import choose_lines
from sources.extraction.html.excerpt import cut_lines
from sources.extraction.html.names import split_names
from sources.extraction.html.shadow_roots import parse_page
from sources.extraction.html.walk import PageText, read_page_text
from sources.media_types import ParseError

EXTRACTOR = f"factcheck 1, selectolax {version('selectolax')}, trafilatura {version('trafilatura')}"
NO_ARTICLE = _("No article was found in this page; paste its text instead.")
# Parsers need a time that grows with the square of the depth. No real page comes near this.
MAX_DEPTH = 3_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
# Elements that have no end tag, or whose end tag may be missing.
_OPEN_ENDED = split_names(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option "
    "optgroup thead tbody tfoot tr td th colgroup rt rp html head body"
)


@dataclass(frozen=True)
class PageArticle:
    """The article of a page; the fields are those of `ExtractedText`."""

    text: str
    article_spans: tuple[Span, ...]
    parts: tuple[TextPart, ...]
    added: tuple[Span, ...]


def extract_page_article(html: str) -> PageArticle:
    """Return the article of a page. Raises `ParseError` if there is none."""
    _reject_deep_nesting(html)
    parser = parse_page(html)
    page = read_page_text(parser)
    lines = choose_lines(page, _propose_text(parser, page)) if page.lines else []
    if not lines:
        raise ParseError(NO_ARTICLE)
    return PageArticle(*cut_lines(page, lines))


def _reject_deep_nesting(html: str) -> None:
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in _OPEN_ENDED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_DEPTH:
            raise ParseError(_("The elements of this page are nested too deeply to be read."))


def _propose_text(parser: LexborHTMLParser, page: PageText) -> str:
    """Return the words that trafilatura takes for the article."""
    for node in page.hidden:
        if node.tag not in ("script", "head"):
            node.decompose()
    tree = trafilatura.load_html(parser.html or "")
    if tree is None:
        return ""
    article = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False)
    return (article.text or "") if isinstance(article, Document) else ""
