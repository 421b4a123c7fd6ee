"""Killed at random moments of publishing, correcting and retracting, the audit is clean after each.

In turn the process that publishes is killed, and the server. `KILLS=60` kills sixty times (`make
soak`).
"""

import os
import signal
import subprocess
import sys
import time
from random import Random

import pytest
from django.conf import settings

from factcheck.embedded_postgres.cluster import Cluster
from factcheck.embedded_postgres.launcher import find_server
from tests.factcheck.embedded_postgres.test_launcher import open_folder, stopped_afterwards

COUNT = int(os.environ.get("KILLS", "6"))
LONGEST_SECONDS = 1.5  # one fact-check is published, corrected and retracted in about half of that


@pytest.fixture(scope="module")
def cluster():
    """A durable database with a few published revisions, of this module only."""
    with open_folder() as folder:
        cluster = Cluster(folder / "postgres", durable=True)
        with stopped_afterwards(cluster):
            with start(cluster, PREPARE="1") as program:
                assert program.communicate(timeout=300)[0] == "audited\n"
            yield cluster


def start(cluster: Cluster, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.killed_publisher"],
        cwd=settings.BASE_DIR,
        env=os.environ | environment | {"CLUSTER_FOLDER": str(cluster.folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def read_findings(program: subprocess.Popen) -> list[str]:
    """The findings of the audit with which the program begins."""
    lines: list[str] = []
    for line in program.stdout:
        if line == "audited\n":
            return lines
        lines.append(line)
    raise AssertionError(f"The audit did not end: {lines}")


def test_the_audit_is_clean_after_each_kill(cluster):
    random = Random(11)
    for number in range(COUNT + 1):  # the last program only audits
        with start(cluster) as program:
            assert read_findings(program) == []
            time.sleep(random.uniform(0, LONGEST_SECONDS))
            if number % 2:
                os.kill(find_server(cluster).pid, signal.SIGKILL)
            program.kill()
