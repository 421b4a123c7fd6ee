"""`manage.py recheck_sources [SOURCE...]`: rechecks sources now and prints the results.

Requests to the same host are at least `RECHECK_HOST_INTERVAL_SECONDS` apart, as in the worker.
"""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from operator import attrgetter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.monitoring import recheck, schedule
from factcheck.accounts.system_user import get_system_user
from factcheck.core.errors import InvalidState
from sources.models import Retrieval, Source


class Command(BaseCommand):
    help = "Fetches the given sources, or all that are due, and checks the quotes from them."

    def add_arguments(self, parser):
        parser.add_argument("sources", nargs="*", metavar="SOURCE", help="identifiers of sources")

    def handle(self, *args, sources, **options):
        selected = [_get_source(public_id) for public_id in sources]
        selected = selected or schedule.list_due_sources(timezone.now())
        if not selected:
            self.stdout.write("No source is due.")
        failures = 0
        for source in _iterate_spaced(selected):
            self.stdout.write(f"{source.public_id} {source.label}: ", ending="")
            self.stdout.flush()
            try:
                retrieval = recheck.recheck_source(source, by=get_system_user(), at=timezone.now())
                self.stdout.write(_format_result(retrieval))
            except InvalidState as error:
                failures += 1
                self.stdout.write(str(error))
        if failures:
            raise CommandError(f"{failures} of {len(selected)} sources could not be rechecked.")


def _get_source(public_id: str) -> Source:
    source = Source.objects.filter(public_id=public_id).first()
    if source is None:
        raise CommandError(f"There is no source {public_id}.")
    return source


def _iterate_spaced(sources: list[Source]) -> Iterator[Source]:
    """Yields each source when the next request to its host is allowed."""
    interval, at = timedelta(seconds=settings.RECHECK_HOST_INTERVAL_SECONDS), timezone.now()
    planned_rechecks = schedule.plan_rechecks(
        sources, at, interval, schedule.list_recently_fetched_hosts(at - interval)
    )
    for planned in sorted(planned_rechecks, key=attrgetter("at")):
        time.sleep(max(0.0, (planned.at - timezone.now()).total_seconds()))
        yield planned.source


def _format_result(retrieval: Retrieval) -> str:
    """The refusal, or the number of quotes with each outcome."""
    if retrieval.refusal:
        return retrieval.refusal
    outcomes = Counter(check.get_outcome_display() for check in retrieval.checks.order_by("pk"))
    return "; ".join(f"{outcome}: {number}" for outcome, number in outcomes.items()) + "."
