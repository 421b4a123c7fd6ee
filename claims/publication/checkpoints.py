"""Checkpoints: the ledger's size and root, signed (https://c2sp.org/tlog-checkpoint).

Each entry gets one in its own transaction, so that none is given out for entries that were rolled
back. While a key is replaced, `LEDGER_KEYS` has both and each signs.
"""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection

from claims.models import Checkpoint
from claims.publication.signed_note import SigningKey, decode, encode, sign_note


def list_signing_keys() -> list[SigningKey]:
    """The keys of `LEDGER_KEYS`, the newest first; each is named as the ledger."""
    return [
        SigningKey(settings.LEDGER_ORIGIN, Ed25519PrivateKey.from_private_bytes(decode(seed)))
        for seed in settings.LEDGER_KEYS
    ]


def compute_root(size: int) -> bytes:
    """The root of the tree of the first `size` entries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT compute_root(%s)", [size])
        return bytes.fromhex(cursor.fetchone()[0])


def sign_checkpoint(size: int, *, at: datetime) -> Checkpoint:
    """Signs the tree of the first `size` entries, unless that was done already."""
    keys = list_signing_keys()
    text = f"{settings.LEDGER_ORIGIN}\n{size}\n{encode(compute_root(size))}\n"
    checkpoint = Checkpoint(
        size=size,
        note=sign_note(text, keys),
        verifier_keys=[str(key.verifier_key) for key in keys],
        signed_at=at,
    )
    Checkpoint.objects.bulk_create([checkpoint], ignore_conflicts=True)
    return checkpoint
