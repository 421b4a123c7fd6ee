"""The first bytes say what a file is; its name and its server are heard after them."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.media_types import HTML, PDF, TEXT, Unreadable, media_type_of


@pytest.mark.parametrize(
    ("name", "raw", "declared", "kind"),
    [
        ("page.html", b"", "", HTML),
        ("PAGE.HTM", b"words", "", HTML),
        ("page", b"  <!DOCTYPE html><p>", "", HTML),
        ("page", b"<html>", "", HTML),
        ("page.txt", b"<!-- saved -->\n<HTML lang=en>", "", HTML),
        ("page", b'<?xml version="1.0"?>\n<!DOCTYPE html><html>', "text/xml", HTML),
        ("page", codecs.BOM_UTF8 + b"<!doctype html>", "", HTML),
        ("page", codecs.BOM_UTF16_LE + "<!doctype html>".encode("utf-16-le"), "", HTML),
        ("words.txt", b"words", "", TEXT),
        ("words.txt", "words".encode("utf-16"), "", TEXT),
        ("words.txt", b"<htmlish> is no tag", "", TEXT),
        ("", b"<p>words", "text/html", HTML),
        ("", b"<p>words", "application/xhtml+xml", HTML),
        ("", b"<html>", "image/png", HTML),
        ("", b"words", "text/plain", TEXT),
        ("", b"words", "application/octet-stream", TEXT),
        ("report.pdf", b"%PDF-1.7", "", PDF),
        ("", b"%PDF-1.7", "text/html", PDF),
        ("", b"\n\n%PDF-1.7", "application/octet-stream", PDF),
        ("", b"%PDF-1.7\n\x00\xff", "", PDF),
    ],
)
def test_the_kind_is_known(name, raw, declared, kind):
    assert media_type_of(name, raw, declared) == kind


@pytest.mark.parametrize(
    ("name", "raw", "declared"),
    [
        ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ""),
        ("words.txt", b"PK\x03\x04\x14\x00", ""),
        ("", b"words", "image/png"),
        ("", b"{}", "application/json"),
        ("", b"<rss>", "application/rss+xml"),
        ("report.pdf", b"words", ""),
        ("", b"words", "application/pdf"),
    ],
)
def test_what_is_neither_page_nor_pdf_nor_text_is_refused(name, raw, declared):
    with pytest.raises(Unreadable):
        media_type_of(name, raw, declared)


@given(st.text(max_size=9), st.binary(max_size=2000), st.text(max_size=20))
def test_anything_is_of_a_kind_or_refused_with_a_sentence(name, raw, declared):
    try:
        assert media_type_of(name, raw, declared) in (TEXT, HTML, PDF)
    except Unreadable as refused:
        assert str(refused).endswith(".")
