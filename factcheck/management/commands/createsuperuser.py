"""`manage.py createsuperuser`: connects as the owner; the application makes no superuser."""

from django.conf import settings
from django.contrib.auth.management.commands import createsuperuser

from factcheck.accounts.command_history import record_command


class Command(createsuperuser.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        if settings.OWNER_DATABASE_ALIAS in settings.DATABASES:
            parser.set_defaults(database=settings.OWNER_DATABASE_ALIAS)

    def handle(self, *args, **options):
        with record_command("createsuperuser", using=options["database"]):
            super().handle(*args, **options)
