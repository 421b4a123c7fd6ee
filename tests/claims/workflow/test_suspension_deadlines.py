"""A suspension that nobody confirms is told louder, and stays."""

from datetime import timedelta

import pytest

from claims.publication import queries
from claims.workflow import actions, suspension_deadlines
from tests import given

pytestmark = pytest.mark.django_db
DAY = timedelta(hours=24)


def suspension_of(verdict):
    return verdict.changes.filter(kind="suspension").latest("pk")


def test_a_suspension_is_due_a_day_after_it_was_told():
    verdict = given.suspended()
    (found,) = suspension_deadlines.unconfirmed()
    assert found == suspension_of(verdict)
    assert found.due_at == found.announced_at + DAY


def test_how_long_a_second_person_has_is_the_desks_to_say(settings):
    settings.SUSPENSION_HOURS = 6
    given.suspended()
    (found,) = suspension_deadlines.unconfirmed()
    assert found.due_at == found.announced_at + timedelta(hours=6)


def test_what_was_confirmed_waits_no_more():
    verdict = given.suspended()
    actions.confirm_suspension(verdict, by=given.person("filip"), at=given.moment())
    assert list(suspension_deadlines.unconfirmed()) == []


def test_what_was_reinstated_waits_no_more_and_what_was_suspended_again_waits_once():
    verdict = given.suspended()
    told = {"cause": "reply", "note": "Told."}
    actions.reinstate(verdict, by=given.person("filip"), at=given.moment(), **told)
    assert list(suspension_deadlines.unconfirmed()) == []
    actions.suspend(verdict, by=given.person("carla"), at=given.moment(), **told)
    assert list(suspension_deadlines.unconfirmed()) == [suspension_of(verdict)]


def test_a_deadline_that_has_passed_gives_the_alarm_again_and_shows_nothing():
    verdict = given.suspended()
    suspension = suspension_of(verdict)
    told = suspension.announced_at
    assert list(suspension_deadlines.overdue(told + DAY - timedelta(seconds=1))) == []
    assert list(suspension_deadlines.overdue(told + DAY)) == [suspension]
    lapsed = [
        suspension_deadlines.lapses(suspension, told + hours * DAY / 24)
        for hours in (0, 23, 24, 50)
    ]
    assert lapsed == [0, 0, 1, 2]
    shown = queries.claim(verdict.claim.public_id)
    assert (shown.row.state, shown.row.finding) == ("suspended", None)


def test_those_that_are_due_first_come_first():
    first, second = given.suspended(), given.suspended()
    assert [one.verdict for one in suspension_deadlines.unconfirmed()] == [first, second]
