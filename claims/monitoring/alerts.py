"""Answer and read source alerts.

An editor answers an alert once, and says whether readers see what the recheck found: without
an answer they see only when the words were last found as quoted.
"""

from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from claims.choices import CURRENT_STATES, ChangeCause, SourceAlertDecision, SourceAlertKind
from claims.models import Claim, SourceAlert, Verdict
from claims.monitoring.alert_creation import has_shrunk_text, needs_attention
from claims.workflow import actions
from claims.workflow.transitions import check_allowed
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import EditConflict, InvalidInput, Violation, enforce
from sources.choices import UNREAD_OUTCOMES
from sources.models import Passage, QuoteCheck, Retrieval

WRITE_PERMISSION = "claims.write_verdict"
# The action that a decision carries out, and whose policies it has to meet.
REQUIRED_ACTIONS = {
    SourceAlertDecision.NO_CHANGE: None,
    SourceAlertDecision.CORRECT: "correct",
    SourceAlertDecision.RETRACT: "propose_retraction",
}


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
    alert: SourceAlert,
    *,
    by,
    at: datetime,
    decision: str,
    reason: str,
    kind: str = "",
    show_finding: bool | None = None,
    hide_words: bool = False,
    seen_retrieval: int | None = None,
) -> SourceAlert:
    """The alert is answered: nothing has to change, or a correction or retraction has begun.

    `reason` says why nothing has to change, or explains the change to readers. `kind` is the kind
    of a correction, whose draft is then the `resulting_verdict`. `show_finding` says whether
    readers see what the latest recheck found; if it is not given, they see it unless nothing
    has to change; with `hide_words` they see that the words changed, but not the new ones, which
    may name a private person. `seen_retrieval` is the retrieval that the user was shown. Raises
    `InvalidInput` if the reason or the kind is missing, and `EditConflict` if a newer recheck found
    something else.
    """
    if decision not in SourceAlertDecision.values:
        raise InvalidInput(_("Choose a decision: no change, a correction or a retraction."))
    with transaction.atomic(), pghistory.context(user=by.pk, action="answer_alert"):
        # Every action locks the claim first.
        Claim.objects.select_for_update().get(pk=alert.verdict.claim_id)
        fresh = (
            SourceAlert.objects.select_for_update(of=("self",))
            .select_related("verdict__claim", "decided_by", "retrieval__source", "passage")
            .get(pk=alert.pk)
        )
        enforce(check_can_answer_alert(fresh, decision, by, at=at))
        if not reason.strip():
            raise InvalidInput(_get_missing_reason_message(decision))
        fresh.shown_retrieval = _get_shown_retrieval(fresh, decision, show_finding, seen_retrieval)
        fresh.resulting_verdict = _carry_out(fresh.verdict, decision, by, at, reason, kind)
        fresh.decision, fresh.reason = decision, reason.strip()
        fresh.hide_words = hide_words
        fresh.decided_at, fresh.decided_by = at, by
        fresh.save(
            update_fields=[
                *("decision", "reason", "resulting_verdict", "shown_retrieval"),
                *("hide_words", "decided_at", "decided_by"),
            ]
        )
    return fresh


def _get_missing_reason_message(decision: str) -> str:
    if decision == SourceAlertDecision.NO_CHANGE:
        return _("Enter the reason why nothing has to change.")
    return _("Enter the explanation for readers.")


def _get_shown_retrieval(
    alert: SourceAlert, decision: str, show_finding: bool | None, seen_retrieval: int | None
) -> Retrieval | None:
    """The retrieval whose findings readers see; `None` if they see none."""
    is_confirmed = decision != SourceAlertDecision.NO_CHANGE
    if not (is_confirmed if show_finding is None else show_finding):
        return None
    retrieval = get_latest_retrieval(alert)
    if seen_retrieval is not None and seen_retrieval != retrieval.pk:
        raise EditConflict(_("The source was rechecked since you opened the page. Read it again."))
    if not has_something_to_tell(alert, retrieval):
        if show_finding is None:
            return None
        raise InvalidInput(
            _("The latest recheck found it as quoted, so there is nothing to tell readers.")
        )
    return retrieval


def has_something_to_tell(alert: SourceAlert, retrieval: Retrieval) -> bool:
    """Whether the retrieval found what the alert is about, or something else of the kind."""
    if alert.kind == SourceAlertKind.NOTICE:
        return bool(retrieval.notices)
    checks = list_checks(alert, retrieval)
    is_shrunk = alert.kind == SourceAlertKind.SOURCE and has_shrunk_text(checks)
    return is_shrunk or any(needs_attention(check) for check in checks)


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
    return rows.select_related(
        "passage", "quote_check__retrieval", "retrieval__source", "decided_by"
    ).order_by("pk")


def list_open_alerts(verdict: Verdict) -> QuerySet[SourceAlert]:
    """The open alerts of the claim's current revision, and of what this one cites."""
    open_alerts = SourceAlert.objects.filter(decided_at=None, verdict__state__in=CURRENT_STATES)
    cited = verdict.evidence.values("passage")
    cited_sources = Passage.objects.filter(pk__in=cited).values("snapshot__source")
    about_cited = Q(passage__in=cited) | Q(passage=None, retrieval__source__in=cited_sources)
    return open_alerts.filter(Q(verdict__claim=verdict.claim_id) | about_cited)


def list_checks(alert: SourceAlert, retrieval: Retrieval) -> list[QuoteCheck]:
    """The checks of a retrieval that the alert is about, in the order of the quoted text."""
    checks = retrieval.checks.select_related(
        "passage__article_text", "passage__snapshot__source", "snapshot", "retrieval"
    ).order_by("passage__snapshot", "passage__start")
    if alert.passage_id:
        return list(checks.filter(passage=alert.passage_id))
    evidence = alert.verdict.evidence.values("passage")
    appearances = alert.verdict.claim.appearances.exclude(passage=None).values("passage")
    return list(checks.filter(Q(passage__in=evidence) | Q(passage__in=appearances)))


def get_latest_check(alert: SourceAlert) -> QuoteCheck:
    """The latest check of the passage that read the source, or else the alert's own check.

    Raises `ValueError` for an alert that is not about a quotation.
    """
    if alert.passage is None or alert.quote_check is None:
        raise ValueError("This alert is about the source, and has no check of its own.")
    checks = alert.passage.checks.select_related("retrieval", "snapshot")
    read = checks.exclude(outcome__in=UNREAD_OUTCOMES).first()
    own = checks.get(pk=alert.quote_check.pk)
    return read if read and read.pk > own.pk else own


def get_latest_retrieval(alert: SourceAlert) -> Retrieval:
    """The latest retrieval that read what the alert is about, or else the alert's own."""
    if alert.kind == SourceAlertKind.QUOTE:
        return get_latest_check(alert).retrieval
    if alert.kind == SourceAlertKind.NOTICE:
        return alert.retrieval
    read = alert.source.retrievals.exclude(snapshot=None).exclude(checks=None).first()
    is_later = read and (read.retrieved_at, read.pk) > (
        alert.retrieval.retrieved_at,
        alert.retrieval.pk,
    )
    return read if read and is_later else alert.retrieval
