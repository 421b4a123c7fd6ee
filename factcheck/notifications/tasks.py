"""When are facts read, and when is mail sent?

Facts are read each minute. A mail is a job of its own, put into the queue in the transaction that
writes its notice: what a mail server refuses is tried again, and keeps nobody else's mail waiting.
"""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from factcheck.notifications import dispatch, emails
from factcheck.notifications.models import Notice

# After 1, 3, 5 … minutes; after that the notice stands at the desk, and in the next digest.
AGAIN = RetryStrategy(max_attempts=8, wait=60, linear_wait=120)


@app.periodic(cron="* * * * *")
@app.task(lock="follow", queueing_lock="follow")
def follow(timestamp: int) -> None:
    """Tell everybody of what happened since the last minute."""
    dispatch.follow(timezone.now(), post)


def post(notice: Notice) -> None:
    """Put the mail of a notice into the queue, as a part of the caller's transaction."""
    send.configure(lock=f"notice {notice.pk}").defer(notice=notice.pk)


@app.task(retry=AGAIN)
def send(notice: int) -> None:
    """Send one notice by mail."""
    emails.send(notice, timezone.now())
