"""Check checkpoints: those that were signed, and those kept in a folder outside the database."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows
from claims.models import Checkpoint
from claims.publication.checkpoints import list_signing_keys
from claims.publication.signed_note import (
    InvalidNote,
    VerifierKey,
    parse_verifier_key,
    verify_note,
)


def check_roots(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each checkpoint has the root of the entries, the name of its ledger and its time."""
    yield from find_rows(
        database,
        "claims_checkpoint",
        _("The checkpoint of {0} entries is not that of the ledger."),
        r"""
        SELECT checkpoint.size FROM claims_checkpoint checkpoint
        LEFT JOIN claims_ledgerentry entry ON entry.number = checkpoint.size
        WHERE entry.recorded_at IS DISTINCT FROM checkpoint.signed_at
        OR split_part(checkpoint.note, E'\n', 2) <> checkpoint.size::text
        OR split_part(checkpoint.note, E'\n', 3)
            IS DISTINCT FROM encode(decode(compute_root(checkpoint.size), 'hex'), 'base64')
        ORDER BY checkpoint.size
        """,
    )


def check_missing(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each entry of the ledger has a checkpoint."""
    yield from find_rows(
        database,
        "claims_ledgerentry",
        _("There is no checkpoint of {0} entries."),
        """
        SELECT number FROM claims_ledgerentry
        WHERE NOT EXISTS (SELECT FROM claims_checkpoint WHERE size = number) ORDER BY number
        """,
    )


def check_signatures(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each checkpoint is signed by the keys that it names, and by one that this site trusts.

    The site trusts its own keys. A key that signed a checkpoint together with a trusted one is
    trusted for the checkpoints before it, because a replaced key signs together with the new one.
    """
    trusted = {str(key.verifier_key) for key in list_signing_keys()}
    for checkpoint in Checkpoint.objects.using(database.alias).order_by("-size").iterator():
        try:
            keys = [parse_verifier_key(text) for text in checkpoint.verifier_keys]
            is_signed = all(_has_signature(checkpoint.note, key) for key in keys)
        except InvalidNote:
            is_signed = False
        if is_signed and trusted.intersection(checkpoint.verifier_keys):
            trusted.update(checkpoint.verifier_keys)
            if checkpoint.note.count("\n— ") == len(checkpoint.verifier_keys):
                continue
        sentence = _("The checkpoint of {0} entries is not signed by a key of this site.")
        yield Finding("claims_checkpoint", str(checkpoint.size), sentence.format(checkpoint.size))


def _has_signature(note: str, key: VerifierKey) -> bool:
    return verify_note(note, [key]).startswith(f"{key.name}\n")
