"""When each source is rechecked: computed from past events, with pauses between requests."""

from datetime import timedelta

import pytest

from claims.intake import claims
from claims.monitoring import recheck, schedule
from claims.monitoring.schedule import (
    DAY,
    FIRST_RETRY_DELAY,
    LONGEST_INTERVAL,
    compute_next_recheck_at,
    get_recheck_interval,
    get_retry_delay,
    list_due_sources,
    list_monitored_sources,
    list_recently_fetched_hosts,
    list_unreachable_sources,
    plan_rechecks,
)
from claims.workflow import actions
from factcheck.core.errors import InvalidState
from sources.capture import create_source
from tests import given
from tests.helpers import changing_site
from tests.helpers.changing_site import create_retrieval, get_later_moment, get_source
from tests.helpers.rechecks import CHANGED_TEXT

MINUTE = timedelta(minutes=1)


@pytest.fixture
def verdict(db):
    return changing_site.create_published_verdict()


def recheck_after(verdict, days: int, text: str | None = given.TEXT, **fields):
    """Finishes a recheck so many days after the publication."""
    retrieval = create_retrieval(get_source(verdict), text, at=get_later_moment(days), **fields)
    recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
    return retrieval


def get_monitored(verdict):
    return list_monitored_sources().get(pk=get_source(verdict).pk)


def list_due_keys(at) -> list[int]:
    return [source.pk for source in list_due_sources(at)]


# ── intervals ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("age_days", "interval_days"),
    [(-1, 1), (0, 1), (6, 1), (7, 7), (59, 7), (60, 30), (364, 30), (365, 90), (3650, 90)],
)
def test_older_sources_are_rechecked_less_often(age_days, interval_days):
    assert get_recheck_interval(age_days * DAY) == interval_days * DAY


@pytest.mark.parametrize(
    ("failures", "hours"), [(1, 2), (2, 4), (3, 8), (4, 16), (5, 24), (99, 24)]
)
def test_the_retry_delay_doubles_up_to_the_regular_interval(failures, hours):
    assert get_retry_delay(failures, DAY) == timedelta(hours=hours)


# ── due sources ─────────────────────────────────────────────────────────────────────────────────
def test_a_new_capture_is_due_after_a_day(verdict):
    source = get_monitored(verdict)
    assert source.last_seen_at == verdict.evidence.get().passage.snapshot.captured_at
    assert list_due_keys(source.last_seen_at + DAY - MINUTE) == []
    assert list_due_keys(source.last_seen_at + DAY) == [source.pk]


def test_a_recheck_postpones_the_next_one(verdict):
    retrieval = recheck_after(verdict, days=1)
    assert list_due_keys(retrieval.retrieved_at + DAY - MINUTE) == []
    assert list_due_keys(retrieval.retrieved_at + DAY) == [get_source(verdict).pk]


def test_the_source_of_an_old_verdict_has_the_longest_interval(verdict):
    retrieval = recheck_after(verdict, days=400)
    next_at = compute_next_recheck_at(get_monitored(verdict))
    assert next_at == retrieval.retrieved_at + LONGEST_INTERVAL


def test_a_material_change_makes_a_source_count_as_new(verdict):
    retrieval = recheck_after(verdict, days=400, text=CHANGED_TEXT)
    assert compute_next_recheck_at(get_monitored(verdict)) == retrieval.retrieved_at + DAY


def test_failed_rechecks_are_retried_soon_and_less_often_each_time(verdict):
    delays = []
    for number in range(3):
        retrieval = recheck_after(verdict, days=400 + number, text=None)
        next_at = compute_next_recheck_at(get_monitored(verdict))
        delays.append(next_at - retrieval.retrieved_at)
    assert delays == [FIRST_RETRY_DELAY, 2 * FIRST_RETRY_DELAY, 4 * FIRST_RETRY_DELAY]


def test_a_successful_recheck_resets_the_failures(verdict):
    for text in (None, None, given.TEXT):
        recheck_after(verdict, days=400, text=text)
    assert get_monitored(verdict).failures == 0


