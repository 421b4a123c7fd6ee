"""Untrusted files are parsed within limits and without our secrets, or refused."""

import os
import subprocess
import sys
import time

import pytest

from sources.extraction import sandbox
from sources.extraction.sandbox import extract_in_sandbox
from sources.extraction.text import extract_text
from sources.media_types import HTML, PDF, TEXT, ParseError
from tests.helpers.pdfs import create_pdf
from tests.helpers.translations import read_in_german
from tests.sources.extraction.test_text import PAGE

WORDS = "<p>The office reported a rise of four percent in the year, and farmers doubt it.</p>"


@pytest.mark.parametrize(
    ("raw", "media_type", "encoding"),
    [
        (PAGE.format(charset="utf-8", title="On trade").encode(), HTML, ""),
        (PAGE.format(charset="", title="On trade").encode("latin-1"), HTML, "latin-1"),
        (create_pdf("first", "second"), PDF, ""),
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
