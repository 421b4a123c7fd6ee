"""Word documents are read as Word shows them without markup."""

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from sources.extraction.text import extract_text
from sources.media_types import DOCX, ParseError, detect_media_type
from tests.helpers.office_files import (
    W_NAMESPACE,
    append_xml,
    change_entries,
    create_docx,
)

MARKUP = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def read_paragraph(xml: str):
    return extract_text(create_docx(change=lambda document: append_xml(document, xml)), DOCX)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_and_metadata_are_read():
    def describe(document):
        document.core_properties.title = "Answer of the town"
        document.core_properties.author = "Mara Lind"

    raw = create_docx(
        "The harbour was never insured.", "We asked three companies.", change=describe
    )
    assert detect_media_type("answer.docx", raw) == DOCX
    extracted = extract_text(raw, DOCX)
    assert extracted.text == "The harbour was never insured.\n\nWe asked three companies."
    assert (extracted.title, extracted.author) == ("Answer of the town", "Mara Lind")
    assert extracted.published_on == ""


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            run("We ")
            + '<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>'
            + run("paid"),
            "We paid",
        ),
        (run("We ") + f'<w:ins w:id="1">{run("never ")}</w:ins>' + run("paid"), "We never paid"),
        (f'<w:moveFrom w:id="1">{run("away")}</w:moveFrom>' + run("here"), "here"),
        (
            run("seen") + run("hidden", "<w:vanish/>") + run(" too", '<w:vanish w:val="0"/>'),
            "seen too",
        ),
        (f"<w:hyperlink>{run('a link')}</w:hyperlink>" + run(" on"), "a link on"),
        (f"<w:sdt><w:sdtContent>{run('a control')}</w:sdtContent></w:sdt>", "a control"),
        (
            "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>",
            "one\ttwo\nthree",
        ),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "co\u2011op"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("7"), "7"),
        (run("10") + run("6", '<w:vertAlign w:val="superscript"/>') + run(" people"), "10⁶ people"),
        (run("H") + run("2", '<w:vertAlign w:val="subscript"/>') + run("O"), "H₂O"),
        (run("the 1") + run("st", '<w:vertAlign w:val="superscript"/>'), "the 1st"),
        (run("10") + run("6a", '<w:vertAlign w:val="superscript"/>'), "10^6a"),
        (run("<w:t/>".replace("<w:t/>", "")) + run("a &amp; b"), "a & b"),
    ],
)
def test_what_is_shown_is_text(xml, text):
    assert read_paragraph(xml).text == text


def test_an_added_mark_is_recorded():
    extracted = read_paragraph(run("10") + run("6a", '<w:vertAlign w:val="superscript"/>'))
    assert extracted.added == ((2, 3),)


def test_tracked_deletions_are_counted():
    deletion = '<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>'
    assert read_paragraph(run("We ") + deletion + run("paid")).warnings[0][1] == {"count": 1}


def test_headings_and_tables_are_parts():
    def add(document):
        document.add_heading("Costs", 1)
        table = document.add_table(2, 2)
        for number, text in enumerate(["Year", "Cost", "2025", "12 million"]):
            table.cell(number // 2, number % 2).text = text
        document.add_paragraph("After it.")

    extracted = extract_text(create_docx("Before it.", change=add), DOCX)
    assert extracted.text == "Before it.\n\nCosts\n\nYear\tCost\n2025\t12 million\n\nAfter it."
    parts = [(part.kind, extracted.text[part.start : part.end]) for part in extracted.parts]
    assert parts == [
        ("heading", "Costs"),
        ("table", "Year\tCost\n2025\t12 million"),
        ("cell", "Year"),
        ("cell", "Cost"),
        ("cell", "2025"),
        ("cell", "12 million"),
    ]


def test_page_headers_are_kept_outside_of_the_article():
    def add(document):
        document.sections[0].header.paragraphs[0].text = "Town of Weir"
        document.sections[0].footer.paragraphs[0].text = "Confidential"

    extracted = extract_text(create_docx("Never insured.", change=add), DOCX)
    ((start, end),) = extracted.article_spans
    assert extracted.text[start:end] == "Never insured."
    parts = {part.kind: extracted.text[part.start : part.end] for part in extracted.parts}
    assert parts == {"page_header": "Town of Weir", "page_footer": "Confidential"}


def test_a_footnote_is_a_part_and_its_number_is_not_glued_to_the_words():
    notes = (
        f"<w:footnotes {W_NAMESPACE}><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>"
        f"{run(' Letter of 4 May.')}</w:p></w:footnote></w:footnotes>"
    )

    def add(document):
        part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), None)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        append_xml(
            document,
            run("In 2025") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" it rose."),
        )

    extracted = extract_text(create_docx(change=add), DOCX)
    assert extracted.text == "In 2025 it rose.\n\n Letter of 4 May."
    (note,) = extracted.parts
    assert (note.kind, note.label) == ("note", "1")
    assert extracted.text[note.start : note.end].strip() == "Letter of 4 May."


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent><w:p>{run('In the box')}</w:p></w:txbxContent>"
    xml = (
        f"<w:r><mc:AlternateContent {MARKUP}><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>" + run("Beside it")
    )
    extracted = read_paragraph(xml)
    assert extracted.text == "Beside it\n\nIn the box"
    assert [part.kind for part in extracted.parts] == ["box"]


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04 no archive", create_docx("words")[:-60], b"", b"words"]
)
def test_a_broken_document_is_refused(raw):
    with pytest.raises(ParseError, match="Word document is broken"):
        extract_text(raw, DOCX)


