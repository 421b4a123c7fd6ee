"""A word diff shows whole words and loses nothing of either text."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.core.text_diff import ADDED, REMOVED, SAME, diff_words


def diff_as_pairs(old, new):
    return [(segment.kind, segment.text) for segment in diff_words(old, new)]


def test_a_changed_number_is_shown_whole():
    assert diff_as_pairs("rose by 12 percent", "rose by 14 percent") == [
        (SAME, "rose by "),
        (REMOVED, "12"),
        (ADDED, "14"),
        (SAME, " percent"),
    ]


def test_line_ends_within_a_paragraph_are_no_change():
    assert diff_as_pairs("one\ntwo three", "one two\nthree") == [(SAME, "one two three")]


def test_one_word_between_two_changes_is_shown_as_part_of_the_change():
    assert diff_as_pairs("x a z tail of it", "b a c tail of it") == [
        (REMOVED, "x a z"),
        (ADDED, "b a c"),
        (SAME, " tail of it"),
    ]


def test_the_break_between_paragraphs_is_never_marked():
    segments = diff_words("Kept.", "Kept.\n\nNew one.\n\nNew two.")
    assert [segment.kind for segment in segments if segment.text == "\n\n"] == [SAME, SAME]


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_both_texts_can_be_restored_from_the_diff(old, new):
    segments = diff_words(old, new)
    for text, excluded in ((old, ADDED), (new, REMOVED)):
        restored = "".join(segment.text for segment in segments if segment.kind != excluded)
        assert restored.split() == text.split()
