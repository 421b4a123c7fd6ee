"""Untrusted files are parsed within limits and without our secrets, or refused."""

import io
import os
import subprocess
import sys
import time
import zipfile
from bisect import bisect_right

import pytest

from sources.extraction import progress, sandbox
from sources.extraction.limits import PageRange, get_memory_limit, get_time_limit
from sources.extraction.sandbox import extract_in_sandbox
from sources.extraction.text import extract_text
from sources.media_types import DOCX, HTML, MAIL, PDF, TEXT, XLSX, ParseError
from tests.helpers.office_files import create_docx, create_xlsx
from tests.helpers.pdfs import create_pdf
from tests.helpers.translations import read_in_german
from tests.sources.extraction.test_mail import LETTER
from tests.sources.extraction.test_text import PAGE

WORDS = "<p>The office reported a rise of four percent in the year, and farmers doubt it.</p>"


@pytest.mark.parametrize(
    ("raw", "media_type", "encoding"),
    [
        (PAGE.format(charset="utf-8", title="On trade").encode(), HTML, ""),
        (PAGE.format(charset="", title="On trade").encode("latin-1"), HTML, "latin-1"),
        (create_pdf("first", "second"), PDF, ""),
        (create_docx("first", "second"), DOCX, ""),
        (create_xlsx(A=[["first", 2]]), XLSX, ""),
        (LETTER.encode(), MAIL, ""),
        ("Größe".encode(), TEXT, ""),
    ],
)
def test_the_sandbox_returns_the_result_of_the_extractor(raw, media_type, encoding):
    expected = extract_text(raw, media_type, encoding)
    assert extract_in_sandbox(raw, media_type, encoding) == expected


def test_an_error_has_the_message_of_the_extractor():
    with pytest.raises(ParseError, match="No article was found"):
        extract_in_sandbox(b"<html><body></body></html>", HTML)


def test_an_error_is_shown_in_the_language_of_the_user(tmp_path):
    page = b"<html><body>text</body></html>"
    with pytest.raises(ParseError) as caught:
        extract_in_sandbox(page, HTML, "utf-99")
    assert caught.value.message == "There is no encoding named “%(encoding)s”."
    assert caught.value.params == {"encoding": "utf-99"}
    with read_in_german(tmp_path, {caught.value.message: "Kodierung „%(encoding)s“ unbekannt."}):
        assert str(caught.value) == "Kodierung „utf-99“ unbekannt."


def test_the_subprocess_starts_without_django():
    code = "import sys, sources.extraction.sandbox; print('django' in sys.modules)"
    command = [sys.executable, "-c", code]
    assert subprocess.check_output(command, env={}, cwd=sandbox.ROOT) == b"False\n"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><article><p>" + "<span>word</span> " * 90_000,
        "<html><body><article " + " ".join(f"a{n}=1" for n in range(90_000)) + f">{WORDS * 9}",
    ],
    ids=["spans", "attributes"],
)
def test_a_page_made_to_be_slow_is_refused_in_time(page):
    started_at = time.monotonic()
    with pytest.raises(ParseError, match="takes too long or too much memory"):
        extract_in_sandbox(page.encode(), HTML, timeout_seconds=1)
    assert time.monotonic() - started_at < 8


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><article>" + "<table><tr><td>" * 1500 + WORDS * 5,
        "<html><body>" + "<div>" * 100_000 + WORDS * 5,
        "<html><body>" + "<b><i>" * 20_000 + WORDS * 5,
        f"<html><body><article class='{'x' * 900_000}'>{WORDS * 20}</article>",
        "<html><body><article>" + "<p>" * 20_000 + WORDS * 5,
        "<" * 100_000,
        "<html>" + "&" * 100_000,
    ],
    ids=["tables", "divs", "bolds", "attribute", "paragraphs", "brackets", "ampersands"],
)
def test_a_deeply_nested_or_huge_page_is_read_or_refused(page):
    try:
        assert extract_in_sandbox(page.encode(), HTML).text.strip()
    except ParseError as error:
        assert str(error).endswith(".")


