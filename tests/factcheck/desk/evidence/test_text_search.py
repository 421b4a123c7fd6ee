"""Searching the text of a snapshot."""

import pytest

from factcheck.desk.base.text_segments import split_into_segments
from factcheck.desk.evidence.text_search import MAX_MATCHES, find_matches, search_text


def find(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in find_matches(text, query, MAX_MATCHES)]


@pytest.mark.parametrize(
    ("text", "query", "matches"),
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
def test_case_accents_and_line_breaks_are_ignored(text, query, matches):
    assert find(text, query) == matches


def test_the_number_of_matches_is_limited():
    search = search_text("rose " * (MAX_MATCHES + 5), "rose")
    assert (len(search.matches), search.has_more) == (MAX_MATCHES, True)


@pytest.mark.parametrize(
    ("number", "previous", "following"), [(1, 3, 2), (2, 1, 3), (3, 2, 1), (9, 3, 2)]
)
def test_the_first_match_follows_the_last(number, previous, following):
    search = search_text("rose rose rose", "rose", number)
    assert (search.previous, search.next) == (previous, following)


def test_without_matches_there_is_no_current_match():
    search = search_text("nothing", "rose")
    assert (search.matches, search.current, search.previous, search.next) == ([], 0, 0, 0)


def test_a_segment_begins_with_the_label_of_its_part():
    text = "Trade rose. The harbour in May. It fell."
    segments = split_into_segments(text, [[0, len(text)]], [], [(3, 20)], {12: "caption"})
    assert "".join(segment.text for segment in segments) == text
    labelled = [(segment.label, segment.text) for segment in segments if segment.label]
    assert labelled == [("caption", "The harb")]


def test_splitting_a_text_at_matches_keeps_the_whole_text():
    text = "Read also. Trade rose in a year."
    segments = split_into_segments(text, [[11, len(text)]], [], [(5, 16), (17, 21)])
    assert "".join(segment.text for segment in segments) == text
    assert [
        (segment.text, segment.match_number, segment.starts_match)
        for segment in segments
        if segment.match_number
    ] == [
        ("also. ", 1, True),
        ("Trade", 1, False),
        ("rose", 2, True),
    ]
