"""Which places of a text does a search find?"""

import pytest

from factcheck.desk.base.text_segments import segments
from factcheck.desk.evidence.text_search import MOST, hits, looked_for


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in hits(text, words, MOST)]


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        ("Trade rose. TRADE fell.", "trade", ["Trade", "TRADE"]),
        ("Wrocław and Wroclaw", "wroclaw", ["Wrocław", "Wroclaw"]),
        ("the first\nline", "first  line", ["first\nline"]),
        ("cafe\u0301s", "cafe", ["cafe\u0301"]),
        ("soft\u00adware 👩‍🌾 ware", "software", ["soft\u00adware"]),
        ("æon and aeon", "aeon", ["æon", "aeon"]),
        ("Straße", "strasse", ["Straße"]),
        ("1.5 and 105", "1.5", ["1.5"]),
        ("nothing", "words", []),
        ("nothing", "   ", []),
    ],
)
def test_capitals_accents_and_line_ends_make_no_difference(text, words, there):
    assert found(text, words) == there


def test_of_very_many_places_the_first_are_marked_and_more_are_told():
    within = looked_for("rose " * (MOST + 5), "rose")
    assert (len(within.places), within.more) == (MOST, True)


@pytest.mark.parametrize(("at", "before", "after"), [(1, 3, 2), (2, 1, 3), (3, 2, 1), (9, 3, 2)])
def test_after_the_last_place_comes_the_first(at, before, after):
    within = looked_for("rose rose rose", "rose", at)
    assert (within.before, within.after) == (before, after)


def test_where_nothing_is_found_no_place_is_shown():
    within = looked_for("nothing", "rose")
    assert (within.places, within.at, within.before, within.after) == ([], 0, 0, 0)


def test_a_text_cut_at_what_was_found_is_still_the_whole_text():
    text = "Read also. Trade rose in a year."
    shown = segments(text, [[11, len(text)]], [], [(5, 16), (17, 21)])
    assert "".join(one.text for one in shown) == text
    assert [(one.text, one.found, one.opens) for one in shown if one.found] == [
        ("also. ", 1, True),
        ("Trade", 1, False),
        ("rose", 2, True),
    ]
