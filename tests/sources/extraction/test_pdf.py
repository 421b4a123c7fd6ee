"""The text of a PDF is read page by page; a broken, encrypted or endless PDF is refused."""

import random
import time
import zlib
from pathlib import Path

import pytest

from sources.extraction.limits import PageRange
from sources.extraction.pdf import extract_pdf
from sources.extraction.text import extract_text
from sources.media_types import PDF, ParseError
from tests.helpers.pdfs import PdfBuilder, create_pdf, create_stream, write_objects

TWO_PAGES = create_pdf(
    "The office reported a rise of 4 percent.", "Farmers doubt it.", title="On trade"
)


def test_the_text_is_read_with_the_offset_of_each_page():
    extracted = extract_text(TWO_PAGES, PDF)
    assert extracted.text == "The office reported a rise of 4 percent.\n\nFarmers doubt it."
    assert [extracted.text[start:][:7] for start in extracted.pages] == ["The off", "Farmers"]
    assert (extracted.title, extracted.language, extracted.media_type) == ("On trade", "en", PDF)
    assert extracted.extractor.startswith("pypdfium2 ")


def test_offsets_count_characters_and_not_bytes():
    extracted = extract_text(create_pdf("Größe – “vier”", "zwei"), PDF)
    assert extracted.text[extracted.pages[1] :] == "zwei"


def test_a_page_without_text_keeps_its_number():
    extracted = extract_text(create_pdf("", "second", ""), PDF)
    assert len(extracted.pages) == 3
    assert extracted.text[extracted.pages[1] : extracted.pages[2]].strip() == "second"
    assert extracted.pages[2] <= len(extracted.text)


def test_a_pdf_of_pictures_is_refused():
    with pytest.raises(ParseError, match="its pages are pictures"):
        extract_text(create_pdf("", ""), PDF)


def test_an_encrypted_pdf_is_refused():
    trailer = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)]"
    raw = create_pdf("words", trailer=trailer % (b"o" * 32, b"u" * 32))
    with pytest.raises(ParseError, match="encrypted"):
        extract_text(raw, PDF)


def test_a_pdf_with_too_many_pages_is_refused():
    with pytest.raises(ParseError, match="has 2 pages, and at most 1 are read"):
        extract_text(TWO_PAGES, PDF, page_range=PageRange(limit=1))


CIRCULAR_PAGES = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Count 9 /Kids [2 0 R] >>",
]


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\x00" * 500,
        TWO_PAGES[: len(TWO_PAGES) // 3],
        write_objects(CIRCULAR_PAGES),
        write_objects([b"<< /Type /Catalog >>"]),
        b"%PDF-1.7\nstartxref\n9\n%%EOF",
    ],
)
def test_a_broken_pdf_is_refused(raw):
    with pytest.raises(ParseError):
        extract_text(raw, PDF)


def test_a_decompression_bomb_is_refused():
    compressor = zlib.compressobj(9)
    chunks = [compressor.compress(b" " * 1_000_000) for _ in range(120)]
    compressed = b"".join(chunks) + compressor.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        create_stream(compressed, "/Filter /FlateDecode"),
    ]
    with pytest.raises(ParseError):
        extract_text(write_objects(objects), PDF)


@pytest.mark.parametrize("seed", range(60))
def test_corrupted_bytes_are_read_or_refused(seed):
    rng = random.Random(seed)
    raw = bytearray(TWO_PAGES)
    for _ in range(rng.randint(1, 30)):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    try:
        assert extract_text(bytes(raw), PDF).text.strip()
    except ParseError as error:
        assert str(error).endswith(".")


# ── scans and parts of a file ───────────────────────────────────────────────────────────────────
LINE = "The council of the old town met on Tuesday to discuss the loan."


def build_scans(*kinds: str) -> bytes:
    """Return a PDF with pages of these kinds: text, scan, empty, stamp (a scan with a number)."""
    builder = PdfBuilder()
    for kind in kinds:
        page = builder.add_page()
        if kind in ("scan", "stamp", "illustrated"):
            page.draw_picture(0, 0, 595, 842)
        if kind in ("text", "illustrated"):
            page.write(60, 700, LINE)
        if kind == "stamp":
            page.write(60, 30, "000123")
        if kind == "logo":
            page.draw_picture(60, 700, 40, 40)
    return builder.build()


