"""Check timestamps of authorities, without asking them."""

from collections.abc import Iterator
from hmac import compare_digest

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _
from rfc3161_client import decode_timestamp_response

from claims.audit.findings import Finding, find_rows
from claims.models import CheckpointTimestamp
from sources.capture.timestamps import (
    TimestampAuthority,
    TimestampError,
    compute_digest,
    list_authorities,
    verify_timestamp,
)
from sources.models import SnapshotTimestamp
from sources.models.timestamp import Timestamp


def check_timestamps(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each timestamp is about the text that it is stored with, and signed by its authority.

    The signature of an authority that the settings no longer name is not checked.
    """
    authorities = {authority.name: authority for authority in list_authorities()}
    for rows, path in (
        (CheckpointTimestamp.objects.select_related("checkpoint"), "checkpoint.note"),
        (SnapshotTimestamp.objects.select_related("snapshot"), "snapshot.text"),
    ):
        owner, column = path.split(".")
        for row in rows.using(database.alias).order_by("id").iterator(chunk_size=100):
            text = getattr(getattr(row, owner), column)
            if not _is_valid(row, text.encode(), authorities.get(row.authority)):
                sentence = _("A timestamp of “{0}” does not fit what it is stored with.")
                table = type(row)._meta.db_table
                yield Finding(table, str(row.pk), sentence.format(row.authority))


def _is_valid(row: Timestamp, data: bytes, authority: TimestampAuthority | None) -> bool:
    try:
        if authority:
            return verify_timestamp(authority, row.response, data) == row.stamped_at
        stamped = decode_timestamp_response(bytes(row.response)).tst_info
    except (TimestampError, ValueError):
        return False
    is_same_text = compare_digest(stamped.message_imprint.message, compute_digest(data))
    return is_same_text and stamped.gen_time == row.stamped_at


def check_missing_timestamps(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each authority of the settings gave a timestamp after a checkpoint that is a day old."""
    for authority in list_authorities():
        yield from find_rows(
            database,
            "claims_checkpoint",
            _("“{1}” has given no timestamp for the checkpoint of {0} entries for a day."),
            """
            SELECT newest.size, %s FROM (SELECT max(size) AS size FROM claims_checkpoint
                WHERE signed_at < now() - interval '1 day') AS newest
            WHERE newest.size IS NOT NULL AND NOT EXISTS (SELECT FROM claims_checkpointtimestamp
                WHERE checkpoint_id >= newest.size AND authority = %s)
            """,
            authority.name,
            authority.name,
        )
