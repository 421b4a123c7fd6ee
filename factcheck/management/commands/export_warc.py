"""`manage.py export_warc SNAPSHOT FILE`: one snapshot as a WARC, for an archive."""

from io import BytesIO
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sources.capture.warc import write_warc
from sources.models import Snapshot


class Command(BaseCommand):
    help = "Write a snapshot, with the bytes it was read in, as a gzipped WARC file."

    def add_arguments(self, parser):
        parser.add_argument("snapshot", metavar="SNAPSHOT", help="its identifier")
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file, .warc.gz")

    def handle(self, *args, snapshot, file, **options):
        rows = Snapshot.objects.select_related("source", "original")
        found = rows.filter(public_id=snapshot).first()
        if found is None:
            raise CommandError(f"There is no snapshot {snapshot}.")
        written = BytesIO()
        try:
            write_warc(found, written)
            with file.open("xb") as out:
                out.write(written.getvalue())
        except ValueError as refused:  # nothing was kept, or other bytes than were read
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        self.stdout.write(f"{file.name}: snapshot {snapshot}, {written.tell()} bytes.")
