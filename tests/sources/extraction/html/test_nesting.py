"""Pages are cut where they are nested too deeply, and only there."""

from time import process_time

import pytest
from selectolax.lexbor import LexborHTMLParser

from sources.extraction.html.nesting import MAX_DEPTH, cut_deep_nesting
from sources.extraction.html.page import extract_page_article
from sources.extraction.text import extract_text
from sources.media_types import HTML, ParseError

MAX_SECONDS = 3  # for a page of 1 MB, on a busy machine too; a free one needs less than one


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<a><div>",
        "<div></b>",
        "<div><!--</div>-->",
        "<!--><div>",
        "<div><script></div></script>",
        "<div title='</div>'>",
        "<DIV\n class=a/>",
    ],
)
def test_a_page_that_is_nested_too_deeply_is_cut_and_refused(unit):
    html = unit * (1_000_000 // len(unit))
    start = process_time()
    cut = cut_deep_nesting(html)
    LexborHTMLParser(cut)
    assert process_time() - start < MAX_SECONDS
    assert len(cut) < len(unit) * (MAX_DEPTH + 1)
    with pytest.raises(ParseError, match="nested too deeply"):
        extract_page_article(html)


def test_a_refusal_does_not_parse_the_page():
    start = process_time()
    with pytest.raises(ParseError):
        extract_text("<div>" * 200_000 + '{"articleBody": "x"}', HTML)
    assert process_time() - start < MAX_SECONDS


@pytest.mark.parametrize(
    "html",
    [
        "<div>x</div>" * 20_000,
        "<p>x<li>y<br>" * 20_000,
        "<script>" + "'<div>' + " * 20_000 + "</script><p>x",
        "<!-- " + "<div>" * 20_000 + " --><p>x",
        "<textarea>" + "<div>" * 20_000 + "</textarea>",
        "<a title='" + "<div>" * 20_000 + "'>x</a>",
        "<div>" * MAX_DEPTH,
        "a < b " * 20_000,
    ],
)
def test_other_pages_are_not_cut(html):
    assert cut_deep_nesting(html) == html


@pytest.mark.parametrize(
    "html", ["<" * 1_000_000, "<a " * 330_000, "<a ='" * 200_000, "<!--" * 250_000,
             "<script" * 140_000, "<a b" + " " * 1_000_000, "</script>" * 110_000]
)  # fmt: skip
def test_a_hostile_page_is_measured_in_time(html):
    start = process_time()
    cut_deep_nesting(html)
    assert process_time() - start < MAX_SECONDS
