"""The one place where public events are written down, numbered without gaps and chained by hash.

An entry's body is RFC 8785 canonical JSON and holds the digest of the entry before it, so that no
entry can be changed, left out or put in later. It holds a salted digest of what was published and
never a text, so that erasing a text does not break the chain.
"""

import json
import secrets
from datetime import UTC

from django.db import connection

from claims.models import LedgerEntry, LedgerSalt
from claims.publication.record import canonical
from sources.models.snapshot import digest

LOCK = 0x6661_6374  # the advisory lock under which entries are numbered; "fact"


def append(event: str, verdict, *, at) -> LedgerEntry:
    """The next entry, for this event on this revision, inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = LedgerEntry.objects.first()
    salt = secrets.token_hex(32)
    number, previous = (last.number + 1, last.sha256) if last else (1, "")
    body = canonical(
        {
            "number": number,
            "previous": previous,
            "event": str(event),
            "at": at.astimezone(UTC).isoformat(),
            "claim": verdict.claim.public_id,
            "revision": verdict.revision,
            "record": salted(salt, verdict.submission.sha256),
        }
    )
    entry = LedgerEntry.objects.create(
        number=number,
        event=event,
        claim_id=verdict.claim.public_id,
        revision=verdict.revision,
        recorded_at=at,
        body=body,
        previous=previous,
        sha256=digest(body),
    )
    LedgerSalt.objects.create(entry=entry, salt=salt)
    return entry


def salted(salt: str, record_sha256: str) -> str:
    """The digest that stands in the ledger for a record: it says nothing once the salt is gone."""
    return digest(salt + record_sha256)


def faults(entries) -> list[str]:
    """What is wrong with a chain of entries, given in their order; empty when it is sound."""
    wrong, previous = [], ""
    for number, entry in enumerate(entries, start=1):
        said = json.loads(entry.body)
        if entry.number != number:
            wrong.append(f"Entry {number} is missing.")
            break
        if digest(entry.body) != entry.sha256 or canonical(said) != entry.body:
            wrong.append(f"Entry {number} was changed: its digest is another.")
        if entry.previous != previous or said["previous"] != previous:
            wrong.append(f"Entry {number} does not follow the one before it.")
        columns = (entry.number, entry.event, entry.claim_id, entry.revision)
        if columns != (said["number"], said["event"], said["claim"], said["revision"]):
            wrong.append(f"Entry {number} says something else than its body.")
        previous = entry.sha256
    return wrong
