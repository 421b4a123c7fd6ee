"""A worker as a program of its own: `python -m tests.helpers.worker`.

It may reach loopback at the port `REACHED`. With `HOLD` it says so and stays where it is, for
somebody to kill it: `checks` between the checks and their commit, `checking` between the
retrieval's commit and the checks.
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
from tests.helpers.changing_site import MUCH_LATER, loopback  # noqa: E402

HOLDS = {"checks": "raise_alarms", "checking": "recheck_all"}


def hold(*_, **__):
    print("held", flush=True)  # noqa: T201 — the test reads it
    time.sleep(60)


if __name__ == "__main__":
    recheck.look = partial(recheck.look, reach=loopback(int(os.environ["REACHED"])))
    tasks.timezone.now = lambda: MUCH_LATER
    if os.environ.get("HOLD"):
        setattr(recheck, HOLDS[os.environ["HOLD"]], hold)
    call_command("work", *sys.argv[1:])
