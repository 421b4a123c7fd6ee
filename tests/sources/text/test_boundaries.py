"""Characters are never cut, and word boundaries are those of Unicode."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from sources.text.boundaries import (
    find_grapheme_boundary_after,
    find_grapheme_boundary_before,
    is_grapheme_boundary,
    is_word_boundary,
    snap_to_words,
)
from tests.helpers.fragment_search import WORD_BOUNDARY

composed = st.text(
    "ae\r\n e\u0301\u0323\u200d\ufe0f👩❤🇩🇪\u1100\u1161\u11a8\u0915\u094d\u0937", max_size=60
)
texts = st.one_of(composed, st.text(st.characters(exclude_categories=["Cs"]), max_size=60))


def list_boundaries(text: str) -> set[int]:
    return {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}


# ── graphemes ───────────────────────────────────────────────────────────────────────────────────
@given(texts)
def test_grapheme_boundaries_are_those_between_clusters(text):
    boundaries = {i for i in range(len(text) + 1) if is_grapheme_boundary(text, i)}
    assert boundaries == list_boundaries(text)


@given(texts, st.data())
def test_the_nearest_grapheme_boundaries_are_found(text, data):
    offset = data.draw(st.integers(0, len(text)))
    boundaries = list_boundaries(text)
    before = max(boundary for boundary in boundaries if boundary <= offset)
    after = min(boundary for boundary in boundaries if boundary >= offset)
    assert find_grapheme_boundary_before(text, offset) == before
    assert find_grapheme_boundary_after(text, offset) == after


@pytest.mark.parametrize("flags", [1000, 1001])
def test_a_long_row_of_flags_is_cut_between_flags(flags):
    text = "x" + "🇩🇪" * flags
    assert is_grapheme_boundary(text, 1 + 2 * 500)
    assert not is_grapheme_boundary(text, 2 + 2 * 500)


def test_inside_an_endless_cluster_no_boundary_is_found():
    text = "a" + "\u0301" * 1000
    assert find_grapheme_boundary_before(text, 500) is None
    assert find_grapheme_boundary_after(text, 500) is None


# ── words ───────────────────────────────────────────────────────────────────────────────────────
@given(st.text(max_size=9))
def test_each_word_boundary_is_one_by_the_rules_of_unicode(text):
    boundaries = {0, len(text)} | {match.start() for match in WORD_BOUNDARY.finditer(text)}
    inner = range(1, len(text))
    between_spaces = {i for i in inner if text[i - 1].isspace() and text[i].isspace()}
    at_controls = {i for i in inner if ord(text[i - 1]) < 32 or ord(text[i]) < 32}
    found = {i for i in range(len(text) + 1) if is_word_boundary(text, i)}
    assert found <= boundaries | between_spaces | at_controls


def test_a_halfwidth_sound_mark_belongs_to_the_letter_before_it():
    assert not is_word_boundary(":\uff9e", 1)


def test_a_number_with_its_points_and_commas_is_one_word():
    assert not any(is_word_boundary("It cost 3,000.50 euros", i) for i in range(9, 16))


@pytest.mark.parametrize(
    ("text", "selected", "whole"),
    [
        ("The exports rose by 1,500.50 euros.", "xports rose by 1", "exports rose by 1,500.50"),
        ("It’s theirs.", "s their", "It’s theirs"),
        ("Мінская дамова", "інс", "Мінская"),
        ("e\u0301te\u0301 fini", "t", "e\u0301te\u0301"),
        ("A 4% rise", "4", "4"),
        ("well-known", "well", "well"),
        ("部長は鉄を買った。", "鉄を買", "鉄を買"),
        ("ผู้ว่าการกล่าว", "ว่าการ", "ว่าการ"),
        ("x" * 500, "x" * 10, "x" * 10),
        ("whole", "whole", "whole"),
    ],
)
def test_a_selection_is_extended_to_whole_words(text, selected, whole):
    start = text.index(selected)
    start, end = snap_to_words(text, start, start + len(selected))
    assert text[start:end] == whole
