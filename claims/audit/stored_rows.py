"""Check rows of all tables: history, and rows that refer to a row that does not exist."""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows

REFERENCES = """
    SELECT child.relname, child_column.attname, parent.relname, parent_column.attname
    FROM pg_constraint con
    JOIN pg_class child ON child.oid = con.conrelid
    JOIN pg_class parent ON parent.oid = con.confrelid
    JOIN pg_attribute child_column ON child_column.attrelid = con.conrelid
        AND child_column.attnum = con.conkey[1]
    JOIN pg_attribute parent_column ON parent_column.attrelid = con.confrelid
        AND parent_column.attnum = con.confkey[1]
    WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace
    AND cardinality(con.conkey) = 1 ORDER BY 1, 2
"""


def check_references(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each row to which another row refers exists."""
    with database.cursor() as cursor:
        cursor.execute(REFERENCES)
        references = cursor.fetchall()
    quote = database.ops.quote_name
    for table, column, parent, key in references:
        yield from find_rows(
            database,
            table,
            _("A row of {1} refers to a row of {2} that does not exist: {3} {0}."),
            f"""
            SELECT child.{quote(column)}, %s, %s, %s FROM {quote(table)} AS child
            WHERE child.{quote(column)} IS NOT NULL AND NOT EXISTS (SELECT FROM {quote(parent)}
                AS parent WHERE parent.{quote(key)} = child.{quote(column)})
            """,  # noqa: S608 — names from the catalog
            table,
            parent,
            column,
        )


def check_history(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each row whose history is kept is as its newest history row says."""
    for model in apps.get_models():
        tracked = getattr(model, "pgh_tracked_model", None)
        if tracked is not None and "pgh_obj" in {field.name for field in model._meta.fields}:
            yield from _compare_history(database, model, tracked)


def _compare_history(database: BaseDatabaseWrapper, model, tracked) -> Iterator[Finding]:
    own = {field.attname: field.column for field in model._meta.fields}
    quote = database.ops.quote_name
    columns = [
        quote(field.column)
        for field in tracked._meta.fields
        if own.get(field.attname) == field.column and field.attname != "id"
    ]
    newest, current = (
        ", ".join(f"{name}.{column}" for column in columns) for name in ("newest", "current")
    )
    table, history = tracked._meta.db_table, model._meta.db_table
    yield from find_rows(
        database,
        table,
        _("Row {0} of {1} was changed without a history row."),
        f"""
        SELECT coalesce(current.id, newest.pgh_obj_id), %s
        FROM (SELECT DISTINCT ON (pgh_obj_id) * FROM {quote(history)}
            ORDER BY pgh_obj_id, pgh_id DESC) AS newest
        FULL JOIN {quote(table)} AS current ON current.id = newest.pgh_obj_id
        WHERE newest.pgh_id IS NULL OR current.id IS NULL AND newest.pgh_label <> 'delete'
        OR current.id IS NOT NULL AND (({newest}) IS DISTINCT FROM ({current})
            OR newest.pgh_label = 'delete')
        """,  # noqa: S608 — names of models
        table,
    )
