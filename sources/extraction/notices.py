"""Find the notes of a publisher about its own text: corrections, updates, retractions. Pure.

Such a note is anywhere: before the headline, in the article, in a box next to it, in the footer.
So every line of the page is read, and those that begin like a note or are marked up as one are
kept. Lines that are links lead to the notes of other pages and are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.extraction.extracted_text import PageNotice
from sources.extraction.notice_phrases import LABELS, RELATIVE_TIME, SENTENCES
from sources.extraction.structured_data import read_json_ld

CORRECTION, CLARIFICATION = "correction", "clarification"
EDITORS_NOTE, UPDATE, RETRACTION = "editors_note", "update", "retraction"
# A retraction is more than a correction, and a correction more than an update.
KINDS = (RETRACTION, CORRECTION, CLARIFICATION, EDITORS_NOTE, UPDATE)

MAX_NOTICES, MAX_TEXT = 20, 600  # code points of a notice that is kept
MAX_LINE = 3000  # longer lines are paragraphs whose first words are read
MAX_NODES = 60_000
NOISE = ["script", "style", "template", "noscript", "svg", "iframe", "title", "select", "nav"]
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins"),
    *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    *("wbr", "label", "del"),
}
# Markup by which publishers say that an element is a note.
MARKED = {
    CORRECTION: "[itemprop=correction], [class*=correction i], [class*=corrigend i], "
    "[class*=erratum i]",
    CLARIFICATION: "[class*=clarification i]",
    EDITORS_NOTE: "[class*=editors-note i], [class*=editorsnote i], [class*=editor-note i], "
    "[class*=editorial-note i]",
    RETRACTION: "[class*=retraction i]",
}
# A date or time that may be between the label and its colon: “Correction (5 May 2024):”.
_DATE = r"(?:[\s,(\[|–—-]*[^\n:：]{0,40}\d[^\n:：]{0,20}(?::\d\d[^\n:：]{0,12})?)?[)\]]?"
_END = r"\s*(?:[:：]|[—–]|\s-\s|\.\s|$)"
_LABELS = {
    kind: re.compile(rf"\W{{0,4}}(?:{'|'.join(LABELS[kind])}){_DATE}{_END}", re.IGNORECASE)
    for kind in KINDS
}
# “Updated 5 May 2024, 10:13”: a label, and a date in place of words.
_UPDATED_ON = re.compile(
    rf"\W{{0,4}}(?:{'|'.join(LABELS[UPDATE])})(?:\W|(?<=[\u4e00-\u9fff])).{{0,60}}\d", re.IGNORECASE
)
_SENTENCES = {kind: re.compile("|".join(SENTENCES[kind]), re.IGNORECASE) for kind in KINDS}
_RELATIVE = re.compile("|".join(RELATIVE_TIME), re.IGNORECASE)
_MAX_LABEL = 60  # code points of a line that is a label only, such as a heading
_MAX_UPDATED_LINE = 140


@dataclass
class _Line:
    text: str
    is_link: bool


def find_notices(html: str) -> tuple[PageNotice, ...]:
    """Return the publisher's notes about the text of this page, in order, each of them once.

    The text of a note is cut after `MAX_TEXT` code points. A line such as “Updated 5 minutes ago”
    is none: it differs whenever the page is fetched.
    """
    tree = LexborHTMLParser(html)
    structured = list(_read_structured(tree))
    tree.strip_tags(NOISE, recursive=True)
    lines = list(_iterate_lines(tree.body)) if tree.body else []
    found: dict[str, PageNotice] = {}
    for notice in (*_read_lines(lines), *_read_marked(tree), *structured):
        text = _clean(notice.text)[:MAX_TEXT]
        if text and not _is_known(text, found) and len(found) < MAX_NOTICES:
            found[text] = PageNotice(notice.kind, text)
    return tuple(found.values())


def _clean(text: str) -> str:
    return " ".join(text.split())


def _is_known(text: str, found: dict[str, PageNotice]) -> bool:
    return any(text in other or other in text for other in found)


# ── the lines of a page ─────────────────────────────────────────────────────────────────────────
def _iterate_lines(body: LexborNode) -> Iterator[_Line]:
    """The lines of a page as its blocks and line breaks separate them."""
    words: list[str] = []
    linked, current = 0, 0
    for count, node in enumerate(body.traverse(include_text=True)):
        if count > MAX_NODES:
            break
        is_text = node.tag == "-text"
        block, is_link = _find_block(node) if is_text else (current, False)
        if words and (block != current or node.tag == "br"):
            yield _build_line(words, linked)
            words, linked = [], 0
        if is_text:
            current, text = block, node.text(deep=False)
            words.append(text)
            linked += len(text.strip()) if is_link else 0
    if words:
        yield _build_line(words, linked)


def _find_block(node: LexborNode) -> tuple[int, bool]:
    """The identity of the nearest block around a text, and whether a link is between them."""
    is_link, parent = False, node.parent
    while parent is not None and parent.tag in INLINE:
        is_link = is_link or parent.tag == "a"
        parent = parent.parent
    inside = parent
    for _ in range(3):  # a link around a block
        if inside is not None:
            is_link = is_link or inside.tag == "a"
            inside = inside.parent
    return (parent.mem_id if parent is not None else 0), is_link


def _build_line(words: list[str], linked: int) -> _Line:
    text = _clean("".join(words))
    return _Line(text, is_link=linked * 2 > len(text))


def _read_lines(lines: list[_Line]) -> Iterator[PageNotice]:
    lines = [line for line in lines if line.text and not line.is_link]
    for index, line in enumerate(lines):
        kind, is_label_only = _classify(line.text)
        if not kind:
            continue
        text = line.text
        if is_label_only:
            if index + 1 == len(lines):
                continue
            text = f"{text} {lines[index + 1].text}"
        yield PageNotice(kind, text)


def _classify(line: str) -> tuple[str, bool]:
    """The kind of note that a line is, or an empty string; and whether it is its label only."""
    line = line[:MAX_LINE]
    if len(line) <= _MAX_UPDATED_LINE and _RELATIVE.search(line):
        return "", False
    for kind in KINDS:
        match = _LABELS[kind].match(line)
        if match:
            has_date = kind == UPDATE and re.search(r"\d", line) is not None
            is_label = len(line) <= _MAX_LABEL and match.end() >= len(line) - 1
            return kind, is_label and not has_date
        if _SENTENCES[kind].search(line[:MAX_TEXT]):
            return kind, False
    if len(line) <= _MAX_UPDATED_LINE and _UPDATED_ON.match(line):
        return UPDATE, False
    return "", False


# ── notes that the markup names ─────────────────────────────────────────────────────────────────
def _read_marked(tree: LexborHTMLParser) -> Iterator[PageNotice]:
    for kind, selector in MARKED.items():
        for node in tree.css(selector)[:MAX_NOTICES]:
            text = _clean(node.text(separator=" "))
            links = sum(len(link.text().strip()) for link in node.css("a")[:20])
            if _MAX_LABEL < len(text) <= MAX_LINE and links * 2 < len(text):
                yield PageNotice(kind, text)


def _read_structured(tree: LexborHTMLParser) -> Iterator[PageNotice]:
    """The `correction` of an article (schema.org): a text, a `CorrectionComment`, or several."""
    for node in read_json_ld(tree, '"correction"'):
        yield from _read_correction(node.get("correction"))


def _read_correction(value: object) -> Iterator[PageNotice]:
    for correction in value if isinstance(value, list) else [value]:
        if isinstance(correction, dict):
            correction = correction.get("text") or correction.get("description")
        if isinstance(correction, str) and not correction.startswith(("http://", "https://")):
            yield PageNotice(CORRECTION, correction)
