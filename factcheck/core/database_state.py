"""Read many rows as they were at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def read_one_state(using: str = "default") -> Iterator[BaseDatabaseWrapper]:
    """A transaction that reads only, and no row that is committed after its first query.

    A transaction that the caller has opened is used as it is.
    """
    database = connections[using]
    is_outermost = not database.in_atomic_block
    with transaction.atomic(using):
        if is_outermost:
            with database.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield database
