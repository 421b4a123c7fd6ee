"""The list of removals outside the database: what has to be removed again after a restore.

Each line of `ERASURE_LIST` is a JSON object with the request, the moment and the places of one
removal; it has identifiers of rows and offsets, and no words.
"""

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction


def append_removal(request: str, places: list[dict], *, at: datetime) -> None:
    """The removal is the last line of the list; does nothing without the setting."""
    if not settings.ERASURE_LIST:
        return
    kept = [{name: place[name] for name in ("table", "row", "column", "spans")} for place in places]
    line = json.dumps({"request": request, "at": at.isoformat(), "places": kept})
    with Path(settings.ERASURE_LIST).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def apply_removals() -> int:
    """Removes, as the owner, what the list names and the database still has. Returns how many."""
    lines = Path(settings.ERASURE_LIST).read_text(encoding="utf-8").splitlines()
    return sum(_apply(json.loads(line)) for line in lines)


def _apply(removal: dict) -> bool:
    owner = settings.OWNER_DATABASE_ALIAS
    with transaction.atomic(using=owner), connections[owner].cursor() as cursor:
        cursor.execute(
            "SELECT FROM claims_tombstone WHERE request = %s LIMIT 1", [removal["request"]]
        )
        if cursor.rowcount:
            return False
        cursor.execute(
            "SELECT remove_words_from_places(%s, %s, %s)",
            [removal["request"], json.dumps(removal["places"]), removal["at"]],
        )
    return True
