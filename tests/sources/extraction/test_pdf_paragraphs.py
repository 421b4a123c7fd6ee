"""The lines of a PDF become paragraphs: hyphens, indents, columns, pages and raised numbers."""

import pytest

from sources.extraction.pdf import extract_pdf
from sources.extraction.pdf.line_ends import (
    JOINED,
    NOTHING,
    SPACE,
    choose_join,
    collect_vocabulary,
)
from sources.quotes.suggestions import EXACT, NORMALISED, suggest_quotes
from tests.helpers.pdfs import PdfBuilder

FULL = "The council of the old town met on Tuesday to discuss the loan for"
SECOND = "the harbour, which the treasurer called a burden for the citizens,"


def read_lines(*lines: str, language: str = "en", **options) -> str:
    builder = PdfBuilder(language=language)
    builder.add_page().write_lines(60, 700, list(lines), **options)
    return extract_pdf(builder.build()).text


# ── hyphens at line ends ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("language", "first", "last", "word"),
    [
        ("en", "inter-", "national", "international"),
        ("en", "har-", "bour", "harbour"),
        ("en", "govern-", "ment,", "government,"),
        ("en", "cor\u2010", "ruption", "corruption"),
        ("en", "Washing-", "ton", "Washington"),
        ("en", "accu-", "rate", "accurate"),
        ("en", "however, ex-", "ample", "however, example"),
        ("en", "re-", "covered", "recovered"),
        ("en", "well-inten-", "tioned", "well-intentioned"),
        ("en", "follow-", "up", "follow-up"),
        ("en", "well-", "known", "well-known"),
        ("en", "long-", "term", "long-term"),
        ("en", "self-", "employed", "self-employed"),
        ("en", "twenty-", "five", "twenty-five"),
        ("en", "27-", "year-old", "27-year-old"),
        ("en", "27-year-", "old", "27-year-old"),
        ("en", "state-of-the-", "art", "state-of-the-art"),
        ("en", "day-to-", "day", "day-to-day"),
        ("en", "state-", "owned", "state-owned"),
        ("en", "EU-", "wide", "EU-wide"),
        ("en", "Iskander-", "M", "Iskander-M"),
        ("en", "COVID-", "19", "COVID-19"),
        ("en", "re-", "elected", "re-elected"),
        ("en", "non-", "profit", "non-profit"),
        ("en", "vice-", "president", "vice-president"),
        ("en", "pre- and post-", "war", "pre- and post-war"),
        ("en", "short-", "and", "short- and"),
        ("de", "Ver-", "trag", "Vertrag"),
        ("de", "Bundes-", "regierung", "Bundesregierung"),
        ("de", "Vor-", "und", "Vor- und"),
        ("de", "Rhein-", "Main", "Rhein-Main"),
        ("de", "E-", "Mail", "E-Mail"),
        ("fr", "gouverne-", "ment", "gouvernement"),
        ("fr", "celui-", "ci", "celui-ci"),
        ("fr", "pourrait-", "il", "pourrait-il"),
        ("fr", "vingt-", "deux", "vingt-deux"),
        ("es", "inver-", "sión", "inversión"),
        ("pt", "segunda-", "feira", "segunda-feira"),
        ("pt", "governa-", "dor", "governador"),
        ("pl", "rzą-", "dowy", "rządowy"),
        ("pl", "polsko-", "białoruski", "polsko-białoruski"),
        ("ru", "прави-", "тельство", "правительство"),
        ("ru", "кто-", "то", "кто-то"),
        ("ru", "мес-", "то", "место"),
        ("ru", "по-", "русски", "по-русски"),
        ("ru", "по-", "литика", "политика"),
        ("uk", "будь-", "який", "будь-який"),
        ("uk", "дер-", "жава", "держава"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_only_where_it_belongs_to_the_word(
    language, first, last, word
):
    text = read_lines(f"Words before it, and {first}", f"{last} and more words.", language=language)
    assert text == f"Words before it, and {word} and more words."


@pytest.mark.parametrize(
    ("line", "first", "last", "word"),
    [
        ("a cocoordinator was named", "co-", "coordinator", "cocoordinator"),
        ("the boat-house stood", "boat-", "house", "boat-house"),
        ("the boathouse stood", "boat-", "house", "boathouse"),
        ("das Kauf-haus stand", "Kauf-", "haus", "Kauf-haus"),
        ("die NATO sagt", "NA-", "TO", "NATO"),
    ],
)
def test_the_rest_of_the_document_decides_first(line, first, last, word):
    text = read_lines(f"And {line} there.", f"So it was {first}", f"{last} again.")
    assert text.endswith(f"So it was {word} again.")


def test_a_joined_word_is_recorded_as_it_is_printed():
    builder = PdfBuilder()
    builder.add_page().write_lines(60, 700, ["It was the inter-", "national loan."])
    extracted = extract_pdf(builder.build())
    (part,) = extracted.parts
    assert (part.kind, part.label) == ("joined_word", "inter-national")
    assert extracted.text[part.start : part.end] == "international"


@pytest.mark.parametrize("word", ["inter\u00ad national", "har\u00ad bour", "Ver\u00ad trag"])
def test_a_soft_hyphen_at_a_line_end_is_left_out(word):
    first, last = word.split()
    text = read_lines(f"Words before it, and {first}", f"{last} and more words.")
    assert text == f"Words before it, and {first[:-1]}{last} and more words."


def test_a_soft_hyphen_inside_a_line_is_not_shown():
    assert read_lines("the inter\u00adnational loan") == "the international loan"


@pytest.mark.parametrize(
    ("before", "after", "join"),
    [
        ("the loan", "of", SPACE),
        ("from 20–", "30 crowns", NOTHING),
        ("he said –", "nothing", SPACE),
        ("the loan—", "paid back", NOTHING),
        ("crowns/", "euros", NOTHING),
        ("see https://example.org/a/", "b", NOTHING),
        ("see https://example.org/a-", "b", NOTHING),
        ("-", "minus", NOTHING),
        ("he said -", "nothing", SPACE),
        ("soft\u00ad", "er", JOINED),
        ("", "start", NOTHING),
        ("贷款三百", "五十万", NOTHING),
        ("the 贷款", "loan", SPACE),
        ("대출은", "삼백", SPACE),
    ],
)
def test_lines_are_joined_as_they_are_read(before, after, join):
    assert choose_join(before, after, collect_vocabulary([], "en")) == join


# ── where paragraphs begin ──────────────────────────────────────────────────────────────────────
def test_lines_of_a_paragraph_are_one_line():
    assert read_lines(FULL, SECOND, "and for the town.") == f"{FULL} {SECOND} and for the town."


def test_an_indent_begins_a_paragraph():
    builder = PdfBuilder()
    page = builder.add_page()
    y = page.write_lines(
        60, 700, [FULL, SECOND, "and for the whole of the town, as everyone said then."]
    )
    page.write(75, y, "The mayor denied it in a letter to the newspapers of the")
    page.write_lines(60, y - 12, [FULL, SECOND])
    assert extract_pdf(builder.build()).text.split("\n\n")[1].startswith("The mayor denied it")


def test_a_wider_gap_begins_a_paragraph():
    builder = PdfBuilder()
    page = builder.add_page()
    y = page.write_lines(60, 700, [FULL, SECOND, FULL])
    page.write_lines(60, y - 6, [SECOND.capitalize(), FULL])
    assert len(extract_pdf(builder.build()).text.split("\n\n")) == 2


def test_a_line_that_ends_early_is_kept_as_a_line():
    text = read_lines(
        FULL, "They met again.", "In the spring they met once more to discuss the steel for"
    )
    assert text.splitlines() == [
        f"{FULL} They met again.",
        "In the spring they met once more to discuss the steel for",
    ]


def test_items_of_a_list_are_lines():
    text = read_lines("• the loan of the bank", "• the steel", "• the tax")
    assert text.splitlines() == ["• the loan of the bank", "• the steel", "• the tax"]


def test_a_larger_line_is_a_heading():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write(60, 730, "The harbour loan", 16)
    page.write_lines(60, 700, [FULL, SECOND])
    extracted = extract_pdf(builder.build())
    assert extracted.text.startswith("The harbour loan\n\n")
    assert [(p.kind, extracted.text[p.start : p.end]) for p in extracted.parts] == [
        ("heading", "The harbour loan")
    ]


def test_a_caption_is_labelled():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write_lines(60, 700, [FULL, SECOND])
    page.write(60, 640, "Figure 2: The quay of the old harbour")
    (part,) = extract_pdf(builder.build()).parts
    assert part.kind == "caption"


# ── raised and lowered characters ───────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("before", "raised", "rise", "after", "text"),
    [
        ("10", "6", 4, "crowns", "10⁶ crowns"),
        ("10", "-6", 4, "m", "10⁻⁶ m"),
        ("H", "2", -2, "O", "H₂ O"),
        ("CO", "2", -2, "was", "CO₂ was"),
        ("5 m", "2", 4, "of", "5 m² of"),
        ("the loan", "3", 4, "was", "the loan³ was"),
        ("19", "3", 4, "million", "19³ million"),
        ("the 21", "st", 4, "day", "the 21st day"),
        ("le 1", "er", 4, "mai", "le 1er mai"),
        ("the loan", "*", 4, "was", "the loan* was"),
        ("x", "a", 4, "is", "x^a is"),
    ],
)
def test_raised_and_lowered_characters_are_never_another_number(before, raised, rise, after, text):
    builder = PdfBuilder()
    page = builder.add_page()
    x = 60 + 5 * len(before)
    page.write(60, 700, before)
    page.write(x, 700 + rise, raised, 6)
    page.write(x + 3 * len(raised) + 4, 700, after)
    extracted = extract_pdf(builder.build())
    assert extracted.text == text
    assert [extracted.text[a:b] for a, b in extracted.added] == (["^"] if "^" in text else [])


@pytest.mark.parametrize(
    ("before", "raised", "rise", "after", "text"),
    [
        ("10", "6", 4, "crowns", "10⁶ crowns"),
        ("19", "3", 4, "million", "19³ million"),
        ("the loan", "12", 3, "was", "the loan¹² was"),
        ("CO", "2", -3, "was", "CO₂ was"),
        ("the loan", "*", 4, "was", "the loan* was"),
    ],
)
def test_a_raised_number_need_not_be_smaller(before, raised, rise, after, text):
    builder = PdfBuilder()
    page = builder.add_page()
    x = 60 + 5 * len(before)
    page.write(60, 700, before)
    page.write(x, 700 + rise, raised)
    page.write(x + 5 * len(raised) + 4, 700, after)
    assert extract_pdf(builder.build()).text == text


def test_a_raised_number_that_is_drawn_later_is_at_its_place():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write(60, 700, "The sum of 10")
    page.write(134, 700, "crowns was paid.")
    page.write(125, 704, "6", 6)
    assert extract_pdf(builder.build()).text == "The sum of 10⁶ crowns was paid."


def test_the_mark_of_a_note_is_labelled():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write(60, 700, "He paid the loan.")
    page.write(145, 704, "12", 6)
    extracted = extract_pdf(builder.build())
    assert [(p.kind, extracted.text[p.start : p.end]) for p in extracted.parts] == [
        ("note_reference", "¹²")
    ]


# ── across columns and pages ────────────────────────────────────────────────────────────────────
def build_two_pages(end: str, start: str, margins: bool = True) -> bytes:
    builder = PdfBuilder()
    for number, lines in ((1, [FULL, SECOND, end]), (2, [start, SECOND, "and nobody knew it."])):
        page = builder.add_page()
        page.write_lines(60, 700, lines)
        if margins:
            page.write(60, 800, "Report of the harbour commission", 8)
            page.write(290, 40, str(number), 8)
            page.write(60, 100, f"{number} See the minutes of the year.", 8)
    return builder.build()


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        (
            "and in the end it was the mayor of the town who signed the inter-",
            "national loan for the",
            "international loan",
        ),
        (
            "and in the end it was the mayor of the town who signed the inter\u00ad",
            "national loan for the",
            "the international loan",
        ),
        (
            "and in the end it was the mayor of the town who signed the last",
            "papers of the loan. He went",
            "last papers",
        ),
        (
            "and in the end it was the mayor of the town who went to see Mr",
            "Varnbeck about the loan for it",
            "Mr Varnbeck",
        ),
        (
            "and in the end it was the mayor of the town who called it a well-",
            "known case of the law that",
            "well-known case",
        ),
        (
            "and in the end it was the mayor of the town who paid. Nobody else",
            "Paid anything at all for all of",
            "else Paid",
        ),
    ],
)
def test_a_sentence_across_a_page_break_is_whole(end, start, joined):
    extracted = extract_pdf(build_two_pages(end, start))
    ((start_of_article, end_of_article),) = extracted.article_spans
    assert joined in extracted.text[start_of_article:end_of_article]
    assert "commission" not in extracted.text[:end_of_article]
    assert "minutes" not in extracted.text[:end_of_article]
    second_page = extracted.text[extracted.pages[1] :]
    assert second_page.startswith(start[:8])


