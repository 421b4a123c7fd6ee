"""Tell a database that does not answer, or concurrent edits, from an error in a query."""

from django.db import DatabaseError, InterfaceError, OperationalError
from psycopg.errors import SerializationFailure

RETRY_SECONDS = 15  # PostgreSQL needs 8 to 16 seconds to recover after a crash
# PostgreSQL, appendix A: lost connection, too many connections, shutting down or starting up.
UNAVAILABLE_STATES = ("08", "53300", "57P")


def is_database_unavailable(error: BaseException | None) -> bool:
    """Whether the same request may succeed a few seconds later without any change.

    An error without an SQLSTATE comes from the client: there is no connection.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(UNAVAILABLE_STATES)


def is_concurrent_edit(error: DatabaseError) -> bool:
    """Whether another transaction edited what this one had read."""
    return isinstance(error.__cause__, SerializationFailure)
