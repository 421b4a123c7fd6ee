"""`manage.py migrate`: connects as the owner, then installs grants, roles and signed actions."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from claims.signing.required_actions import install_required_actions
from factcheck.accounts import roles
from factcheck.core import database_grants

OWN_APPS = ("sources", "claims", "accounts", "notifications", "idempotency")


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database=settings.OWNER_DATABASE_ALIAS)

    def execute(self, *args, **options):
        # Before Django's own checks, which would need the connection.
        if options["database"] not in settings.DATABASES:
            raise CommandError(
                "Migrations connect as the owner of the tables: set FACTCHECK_OWNER_DATABASE_URL."
            )
        return super().execute(*args, **options)

    def handle(self, *args, **options):
        _refuse_replaced_migrations(options["database"])
        super().handle(*args, **options)
        if options["app_label"] or options["check_unapplied"] or options["plan"]:
            return
        database_grants.apply_grants(options["database"], DEFAULT_DB_ALIAS)
        roles.install_roles(options["database"])
        install_required_actions(options["database"], timezone.now())


def _refuse_replaced_migrations(alias: str) -> None:
    """Refuses a database that was created with migrations that no longer exist.

    A database of a later version has unknown migrations, too, but also all available ones.
    """
    connection = connections[alias]
    applied = {
        (app_label, name)
        for app_label, name in MigrationRecorder(connection).applied_migrations()
        if app_label in OWN_APPS
    }
    available = {
        (app_label, name) for app_label in OWN_APPS for name in _list_migrations(app_label)
    }
    if applied - available and available - applied:
        raise CommandError(
            "This database was created by an early development version of Factcheck and cannot be "
            "upgraded. " + _describe_new_start(connection.settings_dict)
        )


def _list_migrations(app_label: str) -> Iterator[str]:
    package = import_module(f"{apps.get_app_config(app_label).name}.migrations")
    return (module.name for module in iter_modules(package.__path__))


def _describe_new_start(database: dict) -> str:
    if "EMBEDDED" not in database:
        return "Create an empty database and set DATABASE_URL and FACTCHECK_OWNER_DATABASE_URL."
    folder = database["EMBEDDED"]["folder"]
    return f"To start with an empty one, which deletes its data: make stop && rm -r {folder}"
