"""Check checkpoints: those that were signed, and those kept in a folder outside the database."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows
from claims.models import Checkpoint
from claims.publication.checkpoints import list_signing_keys
from claims.publication.signed_note import (
    InvalidNote,
    VerifierKey,
    decode,
    parse_verifier_key,
    verify_note,
)


def check_roots(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each checkpoint has the root of the entries, and is not older than they are."""
    yield from find_rows(
        database,
        "claims_checkpoint",
        _("The checkpoint of {0} entries is not that of the ledger."),
        r"""
        SELECT checkpoint.size FROM claims_checkpoint checkpoint
        LEFT JOIN claims_ledgerentry entry ON entry.number = checkpoint.size
        WHERE (entry.recorded_at <= checkpoint.signed_at) IS NOT TRUE
        OR split_part(checkpoint.note, E'\n', 2) <> checkpoint.size::text
        OR split_part(checkpoint.note, E'\n', 3)
            IS DISTINCT FROM encode(decode(compute_root(checkpoint.size), 'hex'), 'base64')
        ORDER BY checkpoint.size
        """,
    )


def check_missing(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each publication, change of state and merge has a checkpoint of its own.

    What a trigger appends is signed a moment later, together with what follows.
    """
    yield from find_rows(
        database,
        "claims_ledgerentry",
        _("There is no checkpoint of {0} entries."),
        """
        SELECT number FROM claims_ledgerentry
        WHERE event IN ('published', 'correction', 'update', 'clarification', 'minor_edit',
            'suspended', 'reinstated', 'retracted', 'merged')
        AND NOT EXISTS (SELECT FROM claims_checkpoint WHERE size = number) ORDER BY number
        """,
    )


def check_notes(database: BaseDatabaseWrapper) -> Iterator[Finding]:
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


# ── checkpoints kept outside the database ───────────────────────────────────────────────────────
def check_kept(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The ledger begins with what it had at each checkpoint that is kept outside the database."""
    folder = getattr(settings, "CHECKPOINT_DIR", "")
    if not folder:
        return
    keys = _list_keys(database)
    for name, note in list_kept(Path(folder)):
        try:
            _origin, size, root = verify_note(note, keys).splitlines()[:3]
            yield from _compare_kept(database, int(size), decode(root))
        except (InvalidNote, ValueError):
            sentence = _("A checkpoint in the file {0} is not signed by a key of this site.")
            yield Finding("", name, sentence.format(name))


def _list_keys(database: BaseDatabaseWrapper) -> list[VerifierKey]:
    """The keys of this site, and those that it had: `check_notes` checks them."""
    rows = Checkpoint.objects.using(database.alias).values_list("verifier_keys", flat=True)
    old = {key for keys in rows.distinct() for key in keys}
    return [key.verifier_key for key in list_signing_keys()] + list(map(parse_verifier_key, old))


def _compare_kept(database: BaseDatabaseWrapper, size: int, root: bytes) -> Iterator[Finding]:
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), decode(compute_root(%s), 'hex') FROM claims_ledgerentry", [size]
        )
        count, current = cursor.fetchone()
    if size > count:
        sentence = _("The ledger was rolled back: it had {0} entries and now has {1}.")
        yield Finding("claims_ledgerentry", str(size), sentence.format(size, count))
    elif bytes(current) != root:
        sentence = _(
            "The ledger was rewritten: its first {0} entries are not those of a checkpoint that "
            "was kept."
        )
        yield Finding("claims_ledgerentry", str(size), sentence.format(size))


def list_kept(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield name and note of each checkpoint in a folder."""
    for file in sorted(folder.glob("*.checkpoint")):
        yield file.name, file.read_text(encoding="utf-8")
