"""`manage.py remove_expired`: removes personal data whose time is over, as the worker does."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from factcheck import retention


class Command(BaseCommand):
    help = "Removes personal data that are older than RETENTION says; the worker does it nightly."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="only says what would be removed"
        )

    def handle(self, *args, dry_run, **options):
        report = retention.remove_expired(timezone.now(), dry_run=dry_run)
        for row in retention.describe_report(report):
            waiting = "; ".join(f"{count} wait: {reason}" for reason, count in row.waiting)
            self.stdout.write(f"{row.removed:8}  {row.name}{f'  ({waiting})' if waiting else ''}")
        if dry_run:
            self.stdout.write("Nothing was removed.")
