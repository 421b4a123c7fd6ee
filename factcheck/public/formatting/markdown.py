"""How the desk's Markdown becomes HTML that can do no harm.

CommonMark without raw HTML and pictures; what it makes is cleaned once more by an allow-list, so
that a fault in the one is caught by the other.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "hr",
    "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
# A page has its own headings of the first two ranks; the text's come below them.
RANKS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}

_reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def rendered(text: str) -> SafeString:
    """`text` as HTML with the allowed elements only."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = RANKS[token.tag]
    made = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(
        made, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow"
    )
    return mark_safe(clean)  # noqa: S308 — nh3 has just cleaned it
