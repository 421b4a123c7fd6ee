"""Check the rules of the database: triggers, functions and constraints are those of this version.

The files in the folders `sql` of all apps and the models say what there should be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows

OWN_TABLES = ("accounts", "claims", "idempotency", "notifications", "sources")
FUNCTION = re.compile(
    r"^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE) (\w+)\s*\((.*?)\bAS (\$\w*\$)(.*?)\3",
    re.DOTALL | re.MULTILINE,
)
TRIGGER = re.compile(
    r"^CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s.*?\sON (\w+)\s.*?EXECUTE FUNCTION (\w+)",
    re.DOTALL | re.MULTILINE,
)
FORBIDDEN_CHANGES = re.compile(r"^CALL forbid_changes\((.*?)\);", re.DOTALL | re.MULTILINE)
ACT = re.compile(r"^CALL check_act\('(\w+)', '(\w+)'", re.MULTILINE)
TABLE_LIST = re.compile(r"(never_changed|never_deleted)\s*=>\s*ARRAY\[(.*?)\]", re.DOTALL)
SETTING = re.compile(r"\bSET (\w+) (?:=|TO) ([^\n]+?)(?=\s+(?:SET|AS|LANGUAGE|SECURITY)\b|$)")


@dataclass(frozen=True)
class SqlFunction:
    """A function as a file or the database has it; `settings` are those that it pins."""

    name: str
    body: str
    is_definer: bool
    settings: tuple[str, ...]


def read_sql_files() -> str:
    """Return the text of all SQL files of the apps."""
    folders = [Path(config.path) / "sql" for config in apps.get_app_configs()]
    files = sorted(file for folder in folders for file in folder.rglob("*.sql"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def list_functions(sql: str) -> set[SqlFunction]:
    """Return the functions that these files create."""
    return {
        SqlFunction(name, body, "SECURITY DEFINER" in head, _list_settings(head))
        for name, head, _quote, body in FUNCTION.findall(sql)
    }


def _list_settings(head: str) -> tuple[str, ...]:
    pairs = (f"{name}={value.strip()}" for name, value in SETTING.findall(" ".join(head.split())))
    return tuple(sorted(pair.replace("'", "").replace('"', "").casefold() for pair in pairs))


def list_triggers(sql: str) -> set[tuple[str, str, str]]:
    """Return table, name and function of the triggers that these files create."""
    triggers = {(table, name, function) for name, table, function in TRIGGER.findall(sql)}
    for call in FORBIDDEN_CHANGES.findall(sql):
        for kind, tables in TABLE_LIST.findall(call):
            name = "enforce_no_change" if kind == "never_changed" else "enforce_no_delete"
            for table in re.findall(r"'(\w+)'", tables):
                triggers.add((table, name, "refuse_change"))
                triggers.add((table, "enforce_no_truncate", "refuse_change"))
    for table, happened in ACT.findall(sql):
        for name in (f"enforce_who_{happened}", f"enforce_who_{happened}_later"):
            triggers.add((table, name, "enforce_act"))
    return triggers


def list_history_triggers() -> dict[tuple[str, str], str]:
    """Return the SQL of each trigger of the field history, by table and name."""
    return {
        (model._meta.db_table, trigger.get_pgid(model)): str(trigger.compile(model).install_sql)
        for model in apps.get_models()
        for trigger in getattr(model._meta, "triggers", ())
    }


# ── functions ───────────────────────────────────────────────────────────────────────────────────
def check_functions(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each function is there, with the body and the settings of its file, and no other."""
    expected = list_functions(read_sql_files())
    with database.cursor() as cursor:
        # Not the functions of extensions, of the job queue and of the history.
        cursor.execute(r"""
            SELECT proname, prosrc, prosecdef, coalesce(proconfig, '{}') FROM pg_proc p
            WHERE pronamespace = 'public'::regnamespace
            AND proname NOT LIKE 'procrastinate\_%' AND proname NOT LIKE '%pgtrigger\_%'
            AND proname NOT LIKE '\_pgh\_%'
            AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass
                AND objid = p.oid AND deptype = 'e')
        """)
        found = {
            SqlFunction(name, body, definer, _clean_settings(settings))
            for name, body, definer, settings in cursor.fetchall()
        }
    for function in sorted({function.name for function in expected - found}):
        sentence = _("The function {0} differs from the file that creates it, or is missing.")
        yield Finding("pg_proc", function, sentence.format(function))
    for function in sorted({f.name for f in found - expected} - {f.name for f in expected}):
        sentence = _("The function {0} is not part of Factcheck.")
        yield Finding("pg_proc", function, sentence.format(function))


