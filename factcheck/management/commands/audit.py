"""`manage.py audit`: checks all rows and names each one that was changed past the rules.

Exit status 1 if something is wrong. The progress goes to the standard error stream, so that the
findings can be saved.
"""

import json
import sys
import time

from django.core.management.base import BaseCommand

from claims.audit.run import Progress, run_audit


class Command(BaseCommand):
    help = "Checks all rows of the database and prints what is wrong."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object in each line")
        parser.add_argument("--quiet", action="store_true", help="no progress")

    def handle(self, *args, **options):
        started_at, count = time.monotonic(), 0
        for finding in run_audit(report=_ignore if options["quiet"] else self._report):
            count += 1
            line = json.dumps(finding.as_dict()) if options["json"] else finding.sentence
            self.stdout.write(line)
            self.stdout.flush()
        if count:
            self.stderr.write(f"{count} breaches.")
            sys.exit(1)
        self.stderr.write(f"Nothing is wrong. ({time.monotonic() - started_at:.1f} s)")

    def _report(self, progress: Progress) -> None:
        self.stderr.write(f"{progress.number}/{progress.total} {progress.rule}")


def _ignore(progress: Progress) -> None:
    pass
