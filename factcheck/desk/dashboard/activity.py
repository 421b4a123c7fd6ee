"""Charts of what the desk did in the last fourteen days. One query for each chart.

Days are those of the desk's time zone.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.choices import REVISING_KINDS, ChangeKind, State
from claims.models import Change, Review, Transition
from factcheck.desk.dashboard.charts import Chart, Series
from sources.choices import INTACT_OUTCOMES, UNREAD_OUTCOMES, QuoteCheckOutcome
from sources.models import QuoteCheck

DAYS = 14
# What readers notice. The old revision moves by `publish` too, but to the state "superseded".
PUBLIC_ACTIONS, PUBLIC_STATES = ("publish", "retract"), (State.PUBLISHED, State.RETRACTED)
PUBLISHED_SERIES = {
    "new": gettext_lazy("new"),
    "updated": gettext_lazy("updated"),
    "corrected": gettext_lazy("corrected"),
}
# Each outcome of a quote check belongs to one series.
OUTCOME_GROUPS = {
    gettext_lazy("unchanged"): INTACT_OUTCOMES,
    gettext_lazy("changed or missing"): (
        QuoteCheckOutcome.ALTERED,
        QuoteCheckOutcome.AMBIGUOUS,
        QuoteCheckOutcome.MISSING,
    ),
    gettext_lazy("unreachable"): UNREAD_OUTCOMES,
}


def build_charts(user, at: datetime) -> list[Chart]:
    """The charts that the user may see, for the fourteen days that end with the day of `at`.

    A chart without data is left out.
    """
    charts = [build_chart(at) for permission, build_chart in CHARTS if user.has_perm(permission)]
    return [chart for chart in charts if chart.rows]


def build_published_chart(at: datetime) -> Chart:
    """New fact-checks, updates and corrections that were published, by day."""
    changes = Change.objects.filter(verdict=OuterRef("verdict"), kind__in=REVISING_KINDS)
    transitions = Transition.objects.filter(
        state_changed_at__gte=_get_start(at), to_state__in=PUBLIC_STATES, action__in=PUBLIC_ACTIONS
    )
    transitions = transitions.annotate(kind=Subquery(changes.values("kind")[:1]))
    rows = _group_by_day(transitions, "state_changed_at", "action", "kind").annotate(
        number=Count("pk")
    )
    counts = defaultdict(lambda: defaultdict(int))
    for row in rows:
        counts[_classify_published(row["action"], row["kind"])][row["day"]] += row["number"]
    series = [_build_series(label, counts[key], at) for key, label in PUBLISHED_SERIES.items()]
    new, updated, corrected = (sum(item.counts) for item in series)
    summary = _("%(new)d new, %(updated)d updated, %(corrected)d corrected or retracted.")
    summary %= {"new": new, "updated": updated, "corrected": corrected}
    return Chart(_("Published"), summary, _list_days(at), series)


def _classify_published(action: str, kind: str | None) -> str:
    if action == "retract" or kind == ChangeKind.CORRECTION:
        return "corrected"
    return "updated" if kind else "new"


def build_review_time_chart(at: datetime) -> Chart:
    """Hours from submission to review: the median of the reviews of each day."""
    reviews = Review.objects.filter(reviewed_at__gte=_get_start(at))
    hours_by_day = defaultdict(list)
    for reviewed_at, submitted_at in reviews.values_list("reviewed_at", "submission__submitted_at"):
        hours_by_day[timezone.localdate(reviewed_at)].append(
            count_hours(reviewed_at - submitted_at)
        )
    medians = {day: round(median(hours)) for day, hours in hours_by_day.items()}
    all_hours = [number for hours in hours_by_day.values() for number in hours]
    series = [_build_series(_("hours (median)"), medians, at)]
    return Chart(_("Time to review"), _summarize_review_times(all_hours), _list_days(at), series)


def _summarize_review_times(hours: list[int]) -> str:
    if not hours:
        return ""
    text = ngettext(
        "%(count)d review: median %(median)d hours, longest %(longest)d hours.",
        "%(count)d reviews: median %(median)d hours, longest %(longest)d hours.",
        len(hours),
    )
    return text % {"count": len(hours), "median": round(median(hours)), "longest": max(hours)}


def count_hours(duration: timedelta) -> int:
    """A duration in hours, rounded up to at least 1."""
    return max(1, -(-duration // timedelta(hours=1)))


def build_monitoring_chart(at: datetime) -> Chart:
    """Outcomes of the rechecks of cited quotations, by day."""
    checks = QuoteCheck.objects.filter(checked_at__gte=_get_start(at))
    outcome_counts = {
        f"group{index}": Count("pk", Q(outcome__in=outcomes))
        for index, outcomes in enumerate(OUTCOME_GROUPS.values())
    }
    rows = _group_by_day(checks, "checked_at").annotate(
        rechecks=Count("retrieval", distinct=True), **outcome_counts
    )
    rows_by_day = {row["day"]: row for row in rows}
    series = [
        _build_series(name, {day: row[f"group{index}"] for day, row in rows_by_day.items()}, at)
        for index, name in enumerate(OUTCOME_GROUPS)
    ]
    unchanged, changed, unreachable = (sum(item.counts) for item in series)
    rechecks = sum(row["rechecks"] for row in rows_by_day.values())
    text = ngettext(
        "%(rechecks)d recheck. Quotations: %(unchanged)d unchanged, "
        "%(changed)d changed or missing, %(unreachable)d unreachable.",
        "%(rechecks)d rechecks. Quotations: %(unchanged)d unchanged, "
        "%(changed)d changed or missing, %(unreachable)d unreachable.",
        rechecks,
    )
    summary = text % {
        "rechecks": rechecks,
        "unchanged": unchanged,
        "changed": changed,
        "unreachable": unreachable,
    }
    return Chart(_("Source monitoring"), summary, _list_days(at), series)


def _list_days(at: datetime) -> list[date]:
    last = timezone.localdate(at)
    return [last - timedelta(days=days) for days in reversed(range(DAYS))]


def _get_start(at: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(_list_days(at)[0], time.min))


def _build_series(name: str, counts: dict[date, int], at: datetime) -> Series:
    return Series(name, [counts.get(day, 0) for day in _list_days(at)])


def _group_by_day(rows: QuerySet, time_column: str, *columns: str) -> QuerySet:
    return rows.order_by().annotate(day=TruncDate(time_column)).values("day", *columns)


CHARTS = (
    ("claims.view_verdict", build_published_chart),
    ("claims.view_verdict", build_review_time_chart),
    ("sources.view_quotecheck", build_monitoring_chart),
)
