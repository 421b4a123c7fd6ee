"""What was anonymised, encrypted for counsel with the key in `SEALING_KEY`.

The application can write a sealed original and not read it; `manage.py open_sealed` reads it with
the rights of the database's owner.
"""

import json
from datetime import datetime

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from claims.person_requests.places import Place
from factcheck.core.errors import InvalidState


def seal_originals(request: str, places: list[Place], *, at: datetime) -> None:
    """What the places say is kept encrypted. Raises `InvalidState` if no key is set."""
    if not settings.SEALING_KEY:
        raise InvalidState(_("Nothing can be sealed: the server has no SEALING_KEY. Ask for one."))
    originals = [[place.table, place.row, place.column, place.value] for place in places]
    content = Fernet(settings.SEALING_KEY).encrypt(json.dumps(originals).encode())
    # Not `create`, which reads the new row's key, and so needs the right to read.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_sealedoriginal (request, content, sealed_at) VALUES (%s, %s, %s)",
            [request, content, at],
        )


def open_originals(content: bytes) -> list[list[str]]:
    """Table, row, column and text of each place. Raises `InvalidToken` for another key."""
    return json.loads(Fernet(settings.SEALING_KEY).decrypt(bytes(content)))