def _clean_settings(settings: list[str]) -> tuple[str, ...]:
    return tuple(sorted(pair.replace('"', "").casefold() for pair in settings))


# ── triggers ────────────────────────────────────────────────────────────────────────────────────
def check_triggers(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each trigger is there and calls its function, and no table has another one."""
    expected = list_triggers(read_sql_files())
    history = list_history_triggers()
    with database.cursor() as cursor:
        cursor.execute(
            r"""
            SELECT relname, tgname, proname, prosrc FROM pg_trigger t
            JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid
            WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal
            AND relname NOT LIKE 'procrastinate\_%'
            """
        )
        rows = cursor.fetchall()
    found = {(table, name, function) for table, name, function, _body in rows}
    recorded = {
        (table, name) for table, name, _f, body in rows if body in history.get((table, name), "")
    }
    missing = {(table, name) for table, name, _f in expected - found} | (history.keys() - recorded)
    for table, name in sorted(missing):
        sentence = _("The trigger {1} of {0} is missing or calls another function.")
        yield Finding("pg_trigger", name, sentence.format(table, name))
    known = {(table, name) for table, name, _f in expected} | history.keys()
    for table, name in sorted({(table, name) for table, name, _f in found} - known):
        sentence = _("The trigger {1} of {0} is not part of Factcheck.")
        yield Finding("pg_trigger", name, sentence.format(table, name))


def check_enabled(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """No trigger is disabled, not even those that hold references between rows."""
    yield from find_rows(
        database,
        "pg_trigger",
        _("The trigger {0} of {1} is disabled."),
        """
        SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = 'public'::regnamespace AND tgenabled NOT IN ('O', 'A')
        """,
    )
    yield from find_rows(
        database,
        "pg_db_role_setting",
        _("Triggers are disabled for a role or database: {0}."),
        """
        SELECT pair FROM pg_db_role_setting CROSS JOIN LATERAL unnest(setconfig) AS pair
        WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
        AND starts_with(lower(pair), 'session_replication_role=')
        """,
    )


# ── constraints and grants ──────────────────────────────────────────────────────────────────────
def check_constraints(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each constraint of a model is there and valid, and so is each reference."""
    with database.cursor() as cursor:
        cursor.execute("""
            SELECT relname, conname, convalidated FROM pg_constraint
            JOIN pg_class ON pg_class.oid = conrelid WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT indrelid::regclass::text, indexrelid::regclass::text, indisvalid
            FROM pg_index WHERE indisunique
        """)
        found = {(table, name): is_valid for table, name, is_valid in cursor.fetchall()}
        cursor.execute("""
            SELECT conrelid::regclass::text, attname FROM pg_constraint
            JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
            WHERE contype = 'f' AND connamespace = 'public'::regnamespace
        """)
        references = set(cursor.fetchall())
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield from _find_missing(model, found, references)
    for (table, name), is_valid in sorted(found.items()):
        if not is_valid:
            sentence = _("The constraint {1} of {0} is not valid for all rows.")
            yield Finding("pg_constraint", name, sentence.format(table, name))


def _find_missing(
    model: type[models.Model], found: dict[tuple[str, str], bool], references: set
) -> Iterator[Finding]:
    table = model._meta.db_table
    for constraint in model._meta.constraints:
        if (table, constraint.name) not in found:
            sentence = _("The constraint {1} of {0} is missing.")
            yield Finding("pg_constraint", constraint.name, sentence.format(table, constraint.name))
    for field in model._meta.local_fields:
        is_reference = isinstance(field, models.ForeignKey)
        has_constraint = getattr(field, "db_constraint", False)
        if is_reference and has_constraint and (table, str(field.column)) not in references:
            sentence = _("Nothing holds the reference {1} of {0}.")
            yield Finding("pg_constraint", str(field.column), sentence.format(table, field.column))


def check_grants(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The role of the application may only insert and read where rows never change."""
    yield from find_rows(
        database,
        "pg_class",
        _("The role {1} may change or delete rows of {0}, which never change."),
        """
        SELECT DISTINCT relname, grantee FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid
        JOIN information_schema.table_privileges ON table_name = relname AND table_schema = 'public'
        WHERE tgname = 'enforce_no_change' AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
        AND grantee <> pg_get_userbyid(relowner)
        """,
    )
