"""What `manage.py check --deploy --database default` asks of an installation beyond Django."""

from django.core.checks import Error, Tags, register
from django.db import connections

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
