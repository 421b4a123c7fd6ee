"""`manage.py export_ledger FILE`: writes the ledger for a verifier (docs/ledger.md)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.publication import ledger_export
from factcheck.core.database_state import read_one_state


class Command(BaseCommand):
    help = "Writes the entries, records and checkpoints of the ledger to a file."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args, file, **options):
        count = 0
        try:
            with file.open("w", encoding="utf-8", newline="") as output, read_one_state():
                for line in ledger_export.list_export_lines(timezone.now()):
                    output.write(line)
                    count += 1
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        self.stdout.write(f"{count} lines written to {file}.")
