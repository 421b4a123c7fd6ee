"""Change rows as someone can who owns the database: with all triggers disabled.

`draw_change` draws one change of one row on which a published revision rests; `apply` makes it. The
caller rolls it back. A change that a constraint refuses raises `IntegrityError` or `DataError`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import connections
from psycopg.types.json import Jsonb

OWNER = settings.OWNER_DATABASE_ALIAS
# The rows of each table on which a published revision rests, and what names them.
_OF_REVISION = "verdict_id IN (SELECT id FROM claims_verdict WHERE published_at IS NOT NULL)"
_QUOTED = f"SELECT passage_id FROM claims_evidence WHERE {_OF_REVISION}"
_SNAPSHOTS = f"SELECT snapshot_id FROM sources_passage WHERE id IN ({_QUOTED})"
_DOCUMENTS = f"SELECT raw_document_id FROM sources_snapshot WHERE id IN ({_SNAPSHOTS})"
TABLES = {
    "claims_verdict": "published_at IS NOT NULL",
    "claims_submission": _OF_REVISION,
    "claims_review": _OF_REVISION,
    "claims_transition": _OF_REVISION,
    "claims_change": _OF_REVISION,
    "claims_contributor": _OF_REVISION,
    "claims_evidence": _OF_REVISION,
    "sources_passage": f"id IN ({_QUOTED})",
    "sources_articletext": f"snapshot_id IN ({_SNAPSHOTS})",
    "sources_snapshot": f"id IN ({_SNAPSHOTS})",
    "sources_translation": f"passage_id IN ({_QUOTED})",
    "sources_rawdocument": f"id IN ({_DOCUMENTS})",
    "claims_ledgerentry": "true",
    "claims_checkpoint": "true",
}


@dataclass(frozen=True)
class Change:
    """One change: of which row, what was done to it, and the statement that does it."""

    table: str
    key: Any
    what: str
    statement: str
    params: tuple = ()
    column: str = ""

    def apply(self) -> int:
        """Make the change, as a superuser with all triggers disabled. Returns the rows changed."""
        with connections[OWNER].cursor() as cursor:
            cursor.execute(self.statement, self.params)
            return cursor.rowcount


@contextmanager
def use_superuser() -> Iterator[None]:
    """Connect the owner's alias as the superuser, who can disable all triggers of a session."""
    connection = connections[OWNER]
    user = connection.settings_dict["USER"]
    try:
        connection.close()
        connection.settings_dict["USER"] = "postgres"
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = user


def execute(statement: str, *params) -> list[tuple]:
    """Execute a statement on the owner's connection and return its rows."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchall() if cursor.description else []


def list_columns(table: str) -> list[str]:
    """The columns of a table that can be written."""
    rows = execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND table_schema = 'public' AND is_generated = 'NEVER' ORDER BY ordinal_position",
        table,
    )
    return [name for (name,) in rows]


def get_key(table: str) -> str:
    """The primary key of a table."""
    return {"claims_ledgerentry": "number", "claims_checkpoint": "size"}.get(table, "id")


def list_keys(table: str) -> list:
    """The keys of the rows of a table on which a published revision rests."""
    name = get_key(table)
    return [
        key for (key,) in execute(f"SELECT {name} FROM {table} WHERE {TABLES[table]} ORDER BY 1")
    ]


def draw_change(random: Random, tables: list[str]) -> Change:
    """Draw one change of one row of one of these tables."""
    table = random.choice(tables)
    key_name = get_key(table)
    keys = list_keys(table)
    key = random.choice(keys)
    kind = random.choices(["value", "delete", "swap"], [8, 1, 2])[0]
    if kind == "delete":
        return Change(table, key, "deleted", f"DELETE FROM {table} WHERE {key_name} = %s", (key,))
    column = random.choice(list_columns(table))
    if kind == "swap" and len(keys) > 1 and column != key_name:
        other = random.choice([other for other in keys if other != key])
        return _swap(table, key, other, column)
    return change_value(random, table, key, column)


def _swap(table: str, key, other, column: str) -> Change:
    """Two rows get each other's value of a column."""
    name = get_key(table)
    statement = (
        f'UPDATE {table} AS own SET "{column}" = other."{column}" FROM {table} AS other'
        f" WHERE own.{name} IN (%s, %s) AND other.{name} IN (%s, %s) AND own.{name} <> other.{name}"
        f' AND own."{column}" IS DISTINCT FROM other."{column}"'
    )
    return Change(table, key, f"swapped with {other}", statement, (key, other) * 2, column)


def change_value(random: Random, table: str, key, column: str) -> Change:
    """The row gets another value in this column."""
    name = get_key(table)
    ((value,),) = execute(f'SELECT "{column}" FROM {table} WHERE {name} = %s', key)
    new = alter(random, value, column)
    cast = "::regconfig" if column == "search_config" else ""
    statement = f'UPDATE {table} SET "{column}" = %s{cast} WHERE {name} = %s'
    return Change(table, key, "changed", statement, (new, key), column)


