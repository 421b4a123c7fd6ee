"""Many processes publish at once: the ledger has no gap, and none waits for another for ever.

`SOAK` in the environment makes it fifty verdicts for each process (`make soak`).
"""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from claims.models import Checkpoint, LedgerEntry, Verdict
from claims.publication import ledger
from tests import given
from tests.factcheck.test_settings import get_database_url

PROCESSES = 8
VERDICTS = 50 if os.environ.get("SOAK") else 5  # of each process

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("own_database")]


def start_publisher(verdicts: list[Verdict]) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.publisher", *(str(row.pk) for row in verdicts)],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "FACTCHECK_MODE": "test",
            "DATABASE_URL": get_database_url("default"),
        },
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_eight_processes_write_one_unbroken_ledger(django_db_blocker):
    with django_db_blocker.unblock():
        given.person("carla")
        verdicts = [given.approved() for _verdict in range(PROCESSES * VERDICTS)]
        processes = [start_publisher(verdicts[first::PROCESSES]) for first in range(PROCESSES)]
        for process in processes:
            process.stdin.close()
        for process in processes:
            process.stdin = None
            _output, errors = process.communicate(timeout=VERDICTS * 60)
            assert process.returncode == 0, errors
        entries = LedgerEntry.objects.order_by("number")
        assert [entry.number for entry in entries] == list(range(1, len(verdicts) + 1))
        assert list(ledger.verify_entries(entries)) == []
        assert Checkpoint.objects.count() == len(verdicts)
