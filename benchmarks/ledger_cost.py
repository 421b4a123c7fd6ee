"""Measure what the ledger costs, relative to the publication that it is part of.

    FACTCHECK_MODE=test python -m benchmarks.ledger_cost

An editor publishes approved fact-checks on the desk. The ledger's part is its entry with the
digests of what led to it, the Merkle tree and the signed checkpoint. Both are measured in one run,
and the ratio is what counts. It runs in a database of its own, which is dropped afterwards.
"""

import os
import sys
from statistics import median
from time import perf_counter

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django

django.setup()

from claims.publication import ledger  # noqa: E402 — needs Django
from claims.workflow import actions  # noqa: E402
from tests import given  # noqa: E402
from tests.helpers import databases  # noqa: E402
from tests.helpers.client import Client  # noqa: E402

ROUNDS = 60


def main() -> None:
    name = "benchmark_of_the_ledger"
    databases.copy_database(name, databases.get_template("empty"))
    try:
        with databases.use_database(name):
            requests = measure(publish_on_desk)
            calls = measure(publish_by_action)
    finally:
        databases.drop_database(name)
    sys.stdout.write(f"{ROUNDS} publications each, medians\n")
    sys.stdout.write(f"{'':<12}{'whole':>10}{'ledger':>10}{'ratio':>8}\n")
    for label, (whole, part) in (("on the desk", requests), ("the action", calls)):
        sys.stdout.write(f"{label:<12}{whole:>7.1f} ms{part:>7.1f} ms{part / whole:>8.3f}\n")


def measure(publish) -> tuple[float, float]:
    """The milliseconds of a publication, and those of its ledger entry."""
    parts: list[float] = []
    append_entry = ledger.append_entry

    def append_and_measure(*args, **kwargs):
        start = perf_counter()
        entry = append_entry(*args, **kwargs)
        parts.append((perf_counter() - start) * 1000)
        return entry

    verdicts = [given.approved() for _round in range(ROUNDS)]
    ledger.append_entry = append_and_measure
    try:
        wholes = [publish(verdict) for verdict in verdicts]
    finally:
        ledger.append_entry = append_entry
    return median(wholes), median(parts)


def publish_by_action(verdict) -> float:
    carla, at, sha256 = given.person("carla"), given.moment(), verdict.submission.sha256
    start = perf_counter()
    actions.publish(verdict, by=carla, at=at, sha256=sha256)
    return (perf_counter() - start) * 1000


def publish_on_desk(verdict) -> float:
    """Posts the button of the desk and reads the page that follows."""
    desk = Client()
    desk.force_login(given.person("carla"))
    data = {"sha256": verdict.submission.sha256}
    start = perf_counter()
    response = desk.post(f"/desk/claims/verdict/{verdict.pk}/publish/", data, follow=True)
    assert response.status_code == 200, response.status_code
    return (perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