def alter(random: Random, value, column: str):
    """A value of the same type that differs: a flipped byte, a moved time, another number."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + random.choice([1, 2, 50_000])
    if isinstance(value, datetime):
        return value + random.choice([-1, 1]) * timedelta(seconds=random.choice([1, 3600, 999_999]))
    if isinstance(value, date):
        return value + timedelta(days=random.choice([-1, 1, 400]))
    if isinstance(value, bytes | memoryview):
        raw = bytearray(value)
        raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
        return bytes(raw)
    if column == "search_config":
        return "factcheck_german"
    if isinstance(value, str) and value:
        place = random.randrange(len(value))
        return value[:place] + ("x" if value[place] != "x" else "y") + value[place + 1 :]
    if column == "verifier_keys" or column == "subtree_hashes":
        return [alter(random, value[0], "")] + value[1:]
    if isinstance(value, list) and column in ("spans", "added", "pages", "page_range"):
        return _alter_numbers(random, value)
    if isinstance(value, list | dict):
        return Jsonb([*value, {"kind": "x"}] if isinstance(value, list) else value | {"x": 1})
    return _fill(column)


def _alter_numbers(random: Random, numbers: list):
    if not numbers:
        return [[1, 2]]
    place = random.randrange(len(numbers))
    part = numbers[place]
    new = _alter_numbers(random, part) if isinstance(part, list) else part + 1
    return [*numbers[:place], new, *numbers[place + 1 :]]


def _fill(column: str):
    """A value for a column that is empty or NULL."""
    if column.endswith("_at"):
        return datetime.fromisoformat("2026-11-02T13:00:00+00:00")
    if column.endswith("_on"):
        return date(2026, 11, 2)
    if column.endswith("_id") and column not in ("claim_id", "public_id"):
        return 1
    if column in ("pages", "page_range"):
        return [0, 1]
    if column in ("is_worded_fairly", "gone"):
        return True
    return "x"


# ── names ───────────────────────────────────────────────────────────────────────────────────────
_REVISIONS_OF = {
    "claims_verdict": "v.id = {key}",
    "sources_passage": "e.passage_id = {key}",
    "sources_translation": "t.id = {key}",
    "sources_articletext": "p.article_text_id = {key}",
    "sources_snapshot": "p.snapshot_id = {key}",
    "sources_rawdocument": "s.raw_document_id = {key}",
}
_NAMES = """
    SELECT c.public_id, p.public_id, s.public_id FROM claims_verdict v
    JOIN claims_claim c ON c.id = v.claim_id
    LEFT JOIN claims_evidence e ON e.verdict_id = v.id
    LEFT JOIN sources_passage p ON p.id = e.passage_id
    LEFT JOIN sources_snapshot s ON s.id = p.snapshot_id
    LEFT JOIN sources_translation t ON t.passage_id = p.id
    WHERE v.published_at IS NOT NULL AND"""


def list_names(change: Change) -> set[str]:
    """Words by which a finding may name the changed row: its claim, passage, snapshot or entry."""
    if change.table == "claims_checkpoint":
        return {f"checkpoint of {change.key} entries"}
    if change.table == "claims_ledgerentry":
        return {f"ntry {change.key} ", f"ntry {change.key}:"}
    own = f"v.id = (SELECT verdict_id FROM {change.table} WHERE id = {{key}})"
    condition = _REVISIONS_OF.get(change.table, own).format(key=int(change.key))
    return {name for row in execute(f"{_NAMES} {condition}") for name in row if name}


def is_named(change: Change, names: set[str], finding) -> bool:
    """Whether a finding names the row that was changed."""
    if (finding.table, finding.row) == (change.table, str(change.key)):
        return True
    return any(name in finding.sentence for name in names)


# ── the whole ledger ────────────────────────────────────────────────────────────────────────────
def delete_newest(count: int) -> None:
    """Restore the ledger as it was before its newest entries: nothing of them is left."""
    execute(
        "DELETE FROM claims_checkpoint WHERE size > (SELECT max(number) - %s FROM"
        " claims_ledgerentry)",
        count,
    )
    execute(
        "DELETE FROM claims_ledgerentry WHERE number > (SELECT max(number) - %s FROM"
        " claims_ledgerentry)",
        count,
    )


def rewrite_ledger() -> None:
    """Date the first entry a second later, and compute all hashes and roots anew.

    Nothing is wrong with the result but the signatures, for which the key is missing.
    """
    execute(
        "UPDATE claims_ledgerentry SET recorded_at = recorded_at + interval '1 second' WHERE"
        " number = 1"
    )
    execute(
        "UPDATE claims_ledgerentry SET body = canonical_json(body::jsonb || jsonb_build_object("
        "'at', format_moment(recorded_at))) WHERE number = 1"
    )
    for (number,) in execute("SELECT number FROM claims_ledgerentry ORDER BY number"):
        execute(
            "UPDATE claims_ledgerentry SET subtree_hashes = compute_subtree_hashes(number, body)"
            " WHERE number = %s",
            number,
        )
    execute(
        r"UPDATE claims_checkpoint SET signed_at = (SELECT recorded_at FROM claims_ledgerentry"
        r" WHERE number = size), note = replace(note, split_part(note, E'\n', 3),"
        r" encode(decode(compute_root(size), 'hex'), 'base64'))"
    )
