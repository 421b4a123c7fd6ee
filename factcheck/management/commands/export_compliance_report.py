"""`manage.py export_compliance_report YEAR FILE`: writes the annual compliance report as a ZIP."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.publication.compliance_report import YEARS, build_compliance_report
from factcheck.desk.reports.archive import build_archive


class Command(BaseCommand):
    help = (
        "Writes the annual compliance report: methodology, fact-checks, sources, changes, balance."
    )

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, metavar="YEAR", help="in the desk's time zone")
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file, .zip")

    def handle(self, *args, year, file, **options):
        if year not in YEARS:
            raise CommandError(f"There is no annual compliance report of the year {year}.")
        report = build_compliance_report(year)
        try:
            with file.open("xb") as new_file:
                new_file.writelines(build_archive(report))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        self.stdout.write(
            f"{file.name}: {len(report.verdicts)} published revisions, "
            f"{len(report.changes)} changes."
        )
