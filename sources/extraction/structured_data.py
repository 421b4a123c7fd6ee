"""Read the JSON-LD of a web page (https://schema.org) and find the article in it. Pure.

Only nodes at the top, in `@graph` or named as the main entity describe the page; what is deeper
describes something else, such as the entries of a live blog or a list of related articles.
"""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

Node = dict[str, Any]

MAX_SCRIPTS, MAX_NODES, MAX_NAMES = 50, 500, 20
MAX_SCRIPT_CHARACTERS = 2_000_000
# Old pages wrap their scripts in comments and CDATA sections.
_OPENING_MARKS = ("<!--", "<![CDATA[", "//", "/*", "*/")
_CLOSING_MARKS = ("-->", "]]>", "//", "/*", "*/")
_MAX_MARKS = 8  # around one script
_MAIN_ENTITIES = ("mainEntity", "mainEntityOfPage")
# Other things with a date of publication that a page may be about.
_PAGE_TYPES = {
    *("VideoObject", "AudioObject", "PodcastEpisode", "RadioEpisode", "ClaimReview"),
    *("CreativeWork", "Dataset", "Report", "Legislation", "Blog"),
}


def read_json_ld(tree: LexborHTMLParser, containing: str = "") -> list[Node]:
    """The nodes of all JSON-LD of the page, without those that are no objects or not JSON.

    Scripts without the words `containing` are not read.
    """
    nodes: list[Node] = []
    for document in read_documents(tree, containing):
        nodes.extend(_list_nodes(document))
    return nodes[:MAX_NODES]


def read_documents(tree: LexborHTMLParser, containing: str = "") -> Iterator[Any]:
    """The JSON of each JSON-LD script of the page, None for one that is not JSON."""
    scripts = [
        script.text()
        for script in tree.css("script[type]")[: MAX_SCRIPTS * 10]
        if _is_json_ld(script.attributes.get("type") or "")
    ]
    for text in scripts[:MAX_SCRIPTS]:
        if containing in text and len(text) <= MAX_SCRIPT_CHARACTERS:
            yield parse_json(text)


def _is_json_ld(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() == "application/ld+json"


def parse_json(text: str) -> Any:
    """The JSON in a text, without the comment marks around it; None if it is none."""
    try:
        return json.loads(_strip_marks(text), strict=False)
    except (ValueError, RecursionError):
        return None


def _strip_marks(text: str) -> str:
    text = text.strip()
    for _ in range(_MAX_MARKS):
        opening = next((mark for mark in _OPENING_MARKS if text.startswith(mark)), "")
        closing = next((mark for mark in _CLOSING_MARKS if text.endswith(mark)), "")
        text = text.removeprefix(opening).removesuffix(closing).strip()
    return text.rstrip("; \t\r\n")


def _list_nodes(value: Any) -> Iterator[Node]:
    for node in value if isinstance(value, list) else [value]:
        if not isinstance(node, dict):
            continue
        yield node
        graph = node.get("@graph")
        nested = [*(graph if isinstance(graph, list) else [graph])]
        nested += [node.get(name) for name in _MAIN_ENTITIES]
        for child in nested:
            if isinstance(child, dict):
                yield child
                yield from (
                    entity for name in _MAIN_ENTITIES if isinstance(entity := child.get(name), dict)
                )


def get_types(node: Node) -> set[str]:
    """The types of a node, without the address of schema.org."""
    types = node.get("@type")
    types = types if isinstance(types, list) else [types]
    return {name.rsplit("/", 1)[-1] for name in types if isinstance(name, str)}


def is_article(node: Node) -> bool:
    """Whether it is an article or a post, by the names that schema.org gives their types."""
    return any(
        name.endswith(("Article", "Posting")) and name != "JobPosting" for name in get_types(node)
    )


def find_article(nodes: list[Node], urls: set[str], titles: set[str]) -> Node | None:
    """The node of the page's own article; None if there is none or it is not clear which.

    `urls` are the addresses of the page; `titles` its titles, in lower case.
    """
    articles = [node for node in nodes if is_article(node)]
    own = [node for node in articles if _get_urls(node) & urls or _get_headline(node) in titles]
    candidates = own or [node for node in articles if not _is_elsewhere(node, urls)]
    headlines = {_get_headline(node) for node in candidates}
    return candidates[0] if candidates and len(headlines) == 1 else None


def find_pages(nodes: list[Node]) -> list[Node]:
    """The nodes that describe the page as a whole, or what it shows in place of an article."""
    return [node for node in nodes if is_page(node)]


def is_page(node: Node) -> bool:
    """Whether it is a page or another publication, by the names of their types."""
    return any(name in _PAGE_TYPES or name.endswith("Page") for name in get_types(node))


def _get_headline(node: Node) -> str:
    return get_text(node, "headline").lower() or get_text(node, "name").lower()


def _get_urls(node: Node) -> set[str]:
    values = [node.get(name) for name in ("url", "@id", "mainEntityOfPage")]
    urls = [value.get("@id") if isinstance(value, dict) else value for value in values]
    return {url for url in urls if isinstance(url, str) and url}


def _is_elsewhere(node: Node, page_urls: set[str]) -> bool:
    """Whether the addresses of a node and those of the page have other paths, if both have any."""
    own = {path for url in _get_urls(node) if (path := _get_path(url))}
    page = {path for url in page_urls if (path := _get_path(url))}
    return bool(own and page) and not own & page


def _get_path(url: str) -> str:
    """The path of an address, without what differs in other copies of one page."""
    try:
        return urlsplit(url).path.strip("/").lower()
    except ValueError:
        return ""


def get_text(node: Node, name: str) -> str:
    """The text of a property, folded to one line; empty if it is missing or no text."""
    value = node.get(name)
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("@value") if isinstance(value, dict) else value
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def get_names(node: Node, name: str, nodes: list[Node]) -> list[str]:
    """The names of the persons or organizations in a property; `nodes` resolve their `@id`s."""
    value = node.get(name)
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    names: list[str] = []
    for person in (value if isinstance(value, list) else [value])[:MAX_NAMES]:
        if isinstance(person, str):
            names += _get_referenced_names(person, nodes) or [" ".join(unescape(person).split())]
        elif isinstance(person, dict):
            names += _get_own_names(person) or _get_referenced_names(person.get("@id"), nodes)
    return [text for text in names if text][:MAX_NAMES]


def _get_own_names(person: Node) -> list[str]:
    """The name of a person or organization; several if one node stands for several people."""
    name = person.get("name")
    names = [
        get_text({"name": each}, "name") for each in (name if isinstance(name, list) else [name])
    ]
    parts = (get_text(person, "givenName"), get_text(person, "familyName"))
    return [each for each in names if each] or [" ".join(filter(None, parts))] * any(parts)


def _get_referenced_names(identifier: Any, nodes: list[Node]) -> list[str]:
    if not isinstance(identifier, str) or not identifier:
        return []
    return next((_get_own_names(node) for node in nodes if node.get("@id") == identifier), [])
