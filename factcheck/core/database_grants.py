"""What the application's database role may do with each table.

The role reads and writes rows and owns nothing. In append-only tables and in the history of edited
rows it can only read and insert; in the tables of the owner, only read. Only the owner can
truncate, alter or drop a table. Triggers enforce the same rules for every role; the grants prevent
the application from disabling them.
"""

from django.apps import apps
from django.db import connections


def is_append_only(model) -> bool:
    """Whether rows are only inserted: models that say so, and the events of pghistory."""
    return getattr(model, "append_only", False) or any(
        field.name == "pgh_id" for field in model._meta.fields
    )


def build_grants(role: str, relations: dict[str, str]) -> list[str]:
    """Build the statements that replace all grants of `role`, a quoted identifier.

    `relations` has the kind of each existing relation by name, as Django's introspection returns
    it: `v` is a view, which can only be read.
    """
    append_only_tables = sorted(
        {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table in relations and model._meta.managed and is_append_only(model)
        }
    )
    owner_tables = sorted(
        model._meta.db_table for model in apps.get_models() if getattr(model, "owner_only", False)
    )
    views = sorted(name for name, kind in relations.items() if kind == "v")
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
        *(f'REVOKE UPDATE, DELETE ON "{table}" FROM {role}' for table in append_only_tables),
        *(
            f'REVOKE INSERT, UPDATE, DELETE ON "{name}" FROM {role}'
            for name in (*owner_tables, *views)
        ),
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    ]


def apply_grants(owner_alias: str, application_alias: str) -> None:
    """Connect as `owner_alias` and grant its rights to the role of `application_alias`."""
    owner = connections[owner_alias]
    role = connections[application_alias].settings_dict["USER"]
    if role == owner.settings_dict["USER"]:
        return  # one role for both aliases: reported by `check --deploy`
    with owner.cursor() as cursor:
        tables = owner.introspection.get_table_list(cursor)
        relations = {table.name: table.type for table in tables}
        for statement in build_grants(owner.ops.quote_name(role), relations):
            cursor.execute(statement)
