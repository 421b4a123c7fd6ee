"""Markdown becomes HTML that cannot harm readers."""

import pytest

from factcheck.public.formatting.markdown import render_markdown

DANGEROUS = (
    "<script",
    "<img",
    "<iframe",
    'href="javascript',
    'href="data',
    "<a style",
    "<a on",
)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://elsewhere.example/pixel.gif)",
        '<a href="https://x.example" style="color:red" onclick="x()">x</a>',
        "<iframe src=https://x.example></iframe>",
        "<javascript:alert(1)>",
    ],
)
def test_dangerous_markup_is_removed(text):
    html = render_markdown(text)
    for markup in DANGEROUS:
        assert markup not in html.lower()


def test_ordinary_markup_is_kept():
    html = render_markdown(
        "**Bold**, *italic*, `4 %`\n\n- one\n- two\n\n> quote\n\n[law](https://law.example)"
    )
    for element in (
        "<strong>Bold</strong>",
        "<em>italic</em>",
        "<code>4 %</code>",
        "<li>one</li>",
        "<blockquote>",
        '<a href="https://law.example" rel="noopener nofollow">law</a>',
    ):
        assert element in html


def test_headings_are_below_those_of_the_page():
    assert render_markdown("# Title\n\n#### Deep") == "<h3>Title</h3>\n<h5>Deep</h5>\n"


def test_a_table_is_kept():
    assert "<td>2</td>" in render_markdown("| a | b |\n|---|---|\n| 1 | 2 |")
