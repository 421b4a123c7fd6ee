"""Audit reports: run the audit, keep the result, and find what the desk has to read."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain, islice

from django.db.models import QuerySet

from claims.audit.run import run_audit
from claims.models import AuditReport

KEPT_FINDINGS = 100  # sentences in one report; the rest is counted


def create_report(get_time: Callable[[], datetime]) -> AuditReport:
    """Run the audit and create its report. `get_time` returns the current time."""
    started_at, findings = get_time(), run_audit()
    first = list(islice(findings, KEPT_FINDINGS))
    return AuditReport.objects.create(
        started_at=started_at,
        finding_count=sum(1 for _finding in chain(first, findings)),
        findings=[finding.sentence for finding in first],
        finished_at=get_time(),
    )


def list_breaches() -> QuerySet[AuditReport]:
    """Audits that found something wrong."""
    return AuditReport.objects.filter(finding_count__gt=0)


def list_current_breaches() -> QuerySet[AuditReport]:
    """The newest audit, if it found something wrong; else none."""
    newest = AuditReport.objects.order_by("-id").values("pk")[:1]
    return list_breaches().filter(pk__in=newest)


def list_clean_audits() -> QuerySet[AuditReport]:
    """Audits that found nothing wrong, the newest first."""
    return AuditReport.objects.filter(finding_count=0)
