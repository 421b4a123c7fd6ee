"""The content decides the media type, then the file name and the Content-Type header."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.media_types import HTML, MEDIA_TYPES, PDF, TEXT, ParseError, detect_media_type


@pytest.mark.parametrize(
    ("name", "raw", "declared", "media_type"),
    [
        ("page.html", b"", "", HTML),
        ("PAGE.HTM", b"text", "", HTML),
        ("page", b"  <!DOCTYPE html><p>", "", HTML),
        ("page", b"<html>", "", HTML),
        ("page.txt", b"<!-- saved -->\n<HTML lang=en>", "", HTML),
        ("page", b'<?xml version="1.0"?>\n<!DOCTYPE html><html>', "text/xml", HTML),
        ("page", codecs.BOM_UTF8 + b"<!doctype html>", "", HTML),
        ("page", codecs.BOM_UTF16_LE + "<!doctype html>".encode("utf-16-le"), "", HTML),
        ("words.txt", b"text", "", TEXT),
        ("words.txt", "text".encode("utf-16"), "", TEXT),
        ("words.txt", b"<htmlish> is no tag", "", TEXT),
        ("", b"<p>words", "text/html", HTML),
        ("", b"<p>words", "application/xhtml+xml", HTML),
        ("", b"<html>", "image/png", HTML),
        ("", b"text", "text/plain", TEXT),
        ("", b"text", "application/octet-stream", TEXT),
        ("report.pdf", b"%PDF-1.7", "", PDF),
        ("", b"%PDF-1.7", "text/html", PDF),
        ("", b"\n\n%PDF-1.7", "application/octet-stream", PDF),
        ("", b"%PDF-1.7\n\x00\xff", "", PDF),
    ],
)
def test_the_media_type_is_detected(name, raw, declared, media_type):
    assert detect_media_type(name, raw, declared) == media_type


@pytest.mark.parametrize(
    ("name", "raw", "declared"),
    [
        ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ""),
        ("words.txt", b"PK\x03\x04\x14\x00", ""),
        ("", b"text", "image/png"),
        ("", b"<rss>", "application/rss+xml"),
        ("report.pdf", b"text", ""),
        ("", b"text", "application/pdf"),
    ],
)
def test_other_files_are_refused(name, raw, declared):
    with pytest.raises(ParseError):
        detect_media_type(name, raw, declared)


@given(st.text(max_size=9), st.binary(max_size=2000), st.text(max_size=20))
def test_any_bytes_have_a_media_type_or_are_refused_with_a_message(name, raw, declared):
    try:
        assert detect_media_type(name, raw, declared) in MEDIA_TYPES
    except ParseError as error:
        assert str(error).endswith(".")
