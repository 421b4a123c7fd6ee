"""A scheduled publication happens at its time, without a user, and as it was scheduled."""

from datetime import timedelta

import pytest

from claims.models import ScheduledPublication
from claims.monitoring.alert_creation import create_alerts
from claims.scheduling import publication, publication_blocks
from claims.workflow import actions, drafting
from factcheck.accounts.system_user import get_system_user
from factcheck.core.errors import FactcheckError
from sources.models import Source
from sources.rechecks import recheck_passage
from tests import given
from tests.helpers import changing_site

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
EDITED_AFTER_APPROVAL = "was edited after the approval"


def run_worker(schedule: ScheduledPublication, delay=timedelta()) -> str:
    """What the worker does at the scheduled time, or so much later; returns the refusal."""
    at = schedule.publish_at + delay
    refusal = publication.publish_if_due(schedule, at=at, system_user=get_system_user())
    schedule.refresh_from_db()
    schedule.verdict.refresh_from_db()
    return refusal


# ── scheduling ──────────────────────────────────────────────────────────────────────────────────
def test_it_is_published_at_its_time_in_the_name_of_the_user_who_scheduled_it():
    schedule = given.scheduled_publication(by=given.person("filip"))
    assert run_worker(schedule, MINUTE) == ""
    verdict = schedule.verdict
    assert verdict.state == "published"
    assert verdict.published_by == given.person("filip")
    assert verdict.published_at == schedule.publish_at + MINUTE
    assert schedule.ended_at is None


def test_nothing_happens_before_the_time():
    schedule = given.scheduled_publication()
    at = schedule.publish_at - timedelta(seconds=1)
    assert list(publication.list_due_schedules(at)) == []
    assert publication.publish_if_due(schedule, at=at, system_user=get_system_user()) == ""
    schedule.verdict.refresh_from_db()
    assert schedule.verdict.state == "approved"


def test_a_schedule_is_due_until_it_is_published_and_is_published_once():
    schedule = given.scheduled_publication()
    time = schedule.publish_at
    assert list(publication.list_due_schedules(time)) == [schedule]
    run_worker(schedule)
    assert list(publication.list_due_schedules(time + timedelta(days=1))) == []
    run_worker(schedule, 5 * MINUTE)
    assert schedule.verdict.published_at == time
    assert schedule.verdict.transitions.filter(action="publish").count() == 1


def test_a_new_schedule_replaces_the_previous_one():
    verdict = given.approved()
    first = given.scheduled_publication(verdict)
    second = given.scheduled_publication(verdict, hours=30)
    first.refresh_from_db()
    assert (first.outcome, first.ended_by) == ("replaced", given.person("carla"))
    assert list(publication.list_active_schedules()) == [second]


def test_a_cancelled_schedule_is_not_published():
    schedule = given.scheduled_publication()
    filip, carla = given.person("filip"), given.person("carla")
    publication.cancel_scheduled_publication(schedule.verdict, by=filip, at=given.moment())
    assert run_worker(schedule) == ""
    assert (schedule.outcome, schedule.ended_by) == ("cancelled", filip)
    assert schedule.verdict.state == "approved"
    with pytest.raises(FactcheckError, match="No publication is scheduled"):
        publication.cancel_scheduled_publication(schedule.verdict, by=carla, at=given.moment())


@pytest.mark.parametrize("hours", [0, -1, 11 * 366 * 24])
def test_a_time_in_the_past_or_too_far_in_the_future_is_refused(hours):
    with pytest.raises(FactcheckError, match="in the future, within ten years"):
        given.scheduled_publication(hours=hours)
    with pytest.raises(FactcheckError, match="in the future, within ten years"):
        given.scheduled_publication(publish_at=None)
    assert not ScheduledPublication.objects.exists()


def test_only_the_submission_that_the_user_opened_is_scheduled():
    with pytest.raises(FactcheckError, match="submitted again after you opened it"):
        given.scheduled_publication(sha256="0" * 64)


def test_an_outdated_submission_cannot_be_scheduled():
    verdict = given.approved()
    Source.objects.update(title="Another title")
    with pytest.raises(FactcheckError, match=EDITED_AFTER_APPROVAL):
        given.scheduled_publication(verdict)


# ── what happens before the time ────────────────────────────────────────────────────────────────
def test_sending_the_revision_back_makes_its_schedule_void():
    schedule = given.scheduled_publication()
    bo = given.person("bo")
    actions.send_back(schedule.verdict, by=bo, at=given.moment(), comment="Wait.")
    assert run_worker(schedule) == ""
    assert (schedule.verdict.state, schedule.outcome) == ("draft", "")


