"""Find the notes of a publisher about its own text: corrections, updates, retractions. Pure.

Such a note is anywhere: before the headline, in the article, in a box next to it, in the footer.
So every line of the page is read, and those that begin like a note or are marked up as one are
kept. Lines that are links lead to the notes of other pages and are left out.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from sources.extraction.extracted_text import PageNotice
from sources.extraction.notice_phrases import (
    CLARIFICATION,
    CORRECTION,
    EDITORS_NOTE,
    MAX_LABEL,
    MAX_LINE,
    RETRACTION,
    classify_line,
)
from sources.extraction.page_lines import NOISE, PageLine, list_lines, parse_page
from sources.extraction.structured_data import read_json_ld

MAX_NOTICES, MAX_TEXT = 20, 600  # code points of a notice that is kept
COMMENTS = "#comments, [class~=comments], [class*=comment-list i], [itemprop=comment]"
MAX_COMMENT_SECTIONS = 50
# Markup by which publishers say that an element is a note.
MARKED = {
    CORRECTION: "[itemprop=correction], [class*=correction i], [class*=corrigend i], "
    "[class*=erratum i]",
    CLARIFICATION: "[class*=clarification i]",
    EDITORS_NOTE: "[class*=editors-note i], [class*=editorsnote i], [class*=editor-note i], "
    "[class*=editorial-note i]",
    RETRACTION: "[class*=retraction i]",
}


def find_notices(html: str) -> tuple[PageNotice, ...]:
    """Return the publisher's notes about the text of this page, in order, each of them once.

    The text of a note is cut after `MAX_TEXT` code points. A line such as “Updated 5 minutes ago”
    is none: it differs whenever the page is fetched.
    """
    tree = parse_page(html)
    structured = list(_read_structured(tree))
    tree.strip_tags([*NOISE, "select", "nav"], recursive=True)
    _remove_comments(tree)
    lines = list_lines(tree.body) if tree.body else []
    found: dict[str, PageNotice] = {}
    for notice in (*_read_lines(lines), *_read_marked(tree), *structured):
        text = _clean(notice.text)[:MAX_TEXT]
        if text and not _is_known(text, found) and len(found) < MAX_NOTICES:
            found[text] = PageNotice(notice.kind, text)
    return tuple(found.values())


def _remove_comments(tree: LexborHTMLParser) -> None:
    """Remove what readers wrote, who correct each other."""
    for node in tree.css(COMMENTS)[:MAX_COMMENT_SECTIONS]:
        node.decompose()


def _clean(text: str) -> str:
    return " ".join(text.split())


def _is_known(text: str, found: dict[str, PageNotice]) -> bool:
    return any(text in other or other in text for other in found)


# ── notes that begin or say so ───────────────────────────────────────────────────────────────────
def _read_lines(lines: list[PageLine]) -> Iterator[PageNotice]:
    lines = [line for line in lines if not line.is_link]
    for index, line in enumerate(lines):
        kind, is_label_only = classify_line(line.text)
        if not kind:
            continue
        text = line.text
        if is_label_only:
            if index + 1 == len(lines):
                continue
            text = f"{text} {lines[index + 1].text}"
        yield PageNotice(kind, text)


# ── notes that the markup names ─────────────────────────────────────────────────────────────────
def _read_marked(tree: LexborHTMLParser) -> Iterator[PageNotice]:
    for kind, selector in MARKED.items():
        for node in tree.css(selector)[:MAX_NOTICES]:
            text = _clean(node.text(separator=" "))
            links = sum(len(link.text().strip()) for link in node.css("a")[:20])
            if MAX_LABEL < len(text) <= MAX_LINE and links * 2 < len(text):
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
