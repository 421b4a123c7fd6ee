"""System checks of an installation, for `manage.py check --deploy --database default`."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from django.db import connections
from django.utils import timezone

from factcheck.accounts.database_mode import is_strict
from factcheck.accounts.roles import KEY_PERMISSIONS
from sources.capture.timestamps import list_authorities

ROLES_REQUIRING_MFA = ("reviewer", "editor")
# Each role has all permissions of those before it.
INCLUDED_ROLES = {"reviewer": ("reporter",), "editor": ("reporter", "reviewer")}

MAX_CLOCK_DIFFERENCE = timedelta(seconds=4)  # the database refuses five

ROLE_SQL = """
    SELECT rolsuper, rolbypassrls, pg_has_role(current_user, c.relowner, 'USAGE')
    FROM pg_roles, pg_class c
    WHERE rolname = current_user AND c.oid = to_regclass('claims_verdict')
"""


@register(Tags.database)
def check_database_role(app_configs, databases, **kwargs):
    """Web server and worker connect as a role that cannot bypass the database's constraints."""
    if "default" not in (databases or ()):
        return []
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(ROLE_SQL)
            role = cursor.fetchone()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        return [Error(f"The database cannot be reached: {reason}.", id="factcheck.E006")]
    if role is None or not any(role):
        return []
    return [
        Error(
            "The application connects as a superuser or as the owner of its tables.",
            hint="Create a separate role for DATABASE_URL; see docs/settings.md.",
            id="factcheck.E001",
        )
    ]


@register(Tags.database)
def check_signed_actions(app_configs, databases, **kwargs):
    """The database requires the signatures that the setting requires."""
    if "default" not in (databases or ()):
        return []
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT action FROM claims_signedaction")
            required = {action for (action,) in cursor.fetchall()}
    except DatabaseError:
        return []  # without a connection or tables, another check says so
    if required == set(settings.SIGNED_ACTIONS):
        return []
    return [
        Error(
            "FACTCHECK_SIGNED_ACTIONS differs from what the database requires.",
            hint="Run manage.py migrate, which copies the setting into the database.",
            id="factcheck.E010",
        )
    ]


@register(Tags.database)
def check_database_mode(app_configs, databases, **kwargs):
    """In production, the database compares the moments of what people do with its own clock."""
    if not settings.PRODUCTION or "default" not in (databases or ()):
        return []
    try:
        if is_strict():
            return []
    except DatabaseError:
        return []  # `check_database_role` says that it cannot be reached
    return [
        Error(
            "The database is lenient: it accepts invented moments.",
            hint="Only the demo and the tests are lenient. Find out who changed it; see"
            " docs/settings.md.",
            id="factcheck.E007",
        )
    ]


@register(Tags.database)
def check_clock(app_configs, databases, **kwargs):
    """The clocks of this server and of the database agree: otherwise every action is refused."""
    if "default" not in (databases or ()):
        return []
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            difference = abs(cursor.fetchone()[0] - timezone.now())
    except DatabaseError:
        return []  # `check_database_role` says that it cannot be reached
    if difference < MAX_CLOCK_DIFFERENCE:
        return []
    seconds = difference.total_seconds()
    return [
        Error(
            f"The clocks of this server and of the database differ by {seconds:.0f} seconds.",
            hint="Synchronise both (NTP): the database refuses moments ahead of its clock.",
            id="factcheck.E008",
        )
    ]


def refuse_lenient_database() -> None:
    """Raise `ImproperlyConfigured` in production if the database can be reached and is lenient."""
    for error in check_database_mode(None, databases=["default"]):
        raise ImproperlyConfigured(f"{error.msg} {error.hint}")


@register(Tags.security)
def check_mfa_required_roles(app_configs, **kwargs):
    """In production, people who approve or publish need more than a password."""
    errors, required = [], set(settings.MFA_REQUIRED_ROLES)
    if unknown := required - KEY_PERMISSIONS.keys():
        errors.append(
            Error(
                f"FACTCHECK_MFA_REQUIRED_ROLES names unknown roles: {', '.join(sorted(unknown))}.",
                hint=f"The roles are {', '.join(KEY_PERMISSIONS)}.",
                id="factcheck.E002",
            )
        )
    # If reporters need MFA, reviewers and editors do, too, because they have the same permissions.
    missing = [
        role
        for role in ROLES_REQUIRING_MFA
        if not required.intersection((role, *INCLUDED_ROLES[role]))
    ]
    if settings.PRODUCTION and missing:
        errors.append(
            Error(
                f"FACTCHECK_MFA_REQUIRED_ROLES must include: {', '.join(missing)}.",
                hint="Reviewers and editors need MFA in production; see docs/settings.md.",
                id="factcheck.E003",
            )
        )
    return errors


@register(Tags.security)
def check_timestamp_authorities(app_configs, **kwargs):
    """The timestamp authorities can be asked, and their answers verified."""
    try:
        list_authorities()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="See docs/settings.md.", id="factcheck.E011")]
    return []


@register(Tags.security)
def check_web_archives(app_configs, **kwargs):
    """Each template names another archive and has one place for the address to copy."""
    templates = settings.WEB_ARCHIVE_URL_TEMPLATES
    invalid = [template for template in templates if not _is_archive_template(template)]
    errors = [
        Error(
            f"FACTCHECK_WEB_ARCHIVE_URL_TEMPLATES has an invalid template: {template}",
            hint="Write it like https://web.archive.org/save/{url}; see docs/settings.md.",
            id="factcheck.E004",
        )
        for template in invalid
    ]
    hosts = [urlsplit(template).netloc for template in templates if template not in invalid]
    if len(set(hosts)) < len(hosts):
        errors.append(
            Error(
                "FACTCHECK_WEB_ARCHIVE_URL_TEMPLATES names the same archive twice.",
                hint="Give one template for each archive.",
                id="factcheck.E005",
            )
        )
    return errors


def _is_archive_template(template: str) -> bool:
    scheme, _separator, rest = template.partition("://")
    host, _slash, path = rest.partition("/")
    return scheme == "https" and "{" not in host and host != "" and path.count("{url}") == 1