def test_the_subprocess_has_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "confidential")
    run_options = {}

    def run(command, **options):
        run_options.update(options)
        raise ValueError

    monkeypatch.setattr(sandbox.subprocess, "run", run)
    with pytest.raises(ParseError):
        extract_in_sandbox(b"<html>", HTML)
    assert not set(run_options["env"]) & {"SECRET_KEY", "DATABASE_URL", "PATH", "HOME"}
    assert "SECRET_KEY" in os.environ


def test_a_subprocess_that_crashes_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ParseError, match="takes too long"):
        extract_in_sandbox(b"<html>", HTML)


def test_a_part_of_a_pdf_keeps_its_page_numbers():
    raw = create_pdf("first", "second", "third")
    extracted = extract_in_sandbox(raw, PDF, page_range=PageRange(2, 3))
    assert "first" not in extracted.text and "third" in extracted.text
    assert bisect_right(extracted.pages, extracted.text.index("second")) == 2
    assert bisect_right(extracted.pages, extracted.text.index("third")) == 3


def test_a_pdf_with_too_many_pages_is_refused_with_their_number():
    with pytest.raises(ParseError, match="has 3 pages, and at most 2 are read") as caught:
        extract_in_sandbox(create_pdf("a", "b", "c"), PDF, page_range=PageRange(limit=2))
    assert caught.value.params["count"] == 3


def test_the_progress_of_a_pdf_is_reported():
    reported = []
    extract_in_sandbox(
        create_pdf("a", "b"), PDF, report_progress=lambda *numbers: reported.append(numbers)
    )
    assert reported == [(1, 2), (2, 2)]


def test_the_progress_is_written_for_each_percent(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(progress._Writer, "stream", stream)
    for page in range(1, 1501):
        progress.report(page, 1500)
    lines = stream.getvalue().splitlines(keepends=True)
    assert [progress.parse_line(line) for line in (lines[0], lines[-1])] == [
        (15, 1500),
        (1500, 1500),
    ]
    assert len(lines) == 100
    assert progress.parse_line("Traceback") is None


def test_the_limits_grow_with_the_size():
    small, large = 100_000, 50_000_000
    assert get_time_limit(small, HTML) < 7 < 100 < get_time_limit(large, HTML)
    assert get_time_limit(large, PDF) > get_time_limit(large, PDF, PageRange(1, 10))
    assert get_memory_limit(small) < get_memory_limit(large) <= 3 << 30


def create_zip_bomb(name: str, content: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(name, content)
    return output.getvalue()


@pytest.mark.parametrize(
    ("name", "media_type"), [("word/document.xml", DOCX), ("xl/workbook.xml", XLSX)]
)
def test_a_file_that_unpacks_to_very_much_is_refused(name, media_type):
    raw = create_zip_bomb(name, bytes(600_000_000))
    assert len(raw) < 1_000_000
    with pytest.raises(ParseError, match="unpacks to 600 MB"):
        extract_in_sandbox(raw, media_type)


ENTITIES = b'<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY b "bbbb">%s]>'
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))


def inject(raw: bytes, name: str, words: bytes, reference: bytes) -> bytes:
    """A copy of an Office file in which an entity stands in place of `words`."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = {entry: archive.read(entry) for entry in archive.namelist()}
    start, declaration, rest = entries[name].partition(b"?>")
    if not declaration:
        start, rest = b'<?xml version="1.0" encoding="UTF-8"', start
    entities = ENTITIES % (b'<!ENTITY l0 "ha">' + LAUGHS)
    entries[name] = start + b"?>" + entities + rest.replace(words, words + reference)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return output.getvalue()


@pytest.mark.parametrize("reference", [b"&secret;", b"&l9;"])
@pytest.mark.parametrize(
    ("raw", "name", "media_type"),
    [
        (create_docx("milk"), "word/document.xml", DOCX),
        (create_xlsx(A=[["milk"]]), "xl/worksheets/sheet1.xml", XLSX),
        (create_xlsx(milk=[["a"]]), "xl/workbook.xml", XLSX),
    ],
)
def test_no_entity_of_an_office_file_is_resolved(raw, name, media_type, reference):
    try:
        extracted = extract_in_sandbox(inject(raw, name, b"milk", reference), media_type)
    except ParseError:
        return
    words = extracted.text + "".join(part.label for part in extracted.parts)
    assert "root:" not in words and "haha" not in words
