"""One event per row, one notification per user; mandatory notifications stay on."""

import pytest

from factcheck.notifications.models import Notification, NotificationEvent
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONCE = "A notification is read once and sent once."


@pytest.fixture
def notification() -> Notification:
    assignment = given.assignment()
    event = NotificationEvent.objects.create(
        kind="assigned_write",
        object_id=assignment.pk,
        subject_id=assignment.claim_id,
        claim=assignment.claim,
        actor=assignment.assigned_by,
        occurred_at=assignment.assigned_at,
        recorded_at=given.moment(),
    )
    return Notification.objects.create(event=event, user=assignment.user, channel="at_once")


def update_notification(notification, column: str, value) -> None:
    execute_sql(
        f'UPDATE notifications_notification SET "{column}" = %s WHERE id = %s',
        value,
        notification.pk,
    )


def test_reading_and_sending_a_notification_is_allowed(notification):
    with assert_allowed():
        update_notification(notification, "read_at", given.moment())
        update_notification(notification, "sent_at", given.moment())


@pytest.mark.parametrize("column", ["read_at", "sent_at"])
@pytest.mark.parametrize("later", [True, False])
def test_changing_when_it_was_read_or_sent_is_refused(notification, column, later):
    update_notification(notification, column, given.moment())
    with assert_refused(ONCE):
        update_notification(notification, column, given.moment() if later else None)


def test_changing_the_recipient_or_channel_is_refused(notification):
    with assert_refused(ONCE):
        update_notification(notification, "user_id", given.person("bo").pk)
    with assert_refused(ONCE):
        update_notification(notification, "channel", "digest")


def test_notifying_a_user_twice_is_refused(notification):
    with assert_refused("one_notification_per_user_and_event"):
        insert_row(
            "notifications_notification",
            event_id=notification.event_id,
            user_id=notification.user_id,
            channel="digest",
        )


def test_a_second_event_for_a_row_is_refused(notification):
    row = NotificationEvent.objects.values().get()
    del row["id"]
    with assert_refused("one_notification_event_per_row"):
        insert_row("notifications_notificationevent", **row)


def test_sending_a_desk_notification_is_refused(notification):
    bo = given.person("bo").pk
    with assert_refused("desk_notifications_are_not_sent"):
        insert_row(
            "notifications_notification",
            event_id=notification.event_id,
            user_id=bo,
            channel="desk",
            sent_at=given.moment(),
        )


@pytest.mark.parametrize("kind", ["suspended", "retraction_proposed"])
def test_turning_off_a_mandatory_notification_is_refused(kind):
    carla = given.person("carla").pk
    with assert_refused("mandatory_notifications_stay_on"):
        insert_row("notifications_notificationpreference", user_id=carla, kind=kind, channel="desk")
    with assert_allowed():
        insert_row(
            "notifications_notificationpreference", user_id=carla, kind="published", channel="desk"
        )


def test_a_second_daily_summary_is_refused():
    row = {"user_id": given.person("bo").pk, "day": given.NOON, "queued_at": given.NOON}
    insert_row("notifications_dailysummary", **row)
    with assert_refused("one_daily_summary_per_user_and_day"):
        insert_row("notifications_dailysummary", **row)
