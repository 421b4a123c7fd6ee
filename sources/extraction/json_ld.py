"""Find the article that a page or a file has only as JSON-LD, in `articleBody`. Pure.

Some pages are written by a script, and without it there is nothing to read; the publisher's own
description for search engines (https://schema.org/articleBody) then holds the whole text.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.html.nesting import cut_deep_nesting
from sources.extraction.metadata import add_metadata
from sources.extraction.structured_data import Node, parse_json, read_documents
from sources.extraction.text_builder import clean_text
from sources.media_types import HTML, JSON, ParseError

EXTRACTOR = "json-ld 1"
NO_ARTICLE = _(
    "This is JSON data without an article (“articleBody”). Capture the page that shows it instead."
)
ONLY_JSON_LD = _(
    "The page shows no article without its scripts. This is the text that it declares for search "
    "engines: compare it with what readers see."
)
ARTICLE_BODY = re.compile(r'"articleBody"(?=\s{0,20}:)')
MIN_ARTICLE_LENGTH = 200  # code points; a page that shows less may have its article in JSON-LD
JSON_LD_FACTOR = 4  # how much longer the article in JSON-LD is than the one that is shown
BODY_KEYS = ("articleBody", "text", "transcript")
ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|CreativeWork|WebPage|NewsItem|Post)$")
MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|strong|em|b|i|a|span)\b[^<>]{0,900}>", re.I
)
MAX_NODES = 20_000


def extract_page(html: str, extract_article: Callable[[str], ExtractedText]) -> ExtractedText:
    """Return the article of a page by `extract_article`, or by JSON-LD if the page shows none.

    Raises the `ParseError` of `extract_article`.
    """
    shown, error = None, None
    try:
        # Extractors take the text of JSON-LD for one that the page shows.
        shown = extract_article(ARTICLE_BODY.sub('"article-body"', html))
    except ParseError as caught:
        error = caught
    shown_length = len(shown.text) if shown else 0
    if shown_length < MIN_ARTICLE_LENGTH and ARTICLE_BODY.search(html):
        tree = LexborHTMLParser(cut_deep_nesting(html))
        article = _find_article(*read_documents(tree))
        text = _read_body(article) if article else ""
        if article and len(text) > JSON_LD_FACTOR * shown_length:
            described = ExtractedText(text, HTML, EXTRACTOR, warnings=((ONLY_JSON_LD, {}),))
            return add_metadata(described, tree, article)
    if shown is None:
        raise error or ParseError(NO_ARTICLE)
    return shown


def extract_json(text: str) -> ExtractedText:
    """Return the article in a JSON file. Raises `ParseError`."""
    article = _find_article(parse_json(text))
    body = _read_body(article) if article else ""
    if not article or not body:
        raise ParseError(NO_ARTICLE)
    return add_metadata(ExtractedText(body, JSON, EXTRACTOR), LexborHTMLParser(""), article)


def _find_article(*documents: Any) -> Node | None:
    """Return the article with the longest text in JSON documents, or None if there is none."""
    articles = (node for document in documents for node in _list_nodes(document) if _get_body(node))
    return max(articles, key=lambda node: len(_get_body(node)), default=None)


def _list_nodes(document: Any) -> Iterator[Node]:
    """All objects in the document, such as those of a `@graph`; a bounded number of them."""
    waiting, count = [document], 0
    while waiting and count < MAX_NODES:
        count += 1
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += [inner for inner in value.values() if isinstance(inner, dict | list)]
        elif isinstance(value, list):
            waiting += [inner for inner in value if isinstance(inner, dict | list)]


def _get_body(node: Node) -> str:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    if isinstance(node.get("articleBody"), str):
        return node["articleBody"]
    is_article = any(isinstance(name, str) and ARTICLE_TYPE.search(name) for name in names)
    return _get_text(*(node.get(key) for key in BODY_KEYS)) if is_article else ""


def _read_body(node: Node) -> str:
    """The words of an article whose text may be HTML or contain character references."""
    text = clean_text(_get_body(node))
    if MARKUP.search(text):
        text = re.sub(r"(?i)<br\s*/?>|</(?:p|div|h[1-6]|li|ul|ol|blockquote)>", "\n", text)
        text = MARKUP.sub("", text)
        text = re.sub(r"\n[ \t]*\n[\s]*", "\n\n", text)
    return clean_text(html.unescape(text)).strip()


def _get_text(*values: Any) -> str:
    """The first text among values, of a list its first item."""
    for value in values:
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("@value") or value.get("name")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""
