"""When does the watch look at which source again? Computed from facts; nothing is stored.

Young verdicts are read most, and young articles change most: a source is looked at daily at first
and ever more seldom as time passes. A quotation that was found changed makes its source young
again. After a look that failed the next one comes sooner, and later with each failure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from claims.choices import STANDING
from claims.models import Appearance, Evidence, Verdict
from sources.choices import Extent, Outcome
from sources.models import Check, Passage, Retrieval, Snapshot, Source

DAY = timedelta(days=1)
# Up to which age a source is looked at how often; then every quarter of a year.
INTERVALS = (
    (7 * DAY, DAY),
    (60 * DAY, 7 * DAY),
    (365 * DAY, 30 * DAY),
)
SELDOM = 90 * DAY
AFTER_A_FAILURE = timedelta(hours=2)  # doubled with each further one
OUT_OF_REACH = 3  # failures in a row after which the desk is shown the source


def interval(age: timedelta) -> timedelta:
    """How long until the next look, so long after the verdict was published or the text changed."""
    return next((often for upto, often in INTERVALS if age < upto), SELDOM)


def after_failures(number: int, otherwise: timedelta) -> timedelta:
    """How long until the next look after so many failures in a row; never longer than else."""
    # Beyond some ten doublings the interval decides in any case.
    return min(AFTER_A_FAILURE * 2 ** min(number - 1, 12), otherwise)


@dataclass(frozen=True)
class Visit:
    """One look that is to come: at which source, and not before when."""

    source: Source
    host: str
    at: datetime


def host_of(source: Source) -> str:
    """Whom a look asks: visits to one host are spaced, whatever its addresses."""
    return (urlsplit(source.url).hostname or "").casefold()


def cited():
    """The passages that a standing verdict cites, as evidence or as where the claim was made.

    Only of whole texts: what was left out of an excerpt cannot be told from what vanished.
    """
    evidence = Evidence.objects.filter(passage=OuterRef("pk"), verdict__state__in=STANDING)
    appearance = Appearance.objects.filter(
        passage=OuterRef("pk"), claim__verdicts__state__in=STANDING
    )
    whole = Passage.objects.filter(snapshot__extent=Extent.WHOLE)
    return whole.filter(Exists(evidence) | Exists(appearance))


def watched():
    """Sources with an address of which a standing verdict cites a passage, with what is known.

    `last_at` is when it was last looked at, or last captured before any look; `last_id` is that
    look, `last_refusal` why it brought nothing; `reached_at` when one last brought a text; `since`
    when the newest verdict was published or the newest change found; `failures` how many looks in
    a row brought nothing; `unfinished` whether the last one left a passage unchecked.
    """
    looks = Retrieval.objects.filter(source=OuterRef("pk")).order_by("-retrieved_at", "-id")
    captures = Snapshot.objects.filter(source=OuterRef("pk")).order_by("-captured_at")
    return (
        Source.objects.exclude(url="")
        .filter(Exists(cited().filter(snapshot__source=OuterRef("pk"))))
        .annotate(
            last_id=Subquery(looks.values("id")[:1]),
            last_gone=Subquery(looks.values("gone")[:1]),
            last_refusal=Subquery(looks.values("refusal")[:1]),
            looked_at=Subquery(looks.values("retrieved_at")[:1]),
            reached_at=Subquery(looks.exclude(snapshot=None).values("retrieved_at")[:1]),
        )
        .annotate(
            last_at=Coalesce("looked_at", Subquery(captures.values("captured_at")[:1])),
            since=Greatest(_published(), _changed()),
            failures=_failures(),
            unfinished=Exists(_unchecked()),
        )
        .order_by("pk")
    )


def _published():
    citing = Q(evidence__passage__snapshot__source=OuterRef("pk")) | Q(
        claim__appearances__passage__snapshot__source=OuterRef("pk")
    )
    rows = Verdict.objects.filter(citing, state__in=STANDING).order_by("-published_at")
    return Subquery(rows.values("published_at")[:1])


def _changed():
    told = Q(material=True) | Q(outcome__in=(Outcome.MISSING, Outcome.AMBIGUOUS))
    rows = Check.objects.filter(told, retrieval__source=OuterRef("pk"))
    return Subquery(rows.order_by("-retrieval__retrieved_at").values("retrieval__retrieved_at")[:1])


def _failures():
    """Looks in a row that brought nothing: since the last that did, or all there were."""
    since = Coalesce(OuterRef("reached_at"), Value(datetime.min.replace(tzinfo=UTC)))
    rows = Retrieval.objects.filter(source=OuterRef("pk"), retrieved_at__gt=since)
    return Coalesce(Subquery(rows.order_by().values("source").values(one=Count("pk"))[:1]), 0)


def _unchecked():
    """Passages that were there when the source was last looked at, and were not looked for."""
    done = Check.objects.filter(passage=OuterRef("pk"), retrieval=OuterRef(OuterRef("last_id")))
    of_this = cited().filter(snapshot__source=OuterRef("pk"))
    return of_this.filter(~Exists(done), quoted_at__lte=OuterRef("looked_at"))


def next_look(source: Source) -> datetime:
    """When a source of `watched` is to be looked at again."""
    wait = interval(source.last_at - source.since)
    if source.failures and not source.last_gone:
        wait = after_failures(source.failures, wait)
    return source.last_at + wait


def due(at: datetime) -> list[Source]:
    """The sources that are to be looked at now: it is time, or the last look was not finished."""
    return [one for one in watched() if _is_due(one, at)]


def is_due(source_id: int, at: datetime) -> bool:
    """Whether this one source is to be looked at now."""
    return any(_is_due(one, at) for one in watched().filter(pk=source_id))


def _is_due(source: Source, at: datetime) -> bool:
    return source.unfinished or next_look(source) <= at


def asked_since(at: datetime, besides: Source | None = None) -> dict[str, datetime]:
    """The hosts that were asked after this moment, each with when it was asked last.

    Not counted is what was asked for `besides`.
    """
    looks = Retrieval.objects.filter(retrieved_at__gt=at).select_related("source")
    if besides is not None:
        looks = looks.exclude(source=besides)
    return {host_of(one.source): one.retrieved_at for one in looks.order_by("retrieved_at")}


def visits(
    sources: Iterable[Source], at: datetime, spacing: timedelta, asked: dict[str, datetime]
) -> Iterator[Visit]:
    """A moment for each, so that no host is asked twice within `spacing`; `asked` is when last."""
    free = {host: moment + spacing for host, moment in asked.items()}
    for source in sources:
        host = host_of(source)
        moment = max(at, free.get(host, at))
        free[host] = moment + spacing
        yield Visit(source, host, moment)


def out_of_reach():
    """Watched sources that the last few looks did not reach; what is gone raises an alarm."""
    return watched().filter(failures__gte=OUT_OF_REACH, last_gone=False)
