"""The annual compliance report: what the desk published in one year, and what became of it.

It contains what the codes of fact-checkers require (IFCN and EFCSN): sources in enough detail to
repeat the check, evidence for and against, corrections, and the balance over claimants and topics
(https://ifcncodeofprinciples.poynter.org). Public data is read with `claims.publication.queries`
in its current state, so what was taken down later is not included. Internal work appears as
figures only: how long reviews took and how source alerts were decided.

Nothing depends on the current time: the same database gives the same file.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import median

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import Polarity, ReviewDecision, SourceAlertDecision, State
from claims.models import Review, SourceAlert
from claims.publication import queries
from claims.publication.queries import PublishedVerdict
from claims.publication.record import compute_digest
from sources.choices import INTACT_OUTCOMES, QuoteCheckOutcome

YEARS = range(2000, 2100)
TAKEN_DOWN = "taken-down"  # instead of a rating: retracted, or suspended and not reinstated
UNNAMED = gettext_lazy("without a public role, or unknown")
NO_TOPIC = gettext_lazy("without a topic")


@dataclass(frozen=True)
class RatingCounts:
    """How many claims of one claimant or topic have each rating."""

    key: str
    name: str
    counts: Counter

    @property
    def claim_count(self) -> int:
        return self.counts.total()


@dataclass(frozen=True)
class ReviewTimes:
    """The times from the submission that was published to its approval."""

    waits: list[timedelta]
    sent_back: int

    @property
    def median(self) -> timedelta | None:
        seconds = [wait.total_seconds() for wait in self.waits]
        return timedelta(seconds=median(seconds)) if seconds else None

    @property
    def longest(self) -> timedelta | None:
        return max(self.waits, default=None)


@dataclass(frozen=True)
class MonitoringFigures:
    """Source monitoring in the year; `decisions` counts the decisions about alerts by code."""

    rechecks: int
    sources: int
    checks: int
    quotes: int
    changed: int
    alerts: int
    decisions: dict[str, int]


@dataclass(frozen=True)
class ComplianceReport:
    """One calendar year in the desk's time zone, everything in chronological order.

    Changes, scale and head are rows of `claims.publication.queries`.
    """

    year: int
    verdicts: list[PublishedVerdict]
    changes: list
    scale: list
    reviews: ReviewTimes
    monitoring: MonitoringFigures
    head: object | None  # the latest entry of the ledger

    @cached_property
    def latest_revisions(self) -> list[PublishedVerdict]:
        """The last revision of the year for each claim: a corrected claim counts once."""
        return list({verdict.row.claim_id: verdict for verdict in self.verdicts}.values())

    @cached_property
    def total(self) -> RatingCounts:
        """The counts over all claims of the year."""
        return RatingCounts("", "all", Counter(map(get_rating_code, self.latest_revisions)))

    @cached_property
    def claimants(self) -> list[RatingCounts]:
        """The counts by claimant; those without a public role are one row, at the end."""
        return _count_ratings(self.latest_revisions, _list_claimants, str(UNNAMED))

    @cached_property
    def topics(self) -> list[RatingCounts]:
        """The counts by topic; a claim with two topics counts under both."""
        return _count_ratings(self.latest_revisions, _list_topics, str(NO_TOPIC))

    @cached_property
    def polarities(self) -> dict[str, str]:
        """The polarity of each rating of the scale."""
        return {rating.code: rating.polarity for rating in self.scale}

    @cached_property
    def rating_columns(self) -> list[tuple[str, str]]:
        """The code and label of each rating that occurs, in the scale's order; taken down last."""
        counts = self.total.counts
        columns = [(rating.code, rating.label) for rating in self.scale if counts[rating.code]]
        return [*columns, (TAKEN_DOWN, _("taken down"))] if counts[TAKEN_DOWN] else columns


