"""`manage.py evidence_pack YEAR FILE`: what the desk published in a year, as one ZIP."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.publication.evidence_pack import YEARS, gather
from factcheck.desk.reports.archive import packed


class Command(BaseCommand):
    help = "Write the evidence pack of a year: methodology, verdicts, sources, changes, balance."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, metavar="YEAR", help="in the desk's time zone")
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file, .zip")

    def handle(self, *args, year, file, **options):
        if year not in YEARS:
            raise CommandError(f"There is no evidence pack of the year {year}.")
        pack = gather(year)
        try:
            with file.open("xb") as out:
                out.writelines(packed(pack))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        self.stdout.write(
            f"{file.name}: {len(pack.verdicts)} published revisions, {len(pack.changes)} changes."
        )
