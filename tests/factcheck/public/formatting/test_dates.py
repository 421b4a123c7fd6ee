"""Dates are shown with the precision that is known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from factcheck.public.formatting.dates import format_date, render_date, render_moment
from factcheck.public.templatetags.factcheck import is_past


@pytest.mark.parametrize(
    ("precision", "text", "iso"),
    [
        ("day", "7 March 2024", "2024-03-07"),
        ("month", "March 2024", "2024-03"),
        ("year", "2024", "2024"),
    ],
)
def test_a_date_has_the_precision_that_is_known(precision, text, iso):
    assert format_date("2024-03-07", precision) == text
    assert render_date(date(2024, 3, 7), precision) == f'<time datetime="{iso}">{text}</time>'


@pytest.mark.parametrize(
    ("day", "precision"), [(None, "day"), ("", "day"), ("2024-03-07", "unknown")]
)
def test_an_unknown_date_is_shown_as_unknown(day, precision):
    assert format_date(day, precision) == render_date(day, precision) == "no date known"


def test_a_moment_of_a_record_is_shown_as_its_date():
    assert format_date("2026-10-20T15:40:00+00:00") == "20 October 2026"


def test_a_moment_is_shown_with_its_time_zone():
    element = render_moment(datetime(2026, 10, 20, 15, 40, tzinfo=UTC))
    assert element == '<time datetime="2026-10-20T15:40:00+00:00">20 October 2026, 15:40 UTC</time>'


def test_a_day_is_past_when_it_is_over_and_a_moment_at_once():
    now = timezone.now()
    second, day = timedelta(seconds=1), timedelta(days=1)
    assert is_past((now - second).isoformat()) and is_past(now - second)
    assert not is_past((now + day).isoformat()) and not is_past(now + day)
    today = timezone.localdate()
    assert is_past(today - day) and is_past((today - day).isoformat())
    assert not is_past(today) and not is_past(today.isoformat())
    assert not is_past(None) and not is_past("")
