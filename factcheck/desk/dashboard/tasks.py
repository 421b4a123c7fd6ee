"""Tasks of the worker for the daily summary."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from factcheck.desk.dashboard import daily_summary
from factcheck.notifications.tasks import RETRY_STRATEGY


@app.periodic(cron="*/10 * * * *")
@app.task(lock="daily summaries", queueing_lock="daily summaries")
def create_daily_summaries(timestamp: int) -> None:
    """Create the summaries of today when `DAILY_SUMMARY_HOUR` has come."""
    queue_daily_summaries(timezone.now())


@transaction.atomic
def queue_daily_summaries(at) -> int:
    """Create the summaries of today and queue their e-mails, both or neither; return how many."""
    summaries = daily_summary.create_summaries(at)
    for summary in summaries:
        send_daily_summary.configure(lock=f"daily summary {summary.pk}").defer(pk=summary.pk)
    return len(summaries)


@app.task(retry=RETRY_STRATEGY)
def send_daily_summary(pk: int) -> None:
    daily_summary.send_summary(pk, timezone.now())
