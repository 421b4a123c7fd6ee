"""`migrate` refuses databases whose migrations were replaced."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from factcheck.management.commands import migrate

APP = "claims"


@pytest.fixture
def recorder(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield MigrationRecorder(connections[settings.OWNER_DATABASE_ALIAS])


def run_migrate() -> None:
    call_command("migrate", verbosity=0)


def test_a_database_of_replaced_migrations_is_refused_with_advice(recorder):
    first = next(migrate._list_migrations(APP))
    recorder.record_unapplied(APP, first)
    recorder.record_applied(APP, "0001_replaced")
    with pytest.raises(
        CommandError, match="early development version.*make stop && rm -r .*test-postgres"
    ):
        run_migrate()


def test_a_database_of_a_later_version_is_accepted(recorder):
    recorder.record_applied(APP, "9999_of_a_later_version")
    run_migrate()


def test_a_current_database_is_accepted(recorder):
    run_migrate()
