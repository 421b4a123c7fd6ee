"""Limit how deeply the elements of a page are nested, before anything parses it. Pure.

Parsers look through all open elements at most tags, so that they need a time that grows with the
square of the depth: 50,000 nested `div` take Lexbor five seconds, and 200,000 more than a minute.
"""

import re
from collections import Counter

from sources.extraction.html.names import split_names

MAX_DEPTH = 3_000  # no real page comes near this
# Elements that have no end tag, or whose end tag may be missing.
_OPEN_ENDED = split_names(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option "
    "optgroup thead tbody tfoot tr td th colgroup rt rp html head body"
)
# Elements that contain no tags, but what looks like them.
_RAW_TEXT = split_names("script style textarea title iframe noembed noframes xmp")
# Comments, and tags with their attributes as browsers read them (HTML standard, section 13.2.5).
# No part is read twice: what is not closed goes on to the end of the page.
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?)?)*+",
    re.DOTALL,
)


def cut_deep_nesting(html: str) -> str:
    """Return the page up to the tag that would be nested deeper than `MAX_DEPTH`.

    An end tag counts only if its element is open.
    """
    opened: Counter[str] = Counter()
    depth = position = 0
    while (token := _TOKEN.search(html, position)) is not None:
        position = max(token.end(), token.start() + 1)
        name = (token["name"] or "").lower()
        if not name or name in _OPEN_ENDED:
            continue
        if name in _RAW_TEXT:
            position = position if token["end"] else _find_end(html, name, position)
        elif not token["end"]:
            opened[name] += 1
            depth += 1
            if depth > MAX_DEPTH:
                return html[: token.start()]
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return html


def _find_end(html: str, name: str, position: int) -> int:
    end = re.compile(rf"</{name}", re.IGNORECASE).search(html, position)
    return end.start() if end else len(html)
