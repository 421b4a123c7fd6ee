"""Put the declarative shadow roots of a page in the place where a browser shows them.

A web component may have its markup in `<template shadowrootmode>`, and shows its other children
where that has a `slot` (https://html.spec.whatwg.org/#attr-template-shadowrootmode). Parsers keep a
template apart, so its tags are renamed before the page is parsed. The style sheets of a shadow root
are dropped, because they are for its own elements only.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT_TAG = "shadow-root"
MAX_ROOTS = 1_000
MAX_GROWTH = 3  # times the length of the page that is moved into slots
_TEMPLATE = re.compile(r"<(/?)template\b[^<>]*>", re.IGNORECASE)
_SHADOW_MODE = re.compile(r"\bshadowrootmode\s*=\s*[\"']?(?:open|closed)\b", re.IGNORECASE)


def parse_with_shadow_roots(html: str) -> LexborHTMLParser:
    """Parse a page; its shadow roots are in the tree, with the children that they show."""
    if not _SHADOW_MODE.search(html):
        return LexborHTMLParser(html)
    parser = LexborHTMLParser(_rename_shadow_roots(html))
    moved_left = MAX_GROWTH * len(html)
    for root in parser.css(ROOT_TAG)[MAX_ROOTS::-1]:
        moved_left -= _fill_slots(root, moved_left)
    return parser


def _rename_shadow_roots(html: str) -> str:
    """Return the page with `shadow-root` in place of each template that is one."""
    pieces, position, open_roots = [], 0, list[bool]()
    for tag in _TEMPLATE.finditer(html):
        if tag[1]:
            is_root = open_roots.pop() if open_roots else False
        else:
            is_root = _SHADOW_MODE.search(tag[0]) is not None
            open_roots.append(is_root)
        if is_root:
            pieces += [html[position : tag.start()], f"<{tag[1]}{ROOT_TAG}>"]
            position = tag.end()
    return "".join([*pieces, html[position:]])


def _fill_slots(root: LexborNode, moved_left: int) -> int:
    """Move the other children of the component into the slots; return the length of what moved."""
    for sheet in root.css("style, link"):
        sheet.decompose()
    children, child = list[LexborNode](), root.parent.first_child if root.parent else None
    while child is not None:
        if child.mem_id != root.mem_id:
            children.append(child)
        child = child.next
    length = sum(len(child.html or "") for child in children)
    if length > moved_left:
        return 0
    slots: dict[str, LexborNode] = {}
    for slot in root.css("slot"):
        slots.setdefault(slot.attributes.get("name") or "", slot)
    filled: set[str] = set()
    for child in children:
        name = (child.attributes.get("slot") or "") if child.is_element_node else ""
        if name in slots:
            filled.add(name)
            slots[name].insert_before(child)  # a copy
        child.decompose()
    for name in filled:
        slots[name].decompose()
    return length
