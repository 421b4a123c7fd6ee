"""The export of the ledger: everything that a verifier needs, as NDJSON (docs/ledger.md).

It contains what is public only: the digests of decisions without their salts, and a record only as
long as readers see it as it was hashed.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.conf import settings

from claims.models import (
    Checkpoint,
    CheckpointTimestamp,
    LedgerEntry,
    PublicHiddenClaim,
    PublicVerdict,
)
from claims.publication import queries
from claims.publication.signed_note import encode
from sources.capture.timestamps import get_token

EXPORT_FORMAT = "factcheck-ledger/1"


def list_export_lines(at: datetime) -> Iterator[str]:
    """Yield the lines of an export, with their line ends."""
    digest, count = sha256(), 0
    for row in _list_rows(at):
        line = format_line(row)
        digest.update(line.encode())
        count += 1
        yield line
    yield format_line({"type": "end", "lines": count, "sha256": digest.hexdigest()})


def format_line(row: dict) -> str:
    """Return one line of NDJSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _list_rows(at: datetime) -> Iterator[dict]:
    """The lines in the order of docs/ledger.md."""
    checkpoint = queries.get_checkpoint()
    size = checkpoint.size if checkpoint else 0
    yield {
        "type": "header",
        "format": EXPORT_FORMAT,
        "origin": settings.LEDGER_ORIGIN,
        "size": size,
        "exported_at": at.isoformat(),
    }
    for key in queries.list_ledger_keys():
        yield {
            "type": "key",
            "verifier_key": key.key,
            "first_size": key.first,
            "last_size": key.last,
        }
    for entry in LedgerEntry.objects.filter(number__lte=size).order_by("number").iterator():
        decisions = [[row["kind"], row["id"], row["sha256"]] for row in entry.decisions]
        yield {"type": "entry", "body": entry.body, "decisions": decisions}
    yield from _list_records()
    for row in Checkpoint.objects.order_by("size").iterator():
        yield {"type": "checkpoint", "size": row.size, "note": row.note}
    for stamp in CheckpointTimestamp.objects.order_by("checkpoint_id", "id").iterator():
        yield {
            "type": "timestamp",
            "size": stamp.checkpoint_id,
            "authority": stamp.authority,
            "token": encode(get_token(stamp.response)),
        }


def _list_records() -> Iterator[dict]:
    """The record of each published revision; without a salt neither salt nor text is public."""
    columns = ("claim_id", "revision", "record_sha256", "record_salt", "record")
    rows = PublicVerdict.objects.order_by("id").values_list(*columns)
    for claim, revision, digest, salt, content in rows.iterator():
        yield {
            "type": "record",
            "claim": claim,
            "revision": revision,
            "sha256": digest,
            "salt": salt,
            "content": content if salt else None,
        }
    # The ledger has the digests of revisions that are hidden for legal reasons.
    hidden = LedgerEntry.objects.filter(claim_id__in=PublicHiddenClaim.objects.values("claim_id"))
    first = hidden.order_by("claim_id", "revision", "number").distinct("claim_id", "revision")
    for entry in first:
        yield {
            "type": "record",
            "claim": entry.claim_id,
            "revision": entry.revision,
            "sha256": json.loads(entry.body)["record"],
            "salt": None,
            "content": None,
        }
