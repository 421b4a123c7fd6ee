"""The public ledger: the only module that writes entries.

The database composes an entry and numbers it without gaps (`claims/sql/triggers/ledger.sql`). The
entries are the leaves of the Merkle tree of RFC 6962, so none can be changed, removed or inserted
later without detection. They hold salted digests and no text, so that erasing a text does not break
the tree. docs/ledger.md describes the formats.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from claims.choices import LedgerEvent
from claims.models import LedgerEntry, Verdict
from claims.publication import checkpoints
from claims.publication.merkle import hash_children, hash_leaf
from claims.publication.record import canonical_json
from sources.models.snapshot import compute_sha256


def append_entry(
    event: LedgerEvent,
    *,
    at: datetime,
    verdict: Verdict | None = None,
    details: dict | None = None,
) -> LedgerEntry:
    """Append an entry about a revision, or about none. The caller has opened the transaction.

    Call it last: other actions that append an entry wait until the transaction has ended. `details`
    are codes, public identifiers, digests and moments, never words about a person. The database
    refuses an event that did not take place or has its entry already.
    """
    entry = LedgerEntry.objects.create(
        event=event,
        claim_id=verdict.claim.public_id if verdict else "",
        revision=verdict.revision if verdict else None,
        recorded_at=at,
        details=details or {},
    )
    checkpoints.sign_checkpoint(entry.number, at=at)
    return entry


def append_entries(event: LedgerEvent, verdicts: Iterable[Verdict], *, at: datetime) -> None:
    """Append an entry of the same event about each of these revisions, in their order."""
    before = LedgerEntry.objects.values_list("number", flat=True).first() or 0
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            event=event,
            claim_id=verdict.claim.public_id,
            revision=verdict.revision,
            recorded_at=at,
        )
        for verdict in verdicts
    )
    checkpoints.sign_checkpoints(after=before, at=at)


def verify_entries(entries: Iterable[LedgerEntry]) -> Iterator[str]:
    """Yield the errors of all entries, given in ascending order; none if the ledger is intact."""
    complete: list[tuple[int, bytes]] = []  # widths and hashes of the complete subtrees so far
    for number, entry in enumerate(entries, start=1):
        if entry.number != number:
            yield f"Entry {number} is missing."
            return
        if _describe_columns(entry) != entry.body:
            yield f"The columns of entry {number} differ from its body."
        hashes = [hash_leaf(entry.body.encode())]
        while complete and complete[-1][0] == 1 << len(hashes) - 1:
            hashes.append(hash_children(complete.pop()[1], hashes[-1]))
        complete.append((1 << len(hashes) - 1, hashes[-1]))
        if [value.hex() for value in hashes] != entry.subtree_hashes:
            yield f"Entry {number} was changed: its hashes differ."


def _describe_columns(entry: LedgerEntry) -> str:
    """The body that an entry with these columns has."""
    body = json.loads(entry.body)
    columns = {
        "number": entry.number,
        "event": entry.event,
        "at": entry.recorded_at.astimezone(UTC).isoformat(),
        "claim": entry.claim_id or None,
        "revision": entry.revision,
        "details": entry.details,
        "decisions": compute_decisions_digest(entry.decisions),
    }
    return canonical_json(body | columns)


def compute_decisions_digest(decisions: list[dict]) -> str | None:
    """The digest of the list of decisions, which has no salts; none for an empty list."""
    if not decisions:
        return None
    rows = [[row["kind"], row["id"], row["sha256"]] for row in decisions]
    return compute_sha256(canonical_json(rows))
