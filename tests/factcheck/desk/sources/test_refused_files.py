"""A file that cannot be captured: the message says what to do, and what was typed is kept."""

import html

import pytest

from sources.models import Snapshot, WaitingCapture
from tests.factcheck.desk.sources.test_capture import READ, SOURCE
from tests.factcheck.desk.sources.test_waiting_captures import run_worker, upload
from tests.helpers.forms import fill_form
from tests.helpers.pdfs import create_pdf

TYPED = {
    "title": "Minutes of the council",
    "author": "Mara Lind",
    "note": "From the archive of the town.",
    "kind": "document",
    "extent": "whole",
    "language": "pl",
    "published_on": "2026-05-04",
    "published_precision": "day",
    "first_page": "1",
    "encoding": "windows-1250",
}


def refuse(desk, raw: bytes, name: str) -> str:
    """The page after an upload that is refused, whose form has everything that was typed."""
    response = upload(desk, raw, name, **TYPED)
    if response.status_code == 302:
        run_worker()
        response = desk.get(response["Location"])
    assert response.status_code == 422
    page = response.content.decode()
    again = fill_form(page, 1)
    assert {field: again[field] for field in TYPED} == {k: [v] for k, v in TYPED.items()}
    assert f"The browser does not keep the file “{name}”" in html.unescape(page)
    assert not Snapshot.objects.exists()
    return html.unescape(page)


def test_a_file_that_is_too_large(desk_client):
    page = refuse(desk_client("ana"), b"x" * 60_000_000, "minutes.txt")
    assert "The maximum size is 47.7\xa0MB, and this is 57.2\xa0MB. Save the part that" in page
    assert not WaitingCapture.objects.exists()


def test_a_pdf_with_too_many_pages(desk_client):
    page = refuse(desk_client("ana"), create_pdf(*["Milk is dear."] * 1600), "minutes.pdf")
    assert "1600 pages, and at most 1500 are read" in page
    assert "choose the first and the last page" in page


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "minutes.pdf", "PNG picture"),
        (b"\x00\x01\x02\x03unknown" * 9, "minutes.xyz", "PDF, .docx"),
        (b"PK\x03\x04" + bytes(40), "minutes.zip", "Unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "minutes.doc", "Save it as .docx"),
        (b"{\\rtf1 Milk}", "minutes.rtf", "Save it as .docx"),
        (b"%PDF-1.4 broken", "minutes.pdf", "broken"),
    ],
)
def test_a_file_of_another_kind(desk_client, raw, name, says):
    assert says in refuse(desk_client("ana"), raw, name)


def test_a_large_file_that_the_worker_refuses(desk_client, settings):
    settings.READ_AT_ONCE_BYTES = 1000
    page = refuse(desk_client("ana"), b"PK\x03\x04word/document.xml" + bytes(2000), "minutes.docx")
    assert "This Word document is broken" in page


def test_a_pasted_text_is_kept_too(desk_client):
    data = SOURCE | TYPED | {"text": "Milk is dear.", "address": "https://192.0.2.1/a"}
    response = desk_client("ana").post(READ, data)
    assert fill_form(response.content.decode(), 1)["text"][0].strip() == "Milk is dear."
