"""A desk that never rests, in a process of its own: `python -m tests.helpers.killed_publisher`.

It audits the database in the folder `CLUSTER_FOLDER`, prints a line for each finding and then
“audited”, and publishes, corrects, suspends and retracts until it is killed. With `PREPARE` it
creates the database first.
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings

from factcheck.embedded_postgres import get_database_settings

OWNER = settings.OWNER_DATABASE_ALIAS
for alias, role in (("default", "factcheck_app"), (OWNER, "factcheck_owner")):
    settings.DATABASES[alias].update(
        get_database_settings(Path(os.environ["CLUSTER_FOLDER"]), role, durable=True)
    )
django.setup()

from django.core.management import call_command  # noqa: E402

from claims.audit.run import run_audit  # noqa: E402
from tests import given  # noqa: E402
from tests.helpers import databases  # noqa: E402


def work() -> None:
    """Publish a fact-check, correct it and retract it."""
    first = given.published()
    second = given.published(
        verdict=given.approved(verdict=given.in_review(verdict=given.correction(first)))
    )
    given.actions.propose_retraction(
        second,
        by=given.person("carla"),
        at=given.moment(),
        cause="our-error",
        note="We misread the table.",
    )
    given.actions.retract(second, by=given.person("filip"), at=given.moment())
    given.suspended()


if __name__ == "__main__":
    if os.environ.get("PREPARE"):
        call_command("migrate", verbosity=0, skip_checks=True)
        databases.set_strict(False)  # the moments are invented
        work()
    for finding in run_audit():
        print(finding.sentence)  # noqa: T201 — the test reads it
    print("audited", flush=True)  # noqa: T201
    while "PREPARE" not in os.environ:
        work()
    sys.exit()
