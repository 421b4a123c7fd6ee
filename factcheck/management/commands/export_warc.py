"""`manage.py export_warc SNAPSHOT FILE`: writes a snapshot as a WARC file, for a web archive."""

from io import BytesIO
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sources.capture.warc import write_warc
from sources.capture.web_archive import ArchiveError
from sources.models import Snapshot


class Command(BaseCommand):
    help = "Writes a snapshot and the bytes that it was extracted from as a gzipped WARC file."

    def add_arguments(self, parser):
        parser.add_argument("snapshot", metavar="SNAPSHOT", help="its identifier")
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file, .warc.gz")

    def handle(self, *args, snapshot, file, **options):
        snapshots = Snapshot.objects.select_related("source", "raw_document")
        row = snapshots.filter(public_id=snapshot).first()
        if row is None:
            raise CommandError(f"There is no snapshot {snapshot}.")
        output = BytesIO()
        try:
            write_warc(row, output)
            with file.open("xb") as new_file:
                new_file.write(output.getvalue())
        except (ArchiveError, ValueError) as error:  # the bytes were not stored, or are corrupt
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        self.stdout.write(f"{file.name}: snapshot {snapshot}, {len(output.getvalue())} bytes.")
