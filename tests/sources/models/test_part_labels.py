"""Labelled parts have names that editors see in the text and next to a quotation."""

import pytest

from sources.models.part_labels import MAX_MARKS, find_part, format_part, list_marks

TABLE = {"kind": "table", "start": 10, "end": 60, "label": "Costs"}
CELL = {"kind": "cell", "start": 20, "end": 30, "label": "Costs!B3"}
SPEECH = {"kind": "speech", "start": 70, "end": 90, "label": "Mara Lind"}
CAPTION = {"kind": "caption", "start": 95, "end": 120, "label": ""}
HEADING = {"kind": "heading", "start": 0, "end": 8, "label": ""}
NOTE = {"kind": "note", "start": 130, "end": 150, "label": "7"}
CUE = {"kind": "cue", "start": 160, "end": 170, "label": "Mayor, 00:01.000–00:03.500"}
PARTS = [HEADING, TABLE, CELL, SPEECH, CAPTION, NOTE]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (TABLE, "table Costs"),
        (CELL, "cell Costs!B3"),
        (SPEECH, "spoken by Mara Lind"),
        (CAPTION, "caption"),
        (NOTE, "footnote"),
        (CUE, "Mayor, 00:01.000–00:03.500"),
        (CUE | {"label": ""}, "subtitle"),
    ],
)
def test_a_part_is_named(part, name):
    assert format_part(part) == name


@pytest.mark.parametrize(
    ("span", "part"),
    [
        ((22, 30), CELL),
        ((15, 30), TABLE),
        ((71, 72), SPEECH),
        ((95, 120), CAPTION),
        ((94, 120), None),
        ((0, 5), None),
    ],
)
def test_a_quotation_is_in_the_smallest_part_around_it(span, part):
    assert find_part(PARTS, *span) == part


def test_a_text_shows_where_its_parts_begin_but_not_each_cell():
    assert list_marks(PARTS) == {
        10: "table Costs",
        70: "spoken by Mara Lind",
        95: "caption",
        130: "footnote",
    }
    assert list_marks([TABLE | {"start": 95}, CAPTION])[95] == "table Costs, caption"


def test_a_very_long_text_shows_a_bounded_number_of_labels():
    parts = [CAPTION | {"start": n, "end": n + 1} for n in range(MAX_MARKS + 10)]
    assert len(list_marks(parts)) == MAX_MARKS
