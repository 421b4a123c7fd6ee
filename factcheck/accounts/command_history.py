"""The history of accounts names the command of `manage.py` that changed them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, connections

_SET_CONTEXT = """
    SELECT set_config('pghistory.context_id', %s, false),
        set_config('pghistory.context_metadata', %s, false)
"""


@contextmanager
def record_command(name: str, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """What changes on this connection was changed by the command.

    `pghistory.context` does the same, but only on the default connection.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_SET_CONTEXT, [str(uuid4()), json.dumps({"command": name})])
    yield
    with connections[using].cursor() as cursor:
        cursor.execute(_SET_CONTEXT, ["", ""])
