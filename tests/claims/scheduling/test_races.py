"""Workers and users at the same moment: nothing is published twice, or despite a legal block."""

import pytest
from django.db import connections

from claims.models import LedgerEntry, ScheduledPublication, Verdict
from claims.scheduling import publication, publication_blocks
from claims.workflow import actions
from factcheck.accounts.system_user import get_system_user
from factcheck.core.errors import FactcheckError
from tests import given
from tests.helpers.races import race

pytestmark = pytest.mark.database

CHANGE = {"cause": "reply", "note": "They objected."}


@pytest.fixture(autouse=True)
def unblocked(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connections.close_all()


def build_worker(schedule: ScheduledPublication):
    """A function that runs the worker on the schedule at its time."""
    system_user = get_system_user()
    return lambda: publication.publish_if_due(
        ScheduledPublication.objects.get(pk=schedule.pk),
        at=schedule.publish_at,
        system_user=system_user,
    )


def build_action(action, verdict: Verdict, by: str, **fields):
    fields |= {"by": given.person(by), "at": given.moment()}
    return lambda: action(Verdict.objects.get(pk=verdict.pk), **fields)


def build_legal_block(verdict: Verdict):
    by, at = given.person("carla"), given.moment()
    return lambda: publication_blocks.create_legal_block(
        verdict.claim, by=by, at=at, reason="A court."
    )


def get_state(verdict: Verdict) -> str:
    return Verdict.objects.get(pk=verdict.pk).state


def test_only_one_of_two_workers_publishes():
    schedule = given.scheduled_publication()
    assert race(build_worker(schedule), build_worker(schedule)) == ("", "")
    assert LedgerEntry.objects.count() == 1
    assert ScheduledPublication.objects.get().outcome == ""


def test_a_revision_that_is_sent_back_at_its_time_is_not_published():
    schedule = given.scheduled_publication()
    send_back = build_action(actions.send_back, schedule.verdict, "bo", comment="Wait.")
    _review, refusal = race(send_back, build_worker(schedule))
    assert (refusal, get_state(schedule.verdict)) == ("", "draft")


def test_cancelling_at_the_scheduled_time_is_too_late_if_the_worker_was_first():
    schedule = given.scheduled_publication()
    cancel = build_action(publication.cancel_scheduled_publication, schedule.verdict, "carla")
    _refusal, cancelled = race(build_worker(schedule), cancel)
    assert isinstance(cancelled, FactcheckError)
    assert get_state(schedule.verdict) == "published"


def test_reinstating_is_refused_while_a_legal_block_is_created():
    verdict = given.suspended()
    reinstate = build_action(actions.reinstate, verdict, "filip", **CHANGE)
    _block, error = race(build_legal_block(verdict), reinstate)
    assert "Publication of this claim is blocked for legal reasons" in str(error)
    assert get_state(verdict) == "suspended"


def test_a_legal_block_is_refused_while_the_fact_check_is_reinstated():
    verdict = given.suspended()
    reinstate = build_action(actions.reinstate, verdict, "filip", **CHANGE)
    _nothing, error = race(reinstate, build_legal_block(verdict))
    assert "suspend it first" in str(error)
    assert get_state(verdict) == "published"