def test_a_quotation_across_pages_is_found_in_the_picker():
    end = "and in the end it was the mayor of the town who signed the inter-"
    start = "national loan for the old and for the new part of the harbour, and"
    extracted = extract_pdf(build_two_pages(end, start))
    spans = list(extracted.article_spans)
    margins = "1 See the minutes of the year.\n1\nReport of the harbour commission\n"
    for words, kind in (
        ("who signed the international loan for the old and for the new part", EXACT),
        ("who signed the inter-\nnational loan for the old and\nfor the new part", NORMALISED),
        (f"who signed the inter-\n{margins}national loan for the old", NORMALISED),
    ):
        suggestions = suggest_quotes(extracted.text, words, spans)
        assert suggestions.kind == kind
        assert "signed the international loan" in suggestions.candidates[0].exact


def test_a_new_paragraph_on_a_new_page_stays_one():
    extracted = extract_pdf(
        build_two_pages("and for all of it.", "The mayor denied it in a letter, as")
    )
    assert "and for all of it.\n\nThe mayor denied it" in extracted.text


def test_a_paragraph_goes_on_in_the_next_column():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write_lines(
        60,
        700,
        [
            "The council met on Tuesday to",
            "discuss the loan for the old",
            "harbour, and it was the inter-",
        ],
    )
    page.write_lines(
        260, 700, ["national bank that gave it to", "the town at a price nobody", "knew."]
    )
    assert "it was the international bank that gave it" in extract_pdf(builder.build()).text


@pytest.mark.parametrize(
    ("words", "heading"),
    [("HARBOUR", "HARBOUR"), ("THE OLD HARBOUR", "THE OLD HARBOUR"), ("Гавань", "Гавань")],
)
def test_the_letters_of_a_heading_that_are_drawn_apart_are_words(words, heading):
    builder = PdfBuilder()
    page, x = builder.add_page(), 60
    for letter in words:
        if letter != " ":
            page.write(x, 760, f"{letter} ", 16)
        x += 13
    page.write_lines(60, 720, ["The council of the old town met on Tuesday."])
    assert extract_pdf(builder.build()).text.split("\n")[0] == heading


def test_numbers_and_lists_of_signs_stay_apart():
    builder = PdfBuilder()
    builder.add_page().write_lines(60, 760, ["1 2 3 4 5", "港 は 保 険"])
    assert "1 2 3 4 5" in extract_pdf(builder.build()).text
