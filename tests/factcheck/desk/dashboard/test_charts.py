"""What the charts of the first page count, and how they are drawn."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from claims.workflow import actions
from factcheck.desk.dashboard.activity import DAYS, hours, published, waited, watched
from factcheck.desk.dashboard.charts import Chart, Series
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, seen
from tests.helpers import changing_site


def numbers(chart: Chart) -> dict:
    """What was counted of each series, over all days."""
    return {one.name: sum(one.numbers) for one in chart.series}


def later(days: int = 0) -> datetime:
    return given.moment() + timedelta(days=days)


def drawn(*counted: list[int]) -> Chart:
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(len(counted[0]))]
    return Chart("Eggs", "", days, [Series(f"s{n}", one) for n, one in enumerate(counted)])


def test_the_highest_bar_fills_the_height_and_the_others_are_in_proportion():
    tall, half = drawn([4, 2]).bars
    assert tall.parts[0].high == 2 * half.parts[0].high
    assert tall.top == tall.parts[0].y == 16


def test_parts_stand_on_one_another_from_the_ground_up():
    chart = drawn([1], [3])
    (bar,) = chart.bars
    lower, upper = bar.parts
    assert lower.y + lower.high == pytest.approx(chart.ground)
    assert upper.y + upper.high == pytest.approx(lower.y)
    assert bar.total == 4


def test_what_is_there_at_all_is_seen_and_what_is_not_has_no_part():
    one, none, many = drawn([1, 0, 900]).bars
    assert one.parts[0].high >= 3
    assert none.parts == ()
    assert many.total == 900


def test_the_table_tells_the_days_on_which_there_was_something_newest_first():
    assert drawn([1, 0, 2]).rows == [(date(2026, 11, 3), (2,)), (date(2026, 11, 1), (1,))]


def test_new_updated_and_corrected_are_told_apart(db):
    given.published()
    for kind in ("update", "correction"):
        told = {"kind": kind, "cause": "new-facts", "note": "There is more to say."}
        at, by = given.moment(), given.person("ana")
        draft = actions.correct(given.published(), by=by, at=at, **told)
        given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    given.retracted()
    assert numbers(published(later())) == {"new": 4, "updated": 1, "corrected": 2}
    assert published(later()).said == "4 new, 1 updated, 2 corrected or retracted."


def test_a_suspension_afterwards_does_not_change_what_was_published(db):
    given.suspended()
    assert numbers(published(later())) == {"new": 1, "updated": 0, "corrected": 0}


@pytest.mark.parametrize(("days", "counted"), [(DAYS - 1, 1), (DAYS, 0)])
def test_a_day_is_counted_until_it_is_fourteen_days_past(db, days, counted):
    verdict = given.published()
    at = verdict.published_at + timedelta(days=days)
    assert numbers(published(at))["new"] == counted


# At any moment it is another day than in Greenwich in one of the two.
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_day_is_a_day_of_the_desk(db, zone):
    verdict = given.published()
    with timezone.override(zone):
        ((day, _),) = published(later()).rows
    assert day == verdict.published_at.astimezone(ZoneInfo(zone)).date()


def test_a_wait_is_told_in_begun_hours():
    assert hours(timedelta(minutes=1)) == 1
    assert hours(timedelta(hours=2)) == 2
    assert hours(timedelta(hours=2, seconds=1)) == 3


def test_waiting_for_review_is_counted_from_the_submission_that_was_answered(db):
    for wait in (24, 48, 120):
        verdict = given.in_review()
        at = verdict.submission.submitted_at + timedelta(hours=wait)
        told = {"seen": verdict.submission.sha256, "fair": True}
        actions.approve(verdict, by=given.person("bo"), at=at, **told)
    chart = waited(later(6))
    assert chart.said == "3 answered: half within 48 hours, the last after 120."
    assert [row for _, row in chart.rows] == [(120,), (48,), (24,)]


def test_without_reviews_the_chart_says_so_and_draws_nothing(db):
    chart = waited(later())
    assert (chart.said, chart.rows) == ("No review in these days.", [])


def test_the_watch_tells_what_stands_what_changed_and_what_is_out_of_reach(db):
    verdict = changing_site.published()
    for text in (given.TEXT, CHANGED, None):
        look = seen(verdict, text)
    chart = watched(look.retrieved_at)
    assert list(numbers(chart).values()) == [1, 1, 1]
    assert chart.said.startswith("3 looks: 1 quotations found standing")


def test_the_first_page_draws_the_charts_without_a_style_and_says_them_in_a_table(at_the_desk):
    now = timezone.now()
    verdict = given.in_review()
    told = {"seen": verdict.submission.sha256, "fair": True}
    actions.approve(verdict, by=given.person("bo"), at=now, **told)
    page = at_the_desk("ana").get("/desk/").content.decode()
    (chart,) = re.findall(
        r'<figure class="chart" aria-labelledby="chart-2">.*?</figure>', page, re.S
    )
    assert 'role="img" aria-label="Waiting for review, day by day' in chart
    assert '<th scope="col">hours, in the middle</th>' in chart
    assert "style=" not in page


def test_an_administrator_sees_no_charts(at_the_desk):
    given.published()
    assert '<figure class="chart"' not in at_the_desk("eva").get("/desk/").content.decode()
