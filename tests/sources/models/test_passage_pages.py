"""A passage of a PDF has the page on which it begins."""

from dataclasses import asdict

import pytest

from sources.extraction.pdf import extract_pdf
from sources.models import Passage, Snapshot
from tests.helpers.pdfs import PdfBuilder


def build() -> bytes:
    builder = PdfBuilder()
    for number, word in ((1, "first"), (2, "second"), (3, "third")):
        page = builder.add_page()
        page.write_lines(60, 700, [f"The council met on the {word} day to discuss", "the harbour."])
        page.write(60, 80, f"{number} See the {word} minutes.", 8)
    return builder.build()


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("the first day", 1),
        ("the second day", 2),
        ("the third day", 3),
        ("the first minutes", 1),
        ("the second minutes", 2),
        ("the third minutes", 3),
    ],
)
def test_a_passage_of_the_text_or_of_a_footnote_has_its_page(words, page):
    extracted = extract_pdf(build())
    parts = [asdict(part) for part in extracted.parts]
    snapshot = Snapshot(text=extracted.text, pages=list(extracted.pages), parts=parts)
    assert Passage(snapshot=snapshot, start=extracted.text.index(words)).page == page
