"""What does the worker do by itself, and when?

Each job reads the clock and calls one verb of `claims`; what is to be done is computed from facts
each time, so that a job that is lost, runs twice or comes too late does no harm. A job may be
killed at any moment: what it had not finished is done by the next one.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from claims.intake import csv_import
from claims.models import Batch, Plan
from claims.monitoring import recheck, schedule
from claims.scheduling import publication
from factcheck.accounts import sessions
from factcheck.accounts.system_user import the_desk
from sources.models import Source

# A crash is tried again after 1, 3, 5 … minutes; after that the source is still due. While a job
# waits so, no other look at its source is put into the queue: hours would be too long.
AGAIN = RetryStrategy(max_attempts=5, wait=60, linear_wait=120)

FAILED_KEPT = 30 * 24  # hours
URGENT = 10  # readers wait for an hour that was announced; a look at a source has none


@app.periodic(cron="*/5 * * * *")
@app.task(lock="look_around", queueing_lock="look_around")
def look_around(timestamp: int) -> None:
    """One job for each source that is due."""
    plan(timezone.now())


def plan(at: datetime) -> int:
    """Put a look at each due source into the queue, unless it is there; how many were put.

    The lock lets one look at a host run at a time, and no two are planned within `WATCH_SPACING`.
    """
    spacing = timedelta(seconds=settings.WATCH_SPACING)
    asked = schedule.asked_since(at - spacing)
    running = _running()
    return sum(
        _put(visit)
        for visit in schedule.visits(schedule.due(at), at, spacing, asked)
        if _name(visit.source) not in running
    )


def _name(source: Source) -> str:
    """What one look waits under; a second one under the same name is refused by the queue."""
    return f"source {source.pk}"


def _running() -> set[str]:
    """Looks that have begun: the queue would take another, and could not take this one back."""
    begun = ProcrastinateJob.objects.filter(task_name=look_at.name, status="doing")
    return set(begun.values_list("queueing_lock", flat=True))


def _put(visit: schedule.Visit) -> bool:
    name = _name(visit.source)
    job = look_at.configure(lock=visit.host, queueing_lock=name, schedule_at=visit.at)
    try:
        with transaction.atomic():
            job.defer(source_id=visit.source.pk)
    except AlreadyEnqueued:
        return False
    return True


@app.task(retry=AGAIN)
def look_at(source_id: int) -> None:
    """A look at one source, if it is still due: somebody may have looked meanwhile.

    Jobs that had to wait for a worker may all begin at once: a host that was asked just now is left
    alone, and the next plan finds another moment for the source.
    """
    at = timezone.now()
    source = Source.objects.get(pk=source_id)
    if schedule.is_due(source_id, at) and not _is_too_soon(source, at):
        recheck.look(source, by=the_desk(), at=at)


def _is_too_soon(source: Source, at: datetime) -> bool:
    """Whether the host was asked for another source within half the spacing.

    Half, because a worker may begin a little late; another, because a look at this source that was
    left unfinished asks nobody.
    """
    spacing = timedelta(seconds=settings.WATCH_SPACING)
    return schedule.host_of(source) in schedule.asked_since(at - spacing / 2, besides=source)


@app.task(retry=AGAIN, lock="bring_in")
def bring_in(batch_id: int) -> None:
    """Bring the claims of a file in, all of them or none."""
    csv_import.bring_in(Batch.objects.get(pk=batch_id), at=timezone.now())


def bring_in_soon(batch: Batch) -> None:
    """Put a kept file into the queue, in the transaction that keeps it; one after the other."""
    bring_in.configure(queueing_lock=f"batch {batch.pk}").defer(batch_id=batch.pk)


@app.periodic(cron="* * * * *")
@app.task(lock="publish_planned", queueing_lock="publish_planned", priority=URGENT)
def publish_planned(timestamp: int) -> None:
    """One job for each plan whose hour has come: one that crashes holds no other up."""
    for planned in publication.due(timezone.now()):
        with suppress(AlreadyEnqueued), transaction.atomic():
            job = publish_plan.configure(queueing_lock=f"plan {planned.pk}", priority=URGENT)
            job.defer(plan_id=planned.pk)


@app.task(retry=AGAIN, priority=URGENT)
def publish_plan(plan_id: int) -> None:
    """What was planned is published, or the plan says why not; once, however often this runs."""
    publication.carry_out(Plan.objects.get(pk=plan_id), at=timezone.now(), desk=the_desk())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="pick_up", pass_context=True)
async def pick_up(context, timestamp: int) -> None:
    """Jobs whose worker was killed begin again; a living worker gives a sign every ten seconds."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        try:
            await jobs.retry_job(job)
        except UniqueViolation:  # the same job waits already: this one makes room for it
            await jobs.finish_job(job, Status.FAILED, delete_job=True)


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Of sessions that have ended nothing is kept, network addresses least of all."""
    sessions.forget_ended(timezone.now())


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="tidy", pass_context=True)
async def tidy(context, timestamp: int) -> None:
    """Jobs that failed are kept for a month, for whoever asks why."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=FAILED_KEPT, include_failed=True, include_aborted=True, include_cancelled=True
    )
