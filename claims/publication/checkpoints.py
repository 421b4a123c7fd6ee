"""Checkpoints: the ledger's size and root, signed (https://c2sp.org/tlog-checkpoint).

Each entry gets one in its own transaction, so that none is given out for entries that were rolled
back. While a key is replaced, `LEDGER_KEYS` has both and each signs.
"""

from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection
from django.db.models import Func, TextField

from claims.models import Checkpoint, CheckpointTimestamp, LedgerEntry
from claims.publication.signed_note import NoteKey, decode, encode, sign_note
from sources.capture.timestamps import list_authorities, request_timestamps


def list_signing_keys() -> list[NoteKey]:
    """The keys of `LEDGER_KEYS`, the newest first; each is named as the ledger."""
    return [
        NoteKey(settings.LEDGER_ORIGIN, Ed25519PrivateKey.from_private_bytes(decode(seed)))
        for seed in settings.LEDGER_KEYS
    ]


def compute_root(size: int) -> bytes:
    """The root of the tree of the first `size` entries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT compute_root(%s)", [size])
        return bytes.fromhex(cursor.fetchone()[0])


def sign_checkpoint(size: int, *, at: datetime) -> Checkpoint:
    """Signs the tree of the first `size` entries, unless that was done already."""
    checkpoint = _build_checkpoint(size, compute_root(size), list_signing_keys(), at)
    Checkpoint.objects.bulk_create([checkpoint], ignore_conflicts=True)
    return checkpoint


def sign_checkpoints(*, after: int, at: datetime) -> None:
    """Signs the tree at each entry after this number."""
    keys = list_signing_keys()
    roots = LedgerEntry.objects.filter(number__gt=after).values_list(
        "number", Func("number", function="compute_root", output_field=TextField())
    )
    Checkpoint.objects.bulk_create(
        _build_checkpoint(size, bytes.fromhex(root), keys, at)
        for size, root in roots.order_by("number")
    )


def _build_checkpoint(size: int, root: bytes, keys: list[NoteKey], at: datetime) -> Checkpoint:
    text = f"{settings.LEDGER_ORIGIN}\n{size}\n{encode(root)}\n"
    return Checkpoint(
        size=size,
        note=sign_note(text, keys),
        verifier_keys=[str(key.verifier_key) for key in keys],
        signed_at=at,
    )


def sign_newest_checkpoint(*, at: datetime) -> Checkpoint | None:
    """Signs the whole ledger, unless that was done: a trigger can append entries but not sign."""
    size = LedgerEntry.objects.values_list("number", flat=True).first()
    if size is None or Checkpoint.objects.filter(size=size).exists():
        return None
    return sign_checkpoint(size, at=at)


def stamp_newest_checkpoint(*, at: datetime) -> None:
    """Gets a timestamp of the newest checkpoint from each authority that has given none yet."""
    newest = Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return
    stamped = newest.timestamps.values_list("authority", flat=True)
    for authority in list_authorities():
        if authority.name not in stamped:
            for size, fields in request_timestamps(authority, [(newest.size, newest.note)], at=at):
                timestamp = CheckpointTimestamp(checkpoint_id=size, **fields)
                CheckpointTimestamp.objects.bulk_create([timestamp], ignore_conflicts=True)


def copy_checkpoints(folder: Path) -> None:
    """Copies new checkpoints to a folder outside the database.

    Each is a file named by its size, `000000000012.checkpoint`, which is written once and never
    replaced: a database that was rewritten or restored differs from what the folder has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copied = [int(file.stem) for file in folder.glob("*.checkpoint") if file.stem.isdecimal()]
    rows = Checkpoint.objects.filter(size__gt=max(copied, default=0)).order_by("size")
    for checkpoint in rows.iterator():
        _write_once(folder / f"{checkpoint.size:012}.checkpoint", checkpoint.note)


def _write_once(file: Path, text: str) -> None:
    """A file that exists is complete, also after a crash."""
    if not file.exists():
        new = file.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.rename(file)
