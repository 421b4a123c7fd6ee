"""The elements of WordprocessingML (ECMA-376, part 1, chapter 17) that make up a text. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from lxml.etree import _Element

from sources.extraction.text_builder import REPLACEMENT_CHARACTER

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# What a reader of the document does not see, and instructions of fields.
DELETIONS = {f"{W}del", f"{W}moveFrom"}
NOT_SHOWN = DELETIONS | {
    *(f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{W}delText", f"{W}rt"),
    *(f"{W}delInstrText", f"{W}sectPr", f"{W}tblPr", f"{W}tblGrid", f"{W}trPr", f"{W}tcPr"),
    *(f"{W}sdtPr", f"{W}sdtEndPr", f"{W}fldData"),
}
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
NOTE_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
SUPERSCRIPTS = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
CONTAINERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"}
HEADING_STYLE = re.compile(r"(?:heading \d|title$|subtitle$)", re.IGNORECASE)
MAX_NOTES = 20_000
MAX_STYLE_DEPTH = 11  # as many as Word follows
OFF = {"0", "false", "off", "none"}
LANGUAGE = f"{W}lang"


@dataclass(frozen=True)
class TextRun:
    """Text inside of a paragraph; `is_added` if the document does not have it."""

    text: str
    is_added: bool = False


def list_heading_styles(document: Document) -> set[str]:
    """The identifiers of the styles of headings and of the title."""
    return {
        style.get(f"{W}styleId", "")
        for style in document.styles.element.iterfind(f"{W}style")
        if HEADING_STYLE.match(style.find(f"{W}name").get(f"{W}val", ""))
        or style.find(f"{W}pPr/{W}outlineLvl") is not None
    }


def list_hidden_styles(document: Document) -> set[str]:
    """The identifiers of the styles whose text is hidden, also by the style they are based on."""
    styles = {
        style.get(f"{W}styleId", ""): style
        for style in document.styles.element.iterfind(f"{W}style")
    }
    hidden = {name for name, style in styles.items() if has_property(style, "vanish")}
    for _step in range(MAX_STYLE_DEPTH):
        based = {
            name
            for name, style in styles.items()
            if (base := style.find(f"{W}basedOn")) is not None
            and base.get(f"{W}val") in hidden
            and has_property(style, "vanish", default=True)
        }
        if based <= hidden:
            break
        hidden |= based
    return hidden


def get_style(element: _Element, letter: str) -> str:
    """The identifier of the style of a paragraph (`p`) or a run (`r`)."""
    style = element.find(f"{W}{letter}Pr/{W}{letter}Style")
    return style.get(f"{W}val", "") if style is not None else ""


def read_notes(document: Document, kind: str) -> dict[str, _Element]:
    """The notes of the document by their identifiers; `kind` is `footnotes` or `endnotes`."""
    relation_type = getattr(RELATIONSHIP_TYPE, kind.upper())
    for relation in document.part.rels.values():
        if relation.reltype == relation_type and not relation.is_external:
            return {note.get(f"{W}id", ""): note for note in parse_xml(relation.target_part.blob)}
    return {}


def choose_alternative(element: _Element) -> _Element:
    """The first of several versions of the same drawing that has text, or the first."""
    versions = list(element)
    with_text = (version for version in versions if version.find(f".//{W}txbxContent") is not None)
    return next(with_text, versions[0] if versions else element)


def has_property(run: _Element, name: str, default: bool = False) -> bool:
    """Whether a run or a style has a property; `default` is what it has if it does not say."""
    found = run.find(f"{W}rPr/{W}{name}")
    return default if found is None else found.get(f"{W}val", "1") not in OFF


def get_position(run: _Element) -> str:
    found = run.find(f"{W}rPr/{W}vertAlign")
    return found.get(f"{W}val", "") if found is not None else ""


def read_symbol(element: _Element) -> str:
    """The character of a symbol font."""
    try:
        return chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return REPLACEMENT_CHARACTER


def shift_digits(text: str, raised: str) -> Iterator[TextRun]:
    """Raised and lowered digits stay apart from the number before them: 10⁶ is not 106."""
    table = {"superscript": SUPERSCRIPTS, "subscript": SUBSCRIPTS}.get(raised)
    if table is None or not any(character.isdecimal() for character in text):
        yield TextRun(text)
        return
    shifted = text.translate(table)
    if any(character.isascii() and character.isalnum() for character in shifted):
        yield TextRun("^" if raised == "superscript" else "_", is_added=True)
        shifted = text
    yield TextRun(shifted)
