"""The worker publishes what was planned when its hour has come, and nothing before."""

from datetime import timedelta

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.models import Plan
from claims.scheduling import publication
from factcheck import tasks
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def it_is(monkeypatch):
    """Lets the worker's clock show a moment."""
    return lambda at: monkeypatch.setattr(tasks.timezone, "now", lambda: at)


def queued() -> list[dict]:
    rows = ProcrastinateJob.objects.filter(task_name=tasks.publish_plan.name, status="todo")
    return [job.args for job in rows.order_by("pk")]


def test_each_plan_whose_hour_has_come_is_put_into_the_queue_once(it_is):
    now, later = given.plan(hours=12), given.plan(hours=30)
    it_is(now.publish_at)
    tasks.publish_planned(timestamp=0)
    tasks.publish_planned(timestamp=60)
    assert queued() == [{"plan_id": now.pk}]
    it_is(later.publish_at)
    tasks.publish_planned(timestamp=120)
    assert queued() == [{"plan_id": now.pk}, {"plan_id": later.pk}]


def test_before_the_hour_nothing_is_put_into_the_queue(it_is):
    plan = given.plan()
    it_is(plan.publish_at - timedelta(seconds=1))
    tasks.publish_planned(timestamp=0)
    assert queued() == []


def test_a_job_that_runs_twice_or_too_early_does_no_harm(it_is):
    plan = given.plan()
    it_is(plan.publish_at - timedelta(minutes=1))
    tasks.publish_plan(plan_id=plan.pk)
    assert not plan.verdict.transitions.filter(verb="publish").exists()
    it_is(plan.publish_at)
    tasks.publish_plan(plan_id=plan.pk)
    it_is(plan.publish_at + timedelta(minutes=1))
    tasks.publish_plan(plan_id=plan.pk)
    assert plan.verdict.transitions.filter(verb="publish").count() == 1


def test_a_refusal_is_signed_by_the_desk(it_is):
    plan = given.plan(hours=12)
    given.embargo(plan.verdict.claim, hours=48)
    it_is(plan.publish_at)
    tasks.publish_plan(plan_id=plan.pk)
    plan.refresh_from_db()
    assert (plan.end, plan.ended_by.byline) == ("refused", "the desk")


def test_one_that_crashes_leaves_its_plan_for_another_try(it_is, monkeypatch):
    plan = given.plan()
    it_is(plan.publish_at)

    def crash(*_, **__):
        raise RuntimeError("This was not foreseen.")

    with monkeypatch.context() as broken:
        broken.setattr(publication.workflow.ledger, "append", crash)
        with pytest.raises(RuntimeError):
            tasks.publish_plan(plan_id=plan.pk)
    plan.verdict.refresh_from_db()
    assert (plan.verdict.state, Plan.objects.get().end) == ("approved", "")
    tasks.publish_plan(plan_id=plan.pk)
    plan.verdict.refresh_from_db()
    assert plan.verdict.state == "published"


def test_what_is_published_at_its_hour_is_what_readers_then_see(it_is):
    plan = given.plan()
    address = f"/claims/{plan.verdict.claim.public_id}/"
    assert Client().get(address).status_code == 404
    it_is(plan.publish_at)
    tasks.publish_plan(plan_id=plan.pk)
    assert Client().get(address, follow=True).status_code == 200
