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


def statements(role: str, existing: dict[str, str]) -> list[str]:
    """The grants for `role`, from nothing, on the relations that exist, by name and kind.

    The kind is Django's: `v` is a view, which is only read. A quoted identifier is the caller's
    part.
    """
    frozen = sorted(
        {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table in existing and model._meta.managed and is_append_only(model)
        }
    )
    views = sorted(name for name, kind in existing.items() if kind == "v")
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
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
        relations = connections[owner].introspection.get_table_list(cursor)
        quoted = connections[owner].ops.quote_name(role)
        for statement in statements(quoted, {one.name: one.type for one in relations}):
            cursor.execute(statement)
