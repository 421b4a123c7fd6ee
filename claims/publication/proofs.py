"""Proofs for readers: receipts, inclusion proofs and consistency proofs (docs/ledger.md).

They are computed from public rows, and read a number of them that grows with the logarithm of the
ledger.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings

from claims.models import PublicCheckpoint, PublicLedgerEntry, PublicVerdict
from claims.publication import queries
from claims.publication.merkle import (
    Range,
    Subtree,
    compute_range_root,
    list_consistency_ranges,
    list_inclusion_ranges,
    split_range,
)
from claims.publication.signed_note import encode

RECEIPT_FORMAT = "factcheck-receipt/1"
PROOF_FORMAT = "c2sp.org/tlog-proof@v1"  # https://c2sp.org/tlog-proof


@dataclass(frozen=True)
class EntryProof:
    """An entry, and the parts of the tree that prove that the checkpoint includes it.

    `ranges` and `roots` go from the entry to the root of the tree.
    """

    entry: PublicLedgerEntry
    checkpoint: PublicCheckpoint
    ranges: list[Range]
    roots: list[bytes]

    @property
    def body(self) -> str:
        return self.entry.body

    @property
    def text(self) -> str:
        """The proof as a C2SP tlog-proof."""
        lines = [PROOF_FORMAT, f"index {self.entry.number - 1}", *map(encode, self.roots)]
        return "\n".join(lines) + f"\n\n{self.checkpoint.note}"


@dataclass(frozen=True)
class Receipt:
    """What proves what was published as a revision, and what happened to it since."""

    verdict: PublicVerdict
    proofs: list[EntryProof] = field(default_factory=list)

    def to_json(self) -> dict:
        row = self.verdict
        keys = {key for proof in self.proofs for key in proof.checkpoint.verifier_keys}
        return {
            "format": RECEIPT_FORMAT,
            "demonstration": settings.DEMO_MODE,
            "claim": row.claim_id,
            "revision": row.revision,
            "record": row.record if row.record_salt else None,
            "record_salt": row.record_salt,
            "record_sha256": row.record_sha256,
            "entries": [{"body": proof.body, "proof": proof.text} for proof in self.proofs],
            "keys": sorted(keys),
        }


def get_receipt(claim_id: str, number: int) -> Receipt | None:
    """The receipt of a public revision. An entry is in it as soon as a checkpoint includes it."""
    published = queries.get_revision(claim_id, number)
    if published is None:
        return None
    return _build_receipt(published.row)


def get_hidden_receipt(claim_id: str, number: int) -> Receipt | None:
    """The receipt of a revision that is hidden: its digest and its entries, without the record."""
    if queries.get_hidden_since(claim_id=claim_id) is None:
        return None
    entry = queries.list_revision_entries(claim_id, number).first()
    if entry is None:
        return None
    digest = json.loads(entry.body)["record"]
    return _build_receipt(PublicVerdict(claim_id=claim_id, revision=number, record_sha256=digest))


def _build_receipt(row: PublicVerdict) -> Receipt:
    checkpoint = queries.get_checkpoint()
    if checkpoint is None:
        return Receipt(row)
    entries = queries.list_revision_entries(row.claim_id, row.revision)
    entries = entries.filter(number__lte=checkpoint.size)
    return Receipt(row, prove_entries(list(entries), checkpoint))


def prove_entries(
    entries: list[PublicLedgerEntry], checkpoint: PublicCheckpoint
) -> list[EntryProof]:
    """The inclusion proofs of entries; all are in the tree of the checkpoint."""
    ranges = [list_inclusion_ranges(entry.number - 1, checkpoint.size) for entry in entries]
    hashes = _read_hashes(part for parts in ranges for part in parts)
    return [
        EntryProof(entry, checkpoint, parts, [compute_range_root(part, hashes) for part in parts])
        for entry, parts in zip(entries, ranges, strict=True)
    ]


def get_entry_proof(number: str) -> EntryProof | None:
    """The proof of one entry in the newest checkpoint; `None` if that does not include it."""
    entry, checkpoint = queries.get_ledger_entry(int(number)), queries.get_checkpoint()
    if entry is None or checkpoint is None or checkpoint.size < entry.number:
        return None
    return prove_entries([entry], checkpoint)[0]


@dataclass(frozen=True)
class ConsistencyProof:
    """What proves that the ledger only grew from one size to another; the hashes are in Base64."""

    first_size: int
    size: int
    hashes: list[str]


def get_consistency_proof(size: str, first_size: str) -> ConsistencyProof | None:
    """The proof between two sizes; `None` unless the ledger has both and the first is smaller."""
    first, second = int(first_size), int(size)
    if first > second or queries.get_ledger_entry(second) is None:
        return None
    ranges = list_consistency_ranges(first, second)
    hashes = _read_hashes(ranges)
    roots = [encode(compute_range_root(part, hashes)) for part in ranges]
    return ConsistencyProof(first, second, roots)


def _read_hashes(ranges: Iterable[Range]) -> dict[Subtree, bytes]:
    """The hashes of the complete subtrees of these parts, in one query.

    Each is stored with the last entry of its subtree.
    """
    subtrees = {subtree for part in ranges for subtree in split_range(part)}
    numbers = {subtree: (subtree.position + 1) << subtree.level for subtree in subtrees}
    stored = queries.get_subtree_hashes(numbers.values())
    return {
        subtree: bytes.fromhex(stored[number][subtree.level]) for subtree, number in numbers.items()
    }
