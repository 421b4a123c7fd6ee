"""Tasks of the worker: create notifications every minute, send e-mails.

Each e-mail is a task, queued in the transaction that creates its notification: if the mail server
refuses it, it is retried without delaying others.
"""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from factcheck.notifications import dispatch, emails
from factcheck.notifications.models import Notification

# After 1, 3, 5 … minutes; then it stays on the desk and goes into the next daily summary.
RETRY_STRATEGY = RetryStrategy(max_attempts=8, wait=60, linear_wait=120)


@app.periodic(cron="* * * * *")
@app.task(lock="notifications", queueing_lock="notifications")
def create_notifications(timestamp: int) -> None:
    """Create the notifications of all events since the last minute."""
    dispatch.create_notifications(timezone.now(), queue_email)


def queue_email(notification: Notification) -> None:
    """Queue the e-mail of a notification, as part of the caller's transaction."""
    send_email.configure(lock=f"notification {notification.pk}").defer(notification=notification.pk)


@app.task(retry=RETRY_STRATEGY)
def send_email(notification: int) -> None:
    """Send one notification by e-mail."""
    emails.send_notification(notification, timezone.now())
