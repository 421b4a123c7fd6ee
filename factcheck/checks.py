"""What `manage.py check --deploy --database default` asks of an installation beyond Django."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections

from factcheck.accounts.roles import MARK_OF

PROTECTED = ("reviewer", "editor")

ROLE = """
    SELECT rolsuper, rolbypassrls, pg_has_role(current_user, c.relowner, 'USAGE')
    FROM pg_roles, pg_class c
    WHERE rolname = current_user AND c.oid = to_regclass('claims_verdict')
"""


@register(Tags.database)
def the_application_owns_nothing(app_configs, databases, **kwargs):
    """Web and workers connect as a role that can break none of the laws (law 2)."""
    if "default" not in (databases or ()):
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(ROLE)
        found = cursor.fetchone()
    if found is None or not any(found):
        return []
    return [
        Error(
            "The application connects as a superuser or as the owner of its tables.",
            hint="Give DATABASE_URL a role of its own; see docs/settings.md.",
            id="factcheck.E001",
        )
    ]


@register(Tags.security)
def a_second_factor_is_needed(app_configs, **kwargs):
    """Whoever approves or publishes does not do so by a password alone, in production."""
    found, asked = [], set(settings.SECOND_FACTOR_FOR)
    if unknown := asked - MARK_OF.keys():
        found.append(
            Error(
                f"SECOND_FACTOR_FOR names no role that works here: {', '.join(sorted(unknown))}.",
                hint=f"It can name {', '.join(MARK_OF)}.",
                id="factcheck.E002",
            )
        )
    # A role includes those after it: whoever asks reporters asks reviewers and editors too.
    spared = [role for role in PROTECTED if not asked & set(_up_to(role))]
    if settings.PRODUCTION and spared:
        found.append(
            Error(
                f"SECOND_FACTOR_FOR leaves out: {', '.join(spared)}.",
                hint="Reviewers and editors work with a second factor; see docs/settings.md.",
                id="factcheck.E003",
            )
        )
    return found


def _up_to(role: str) -> list[str]:
    """The roles whose work this one may do too, and itself."""
    ladder = ["reporter", "reviewer", "editor"]
    return ladder[: ladder.index(role) + 1]
