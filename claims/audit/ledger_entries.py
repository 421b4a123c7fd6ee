"""Check the ledger: its tree, what its entries commit to, and that each event has one entry."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.audit.findings import UNREADABLE, Finding, find_rows
from claims.models import LedgerEntry
from claims.publication import ledger

# The events of an entry that a change of state makes, by the action of its transition.
_EVENTS = """
    SELECT 'publish' AS action, unnest(ARRAY['published', 'correction', 'update', 'clarification',
        'minor_edit']) AS event
    UNION ALL VALUES ('suspend', 'suspended'), ('reinstate', 'reinstated'), ('retract', 'retracted')
"""


def check_hashes(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The hash of each entry is that of its body."""
    yield from find_rows(
        database,
        "claims_ledgerentry",
        _("Entry {0} of the ledger was changed: its body does not match its hash."),
        """
        SELECT number FROM claims_ledgerentry WHERE subtree_hashes[1] IS DISTINCT FROM
            encode(sha256('\\x00'::bytea || convert_to(body, 'UTF8')), 'hex')
        ORDER BY number
        """,
    )


def check_tree(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Entries are numbered without gaps, say what their columns say, and are a Merkle tree."""
    reader = _EntryReader(LedgerEntry.objects.using(database.alias).order_by("number"))
    try:
        for sentence in ledger.verify_entries(reader):
            yield Finding("claims_ledgerentry", str(reader.number), sentence)
    except UNREADABLE:
        sentence = _("Entry {0} of the ledger cannot be read.").format(reader.number)
        yield Finding("claims_ledgerentry", str(reader.number), sentence)


class _EntryReader:
    """Iterates over entries and remembers the number of the last one."""

    def __init__(self, entries: QuerySet[LedgerEntry]):
        self.entries, self.number = entries, 0

    def __iter__(self) -> Iterator[LedgerEntry]:
        for entry in self.entries.iterator():
            self.number = entry.number
            yield entry


def check_commitments(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The rows to which entries commit are as they were, but for words removed on request."""
    yield from find_rows(
        database,
        "claims_ledgerentry",
        _("Entry {0} of the ledger commits to another row: {3} {4} of revision {2} of claim {1}."),
        """
        SELECT committed.number, c.public_id, v.revision, committed.kind, committed.id
        FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
        CROSS JOIN LATERAL (
            SELECT entry.number, row ->> 'kind' AS kind, (row ->> 'id')::bigint AS id,
                row ->> 'salt' AS salt, row ->> 'sha256' AS sha256
            FROM claims_ledgerentry entry CROSS JOIN jsonb_array_elements(entry.decisions) AS row
            WHERE entry.claim_id = c.public_id AND entry.revision = v.revision) AS committed
        LEFT JOIN LATERAL list_decisions(v) AS own
            ON own.kind = committed.kind AND own.id = committed.id
        WHERE v.published_at IS NOT NULL
        AND committed.sha256 IS DISTINCT FROM encode(sha256(convert_to(
            committed.salt || canonical_json(own.content), 'UTF8')), 'hex')
        AND NOT (committed.salt IS NULL AND own.id IS NOT NULL AND EXISTS (
            SELECT FROM claims_tombstone t WHERE t.row_id = committed.id::text
            AND split_part(t.table_name, '_', 2) = CASE committed.kind
                WHEN 'document' THEN 'rawdocument' ELSE replace(committed.kind, '_', '') END))
        ORDER BY committed.number
        """,
    )


def check_uncommitted_rows(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Every row that led to a publication is one to which an entry commits."""
    yield from find_rows(
        database,
        "claims_verdict",
        _("No entry of the ledger commits to {3} {4} of revision {2} of claim {1}."),
        """
        SELECT v.id, c.public_id, v.revision, own.kind, own.id
        FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
        CROSS JOIN LATERAL list_decisions(v) AS own
        WHERE v.published_at IS NOT NULL AND own.kind IN ('submission', 'review', 'evidence',
            'contributor', 'passage')
        AND NOT EXISTS (
            SELECT FROM claims_ledgerentry entry
            CROSS JOIN jsonb_array_elements(entry.decisions) AS row
            WHERE entry.claim_id = c.public_id AND entry.revision = v.revision
            AND row ->> 'kind' = own.kind AND (row ->> 'id')::bigint = own.id)
        """,
    )


def check_events(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each publication, suspension, reinstatement and retraction has one entry, and no other."""
    yield from find_rows(
        database,
        "claims_ledgerentry",
        _("The ledger and what happened to revision {2} of claim {1} do not fit together: {3}."),
        f"""
        SELECT entry.number, coalesce(entry.claim_id, t.claim_id), coalesce(entry.revision,
            t.revision), coalesce(entry.event, t.action)
        FROM (SELECT e.*, events.action FROM claims_ledgerentry e
            JOIN ({_EVENTS}) AS events USING (event)) AS entry
        FULL JOIN (SELECT c.public_id AS claim_id, v.revision, t.action, t.state_changed_at
            FROM claims_transition t JOIN claims_verdict v ON v.id = t.verdict_id
            JOIN claims_claim c ON c.id = v.claim_id
            WHERE t.action IN ('suspend', 'reinstate', 'retract')
            OR t.action = 'publish' AND t.to_state = 'published') AS t
            ON entry.claim_id = t.claim_id AND entry.revision = t.revision
            AND entry.action = t.action AND entry.recorded_at = t.state_changed_at
        WHERE entry.number IS NULL OR t.claim_id IS NULL
        """,  # noqa: S608 — a constant
    )


def check_records(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each entry about a revision has the digest of its record."""
    yield from find_rows(
        database,
        "claims_ledgerentry",
        _("Entry {0} of the ledger has another record than revision {2} of claim {1}."),
        """
        SELECT e.number, e.claim_id, e.revision FROM claims_ledgerentry e
        LEFT JOIN claims_claim c ON c.public_id = e.claim_id
        LEFT JOIN claims_verdict v ON v.claim_id = c.id AND v.revision = e.revision
            AND v.published_at IS NOT NULL
        LEFT JOIN claims_submission s ON s.id = v.submission_id
        WHERE e.revision IS NOT NULL AND e.body::jsonb ->> 'record' IS DISTINCT FROM s.sha256
        """,
    )


def check_visibility(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Whether a claim is hidden is what its last entry says, and each change has an entry."""
    yield from find_rows(
        database,
        "claims_visibilitychange",
        _("Claim {1} was hidden from readers or shown again, and its entries say otherwise."),
        """
        SELECT ch.id, coalesce(c.public_id, entry.claim_id) FROM (
            SELECT DISTINCT ON (claim_id) claim_id, event FROM claims_ledgerentry
            WHERE event IN ('hidden', 'unhidden') ORDER BY claim_id, number DESC) AS entry
        FULL JOIN (claims_visibilitychange ch JOIN claims_claim c ON c.id = ch.claim_id)
            ON c.public_id = entry.claim_id
        WHERE entry.claim_id IS NULL OR ch.id IS NULL
        OR (entry.event = 'hidden') <> ch.is_hidden AND NOT EXISTS (
            SELECT FROM claims_visibilitychange newer
            WHERE newer.claim_id = ch.claim_id AND newer.id > ch.id)
        """,
    )
