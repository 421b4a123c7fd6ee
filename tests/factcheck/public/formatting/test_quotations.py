"""Quotations are shown without the line ends of their source."""

import pytest

from factcheck.public.templatetags.factcheck import join_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a rise of\n4 percent", "a rise of 4 percent"),
        ("a rise of \n  4 percent", "a rise of 4 percent"),
        ("One paragraph.\n\nAnother\none.", "One paragraph.\nAnother one."),
        ("鉄を\n買った", "鉄を買った"),
        ("no line end", "no line end"),
    ],
)
def test_a_line_end_inside_a_paragraph_is_a_space(text, shown):
    assert join_lines(text) == shown
