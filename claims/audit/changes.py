"""Check changes: each announced change goes with what happened, and has the people it needs."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows


def check_announcements(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """A change is announced when its revision is published, suspended, reinstated or retracted."""
    yield from find_rows(
        database,
        "claims_change",
        _("Change {0} of revision {2} of claim {1} and the transitions do not fit together."),
        """
        SELECT ch.id, c.public_id, v.revision FROM claims_change ch
        JOIN claims_verdict v ON v.id = ch.verdict_id JOIN claims_claim c ON c.id = v.claim_id
        LEFT JOIN claims_verdict previous ON previous.id = ch.previous_id
        CROSS JOIN LATERAL (SELECT CASE ch.kind WHEN 'suspension' THEN 'suspend'
            WHEN 'reinstatement' THEN 'reinstate' WHEN 'retraction' THEN 'retract'
            ELSE 'publish' END) AS expected (action)
        WHERE previous.claim_id IS DISTINCT FROM v.claim_id
        OR (ch.previous_id = ch.verdict_id) <> (expected.action <> 'publish')
        OR ch.announced_at IS NULL AND v.published_at IS NOT NULL AND ch.kind <> 'retraction'
        OR ch.announced_at IS NOT NULL AND NOT EXISTS (SELECT FROM claims_transition t
            WHERE t.verdict_id = v.id AND t.action = expected.action
            AND t.state_changed_at = ch.announced_at
            AND (ch.kind NOT IN ('suspension', 'reinstatement') OR t.note = ch.note
                AND (ch.created_at, ch.created_by_id) = (t.state_changed_at, t.state_changed_by_id))
            AND (ch.kind <> 'retraction' OR t.note = ch.note
                AND (ch.confirmed_at, ch.confirmed_by_id)
                    = (t.state_changed_at, t.state_changed_by_id)))
        """,
    )


def check_missing_changes(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each suspension, reinstatement, retraction and later revision has its announced change."""
    yield from find_rows(
        database,
        "claims_transition",
        _("Transition {0} ({3}) of revision {2} of claim {1} has no announced change."),
        """
        SELECT t.id, c.public_id, v.revision, t.action FROM claims_transition t
        JOIN claims_verdict v ON v.id = t.verdict_id JOIN claims_claim c ON c.id = v.claim_id
        CROSS JOIN LATERAL (SELECT CASE t.action WHEN 'suspend' THEN ARRAY['suspension']
            WHEN 'reinstate' THEN ARRAY['reinstatement'] WHEN 'retract' THEN ARRAY['retraction']
            WHEN 'publish' THEN ARRAY['correction', 'update', 'clarification', 'minor_edit']
            END) AS expected (kinds)
        WHERE (t.action IN ('suspend', 'reinstate', 'retract')
            OR t.action = 'publish' AND t.to_state = 'published' AND v.revision > 1)
        AND NOT EXISTS (SELECT FROM claims_change ch WHERE ch.verdict_id = v.id
            AND ch.kind = ANY (expected.kinds) AND ch.announced_at = t.state_changed_at)
        """,
    )


def check_confirmations(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Who confirms a suspension or a retraction, or reinstates, is not who began it."""
    yield from find_rows(
        database,
        "claims_change",
        _("Change {0} of revision {2} of claim {1} was not confirmed by a second person in time."),
        """
        SELECT ch.id, c.public_id, v.revision FROM claims_change ch
        JOIN claims_verdict v ON v.id = ch.verdict_id JOIN claims_claim c ON c.id = v.claim_id
        WHERE ch.confirmed_by_id = ch.created_by_id OR ch.confirmed_at < ch.created_at
        OR ch.announced_at < ch.created_at
        OR ch.confirmed_at IS NOT NULL AND ch.kind NOT IN ('suspension', 'retraction')
        OR ch.kind = 'reinstatement' AND ch.created_by_id = (SELECT created_by_id
            FROM claims_change WHERE verdict_id = ch.verdict_id AND kind = 'suspension'
            AND id < ch.id ORDER BY id DESC LIMIT 1)
        """,
    )
