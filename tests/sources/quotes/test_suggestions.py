"""Pasted words are found in the text, or the most similar words are suggested."""

import pytest

from sources.quotes.suggestions import MAX_SHOWN_CANDIDATES, suggest_quotes
from tests import given

TEXT = given.TEXT
WHOLE = [[0, len(TEXT)]]


def get_words(suggestions) -> list[str]:
    return [candidate.exact for candidate in suggestions.candidates]


def get_changes(candidate, kind: str) -> list[str]:
    return [segment.text for segment in candidate.diff if segment.kind == kind]


def test_exact_words_are_found_with_their_context():
    suggestions = suggest_quotes(TEXT, given.DOUBT, WHOLE)
    (candidate,) = suggestions.candidates
    assert (suggestions.kind, candidate.diff) == ("exact", ())
    assert TEXT[candidate.start : candidate.end] == given.DOUBT
    assert candidate.before.endswith("came from. ")
    assert candidate.after.startswith(". The statistical")


def test_words_that_occur_several_times_are_found_in_each_place():
    text = "Trade rose. Exports rose. Imports fell."
    suggestions = suggest_quotes(text, "rose", [[0, len(text)]])
    starts = [candidate.start for candidate in suggestions.candidates]
    assert (suggestions.kind, starts) == ("exact", [6, 20])


def test_the_context_chooses_between_places():
    text = "Trade rose. Exports rose. Imports fell."
    suggestions = suggest_quotes(text, "rose", [[0, 39]], "Exports ")
    assert [candidate.start for candidate in suggestions.candidates] == [20]


def test_context_that_is_not_in_the_text_is_ignored():
    suggestions = suggest_quotes(TEXT, given.DOUBT, WHOLE, "Many ", " today")
    assert (suggestions.kind, get_words(suggestions)) == ("exact", [given.DOUBT])


def test_of_very_many_places_the_first_are_shown_and_all_are_counted():
    text = "It rose. " * 40
    suggestions = suggest_quotes(text, "rose", [[0, len(text)]])
    assert (len(suggestions.candidates), suggestions.total) == (MAX_SHOWN_CANDIDATES, 40)


@pytest.mark.parametrize(
    ("pasted", "present"),
    [
        ('he said "it rose by a tenth"', "he said “it rose by a tenth”"),
        ("between 2010-2020 nobody asked", "between 2010–2020 nobody asked"),
    ],
)
def test_words_in_other_typography_are_offered_as_the_text_has_them(pasted, present):
    text = f"On Monday {present}, and went home."
    suggestions = suggest_quotes(text, pasted, [[0, len(text)]])
    assert (suggestions.kind, get_words(suggestions)) == ("normalised", [present])


def test_words_with_another_number_are_similar_and_show_the_number():
    pasted = "Trade with the neighbour rose by 21 percent in a year"
    suggestions = suggest_quotes(TEXT, pasted, WHOLE)
    (candidate,) = suggestions.candidates
    present = "Trade with the neighbour rose by 12 percent in a year"
    assert (suggestions.kind, candidate.exact) == ("similar", present)
    assert get_changes(candidate, "removed") == ["21"]
    assert get_changes(candidate, "added") == ["12"]


def test_even_for_few_words_something_similar_is_found():
    suggestions = suggest_quotes(TEXT, "rose by 21 pct", WHOLE)
    assert get_words(suggestions) == ["rose by 12 percent"]


@pytest.mark.parametrize(
    "pasted",
    ["", " \n", "The harbour was closed by ice for eleven weeks", "qqq xxx", "\ud800", "日本語"],
)
def test_for_words_unlike_anything_in_the_text_nothing_is_suggested(pasted):
    assert suggest_quotes(TEXT, pasted, WHOLE).kind == "missing"


def test_only_the_given_spans_are_searched():
    start = TEXT.index("Farmers")
    assert suggest_quotes(TEXT, given.OFFICE, [[0, start]]).kind != "exact"
    suggestions = suggest_quotes(TEXT, "Farmers doubt it", [[start, len(TEXT)]])
    assert [candidate.before for candidate in suggestions.candidates] == [""]


def test_each_span_is_searched_separately():
    first = TEXT.index("Farmers")
    spans = [[0, first], [first, len(TEXT)]]
    suggestions = suggest_quotes(TEXT, "a rise of 5 percent for the same year", spans)
    assert get_words(suggestions) == ["a rise of 4 percent for the same year"]
    (candidate,) = suggestions.candidates
    assert TEXT[candidate.start : candidate.end] == candidate.exact
