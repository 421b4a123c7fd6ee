"""Offsets reproduce the words, whatever the text is."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.quotes.anchoring import Occurrence, find_occurrences, get_context

# Few characters, so that words occur several times; among them characters outside the Basic
# Multilingual Plane, combining marks and several kinds of white space.
few_characters = st.text("ab \n\u00a0é\u0301🙂", max_size=60)
any_characters = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80
)
texts = st.one_of(few_characters, any_characters)


@st.composite
def texts_with_spans(draw, strategy=texts):
    """A text and the spans that are its article text, in order."""
    text = draw(strategy.filter(bool))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, spans


@st.composite
def quotes(draw):
    """A text with spans, and words from one of them with their offset."""
    text, spans = draw(texts_with_spans())
    left, right = draw(st.sampled_from(spans))
    start = draw(st.integers(left, right - 1))
    return text, spans, text[start : draw(st.integers(start + 1, right))], start


@given(quotes(), st.text(max_size=3), st.text(max_size=3))
def test_every_occurrence_reproduces_the_words_inside_its_span(quote, prefix, suffix):
    text, spans, exact, _ = quote
    for occurrence in find_occurrences(text, exact, spans, prefix, suffix):
        assert text[occurrence.start : occurrence.end] == exact
        assert occurrence.span in spans
        assert occurrence.span[0] <= occurrence.start < occurrence.end <= occurrence.span[1]
        assert text[: occurrence.start].endswith(prefix)
        assert text[occurrence.end :].startswith(suffix)


@given(quotes())
def test_words_are_found_where_they_were_taken_from(quote):
    text, spans, exact, start = quote
    assert start in {occurrence.start for occurrence in find_occurrences(text, exact, spans)}


@given(quotes())
def test_no_occurrence_is_left_out(quote):
    text, spans, exact, _ = quote
    expected = [
        start
        for left, right in spans
        for start in range(left, right - len(exact) + 1)
        if text[start : start + len(exact)] == exact
    ]
    found = [occurrence.start for occurrence in find_occurrences(text, exact, spans)]
    assert found == expected


@given(quotes())
def test_an_occurrence_is_found_between_its_own_context(quote):
    text, spans, exact, start = quote
    end = start + len(exact)
    prefix, suffix = text[max(0, start - 5) : start], text[end : end + 5]
    occurrences = find_occurrences(text, exact, spans, prefix, suffix)
    assert start in {occurrence.start for occurrence in occurrences}


@given(texts_with_spans(), texts)
def test_words_that_are_not_in_the_text_do_not_occur(text_with_spans, exact):
    text, spans = text_with_spans
    assume(exact not in text)
    assert find_occurrences(text, exact, spans) == []


def test_empty_words_do_not_occur():
    assert find_occurrences("text", "", [[0, 4]]) == []


def test_overlapping_occurrences_count():
    starts = [occurrence.start for occurrence in find_occurrences("aaaa", "aa", [[0, 4]])]
    assert starts == [0, 1, 2]


def test_words_across_two_spans_do_not_occur():
    assert find_occurrences("one two", "one two", [[0, 4], [4, 7]]) == []


@given(quotes(), st.integers(0, 40))
def test_the_context_adjoins_the_occurrence_and_is_inside_its_span(quote, limit):
    text, spans, exact, _ = quote
    for occurrence in find_occurrences(text, exact, spans):
        before, after = get_context(text, occurrence, limit)
        assert len(before) <= limit
        assert len(after) <= limit
        assert occurrence.span[0] <= occurrence.start - len(before)
        assert occurrence.end + len(after) <= occurrence.span[1]
        whole = text[occurrence.start - len(before) : occurrence.end + len(after)]
        assert whole == before + exact + after


@given(quotes(), st.integers(1, 40))
def test_the_context_is_cut_between_words_if_it_has_white_space(quote, limit):
    text, spans, exact, _ = quote
    for occurrence in find_occurrences(text, exact, spans):
        before, after = get_context(text, occurrence, limit)
        left, right = occurrence.start - len(before), occurrence.end + len(after)
        if left > occurrence.span[0] and any(map(str.isspace, before)):
            assert text[left - 1].isspace() or text[left].isspace()
        if right < occurrence.span[1] and any(map(str.isspace, after)):
            assert text[right - 1].isspace() or text[right].isspace()


def test_the_context_of_an_occurrence_is_cut_between_words():
    text = "Somebody said that trade rose by 12 percent in that year alone."
    start = text.find("rose")
    occurrence = Occurrence(start, start + 4, (0, len(text)))
    assert get_context(text, occurrence, 8) == (" trade ", " by 12 ")


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
def test_words_occur_only_between_the_given_context(text, exact, prefix, suffix, starts):
    occurrences = find_occurrences(text, exact, [[0, len(text)]], prefix, suffix)
    assert [occurrence.start for occurrence in occurrences] == starts
