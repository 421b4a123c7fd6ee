"""Source alerts: quotes of published fact-checks that an editor has to compare with their source.

An alert is created if the quoted words may now mean something else or are gone; changed
punctuation, a moved page or a server that does not answer create none. An editor answers an alert
once. The same finding creates no second alert for the claim, but a different one does.
"""

from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from claims.choices import CURRENT_STATES, ChangeCause, SourceAlertDecision, State
from claims.models import Claim, SourceAlert, Verdict
from claims.workflow import actions
from claims.workflow.transitions import check_allowed
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, Violation, enforce
from sources.choices import QuoteCheckOutcome
from sources.models import QuoteCheck

WRITE_PERMISSION = "claims.write_verdict"
# The action that a decision carries out, and whose policies it has to meet.
REQUIRED_ACTIONS = {
    SourceAlertDecision.NO_CHANGE: None,
    SourceAlertDecision.CORRECT: "correct",
    SourceAlertDecision.RETRACT: "propose_retraction",
}


# ── creating alerts ─────────────────────────────────────────────────────────────────────────────
def needs_attention(check: QuoteCheck) -> bool:
    """Whether an editor has to read what this check found."""
    is_lost = check.outcome in (QuoteCheckOutcome.AMBIGUOUS, QuoteCheckOutcome.MISSING)
    return is_lost or bool(check.material) or check.retrieval.gone


def create_alerts(check: QuoteCheck, *, at: datetime) -> list[SourceAlert]:
    """Creates an alert for each current verdict that cites the passage, unless it has one.

    Runs in the transaction of the caller, which has locked the source. Running it again creates
    nothing a second time.
    """
    if not needs_attention(check):
        return []
    current = Verdict.objects.filter(state__in=CURRENT_STATES)
    citing = current.filter(evidence__passage=check.passage) | current.filter(
        claim__appearances__passage=check.passage
    )
    return [
        SourceAlert.objects.create(
            verdict=verdict, passage=check.passage, quote_check=check, created_at=at
        )
        for verdict in citing.distinct().order_by("pk")
        if not _has_alert(verdict, check)
    ]


def _has_alert(verdict: Verdict, check: QuoteCheck) -> bool:
    """Whether an alert is open, or this finding was answered for any revision of the claim."""
    alerts = SourceAlert.objects.filter(verdict__claim=verdict.claim_id, passage=check.passage)
    if alerts.filter(verdict=verdict, decided_at=None).exists():
        return True
    # A correction that was discarded has answered nothing.
    answered = alerts.exclude(decided_at=None).exclude(resulting_verdict__state=State.DISCARDED)
    return any(
        (alert.quote_check.outcome, alert.quote_check.found_text)
        == (check.outcome, check.found_text)
        for alert in answered.select_related("quote_check")
    )


# ── answering alerts ────────────────────────────────────────────────────────────────────────────
def check_can_answer_alert(
    alert: SourceAlert, decision: str, by, *, at: datetime
) -> Violation | None:
    """The alert is open, and the user may carry out what the decision requires."""
    if alert.decided_at:
        message = _("%(user)s has answered already: %(decision)s.")
        values = {"user": alert.decided_by, "decision": alert.get_decision_display()}
        return Violation(message % values)
    action = REQUIRED_ACTIONS[SourceAlertDecision(decision)]
    if action is None:
        return check_permission(by, WRITE_PERMISSION)
    return check_allowed(action, alert.verdict, by, at=at)


def answer_alert(
    alert: SourceAlert, *, by, at: datetime, decision: str, reason: str, kind: str = ""
) -> SourceAlert:
    """The alert is answered: nothing has to change, or a correction or retraction has begun.

    `reason` says why nothing has to change, or explains the change to readers. `kind` is the kind
    of a correction, whose draft is then the `resulting_verdict`. Raises `InvalidInput` if one of
    them is missing.
    """
    if decision not in SourceAlertDecision.values:
        raise InvalidInput(_("Choose a decision: no change, a correction or a retraction."))
    with transaction.atomic(), pghistory.context(user=by.pk, action="answer_alert"):
        # Every action locks the claim first.
        Claim.objects.select_for_update().get(pk=alert.verdict.claim_id)
        fresh = (
            SourceAlert.objects.select_for_update(of=("self",))
            .select_related("verdict__claim", "decided_by")
            .get(pk=alert.pk)
        )
        enforce(check_can_answer_alert(fresh, decision, by, at=at))
        if not reason.strip():
            raise InvalidInput(_get_missing_reason_message(decision))
        fresh.resulting_verdict = _carry_out(fresh.verdict, decision, by, at, reason, kind)
        fresh.decision, fresh.reason = decision, reason.strip()
        fresh.decided_at, fresh.decided_by = at, by
        fresh.save(
            update_fields=["decision", "reason", "resulting_verdict", "decided_at", "decided_by"]
        )
    return fresh


def _get_missing_reason_message(decision: str) -> str:
    if decision == SourceAlertDecision.NO_CHANGE:
        return _("Enter the reason why nothing has to change.")
    return _("Enter the explanation for readers.")


def _carry_out(verdict: Verdict, decision: str, by, at, note: str, kind: str) -> Verdict | None:
    """Opens the correction and returns its draft, or proposes the retraction."""
    change = {"by": by, "at": at, "cause": ChangeCause.SOURCE_CHANGED, "note": note}
    if decision == SourceAlertDecision.CORRECT:
        return actions.open_correction(verdict, kind=kind, **change)
    if decision == SourceAlertDecision.RETRACT:
        actions.propose_retraction(verdict, **change)
    return None


# ── reading alerts ──────────────────────────────────────────────────────────────────────────────
def list_alerts_for_revision(verdict: Verdict) -> QuerySet[SourceAlert]:
    """The alerts of this revision, those that led to it, and the open ones of its claim."""
    own = Q(verdict=verdict) | Q(resulting_verdict=verdict)
    open_alerts = Q(
        verdict__claim=verdict.claim_id, verdict__state__in=CURRENT_STATES, decided_at=None
    )
    rows = SourceAlert.objects.filter(own | open_alerts)
    return rows.select_related("passage", "quote_check__retrieval", "decided_by").order_by("pk")


def list_open_alerts(verdict: Verdict) -> QuerySet[SourceAlert]:
    """The open alerts of the claim's current revision, and of the passages that this one cites."""
    open_alerts = SourceAlert.objects.filter(decided_at=None, verdict__state__in=CURRENT_STATES)
    cited = verdict.evidence.values("passage")
    return open_alerts.filter(Q(verdict__claim=verdict.claim_id) | Q(passage__in=cited))


def get_latest_check(alert: SourceAlert) -> QuoteCheck:
    """The latest check of the passage that reached the source, or else the alert's own check."""
    checks = alert.passage.checks.select_related("retrieval", "snapshot")
    reached = checks.exclude(outcome=QuoteCheckOutcome.UNREACHABLE).first()
    own = checks.get(pk=alert.quote_check_id)
    return reached if reached and reached.pk > own.pk else own
