"""One source alert: what was quoted and what was found, and the decision of an editor."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.choices import CURRENT_STATES, SourceAlertKind
from claims.models import SourceAlert, Verdict
from claims.monitoring.alert_creation import has_shrunk_text
from claims.monitoring.alerts import (
    answer_alert,
    check_can_answer_alert,
    get_latest_check,
    get_latest_retrieval,
    list_alerts_for_revision,
    list_checks,
)
from factcheck.core.errors import FactcheckError
from factcheck.desk.base.action_forms import SOURCE_ALERT_FORMS
from factcheck.desk.base.decisions import Button, build_buttons, perform_action
from factcheck.desk.base.messages import SOURCE_ALERT_DECIDED, SOURCE_ALERT_DECISIONS
from factcheck.desk.base.permissions import action_view, read_view, render_desk
from sources.models import Passage, QuoteCheck, Retrieval
from sources.page_changes import list_new_notices
from sources.rechecks import QuoteDiffSegment, diff_quote

TEMPLATES = {
    SourceAlertKind.QUOTE: "monitoring/alert.html",
    SourceAlertKind.SOURCE: "monitoring/source_alert.html",
    SourceAlertKind.NOTICE: "monitoring/notice_alert.html",
}
CONTEXT_LENGTH = 200  # characters of the new text shown before and after the quotation


@dataclass(frozen=True)
class CurrentQuote:
    """What the source says now, with its context; without text if nothing similar was found."""

    check: QuoteCheck
    before: str
    segments: list[QuoteDiffSegment]
    after: str


def get_alert_or_404(pk: int) -> SourceAlert:
    rows = SourceAlert.objects.select_related(
        "verdict__claim",
        "verdict__rating",
        "passage__snapshot__source",
        "passage__article_text",
        "quote_check__retrieval",
        "retrieval__source",
        "shown_retrieval",
        "decided_by",
        "resulting_verdict",
    )
    return get_object_or_404(rows, pk=pk)


@read_view("claims.view_sourcealert")
def alert_detail(request, pk):
    return render_alert_page(request, get_alert_or_404(pk))


@action_view("claims.view_sourcealert")
def alert_decide(request, pk, decision):
    """The editor's decision; a correction leads to the draft that it created."""
    form = _build_form(decision, request.POST)

    def render_error(error: FactcheckError):
        return render_alert_page(request, get_alert_or_404(pk), error, {decision: form})

    return perform_action(
        request,
        form,
        partial(answer_alert, get_alert_or_404(pk), decision=decision),
        render_error=render_error,
        success_message=SOURCE_ALERT_DECIDED[decision],
        get_success_url=_get_success_url,
    )


def _get_success_url(alert: SourceAlert) -> str:
    if alert.resulting_verdict_id:
        return reverse("admin:claims_verdict_change", args=[alert.resulting_verdict_id])
    return reverse("admin:claims_sourcealert_change", args=[alert.pk])


def _build_form(decision: str, data=None, initial=None):
    return SOURCE_ALERT_FORMS[decision](data, auto_id=f"id_{decision}_%s", initial=initial)


def render_alert_page(
    request, alert: SourceAlert, error: FactcheckError | None = None, bound_forms=None
):
    verdict, latest = alert.verdict, get_latest_retrieval(alert)
    context = {
        "title": _("Source alert"),
        "alert": alert,
        "verdict": verdict,
        "source": alert.source,
        "latest": latest,
        "other_alerts": [
            other
            for other in list_alerts_for_revision(verdict)
            if other.decided_at is None and other.pk != alert.pk
        ],
        "other_verdicts": _list_other_verdicts(alert),
        "buttons": []
        if alert.decided_at
        else _build_buttons(alert, latest, request.user, bound_forms),
        "problem": str(error or ""),
        **_build_finding(alert, latest),
    }
    status = error.status_code if error else HTTPStatus.OK
    return render_desk(request, TEMPLATES[SourceAlertKind(alert.kind)], context, status)


def _build_finding(alert: SourceAlert, latest: Retrieval) -> dict:
    """What the page shows of the finding: a quotation, or all of them, or the notes."""
    if alert.passage is not None:
        check = get_latest_check(alert)
        return {"passage": alert.passage, "current": get_current_quote(alert.passage, check)}
    checks = list_checks(alert, latest)
    return {
        "quotes": [get_current_quote(check.passage, check) for check in checks],
        "is_shrunk": has_shrunk_text(checks),
        "new_notices": list_new_notices(alert.retrieval),
    }


def _list_other_verdicts(alert: SourceAlert):
    current = Verdict.objects.filter(state__in=CURRENT_STATES).exclude(pk=alert.verdict_id)
    if alert.passage is not None:
        current = current.filter(evidence__passage=alert.passage)
    else:
        current = current.filter(evidence__passage__snapshot__source=alert.source).distinct()
    return current.select_related("claim", "rating")


def get_current_quote(passage: Passage, check: QuoteCheck) -> CurrentQuote:
    """What the check found in place of the passage, with its context."""
    if check.start is None:
        return CurrentQuote(check, "", [], "")
    text, language = check.snapshot.text, passage.snapshot.source.language
    return CurrentQuote(
        check,
        text[max(0, check.start - CONTEXT_LENGTH) : check.start],
        diff_quote(passage.exact, check.found_text, check.reasons, language),
        text[check.end : check.end + CONTEXT_LENGTH],
    )


def _build_buttons(alert: SourceAlert, latest: Retrieval, user, bound_forms) -> list[Button]:
    return build_buttons(
        SOURCE_ALERT_DECISIONS,
        bound_forms or {},
        get_url=lambda decision: reverse("admin:alert_decide", args=[alert.pk, decision]),
        build_form=partial(_build_form, initial={"seen_retrieval": latest.pk}),
        check=partial(_check_decision, alert, user),
    )


def _check_decision(alert: SourceAlert, user, decision: str):
    return check_can_answer_alert(alert, decision, user, at=timezone.now())
