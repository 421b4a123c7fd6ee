"""Recheck intervals: which sources to check again, and when.

The schedule is computed from the last rechecks each time; nothing is stored. New fact-checks
are read most and new articles change most, so a source is rechecked daily at first and less often
later. A changed quote makes its source count as new again. After a failed recheck the next one
comes sooner, with a delay that doubles with each failure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from claims.choices import CURRENT_STATES
from claims.models import Appearance, Evidence, Verdict
from sources.choices import QuoteCheckOutcome, SnapshotExtent
from sources.models import Passage, QuoteCheck, Retrieval, Snapshot, Source

DAY = timedelta(days=1)
# (age below, interval); older sources have the longest interval.
INTERVALS = (
    (7 * DAY, DAY),
    (60 * DAY, 7 * DAY),
    (365 * DAY, 30 * DAY),
)
LONGEST_INTERVAL = 90 * DAY
FIRST_RETRY_DELAY = timedelta(hours=2)
MAX_DOUBLINGS = 12  # enough for the longest interval
UNREACHABLE_AFTER_FAILURES = 3  # in a row


# ── intervals ───────────────────────────────────────────────────────────────────────────────────
def get_recheck_interval(age: timedelta) -> timedelta:
    """The interval for a source so long after its last publication or change."""
    return next((interval for limit, interval in INTERVALS if age < limit), LONGEST_INTERVAL)


def get_retry_delay(failures: int, interval: timedelta) -> timedelta:
    """The delay after so many failures in a row; never longer than the regular interval."""
    return min(FIRST_RETRY_DELAY * 2 ** min(failures - 1, MAX_DOUBLINGS), interval)


# ── monitored sources ───────────────────────────────────────────────────────────────────────────
def list_cited_passages() -> QuerySet[Passage]:
    """The passages that current verdicts cite, as evidence or as an appearance of the claim.

    Only those of complete texts: what is missing from an excerpt may never have been captured.
    """
    evidence = Evidence.objects.filter(passage=OuterRef("pk"), verdict__state__in=CURRENT_STATES)
    appearance = Appearance.objects.filter(
        passage=OuterRef("pk"), claim__verdicts__state__in=CURRENT_STATES
    )
    complete = Passage.objects.filter(snapshot__extent=SnapshotExtent.WHOLE)
    return complete.filter(Exists(evidence) | Exists(appearance))


def list_monitored_sources():
    """The sources with a URL that current verdicts cite, annotated with their last rechecks.

    `last_retrieval_id`, `last_gone` and `last_refusal` describe the last retrieval;
    `retrieved_at` is its time and `last_seen_at` the same or, before the first one, the time of
    the capture. `reached_at` is the last retrieval that brought a text, `failures` the number of
    retrievals after it. `active_since` is the latest publication or change. `is_unfinished` says
    that the last recheck was interrupted before it checked all passages.
    """
    retrievals = Retrieval.objects.filter(source=OuterRef("pk")).order_by("-retrieved_at", "-id")
    captures = Snapshot.objects.filter(source=OuterRef("pk")).order_by("-captured_at")
    return (
        Source.objects.exclude(url="")
        .filter(Exists(list_cited_passages().filter(snapshot__source=OuterRef("pk"))))
        .annotate(
            last_retrieval_id=Subquery(retrievals.values("id")[:1]),
            last_gone=Subquery(retrievals.values("gone")[:1]),
            last_refusal=Subquery(retrievals.values("refusal")[:1]),
            retrieved_at=Subquery(retrievals.values("retrieved_at")[:1]),
            reached_at=Subquery(retrievals.exclude(snapshot=None).values("retrieved_at")[:1]),
        )
        .annotate(
            last_seen_at=Coalesce("retrieved_at", Subquery(captures.values("captured_at")[:1])),
            active_since=Greatest(_get_last_publication(), _get_last_change()),
            failures=_count_failures(),
            is_unfinished=Exists(_list_unchecked_passages()),
        )
        .order_by("pk")
    )


def _get_last_publication() -> Subquery:
    citing = Q(evidence__passage__snapshot__source=OuterRef("pk")) | Q(
        claim__appearances__passage__snapshot__source=OuterRef("pk")
    )
    rows = Verdict.objects.filter(citing, state__in=CURRENT_STATES).order_by("-published_at")
    return Subquery(rows.values("published_at")[:1])


def _get_last_change() -> Subquery:
    lost = (QuoteCheckOutcome.MISSING, QuoteCheckOutcome.AMBIGUOUS)
    rows = QuoteCheck.objects.filter(
        Q(material=True) | Q(outcome__in=lost), retrieval__source=OuterRef("pk")
    )
    return Subquery(rows.order_by("-retrieval__retrieved_at").values("retrieval__retrieved_at")[:1])


def _count_failures() -> Coalesce:
    """The number of retrievals since the last one that brought a text, or of all retrievals."""
    start = Coalesce(OuterRef("reached_at"), Value(datetime.min.replace(tzinfo=UTC)))
    rows = Retrieval.objects.filter(source=OuterRef("pk"), retrieved_at__gt=start)
    counts = rows.order_by().values("source").values(total=Count("pk"))
    return Coalesce(Subquery(counts[:1]), 0)


def _list_unchecked_passages() -> QuerySet[Passage]:
    """Passages that existed at the last retrieval and have no check of it."""
    checks = QuoteCheck.objects.filter(
        passage=OuterRef("pk"), retrieval=OuterRef(OuterRef("last_retrieval_id"))
    )
    passages = list_cited_passages().filter(snapshot__source=OuterRef("pk"))
    return passages.filter(~Exists(checks), quoted_at__lte=OuterRef("retrieved_at"))


def list_unreachable_sources():
    """Monitored sources whose last rechecks all failed; a source that is gone has an alert."""
    return list_monitored_sources().filter(
        failures__gte=UNREACHABLE_AFTER_FAILURES, last_gone=False
    )


# ── due rechecks ────────────────────────────────────────────────────────────────────────────────
def compute_next_recheck_at(source) -> datetime:
    """When to recheck a source of `list_monitored_sources`."""
    delay = get_recheck_interval(source.last_seen_at - source.active_since)
    if source.failures and not source.last_gone:
        delay = get_retry_delay(source.failures, delay)
    return source.last_seen_at + delay


def list_due_sources(at: datetime) -> list[Source]:
    """The monitored sources whose recheck is due, or was interrupted."""
    return [source for source in list_monitored_sources() if _is_due(source, at)]


def is_recheck_due(source_id: int, at: datetime) -> bool:
    """Whether the recheck of this source is due, or was interrupted."""
    return any(_is_due(source, at) for source in list_monitored_sources().filter(pk=source_id))


def _is_due(source, at: datetime) -> bool:
    return source.is_unfinished or compute_next_recheck_at(source) <= at


# ── spacing the requests to a host ──────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class PlannedRecheck:
    """A recheck of one source, not to begin before `at`."""

    source: Source
    host: str
    at: datetime


def get_source_host(source: Source) -> str:
    """The host that a recheck sends its request to."""
    return (urlsplit(source.url).hostname or "").casefold()


def list_recently_fetched_hosts(
    since: datetime, besides: Source | None = None
) -> dict[str, datetime]:
    """The hosts that were fetched after this time, with the time of their last retrieval.

    Retrievals of the source `besides` are ignored.
    """
    retrievals = Retrieval.objects.filter(retrieved_at__gt=since).select_related("source")
    if besides is not None:
        retrievals = retrievals.exclude(source=besides)
    ordered = retrievals.order_by("retrieved_at")
    return {get_source_host(retrieval.source): retrieval.retrieved_at for retrieval in ordered}


def plan_rechecks(
    sources: Iterable[Source],
    at: datetime,
    host_interval: timedelta,
    recent_hosts: dict[str, datetime],
) -> Iterator[PlannedRecheck]:
    """Plans the rechecks so that requests to the same host are `host_interval` apart.

    `recent_hosts` is the result of `list_recently_fetched_hosts`.
    """
    next_free = {host: fetched_at + host_interval for host, fetched_at in recent_hosts.items()}
    for source in sources:
        host = get_source_host(source)
        start = max(at, next_free.get(host, at))
        next_free[host] = start + host_interval
        yield PlannedRecheck(source, host, start)
