"""Runs two actions at the same moment: the second starts before the first one commits."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections, transaction

TIMEOUT = 10  # seconds, after which a race counts as stuck


def race(first: Callable, second: Callable) -> tuple:
    """Returns the outcome of both actions: a value, or the error that was raised.

    The first action stays uncommitted until the second one waits for its lock or has ended.
    """
    first_done, may_commit = threading.Event(), threading.Event()

    def run_first_and_wait():
        with transaction.atomic():
            result = first()
            first_done.set()
            assert may_commit.wait(TIMEOUT)
        return result

    with ThreadPoolExecutor(2) as executor:
        first_future = executor.submit(_run, run_first_and_wait, first_done)
        assert first_done.wait(TIMEOUT)
        second_future = executor.submit(_run, second)
        _wait_until(lambda: second_future.done() or _is_lock_awaited())
        may_commit.set()
        return first_future.result(TIMEOUT), second_future.result(TIMEOUT)


def run_at_once(*actions: Callable) -> list:
    """Starts all actions at the same moment, as nearly as threads allow; returns the outcomes."""
    barrier = threading.Barrier(len(actions))

    def start(action):
        barrier.wait(TIMEOUT)
        return action()

    with ThreadPoolExecutor(len(actions)) as executor:
        futures = [executor.submit(_run, lambda action=action: start(action)) for action in actions]
        return [future.result(TIMEOUT * 3) for future in futures]


def _run(action: Callable, done: threading.Event | None = None):
    """Runs the action on a connection of this thread; an error is returned as the result."""
    try:
        return action()
    except Exception as error:  # noqa: BLE001 — the test checks which error it is
        return error
    finally:
        if done:
            done.set()
        connections.close_all()


def _is_lock_awaited() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
