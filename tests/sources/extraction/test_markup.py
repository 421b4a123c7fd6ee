"""Markup inside of a plain text is not captured without a word."""

import pytest

from sources.extraction.markup import find_markup
from sources.extraction.text import extract_text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Words <b>never</b> <i>said</i> by <a href=x>him</a>.", "HTML or XML tags"),
        ("Words<br>never<br>said<br>by him.", "HTML or XML tags"),
        ("We <a:x>paid</a:x> <a:x>a</a:x> <b>crown</b>", "HTML or XML tags"),
        ("Words&nbsp;never&nbsp;said &ndash; by him.", "character codes of HTML"),
        ("The treasurer=E2=80=99s letter =E2=80=93 says=20\nso.", "encoded as in a mail"),
        ("a\n" + "\n".join(["QUJD" * 19] * 4), "base64"),
        ("We \\b never\\b0  paid.\\par\\pard No.\\par", "codes of RTF"),
        ("x\n" + "00:01.000 --> 00:02.000\nwords\n" * 3, "times of subtitles"),
    ],
)
def test_markup_is_named(text, message):
    ((found, params),) = extract_text(text.encode()).warnings
    assert message in found % params


@pytest.mark.parametrize(
    "text",
    [
        "We never paid a single crown.",
        "Write <b>words</b> for bold words.",
        "Research & development; 4 < 5 and 6 > 5.",
        "x = E2 + 4",
        "See C:\\parts\\b0 and \\f1",
        "abc " * 50,
    ],
)
def test_ordinary_text_has_no_warning(text):
    assert find_markup(text) == ()


@pytest.mark.parametrize("piece", ["</b>", "&amp", "=E2=80", "A" * 76, "\\par", "00:01 ", "<", "="])
def test_a_large_text_is_searched_quickly(piece):
    find_markup(piece * (1_000_000 // len(piece)))
