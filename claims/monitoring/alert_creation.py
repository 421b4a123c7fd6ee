"""Create source alerts: what a recheck found that an editor has to read.

An alert is created if the quoted words may now mean something else or are gone, and if the page has
a new note of its publisher; changed punctuation, a moved page, a server that does not answer or a
page that is not the article create none. If several quotations of a source are gone at once, or its
text shrank by more than half, that is one alert about the source. The same finding creates no
second alert for the claim, but a different one does.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from claims.choices import CURRENT_STATES, SourceAlertKind, State
from claims.models import Appearance, Evidence, SourceAlert, Verdict
from sources.choices import NoticeKind, QuoteCheckOutcome
from sources.models import QuoteCheck, Retrieval, Source
from sources.page_changes import list_new_notices
from sources.text.same_article import has_shrunk

SEVERAL = 2  # quotations of one source that are gone at once


# ── what an editor has to read ──────────────────────────────────────────────────────────────────
def needs_attention(check: QuoteCheck) -> bool:
    """Whether an editor has to read what this check found."""
    is_lost = check.outcome in (QuoteCheckOutcome.AMBIGUOUS, QuoteCheckOutcome.MISSING)
    return is_lost or bool(check.material) or check.retrieval.gone


def is_lost(check: QuoteCheck) -> bool:
    """Whether nothing like the quoted words is there any more."""
    return check.outcome == QuoteCheckOutcome.MISSING or check.retrieval.gone


def has_shrunk_text(checks: Iterable[QuoteCheck]) -> bool:
    """Whether the text has less than half the length of an article that was quoted from."""
    return any(
        has_shrunk(
            sum(end - start for start, end in check.passage.article_text.spans),
            len(check.snapshot.text),
        )
        for check in checks
        if check.snapshot is not None
    )


# ── creating alerts ─────────────────────────────────────────────────────────────────────────────
def create_alerts(
    retrieval: Retrieval, checks: list[QuoteCheck], *, at: datetime
) -> list[SourceAlert]:
    """Creates the alerts of the current verdicts that cite the source, unless they have them.

    `checks` are all checks of the retrieval. Runs in the transaction of the caller, which has
    locked the source. Running it again creates nothing a second time.
    """
    notices = list_new_notices(retrieval)
    alerts: list[SourceAlert] = []
    for verdict, cited in _group_by_verdict(checks):
        alerts += _create_finding_alerts(verdict, retrieval, cited, at)
        if notices and not _has_notice_alert(verdict, retrieval, notices):
            alerts.append(_create_alert(verdict, retrieval, at, SourceAlertKind.NOTICE))
    return alerts


def _group_by_verdict(checks: list[QuoteCheck]) -> list[tuple[Verdict, list[QuoteCheck]]]:
    """The current verdicts with the checks of the passages that each of them cites."""
    by_passage = {check.passage_id: check for check in checks}
    evidence = Evidence.objects.filter(
        passage__in=by_passage, verdict__state__in=CURRENT_STATES
    ).values_list("verdict", "passage")
    appearances = Appearance.objects.filter(
        passage__in=by_passage, claim__verdicts__state__in=CURRENT_STATES
    ).values_list("claim__verdicts", "passage")
    cited: dict[int, set[int]] = {}
    for verdict_id, passage_id in (*evidence, *appearances):
        cited.setdefault(verdict_id, set()).add(passage_id)
    verdicts = Verdict.objects.filter(pk__in=cited, state__in=CURRENT_STATES).order_by("pk")
    return [
        (verdict, [by_passage[passage] for passage in sorted(cited[verdict.pk])])
        for verdict in verdicts
    ]


def _create_finding_alerts(
    verdict: Verdict, retrieval: Retrieval, checks: list[QuoteCheck], at: datetime
) -> list[SourceAlert]:
    if _has_open_alert(verdict, retrieval.source, SourceAlertKind.SOURCE):
        return []
    is_shrunk = has_shrunk_text(checks)
    new = [check for check in checks if needs_attention(check) and not _has_alert(verdict, check)]
    several_are_lost = sum(is_lost(check) for check in new) >= SEVERAL
    if several_are_lost or is_shrunk and len(new) >= SEVERAL:
        return [_create_alert(verdict, retrieval, at, SourceAlertKind.SOURCE)]
    if is_shrunk and not any(map(needs_attention, checks)):
        if _has_alert_of_shrinking(verdict, retrieval):
            return []
        return [_create_alert(verdict, retrieval, at, SourceAlertKind.SOURCE)]
    return [
        _create_alert(
            *(verdict, retrieval, at, SourceAlertKind.QUOTE),
            passage=check.passage,
            quote_check=check,
        )
        for check in new
    ]


def _create_alert(verdict, retrieval: Retrieval, at: datetime, kind: str, **fields) -> SourceAlert:
    return SourceAlert.objects.create(
        verdict=verdict, retrieval=retrieval, kind=kind, created_at=at, **fields
    )


# ── alerts that exist ───────────────────────────────────────────────────────────────────────────
def _has_open_alert(verdict: Verdict, source: Source, kind: str) -> bool:
    alerts = SourceAlert.objects.filter(verdict=verdict, kind=kind, decided_at=None)
    return alerts.filter(retrieval__source=source).exists()


def _list_answered(verdict: Verdict, retrieval: Retrieval) -> QuerySet[SourceAlert]:
    """The answered alerts about this source and claim. A discarded correction answered nothing."""
    alerts = SourceAlert.objects.filter(
        verdict__claim=verdict.claim_id, retrieval__source=retrieval.source_id
    )
    return alerts.exclude(decided_at=None).exclude(resulting_verdict__state=State.DISCARDED)


def _has_alert(verdict: Verdict, check: QuoteCheck) -> bool:
    """Whether an alert is open, or this finding was answered for any revision of the claim."""
    alerts = SourceAlert.objects.filter(verdict=verdict, passage=check.passage)
    if alerts.filter(decided_at=None).exists():
        return True
    answered = _list_answered(verdict, check.retrieval)
    about_quote = Q(kind=SourceAlertKind.QUOTE, passage=check.passage)
    retrievals = answered.filter(about_quote | Q(kind=SourceAlertKind.SOURCE)).values("retrieval")
    same = QuoteCheck.objects.filter(
        passage=check.passage,
        retrieval__in=retrievals,
        outcome=check.outcome,
        found_text=check.found_text,
        retrieval__gone=check.retrieval.gone,
    )
    return same.exists()


def _has_alert_of_shrinking(verdict: Verdict, retrieval: Retrieval) -> bool:
    """Whether an editor has answered that the text is shorter, and it has not grown since."""
    answered = _list_answered(verdict, retrieval).filter(kind=SourceAlertKind.SOURCE)
    last = answered.select_related("retrieval__snapshot").first()
    if last is None or last.retrieval.snapshot is None or retrieval.snapshot is None:
        return False
    return not has_shrunk(len(last.retrieval.snapshot.text), len(retrieval.snapshot.text))


def _has_notice_alert(verdict: Verdict, retrieval: Retrieval, notices: list[dict]) -> bool:
    """Whether there is an alert about these notes; one is enough for any number of updates."""
    alerts = SourceAlert.objects.filter(verdict=verdict, kind=SourceAlertKind.NOTICE)
    if all(notice["kind"] == NoticeKind.UPDATE for notice in notices):
        is_open = Q(decided_at=None, retrieval__source=retrieval.source_id)
        return alerts.filter(is_open | Q(retrieval=retrieval)).exists()
    return alerts.filter(retrieval=retrieval).exists()
