"""Each event notifies the users it concerns once, and never the user who caused it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from claims.models import AuditReport
from claims.scheduling import publication
from claims.workflow import actions
from factcheck.accounts.models import User
from factcheck.accounts.system_user import get_system_user
from factcheck.notifications import preferences
from factcheck.notifications.dispatch import MAX_EVENT_AGE, create_notifications
from factcheck.notifications.models import Notification, NotificationEvent, NotificationPreference
from factcheck.notifications.types import NOTIFICATION_TYPES
from tests import given
from tests.helpers import changing_site
from tests.helpers.rechecks import CHANGED_TEXT, recheck_with_text


# ── recipients ──────────────────────────────────────────────────────────────────────────────────
def test_a_submission_notifies_the_users_who_may_review_it(notify):
    given.in_review()
    assert notify() == {"submitted": {"bo", "carla", "filip"}}


def test_a_submission_does_not_notify_its_author(notify):
    given.in_review(by=given.person("filip"))
    assert notify() == {"submitted": {"bo", "carla"}}


def test_an_assigned_reviewer_gets_another_notification_than_the_others(notify):
    verdict = given.draft()
    given.assignment(verdict.claim, to=given.person("bo"), role="review")
    assert notify() == {"assigned_review": {"bo"}}
    given.in_review(verdict=verdict)
    assert notify() == {"submitted_to_you": {"bo"}, "submitted": {"carla", "filip"}}


def test_sending_back_approving_and_publishing_notify_the_contributors(notify):
    verdict = given.sent_back()
    assert notify()["sent_back"] == {"ana"}
    given.in_review(verdict=verdict)
    notify()
    given.approved(verdict=verdict)
    assert notify() == {"approved": {"ana"}}
    given.published(verdict=verdict)
    assert notify() == {"published": {"ana"}}


def test_a_suspension_notifies_all_other_editors(notify):
    verdict = given.published()
    notify()
    actions.suspend(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="He objects."
    )
    assert notify() == {"suspended": {"filip"}, "availability": {"ana"}}


def test_a_suspension_that_is_not_confirmed_in_time_notifies_every_editor(notify, settings):
    given.suspended()
    notify()
    late = given.moment() + timedelta(hours=settings.SUSPENSION_HOURS)
    create_notifications(late, queue_email=lambda notification: None)
    create_notifications(late + timedelta(minutes=5), queue_email=pytest.fail)
    notifications = Notification.objects.filter(event__kind="suspension_overdue")
    assert {row.user.username for row in notifications} == {"carla", "filip"}


def test_a_confirmed_suspension_is_never_overdue(notify, settings):
    verdict = given.suspended()
    actions.confirm_suspension(verdict, by=given.person("filip"), at=given.moment())
    late = given.moment() + timedelta(hours=settings.SUSPENSION_HOURS)
    create_notifications(late, queue_email=lambda notification: None)
    assert not NotificationEvent.objects.filter(kind="suspension_overdue").exists()


def test_a_complaint_notifies_when_it_arrives_and_when_its_answer_is_due(notify, settings):
    verdict = given.published()
    notify()
    given.complaint(verdict)
    assert notify() == {"complaint": {"bo", "carla", "filip"}}
    late = given.moment() + timedelta(days=settings.COMPLAINT_DAYS)
    create_notifications(late, queue_email=lambda notification: None)
    assert Notification.objects.filter(event__kind="complaint_due").count() == 3


def test_a_failed_schedule_notifies_the_users_who_may_publish(notify):
    schedule = given.scheduled_publication()
    notify()
    given.embargo(schedule.verdict.claim)
    at = schedule.publish_at + timedelta(seconds=1)
    publication.publish_if_due(schedule, at=at, system_user=get_system_user())
    create_notifications(at, queue_email=lambda notification: None)
    notifications = Notification.objects.filter(event__kind="schedule_failed")
    assert {row.user.username for row in notifications} == {"carla", "filip"}


def test_a_retraction_notifies_the_other_editors_and_then_the_contributors(notify):
    verdict = given.published()
    notify()
    actions.propose_retraction(
        verdict,
        by=given.person("carla"),
        at=given.moment(),
        cause="our-error",
        note="We misread it.",
    )
    assert notify() == {"retraction_proposed": {"filip"}}
    actions.retract(verdict, by=given.person("filip"), at=given.moment())
    assert notify() == {"availability": {"ana"}}
    assert NotificationEvent.objects.get(kind="availability").detail == "revision 1, retracted"


def test_a_source_alert_notifies_the_contributors_and_the_editors(notify):
    verdict = changing_site.create_published_verdict()
    notify()
    recheck_with_text(verdict, CHANGED_TEXT)
    assert notify() == {"alert": {"ana", "carla", "filip"}}
    event = NotificationEvent.objects.get(kind="alert")
    url = f"/desk/claims/sourcealert/{event.subject_id}/change/"
    assert (event.actor, event.url) == (None, url)


def test_an_assignment_notifies_the_assigned_user_unless_they_assigned_themselves(notify):
    given.assignment()
    given.assignment(to=given.person("ana"), by=given.person("ana"))
    assert notify() == {"assigned_write": {"dov"}}


def test_the_due_day_is_the_detail_of_an_assignment(notify):
    given.assignment(due_on=given.NOON.date() + timedelta(days=1))
    notify()
    assert NotificationEvent.objects.get().detail == "due on 3 November 2026"


def test_a_comment_notifies_each_mentioned_user_once_and_not_its_author(notify):
    given.comment("@bo, @bo and @ana: who has the table?")
    assert notify() == {"mentioned": {"bo"}}


def test_a_verdict_due_to_be_revisited_notifies_its_contributors(notify):
    verdict = given.published(provisional=True, revisit_on=given.NOON.date() + timedelta(days=2))
    notify()
    assert notify() == {}
    create_notifications(given.NOON + timedelta(days=2), queue_email=lambda notification: None)
    due = Notification.objects.get(event__kind="revisit_due")
    assert (due.user, due.event.subject_id) == (given.person("ana"), verdict.pk)


def test_a_verdict_with_a_newer_draft_is_not_due_to_be_revisited(notify):
    verdict = given.published(provisional=True, revisit_on=given.NOON.date() + timedelta(days=2))
    given.correction(verdict)
    create_notifications(given.NOON + timedelta(days=2), queue_email=lambda notification: None)
    assert not NotificationEvent.objects.filter(kind="revisit_due").exists()


def test_superseding_a_revision_is_not_a_publication(notify):
    given.superseded()
    notify()
    assert NotificationEvent.objects.filter(kind="published").count() == 2


def test_a_breach_that_the_audit_found_notifies_editors_and_administrators(notify):
    given.person("eva", "administrator")
    fields = {"started_at": given.NOON, "finished_at": given.moment()}
    AuditReport.objects.create(finding_count=0, findings=[], **fields)
    assert notify() == {}
    AuditReport.objects.create(finding_count=1, findings=["A row was changed."], **fields)
    assert notify() == {"audit": {"carla", "filip", "eva"}}


def test_every_notification_type_is_tested_above():
    tests = Path(__file__).read_text()
    assert [code for code in NOTIFICATION_TYPES if f'"{code}"' not in tests] == []


# ── users who left or joined ────────────────────────────────────────────────────────────────────
def test_a_deactivated_user_is_not_notified(notify):
    verdict = given.sent_back()
    given.deactivated(given.person("ana")), given.deactivated(given.person("carla"))
    assert notify() == {"submitted": {"bo", "filip"}}
    assert verdict.pk


def test_a_user_who_lost_the_role_is_not_notified(notify):
    given.in_review()
    given.person("filip").groups.clear()
    assert notify() == {"submitted": {"bo", "carla"}}


def test_a_new_user_is_not_notified_of_earlier_events(notify):
    given.in_review()
    notify()
    given.person("olga", "editor")
    assert notify() == {}


# ── once, and only what was committed ───────────────────────────────────────────────────────────
def test_no_event_notifies_twice(notify):
    given.in_review()
    assert notify() == {"submitted": {"bo", "carla", "filip"}}
    assert notify() == {}
    assert create_notifications(given.moment(), queue_email=pytest.fail) == 0


def test_an_event_without_recipients_is_processed_once(cast):
    given.assignment(to=given.person("ana"), by=given.person("ana"))
    assert create_notifications(given.moment(), queue_email=pytest.fail) == 0
    assert NotificationEvent.objects.get().notifications.count() == 0


def test_a_rolled_back_action_is_no_event(notify):
    verdict = given.draft()
    notify()
    with transaction.atomic():
        given.in_review(verdict=verdict)
        transaction.set_rollback(True)
    assert notify() == {}
    assert not NotificationEvent.objects.filter(kind="submitted").exists()


def test_a_notification_that_cannot_be_queued_is_not_stored_and_its_event_is_processed_again(cast):
    given.assignment()

    def fail(notification):
        raise OSError("The queue is not available.")

    with pytest.raises(ExceptionGroup):
        create_notifications(given.moment(), queue_email=fail)
    assert not NotificationEvent.objects.exists()
    queued = []
    assert create_notifications(given.moment(), queue_email=queued.append) == 1
    assert [notification.user.username for notification in queued] == ["dov"]


def test_an_event_that_was_committed_late_still_notifies(notify):
    """Two users act at the same time; the transaction that began first is committed last."""
    first = given.assignment()
    second = given.assignment()
    NotificationEvent.objects.create(
        kind="assigned_write",
        object_id=second.pk,
        subject_id=second.claim_id,
        occurred_at=second.assigned_at,
        recorded_at=second.assigned_at,
    )
    notify()
    object_ids = set(NotificationEvent.objects.values_list("object_id", flat=True))
    assert object_ids == {first.pk, second.pk}


def test_an_event_that_is_too_old_is_ignored(cast):
    given.assignment()
    assert create_notifications(given.moment() + MAX_EVENT_AGE, queue_email=pytest.fail) == 0
    assert not NotificationEvent.objects.exists()


# ── channels ────────────────────────────────────────────────────────────────────────────────────
def get_channel(kind: str, name: str) -> str:
    return Notification.objects.get(event__kind=kind, user__username=name).channel


def test_each_user_is_notified_by_the_channel_they_chose(notify):
    preferences.save_preferences(given.person("bo"), {"submitted": "desk"})
    preferences.save_preferences(given.person("carla"), {"submitted": "at_once"})
    given.in_review()
    notify()
    channels = [get_channel("submitted", name) for name in ("bo", "carla", "filip")]
    assert channels == ["desk", "at_once", "daily_summary"]


def test_a_mandatory_notification_is_sent_at_once_whatever_was_chosen(notify):
    preferences.save_preferences(given.person("filip"), dict.fromkeys(NOTIFICATION_TYPES, "desk"))
    given.suspended()
    notify()
    assert get_channel("suspended", "filip") == "at_once"
    assert not NotificationPreference.objects.filter(kind="suspended").exists()


def test_a_user_without_an_address_is_notified_on_the_desk_only(notify):
    User.objects.filter(username="filip").update(email="")
    given.suspended()
    notify()
    assert get_channel("suspended", "filip") == "desk"


def test_only_notifications_sent_at_once_are_queued(cast):
    given.sent_back()
    queued = []
    create_notifications(given.moment(), queue_email=queued.append)
    assert [(row.event.kind, row.user.username) for row in queued] == [("sent_back", "ana")]


def test_a_failing_event_does_not_stop_the_others(cast, monkeypatch):
    given.approved()

    def fail(row):
        raise ValueError(row)

    failing_type = replace(NOTIFICATION_TYPES["submitted"], recipients=fail)
    monkeypatch.setitem(NOTIFICATION_TYPES, "submitted", failing_type)
    with pytest.raises(ExceptionGroup, match="Some notifications could not be created"):
        create_notifications(given.moment(), lambda notification: None)
    stored = set(NotificationEvent.objects.values_list("kind", flat=True))
    assert "approved" in stored and "submitted" not in stored
