"""`manage.py export_evidence_pack YEAR FILE`: writes the annual compliance file as a ZIP."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.publication.evidence_pack import YEARS, build_evidence_pack
from factcheck.desk.reports.archive import build_archive


class Command(BaseCommand):
    help = "Writes the annual compliance file: methodology, fact-checks, sources, changes, balance."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, metavar="YEAR", help="in the desk's time zone")
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file, .zip")

    def handle(self, *args, year, file, **options):
        if year not in YEARS:
            raise CommandError(f"There is no annual compliance file of the year {year}.")
        pack = build_evidence_pack(year)
        try:
            with file.open("xb") as new_file:
                new_file.writelines(build_archive(pack))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        self.stdout.write(
            f"{file.name}: {len(pack.verdicts)} published revisions, {len(pack.changes)} changes."
        )
