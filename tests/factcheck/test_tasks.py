"""The worker rechecks sources when they are due, spares their hosts, and survives kill -9."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job

from claims.models import SourceAlert
from claims.monitoring import recheck
from factcheck import tasks
from sources.models import QuoteCheck, Retrieval
from tests import given
from tests.factcheck.test_settings import get_database_url
from tests.helpers import changing_site
from tests.helpers.changing_site import get_source
from tests.helpers.code_analysis import MODULES

CHANGED_TEXT = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")
DUE = changing_site.MUCH_LATER


def get_jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.order_by("pk"))


# ── queueing rechecks ───────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_each_due_source_is_queued_once():
    source = get_source(changing_site.create_published_verdict())
    assert tasks.queue_rechecks(DUE) == 1
    assert tasks.queue_rechecks(DUE + timedelta(minutes=5)) == 0
    (job,) = get_jobs()
    assert (job.task_name, job.args) == ("factcheck.tasks.run_recheck", {"source_id": source.pk})
    assert (job.lock, job.scheduled_at) == ("paper.example", DUE)


@pytest.mark.django_db
def test_rechecks_of_one_host_are_spaced():
    for _ in range(3):
        changing_site.create_published_verdict()
    tasks.queue_rechecks(DUE)
    interval = timedelta(seconds=settings.RECHECK_HOST_INTERVAL_SECONDS)
    assert [job.scheduled_at - DUE for job in get_jobs()] == [0 * interval, interval, 2 * interval]
    assert {job.lock for job in get_jobs()} == {"paper.example"}


@pytest.mark.django_db
def test_a_source_that_is_not_due_is_not_queued():
    verdict = changing_site.create_published_verdict()
    assert tasks.queue_rechecks(verdict.published_at) == 0


@pytest.mark.django_db
def test_a_recheck_that_is_running_is_not_queued_again():
    changing_site.create_published_verdict()
    tasks.queue_rechecks(DUE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert tasks.queue_rechecks(DUE) == 0


@pytest.mark.django_db
def test_a_job_that_runs_after_the_source_was_rechecked_does_nothing(monkeypatch):
    source = get_source(changing_site.create_published_verdict())
    monkeypatch.setattr(timezone, "now", lambda: DUE)
    retrieval = changing_site.create_retrieval(source, given.TEXT, at=DUE)
    recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
    tasks.run_recheck(source_id=source.pk)
    assert Retrieval.objects.count() == 1


@pytest.mark.django_db
def test_delayed_jobs_do_not_fetch_from_one_host_at_the_same_time(monkeypatch):
    verdicts = [changing_site.create_published_verdict() for _ in range(3)]
    monkeypatch.setattr(timezone, "now", lambda: DUE + timedelta(hours=1))

    def recapture(source, *, by, at, network_access):
        return changing_site.create_retrieval(source, given.TEXT, by=by, at=at)

    monkeypatch.setattr("claims.monitoring.recheck.recapture", recapture)
    for verdict in verdicts:
        tasks.run_recheck(source_id=get_source(verdict).pk)
    assert Retrieval.objects.count() == 1
    assert tasks.queue_rechecks(timezone.now()) == 2


def test_a_job_that_crashes_is_retried_within_minutes():
    options = {"queue": "default", "lock": None, "queueing_lock": None, "task_name": "run_recheck"}
    started = timezone.now()
    decisions = [
        tasks.RETRY_STRATEGY.get_retry_decision(
            exception=RuntimeError("Unexpected."), job=Job(attempts=attempts, **options)
        )
        for attempts in range(6)
    ]
    minutes = [(decision.retry_at - started).total_seconds() // 60 for decision in decisions[:-1]]
    assert minutes == [1, 3, 5, 7, 9]
    assert decisions[-1] is None


# ── the worker ──────────────────────────────────────────────────────────────────────────────────
def get_environment(**variables) -> dict:
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "FACTCHECK_MODE": "test",
        "DATABASE_URL": get_database_url("default"),
        **variables,
    }


def start_worker(article, *arguments: str, pause_before="") -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.worker", *arguments],
        cwd=settings.BASE_DIR,
        env=get_environment(PAUSE_BEFORE=pause_before, ARTICLE_PORT=str(article.port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_worker_once(article) -> None:
    with start_worker(article, "--once") as worker:
        _, errors = worker.communicate(timeout=60)
    assert worker.returncode == 0, errors


def kill_worker_before(step: str, article) -> None:
    with start_worker(article, "--once", pause_before=step) as worker:
        assert worker.stdout.readline() == "paused\n"
        worker.send_signal(signal.SIGKILL)


def let_a_minute_pass() -> None:
    """The last heartbeat of a killed worker is now a minute old, so its jobs count as stalled."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        )
    with suppress(AlreadyEnqueued):
        tasks.retry_stalled_jobs.defer(timestamp=0)


