"""Check submissions: digests, and that each record says what the rows of its revision say."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows
from claims.search_config import get_search_config


def check_digests(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each record matches its salted digest, unless words were removed from it on request."""
    yield from find_rows(
        database,
        "claims_submission",
        _("Submission {3} of revision {2} of claim {1} does not match its digest."),
        """
        SELECT s.id, c.public_id, v.revision, s.number FROM claims_submission s
        JOIN claims_verdict v ON v.id = s.verdict_id JOIN claims_claim c ON c.id = v.claim_id
        -- What does not match its digest is perhaps not even JSON.
        WHERE CASE WHEN s.sha256 = encode(sha256(convert_to(s.salt || s.content, 'UTF8')), 'hex')
            THEN (s.content::jsonb -> 'schema_version')::integer <> s.schema_version
            ELSE NOT (s.salt = '' AND EXISTS (SELECT FROM claims_tombstone t
                WHERE (t.table_name, t.row_id, t.column_name)
                    = ('claims_submission', s.id::text, 'content'))) END
        """,
    )


def check_numbers(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Submissions are numbered without gaps, and each one was reviewed or confirmed."""
    yield from find_rows(
        database,
        "claims_submission",
        _("Submission {3} of revision {2} of claim {1} has a wrong number, time or user."),
        """
        SELECT s.id, c.public_id, v.revision, s.number FROM (SELECT *, row_number()
            OVER (PARTITION BY verdict_id ORDER BY id) AS position FROM claims_submission) AS s
        JOIN claims_verdict v ON v.id = s.verdict_id JOIN claims_claim c ON c.id = v.claim_id
        WHERE s.number <> s.position OR 1 <> (SELECT count(*) FROM claims_transition t
            WHERE t.verdict_id = s.verdict_id
            AND (t.to_state = 'in_review' OR (t.from_state, t.to_state) = ('approved', 'approved'))
            AND (t.state_changed_at, t.state_changed_by_id) = (s.submitted_at, s.submitted_by_id))
        """,
    )


def check_current_submission(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """A revision refers to its newest submission, and a revision that left draft has one."""
    yield from find_rows(
        database,
        "claims_verdict",
        _("Revision {2} of claim {1} does not refer to its newest submission."),
        """
        SELECT v.id, c.public_id, v.revision FROM claims_verdict v
        JOIN claims_claim c ON c.id = v.claim_id
        WHERE v.submission_id IS DISTINCT FROM (SELECT id FROM claims_submission s
            WHERE s.verdict_id = v.id ORDER BY number DESC LIMIT 1)
        OR v.state NOT IN ('draft', 'discarded') AND v.submission_id IS NULL
        """,
    )


def check_content(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Texts, dates and answers of a revision are those of its record."""
    yield from find_rows(
        database,
        "claims_verdict",
        _("Revision {2} of claim {1} differs from its record: {3}."),
        """
        SELECT v.id, c.public_id, v.revision, field.name
        FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
        JOIN claims_submission s ON s.id = v.submission_id
        LEFT JOIN claims_rating r ON r.id = v.rating_id
        CROSS JOIN LATERAL (SELECT s.content::jsonb) AS submitted (record)
        CROSS JOIN LATERAL (
            SELECT name, value, record -> name FROM jsonb_each(to_jsonb(v)) AS own (name, value)
                WHERE record ? name
            UNION ALL VALUES ('rating', to_jsonb(r.code), record #> '{rating,code}'),
                ('checklist', compose_checklist_answers(v), record -> 'checklist'),
                ('claim', to_jsonb(c.public_id), record #> '{claim,id}')
        ) AS field (name, value, submitted)
        WHERE v.state NOT IN ('draft', 'discarded') AND field.value IS DISTINCT FROM field.submitted
        """,
    )


def check_evidence(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The evidence of a revision is that of its record, in the same order."""
    yield from find_rows(
        database,
        "claims_verdict",
        _("The evidence of revision {2} of claim {1} differs from its record."),
        """
        SELECT v.id, c.public_id, v.revision
        FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
        JOIN claims_submission s ON s.id = v.submission_id
        WHERE v.state NOT IN ('draft', 'discarded') AND
            (SELECT jsonb_agg(jsonb_build_array(e.stance, e.note, p.public_id)
                ORDER BY e.position, e.id)
            FROM claims_evidence e LEFT JOIN sources_passage p ON p.id = e.passage_id
            WHERE e.verdict_id = v.id) IS DISTINCT FROM
            (SELECT jsonb_agg(jsonb_build_array(item -> 'stance', item -> 'note',
                item #> '{passage,id}') ORDER BY position)
            FROM jsonb_array_elements(s.content::jsonb -> 'evidence')
                WITH ORDINALITY AS element (item, position))
        """,
    )


def check_change(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The change that a record announces is that of its row."""
    yield from find_rows(
        database,
        "claims_change",
        _("The change that opened revision {2} of claim {1} differs from its record."),
        """
        SELECT v.id, c.public_id, v.revision
        FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
        JOIN claims_submission s ON s.id = v.submission_id
        CROSS JOIN LATERAL (SELECT s.content::jsonb -> 'change') AS submitted (change)
        LEFT JOIN LATERAL (
            SELECT ch.kind, ch.cause, ch.note, previous.revision
            FROM claims_change ch JOIN claims_verdict previous ON previous.id = ch.previous_id
            WHERE ch.verdict_id = v.id AND ch.previous_id <> v.id ORDER BY ch.id DESC LIMIT 1
        ) AS own ON true
        WHERE v.state NOT IN ('draft', 'discarded')
        AND (own.kind, own.cause, own.note, own.revision) IS DISTINCT FROM (change ->> 'kind',
            change ->> 'cause', change ->> 'note', (change ->> 'from_revision')::integer)
        """,
    )


def check_search(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each record is searched in its language."""
    with database.cursor() as cursor:
        cursor.execute("""
            SELECT content::jsonb #>> '{claim,language}', search_config::text, min(id)
            FROM claims_submission GROUP BY 1, 2
        """)
        for language, search_config, key in cursor.fetchall():
            if search_config != get_search_config(language or ""):
                sentence = _("Submission {0} is searched in another language than its own.")
                yield Finding("claims_submission", str(key), sentence.format(key))
