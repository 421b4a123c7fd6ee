"""The text of a PDF is read page by page; a broken, encrypted or endless PDF is refused."""

import random
import zlib

import pytest

from sources.extraction import pdf
from sources.extraction.text import extract_text
from sources.media_types import PDF, ParseError
from tests.helpers.pdfs import create_pdf, create_stream, write_objects

TWO_PAGES = create_pdf(
    "The office reported a rise of 4 percent.", "Farmers doubt it.", title="On trade"
)


def test_the_text_is_read_with_the_offset_of_each_page():
    extracted = extract_text(TWO_PAGES, PDF)
    assert extracted.text == "The office reported a rise of 4 percent.\n\nFarmers doubt it."
    assert [extracted.text[start:][:7] for start in extracted.pages] == ["The off", "Farmers"]
    assert (extracted.title, extracted.language, extracted.media_type) == ("On trade", "en", PDF)
    assert extracted.extractor.startswith("pypdf ")


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


def test_a_pdf_with_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(ParseError, match="more than 1 pages"):
        extract_text(TWO_PAGES, PDF)


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
