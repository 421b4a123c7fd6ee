"""A suspension that no second person confirms stays in force, and its deadlines are counted."""

from datetime import timedelta

import pytest

from claims.publication import queries
from claims.workflow import actions
from claims.workflow.suspension_deadlines import (
    count_missed_deadlines,
    list_overdue_suspensions,
    list_unconfirmed_suspensions,
)
from tests import given

pytestmark = pytest.mark.django_db
DAY = timedelta(hours=24)


def get_suspension(verdict):
    return verdict.changes.filter(kind="suspension").latest("pk")


def test_a_suspension_is_due_to_be_confirmed_a_day_after_its_announcement():
    verdict = given.suspended()
    (suspension,) = list_unconfirmed_suspensions()
    assert suspension == get_suspension(verdict)
    assert suspension.due_at == suspension.announced_at + DAY


def test_the_settings_say_how_long_a_second_person_has(settings):
    settings.SUSPENSION_HOURS = 6
    given.suspended()
    (suspension,) = list_unconfirmed_suspensions()
    assert suspension.due_at == suspension.announced_at + timedelta(hours=6)


def test_a_confirmed_suspension_is_not_listed():
    verdict = given.suspended()
    actions.confirm_suspension(verdict, by=given.person("filip"), at=given.moment())
    assert list(list_unconfirmed_suspensions()) == []


def test_an_ended_suspension_is_not_listed_and_the_next_one_is_listed_once():
    verdict = given.suspended()
    change = {"cause": "reply", "note": "We looked into it."}
    actions.reinstate(verdict, by=given.person("filip"), at=given.moment(), **change)
    assert list(list_unconfirmed_suspensions()) == []
    actions.suspend(verdict, by=given.person("carla"), at=given.moment(), **change)
    assert list(list_unconfirmed_suspensions()) == [get_suspension(verdict)]


def test_missed_deadlines_are_counted_and_readers_still_see_no_conclusion():
    verdict = given.suspended()
    suspension = get_suspension(verdict)
    announced_at = suspension.announced_at
    assert list(list_overdue_suspensions(announced_at + DAY - timedelta(seconds=1))) == []
    assert list(list_overdue_suspensions(announced_at + DAY)) == [suspension]
    counts = [
        count_missed_deadlines(suspension, announced_at + timedelta(hours=hours))
        for hours in (0, 23, 24, 50)
    ]
    assert counts == [0, 0, 1, 2]
    public_claim = queries.get_claim(verdict.claim.public_id)
    assert (public_claim.row.state, public_claim.row.conclusion) == ("suspended", None)


def test_suspensions_are_listed_by_their_deadline():
    first, second = given.suspended(), given.suspended()
    verdicts = [suspension.verdict for suspension in list_unconfirmed_suspensions()]
    assert verdicts == [first, second]
