"""The cells of a table are quoted with their addresses."""

import datetime
import io

import pytest
from openpyxl import load_workbook

from sources.extraction import tables
from sources.extraction.number_formats import format_value
from sources.extraction.text import extract_text
from sources.media_types import CSV, TSV, XLSX, ParseError
from tests.helpers.office_files import change_entries, create_xlsx

DAY = datetime.datetime(2026, 5, 4)  # noqa: DTZ001 - spreadsheets have no time zones


def list_cells(extracted) -> dict[str, str]:
    parts = [part for part in extracted.parts if part.kind == "cell"]
    return {part.label: extracted.text[part.start : part.end] for part in parts}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Year,Cost\n2025,12\n", "Year\tCost\n2025\t12"),
        ("Year;Cost\n2025;12,5\n2026;13,5\n", "Year\tCost\n2025\t12,5\n2026\t13,5"),
        ("Year\tCost\n2025\t12\n", "Year\tCost\n2025\t12"),
        ('Name,Words\nAna,"We never, ever paid"\n', "Name\tWords\nAna\tWe never, ever paid"),
        ('Name,Words\nAna,"two\nlines and\ttab"\n', "Name\tWords\nAna\ttwo lines and tab"),
        ("sep=;\na;b\n1;2\n", "a\tb\n1\t2"),
        ("a,,b\n\n,,\n1,,2\n", "a\tb\n1\t2"),
        ("a,b,c\n1,,3\n", "a\tb\tc\n1\t\t3"),
        ("only one column\nwith words\n", "only one column\nwith words"),
    ],
)
def test_a_csv_file_is_read_row_by_row(raw, text):
    assert extract_text(raw.encode(), CSV).text == text


def test_the_cells_of_a_csv_file_have_addresses():
    extracted = extract_text(b"Year,Cost\n\n2025,12 million\n", CSV)
    assert list_cells(extracted) == {"A1": "Year", "B1": "Cost", "A3": "2025", "B3": "12 million"}


def test_a_tsv_file_is_divided_at_tabs_only():
    assert list_cells(extract_text(b"a,b\tc\n", TSV)) == {"A1": "a,b", "B1": "c"}


def test_an_encoding_of_a_table_is_used():
    assert extract_text("Größe;1".encode("windows-1252"), CSV, "windows-1252").text == "Größe\t1"


@pytest.mark.parametrize("raw", [b",,\n,,\n", b'"\n"'])
def test_a_table_without_words_is_refused(raw):
    with pytest.raises(ParseError, match="no words or numbers"):
        extract_text(raw, CSV)


def test_the_cells_of_a_workbook_have_sheets_and_addresses():
    raw = create_xlsx(
        Budget=[["Item", "Cost"], [None, None], ["Harbour", (12_500_000, "#,##0")]],
        Notes=[["The harbour was never insured."]],
    )
    extracted = extract_text(raw, XLSX)
    assert extracted.text == ("Item\tCost\nHarbour\t12,500,000\nThe harbour was never insured.")
    assert list_cells(extracted) == {
        "Budget!A1": "Item",
        "Budget!B1": "Cost",
        "Budget!A3": "Harbour",
        "Budget!B3": "12,500,000",
        "Notes!A1": "The harbour was never insured.",
    }
    assert [part.label for part in extracted.parts if part.kind == "table"] == ["Budget", "Notes"]


def test_hidden_sheets_are_left_out_and_named():
    workbook = load_workbook(io.BytesIO(create_xlsx(Seen=[["seen"]], Kept=[["kept back"]])))
    workbook["Kept"].sheet_state = "hidden"
    output = io.BytesIO()
    workbook.save(output)
    extracted = extract_text(output.getvalue(), XLSX)
    assert extracted.text == "seen"
    assert extracted.warnings[0][1] == {"names": "Kept"}


def test_formulas_without_results_are_counted():
    extracted = extract_text(create_xlsx(A=[["Sum", "=1+1"]]), XLSX)
    assert extracted.text == "Sum"
    assert extracted.warnings[0][1] == {"count": 1}


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.05, "0%", "5%"),
        (0.1234, "0.0%", "12.3%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-3, "General", "-3"),
        (-3, "0;(0)", "(3)"),
        (1e6, "General", "1000000"),
        (0.1 + 0.2, "General", "0.3"),
        (12.5, '"$"#,##0.00', "$12.50"),
        (12, '0 "million"', "12 million"),
        (12, "[$€-407] #,##0", "€ 12"),
        (2.5, "0.##", "2.5"),
        (2, "0.##", "2"),
        (7, "000", "007"),
        (DAY, "dd/mm/yyyy", "2026-05-04"),
        (DAY, "mmm yyyy", "2026-05"),
        (DAY, "yyyy", "2026"),
        (DAY.replace(hour=9, minute=5), "d/m/yyyy h:mm", "2026-05-04 09:05"),
        (datetime.time(9, 5), "h:mm", "09:05"),
        (True, "General", "TRUE"),
        ("words", "@", "words"),
        (3.14159, "?/?", "3.14159"),
    ],
)
def test_a_value_is_written_as_it_is_shown(value, number_format, text):
    assert format_value(value, number_format) == text


