"""Notification e-mails.

They say what happened, who did it, the claim's identifier and where to read on. E-mail leaves the
organisation and stays in mailboxes for years: no statement, conclusion or comment is quoted.
"""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from factcheck.notifications.choices import Channel
from factcheck.notifications.models import Notification


def build_desk_url(path: str) -> str:
    """Return the absolute URL of a page."""
    return settings.SITE_URL.rstrip("/") + path


def send_notification(pk: int, at: datetime) -> bool:
    """E-mail one notification and return whether it was sent.

    It is not sent if it was sent or read already, or if its user is no longer reachable. The row is
    locked, so that two workers do not send it twice. If the database loses the result after the
    mail server accepted it, it is sent again: twice is better than never.
    """
    with transaction.atomic():
        rows = Notification.objects.select_for_update(of=("self",)).select_related("event__claim")
        notification = rows.get(pk=pk)
        is_done = notification.sent_at or notification.read_at
        if notification.channel != Channel.AT_ONCE or is_done or not is_reachable(notification):
            return False
        event = notification.event
        context = {"event": event, "url": build_desk_url(event.url)}
        build_email(notification.user, str(event), "emails/notification.txt", context).send()
        notification.sent_at = at
        notification.save(update_fields=["sent_at"])
    return True


def is_reachable(notification: Notification) -> bool:
    """Whether the user still works here and has an e-mail address."""
    user = notification.user
    return user.is_active and user.is_staff and bool(user.email)


def build_email(user, subject: str, template: str, context: dict) -> EmailMessage:
    """Build a plain-text e-mail to one user, with a link to the notification settings."""
    settings_url = build_desk_url(reverse("admin:notification_settings"))
    context = {**context, "person": user, "settings": settings_url, "desk": settings.DESK_NAME}
    return EmailMessage(
        subject=" ".join(f"{settings.DESK_NAME}: {subject}".split()),
        body=render_to_string(template, context),
        to=[user.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{settings_url}>",
        },
    )
