"""The charts on the home page: what they count, and how the bars are built."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from claims.workflow import actions
from factcheck.desk.dashboard.activity import (
    DAYS,
    build_monitoring_chart,
    build_published_chart,
    build_review_time_chart,
    count_hours,
)
from factcheck.desk.dashboard.charts import Chart, Series
from tests import given
from tests.helpers import changing_site
from tests.helpers.rechecks import CHANGED_TEXT, recheck_with_text


def get_totals(chart: Chart) -> dict:
    """The total of each series over all days."""
    return {series.name: sum(series.counts) for series in chart.series}


def get_moment(days: int = 0) -> datetime:
    return given.moment() + timedelta(days=days)


def create_chart(*counts: list[int]) -> Chart:
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(len(counts[0]))]
    series = [Series(f"s{index}", row) for index, row in enumerate(counts)]
    return Chart("Eggs", "", days, series)


def test_the_highest_bar_fills_the_height_and_the_others_are_in_proportion():
    tall, half = create_chart([4, 2]).bars
    assert tall.parts[0].height == 2 * half.parts[0].height
    assert tall.top == tall.parts[0].y == 16


def test_the_parts_of_a_bar_are_stacked_from_the_baseline():
    chart = create_chart([1], [3])
    (bar,) = chart.bars
    lower, upper = bar.parts
    assert lower.y + lower.height == pytest.approx(chart.baseline)
    assert upper.y + upper.height == pytest.approx(lower.y)
    assert bar.total == 4


def test_a_small_count_is_visible_and_a_count_of_zero_has_no_part():
    small, empty, large = create_chart([1, 0, 900]).bars
    assert small.parts[0].height >= 3
    assert empty.parts == ()
    assert large.total == 900


def test_the_table_lists_the_days_with_counts_newest_first():
    assert create_chart([1, 0, 2]).rows == [(date(2026, 11, 3), (2,)), (date(2026, 11, 1), (1,))]


def test_new_updated_and_corrected_fact_checks_are_counted_separately(db):
    given.published()
    for kind in ("update", "correction"):
        content = {"kind": kind, "cause": "new-facts", "note": "There is more to say."}
        at, by = given.moment(), given.person("ana")
        draft = actions.open_correction(given.published(), by=by, at=at, **content)
        given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    given.retracted()
    assert get_totals(build_published_chart(get_moment())) == {
        "new": 4,
        "updated": 1,
        "corrected": 2,
    }
    assert (
        build_published_chart(get_moment()).summary == "4 new, 1 updated, 2 corrected or retracted."
    )


def test_a_later_suspension_does_not_change_the_count_of_published(db):
    given.suspended()
    assert get_totals(build_published_chart(get_moment())) == {
        "new": 1,
        "updated": 0,
        "corrected": 0,
    }


@pytest.mark.parametrize(("days", "count"), [(DAYS - 1, 1), (DAYS, 0)])
def test_a_day_is_counted_for_fourteen_days(db, days, count):
    verdict = given.published()
    at = verdict.published_at + timedelta(days=days)
    assert get_totals(build_published_chart(at))["new"] == count


# At any moment it is another day than in Greenwich in one of the two.
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_days_are_those_of_the_time_zone_of_the_desk(db, zone):
    verdict = given.published()
    with timezone.override(zone):
        ((day, _),) = build_published_chart(get_moment()).rows
    assert day == verdict.published_at.astimezone(ZoneInfo(zone)).date()


def test_hours_are_rounded_up():
    assert count_hours(timedelta(minutes=1)) == 1
    assert count_hours(timedelta(hours=2)) == 2
    assert count_hours(timedelta(hours=2, seconds=1)) == 3


def test_the_time_to_review_starts_with_the_submission(db):
    for wait in (24, 48, 120):
        verdict = given.in_review()
        at = verdict.submission.submitted_at + timedelta(hours=wait)
        content = {"sha256": verdict.submission.sha256, "is_worded_fairly": True}
        actions.approve(verdict, by=given.person("bo"), at=at, **content)
    chart = build_review_time_chart(get_moment(6))
    assert chart.summary == "3 reviews: median 48 hours, longest 120 hours."
    assert [row for _, row in chart.rows] == [(120,), (48,), (24,)]


def test_without_reviews_the_chart_has_no_data(db):
    chart = build_review_time_chart(get_moment())
    assert (chart.summary, chart.rows) == ("", [])


def test_a_chart_without_data_is_not_create_chart(desk_client):
    assert '<figure class="chart"' not in desk_client("ana").get("/desk/").content.decode()


def test_the_monitoring_chart_counts_unchanged_changed_and_unreachable_quotations(db):
    verdict = changing_site.create_published_verdict()
    for text in (given.TEXT, CHANGED_TEXT, None):
        recheck = recheck_with_text(verdict, text)
    chart = build_monitoring_chart(recheck.retrieved_at)
    assert list(get_totals(chart).values()) == [1, 1, 1]
    assert chart.summary.startswith("3 rechecks. Quotations: 1 unchanged")


def test_the_home_page_shows_the_charts_without_inline_styles_and_as_tables(desk_client):
    now = timezone.now()
    verdict = given.in_review()
    content = {"sha256": verdict.submission.sha256, "is_worded_fairly": True}
    actions.approve(verdict, by=given.person("bo"), at=now, **content)
    page = desk_client("ana").get("/desk/").content.decode()
    (chart,) = re.findall(
        r'<figure class="chart" aria-labelledby="chart-1">.*?</figure>', page, re.S
    )
    assert 'role="img" aria-label="Time to review by day' in chart
    assert '<th scope="col">hours (median)</th>' in chart
    assert "style=" not in page


def test_an_administrator_sees_no_charts(desk_client):
    given.published()
    assert '<figure class="chart"' not in desk_client("eva").get("/desk/").content.decode()
