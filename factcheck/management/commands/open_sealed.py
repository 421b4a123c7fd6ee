"""Print what was anonymised on a request, for counsel. Needs the owner's rights and the key."""

import json

from django.conf import settings
from django.core.management import BaseCommand

from claims.models import SealedOriginal
from claims.person_requests.sealing import open_originals


class Command(BaseCommand):
    help = "Print the sealed originals of a request about a person."

    def add_arguments(self, parser):
        parser.add_argument("request", help="the reference number of the request")

    def handle(self, *, request: str, **options):
        rows = SealedOriginal.objects.using(settings.OWNER_DATABASE_ALIAS).filter(request=request)
        for row in rows:
            for table, row_id, column, value in open_originals(row.content):
                original = {"table": table, "row": row_id, "column": column, "value": value}
                self.stdout.write(json.dumps(original, ensure_ascii=False))