def test_a_very_large_table_has_rows_as_parts(monkeypatch):
    monkeypatch.setattr(tables, "MAX_PARTS", 10)
    extracted = extract_text(b"a,b\n" * 6, CSV)
    assert [part.label for part in extracted.parts] == [f"{row}:{row}" for row in range(1, 7)]


def test_a_table_with_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MAX_CELLS", 10)
    with pytest.raises(ParseError, match="more than 10 cells"):
        extract_text(b"a,b\n" * 6, CSV)


@pytest.mark.parametrize("raw", [b"PK\x03\x04 no archive", create_xlsx(A=[["a"]])[:-40]])
def test_a_broken_workbook_is_refused(raw):
    with pytest.raises(ParseError, match="Excel file is broken"):
        extract_text(raw, XLSX)


# ── what programs write ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Year\tCost, total\n2025\t1,000\n", "Year\tCost, total\n2025\t1,000"),
        ("2025;12,5\n2026;13,5\n", "2025\t12,5\n2026\t13,5"),
        ("1,2,3\n4,5,6\n", "1\t2\t3\n4\t5\t6"),
        ('"sep=;"\nYear;Cost\n2025;1\n', "Year\tCost\n2025\t1"),
        ('a,b\n1,"never closed\n2,c\n', 'a\tb\n1\t"never closed\n2\tc'),
        ('a,b\n"never" closed,1\n"x, y",2\n', "a\tb\nnever closed\t1\nx, y\t2"),
        ('a,b\n5" pipe,10\n"x, y",2\n', 'a\tb\n5" pipe\t10\nx, y\t2'),
    ],
)
def test_delimiters_and_quotation_marks_are_what_they_are_meant_to_be(raw, text):
    assert extract_text(raw.encode(), CSV).text == text


def test_a_quotation_mark_in_a_tsv_file_is_a_word():
    assert extract_text(b'a\tb\n"x\ty\nz\t1\n', TSV).text == 'a\tb\n"x\ty\nz\t1'


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1_234_567, '0.0,,"M"', "1.2M"),
        (0, '0;-0;"–"', "–"),
        (0, '_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-;_-* "-"?? "€"_-', "- €"),
        (12.5, '_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-;_-* "-"?? "€"_-', "12.50 €"),
        (5, '[>=1000]#,##0,"K";0', "5"),
        (5000, '[>=1000]#,##0,"K";0', "5000"),
        (datetime.timedelta(hours=30), "[h]:mm", "30:00"),
        (datetime.timedelta(hours=30, seconds=5), "[h]:mm:ss", "30:00:05"),
        (-datetime.timedelta(minutes=90), "[h]:mm", "-1:30"),
    ],
)
def test_more_number_formats(value, number_format, shown):
    assert format_value(value, number_format) == shown


def change_workbook(change, **sheets) -> bytes:
    workbook = load_workbook(io.BytesIO(create_xlsx(**sheets)))
    change(workbook)
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def test_hidden_rows_and_columns_are_left_out_with_a_warning():
    def hide(workbook):
        sheet = workbook["Budget"]
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    rows = [[f"{letter}{number}" for letter in "ABC"] for number in (1, 2, 3)]
    extracted = extract_text(change_workbook(hide, Budget=rows, Open=[["shown"]]), XLSX)
    assert extracted.text == "A1\tC1\nA3\tC3\nshown"
    assert list_cells(extracted)["Budget!C3"] == "C3"
    ((message, params),) = extracted.warnings
    assert message.startswith("Hidden rows and columns") and params == {"names": "Budget"}


def test_character_codes_of_excel_are_read():
    raw = create_xlsx(Budget=[["line_x000D_\nbreak"], ["a_x005F_b"]])
    assert extract_text(raw, XLSX).text == "line break\na_b"


def test_a_strict_workbook_is_read():
    def make_strict(xml: bytes) -> bytes:
        for name in (b"spreadsheetml/", b"officeDocument/"):
            old = b"http://schemas.openxmlformats.org/" + name + b"2006/"
            xml = xml.replace(old, b"http://purl.oclc.org/ooxml/" + name)
        return xml

    raw = change_entries(create_xlsx(Budget=[["Year", 2026]]), make_strict)
    assert extract_text(raw, XLSX).text == "Year\t2026"
