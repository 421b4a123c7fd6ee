"""`manage.py migrate`: as the owner of the tables, then the grants and the roles."""

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from factcheck.accounts import roles
from factcheck.core import database_grants


class Command(migrate.Command):
    """Django's own, which connects as the owner and ends by granting the application its part."""

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database=settings.OWNER_ALIAS)

    def execute(self, *args, **options):
        # Before Django's own checks, which would look for the connection first.
        if options["database"] not in settings.DATABASES:
            raise CommandError("Migrations connect as the owner: set OWNER_DATABASE_URL.")
        return super().execute(*args, **options)

    def handle(self, *args, **options):
        super().handle(*args, **options)
        if options["app_label"] or options["check_unapplied"] or options["plan"]:
            return
        database_grants.apply(options["database"], DEFAULT_DB_ALIAS)
        roles.install(options["database"])
