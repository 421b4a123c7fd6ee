"""Extract the article of a web page: its text as readers see it, its parts, and what is ours in it.

The page is parsed once, by Lexbor, as browsers parse it. trafilatura reads what Lexbor writes of
that tree, without the elements that are not shown, and proposes which part is the article.
"""

from dataclasses import dataclass
from importlib.metadata import version

import trafilatura
from selectolax.lexbor import LexborHTMLParser
from trafilatura.settings import Document

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import Span, TextPart
from sources.extraction.html.article import choose_lines
from sources.extraction.html.excerpt import cut_lines
from sources.extraction.html.nesting import cut_deep_nesting
from sources.extraction.html.shadow_roots import parse_with_shadow_roots
from sources.extraction.html.walk import PageText, read_page_text
from sources.media_types import ParseError

EXTRACTOR = f"factcheck 1, selectolax {version('selectolax')}, trafilatura {version('trafilatura')}"
TOO_DEEP = _("The elements of this page are nested too deeply to be read.")
NO_ARTICLE = _("No article was found in this page; paste its text instead.")


@dataclass(frozen=True)
class PageArticle:
    """The article of a page; the fields are those of `ExtractedText`."""

    text: str
    article_spans: tuple[Span, ...]
    parts: tuple[TextPart, ...]
    added: tuple[Span, ...]


def extract_page_article(html: str) -> PageArticle:
    """Return the article of a page. Raises `ParseError` if there is none."""
    if cut_deep_nesting(html) != html:
        raise ParseError(TOO_DEEP)
    parser = parse_with_shadow_roots(html)
    page = read_page_text(parser)
    lines = choose_lines(page, _propose_text(parser, page)) if page.lines else []
    if not lines:
        raise ParseError(NO_ARTICLE)
    return PageArticle(*cut_lines(page, lines))


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