def test_a_document_without_text_is_refused():
    with pytest.raises(ParseError, match="no text in this Word document"):
        extract_text(create_docx(), DOCX)


# ── documents of other kinds, and what is not shown ─────────────────────────────────────────────
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STRICT = b"http://purl.oclc.org/ooxml/"


@pytest.mark.parametrize(
    "content_type",
    [
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_documents_with_macros_are_read(content_type):
    raw = change_entries(create_docx("Never."), lambda xml: xml.replace(MAIN_TYPE, content_type))
    assert extract_text(raw, detect_media_type("answer.dotm", raw)).text == "Never."


def test_strict_open_xml_is_read():
    def make_strict(xml: bytes) -> bytes:
        for name in (b"wordprocessingml/", b"officeDocument/", b"drawingml/"):
            xml = xml.replace(
                b"http://schemas.openxmlformats.org/" + name + b"2006/", STRICT + name
            )
        return xml

    raw = change_entries(create_docx("Never."), make_strict)
    assert extract_text(raw, DOCX).text == "Never."


def test_a_document_with_entities_is_refused():
    entities = b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    doctype = b"?><!DOCTYPE x [<!ENTITY a0 'ha'>" + entities + b"]>"

    def add(xml: bytes) -> bytes:
        return xml.replace(b"?>", doctype, 1).replace(b"Never", b"&a9;") if b"Never" in xml else xml

    with pytest.raises(ParseError):
        extract_text(change_entries(create_docx("Never."), add), DOCX)


def test_a_paragraph_whose_end_was_deleted_goes_on():
    def change(document):
        mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        append_xml(document, mark + run("The harbour was "))
        append_xml(document, run("never insured."))
        append_xml(document, run("Nobody asked."))

    text = extract_text(create_docx(change=change), DOCX).text
    assert text == "The harbour was never insured.\n\nNobody asked."


def test_words_that_are_struck_through_are_left_out_with_a_warning():
    xml = run("It costs ") + run("19 ", "<w:strike/>") + run("25", '<w:dstrike w:val="0"/>')
    extracted = read_paragraph(xml)
    assert extracted.text == "It costs 25"
    assert [params for message, params in extracted.warnings if "struck" in message] == [
        {"count": 1}
    ]


def test_text_that_a_style_hides_is_left_out():
    def change(document):
        hidden = document.styles.add_style("Secret", WD_STYLE_TYPE.PARAGRAPH)
        hidden.font.hidden = True
        based = document.styles.add_style("Based", WD_STYLE_TYPE.PARAGRAPH)
        based.base_style = hidden
        shown = document.styles.add_style("Shown", WD_STYLE_TYPE.PARAGRAPH)
        shown.base_style, shown.font.hidden = hidden, False
        for name in ("Secret", "Based", "Shown"):
            document.add_paragraph(f"{name} words.", style=name)

    assert extract_text(create_docx("First.", change=change), DOCX).text == "First.\n\nShown words."


def test_a_deleted_row_is_left_out():
    def change(document):
        table = document.add_table(3, 1)
        for number, row in enumerate(table.rows):
            row.cells[0].text = f"row {number}"
        table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W_NAMESPACE} w:id="1"/>'))

    assert extract_text(create_docx(change=change), DOCX).text == "row 0\nrow 2"


def test_a_fraction_is_not_another_number():
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>"
    xml = f"<m:oMath {math}><m:f>{part.format('num', 1)}{part.format('den', 2)}</m:f></m:oMath>"
    extracted = read_paragraph(run("About ") + xml)
    assert extracted.text == "About 1/2"
    assert [extracted.text[start:end] for start, end in extracted.added] == ["/"]
