"""The worker looks when it is time, one source of a host after the other, and survives kill -9."""

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

from claims.models import Alarm
from factcheck import tasks
from sources.models import Check, Retrieval
from tests import given
from tests.factcheck.test_settings import server
from tests.helpers import changing_site
from tests.helpers.changing_site import source_of
from tests.helpers.code_analysis import KNOWN

CHANGED = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")
DUE = changing_site.MUCH_LATER


def queued() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.order_by("pk"))


# ── the plan ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_each_due_source_is_put_into_the_queue_once():
    source = source_of(changing_site.published())
    assert (tasks.plan(DUE), tasks.plan(DUE + timedelta(minutes=5))) == (1, 0)
    (job,) = queued()
    assert (job.task_name, job.args) == ("factcheck.tasks.look_at", {"source_id": source.pk})
    assert (job.lock, job.scheduled_at) == ("paper.example", DUE)


@pytest.mark.django_db
def test_looks_at_one_host_wait_for_one_another():
    for _ in range(3):
        changing_site.published()
    tasks.plan(DUE)
    spacing = timedelta(seconds=settings.WATCH_SPACING)
    assert [job.scheduled_at - DUE for job in queued()] == [0 * spacing, spacing, 2 * spacing]
    assert {job.lock for job in queued()} == {"paper.example"}


@pytest.mark.django_db
def test_what_is_not_due_is_not_put_into_the_queue():
    verdict = changing_site.published()
    assert tasks.plan(verdict.published_at) == 0


@pytest.mark.django_db
def test_a_job_that_comes_too_late_does_not_look_again(monkeypatch):
    verdict = changing_site.published()
    monkeypatch.setattr(timezone, "now", lambda: DUE)
    look = changing_site.looked(source_of(verdict), given.TEXT, at=DUE)
    tasks.watch.finish(look, at=look.retrieved_at)
    tasks.look_at(source_id=source_of(verdict).pk)
    assert Retrieval.objects.count() == 1


@pytest.mark.django_db
def test_jobs_that_waited_for_a_worker_do_not_all_ask_their_host_at_once(monkeypatch):
    verdicts = [changing_site.published() for _ in range(3)]
    monkeypatch.setattr(timezone, "now", lambda: DUE + timedelta(hours=1))
    monkeypatch.setattr(
        "claims.monitoring.recheck.recapture",
        lambda source, *, by, at, reach: changing_site.looked(source, given.TEXT, by=by, at=at),
    )
    for verdict in verdicts:
        tasks.look_at(source_id=source_of(verdict).pk)
    assert Retrieval.objects.count() == 1
    assert tasks.plan(timezone.now()) == 2


