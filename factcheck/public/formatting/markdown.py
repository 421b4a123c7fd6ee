"""Render the desk's Markdown as safe HTML.

CommonMark without raw HTML and images. The result is cleaned once more with an allow-list, so that
a fault in one of the two libraries is caught by the other.

The time is bounded: the parser nests 20 levels at most, but it looks for the end of every bracket
and completes each short row of a table. Above the limits for these a text stays plain.
"""

import re

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from claims.choices import REASONING_LENGTH

TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "hr",
    "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
URL_SCHEMES = {"http", "https", "mailto"}
# The page has its own h1 and h2; the headings of the text come below them.
HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}

MAX_BRACKETS = 1000  # that open a link, in a text
MAX_TABLE_CELLS = 2000  # in all tables of a text, empty cells included
# A line that may separate the head of a table from its rows, in a list or quotation too.
DELIMITER_ROW = re.compile(r"[\s>*+\d.)|:-]*-[\s|:-]*")
EMPTY_LINES = re.compile(r"\n[^\S\n]*\n")

_plain_parser = MarkdownIt("commonmark", {"html": False}).disable("image")
_table_parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def render_markdown(text: str) -> SafeString:
    """`text` as HTML that contains allowed elements only."""
    if len(text) > REASONING_LENGTH or text.count("[") > MAX_BRACKETS:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 — it escapes the text
    parser = _plain_parser if _count_table_cells(text) > MAX_TABLE_CELLS else _table_parser
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = HEADINGS[token.tag]
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=URL_SCHEMES,
        link_rel="noopener nofollow",
    )
    return mark_safe(clean)  # noqa: S308 — nh3 has just cleaned it


def _count_table_cells(text: str) -> int:
    """An upper bound: the columns of the widest table in each paragraph, for each of its lines."""
    return sum(_count_cells_of_paragraph(part.split("\n")) for part in EMPTY_LINES.split(text))


def _count_cells_of_paragraph(lines: list[str]) -> int:
    columns = (line.count("|") + 1 for line in lines if DELIMITER_ROW.fullmatch(line))
    return max(columns, default=0) * len(lines)
