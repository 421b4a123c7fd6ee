"""Offsets reproduce the words, whatever the text is."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.quotes.anchoring import Place, context, places

# Few letters, so that words stand in several places; with letters outside the first plane,
# combining marks and white space of several kinds.
few = st.text("ab \n\u00a0é\u0301🙂", max_size=60)
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80)
texts = st.one_of(few, anything)


@st.composite
def marked(draw, text=texts):
    """A text and the spans of its body, in order."""
    said = draw(text.filter(bool))
    cuts = sorted(draw(st.sets(st.integers(0, len(said)), min_size=2, max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return said, spans


@st.composite
def quoted(draw):
    """A marked text with words of one of its spans."""
    said, spans = draw(marked())
    left, right = draw(st.sampled_from(spans))
    start = draw(st.integers(left, right - 1))
    return said, spans, said[start : draw(st.integers(start + 1, right))], start


@given(quoted(), st.text(max_size=3), st.text(max_size=3))
def test_every_place_reproduces_the_words_inside_its_span(case, prefix, suffix):
    text, spans, exact, _ = case
    for place in places(text, exact, spans, prefix, suffix):
        assert text[place.start : place.end] == exact
        assert place.span in spans
        assert place.span[0] <= place.start < place.end <= place.span[1]
        assert text[: place.start].endswith(prefix)
        assert text[place.end :].startswith(suffix)


@given(quoted())
def test_words_of_the_body_are_found_where_they_were_taken(case):
    text, spans, exact, start = case
    assert start in {place.start for place in places(text, exact, spans)}


@given(quoted())
def test_no_place_is_left_out(case):
    text, spans, exact, _ = case
    by_hand = [
        start
        for left, right in spans
        for start in range(left, right - len(exact) + 1)
        if text[start : start + len(exact)] == exact
    ]
    assert [place.start for place in places(text, exact, spans)] == by_hand


@given(quoted())
def test_its_own_neighbours_keep_a_place(case):
    text, spans, exact, start = case
    end = start + len(exact)
    found = places(text, exact, spans, text[max(0, start - 5) : start], text[end : end + 5])
    assert start in {place.start for place in found}


@given(marked(), texts)
def test_words_that_are_not_there_have_no_place(case, exact):
    text, spans = case
    assume(exact not in text)
    assert places(text, exact, spans) == []


def test_no_words_have_no_place():
    assert places("text", "", [[0, 4]]) == []


def test_overlapping_places_count():
    assert [place.start for place in places("aaaa", "aa", [[0, 4]])] == [0, 1, 2]


def test_words_across_two_spans_have_no_place():
    assert places("one two", "one two", [[0, 4], [4, 7]]) == []


@given(quoted(), st.integers(0, 40))
def test_the_context_stands_around_the_place_and_inside_its_span(case, limit):
    text, spans, exact, _ = case
    for place in places(text, exact, spans):
        before, after = context(text, place, limit)
        assert len(before) <= limit
        assert len(after) <= limit
        assert place.span[0] <= place.start - len(before)
        assert place.end + len(after) <= place.span[1]
        whole = text[place.start - len(before) : place.end + len(after)]
        assert whole == before + exact + after


@given(quoted(), st.integers(1, 40))
def test_the_context_is_cut_between_words_where_there_is_a_gap(case, limit):
    text, spans, exact, _ = case
    for place in places(text, exact, spans):
        before, after = context(text, place, limit)
        left, right = place.start - len(before), place.end + len(after)
        if left > place.span[0] and any(map(str.isspace, before)):
            assert text[left - 1].isspace() or text[left].isspace()
        if right < place.span[1] and any(map(str.isspace, after)):
            assert text[right - 1].isspace() or text[right].isspace()


def test_the_context_of_a_place_is_cut_between_words():
    text = "Somebody said that trade rose by 12 percent in that year alone."
    start = text.find("rose")
    place = Place(start, start + 4, (0, len(text)))
    assert context(text, place, 8) == (" trade ", " by 12 ")


# Cases of Apache Annotator's (Apache-2.0).
@pytest.mark.parametrize(
    ("text", "exact", "prefix", "suffix", "starts"),
    [
        ("lorem ipsum dolor amet yada yada", "yada", "", "", [23, 28]),
        ("bananas", "ana", "", "", [1, 3]),
        ("lorem ipsum dolor amet yada yada", "yada", "t ", "", [23]),
        ("lorem ipsum dolor amet yada yada", "o", "l", "r", [1, 15]),
        ("lorem ipsum dolor amet yada yada", "o", "l", "re", [1]),
        ("lorem ipsum dolor amet yada yada", "dolor", "oopsum ", "", []),
        ("lorem ipsum dolor amet yada yada", "dolor", "", "a", []),
    ],
)
def test_words_stand_only_between_the_given_neighbours(text, exact, prefix, suffix, starts):
    found = places(text, exact, [[0, len(text)]], prefix, suffix)
    assert [place.start for place in found] == starts