def test_a_look_that_crashes_is_tried_again_within_minutes():
    known = {"queue": "default", "lock": None, "queueing_lock": None, "task_name": "look_at"}
    began = timezone.now()
    again = [
        tasks.AGAIN.get_retry_decision(
            exception=RuntimeError("This was not foreseen."), job=Job(attempts=number, **known)
        )
        for number in range(6)
    ]
    waits = [(one.retry_at - began).total_seconds() // 60 for one in again[:-1]]
    assert waits == [1, 3, 5, 7, 9]
    assert again[-1] is None


# ── the worker ──────────────────────────────────────────────────────────────────────────────────
def environment(**more) -> dict:
    known = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return known | {"FACTCHECK_MODE": "test", "DATABASE_URL": server("default")} | more


def worker(article, *arguments: str, hold="") -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.worker", *arguments],
        cwd=settings.BASE_DIR,
        env=environment(HOLD=hold, REACHED=str(article.port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def work_is_done(article) -> None:
    with worker(article, "--once") as working:
        _, said = working.communicate(timeout=60)
    assert working.returncode == 0, said


def a_minute_later() -> None:
    """The killed worker's last sign of life is a minute old, and its jobs are picked up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        )
    with suppress(AlreadyEnqueued):
        tasks.pick_up.defer(timestamp=0)


@pytest.fixture
def article(own_database, django_db_blocker):
    """An article that changed, quoted by a published verdict, whose look waits in the queue."""
    with django_db_blocker.unblock(), changing_site.served() as served:
        changing_site.published(url=served.address)
        served.text = CHANGED
        tasks.plan(DUE)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
        yield served


def found() -> tuple[int, int, int]:
    return Retrieval.objects.count(), Check.objects.count(), Alarm.objects.count()


def test_the_worker_carries_out_what_waits(article):
    work_is_done(article)
    assert found() == (1, 1, 1)
    assert article.asked == 1
    assert not ProcrastinateJob.objects.filter(task_name="factcheck.tasks.look_at").exists()


@pytest.mark.parametrize("held", ["checking", "checks"])
def test_a_worker_killed_half_way_through_a_look_does_nothing_twice(article, held):
    with worker(article, "--once", hold=held) as killed:
        assert killed.stdout.readline() == "held\n"
        killed.send_signal(signal.SIGKILL)
    assert found() == (1, 0, 0)
    a_minute_later()
    work_is_done(article)  # picks it up
    work_is_done(article)  # and carries it out
    assert found() == (1, 1, 1)
    assert article.asked == 1
    a_minute_later()
    work_is_done(article)
    assert found() == (1, 1, 1)


def test_a_killed_job_makes_room_for_the_same_one_that_waits(article):
    with worker(article, "--once", hold="checking") as killed:
        assert killed.stdout.readline() == "held\n"
        killed.send_signal(signal.SIGKILL)
    source = Retrieval.objects.get().source
    tasks.look_at.configure(lock="127.0.0.1", queueing_lock=f"source {source.pk}").defer(
        source_id=source.pk
    )
    a_minute_later()
    work_is_done(article)
    work_is_done(article)
    assert found() == (1, 1, 1)


@pytest.mark.django_db
def test_a_look_that_has_begun_is_not_put_into_the_queue_again():
    changing_site.published()
    tasks.plan(DUE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert tasks.plan(DUE) == 0


def test_the_worker_ends_when_its_parent_was_killed(own_database):
    command = [sys.executable, "manage.py", "work", "--while"]
    begin = f"import os, subprocess, time; subprocess.Popen({command!r} + [str(os.getpid())])"
    with subprocess.Popen(
        [sys.executable, "-c", f"{begin}; print('began', flush=True); time.sleep(60)"],
        cwd=settings.BASE_DIR,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        assert parent.stdout.readline() == "began\n"
        parent.send_signal(signal.SIGKILL)
        # The worker holds the same pipe: it is at its end when both have ended.
        began = time.monotonic()
        parent.stdout.read()
    assert time.monotonic() - began < 30


def test_neither_the_worker_nor_the_command_opens_a_private_network():
    for module in (
        "factcheck.tasks",
        "factcheck.management.commands.recheck_sources",
        "factcheck.settings",
    ):
        assert "reach=" not in KNOWN[module]
        assert "REACH" not in KNOWN[module]


# ── from the shell ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_looking_from_the_shell_says_what_was_found(capsys, monkeypatch):
    source = source_of(changing_site.published())

    def look(source, *, by, at):
        made = changing_site.looked(source, CHANGED, by=by, at=at)
        tasks.watch.finish(made, at=at)
        return made

    monkeypatch.setattr(timezone, "now", lambda: DUE)
    monkeypatch.setattr("claims.monitoring.recheck.look", look)
    call_command("look", source.public_id)
    assert "On trade: the words have changed: 1." in capsys.readouterr().out
    assert Retrieval.objects.get().retrieved_by.byline == "the desk"


@pytest.mark.django_db
def test_a_source_that_cannot_be_looked_at_is_named(capsys):
    source = source_of(changing_site.published(url=""))
    with pytest.raises(Exception, match="1 of 1 sources could not be looked at"):
        call_command("look", source.public_id)
    assert "No address of this source is known" in capsys.readouterr().out


@pytest.mark.django_db
def test_without_anything_due_there_is_nothing_to_look_at(capsys):
    call_command("look")
    assert "No source is due." in capsys.readouterr().out


@pytest.mark.django_db
def test_looking_from_the_shell_asks_no_host_twice_at_once(monkeypatch, settings):
    settings.WATCH_SPACING = 30
    for number in range(2):
        changing_site.published(url=f"https://paper.example/{number}")
    waited, asked = [], []
    monkeypatch.setattr(timezone, "now", lambda: DUE + timedelta(seconds=sum(waited)))
    monkeypatch.setattr("time.sleep", waited.append)
    monkeypatch.setattr(
        "claims.monitoring.recheck.look", lambda source, *, by, at: asked.append(at)
    )
    monkeypatch.setattr("factcheck.management.commands.recheck_sources._told", lambda look: "")
    call_command("look")
    assert [(at - DUE).total_seconds() for at in asked] == [0, 30]
