"""The worker's jobs and when they run.

Each job reads the clock and calls one action of a lower package. What is due is computed from the
database each time, so a job that is lost, runs twice or runs late does no harm. A job may be killed
at any moment: the next one finishes the work.
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import JobDeferrer, Status
from procrastinate.types import JSONValue

from claims.audit.reports import create_report
from claims.intake import csv_import
from claims.models import ClaimImport, ScheduledPublication
from claims.monitoring import recheck, schedule, web_archiving
from claims.publication import checkpoints
from claims.publication.queries import get_checkpoint
from claims.scheduling import publication
from factcheck import retention
from factcheck.accounts import account_changes, attempt_limits, emails
from factcheck.accounts.models import User
from factcheck.accounts.system_user import get_system_user
from sources.capture import timestamps, waiting, web_archive
from sources.capture.web_archive import WebArchive
from sources.models import Snapshot, Source, WaitingCapture

# A job that crashes is retried after 1, 3, 5, 7 and 9 minutes. The intervals are short because no
# other recheck of a source is queued while one waits; after the last attempt it is due again.
RETRY_STRATEGY = RetryStrategy(max_attempts=5, wait=60, linear_wait=120)

READING_PRIORITY = 5  # a user waits for it
URGENT_PRIORITY = 10  # scheduled publications go first: their time was announced


def _defer_once(job: JobDeferrer, **arguments: JSONValue) -> bool:
    """Queues the job, unless one with its queueing lock is waiting; returns whether it did."""
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


# ── rechecking sources ──────────────────────────────────────────────────────────────────────────
@app.periodic(cron="*/5 * * * *")
@app.task(lock="queue_due_rechecks", queueing_lock="queue_due_rechecks")
def queue_due_rechecks(timestamp: int) -> None:
    """Queues a job for each source that is due."""
    queue_rechecks(timezone.now())


def queue_rechecks(at: datetime) -> int:
    """Queues a recheck of each source that is due and not queued yet. Returns their number.

    Jobs for the same host never run at the same time, and are scheduled at least
    `RECHECK_HOST_INTERVAL_SECONDS` apart.
    """
    host_interval = timedelta(seconds=settings.RECHECK_HOST_INTERVAL_SECONDS)
    recent_hosts = schedule.list_recently_fetched_hosts(at - host_interval)
    running = _get_running_locks()
    return sum(
        _queue_recheck(planned)
        for planned in schedule.plan_rechecks(
            schedule.list_due_sources(at), at, host_interval, recent_hosts
        )
        if _get_recheck_lock(planned.source) not in running
    )


def _get_recheck_lock(source: Source) -> str:
    """The queueing lock of a source: the queue accepts only one waiting job with it."""
    return f"source {source.pk}"


def _get_running_locks() -> set[str]:
    """Locks of the rechecks that are running: the queue would accept a second job for those."""
    running = ProcrastinateJob.objects.filter(task_name=run_recheck.name, status="doing")
    return set(running.values_list("queueing_lock", flat=True))


def _queue_recheck(planned: schedule.PlannedRecheck) -> bool:
    job = run_recheck.configure(
        lock=planned.host, queueing_lock=_get_recheck_lock(planned.source), schedule_at=planned.at
    )
    return _defer_once(job, source_id=planned.source.pk)


@app.task(retry=RETRY_STRATEGY)
def run_recheck(source_id: int) -> None:
    """Rechecks a source, unless it is no longer due or its host was fetched a moment ago.

    Jobs that waited for a worker may all begin at once. Those that are skipped here stay due and
    are queued again.
    """
    at = timezone.now()
    source = Source.objects.get(pk=source_id)
    if schedule.is_recheck_due(source_id, at) and not _is_host_recently_fetched(source, at):
        recheck.recheck_source(source, by=get_system_user(), at=at)


def _is_host_recently_fetched(source: Source, at: datetime) -> bool:
    """Whether another source of this host was fetched within half the interval.

    Half, because a job may begin a little late. The source itself is ignored, because finishing an
    interrupted recheck sends no request.
    """
    half_interval = timedelta(seconds=settings.RECHECK_HOST_INTERVAL_SECONDS) / 2
    return schedule.get_source_host(source) in schedule.list_recently_fetched_hosts(
        at - half_interval, besides=source
    )


# ── web archives ────────────────────────────────────────────────────────────────────────────────
@app.periodic(cron="*/5 * * * *")
@app.task(lock="queue_due_archive_requests", queueing_lock="queue_due_archive_requests")
def queue_due_archive_requests(timestamp: int) -> None:
    """Queues a job for each copy that a web archive should be asked for."""
    for planned in web_archiving.list_due_requests(timezone.now()):
        queue_archive_request(planned.snapshot, planned.archive, planned.reason)


def queue_archive_request(
    snapshot: Snapshot, archive: WebArchive, reason: str, user: User | None = None
) -> bool:
    """Queues a request for a copy; False if it is queued already.

    Requests to one archive are sent one after another.
    """
    job = run_archive_request.configure(
        lock=f"web archive {archive.host}",
        queueing_lock=f"web archive {archive.host} snapshot {snapshot.pk}",
    )
    return _defer_once(
        job,
        snapshot_id=snapshot.pk,
        host=archive.host,
        reason=str(reason),
        user_id=user.pk if user else None,
    )


@app.task(retry=RETRY_STRATEGY)
def run_archive_request(
    snapshot_id: int, host: str, reason: str, user_id: int | None = None
) -> None:
    """Asks a web archive for a copy, unless that is no longer due or allowed."""
    at = timezone.now()
    snapshot = Snapshot.objects.select_related("source").get(pk=snapshot_id)
    archive = next((row for row in web_archive.list_archives() if row.host == host), None)
    if archive is None or not web_archiving.is_request_due(snapshot_id, archive, reason, at):
        return
    if web_archiving.check_can_be_sent(snapshot, at) is None:
        by = User.objects.get(pk=user_id) if user_id else get_system_user()
        web_archive.request_archived_copy(snapshot, archive, reason=reason, by=by, at=at)


# ── importing claims ────────────────────────────────────────────────────────────────────────────
@app.task(retry=RETRY_STRATEGY, lock="run_claim_import")
def run_claim_import(claim_import_id: int) -> None:
    """Creates the claims of an imported file: all or none."""
    csv_import.run_import(ClaimImport.objects.get(pk=claim_import_id), at=timezone.now())


def queue_claim_import(claim_import: ClaimImport) -> None:
    """Queues an import in the transaction that saves it. Imports run one after another."""
    job = run_claim_import.configure(queueing_lock=f"claim import {claim_import.pk}")
    job.defer(claim_import_id=claim_import.pk)


# ── reading large files ─────────────────────────────────────────────────────────────────────────
@app.task(retry=RETRY_STRATEGY, priority=READING_PRIORITY)
def read_waiting_capture(waiting_capture_id: int) -> None:
    """Reads a large file that a user wants to capture, unless it was saved or has expired."""
    row = WaitingCapture.objects.filter(pk=waiting_capture_id).first()
    if row is not None:
        waiting.read_waiting(row, at=timezone.now())


def queue_waiting_capture(row: WaitingCapture) -> None:
    """Queues the reading of a file in the transaction that stores it."""
    job = read_waiting_capture.configure(
        queueing_lock=f"waiting capture {row.pk}", priority=READING_PRIORITY
    )
    job.defer(waiting_capture_id=row.pk)


@app.periodic(cron="29 * * * *")
@app.task(queueing_lock="delete_expired_captures")
def delete_expired_captures(timestamp: int) -> None:
    """Deletes what was read and not saved within a day."""
    waiting.delete_expired(timezone.now())


# ── publishing at a set time ────────────────────────────────────────────────────────────────────
@app.periodic(cron="* * * * *")
@app.task(
    lock="queue_due_publications",
    queueing_lock="queue_due_publications",
    priority=URGENT_PRIORITY,
)
def queue_due_publications(timestamp: int) -> None:
    """Queues a job for each due publication, so that one that fails does not delay the others."""
    for scheduled in publication.list_due_schedules(timezone.now()):
        job = publish_scheduled.configure(
            queueing_lock=f"scheduled publication {scheduled.pk}", priority=URGENT_PRIORITY
        )
        _defer_once(job, scheduled_id=scheduled.pk)


@app.task(retry=RETRY_STRATEGY, priority=URGENT_PRIORITY)
def publish_scheduled(scheduled_id: int) -> None:
    """Publishes a scheduled fact-check, or records why it cannot. Running it again does nothing."""
    scheduled = ScheduledPublication.objects.get(pk=scheduled_id)
    publication.publish_if_due(scheduled, at=timezone.now(), system_user=get_system_user())


# ── checkpoints of the ledger ───────────────────────────────────────────────────────────────────
@app.periodic(cron="* * * * *")
@app.task(lock="copy_new_checkpoints", queueing_lock="copy_new_checkpoints")
def copy_new_checkpoints(timestamp: int) -> None:
    """Signs entries that a trigger appended, and copies checkpoints outside the database."""
    checkpoints.sign_newest_checkpoint(at=timezone.now())
    if settings.CHECKPOINT_DIR:
        checkpoints.copy_checkpoints(Path(settings.CHECKPOINT_DIR))


@app.periodic(cron="17 * * * *")
@app.task(lock="stamp_checkpoint", queueing_lock="stamp_checkpoint")
def stamp_checkpoint(timestamp: int) -> None:
    """Gets timestamps of the newest checkpoint from the authorities of the settings."""
    checkpoints.stamp_newest_checkpoint(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(lock="stamp_captures", queueing_lock="stamp_captures")
def stamp_captures(timestamp: int) -> None:
    """Gets timestamps of new snapshots from the authorities of the settings."""
    timestamps.stamp_snapshots(get_time=timezone.now)


@app.periodic(cron="11 5 * * *")
@app.task(retry=RETRY_STRATEGY, queueing_lock="send_checkpoint")
def send_checkpoint(timestamp: int) -> None:
    """Sends the newest checkpoint to addresses outside the desk, one e-mail each."""
    checkpoint = get_checkpoint()
    if checkpoint is None:
        return
    keys = "\n".join(checkpoint.verifier_keys)
    text = render_to_string("emails/checkpoint.txt", {"note": checkpoint.note, "keys": keys})
    subject = _("Checkpoint of the ledger of %(desk)s") % {"desk": settings.DESK_NAME}
    for address in settings.CHECKPOINT_EMAILS:
        send_mail(subject, text, None, [address])


# ── the audit ───────────────────────────────────────────────────────────────────────────────────
@app.periodic(cron="7 2 * * *")
@app.task(lock="audit_database", queueing_lock="audit_database")
def audit_database(timestamp: int) -> None:
    """Audits all rows. The desk is notified of a breach."""
    create_report(timezone.now)


# ── maintenance ─────────────────────────────────────────────────────────────────────────────────
@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context, timestamp: int) -> None:
    """Queues again the jobs of workers that have sent no heartbeat for a while."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        try:
            await jobs.retry_job(job)
        except UniqueViolation:  # the same job is queued already
            await jobs.finish_job(job, Status.FAILED, delete_job=True)


@app.periodic(cron="*/5 * * * *")
@app.task(lock="apply_account_changes", queueing_lock="apply_account_changes")
def apply_account_changes(timestamp: int) -> None:
    """Applies the changes of accounts that no one decided within a day, and tells the owners."""
    for change in account_changes.apply_due_changes(timezone.now()):
        emails.send_change_decision(change)


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="delete_counters")
def delete_counters(timestamp: int) -> None:
    """Deletes counts of attempts to sign in that no longer limit anything, with their networks."""
    attempt_limits.delete_expired_counters(timezone.now())


@app.periodic(cron="47 3 * * *")
@app.task(lock="remove_expired_data", queueing_lock="remove_expired_data")
def remove_expired_data(timestamp: int) -> None:
    """Removes personal data whose time is over, and reports what was removed."""
    retention.remove_expired(timezone.now())
