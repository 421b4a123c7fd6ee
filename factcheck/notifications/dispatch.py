"""Find events that have no notification yet and create them.

There are no signals, and no action knows about notifications; what was rolled back is never an
event. Processed events are one row each, and not the highest number so far, because a transaction
that began earlier may be committed later.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from factcheck.accounts.roles import list_users_with
from factcheck.notifications.choices import Channel
from factcheck.notifications.models import Notification, NotificationEvent
from factcheck.notifications.preferences import get_channel, list_chosen_channels
from factcheck.notifications.types import NOTIFICATION_TYPES, NotificationType

MAX_EVENT_AGE = timedelta(days=3)  # older events are ignored


def create_notifications(at: datetime, queue_email: Callable[[Notification], None]) -> int:
    """Create the notifications of all events since the last call and return their number.

    `queue_email` gets each notification that is sent at once, in the transaction that creates it.
    Safe to call again, and twice at the same time: each event is processed once. Raises an
    `ExceptionGroup` of all failures after everything else is done.
    """
    events = [
        (kind, row) for kind in NOTIFICATION_TYPES.values() for row in _list_new_rows(kind, at)
    ]
    events.sort(key=lambda event: event[0].get_time(event[1]))
    count, failures = 0, []
    for kind, row in events:
        try:
            count += _notify(kind, row, at, queue_email)
        except Exception as error:  # noqa: BLE001 — the other events are still processed
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some notifications could not be created.", failures)
    return count


def _list_new_rows(kind: NotificationType, at: datetime) -> QuerySet:
    processed = NotificationEvent.objects.filter(kind=kind.code, object_id=OuterRef("pk"))
    return kind.list_rows(at - MAX_EVENT_AGE, at).filter(~Exists(processed))


@transaction.atomic
def _notify(
    kind: NotificationType, row, at: datetime, queue_email: Callable[[Notification], None]
) -> int:
    """Create the event and its notifications, both or neither."""
    event, is_new = NotificationEvent.objects.get_or_create(
        kind=kind.code, object_id=row.pk, defaults=_describe_event(kind, row) | {"recorded_at": at}
    )
    if not is_new:
        return 0
    notifications = Notification.objects.bulk_create(
        Notification(event=event, user=user, channel=channel)
        for user, channel in _list_recipients(kind, row)
    )
    for notification in notifications:
        if notification.channel == Channel.AT_ONCE:
            queue_email(notification)
    return len(notifications)


def _describe_event(kind: NotificationType, row) -> dict:
    return {
        "subject_id": kind.subject_id(row),
        "claim": kind.claim(row),
        "actor_id": kind.actor(row),
        "detail": kind.detail(row),
        "occurred_at": kind.get_time(row),
    }


def _list_recipients(kind: NotificationType, row) -> list[tuple]:
    """The users concerned who may still read it, with the channel of each; never the actor."""
    user_ids = set(kind.recipients(row)) - {kind.actor(row)}
    users = list(list_users_with(kind.permission).filter(pk__in=user_ids))
    chosen = list_chosen_channels(kind, users)
    return [(user, get_channel(kind, chosen.get(user.pk), user.email)) for user in users]