def build_compliance_report(year: int) -> ComplianceReport:
    """Return the report of a year in `YEARS`; the number of queries does not depend on its size."""
    since, until = get_year_bounds(year)
    changes = queries.list_changes().filter(announced_at__gte=since, announced_at__lt=until)
    return ComplianceReport(
        year,
        queries.list_verdicts_published_between(since, until),
        list(changes.order_by("announced_at", "id")),
        list(queries.list_ratings()),
        _get_review_times(since, until),
        _get_monitoring_figures(since, until),
        queries.list_ledger_entries().first(),
    )


def get_year_bounds(year: int) -> tuple[datetime, datetime]:
    """Return the first moment of the year and of the next one, in the desk's time zone."""
    zone = timezone.get_default_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def get_rating_code(verdict: PublishedVerdict) -> str:
    """Return the code of the rating, or `TAKEN_DOWN`."""
    if verdict.record is None or verdict.row.state == State.RETRACTED:
        return TAKEN_DOWN
    return verdict.row.rating or ""


def get_polarity(code: str, polarities: dict[str, str]) -> str:
    """Return the polarity of a rating's code; `TAKEN_DOWN` has none."""
    return polarities.get(code, Polarity.NONE)


def is_record_unchanged(row) -> bool:
    """Whether the record has the hash that was approved.

    The hash differs after a person named in the record lost their public role.
    """
    is_salt_public = row.record_salt is not None
    return is_salt_public and compute_digest(row.record_salt, row.record) == row.record_sha256


def _count_ratings(
    verdicts: Iterable[PublishedVerdict], list_keys: Callable[[PublishedVerdict], list], rest: str
) -> list[RatingCounts]:
    names: dict[str, str] = {}
    counters: dict[str, Counter] = {}
    for verdict in verdicts:
        for key, name in list_keys(verdict) or [("", rest)]:
            names[key] = name
            counters.setdefault(key, Counter())[get_rating_code(verdict)] += 1
    rows = [RatingCounts(key, names[key], counter) for key, counter in counters.items()]
    return sorted(rows, key=lambda row: (not row.key, row.name.casefold(), row.key))


def _list_claimants(verdict: PublishedVerdict) -> list[tuple[str, str]]:
    row = verdict.row
    return [(row.claimant_id, row.claimant_name or "")] if row.claimant_id else []


def _list_topics(verdict: PublishedVerdict) -> list[tuple[str, str]]:
    return list(zip(verdict.row.topics, verdict.row.topic_names, strict=True))


def _get_review_times(since: datetime, until: datetime) -> ReviewTimes:
    """Read the reviews of the revisions that were published in this period."""
    reviews = Review.objects.filter(
        verdict__published_at__gte=since, verdict__published_at__lt=until
    )
    approvals = reviews.filter(decision=ReviewDecision.APPROVE, submission=F("verdict__submission"))
    waits = [
        reviewed_at - submitted_at
        for reviewed_at, submitted_at in approvals.values_list(
            "reviewed_at", "submission__submitted_at"
        )
    ]
    return ReviewTimes(waits, reviews.filter(decision=ReviewDecision.SEND_BACK).count())


def _get_monitoring_figures(since: datetime, until: datetime) -> MonitoringFigures:
    rechecks = queries.list_rechecks().filter(checked_at__gte=since, checked_at__lt=until)
    checks = queries.list_quote_checks().filter(checked_at__gte=since, checked_at__lt=until)
    reached = checks.exclude(outcome=QuoteCheckOutcome.UNREACHABLE)
    alerts = SourceAlert.objects.filter(created_at__gte=since, created_at__lt=until)
    decisions = {
        str(decision): Count("pk", filter=Q(decided_at__lt=until, decision=decision))
        for decision in SourceAlertDecision
    }
    figures = alerts.aggregate(alerts=Count("pk"), **decisions)
    return MonitoringFigures(
        **rechecks.aggregate(rechecks=Count("pk"), sources=Count("source_id", distinct=True)),
        **reached.aggregate(
            checks=Count("pk"),
            quotes=Count("passage_id", distinct=True),
            changed=Count("passage_id", distinct=True, filter=~Q(outcome__in=INTACT_OUTCOMES)),
        ),
        alerts=figures.pop("alerts"),
        decisions=figures,
    )
