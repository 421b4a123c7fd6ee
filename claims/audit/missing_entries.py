"""Check that what readers see today, and the keys that count, have their entries in the ledger."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows

# What each published record says about a source or a claimant with a name, and the number of the
# entry that published it. A record without a salt is left out: words were removed from it.
_PUBLISHED_DESCRIPTIONS = """
    SELECT entry.number, described.kind, described.content
    FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
    JOIN claims_submission s ON s.id = v.submission_id
    CROSS JOIN LATERAL (SELECT min(number) AS number FROM claims_ledgerentry
        WHERE claim_id = c.public_id AND revision = v.revision) AS entry
    CROSS JOIN LATERAL (
        SELECT 'source', jsonb_path_query(s.content::jsonb, '$.evidence[*].passage.source')
        UNION SELECT 'source', jsonb_path_query(s.content::jsonb,
            '$.claim.appearances[*].passage.source')
        UNION SELECT 'claimant', s.content::jsonb #> '{claim,claimant}'
    ) AS described (kind, content)
    WHERE v.published_at IS NOT NULL AND s.salt <> ''
    AND coalesce(described.content ->> 'author', '') <> 'a private individual'
"""
# What the database says about them now.
_CURRENT_DESCRIPTIONS = """
    SELECT 'source' AS kind, s.public_id AS id, compose_source(s.id) - 'url' AS content,
        p.public_id AS publisher
    FROM sources_source s LEFT JOIN sources_publisher p ON p.id = s.publisher_id
    UNION ALL SELECT 'claimant', public_id, compose_claimant(id), NULL FROM claims_claimant
"""


def check_descriptions(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """A description that is not that of a published record was changed with an entry.

    URLs are left out: readers may get a copy in a web archive in their place.
    """
    yield from find_rows(
        database,
        "",
        _("The {1} {0} is not described as in the record of entry {2}, and no entry says so: {3}."),
        f"""
        SELECT DISTINCT current.id, current.kind, published.number, field.key
        FROM ({_PUBLISHED_DESCRIPTIONS}) AS published
        JOIN ({_CURRENT_DESCRIPTIONS}) AS current ON current.kind = published.kind
            AND current.id = published.content ->> 'id'
        CROSS JOIN LATERAL jsonb_each(published.content) AS field
        WHERE current.content ? field.key AND current.content -> field.key <> field.value
        AND NOT EXISTS (SELECT FROM claims_ledgerentry entry
            WHERE entry.event = 'description_changed' AND entry.number > published.number
            AND (entry.details @> jsonb_build_object('kind', current.kind, 'id', current.id,
                    'fields', jsonb_build_array(field.key))
                OR field.key = 'publisher' AND entry.details @> jsonb_build_object(
                    'kind', 'publisher', 'id', current.publisher)))
        """,  # noqa: S608 — constants
    )


def check_source_checks(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """What readers are told about a quotation is the outcome in its last entry.

    A claim that is shown again shows what was found in the meantime, without an entry.
    """
    yield from find_rows(
        database,
        "sources_passage",
        _("Readers are told that passage {1} is “{2}”, and its last entry says “{3}”."),
        """
        SELECT p.id, p.public_id, shown.outcome, coalesce(recorded.outcome, 'exact')
        FROM sources_passage p
        CROSS JOIN LATERAL get_shown_outcome(p.public_id) AS shown (outcome)
        LEFT JOIN LATERAL (SELECT details ->> 'outcome' FROM claims_ledgerentry
            WHERE event = 'source_check_changed' AND details ->> 'id' = p.public_id
            ORDER BY number DESC LIMIT 1) AS recorded (outcome) ON true
        WHERE EXISTS (SELECT FROM sources_quotecheck WHERE passage_id = p.id)
        AND shown.outcome <> coalesce(recorded.outcome, 'exact')
        AND NOT EXISTS (SELECT FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
            JOIN claims_submission s ON s.id = v.submission_id
            JOIN claims_ledgerentry entry ON entry.claim_id = c.public_id
            WHERE entry.event IN ('unhidden', 'reinstated')
            AND (s.appearance_passages @> ARRAY[p.public_id]::text[] OR EXISTS (
                SELECT FROM claims_evidence WHERE verdict_id = v.id AND passage_id = p.id)))
        """,
    )


def check_keys(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each confirmed key and each revocation has its entry, and each such entry its row."""
    yield from find_rows(
        database,
        "claims_signingkey",
        _("The key {1} and the ledger do not fit together: {2}."),
        """
        SELECT key.id, coalesce(key.details, entry.details) ->> 'key',
            coalesce(key.event, entry.event)
        FROM (SELECT id, 'key_confirmed' AS event, confirmed_at AS at, jsonb_build_object(
                'key', digest, 'public_key', public_key, 'signer', signer) AS details
                FROM claims_signingkey
            UNION ALL SELECT k.id, 'key_revoked', r.revoked_at, jsonb_build_object('key', k.digest)
                FROM claims_keyrevocation r JOIN claims_signingkey k ON k.id = r.key_id) AS key
        FULL JOIN (SELECT * FROM claims_ledgerentry
            WHERE event IN ('key_confirmed', 'key_revoked')) AS entry
            ON entry.event = key.event AND entry.recorded_at = key.at
            AND entry.details = key.details
        WHERE key.id IS NULL OR entry.number IS NULL
        """,
    )
