"""Two people at the same moment: the first has not committed when the second presses.

`race` holds the first act open until the second waits for its lock (or is done), lets it commit and
returns what became of each: a value, or the error that was raised.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections, transaction

PATIENCE = 10  # seconds, after which a race is stuck


def race(first, second) -> tuple:
    acted, go_on = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            result = first()
            acted.set()
            assert go_on.wait(PATIENCE)
        return result

    with ThreadPoolExecutor(2) as people:
        one = people.submit(_alone, hold, acted)
        assert acted.wait(PATIENCE)
        two = people.submit(_alone, second)
        _until(lambda: two.done() or _somebody_waits())
        go_on.set()
        return one.result(PATIENCE), two.result(PATIENCE)


def together(*acts) -> list:
    """All at once, as nearly as threads allow."""
    barrier = threading.Barrier(len(acts))

    def start(act):
        barrier.wait(PATIENCE)
        return act()

    with ThreadPoolExecutor(len(acts)) as people:
        pressed = [people.submit(_alone, lambda act=act: start(act)) for act in acts]
        return [one.result(PATIENCE * 3) for one in pressed]


def _alone(act, told: threading.Event | None = None):
    """Run in this thread's own connection; an error is a result."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001 — whatever it is, the test looks at it
        return error
    finally:
        if told:
            told.set()
        connections.close_all()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def _until(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
