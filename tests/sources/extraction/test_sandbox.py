"""What comes from outside is read in time, in bounds and without our secrets, or refused."""

import os
import sys
import time

import pytest

from sources.extraction import sandbox
from sources.extraction.sandbox import read_apart
from sources.extraction.text import extract
from sources.media_types import HTML, PDF, TEXT, Unreadable
from tests.helpers.pdfs import pdf
from tests.sources.extraction.test_text import PAGE

WORDS = "<p>The office reported a rise of four percent in the year, and farmers doubt it.</p>"


@pytest.mark.parametrize(
    ("raw", "kind", "encoding"),
    [
        (PAGE.format(charset="utf-8", title="On trade").encode(), HTML, ""),
        (PAGE.format(charset="", title="On trade").encode("latin-1"), HTML, "latin-1"),
        (pdf("first", "second"), PDF, ""),
        ("Größe".encode(), TEXT, ""),
    ],
)
def test_it_is_read_as_anywhere_else(raw, kind, encoding):
    assert read_apart(raw, kind, encoding) == extract(raw, kind, encoding)


def test_a_refusal_is_the_same_sentence():
    with pytest.raises(Unreadable, match="No article was found"):
        read_apart(b"<html><body></body></html>", HTML)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><article><p>" + "<span>word</span> " * 90_000,
        "<html><body><article " + " ".join(f"a{n}=1" for n in range(90_000)) + f">{WORDS * 9}",
    ],
    ids=["spans", "attributes"],
)
def test_a_page_made_to_keep_us_busy_is_refused_in_time(page):
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="takes too long or too much memory"):
        read_apart(page.encode(), HTML, seconds=1)
    assert time.monotonic() - begun < 8


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
def test_a_page_that_is_deep_or_huge_is_read_or_refused(page):
    try:
        assert read_apart(page.encode(), HTML).text.strip()
    except Unreadable as refused:
        assert str(refused).endswith(".")


def test_the_process_has_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    told = {}

    def run(command, **options):
        told.update(options)
        raise ValueError

    monkeypatch.setattr(sandbox.subprocess, "run", run)
    with pytest.raises(Unreadable):
        read_apart(b"<html>", HTML)
    assert not set(told["env"]) & {"SECRET_KEY", "DATABASE_URL", "PATH", "HOME"}
    assert "SECRET_KEY" in os.environ


def test_a_process_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Unreadable, match="takes too long"):
        read_apart(b"<html>", HTML)
