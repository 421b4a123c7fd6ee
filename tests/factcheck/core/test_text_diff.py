"""A difference is read word by word, and nothing of either text is lost in it."""

from hypothesis import given as holds_for
from hypothesis import strategies as st

from factcheck.core import text_diff


def kinds(old, new):
    return [(piece.kind, piece.text) for piece in text_diff(old, new)]


def test_a_changed_number_shows_whole():
    assert kinds("rose by 12 percent", "rose by 14 percent") == [
        ("same", "rose by "),
        ("gone", "12"),
        ("new", "14"),
        ("same", " percent"),
    ]


def test_line_ends_within_a_paragraph_are_no_change():
    assert kinds("one\ntwo three", "one two\nthree") == [("same", "one two three")]


def test_one_word_between_two_changes_reads_as_part_of_them():
    assert kinds("x a z tail of it", "b a c tail of it") == [
        ("gone", "x a z"),
        ("new", "b a c"),
        ("same", " tail of it"),
    ]


def test_the_space_between_paragraphs_is_never_marked():
    pieces = text_diff("Kept.", "Kept.\n\nNew one.\n\nNew two.")
    assert [piece.kind for piece in pieces if piece.text == "\n\n"] == ["same", "same"]


@holds_for(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_both_texts_can_be_read_off(old, new):
    pieces = text_diff(old, new)
    for text, other in ((old, "new"), (new, "gone")):
        kept = "".join(piece.text for piece in pieces if piece.kind != other)
        assert kept.split() == text.split()
