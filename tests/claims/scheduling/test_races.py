"""The worker and people at the same moment: nothing is published twice, or under a hold."""

import pytest
from django.db import connections

from claims.models import LedgerEntry, Plan, Verdict
from claims.scheduling import publication, publication_blocks
from claims.workflow import actions
from claims.workflow.actions import Refused
from factcheck.accounts.system_user import the_desk
from tests import given
from tests.helpers.races import race

pytestmark = pytest.mark.database
TOLD = {"cause": "reply", "note": "Told."}


@pytest.fixture(autouse=True)
def unblocked(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connections.close_all()


def worker(plan):
    desk = the_desk()
    return lambda: publication.carry_out(
        Plan.objects.get(pk=plan.pk), at=plan.publish_at, desk=desk
    )


def doing(verb, verdict, by, **told):
    told |= {"by": given.person(by), "at": given.moment()}
    return lambda: verb(Verdict.objects.get(pk=verdict.pk), **told)


def holding(verdict):
    told = {"by": given.person("carla"), "at": given.moment(), "why": "A court."}
    return lambda: publication_blocks.hold(verdict.claim, **told)


def state_of(verdict) -> str:
    return Verdict.objects.get(pk=verdict.pk).state


def test_of_two_workers_one_publishes():
    plan = given.plan()
    assert race(worker(plan), worker(plan)) == ("", "")
    assert LedgerEntry.objects.count() == 1
    assert Plan.objects.get().end == ""


def test_what_is_sent_back_at_its_hour_is_not_published():
    plan = given.plan()
    sending = doing(actions.send_back, plan.verdict, "bo", comment="Wait.")
    _, published = race(sending, worker(plan))
    assert (published, state_of(plan.verdict)) == ("", "draft")


def test_what_is_called_off_at_its_hour_is_published_or_called_off():
    plan = given.plan()
    _, called_off = race(worker(plan), doing(publication.call_off, plan.verdict, "carla"))
    assert isinstance(called_off, Refused)
    assert state_of(plan.verdict) == "published"


def test_nobody_reinstates_what_is_being_held():
    verdict = given.suspended()
    _, second = race(holding(verdict), doing(actions.reinstate, verdict, "filip", **TOLD))
    assert "A legal hold is on the claim" in str(second)
    assert state_of(verdict) == "suspended"


def test_nobody_holds_what_is_being_reinstated():
    verdict = given.suspended()
    _, second = race(doing(actions.reinstate, verdict, "filip", **TOLD), holding(verdict))
    assert "suspend that first" in str(second)
    assert state_of(verdict) == "published"