def test_a_source_that_is_gone_is_no_failure(verdict):
    retrieval = recheck_after(verdict, days=20, text=None, gone=True)
    assert compute_next_recheck_at(get_monitored(verdict)) == retrieval.retrieved_at + 7 * DAY
    assert not list_unreachable_sources().exists()


def test_a_source_is_unreachable_after_three_failures_in_a_row(verdict):
    for number in range(3):
        assert not list_unreachable_sources().exists()
        recheck_after(verdict, days=number, text=None)
    assert list_unreachable_sources().get() == get_source(verdict)


def test_an_interrupted_recheck_is_due_at_once(verdict):
    retrieval = create_retrieval(get_source(verdict), given.TEXT, at=get_later_moment(1))
    assert list_due_keys(retrieval.retrieved_at + MINUTE) == [get_source(verdict).pk]


# ── monitored sources ───────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "superseded", "retracted"])
def test_a_source_is_monitored_only_if_a_current_verdict_cites_it(state):
    verdict = given.STATES[state]()
    source = verdict.evidence.get().passage.snapshot.source
    source.url = "https://paper.example/on-trade"
    source.save()
    monitored = {row.pk for row in list_monitored_sources()}
    is_cited = verdict.claim.verdicts.filter(state="published").exists()
    assert (source.pk in monitored) == is_cited


@pytest.mark.django_db
def test_the_source_of_a_suspended_verdict_is_monitored_too():
    verdict = changing_site.create_published_verdict()
    carla = given.person("carla")
    actions.suspend(verdict, by=carla, at=given.moment(), cause="reply", note="They object.")
    assert list_monitored_sources().exists()


@pytest.mark.django_db
def test_a_source_without_a_url_is_not_monitored():
    verdict = changing_site.create_published_verdict(url="")
    assert not list_monitored_sources().exists()
    with pytest.raises(InvalidState, match="This source has no URL"):
        recheck.recheck_source(get_source(verdict), by=given.person("ana"), at=given.moment())


@pytest.mark.django_db
def test_a_source_that_is_not_cited_cannot_be_rechecked():
    source = given.snapshot(url="https://paper.example/x").source
    with pytest.raises(InvalidState, match="No published fact-check quotes"):
        recheck.recheck_source(source, by=given.person("ana"), at=given.moment())


@pytest.mark.django_db
def test_the_source_of_an_appearance_is_monitored_too():
    verdict = given.published()
    passage = given.passage(given.ROSE, of=given.snapshot(url="https://paper.example/said"))
    claims.add_appearance(
        verdict.claim, by=given.person("ana"), at=given.moment(), text="It rose.", passage=passage
    )
    assert list_monitored_sources().get() == passage.snapshot.source


# ── spacing ─────────────────────────────────────────────────────────────────────────────────────
def test_requests_to_the_same_host_are_spaced(db):
    ana, at = given.person("ana"), given.moment()
    urls = ["https://a.example/1", "https://b.example/1", "https://A.example/2"]
    sources = [create_source(by=ana, at=at, title=url, url=url) for url in urls]
    recent_hosts = {"b.example": at - 10 * MINUTE}
    planned = list(plan_rechecks(sources, at, 30 * MINUTE, recent_hosts))
    assert [(visit.host, visit.at - at) for visit in planned] == [
        ("a.example", timedelta()),
        ("b.example", 20 * MINUTE),
        ("a.example", 30 * MINUTE),
    ]


def test_recently_fetched_hosts_are_listed_with_the_time(verdict):
    retrieval = create_retrieval(get_source(verdict), given.TEXT, at=get_later_moment(1))
    retrieved_at = retrieval.retrieved_at
    hosts = {"paper.example": retrieved_at}
    assert list_recently_fetched_hosts(retrieved_at - MINUTE) == hosts
    assert list_recently_fetched_hosts(retrieved_at) == {}
    assert schedule.get_source_host(get_source(verdict)) == "paper.example"
