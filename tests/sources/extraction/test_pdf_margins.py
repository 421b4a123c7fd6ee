"""Running heads, page numbers and footnotes of a PDF stand apart from its text."""

import pytest

from sources.extraction.pdf import extract_pdf
from tests.helpers.pdfs import PdfBuilder

LINES = [
    "The council of the old town met on Tuesday to discuss the loan for",
    "the harbour, which the treasurer called a burden for the citizens,",
    "and the mayor answered that the price was the lowest of them all.",
]
ARTICLE = " ".join(LINES)


def build(*margins: list[tuple], lines=LINES) -> bytes:
    """Return a PDF whose pages have the same text, and on each page these words in the margins."""
    builder = PdfBuilder()
    for words in margins:
        page = builder.add_page()
        page.write_lines(60, 700, lines)
        for x, y, text, size in words:
            page.write(x, y, text, size)
    return builder.build()


def read_article(raw: bytes) -> str:
    extracted = extract_pdf(raw)
    spans = extracted.article_spans or ((0, len(extracted.text)),)
    return " ".join(" ".join(extracted.text[start:end] for start, end in spans).split())


def read_parts(raw: bytes) -> list[tuple[str, str, str]]:
    extracted = extract_pdf(raw)
    return [(p.kind, p.label, extracted.text[p.start : p.end]) for p in extracted.parts]


# ── running heads and page numbers ──────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "margins",
    [
        [[(60, 800, "Report of the commission", 8)]] * 3,
        [[(60, 800, f"Report of the commission {n}", 8)] for n in (7, 8, 9)],
        [[(60, 800, f"{n} Report of the commission", 10)] for n in (1, 2)],
        [[(60, 30, f"Page {n} of 3", 8)] for n in (1, 2, 3)],
        [[(290, 30, f"– {n} –", 8)] for n in (11, 12)],
        [[(290, 30, numeral, 8)] for numeral in ("iii", "iv", "v")],
        [[(60, 800, "Report of the commission", 8), (60, 788, "Printed for the town", 8)]] * 2,
        [
            [(60, 800, "Left head", 8)],
            [(60, 800, "Right head", 8)],
            [(60, 800, "Left head", 8)],
            [(60, 800, "Right head", 8)],
        ],
        [
            [(60, 800, f"Chapter {c}", 8), (500, 800, str(n), 8)]
            for c, n in (("One", 4), ("Two", 5))
        ],
        [[(60, 30, f"Seite {n}/2", 8)] for n in (1, 2)],
        [[(290, 30, f"стр. {n}", 8)] for n in (1, 2)],
        [[(290, 30, f"第{n}页", 8)] for n in (1, 2)],
    ],
)
def test_running_heads_and_page_numbers_are_no_part_of_the_article(margins):
    raw = build(*margins)
    assert read_article(raw) == " ".join([ARTICLE] * len(margins))
    labels = {label for _, label, _ in read_parts(raw)}
    assert labels == {str(number + 1) for number in range(len(margins))}
    assert {kind for kind, _, _ in read_parts(raw)} <= {"page_header", "page_number"}


def test_the_page_number_of_a_single_page_is_none_of_its_text():
    raw = build([(290, 30, "12", 10)])
    assert read_parts(raw) == [("page_number", "1", "12")]


@pytest.mark.parametrize(
    "margins",
    [
        [[(60, 800, "First heading of the report", 10)], [(60, 800, "Second heading of it", 10)]],
        [[(60, 800, "12 crowns were paid", 10)], [(60, 800, "90 crowns were paid", 10)]],
        [[(60, 500, "A line in the middle", 10)], [(60, 500, "A line in the middle", 10)]],
        [[(60, 712, "2019", 10)]],
        [[(60, 800, "Table 4", 10)], [(60, 800, "Table 9", 10)]],
    ],
)
def test_text_near_the_margin_stays_text(margins):
    raw = build(*margins)
    for words in margins:
        assert words[0][2] in read_article(raw)


def test_a_repeated_head_keeps_the_offsets_of_the_pages():
    raw = build(*[[(60, 800, "Report", 8), (290, 30, str(n), 8)] for n in (1, 2, 3)])
    extracted = extract_pdf(raw)
    assert [extracted.text[start:][:11] for start in extracted.pages] == ["The council"] * 3


