"""When is the daily digest sent? At the desk's hour, or as soon afterwards as a worker is there."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from factcheck.desk.dashboard import digest
from factcheck.notifications.tasks import AGAIN


@app.periodic(cron="*/10 * * * *")
@app.task(lock="digests", queueing_lock="digests")
def digests(timestamp: int) -> None:
    """Plan what is due today, and put one mail for each person into the queue."""
    plan(timezone.now())


@transaction.atomic
def plan(at) -> int:
    """The digests of today and their mail, both or neither; how many were planned."""
    planned = digest.plan(at)
    for one in planned:
        send_digest.configure(lock=f"digest {one.pk}").defer(number=one.pk)
    return len(planned)


@app.task(retry=AGAIN)
def send_digest(number: int) -> None:
    digest.send(number, timezone.now())
