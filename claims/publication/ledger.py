"""The public ledger: the only module that writes entries, numbered without gaps and hash-chained.

The body of an entry is RFC 8785 canonical JSON and contains the hash of the previous entry, so no
entry can be changed, removed or inserted later without detection. It contains the salted digest of
the submission that was published and no text, so that erasing a text does not break the chain.
"""

import json
from datetime import UTC

from django.db import connection

from claims.models import LedgerEntry
from claims.publication.record import canonical_json
from sources.models.snapshot import compute_sha256

ADVISORY_LOCK = 0x6661_6374  # held while an entry gets its number; the bytes of "fact"


def append_entry(event: str, verdict, *, at) -> LedgerEntry:
    """Append an entry about a revision. The caller has opened the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
    latest = LedgerEntry.objects.first()
    number, previous = (latest.number + 1, latest.sha256) if latest else (1, "")
    body = canonical_json(
        {
            "number": number,
            "previous_sha256": previous,
            "event": str(event),
            "at": at.astimezone(UTC).isoformat(),
            "claim": verdict.claim.public_id,
            "revision": verdict.revision,
            "record": verdict.submission.sha256,
        }
    )
    return LedgerEntry.objects.create(
        number=number,
        event=event,
        claim_id=verdict.claim.public_id,
        revision=verdict.revision,
        recorded_at=at,
        body=body,
        previous_sha256=previous,
        sha256=compute_sha256(body),
    )


def verify_chain(entries) -> list[str]:
    """Return the errors in a chain of entries, given in ascending order; empty if it is intact."""
    errors, previous = [], ""
    for number, entry in enumerate(entries, start=1):
        if entry.number != number:
            errors.append(f"Entry {number} is missing.")
            break
        errors += _find_errors(entry, previous)
        previous = entry.sha256
    return errors


def _find_errors(entry, previous: str) -> list[str]:
    errors, body = [], json.loads(entry.body)
    if compute_sha256(entry.body) != entry.sha256 or canonical_json(body) != entry.body:
        errors.append(f"Entry {entry.number} was changed: its hash differs.")
    if entry.previous_sha256 != previous or body["previous_sha256"] != previous:
        errors.append(f"Entry {entry.number} does not follow the entry before it.")
    columns = (entry.number, entry.event, entry.claim_id, entry.revision)
    if columns != (body["number"], body["event"], body["claim"], body["revision"]):
        errors.append(f"The columns of entry {entry.number} differ from its body.")
    return errors