@pytest.fixture
def article(own_database, django_db_blocker):
    """An article that changed after a published verdict quoted it; its recheck is queued."""
    with django_db_blocker.unblock(), changing_site.serve_article() as article:
        changing_site.create_published_verdict(url=article.url)
        article.text = CHANGED_TEXT
        tasks.queue_rechecks(DUE)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
        yield article


def count_results() -> tuple[int, int, int]:
    return Retrieval.objects.count(), QuoteCheck.objects.count(), SourceAlert.objects.count()


def test_the_worker_runs_the_queued_jobs(article):
    run_worker_once(article)
    assert count_results() == (1, 1, 1)
    assert article.request_count == 1
    assert not ProcrastinateJob.objects.filter(task_name="factcheck.tasks.run_recheck").exists()


@pytest.mark.parametrize("step", ["checks", "alerts"])
def test_a_worker_killed_during_a_recheck_does_nothing_twice(article, step):
    kill_worker_before(step, article)
    assert count_results() == (1, 0, 0)
    let_a_minute_pass()
    run_worker_once(article)  # queues the stalled job again
    run_worker_once(article)  # runs it
    assert count_results() == (1, 1, 1)
    assert article.request_count == 1
    let_a_minute_pass()
    run_worker_once(article)
    assert count_results() == (1, 1, 1)


def test_a_stalled_job_is_dropped_if_the_same_job_is_queued(article):
    kill_worker_before("checks", article)
    source = Retrieval.objects.get().source
    tasks.run_recheck.configure(lock="127.0.0.1", queueing_lock=f"source {source.pk}").defer(
        source_id=source.pk
    )
    let_a_minute_pass()
    run_worker_once(article)
    run_worker_once(article)
    assert count_results() == (1, 1, 1)


def test_the_worker_stops_when_its_parent_was_killed(own_database):
    command = [sys.executable, "manage.py", "runworker", "--parent"]
    start = f"import os, subprocess, time; subprocess.Popen({command!r} + [str(os.getpid())])"
    with subprocess.Popen(
        [sys.executable, "-c", f"{start}; print('started', flush=True); time.sleep(60)"],
        cwd=settings.BASE_DIR,
        env=get_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        assert parent.stdout.readline() == "started\n"
        parent.send_signal(signal.SIGKILL)
        # The worker has inherited the pipe, so it is closed only when both have ended.
        killed_at = time.monotonic()
        parent.stdout.read()
    assert time.monotonic() - killed_at < 30


def test_neither_the_worker_nor_the_command_can_reach_private_networks():
    for module in (
        "factcheck.tasks",
        "factcheck.management.commands.recheck_sources",
        "factcheck.settings",
    ):
        assert "network_access" not in MODULES[module]
        assert "NETWORK_ACCESS" not in MODULES[module]


# ── the command recheck_sources ─────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_the_command_prints_the_results(capsys, monkeypatch):
    source = get_source(changing_site.create_published_verdict())

    def recheck_source(source, *, by, at):
        retrieval = changing_site.create_retrieval(source, CHANGED_TEXT, by=by, at=at)
        recheck.finish_recheck(retrieval, at=at)
        return retrieval

    monkeypatch.setattr(timezone, "now", lambda: DUE)
    monkeypatch.setattr("claims.monitoring.recheck.recheck_source", recheck_source)
    call_command("recheck_sources", source.public_id)
    assert "On trade: the words have changed: 1." in capsys.readouterr().out
    assert Retrieval.objects.get().retrieved_by.byline == "the desk"


@pytest.mark.django_db
def test_the_command_names_a_source_that_cannot_be_rechecked(capsys):
    source = get_source(changing_site.create_published_verdict(url=""))
    with pytest.raises(Exception, match="1 of 1 sources could not be rechecked"):
        call_command("recheck_sources", source.public_id)
    assert "This source has no URL" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_does_nothing_if_no_source_is_due(capsys):
    call_command("recheck_sources")
    assert "No source is due." in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_waits_between_requests_to_one_host(monkeypatch, settings):
    settings.RECHECK_HOST_INTERVAL_SECONDS = 30
    for number in range(2):
        changing_site.create_published_verdict(url=f"https://paper.example/{number}")
    delays, moments = [], []
    monkeypatch.setattr(timezone, "now", lambda: DUE + timedelta(seconds=sum(delays)))
    monkeypatch.setattr("time.sleep", delays.append)
    monkeypatch.setattr(
        "claims.monitoring.recheck.recheck_source", lambda source, *, by, at: moments.append(at)
    )
    monkeypatch.setattr(
        "factcheck.management.commands.recheck_sources._format_result", lambda retrieval: ""
    )
    call_command("recheck_sources")
    assert [(moment - DUE).total_seconds() for moment in moments] == [0, 30]
