"""A PDF's text is read page by page; one that is broken, locked or endless is refused."""

import random
import zlib

import pytest

from sources.extraction import pdf as room
from sources.extraction.text import extract
from sources.media_types import PDF, Unreadable
from tests.helpers.pdfs import pdf, stream, written

TWO = pdf("The office reported a rise of 4 percent.", "Farmers doubt it.", title="On trade")


def test_the_text_is_read_with_where_each_page_begins():
    read = extract(TWO, PDF)
    assert read.text == "The office reported a rise of 4 percent.\n\nFarmers doubt it."
    assert [read.text[start:][:7] for start in read.pages] == ["The off", "Farmers"]
    assert (read.title, read.language, read.media_type) == ("On trade", "en", PDF)
    assert read.extractor.startswith("pypdf ")


def test_offsets_count_characters_and_not_bytes():
    read = extract(pdf("Größe – “vier”", "zwei"), PDF)
    assert read.text[read.pages[1] :] == "zwei"


def test_a_page_without_text_keeps_its_number():
    read = extract(pdf("", "second", ""), PDF)
    assert len(read.pages) == 3
    assert read.text[read.pages[1] : read.pages[2]].strip() == "second"
    assert read.pages[2] <= len(read.text)


def test_pictures_are_no_text():
    with pytest.raises(Unreadable, match="its pages are pictures"):
        extract(pdf("", ""), PDF)


def test_a_locked_pdf_is_refused():
    locked = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)]"
    raw = pdf("words", trailer=locked % (b"o" * 32, b"u" * 32))
    with pytest.raises(Unreadable, match="encrypted"):
        extract(raw, PDF)


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(room, "MOST_PAGES", 1)
    with pytest.raises(Unreadable, match="more than 1 pages"):
        extract(TWO, PDF)


LOOP = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R] >>"]


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\x00" * 500,
        TWO[: len(TWO) // 3],
        written(LOOP),
        written([b"<< /Type /Catalog >>"]),
        b"%PDF-1.7\nstartxref\n9\n%%EOF",
    ],
)
def test_a_broken_pdf_is_refused(raw):
    with pytest.raises(Unreadable):
        extract(raw, PDF)


def test_a_stream_that_grows_without_end_is_refused():
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(120)) + packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        stream(packed, "/Filter /FlateDecode"),
    ]
    with pytest.raises(Unreadable):
        extract(written(objects), PDF)


@pytest.mark.parametrize("seed", range(60))
def test_damaged_bytes_are_read_or_refused(seed):
    dice = random.Random(seed)
    raw = bytearray(TWO)
    for _ in range(dice.randint(1, 30)):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    try:
        assert extract(bytes(raw), PDF).text.strip()
    except Unreadable as refused:
        assert str(refused).endswith(".")
