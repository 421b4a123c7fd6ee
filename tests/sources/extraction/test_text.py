"""From bytes to text: what cannot be read for certain is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.extraction.text import decode, extract, tidy
from sources.media_types import HTML, TEXT, Unreadable

PAGE = """<!doctype html><html lang="en">
<head><meta charset="{charset}"><title>{title}</title></head>
<body><nav>Home News Sport</nav><article><h1>{title}</h1>
<p>The statistical office reported a rise of 4 percent, and the minister did not say where his own
figure of twelve percent had come from when he was asked about it on Monday.</p>
<p>Farmers in the région doubt both figures, because the harvest was the worst in a decade and the
border was closed for most of the summer, they told the newspaper.</p></article></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_marked_encoding_is_read(encoding):
    assert extract("Größe: 4 %".encode(encoding)).text == "Größe: 4 %"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_is_known_by_its_mark(mark):
    name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert extract(mark + "words".encode(name)).text == "words"


def test_an_encoding_that_was_given_is_used():
    assert extract("Größe".encode("latin-1"), TEXT, "latin-1").text == "Größe"


def test_an_unmarked_encoding_is_not_guessed():
    with pytest.raises(Unreadable, match="Say which encoding it has"):
        extract("Größe".encode("latin-1"))


def test_an_unknown_encoding_is_named():
    with pytest.raises(Unreadable, match="no encoding named “klingon”"):
        decode(b"words", "klingon")


@pytest.mark.parametrize("raw", [b"", b"  \n", b"a\x00b", b"\xef\xbb\xbf"])
def test_what_is_no_text_is_refused(raw):
    with pytest.raises(Unreadable):
        extract(raw)


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(Unreadable, match="surrogate"):
        extract("a\ud800b")


@given(st.binary(max_size=200), st.sampled_from([TEXT, HTML]))
def test_any_bytes_are_read_or_refused(raw, media_type):
    try:
        assert extract(raw, media_type).text.strip()
    except Unreadable as error:
        assert str(error)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_tidying_changes_line_ends_only(text):
    if not text.removeprefix("\ufeff").strip():
        return
    tidied = tidy(text)
    assert "\r" not in tidied
    assert tidy(tidied).removeprefix("\ufeff") == tidied.removeprefix("\ufeff")
    assert tidied.replace("\n", "") == text.removeprefix("\ufeff").replace("\r", "").replace(
        "\n", ""
    )


def test_a_normalisation_is_kept():
    assert extract("e\u0301 é".encode()).text == "e\u0301 é"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_page_is_read_as_it_declares_and_leaves_its_furniture_behind(charset):
    page = PAGE.format(charset=charset, title="On trade").encode(charset)
    read = extract(page, HTML)
    assert "région doubt both figures" in read.text
    assert "Home News Sport" not in read.text
    assert read.title == "On trade"


def test_a_page_without_an_article_is_refused():
    with pytest.raises(Unreadable, match="No article was found"):
        extract("<html><body></body></html>", HTML)


@pytest.mark.parametrize(
    ("root", "language"),
    [
        ('<html lang="de-AT">', "de-AT"),
        ('<html xml:lang="pt_BR">', "pt-BR"),
        ("<html>", ""),
        ('<html lang="<script>">', ""),
        (f'<html lang="en{"-aa" * 40}">', ""),
    ],
)
def test_the_language_is_what_the_markup_says(root, language):
    page = PAGE.format(charset="utf-8", title="On trade").replace('<html lang="en">', root)
    assert extract(page, HTML).language == language


def test_the_canonical_address_is_what_the_head_says():
    link = '<link rel="canonical" href=" https://news.example/milk ">'
    page = PAGE.format(charset="utf-8", title="On trade")
    assert extract(page.replace("</head>", link + "</head>"), HTML).canonical == (
        "https://news.example/milk"
    )
