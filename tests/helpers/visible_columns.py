"""The columns that reach readers, found in the views and functions of the database."""

import re

from tests.helpers.attacks import execute_sql

VIEWS = """
    WITH RECURSIVE view AS (
        SELECT oid FROM pg_class WHERE relkind = 'v' AND relname LIKE 'public\\_%'
        UNION SELECT d.refobjid FROM view JOIN pg_rewrite r ON r.ev_class = view.oid
        JOIN pg_depend d ON d.objid = r.oid AND d.classid = 'pg_rewrite'::regclass
        JOIN pg_class c ON c.oid = d.refobjid AND c.relkind = 'v'
    ), used AS (
        SELECT d.refclassid, d.refobjid, d.refobjsubid FROM view
        JOIN pg_rewrite r ON r.ev_class = view.oid
        JOIN pg_depend d ON d.objid = r.oid AND d.classid = 'pg_rewrite'::regclass
    )
"""
COLUMNS = """
    SELECT DISTINCT c.relname, a.attname FROM used
    JOIN pg_class c ON c.oid = used.refobjid AND c.relkind = 'r'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = used.refobjsubid AND a.attnum > 0
"""
FUNCTIONS = """
    SELECT DISTINCT p.proname FROM used
    JOIN pg_proc p ON p.oid = used.refobjid AND used.refclassid = 'pg_proc'::regclass
    WHERE p.pronamespace = 'public'::regnamespace
"""


def list_public_views() -> list[str]:
    """The views that readers see, except the ledger itself."""
    rows = execute_sql(
        "SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname LIKE 'public\\_%'"
    )
    return sorted(name for (name,) in rows if "ledger" not in name)


def list_visible_columns() -> list[tuple[str, str, str]]:
    """The table, name and type of each column; generated ones and the numbers of rows left out."""
    types = {
        (table, column): kind
        for table, column, kind in execute_sql(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " JOIN pg_tables ON tablename = table_name AND schemaname = table_schema"
            " WHERE table_schema = 'public' AND is_generated = 'NEVER' AND column_name <> 'id'"
        )
    }
    functions = {name for (name,) in execute_sql(VIEWS + FUNCTIONS)}
    columns = {*execute_sql(VIEWS + COLUMNS), *_find_columns_in_functions(functions, types)}
    return [(*column, types[column]) for column in sorted(columns & types.keys())]


def _find_columns_in_functions(names: set[str], types: dict) -> set[tuple[str, str]]:
    """The columns that these functions, and those that they call, name together with their table.

    PostgreSQL does not know what the text of a function depends on.
    """
    sources = dict(
        execute_sql(
            "SELECT proname, string_agg(prosrc, ' ') FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace GROUP BY 1"
        )
    )
    words = {name: set(re.findall(r"\w+", source)) for name, source in sources.items()}
    reached: set[str] = set()
    while names:
        reached |= names
        names = {word for name in names for word in words[name] & words.keys()} - reached
    return {
        (table, column)
        for name in reached
        for table, column in types
        if table in words[name] and column in words[name]
    }
