"""What a reader sees on a page is read, also where it was filled in or stamped on later."""

import pytest

from sources.extraction.pdf import extract_pdf
from tests.helpers.pdfs import create_stream, write_objects

QUESTION, ANSWER = "Name of the applicant:", "Mara Lind"
APPEARANCE = b"/AP << /N 6 0 R >>"
HIDDEN = 2  # a flag of annotations (ISO 32000-2, 12.5.3)


def create_form(subtype: str, drawing: bytes = APPEARANCE, flags: int = 0) -> bytes:
    """A page with a question, and an annotation beside it that holds the answer."""
    words = f"BT /F1 12 Tf 2 4 Td ({ANSWER}) Tj ET".encode()
    fonts = b"/Resources << /Font << /F1 3 0 R >> >>"
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 200 20] " + fonts
    annotation = (
        f"<< /Type /Annot /Subtype /{subtype} /FT /Tx /T (name) /V ({ANSWER}) /F {flags} /P 4 0 R "
        f"/Contents ({ANSWER}) /Rect [300 696 500 716] "
    )
    catalog = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R] /DA (/F1 12 Tf) "
    return write_objects(
        [
            catalog + b"/DR << /Font << /F1 3 0 R >> >> >> >>",
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
            b"/Annots [7 0 R] " + fonts + b" >>",
            create_stream(f"BT /F1 12 Tf 72 700 Td ({QUESTION}) Tj ET".encode()),
            create_stream(words, form.decode()),
            annotation.encode() + drawing + b" >>",
        ]
    )


@pytest.mark.parametrize(
    ("subtype", "drawing"),
    [
        ("Widget", APPEARANCE),
        ("Widget", b"/DA (/F1 12 Tf)"),  # the viewer draws it
        ("FreeText", APPEARANCE),
        ("Stamp", APPEARANCE),
    ],
)
def test_what_was_filled_in_is_read(subtype, drawing):
    assert extract_pdf(create_form(subtype, drawing)).text.split("\t") == [QUESTION, ANSWER]


@pytest.mark.parametrize(
    "raw", [create_form("Widget", flags=HIDDEN), create_form("Popup"), create_form("Text", b"")]
)
def test_what_is_hidden_or_in_a_window_of_its_own_is_not_read(raw):
    assert extract_pdf(raw).text == QUESTION
