"""Check accounts: the mode of the database, who acted, and changes made by plain SQL."""

from collections.abc import Iterator

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows


def check_mode(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """In production, the database compares moments with its clock."""
    if settings.PRODUCTION and not _is_strict(database):
        sentence = _("The database does not compare moments with its clock.")
        yield Finding("accounts_databasemode", "1", sentence)


def check_acts(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Everybody who acted was active and had the permission at that moment.

    Only where the database is strict: elsewhere moments are invented.
    """
    if not _is_strict(database):
        return
    with database.cursor() as cursor:
        cursor.execute("SELECT * FROM list_acts_without_permission()")
        for table, row, happened, person, permission in cursor.fetchall():
            sentence = _("User {0} had no permission for row {1} of {2} on {3}: {4}.")
            details = sentence.format(person, row, table, happened, permission or "-")
            yield Finding(table, str(row), details)


def check_account_changes(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Accounts are changed by the desk's pages and by commands, not by plain SQL.

    A change is reported until an audit has reported it, because it stays in the history. Only where
    the database is strict: demo and tests create accounts without a page.
    """
    if not _is_strict(database):
        return
    yield from find_rows(
        database,
        "accounts_accounthistory",
        _("The account of user {1} was changed by plain SQL or in a shell: {2} {3}, {4}."),
        """
        SELECT id, user_id, subject, change, recorded_at FROM list_unexplained_account_changes()
        WHERE recorded_at > coalesce((SELECT max(started_at) FROM claims_auditreport), '-infinity')
        """,
    )


def _is_strict(database: BaseDatabaseWrapper) -> bool:
    with database.cursor() as cursor:
        cursor.execute("SELECT is_strict()")
        (is_strict,) = cursor.fetchone()
    return bool(is_strict)
