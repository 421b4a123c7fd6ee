"""What the desk writes in Markdown can do no harm to readers."""

import pytest

from factcheck.public.formatting.markdown import rendered


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
def test_nothing_dangerous_comes_through(text):
    made = rendered(text)
    for harm in (
        "<script",
        "<img",
        "<iframe",
        'href="javascript',
        'href="data',
        "<a style",
        "<a on",
    ):
        assert harm not in made.lower()


def test_what_the_desk_needs_comes_through():
    made = rendered(
        "**Bold**, *leaning*, `4 %`\n\n- one\n- two\n\n> said\n\n[law](https://law.example)"
    )
    for wanted in ("<strong>Bold</strong>", "<em>leaning</em>", "<code>4 %</code>", "<li>one</li>"):
        assert wanted in made
    assert "<blockquote>" in made
    assert '<a href="https://law.example" rel="noopener nofollow">law</a>' in made


def test_headings_come_below_those_of_the_page():
    assert rendered("# Title\n\n#### Deep") == "<h3>Title</h3>\n<h5>Deep</h5>\n"


def test_a_table_stays_a_table():
    assert "<td>2</td>" in rendered("| a | b |\n|---|---|\n| 1 | 2 |")