@pytest.mark.parametrize(
    ("kinds", "message"),
    [
        ("text scan text", "Page 2 is a picture without text."),
        ("text text scan scan scan scan scan text", "Pages 3–7 are pictures without text."),
        ("scan text scan scan", "Pages 1, 3–4 are pictures without text."),
        ("text stamp", "Page 2 is a picture without text."),
        ("text empty logo illustrated", ""),
    ],
)
def test_pages_that_are_pictures_are_named(kinds, message):
    extracted = extract_pdf(build_scans(*kinds.split()))
    warnings = [template % params for template, params in extracted.warnings]
    assert warnings == ([message] if message else [])
    assert len(extracted.pages) == len(kinds.split())


def test_a_pdf_of_scans_is_refused():
    with pytest.raises(ParseError, match="its pages are pictures"):
        extract_pdf(build_scans("scan", "scan"))


def test_letters_without_a_meaning_are_named():
    builder = PdfBuilder()
    builder.add_page().write(60, 700, LINE)
    builder.add_page().write(60, 700, "The loan of \ue123\ue124 crowns")
    (warning,) = extract_pdf(builder.build()).warnings
    assert (warning[0] % warning[1]).startswith("The fonts of page 2 do not say")


def build_numbered(count: int) -> bytes:
    builder = PdfBuilder()
    for number in range(1, count + 1):
        builder.add_page().write(60, 700, f"This is page number {number} of the report.")
    return builder.build()


@pytest.mark.parametrize(("first", "last"), [(1, 2), (3, 4), (4, 4), (2, None), (1, None)])
def test_a_part_of_a_pdf_keeps_the_numbers_of_its_pages(first, last):
    extracted = extract_pdf(build_numbered(4), first, last)
    for number in range(first, (last or 4) + 1):
        assert extracted.text[extracted.pages[number - 1] :].startswith(
            f"This is page number {number}"
        )
    assert len(extracted.pages) == (last or 4)
    assert f"number {first - 1}" not in extracted.text


@pytest.mark.parametrize(("first", "last"), [(0, 2), (3, 2), (1, 5), (5, 6), (-1, None)])
def test_pages_that_the_file_does_not_have_are_refused(first, last):
    with pytest.raises(ParseError, match="has 4 pages: choose"):
        extract_pdf(build_numbered(4), first, last)


def test_what_is_outside_the_visible_page_is_not_read():
    builder = PdfBuilder()
    page = builder.add_page()
    page.write(60, 700, LINE)
    page.write(60, 900, "harbour.indd 3 12.03.2024")
    page.write(700, 400, "printer")
    assert extract_pdf(builder.build()).text == LINE


@pytest.mark.parametrize("box", ["", "0 0 0 0", "0 0 595 842", "50 690 500 720", "500 720 50 690"])
def test_what_is_cut_off_is_not_read(box):
    builder = PdfBuilder(crop_box=box)
    page = builder.add_page()
    page.write(60, 700, LINE)
    if box.startswith("5"):
        page.write(60, 400, "Cut off")
    assert extract_pdf(builder.build()).text == LINE


def test_the_case_of_the_two_columns():
    raw = (Path(__file__).parent / "two-columns.pdf").read_bytes()
    extracted = extract_pdf(raw)
    words = (
        "the international loan for the harbour, which the treasurer called an unprecedented burden"
    )
    assert extracted.text.count(words) == 1
    assert "a well-known supplier and of a price that nobody else had offered" in extracted.text
    assert extracted.title == ""


# ── bounds ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("seed", range(4))
def test_letters_all_over_a_page_are_read_in_bounded_time(seed):
    rng = random.Random(seed)
    builder = PdfBuilder()
    page = builder.add_page()
    for _ in range(3000):
        size = rng.choice([1, 4, 10, 40])
        page.write(
            rng.random() * 595, rng.random() * 842, rng.choice(["a", "1.", "a-", "ab cd"]), size
        )
    start = time.process_time()
    assert extract_pdf(builder.build()).text
    assert time.process_time() - start < 20
