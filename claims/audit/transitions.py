"""Check transitions: each revision moved along allowed states, and its row says where it is."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from claims.audit.findings import Finding, find_rows
from claims.choices import State
from claims.workflow.transitions import TRANSITIONS

# What creates a draft, and what a publication does to the revision before it.
_OTHER_TRANSITIONS = (
    ("draft", "", State.DRAFT),
    ("correct", "", State.DRAFT),
    ("publish", State.PUBLISHED, State.SUPERSEDED),
    ("publish", State.SUSPENDED, State.SUPERSEDED),
)


def list_allowed_transitions() -> list[tuple[str, str, str]]:
    """Return each action with a state that it starts from and the one it leads to."""
    allowed = [
        (rule.action, state, rule.to_state)
        for rule in TRANSITIONS.values()
        for state in rule.from_states
        if rule.to_state
    ]
    return [
        (action, str(before), str(after))
        for action, before, after in (*allowed, *_OTHER_TRANSITIONS)
    ]


def check_order(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each transition starts where the one before it ended, and not before it in time."""
    yield from find_rows(
        database,
        "claims_transition",
        _("Transition {0} of revision {2} of claim {1} does not follow the one before it."),
        """
        SELECT t.id, c.public_id, v.revision FROM (SELECT *,
                lag(to_state, 1, '') OVER ordered AS state_before,
                lag(state_changed_at) OVER ordered AS time_before
            FROM claims_transition WINDOW ordered AS (PARTITION BY verdict_id ORDER BY id)) AS t
        JOIN claims_verdict v ON v.id = t.verdict_id JOIN claims_claim c ON c.id = v.claim_id
        WHERE t.from_state <> t.state_before OR t.state_changed_at < t.time_before
        OR t.from_state = '' AND (t.state_changed_at, t.state_changed_by_id)
            <> (v.created_at, v.author_id)
        """,
    )


def check_actions(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Each transition is one of the workflow."""
    allowed = list(map(list, zip(*list_allowed_transitions(), strict=True)))
    yield from find_rows(
        database,
        "claims_transition",
        _("Transition {0} of revision {2} of claim {1} is not allowed: {3} from {4} to {5}."),
        """
        SELECT t.id, c.public_id, v.revision, t.action, t.from_state, t.to_state
        FROM claims_transition t
        JOIN claims_verdict v ON v.id = t.verdict_id JOIN claims_claim c ON c.id = v.claim_id
        WHERE (t.action, t.from_state, t.to_state)
            NOT IN (SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]))
        """,
        *allowed,
    )


def check_states(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """The state of each revision is that of its last transition, with its time and user."""
    yield from find_rows(
        database,
        "claims_verdict",
        _("The state of revision {2} of claim {1} is not that of its last transition."),
        """
        SELECT v.id, c.public_id, v.revision FROM claims_verdict v
        JOIN claims_claim c ON c.id = v.claim_id
        LEFT JOIN LATERAL (SELECT * FROM claims_transition WHERE verdict_id = v.id
            ORDER BY id DESC LIMIT 1) AS last ON true
        WHERE (v.state, v.state_changed_at, v.state_changed_by_id)
            IS DISTINCT FROM (last.to_state, last.state_changed_at, last.state_changed_by_id)
        OR v.ended_at IS DISTINCT FROM (CASE
            WHEN v.state IN ('superseded', 'suspended', 'retracted') THEN last.state_changed_at END)
        """,
    )


def check_publications(database: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Who approved and published a revision, and when, is what its transitions say."""
    yield from find_rows(
        database,
        "claims_verdict",
        _("The approval or publication of revision {2} of claim {1} is not in its transitions."),
        """
        SELECT v.id, c.public_id, v.revision FROM claims_verdict v
        JOIN claims_claim c ON c.id = v.claim_id
        LEFT JOIN LATERAL (SELECT * FROM claims_transition WHERE verdict_id = v.id
            AND to_state = 'approved' ORDER BY id DESC LIMIT 1) AS approval ON true
        LEFT JOIN LATERAL (SELECT * FROM claims_transition WHERE verdict_id = v.id
            AND from_state = 'approved' AND to_state = 'published' ORDER BY id DESC LIMIT 1
        ) AS publication ON true
        WHERE (v.published_at, v.published_by_id)
            IS DISTINCT FROM (publication.state_changed_at, publication.state_changed_by_id)
        OR (v.approved_at, v.approved_by_id) IS DISTINCT FROM (
            CASE WHEN v.state NOT IN ('draft', 'in_review', 'discarded')
                THEN approval.state_changed_at END,
            CASE WHEN v.state NOT IN ('draft', 'in_review', 'discarded')
                THEN approval.state_changed_by_id END)
        """,
    )