def test_a_revision_that_is_approved_again_has_to_be_scheduled_again():
    schedule = given.scheduled_publication()
    actions.withdraw(schedule.verdict, by=given.person("ana"), at=given.moment())
    schedule.verdict.refresh_from_db()
    verdict = given.approved(verdict=given.in_review(verdict=schedule.verdict))
    assert verdict.submission.content == schedule.submission.content
    assert list(publication.list_active_schedules()) == []
    assert run_worker(schedule) == ""
    assert schedule.verdict.state == "approved"
    second = given.scheduled_publication(verdict)
    run_worker(second)
    assert second.verdict.state == "published"


def test_a_revision_that_a_user_published_is_not_published_again():
    schedule, at = given.scheduled_publication(), given.moment()
    filip = given.person("filip")
    actions.publish(schedule.verdict, by=filip, at=at, sha256=schedule.sha256)
    assert run_worker(schedule) == ""
    assert schedule.verdict.published_at == at


# ── refusals ────────────────────────────────────────────────────────────────────────────────────
def assert_refused(schedule: ScheduledPublication, reason: str) -> None:
    """Publishing is refused with this reason, which is kept, and is not tried again."""
    refusal = run_worker(schedule)
    assert reason in refusal
    assert schedule.verdict.state == "approved"
    assert (schedule.outcome, schedule.reason) == ("refused", refusal)
    assert schedule.ended_at == schedule.publish_at
    assert schedule.ended_by == get_system_user()
    assert list(publication.list_refused_schedules()) == [schedule]
    next_day = schedule.publish_at + timedelta(days=1)
    assert list(publication.list_due_schedules(next_day)) == []
    assert run_worker(schedule, timedelta(days=1)) == ""
    assert schedule.ended_at == schedule.publish_at


def test_publishing_is_refused_if_a_source_was_edited():
    schedule = given.scheduled_publication()
    Source.objects.update(title="Another title")
    assert_refused(schedule, EDITED_AFTER_APPROVAL)


def test_publishing_is_refused_if_the_user_was_deactivated():
    schedule = given.scheduled_publication(by=given.person("filip"))
    given.deactivated(given.person("filip"))
    assert_refused(schedule, "Filip Byline scheduled it, but can no longer publish.")


def test_publishing_is_refused_if_the_user_has_another_role():
    schedule = given.scheduled_publication(by=given.person("filip"))
    given.person("filip").groups.clear()
    assert_refused(schedule, "can no longer publish")


def test_publishing_is_refused_under_a_later_embargo():
    schedule = given.scheduled_publication(hours=12)
    given.embargo(schedule.verdict.claim, hours=48)
    assert_refused(schedule, "It is under embargo until")


def test_publishing_is_refused_under_a_legal_block():
    schedule = given.scheduled_publication()
    given.legal_block(schedule.verdict.claim)
    assert_refused(schedule, "Publication of this claim is blocked for legal reasons")


def create_alert(verdict) -> None:
    """A source alert: the source that this published verdict quotes is gone."""
    passage = verdict.evidence.first().passage
    retrieval = changing_site.create_retrieval(passage.snapshot.source, None, gone=True)
    check = recheck_passage(passage, retrieval, at=given.moment())
    (alert,) = create_alerts(retrieval, [check], at=given.moment())
    assert alert.verdict == verdict


def test_publishing_is_refused_while_an_alert_about_the_claim_is_open():
    published = changing_site.create_published_verdict()
    draft = given.correction(published)
    schedule = given.scheduled_publication(given.approved(verdict=given.in_review(verdict=draft)))
    create_alert(published)
    assert_refused(schedule, "the source alert is still open")


def test_publishing_is_refused_while_an_alert_about_a_cited_passage_is_open():
    published = changing_site.create_published_verdict()
    draft = given.draft()
    passage = published.evidence.first().passage
    drafting.cite(draft, passage, by=draft.author, at=given.moment(), stance="context")
    schedule = given.scheduled_publication(given.approved(verdict=given.in_review(verdict=draft)))
    create_alert(published)
    assert_refused(schedule, "the source alert is still open")


def test_an_alert_about_another_claim_does_not_prevent_publishing():
    create_alert(changing_site.create_published_verdict())
    schedule = given.scheduled_publication()
    assert run_worker(schedule) == ""
    assert schedule.verdict.state == "published"


def test_a_refused_publication_can_be_scheduled_again():
    schedule = given.scheduled_publication(hours=12)
    embargo = given.embargo(schedule.verdict.claim, hours=48)
    run_worker(schedule)
    carla, at = given.person("carla"), schedule.publish_at + timedelta(hours=1)
    publication_blocks.release_block(embargo, by=carla, at=at, reason="It is out.")
    second = publication.schedule_publication(
        schedule.verdict,
        by=carla,
        at=at,
        sha256=schedule.sha256,
        publish_at=at + timedelta(hours=1),
    )
    assert list(publication.list_refused_schedules()) == []
    assert run_worker(second) == ""
    assert second.verdict.state == "published"
