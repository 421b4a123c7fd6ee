"""The columns, tables and directions of a PDF are read as a reader reads them."""

import pytest

from sources.extraction.pdf import extract_pdf
from tests.helpers.pdfs import PdfBuilder

LEFT = [
    "The council met on Tuesday to",
    "discuss the loan for the old",
    "harbour, which the treasurer",
    "called a burden for the town.",
]
MIDDLE = [
    "The mayor denied all of it in",
    "a letter. He wrote that the",
    "price was the lowest of three",
    "and that the steel had come.",
]
RIGHT = [
    "Nobody has seen that steel to",
    "this day, and the commission",
    "asked for the papers again in",
    "the spring of the same year.",
]


def join(*columns: list[str]) -> str:
    return " ".join(line for column in columns for line in column)


def read(builder: PdfBuilder) -> str:
    return extract_pdf(builder.build()).text


def read_flat(builder: PdfBuilder) -> str:
    return " ".join(read(builder).split())


# ── columns ─────────────────────────────────────────────────────────────────────────────────────
def test_two_columns_are_read_one_after_the_other():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write_lines(60, 700, LEFT)
    page.write_lines(260, 700, MIDDLE)
    assert read_flat(builder) == join(LEFT, MIDDLE)


def test_the_order_of_drawing_does_not_matter():
    builder = PdfBuilder()
    page = builder.add_page()
    for index, lines in enumerate(zip(MIDDLE, LEFT, strict=True)):
        page.write(260, 700 - 12 * index, lines[0])
        page.write(60, 700 - 12 * index, lines[1])
    assert read_flat(builder) == join(LEFT, MIDDLE)


def test_three_columns_are_read_one_after_the_other():
    builder = PdfBuilder()
    page = builder.add_page()
    for x, lines in ((40, LEFT), (215, MIDDLE), (390, RIGHT)):
        page.write_lines(x, 700, lines)
    assert read_flat(builder) == join(LEFT, MIDDLE, RIGHT)


@pytest.mark.parametrize("gutter", [8, 10, 14, 60])
def test_a_gutter_may_be_narrow_or_wide(gutter):
    builder = PdfBuilder()
    page = builder.add_page()
    page.write_lines(60, 700, LEFT)
    page.write_lines(60 + 5 * max(map(len, LEFT)) + gutter, 700, MIDDLE)
    assert read_flat(builder) == join(LEFT, MIDDLE)


def test_lines_of_columns_need_not_be_level():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write_lines(60, 700, LEFT)
    page.write_lines(260, 694, MIDDLE)
    assert read_flat(builder) == join(LEFT, MIDDLE)


def test_a_headline_stands_before_the_columns_below_it():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write(60, 740, "The harbour loan and its price", 20)
    page.write_lines(60, 700, LEFT)
    page.write_lines(260, 700, MIDDLE)
    assert read(builder).startswith("The harbour loan and its price\n\nThe council met")
    assert read_flat(builder).endswith(join(LEFT, MIDDLE))


def test_text_over_the_whole_page_ends_the_columns():
    builder = PdfBuilder()
    page = builder.add_page()
    wide = "This line runs over the whole width of the page, below the columns that end here."
    page.write_lines(60, 700, LEFT)
    page.write_lines(260, 700, MIDDLE)
    page.write_lines(60, 620, [wide, "It has a second line."])
    page.write_lines(60, 570, RIGHT)
    page.write_lines(260, 570, LEFT)
    assert read_flat(builder) == f"{join(LEFT, MIDDLE)} {wide} It has a second line. " + join(
        RIGHT, LEFT
    )


def test_a_justified_line_with_wide_spaces_is_one_line():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write_lines(60, 724, ["The commission asked for it in", "the spring, and the mayor said"])
    for index, word in enumerate(["nothing", "that", "could", "answer"]):
        page.write(
            60 + sum(map(len, ["nothing", "that", "could"][:index])) * 5 + 15 * index, 700, word
        )
    page.write(60, 688, "the question.")
    assert "nothing that could answer the question." in read_flat(builder)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────
