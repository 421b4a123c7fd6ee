"""The title of a PDF is one that a person gave; dates of the file are no dates of publication."""

import pytest

from sources.extraction.pdf import extract_pdf
from sources.extraction.pdf.metadata import is_title
from tests.helpers.pdfs import PdfBuilder

TEXT = "The council met and the mayor said that the loan would have been paid with their money."


def extract(text: str = TEXT, **options):
    builder = PdfBuilder(**options)
    builder.add_page().write(60, 700, text)
    return extract_pdf(builder.build())


@pytest.mark.parametrize(
    "title",
    [
        "untitled",
        "Untitled-1",
        "(anonymous)",
        "Microsoft Word - x.doc",
        "Microsoft Word - Bericht 2021 endgültig",
        "Microsoft PowerPoint - final",
        "PowerPoint Presentation",
        "PowerPoint-Präsentation",
        "Slide 1",
        "Folie 1",
        "Diapositiva 1",
        "Document1",
        "Документ1",
        "Презентация PowerPoint",
        "report.pdf",
        "Bericht 2021 final.docx",
        "brochure.indd",
        "C:\\Users\\anna\\text.txt",
        "/home/anna/report",
        "https://example.org/report",
        "report_2021_v3",
        "20210304-final",
        "12345",
        "...",
        "Layout 1",
        "Sans titre",
        "无标题",
        "",
        "  ",
    ],
)
def test_a_placeholder_or_a_file_name_is_no_title(title):
    assert not is_title(title)
    assert extract(title=title).title == ""


@pytest.mark.parametrize(
    "title",
    [
        "On trade",
        "Report of the Harbour Commission 2021",
        "Slide into debt: how Varnbeck paid",
        "Документы комиссии",
        "Untitled: a history of unnamed art",
        "The Word for World",
        "Доклад о торговле",
        "贸易报告",
        "Gutachten zur Frage der Haftung, Nr. 4",
        "COVID-19",
        "Corruption",
    ],
)
def test_a_title_is_kept(title):
    assert extract(title=title).title == title


def test_the_date_of_the_file_is_no_date_of_publication():
    assert extract(title="On trade").published_on == ""


@pytest.mark.parametrize(
    ("declared", "language"),
    [("en", "en"), ("de-AT", "de-AT"), ("en_GB", "en-GB"), ("pt-BR", "pt-BR"), ("uk", "uk")],
)
def test_a_declared_language_is_read(declared, language):
    extracted = extract(language=declared)
    assert (extracted.language, extracted.is_language_guessed) == (language, False)


@pytest.mark.parametrize("declared", ["", "english language", "x", "??", "e" * 40])
def test_a_language_is_guessed_where_none_is_declared(declared):
    extracted = extract(language=declared)
    assert (extracted.language, extracted.is_language_guessed) == ("en", True)


@pytest.mark.parametrize("title", ["report-final-2", "PII: S0140", "doi:10.1000/182"])
def test_the_name_of_a_file_or_a_number_is_no_title(title):
    assert not is_title(title)


@pytest.mark.parametrize("title", ["COVID-19", "Report 12: the loan", "Doc Martin dies at 80"])
def test_a_title_with_a_number_is_one(title):
    assert is_title(title)
