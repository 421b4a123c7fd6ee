"""A process that publishes approved verdicts: `python -m tests.helpers.publisher ID …`.

It begins when its standard input is closed, so that several processes start at the same moment.
"""

import sys
from datetime import timedelta

import django

django.setup()

from claims.models import Verdict  # noqa: E402 — needs Django
from claims.workflow import actions  # noqa: E402
from factcheck.accounts.models import User  # noqa: E402


def main(verdict_ids: list[str]) -> None:
    carla = User.objects.get(username="carla")
    sys.stdin.read()
    for verdict in Verdict.objects.filter(pk__in=verdict_ids).select_related("submission"):
        at = verdict.approved_at + timedelta(minutes=1)
        actions.publish(verdict, by=carla, at=at, sha256=verdict.submission.sha256)


main(sys.argv[1:])
