"""Where do pasted words stand, and what is nearest if they do not?"""

import pytest

from sources.quotes.suggestions import SHOWN, nearest
from tests import given

TEXT = given.TEXT
ALL = [[0, len(TEXT)]]


def words(found) -> list[str]:
    return [spot.exact for spot in found.spots]


def changed(spot, kind: str) -> list[str]:
    return [piece.text for piece in spot.pieces if piece.kind == kind]


def test_words_that_stand_there_are_found_with_what_is_around_them():
    found = nearest(TEXT, given.DOUBT, ALL)
    (spot,) = found.spots
    assert (found.kind, TEXT[spot.start : spot.end], spot.pieces) == ("exact", given.DOUBT, ())
    assert spot.before.endswith("came from. ")
    assert spot.after.startswith(". The statistical")


def test_words_that_stand_in_several_places_are_found_in_each():
    text = "Trade rose. Exports rose. Imports fell."
    found = nearest(text, "rose", [[0, len(text)]])
    assert (found.kind, [spot.start for spot in found.spots]) == ("exact", [6, 20])


def test_the_words_around_them_choose_between_places():
    text = "Trade rose. Exports rose. Imports fell."
    assert [spot.start for spot in nearest(text, "rose", [[0, 39]], "Exports ").spots] == [20]


def test_words_around_them_that_are_nowhere_are_left_aside():
    found = nearest(TEXT, given.DOUBT, ALL, "Many ", " today")
    assert (found.kind, words(found)) == ("exact", [given.DOUBT])


def test_of_very_many_places_the_first_are_shown_and_all_are_counted():
    text = "It rose. " * 40
    found = nearest(text, "rose", [[0, len(text)]])
    assert (len(found.spots), found.total) == (SHOWN, 40)


@pytest.mark.parametrize(
    ("pasted", "stands"),
    [
        ('he said "it rose by a tenth"', "he said “it rose by a tenth”"),
        ("between 2010-2020 nobody asked", "between 2010–2020 nobody asked"),
    ],
)
def test_words_set_otherwise_are_offered_as_the_text_sets_them(pasted, stands):
    text = f"On Monday {stands}, and went home."
    found = nearest(text, pasted, [[0, len(text)]])
    assert (found.kind, words(found)) == ("normalised", [stands])


def test_words_with_another_number_are_near_and_show_the_number():
    found = nearest(TEXT, "Trade with the neighbour rose by 21 percent in a year", ALL)
    (spot,) = found.spots
    stands = "Trade with the neighbour rose by 12 percent in a year"
    assert (found.kind, spot.exact) == ("near", stands)
    assert (changed(spot, "gone"), changed(spot, "new")) == (["21"], ["12"])


def test_even_few_words_have_something_near():
    assert words(nearest(TEXT, "rose by 21 pct", ALL)) == ["rose by 12 percent"]


@pytest.mark.parametrize(
    "pasted",
    ["", " \n", "The harbour was closed by ice for eleven weeks", "qqq xxx", "\ud800", "日本語"],
)
def test_what_is_like_nothing_in_the_body_has_nothing_near(pasted):
    assert nearest(TEXT, pasted, ALL).kind == "missing"


def test_only_the_body_is_looked_at():
    start = TEXT.index("Farmers")
    assert nearest(TEXT, given.OFFICE, [[0, start]]).kind != "exact"
    inside = nearest(TEXT, "Farmers doubt it", [[start, len(TEXT)]])
    assert [spot.before for spot in inside.spots] == [""]


def test_the_spans_of_a_body_are_looked_at_one_by_one():
    first = TEXT.index("Farmers")
    spans = [[0, first], [first, len(TEXT)]]
    found = nearest(TEXT, "a rise of 5 percent for the same year", spans)
    assert words(found) == ["a rise of 4 percent for the same year"]
    assert TEXT[found.spots[0].start : found.spots[0].end] == found.spots[0].exact
