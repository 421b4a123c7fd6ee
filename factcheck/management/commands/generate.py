"""`manage.py generate`: fills a development database with as many generated claims as wanted.

The progress goes to the standard error stream.
"""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from factcheck.accounts import database_mode
from factcheck.generator import people
from factcheck.generator.desk import generate_desk


class Command(BaseCommand):
    help = "Generates claims with sources and verdicts, for development and benchmarks."

    def add_arguments(self, parser):
        parser.add_argument("--claims", type=int, required=True, help="how many to generate")
        parser.add_argument("--seed", type=int, default=1, help="another one gives other texts")

    def handle(self, *args, **options):
        if not settings.DEMO_MODE or "EMBEDDED" not in settings.DATABASES["default"]:
            raise CommandError(
                "Claims can be generated only in development, in the embedded database."
            )
        if not people.is_only_generated():
            raise CommandError(
                "This database has accounts of other people; nothing was generated. "
                "Use a database that is empty or has only the demo and generated claims."
            )
        database_mode.set_strict(False)  # the moments are invented
        started_at = time.monotonic()
        generate_desk(options["claims"], options["seed"], self._show_progress)
        seconds = time.monotonic() - started_at
        self.stderr.write(f"{options['claims']} claims generated. ({seconds:.1f} s)")

    def _show_progress(self, number: int, total: int) -> None:
        self.stderr.write(f"{number}/{total} claims")
