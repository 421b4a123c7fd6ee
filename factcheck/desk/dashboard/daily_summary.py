"""The daily summary: one e-mail a day with a user's to-do list and notifications.

It is part of the desk because the to-do list is. Like every e-mail it quotes nothing of a claim
but its identifier.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.accounts.models import User
from factcheck.desk.dashboard.work_queue import TaskList, get_task_lists
from factcheck.notifications.choices import TO_DO_LIST, Channel
from factcheck.notifications.emails import build_desk_url, build_email
from factcheck.notifications.models import DailySummary, Notification
from factcheck.notifications.preferences import get_preferences

EVENT_LIMIT = 50  # events in one summary; the rest is counted
MAX_AGE = timedelta(days=7)  # older notifications stay on the desk
RETRY_PERIOD = timedelta(hours=2)  # after it, an e-mail that failed goes into the summary


def create_summaries(at: datetime) -> list[DailySummary]:
    """Create today's summaries that do not exist yet; none before `DAILY_SUMMARY_HOUR`.

    A worker that was not running at that hour creates them later on the same day.
    """
    now = at.astimezone(get_current_timezone())
    if now.hour < settings.DAILY_SUMMARY_HOUR:
        return []
    existing = DailySummary.objects.filter(user=OuterRef("pk"), day=now.date())
    users = User.objects.filter(~Exists(existing), is_active=True, is_staff=True)
    rows = [
        DailySummary.objects.get_or_create(user=user, day=now.date(), defaults={"queued_at": at})
        for user in users.exclude(email="").order_by("pk")
    ]
    return [summary for summary, is_new in rows if is_new]


def send_summary(pk: int, at: datetime) -> bool:
    """Send one summary and return whether it was sent.

    It is not sent twice, when it is empty, or when the user is no longer reachable.
    """
    with transaction.atomic():
        rows = DailySummary.objects.select_for_update(of=("self",)).select_related("user")
        summary = rows.get(pk=pk)
        user = summary.user
        if summary.sent_at or not (user.is_active and user.is_staff and user.email):
            return False
        notifications, lists = lock_unsent_notifications(user, at), _list_tasks(user)
        if not notifications and not lists:
            return False
        subject, context = (
            _build_subject(notifications, lists),
            _build_context(notifications, lists),
        )
        build_email(user, subject, "emails/daily_summary.txt", context).send()
        Notification.objects.filter(pk__in=[n.pk for n in notifications]).update(sent_at=at)
        summary.sent_at = at
        summary.save(update_fields=["sent_at"])
    return True


def lock_unsent_notifications(user, at: datetime) -> list[Notification]:
    """The notifications that were neither sent nor read, oldest first, locked until they are sent.

    Includes those whose own e-mail failed; leaves out those that are being sent.
    """
    failed = Q(channel=Channel.AT_ONCE, event__recorded_at__lt=at - RETRY_PERIOD)
    rows = Notification.objects.select_for_update(of=("self",), skip_locked=True).filter(
        Q(channel=Channel.DAILY_SUMMARY) | failed,
        user=user,
        read_at=None,
        sent_at=None,
        event__recorded_at__gt=at - MAX_AGE,
    )
    rows = rows.select_related("event__claim", "event__actor")
    return list(rows.order_by("event__occurred_at", "pk"))


def _list_tasks(user) -> list[TaskList]:
    is_wanted = get_preferences(user)[TO_DO_LIST] == Channel.DAILY_SUMMARY
    return get_task_lists(user) if is_wanted else []


def _build_subject(notifications: list[Notification], lists: list[TaskList]) -> str:
    tasks, parts = sum(task_list.total for task_list in lists), []
    if tasks:
        parts.append(_("%(count)d to do") % {"count": tasks})
    if count := len(notifications):
        text = ngettext("%(count)d notification", "%(count)d notifications", count)
        parts.append(text % {"count": count})
    return ", ".join(parts)


def _build_context(notifications: list[Notification], lists: list[TaskList]) -> dict:
    events = [notification.event for notification in notifications[:EVENT_LIMIT]]
    return {
        "events": [(event, build_desk_url(event.url)) for event in events],
        "more": len(notifications) - len(events),
        "lists": lists,
        "dashboard": build_desk_url(reverse("admin:index")),
        "notifications": build_desk_url(reverse("admin:notifications")),
    }
