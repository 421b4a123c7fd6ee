"""The worker's tasks publish what is due, and nothing before its time."""

from datetime import timedelta

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.models import ScheduledPublication
from claims.publication import ledger
from factcheck import tasks
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def set_clock(monkeypatch):
    """Sets the worker's clock to a time."""
    return lambda at: monkeypatch.setattr(tasks.timezone, "now", lambda: at)


def list_queued_jobs() -> list[dict]:
    rows = ProcrastinateJob.objects.filter(task_name=tasks.publish_scheduled.name, status="todo")
    return [job.args for job in rows.order_by("pk")]


def test_each_due_schedule_is_queued_once(set_clock):
    first, second = given.scheduled_publication(hours=12), given.scheduled_publication(hours=30)
    set_clock(first.publish_at)
    tasks.queue_due_publications(timestamp=0)
    tasks.queue_due_publications(timestamp=60)
    assert list_queued_jobs() == [{"scheduled_id": first.pk}]
    set_clock(second.publish_at)
    tasks.queue_due_publications(timestamp=120)
    assert list_queued_jobs() == [{"scheduled_id": first.pk}, {"scheduled_id": second.pk}]


def test_nothing_is_queued_before_its_time(set_clock):
    schedule = given.scheduled_publication()
    set_clock(schedule.publish_at - timedelta(seconds=1))
    tasks.queue_due_publications(timestamp=0)
    assert list_queued_jobs() == []


def test_a_job_that_runs_twice_or_too_early_does_no_harm(set_clock):
    schedule = given.scheduled_publication()
    published = schedule.verdict.transitions.filter(action="publish")
    set_clock(schedule.publish_at - timedelta(minutes=1))
    tasks.publish_scheduled(scheduled_id=schedule.pk)
    assert not published.exists()
    set_clock(schedule.publish_at)
    tasks.publish_scheduled(scheduled_id=schedule.pk)
    set_clock(schedule.publish_at + timedelta(minutes=1))
    tasks.publish_scheduled(scheduled_id=schedule.pk)
    assert published.count() == 1


def test_a_refused_schedule_is_ended_by_the_system_user(set_clock):
    schedule = given.scheduled_publication(hours=12)
    given.embargo(schedule.verdict.claim, hours=48)
    set_clock(schedule.publish_at)
    tasks.publish_scheduled(scheduled_id=schedule.pk)
    schedule.refresh_from_db()
    assert (schedule.outcome, schedule.ended_by.byline) == ("refused", "the desk")


def test_a_job_that_crashes_can_be_run_again(set_clock, monkeypatch):
    schedule = given.scheduled_publication()
    set_clock(schedule.publish_at)

    def crash(*_args, **_kwargs):
        raise RuntimeError("An unexpected error.")

    with monkeypatch.context() as broken:
        broken.setattr(ledger, "append_entry", crash)
        with pytest.raises(RuntimeError):
            tasks.publish_scheduled(scheduled_id=schedule.pk)
    schedule.verdict.refresh_from_db()
    outcome = ScheduledPublication.objects.get().outcome
    assert (schedule.verdict.state, outcome) == ("approved", "")
    tasks.publish_scheduled(scheduled_id=schedule.pk)
    schedule.verdict.refresh_from_db()
    assert schedule.verdict.state == "published"


def test_readers_see_it_from_the_scheduled_time(set_clock):
    schedule = given.scheduled_publication()
    address = f"/claims/{schedule.verdict.claim.public_id}/"
    assert Client().get(address).status_code == 404
    set_clock(schedule.publish_at)
    tasks.publish_scheduled(scheduled_id=schedule.pk)
    assert Client().get(address, follow=True).status_code == 200
