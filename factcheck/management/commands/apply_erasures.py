"""Remove again what `ERASURE_LIST` names. Run it after each restore, before the site starts."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from claims.person_requests.erasure_list import apply_removals


class Command(BaseCommand):
    help = "Remove again, after a restore, what requests about a person have removed."

    def handle(self, **options):
        if not settings.ERASURE_LIST:
            raise CommandError("Set ERASURE_LIST to the file with the removals.")
        self.stdout.write(f"{apply_removals()} removals were applied again.")