# ── footnotes ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("words", "note"),
    [
        (
            [(60, 83, "1", 5), (64, 80, "See the minutes of the town.", 8)],
            "¹ See the minutes of the town.",
        ),
        ([(60, 83, "2", 6), (65, 80, "See the minutes of it.", 10)], "² See the minutes of it."),
        ([(60, 80, "1 See the minutes.", 8)], "1 See the minutes."),
        ([(60, 80, "12. See the minutes.", 8)], "12. See the minutes."),
        ([(60, 80, "[3] See the minutes.", 8)], "[3] See the minutes."),
        ([(60, 80, "* See the minutes.", 8)], "* See the minutes."),
        (
            [(60, 80, "† See the minutes of the", 8), (60, 70, "town for the year.", 8)],
            "† See the minutes of the town for the year.",
        ),
    ],
)
def test_a_footnote_stands_apart(words, note):
    raw = build(words)
    assert read_article(raw) == ARTICLE
    assert read_parts(raw) == [("note", "1", note)]


def test_each_footnote_is_a_part_with_the_number_of_its_page():
    pages = [
        [(60, 80, f"{n} See the minutes.", 8), (60, 68, f"{n + 1} See the law.", 8)] for n in (1, 3)
    ]
    raw = build(*pages)
    assert read_article(raw) == f"{ARTICLE} {ARTICLE}"
    assert read_parts(raw) == [
        ("note", "1", "1 See the minutes."),
        ("note", "1", "2 See the law."),
        ("note", "2", "3 See the minutes."),
        ("note", "2", "4 See the law."),
    ]


def test_footnotes_of_columns_stand_apart():
    builder = PdfBuilder()
    page = builder.add_page()
    for x, number in ((60, 1), (320, 2)):
        page.write_lines(
            x,
            700,
            [
                "The council met on Tuesday to",
                "discuss the loan for the old",
                "harbour, as was planned then.",
            ],
        )
        page.write(x, 80, f"{number} See the minutes.", 8)
    raw = builder.build()
    assert "See" not in read_article(raw)
    assert [text for kind, _, text in read_parts(raw) if kind == "note"] == [
        "1 See the minutes.",
        "2 See the minutes.",
    ]


@pytest.mark.parametrize(
    "words",
    [
        [(60, 80, "A smaller line at the foot of the page.", 9.5)],
        [(60, 400, "A smaller line in the middle of the page.", 8)],
        [(60, 80, "Table 4. A smaller line under a table.", 8)],
        [(60, 170 - 10 * n, f"Small line {n} of many at the foot.", 8) for n in range(12)],
        [(60, 80, "1 A line of the size of the text.", 10)],
        [(60, 760, "1 A smaller line above the text.", 8)],
    ],
)
def test_smaller_text_without_a_mark_is_no_footnote(words):
    assert words[0][2] in read_article(build(words))


@pytest.mark.parametrize(
    "lines",
    [
        ["Prices are those of the treasury, without taxes."],
        ["Source: minutes of the council, 4 May 2026,", "page 12, as translated by the desk."],
        ["a See the minutes of the town. b See the law of 2019."],
    ],
)
def test_small_words_at_the_foot_are_a_note_without_a_mark(lines):
    raw = build([(60, 90 - 10 * n, line, 7.5) for n, line in enumerate(lines)])
    assert read_article(raw) == ARTICLE
    assert read_parts(raw) == [("note", "1", " ".join(lines))]


def test_a_sentence_goes_on_after_a_note_without_a_mark():
    builder = PdfBuilder()
    for words in (LINES[:1], LINES[1:]):
        page = builder.add_page()
        page.write_lines(
            60, 700, ["The council met."] * 20 + words if words == LINES[:1] else words
        )
        page.write_lines(60, 80, ["Prices without taxes."], 7.5)
    assert ARTICLE in extract_pdf(builder.build()).text


def test_a_note_without_a_mark_at_the_foot_of_a_column():
    builder = PdfBuilder()
    page = builder.add_page()
    for x in (60, 320):
        page.write_lines(x, 700, [line[:40] for line in LINES] * 8)
    page.write_lines(320, 84, ["Prices are without taxes."], 7.5)
    assert read_parts(builder.build()) == [("note", "1", "Prices are without taxes.")]


def test_the_caption_of_a_picture_at_the_foot_is_no_note():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write_lines(60, 700, LINES * 3)
    page.draw_picture(60, 130, 300, 300)
    page.write(60, 115, "The harbour in May. Photo: Mara Lind", 7.5)
    assert "The harbour in May." in read_article(builder.build())


def test_a_page_of_small_print_is_text():
    builder = PdfBuilder()
    builder.add_page().write_lines(60, 700, LINES * 3)
    builder.add_page().write_lines(60, 190, LINES, 7.5)
    assert read_parts(builder.build()) == []
