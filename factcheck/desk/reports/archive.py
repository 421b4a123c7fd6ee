"""The annual compliance report as a ZIP: a web page, CSV tables and the published records.

The same data gives the same bytes: the ZIP contains no current date and everything is sorted.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from claims.choices import SourceAlertDecision
from claims.publication.compliance_report import ComplianceReport, RatingCounts
from claims.workflow.transitions import TRANSITIONS
from factcheck.desk.reports import balance_chart
from factcheck.desk.reports.tables import build_tables, get_counts, get_record_name
from factcheck.public.formatting.workflow_diagram import build_workflow_diagram

ZIP_TIMESTAMP = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can contain
UNIX, FILE_MODE = 3, 0o644 << 16
STYLESHEET = Path(__file__).parents[1] / "static" / "desk" / "css" / "report.css"
MINUTE = timedelta(minutes=1)
UNITS = {  # the largest first
    timedelta(days=1): ngettext_lazy("%d day", "%d days"),
    timedelta(hours=1): ngettext_lazy("%d hour", "%d hours"),
    MINUTE: ngettext_lazy("%d minute", "%d minutes"),
}


class ChunkBuffer:
    """A file without random access: `take` returns what was written since the last call."""

    def __init__(self):
        self._chunks = []

    def write(self, data: bytes) -> int:
        self._chunks.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """`ZipFile` calls this."""

    def take(self) -> bytes:
        data, self._chunks = b"".join(self._chunks), []
        return data


def build_archive(report: ComplianceReport) -> Iterator[bytes]:
    """The ZIP in chunks, one for each file in it, so that it can be streamed."""
    buffer = ChunkBuffer()
    with ZipFile(buffer, "w") as archive:
        for name, text in _list_files(report):
            archive.writestr(_create_entry(name), text.encode())
            yield buffer.take()
    yield buffer.take()


def get_file_name(report: ComplianceReport) -> str:
    return f"compliance-report-{report.year}.zip"


def _create_entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, ZIP_TIMESTAMP)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, FILE_MODE
    return entry


def _list_files(report: ComplianceReport) -> Iterator[tuple[str, str]]:
    context = build_context(report) | {"style": STYLESHEET.read_text(encoding="utf-8")}
    yield "README.txt", render_to_string("desk/reports/README.txt", context)
    yield "index.html", render_to_string("desk/reports/index.html", context)
    yield from build_tables(report)
    for verdict in report.verdicts:
        if verdict.record:
            yield get_record_name(verdict.row), verdict.row.record


def build_context(report: ComplianceReport) -> dict:
    """The context of the templates, on the page of the desk and in the ZIP."""
    return {
        "report": report,
        "desk_name": settings.DESK_NAME,
        "desk_contact": settings.DESK_EMAIL,
        "is_demo": settings.DEMO_MODE,
        "site_url": settings.SITE_URL.rstrip("/"),
        "zone": settings.TIME_ZONE,
        "rules": TRANSITIONS.values(),
        "diagram": build_workflow_diagram(TRANSITIONS.values()),
        "polarity_labels": balance_chart.LABELS.items(),
        "balances": [
            _build_balance(report, "claimant", _("claimant"), report.claimants),
            _build_balance(report, "topic", _("topic"), report.topics),
        ],
        "alert_decisions": [
            (SourceAlertDecision(code).label, number)
            for code, number in report.monitoring.decisions.items()
        ],
        "total_counts": get_counts(report.total, report),
        "median": format_duration(report.reviews.median),
        "longest": format_duration(report.reviews.longest),
    }


def _build_balance(
    report: ComplianceReport, dimension: str, label: str, groups: list[RatingCounts]
) -> dict:
    return {
        "dimension": dimension,
        "label": label,
        "chart": balance_chart.build_balance_chart(groups, report.polarities),
        "rows": [(group, get_counts(group, report)) for group in groups],
    }


def format_duration(duration: timedelta | None) -> str:
    """A rounded duration in the largest unit of which it has at least two: `3 days`."""
    if duration is None:
        return ""
    unit = next((unit for unit in UNITS if duration >= 2 * unit), MINUTE)
    return UNITS[unit] % round(duration / unit)
