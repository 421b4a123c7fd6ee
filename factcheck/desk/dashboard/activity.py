"""What did the desk do in the last fourteen days? One query for each chart.

Days are those of the desk's time zone. Counted is what is on record: moves, reviews and checks.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from claims.choices import REVISING, ChangeKind, State
from claims.models import Change, Review, Transition
from factcheck.desk.dashboard.charts import Chart, Series
from sources.choices import STANDS, Outcome
from sources.models import Check

DAYS = 14
# What readers notice; a revision that the next one supersedes moves by `publish` as well.
VERBS, READ = ("publish", "retract"), (State.PUBLISHED, State.RETRACTED)
# What a look found, as the chart has it; all outcomes are on one of the three.
FOUND = {
    "still standing": STANDS,
    "changed or gone from the text": (Outcome.ALTERED, Outcome.AMBIGUOUS, Outcome.MISSING),
    "out of reach": (Outcome.UNREACHABLE,),
}


def fortnight(person, at: datetime) -> list[Chart]:
    """The charts that this person may see, for the fourteen days that end with the day of `at`."""
    return [draw(at) for needs, draw in CHARTS if person.has_perm(needs)]


def published(at: datetime) -> Chart:
    """What readers got: new findings, updates, corrections, by day."""
    opening = Change.objects.filter(verdict=OuterRef("verdict"), kind__in=REVISING)
    moves = Transition.objects.filter(moved_at__gte=_start(at), to_state__in=READ, verb__in=VERBS)
    told = moves.annotate(kind=Subquery(opening.values("kind")[:1]))
    days = _by_day(told, "moved_at", "verb", "kind").annotate(number=Count("pk"))
    counted = defaultdict(lambda: defaultdict(int))
    for one in days:
        counted[_told(one["verb"], one["kind"])][one["day"]] += one["number"]
    series = [_series(name, counted[name], at) for name in ("new", "updated", "corrected")]
    new, updated, corrected = (sum(one.numbers) for one in series)
    said = f"{new} new, {updated} updated, {corrected} corrected or retracted."
    return Chart("Published", said, _days(at), series)


def _told(verb: str, kind: str | None) -> str:
    if verb == "retract" or kind == ChangeKind.CORRECTION:
        return "corrected"
    return "updated" if kind else "new"


def waited(at: datetime) -> Chart:
    """How long submissions waited for the review that answered them: the median of each day."""
    answered = Review.objects.filter(reviewed_at__gte=_start(at))
    waits = defaultdict(list)
    for reviewed, submitted in answered.values_list("reviewed_at", "submission__submitted_at"):
        waits[timezone.localdate(reviewed)].append(hours(reviewed - submitted))
    usual = {day: round(median(found)) for day, found in waits.items()}
    every = [one for found in waits.values() for one in found]
    series = [_series("hours, in the middle", usual, at)]
    return Chart("Waiting for review", _said_of(every), _days(at), series)


def _said_of(waits: list[int]) -> str:
    if not waits:
        return "No review in these days."
    within, longest = round(median(waits)), max(waits)
    return f"{len(waits)} answered: half within {within} hours, the last after {longest}."


def hours(length: timedelta) -> int:
    """A wait in begun hours, so that none is nothing."""
    return max(1, -(-length // timedelta(hours=1)))


def watched(at: datetime) -> Chart:
    """What the watch found of quotations, by day."""
    checks = Check.objects.filter(checked_at__gte=_start(at))
    counts = {f"n{n}": Count("pk", Q(outcome__in=one)) for n, one in enumerate(FOUND.values())}
    looks = Count("retrieval", distinct=True)
    days = {
        one["day"]: one for one in _by_day(checks, "checked_at").annotate(looks=looks, **counts)
    }
    series = [
        _series(name, {day: one[f"n{number}"] for day, one in days.items()}, at)
        for number, name in enumerate(FOUND)
    ]
    stands, changed, unreached = (sum(one.numbers) for one in series)
    looked = sum(one["looks"] for one in days.values())
    said = (
        f"{looked} look{'' if looked == 1 else 's'}: {stands} quotations found standing, "
        f"{changed} changed or gone from the text, {unreached} out of reach."
    )
    return Chart("The watch", said, _days(at), series)


def _days(at: datetime) -> list[date]:
    last = timezone.localdate(at)
    return [last - timedelta(days=back) for back in reversed(range(DAYS))]


def _start(at: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(_days(at)[0], time.min))


def _series(name: str, numbers: dict[date, int], at: datetime) -> Series:
    return Series(name, [numbers.get(day, 0) for day in _days(at)])


def _by_day(rows: QuerySet, moment: str, *kinds: str) -> QuerySet:
    return rows.order_by().annotate(day=TruncDate(moment)).values("day", *kinds)


CHARTS = (
    ("claims.view_verdict", published),
    ("claims.view_verdict", waited),
    ("sources.view_check", watched),
)
