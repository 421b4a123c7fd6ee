"""`manage.py look [SOURCE…]`: look at sources now, and say what was found.

No host is asked twice within `WATCH_SPACING`, as by the worker.
"""

import time
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.monitoring import recheck, schedule
from factcheck.accounts.system_user import the_desk
from sources.models import Retrieval, Source


class Command(BaseCommand):
    help = "Look at the sources given, or at all that are due, and check what is quoted from them."

    def add_arguments(self, parser):
        parser.add_argument("sources", nargs="*", metavar="SOURCE", help="identifiers of sources")

    def handle(self, *args, sources, **options):
        by, refused = the_desk(), 0
        chosen = [_known(one) for one in sources] or schedule.due(timezone.now())
        if not chosen:
            self.stdout.write("No source is due.")
        for source in _spaced(chosen):
            self.stdout.write(f"{source.public_id} {source.label}: ", ending="")
            self.stdout.flush()
            try:
                self.stdout.write(_told(recheck.look(source, by=by, at=timezone.now())))
            except recheck.NotWatched as error:
                refused += 1
                self.stdout.write(str(error))
        if refused:
            raise CommandError(f"{refused} of {len(chosen)} sources could not be looked at.")


def _spaced(chosen: list[Source]) -> Iterator[Source]:
    """The sources one after another, each when its host may be asked."""
    spacing, at = timedelta(seconds=settings.WATCH_SPACING), timezone.now()
    visits = schedule.visits(chosen, at, spacing, schedule.asked_since(at - spacing))
    for visit in sorted(visits, key=lambda one: one.at):
        time.sleep(max(0.0, (visit.at - timezone.now()).total_seconds()))
        yield visit.source


def _known(identifier: str) -> Source:
    source = Source.objects.filter(public_id=identifier).first()
    if source is None:
        raise CommandError(f"There is no source {identifier}.")
    return source


def _told(look: Retrieval) -> str:
    """What a look found, in one line: `still word for word: 2; the words have changed: 1.`"""
    if look.refusal:
        return look.refusal
    numbers = {}
    for check in look.checks.order_by("pk"):
        said = check.get_outcome_display()
        numbers[said] = numbers.get(said, 0) + 1
    return "; ".join(f"{said}: {number}" for said, number in numbers.items()) + "."
