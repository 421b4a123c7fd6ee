"""Read the lines of a parsed page: its text as blocks and line breaks separate it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.extraction.html.nesting import cut_deep_nesting
from sources.extraction.html.shadow_roots import parse_with_shadow_roots

NOISE = ("script", "style", "template", "noscript", "svg", "iframe", "title")
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins"),
    *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    *("wbr", "label", "del"),
}
MAX_NODES = 60_000
LINK_LEVELS = 3  # elements around a block that a link may be


@dataclass(frozen=True)
class PageLine:
    """A line of a page with single spaces; `is_link` if more than half of it is a link."""

    text: str
    is_link: bool


def parse_page(html: str) -> LexborHTMLParser:
    """Return the tree of a page, without what is nested too deeply to be parsed in time."""
    return parse_with_shadow_roots(cut_deep_nesting(html))


def list_lines(body: LexborNode) -> list[PageLine]:
    """Return the lines of an element that have text; of a very long page the first ones."""
    return [line for line in _iterate_lines(body) if line.text]


def _iterate_lines(body: LexborNode) -> Iterator[PageLine]:
    blocks = _Blocks()
    words: list[str] = []
    linked, current = 0, 0
    for count, node in enumerate(body.traverse(include_text=True)):
        if count > MAX_NODES:
            break
        is_text = node.tag == "-text"
        block, is_link = blocks.find(node.parent) if is_text else (current, False)
        if words and (block != current or node.tag == "br"):
            yield _build_line(words, linked)
            words, linked = [], 0
        if is_text:
            current, text = block, node.text(deep=False)
            words.append(text)
            linked += len(text.strip()) if is_link else 0
    if words:
        yield _build_line(words, linked)


def _build_line(words: list[str], linked: int) -> PageLine:
    text = " ".join("".join(words).split())
    return PageLine(text, is_link=linked * 2 > len(text))


class _Blocks:
    """The block around each element, remembered, so that no element is climbed from twice."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[int, bool]] = {}

    def find(self, element: LexborNode | None) -> tuple[int, bool]:
        """Return the identity of the nearest block, and whether a link is in it or around it."""
        inline: list[LexborNode] = []
        while element is not None and element.tag in INLINE and element.mem_id not in self.known:
            inline.append(element)
            element = element.parent
        found = self._find_known(element)
        for child in reversed(inline):
            found = found[0], found[1] or child.tag == "a"
            self.known[child.mem_id] = found
        return found

    def _find_known(self, element: LexborNode | None) -> tuple[int, bool]:
        if element is None:
            return 0, False
        if element.mem_id not in self.known:
            around, is_link = element, False
            for _ in range(LINK_LEVELS):
                is_link = is_link or around.tag == "a"
                if around.parent is None:
                    break
                around = around.parent
            self.known[element.mem_id] = element.mem_id, is_link
        return self.known[element.mem_id]