def draw_table(page, rows, xs, y=600, leading=12):
    for index, row in enumerate(rows):
        for x, cell in zip(xs, row, strict=True):
            if cell:
                page.write(x, y - leading * index, cell)


@pytest.mark.parametrize(
    "rows",
    [
        [("Year", "Income", "Costs"), ("2019", "1,200", "900"), ("2020", "1,300", "950")],
        [("Harbour", "12 %"), ("Old bridge", "9 %"), ("Market", "-3 %")],
        [("Country", "2021", "2022"), ("Varnbeck", "", "61"), ("Ostholm", "4", "5")],
        [("Loan", "€ 3.5m", "2020"), ("Grant", "€ 1.2m", "2021"), ("Sum", "€ 4.7m", "")],
        [("A", "yes", "no"), ("B", "no", "no"), ("C", "no", "yes"), ("D", "yes", "yes")],
    ],
)
def test_the_cells_of_a_table_are_separated_by_tabs(rows):
    builder = PdfBuilder()
    page = builder.add_page()
    page.write_lines(
        60, 700, ["The table shows what the harbour earned in the years of the loan."] * 3
    )
    draw_table(page, rows, (60, 160, 260)) if len(rows[0]) == 3 else draw_table(
        page, rows, (60, 160)
    )
    page.write_lines(
        60, 500, ["The sums of the table were taken from the report of the harbour."] * 3
    )
    extracted = extract_pdf(builder.build())
    table = "\n".join("\t".join(row) for row in rows)
    assert f"\n\n{table}\n\n" in extracted.text
    assert [extracted.text[p.start : p.end] for p in extracted.parts if p.kind == "table"] == [
        table
    ]


def test_the_lines_of_a_wrapped_cell_are_one_cell():
    builder = PdfBuilder()
    page = builder.add_page()
    rows = [
        (
            ["The loan was taken", "out in March."],
            ["It was signed in April of", "the year before."],
        ),
        (["No one else made", "an offer."], ["Two banks made offers, and", "both were refused."]),
        (["The steel is here."], ["Nobody has seen it, says", "the office."]),
    ]
    for index, (left, right) in enumerate(rows):
        page.write_lines(60, 600 - 40 * index, left)
        page.write_lines(200, 600 - 40 * index, right)
    assert read(builder).splitlines() == [f"{' '.join(a)}\t{' '.join(b)}" for a, b in rows]


def test_speakers_beside_their_words_are_read_row_by_row():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write(60, 700, "MAYOR")
    page.write_lines(140, 700, ["The loan was necessary, and", "everybody knew it."])
    page.write(60, 670, "TREASURER")
    page.write_lines(140, 670, ["I did not know it, and I said", "so at the time."])
    assert read(builder).splitlines() == [
        "MAYOR\tThe loan was necessary, and everybody knew it.",
        "TREASURER\tI did not know it, and I said so at the time.",
    ]


def test_the_number_of_a_list_item_stays_with_it():
    builder = PdfBuilder()
    page = builder.add_page()
    for index, item in enumerate(["The loan is paid back.", "The steel is counted.", "No more."]):
        page.write(60, 700 - 12 * index, f"{index + 1}.")
        page.write(90, 700 - 12 * index, item)
    assert read(builder) == "1. The loan is paid back.\n2. The steel is counted.\n3. No more."


# ── directions and scripts ──────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("rotate", "turns"), [(0, 1), (90, 1), (180, 2), (270, 3), (0, 3)])
def test_turned_pages_are_read_upright(rotate, turns):
    builder = PdfBuilder()
    page = builder.add_page(rotate)
    for index, (left, right) in enumerate(zip(LEFT, MIDDLE, strict=True)):
        step = 12 * index
        for text, along in ((left, 60), (right, 260)):
            x, y = {
                1: (100 + step, along),
                2: (500 - along, 100 + step),
                3: (400 - step, 700 - along),
            }[turns]
            page.write(x, y, text, turns=turns)
    assert read_flat(builder) == join(LEFT, MIDDLE)


