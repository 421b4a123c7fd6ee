"""A date says as much as is known of it."""

from datetime import UTC, date, datetime

import pytest

from factcheck.public.formatting.dates import moment, said, when


@pytest.mark.parametrize(
    ("precision", "words", "written"),
    [
        ("day", "7 March 2024", "2024-03-07"),
        ("month", "March 2024", "2024-03"),
        ("year", "2024", "2024"),
    ],
)
def test_what_is_not_known_is_not_shown(precision, words, written):
    assert said("2024-03-07", precision) == words
    assert when(date(2024, 3, 7), precision) == f'<time datetime="{written}">{words}</time>'


@pytest.mark.parametrize(
    ("day", "precision"), [(None, "day"), ("", "day"), ("2024-03-07", "unknown")]
)
def test_an_unknown_date_says_so(day, precision):
    assert said(day, precision) == when(day, precision) == "no date known"


def test_a_moment_of_a_record_is_shown_as_its_day():
    assert said("2026-10-20T15:40:00+00:00") == "20 October 2026"


def test_a_moment_is_shown_with_its_zone():
    shown = moment(datetime(2026, 10, 20, 15, 40, tzinfo=UTC))
    assert shown == '<time datetime="2026-10-20T15:40:00+00:00">20 October 2026, 15:40 UTC</time>'
