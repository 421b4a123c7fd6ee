"""What may the application's role do to which table?

It reads and writes rows, and owns nothing. Of facts, and of the history of what can be edited, it
may only read and insert; nobody but the owner truncates, alters or drops. Triggers hold the same
laws for whoever else connects; the grants keep the triggers out of the application's reach.
"""

from django.apps import apps
from django.db import connections


def is_append_only(model) -> bool:
    """Facts say so themselves; the events of pghistory are facts too."""
    return getattr(model, "append_only", False) or any(
        field.name == "pgh_id" for field in model._meta.fields
    )


def statements(role: str, existing: set[str]) -> list[str]:
    """The grants for `role`, from nothing, on the tables and views that exist.

    A quoted identifier is the caller's part.
    """
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in existing
    ]
    frozen = sorted({m._meta.db_table for m in models if m._meta.managed and is_append_only(m)})
    views = sorted({m._meta.db_table for m in models if not m._meta.managed})
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        *(f'REVOKE UPDATE, DELETE ON "{table}" FROM {role}' for table in frozen),
        *(f'REVOKE INSERT, UPDATE, DELETE ON "{view}" FROM {role}' for view in views),
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    ]


def apply(owner: str, application: str) -> None:
    """Grant, as the alias `owner`, what the alias `application` connects as may do."""
    role = connections[application].settings_dict["USER"]
    if role == connections[owner].settings_dict["USER"]:
        return  # one role for both: a server set up without the second; `check --deploy` says so
    with connections[owner].cursor() as cursor:
        existing = connections[owner].introspection.table_names(cursor, include_views=True)
        quoted = connections[owner].ops.quote_name(role)
        for statement in statements(quoted, set(existing)):
            cursor.execute(statement)