def test_text_in_another_direction_stands_apart():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write_lines(60, 700, LEFT)
    page.write(20, 300, "Copy for the archive", turns=1)
    extracted = extract_pdf(builder.build())
    ((start, end),) = extracted.article_spans
    assert " ".join(extracted.text[start:end].split()) == join(LEFT)
    (part,) = extracted.parts
    assert (part.kind, part.label) == ("turned_text", "1")
    assert extracted.text[part.start : part.end] == "Copy for the archive"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["اجتمع المجلس يوم الثلاثاء", "لمناقشة القرض الدولي"],
            "اجتمع المجلس يوم الثلاثاء لمناقشة القرض الدولي",
        ),
        (
            ["המועצה נפגשה ביום שלישי", "כדי לדון בהלוואה"],
            "המועצה נפגשה ביום שלישי כדי לדון בהלוואה",
        ),
        (["بلغ القرض 3.5 مليون في", "عام 2022 فقط"], "بلغ القرض 3.5 مليون في عام 2022 فقط"),
        (["قال بنك World Bank Group إن", "القرض كبير"], "قال بنك World Bank Group إن القرض كبير"),
        (["גובה ההלוואה 12% בשנת", "2021 בלבד"], "גובה ההלוואה 12% בשנת 2021 בלבד"),
    ],
)
def test_right_to_left_text_is_in_reading_order(lines, text):
    """The glyphs of such text are drawn from left to right, its words from right to left."""
    builder = PdfBuilder(language="ar")
    page = builder.add_page()
    for index, line in enumerate(lines):
        page.write(400 - 5 * len(line), 700 - 12 * index, draw_right_to_left(line))
    assert read_flat(builder) == text


def draw_right_to_left(line: str) -> str:
    """Return the line as it is drawn from left to right."""
    words = [word if word.isascii() else word[::-1] for word in line.split()]
    drawn: list[str] = []
    for word in words:  # Latin words that follow each other are drawn from left to right
        is_latin = word.isascii() and word.isalpha()
        latin = next(
            (i for i, other in enumerate(drawn) if not other.isalpha() or not other.isascii()),
            len(drawn),
        )
        drawn.insert(latin if is_latin else 0, word)
    return " ".join(drawn)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["政府宣布了一项新的计划，", "向农民提供支持。"],
            "政府宣布了一项新的计划，向农民提供支持。",
        ),
        (
            ["会議は火曜日に開かれ、", "融資について話し合った。"],
            "会議は火曜日に開かれ、融資について話し合った。",
        ),
        (["二〇二二年，貸款共三百五", "十萬元。"], "二〇二二年，貸款共三百五十萬元。"),
        (["市长说：“我们付", "了钱。”"], "市长说：“我们付了钱。”"),
        (["「鋼鉄は見たことが", "ない」と言った。"], "「鋼鉄は見たことがない」と言った。"),
    ],
)
def test_lines_of_ideographs_are_joined_without_a_space(lines, text):
    builder = PdfBuilder(language="zh")
    builder.add_page().write_lines(60, 700, lines, is_wide=True)
    assert read(builder) == text


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("The o\ufb03ce of \ufb01nance", "The office of finance"),
        ("a \ufb02eet of \ufb00 \ufb04", "a fleet of ff ffl"),
        ("\ufe8d\ufedf\ufecc\ufead\ufe91\ufef4\ufe94"[::-1], "العربية".replace("ر", "ر")),
        ("\u2f45\u2f00", "方一"),
        ("\uf0b7 first item", "• first item"),
        ("paid \U0001f600 twice", "paid \U0001f600 twice"),
        ("caf\u0065\u0301", "caf\u0065\u0301"),
    ],
)
def test_ligatures_and_other_forms_are_written_as_letters(drawn, text):
    builder = PdfBuilder()
    builder.add_page().write(60, 700, drawn)
    assert read(builder) == text
