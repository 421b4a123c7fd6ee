"""Findings: what the audit found to be wrong, and the query that yields them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

# What a check raises where a row does not have the form that it reads.
UNREADABLE = (DatabaseError, LookupError, TypeError, ValueError)
CHUNK_ROWS = 500  # rows that a query transfers at once


@dataclass(frozen=True)
class Finding:
    """One breach: the table, the primary key of the row (empty if there is none), a sentence."""

    table: str
    row: str
    sentence: str

    def as_dict(self) -> dict[str, str]:
        """Return the finding for JSON."""
        return asdict(self)


def find_rows(
    database: BaseDatabaseWrapper, table: str, sentence: str, query: str, *params
) -> Iterator[Finding]:
    """Yield a finding for each row of a query, whose first column is the key of the row in `table`.

    `{1}` in the sentence is the second column. Rows are read in chunks.
    """
    with database.chunked_cursor() as cursor:
        cursor.execute(query, params or None)
        while rows := cursor.fetchmany(CHUNK_ROWS):
            for row in rows:
                yield Finding(table, str(row[0]), sentence.format(*row))
