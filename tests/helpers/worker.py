"""A worker in a separate process: `python -m tests.helpers.worker`.

It may reach the port `ARTICLE_PORT` on loopback. With `PAUSE_BEFORE` it prints “paused” and waits
there, so that the test can kill it: `checks` is between saving the retrieval and checking the
passages, `alerts` between checking them and the commit.
"""

import os
import sys
import time
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from claims.monitoring import recheck  # noqa: E402
from factcheck import tasks  # noqa: E402
from tests.helpers.changing_site import MUCH_LATER, create_loopback_access  # noqa: E402

PAUSED_FUNCTIONS = {"checks": "recheck_passages", "alerts": "create_alerts"}


def pause(*_, **__):
    print("paused", flush=True)  # noqa: T201 — the test reads it
    time.sleep(60)


if __name__ == "__main__":
    network_access = create_loopback_access(int(os.environ["ARTICLE_PORT"]))
    recheck.recheck_source = partial(recheck.recheck_source, network_access=network_access)
    tasks.timezone.now = lambda: MUCH_LATER
    if step := os.environ.get("PAUSE_BEFORE"):
        assert hasattr(recheck, PAUSED_FUNCTIONS[step])
        setattr(recheck, PAUSED_FUNCTIONS[step], pause)
    call_command("runworker", *sys.argv[1:])
