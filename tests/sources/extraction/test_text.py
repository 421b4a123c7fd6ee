"""Bytes become text; what cannot be decoded with certainty is refused."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.extraction.text import decode_text, extract_text, normalize_newlines
from sources.media_types import HTML, TEXT, ParseError

PAGE = """<!doctype html><html lang="en">
<head><meta charset="{charset}"><title>{title}</title></head>
<body><nav>Home News Sport</nav><article><h1>{title}</h1>
<p>The statistical office reported a rise of 4 percent, and the minister did not say where his own
figure of twelve percent had come from when he was asked about it on Monday.</p>
<p>Farmers in the région doubt both figures, because the harvest was the worst in a decade and the
border was closed for most of the summer, they said to the newspaper.</p></article></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_with_a_byte_order_mark_is_detected(encoding):
    assert extract_text("Größe: 4 %".encode(encoding)).text == "Größe: 4 %"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_is_detected_by_its_byte_order_mark(mark):
    name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert extract_text(mark + "words".encode(name)).text == "words"


def test_the_given_encoding_is_used():
    assert extract_text("Größe".encode("latin-1"), TEXT, "latin-1").text == "Größe"


def test_an_undeclared_encoding_is_not_guessed():
    with pytest.raises(ParseError, match="byte 2 cannot be read. It could be windows-1252: try"):
        extract_text("Größe".encode("latin-1"))


def test_the_message_names_an_unknown_encoding():
    with pytest.raises(ParseError, match="no encoding named “klingon”"):
        decode_text(b"words", "klingon")


@pytest.mark.parametrize("raw", [b"", b"  \n", b"a\x00b", b"\xef\xbb\xbf"])
def test_bytes_without_text_are_refused(raw):
    with pytest.raises(ParseError):
        extract_text(raw)


def test_a_lone_surrogate_is_refused():
    with pytest.raises(ParseError, match="surrogate"):
        extract_text("a\ud800b")


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from([TEXT, HTML]))
def test_any_bytes_are_read_or_refused(raw, media_type):
    try:
        assert extract_text(raw, media_type).text.strip()
    except ParseError as error:
        assert str(error)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_normalizing_newlines_changes_nothing_else(text):
    if not text.removeprefix("\ufeff").strip():
        return
    normalized = normalize_newlines(text)
    assert "\r" not in normalized
    assert normalize_newlines(normalized).removeprefix("\ufeff") == normalized.removeprefix(
        "\ufeff"
    )
    assert normalized.replace("\n", "") == text.removeprefix("\ufeff").replace("\r", "").replace(
        "\n", ""
    )


def test_the_unicode_normalization_is_kept():
    assert extract_text("e\u0301 é".encode()).text == "e\u0301 é"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_page_is_decoded_as_declared_and_loses_its_furniture(charset):
    page = PAGE.format(charset=charset, title="On trade").encode(charset)
    extracted = extract_text(page, HTML)
    assert "région doubt both figures" in extracted.text
    assert "Home News Sport" not in extracted.text
    assert extracted.title == "On trade"


def test_a_page_without_an_article_is_refused():
    with pytest.raises(ParseError, match="No article was found"):
        extract_text("<html><body></body></html>", HTML)


@pytest.mark.parametrize(
    ("root", "language"),
    [
        ('<html lang="de-AT">', "de-AT"),
        ('<html xml:lang="pt_BR">', "pt-BR"),
        ("<html>", None),
        ('<html lang="<script>">', None),
        (f'<html lang="en{"-aa" * 40}">', None),
    ],
)
def test_the_language_is_that_of_the_markup_or_marked_as_a_guess(root, language):
    page = PAGE.format(charset="utf-8", title="On trade").replace('<html lang="en">', root)
    extracted = extract_text(page, HTML)
    assert extracted.language == (language or "en")
    assert extracted.is_language_guessed == (language is None)


def test_the_canonical_url_is_that_of_the_head():
    link = '<link rel="canonical" href=" https://news.example/milk ">'
    page = PAGE.format(charset="utf-8", title="On trade")
    assert extract_text(page.replace("</head>", link + "</head>"), HTML).canonical_url == (
        "https://news.example/milk"
    )
