"""The elements of a web page that say something about its article: metadata and its root. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.extraction.structured_data import (
    Node,
    find_article,
    is_article,
    is_page,
    read_json_ld,
)

MAX_META_ELEMENTS = 1000
MAX_VALUE_CHARACTERS = 1000
MAX_ITEM_VALUES = 50
# Parts of a page that are about other articles, or that readers wrote.
_FOREIGN_ELEMENTS = {"article", "aside", "nav", "footer"}
_FOREIGN_CLASSES = ("comment", "related", "teaser", "recommend", "sidebar", "most-read")


@dataclass(frozen=True)
class ParsedPage:
    """A parsed page, with what several readers of metadata need from it."""

    tree: LexborHTMLParser
    meta: dict[str, list[str]] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    known_article: Node | None = None

    def get_meta(self, *names: str) -> list[str]:
        """The contents of the `meta` elements with these names (in lower case), in that order."""
        return [value for name in names for value in self.meta.get(name, ())]

    @cached_property
    def root(self) -> LexborNode:
        """The element that contains the article: `article`, or `main`, or the whole page."""
        return _find_article_element(self.tree) or self.main or self._page

    @property
    def has_article_root(self) -> bool:
        return self.root.tag == "article"

    @property
    def main(self) -> LexborNode | None:
        return self.tree.css_first("main, [role=main]")

    @property
    def _page(self) -> LexborNode:
        page = self.tree.body or self.tree.root
        if page is None:
            raise ValueError("A parsed page has a root.")
        return page

    @cached_property
    def headline(self) -> LexborNode | None:
        """The only `h1` of the article; of the page if the article has none."""
        for headlines in (self.root.css("h1"), self.tree.css("h1")):
            if headlines:
                return headlines[0] if len(headlines) == 1 else None
        return None

    @cached_property
    def scope(self) -> LexborNode:
        """The smallest element with the article and its headline, which may be above it."""
        if self.headline is None:
            return self.root
        around = {node.mem_id for node in list_ancestors(self.headline)}
        candidates = [self.root, *list_ancestors(self.root)]
        return next((node for node in candidates if node.mem_id in around), self.root)

    @cached_property
    def article(self) -> Node | None:
        """The JSON-LD node of the page's own article."""
        if self.known_article:
            return self.known_article
        urls = {*self.get_meta("og:url"), self.canonical_url}
        titles = {title.lower() for title in (*self.get_meta("og:title"), self.headline_text)}
        return find_article(self.nodes, urls - {""}, titles - {""})

    @cached_property
    def headline_text(self) -> str:
        return get_line(self.headline) if self.headline else ""

    @cached_property
    def canonical_url(self) -> str:
        """The address in `link rel=canonical` of the head; empty without one."""
        for link in self.tree.css("head link[rel][href]"):
            if "canonical" in get_attribute(link, "rel").lower().split():
                return get_attribute(link, "href")
        return ""

    def is_own(self, node: LexborNode) -> bool:
        """Whether an element belongs to the article or its headline, not to another article."""
        for ancestor in list_ancestors(node):
            if ancestor.mem_id == self.scope.mem_id:
                return True
            if ancestor.mem_id != self.root.mem_id and self._is_foreign(ancestor):
                return False
        return False

    def _is_foreign(self, node: LexborNode) -> bool:
        """Whether an element is about something else; a footer of the article itself is not."""
        if node.tag == "footer" and node.parent and node.parent.mem_id == self.root.mem_id:
            return not self.has_article_root
        marks = f"{get_attribute(node, 'class')} {get_attribute(node, 'id')}".lower()
        return node.tag in _FOREIGN_ELEMENTS or any(name in marks for name in _FOREIGN_CLASSES)


def read_page(tree: LexborHTMLParser, article: Node | None = None) -> ParsedPage:
    """Collect the metadata of a parsed page; `article` is the JSON-LD of its article, if known."""
    meta: dict[str, list[str]] = defaultdict(list)
    for node in tree.css("meta[content]")[:MAX_META_ELEMENTS]:
        name = get_attribute(node, "property") or get_attribute(node, "name")
        name = name or f"http-equiv:{get_attribute(node, 'http-equiv')}"
        content = " ".join(get_attribute(node, "content").split())[:MAX_VALUE_CHARACTERS]
        if content:
            meta[name.lower()].append(content)
    return ParsedPage(tree, dict(meta), read_json_ld(tree), article)


def _find_article_element(tree: LexborHTMLParser) -> LexborNode | None:
    """The only `article` that is in no other, or the only one with the headline of the page."""
    articles = [node for node in tree.css("article")[:200] if not is_inside(node, "article")]
    if len(articles) > 1:
        articles = [node for node in articles if node.css_first("h1")]
    return articles[0] if len(articles) == 1 else None


def get_attribute(node: LexborNode, name: str) -> str:
    """The value of an attribute without white space around it; empty if it is missing."""
    return (node.attributes.get(name) or "").strip()


def get_line(node: LexborNode) -> str:
    """The text of an element on one line."""
    return " ".join(node.text(deep=True, separator=" ").split())


def list_ancestors(node: LexborNode) -> list[LexborNode]:
    """The elements around an element, the nearest first; at most 50."""
    ancestors: list[LexborNode] = []
    parent = node.parent
    while parent is not None and len(ancestors) < 50:
        ancestors.append(parent)
        parent = parent.parent
    return ancestors


def is_inside(node: LexborNode, tag: str, root: LexborNode | None = None) -> bool:
    """Whether an element is in one with this tag, which is in `root` if there is one."""
    for ancestor in list_ancestors(node):
        if root is not None and ancestor.mem_id == root.mem_id:
            return False
        if ancestor.tag == tag:
            return True
    return False


# ── microdata ───────────────────────────────────────────────────────────────────────────────────
def list_item_values(page: ParsedPage, name: str) -> list[str]:
    """The values of a property of the article in microdata (HTML standard, section 5)."""
    nodes = page.tree.css(f"[itemprop~={name}]")[:MAX_ITEM_VALUES]
    return [
        value for node in nodes if _is_about_article(node, page) and (value := _get_value(node))
    ]


def _is_about_article(node: LexborNode, page: ParsedPage) -> bool:
    """Whether the item of a property is the article: it contains the headline or the root."""
    for ancestor in list_ancestors(node):
        if "itemscope" in ancestor.attributes:
            types = get_attribute(ancestor, "itemtype").split()
            item = {"@type": types}
            if types and not is_article(item) and not is_page(item):
                return False
            return _contains(ancestor, page.headline or page.root) or page.is_own(node)
    return page.is_own(node) or is_inside(node, "head")


def _contains(ancestor: LexborNode, node: LexborNode) -> bool:
    return any(ancestor.mem_id == around.mem_id for around in [node, *list_ancestors(node)])


def _get_value(node: LexborNode) -> str:
    """The value of a property: the name of a nested item, an attribute, or the text."""
    if "itemscope" in node.attributes:
        named = node.css_first("[itemprop~=name]")
        return _get_value(named) if named else get_line(node)
    return get_attribute(node, "content") or get_attribute(node, "datetime") or get_line(node)
