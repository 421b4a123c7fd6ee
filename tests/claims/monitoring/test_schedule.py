"""When a source is looked at again: computed from what happened, and politely."""

from datetime import timedelta

import pytest

from claims.intake import claims
from claims.monitoring import recheck, schedule
from claims.monitoring.schedule import (
    AFTER_A_FAILURE,
    DAY,
    SELDOM,
    after_failures,
    due,
    interval,
    visits,
)
from claims.workflow import actions
from sources.capture import new_source
from tests import given
from tests.helpers import changing_site
from tests.helpers.changing_site import looked, source_of

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("age", "often"),
    [(-1, 1), (0, 1), (6, 1), (7, 7), (59, 7), (60, 30), (364, 30), (365, 90), (3650, 90)],
)
def test_the_older_the_more_seldom(age, often):
    assert interval(age * DAY) == often * DAY


@pytest.mark.parametrize(("number", "hours"), [(1, 2), (2, 4), (3, 8), (4, 16), (5, 24), (99, 24)])
def test_after_each_failure_it_waits_longer_and_never_longer_than_else(number, hours):
    assert after_failures(number, DAY) == timedelta(hours=hours)


@pytest.fixture
def verdict(db):
    return changing_site.published()


def the_source(verdict):
    return schedule.watched().get(pk=source_of(verdict).pk)


def due_on(at) -> list:
    return [one.pk for one in due(at)]


def test_what_was_just_captured_is_looked_at_a_day_later(verdict):
    source = the_source(verdict)
    assert source.last_at == verdict.evidence.get().passage.snapshot.captured_at
    assert due_on(source.last_at + DAY - MINUTE) == []
    assert due_on(source.last_at + DAY) == [source.pk]


def test_a_look_puts_the_next_one_off(verdict):
    source = source_of(verdict)
    look = looked(source, given.TEXT, at=changing_site.later(1))
    recheck.finish(look, at=look.retrieved_at)
    assert due_on(look.retrieved_at + DAY - MINUTE) == []
    assert due_on(look.retrieved_at + DAY) == [source.pk]


def test_an_old_verdicts_source_is_looked_at_seldom(verdict):
    look = looked(source_of(verdict), given.TEXT, at=changing_site.later(400))
    recheck.finish(look, at=look.retrieved_at)
    assert schedule.next_look(the_source(verdict)) == look.retrieved_at + SELDOM


def test_a_material_change_makes_it_young_again(verdict):
    text = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")
    look = looked(source_of(verdict), text, at=changing_site.later(400))
    recheck.finish(look, at=look.retrieved_at)
    assert schedule.next_look(the_source(verdict)) == look.retrieved_at + DAY


def test_a_failed_look_is_repeated_soon_and_more_seldom_each_time(verdict):
    source, waits = source_of(verdict), []
    for _ in range(3):
        look = looked(source, None, at=changing_site.later(400 + len(waits)))
        recheck.finish(look, at=look.retrieved_at)
        waits.append(schedule.next_look(the_source(verdict)) - look.retrieved_at)
    assert waits == [AFTER_A_FAILURE, 2 * AFTER_A_FAILURE, 4 * AFTER_A_FAILURE]


def test_a_look_that_reached_it_ends_the_failures(verdict):
    source = source_of(verdict)
    for text in (None, None, given.TEXT):
        look = looked(source, text, at=changing_site.later(400))
        recheck.finish(look, at=look.retrieved_at)
    assert the_source(verdict).failures == 0


def test_what_is_gone_is_no_failure(verdict):
    look = looked(source_of(verdict), None, gone=True, at=changing_site.later(20))
    recheck.finish(look, at=look.retrieved_at)
    assert schedule.next_look(the_source(verdict)) == look.retrieved_at + 7 * DAY
    assert not schedule.out_of_reach().exists()


def test_three_failures_in_a_row_are_shown_to_the_desk(verdict):
    for number in range(3):
        assert not schedule.out_of_reach().exists()
        look = looked(source_of(verdict), None, at=changing_site.later(number))
        recheck.finish(look, at=look.retrieved_at)
    assert schedule.out_of_reach().get() == source_of(verdict)


def test_an_unfinished_look_is_due_at_once(verdict):
    look = looked(source_of(verdict), given.TEXT, at=changing_site.later(1))
    assert due_on(look.retrieved_at + MINUTE) == [source_of(verdict).pk]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "superseded", "retracted"])
def test_what_no_standing_verdict_cites_is_not_watched(state):
    verdict = given.STATES[state]()
    source = verdict.evidence.get().passage.snapshot.source
    source.url = "https://paper.example/on-trade"
    source.save()
    watched = {one.pk for one in schedule.watched()}
    cited = verdict.claim.verdicts.filter(state="published").exists()
    assert (source.pk in watched) == cited


@pytest.mark.django_db
def test_a_suspended_verdict_is_watched_too():
    verdict = changing_site.published()
    told = {"cause": "reply", "note": "They object."}
    actions.suspend(verdict, by=given.person("carla"), at=given.moment(), **told)
    assert schedule.watched().exists()


@pytest.mark.django_db
def test_a_source_without_an_address_is_not_watched():
    verdict = changing_site.published(url="")
    assert not schedule.watched().exists()
    with pytest.raises(recheck.NotWatched, match="No address of this source is known"):
        recheck.look(source_of(verdict), by=given.person("ana"), at=given.moment())


@pytest.mark.django_db
def test_what_nobody_quotes_is_not_looked_at():
    source = given.snapshot(url="https://paper.example/x").source
    with pytest.raises(recheck.NotWatched, match="No standing verdict cites"):
        recheck.look(source, by=given.person("ana"), at=given.moment())


@pytest.mark.django_db
def test_where_the_claim_was_made_is_watched_too():
    verdict = given.published()
    passage = given.passage(given.ROSE, of=given.snapshot(url="https://paper.example/said"))
    claims.appear(
        verdict.claim, by=given.person("ana"), at=given.moment(), words="It rose.", passage=passage
    )
    assert schedule.watched().get() == passage.snapshot.source


def test_no_host_is_asked_twice_within_the_spacing(db):
    ana, at = given.person("ana"), given.moment()
    addresses = ["https://a.example/1", "https://b.example/1", "https://A.example/2"]
    sources = [new_source(by=ana, at=at, title=one, url=one) for one in addresses]
    asked = {"b.example": at - 10 * MINUTE}
    planned = list(visits(sources, at, 30 * MINUTE, asked))
    assert [(one.host, one.at - at) for one in planned] == [
        ("a.example", timedelta()),
        ("b.example", 20 * MINUTE),
        ("a.example", 30 * MINUTE),
    ]


def test_it_is_known_which_hosts_were_asked_lately(verdict):
    look = looked(source_of(verdict), given.TEXT, at=changing_site.later(1))
    asked = {"paper.example": look.retrieved_at}
    assert schedule.asked_since(look.retrieved_at - MINUTE) == asked
    assert schedule.asked_since(look.retrieved_at) == {}
