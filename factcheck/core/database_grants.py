"""What the application's database role may do with each table.

The role reads and writes rows and owns nothing. In append-only tables and in the history of edited
rows it can only read and insert. What roles may do, the history of accounts and the mode of the
database it can only read. Only the owner can truncate, alter or drop a table. Triggers enforce the
same rules for every role; the grants prevent the application from disabling them.
"""

from collections.abc import Callable

from django.apps import apps
from django.db import connections

# The roles and their permissions, which `migrate` writes, and what no one has by themselves.
OWNER_ONLY = frozenset(
    {
        *("auth_group", "auth_permission", "auth_group_permissions", "django_content_type"),
        *("accounts_user_user_permissions", "django_migrations"),
    }
)
# A function with the owner's rights must not be run by a trigger on a table of the role's own.
REVOKE_TRIGGER_FUNCTIONS = """
    DO $$ DECLARE name regprocedure; BEGIN
        FOR name IN SELECT oid FROM pg_proc WHERE prosecdef AND prorettype = 'trigger'::regtype
            AND pronamespace = 'public'::regnamespace LOOP
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC, {role}', name);
        END LOOP;
    END $$
"""


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
    append_only = _list_tables(is_append_only)
    owner_only = _list_tables(lambda model: getattr(model, "owner_only", False)) | OWNER_ONLY
    write_only = _list_tables(lambda model: getattr(model, "write_only", False))
    views = sorted(name for name, kind in relations.items() if kind == "v")
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
        REVOKE_TRIGGER_FUNCTIONS.format(role=role),
        f"REVOKE UPDATE ON django_admin_log FROM {role}",
        *(
            f'REVOKE UPDATE, DELETE ON "{table}" FROM {role}'
            for table in sorted(append_only & relations.keys())
        ),
        *(
            f'REVOKE INSERT, UPDATE, DELETE ON "{name}" FROM {role}'
            for name in [*views, *sorted(owner_only & relations.keys())]
        ),
        *(
            f'REVOKE SELECT ON "{table}" FROM {role}'  # noqa: S608 — names of models
            for table in sorted(write_only & relations.keys())
        ),
    ]


def _list_tables(is_wanted: Callable) -> set[str]:
    """The tables of the models that are wanted."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models if model._meta.managed and is_wanted(model)}


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
