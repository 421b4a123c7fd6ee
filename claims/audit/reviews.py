"""Check reviews: two people, the digest of what they read, and the order in time."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows


def check_reviews(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each review is of a submission of its revision, with its digest, and after it."""
    yield from find_rows(
        database,
        "claims_review",
        _("Review {0} of revision {2} of claim {1} is not of a submission of that revision."),
        """
        SELECT r.id, c.public_id, v.revision FROM claims_review r
        JOIN claims_verdict v ON v.id = r.verdict_id JOIN claims_claim c ON c.id = v.claim_id
        LEFT JOIN claims_submission s ON s.id = r.submission_id
        WHERE (s.verdict_id = r.verdict_id AND s.sha256 = r.sha256
            AND s.submitted_at <= r.reviewed_at
            AND r.is_worded_fairly IS NOT DISTINCT FROM
                (CASE r.decision WHEN 'approve' THEN true END)) IS NOT TRUE
        """,
    )


def check_decisions(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each review has its transition, and each approval or sending back has its review."""
    yield from find_rows(
        database,
        "claims_verdict",
        _("A decision on revision {2} of claim {1} has no review, or no transition: {3} at {4}."),
        """
        SELECT v.id, c.public_id, v.revision, decision.action, decision.at
        FROM (SELECT verdict_id, decision AS action, reviewed_at AS at, reviewed_by_id AS person,
                true AS is_reviewed FROM claims_review) AS r
        FULL JOIN (SELECT verdict_id, CASE action WHEN 'confirm_descriptions' THEN 'approve'
                    ELSE action END AS action, state_changed_at AS at,
                state_changed_by_id AS person, true AS is_done
            FROM claims_transition
            WHERE action IN ('approve', 'confirm_descriptions', 'send_back')) AS t
            USING (verdict_id, action, at, person)
        CROSS JOIN LATERAL (SELECT verdict_id, action, at) AS decision
        JOIN claims_verdict v ON v.id = decision.verdict_id
        JOIN claims_claim c ON c.id = v.claim_id
        WHERE is_reviewed IS NULL OR is_done IS NULL
        """,
    )


def check_second_person(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """What was published was approved by someone who did not contribute to it."""
    yield from find_rows(
        database,
        "claims_verdict",
        _("Revision {2} of claim {1} was not approved by a second person as it was submitted."),
        """
        SELECT v.id, c.public_id, v.revision FROM claims_verdict v
        JOIN claims_claim c ON c.id = v.claim_id
        WHERE v.approved_at IS NOT NULL AND (
            v.approved_by_id = v.author_id
            OR EXISTS (SELECT FROM claims_contributor
                WHERE verdict_id = v.id AND user_id = v.approved_by_id)
            OR NOT EXISTS (SELECT FROM claims_review r JOIN claims_submission s
                ON s.id = r.submission_id AND s.sha256 = r.sha256
                WHERE r.submission_id = v.submission_id AND r.decision = 'approve'
                AND (r.reviewed_at, r.reviewed_by_id) = (v.approved_at, v.approved_by_id)))
        """,
    )


def check_contributors(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Everybody who wrote a revision or cited for it is one of its contributors, and no one else.

    The history says who edited it; it keeps every value of `edited_by` and `cited_by`.
    """
    yield from find_rows(
        database,
        "claims_verdict",
        _("The contributors of revision {2} of claim {1} are not those who worked on it."),
        """
        SELECT v.id, c.public_id, v.revision FROM claims_verdict v
        JOIN claims_claim c ON c.id = v.claim_id
        WHERE ARRAY(SELECT user_id FROM claims_contributor WHERE verdict_id = v.id ORDER BY 1)
            IS DISTINCT FROM ARRAY(
                SELECT author_id FROM claims_verdictevent WHERE pgh_obj_id = v.id
                UNION SELECT edited_by_id FROM claims_verdictevent WHERE pgh_obj_id = v.id
                UNION SELECT cited_by_id FROM claims_evidenceevent WHERE verdict_id = v.id
                ORDER BY 1)
        """,
    )


def check_blind_ratings(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """An approved revision with blind ratings has two that agree with its own, by two others."""
    yield from find_rows(
        database,
        "claims_blindrating",
        _("The blind ratings of revision {2} of claim {1} do not allow its approval."),
        """
        SELECT min(b.id), c.public_id, v.revision FROM claims_blindrating b
        JOIN claims_verdict v ON v.submission_id = b.submission_id
        JOIN claims_claim c ON c.id = v.claim_id
        WHERE v.approved_at IS NOT NULL GROUP BY v.id, c.public_id
        HAVING count(*) <> 2 OR NOT bool_and(b.rating_id = v.rating_id)
        OR bool_or(EXISTS (SELECT FROM claims_contributor
            WHERE verdict_id = v.id AND user_id = b.rated_by_id))
        """,
    )
