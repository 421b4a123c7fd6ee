"""What did the desk publish in one year, and what became of it? The evidence pack, gathered.

What the codes of fact-checkers ask a desk to show (IFCN's, and the European one of the EFCSN):
sources in enough detail to be checked again, evidence on both sides, open corrections, and the
balance over claimants and topics (https://ifcncodeofprinciples.poynter.org). All of it is read
through `claims.publication.queries`, as it stands now: what was taken down since is not shown. Of what only the
desk knows, how long reviews took and how alarms were answered, there are figures and nothing else.

The clock is not read: one year of one state of the database is always the same pack.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import median

from django.db.models import Count, F, Q
from django.utils import timezone

from claims.choices import AlarmAnswer, Answer, Polarity, State
from claims.models import Alarm, Review
from claims.publication import queries
from claims.publication.queries import ShownVerdict
from sources.choices import STANDS, Outcome
from sources.models.snapshot import digest

YEARS = range(2000, 2100)  # no desk is older, and none knows what comes later
TAKEN_DOWN = "taken-down"  # in place of a rating: retracted, or suspended and not reinstated
UNNAMED = "without a public role, or nobody known"
NO_TOPIC = "without a topic"


@dataclass(frozen=True)
class Share:
    """What was found on the claims of one claimant or topic: how many claims by each rating."""

    key: str
    name: str
    ratings: Counter

    @property
    def claims(self) -> int:
        return self.ratings.total()


@dataclass(frozen=True)
class Reviews:
    """How long signatures took, from the submission that was published to its approval."""

    waits: list[timedelta]
    sent_back: int

    @property
    def median(self) -> timedelta | None:
        return median(self.waits) if self.waits else None

    @property
    def longest(self) -> timedelta | None:
        return max(self.waits, default=None)


@dataclass(frozen=True)
class Watch:
    """What the watch did in the year; `answers` are those of editors, by their code."""

    looks: int
    sources: int
    checks: int
    quotations: int
    changed: int
    alarms: int
    answers: dict[str, int]


@dataclass(frozen=True)
class Pack:
    """One year of what is public, from its first moment to its last in the desk's time zone.

    Changes, scale and head are rows of `claims.publication.queries`; all is in the order in which it happened.
    """

    year: int
    verdicts: list[ShownVerdict]
    changes: list
    scale: list
    reviews: Reviews
    watch: Watch
    head: object | None  # the ledger's newest entry

    @cached_property
    def newest(self) -> list[ShownVerdict]:
        """Of each claim the last revision of the year: a corrected claim counts once."""
        return list({one.row.claim_id: one for one in self.verdicts}.values())

    @cached_property
    def ratings(self) -> Share:
        """All claims of the year."""
        return Share("", "all", Counter(map(found, self.newest)))

    @cached_property
    def claimants(self) -> list[Share]:
        """By claimant, those with a public role by name, and all others as one, at the end."""
        return _shares(self.newest, _claimant, UNNAMED)

    @cached_property
    def topics(self) -> list[Share]:
        """By topic; a claim with two of them counts under both."""
        return _shares(self.newest, _topics, NO_TOPIC)

    @cached_property
    def polarities(self) -> dict[str, str]:
        """Which way each rating of the scale points."""
        return {one.code: one.polarity for one in self.scale}

    @cached_property
    def columns(self) -> list[tuple[str, str]]:
        """The ratings that occur, in the scale's order, each with its label; taken down last."""
        labels = {one.code: one.label for one in self.scale if self.ratings.ratings[one.code]}
        down = {TAKEN_DOWN: "taken down"} if self.ratings.ratings[TAKEN_DOWN] else {}
        return [*(labels | down).items()]


def gather(year: int) -> Pack:
    """The pack of a year of `YEARS`; the same number of queries however much there is."""
    since, until = bounds(year)
    return Pack(
        year,
        queries.published_between(since, until),
        list(
            queries.changes()
            .filter(announced_at__gte=since, announced_at__lt=until)
            .order_by("announced_at", "id")
        ),
        list(queries.ratings()),
        _reviews(since, until),
        _watch(since, until),
        queries.entries().first(),
    )


def bounds(year: int) -> tuple[datetime, datetime]:
    """The first moment of the year and that of the next, in the desk's time zone."""
    zone = timezone.get_default_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def found(shown: ShownVerdict) -> str:
    """The code of a finding's rating, or that it was taken down."""
    if shown.record is None or shown.row.state == State.RETRACTED:
        return TAKEN_DOWN
    return shown.row.rating


def is_as_hashed(row) -> bool:
    """Whether the digest of the record shown is the one that was signed.

    It is another where somebody named in it lost their public role and is named no more.
    """
    return digest(row.record) == row.record_sha256


def leaning(code: str, polarities: dict[str, str]) -> str:
    """The polarity of a rating's code; of what was taken down, none."""
    return polarities.get(code, Polarity.NONE)


def _shares(
    shown: Iterable[ShownVerdict], keys: Callable[[ShownVerdict], list], rest: str
) -> list[Share]:
    names, counted = {}, {}
    for one in shown:
        for key, name in keys(one) or [("", rest)]:
            names[key] = name
            counted.setdefault(key, Counter())[found(one)] += 1
    shares = [Share(key, names[key], ratings) for key, ratings in counted.items()]
    return sorted(shares, key=lambda share: (not share.key, share.name.casefold(), share.key))


def _claimant(shown: ShownVerdict) -> list[tuple[str, str]]:
    row = shown.row
    return [(row.claimant_id, row.claimant_name)] if row.claimant_id else []


def _topics(shown: ShownVerdict) -> list[tuple[str, str]]:
    return list(zip(shown.row.topics, shown.row.topic_names, strict=True))


def _reviews(since: datetime, until: datetime) -> Reviews:
    """Those of the revisions that were published in this time."""
    rows = Review.objects.filter(
        verdict__published_at__gte=since, verdict__published_at__lt=until
    ).values_list("answer", "reviewed_at", "submission__submitted_at")
    signed = rows.filter(answer=Answer.APPROVE, submission=F("verdict__submission"))
    waits = [reviewed_at - submitted_at for _, reviewed_at, submitted_at in signed]
    return Reviews(waits, rows.filter(answer=Answer.SEND_BACK).count())


def _watch(since: datetime, until: datetime) -> Watch:
    looks = queries.looks().filter(looked_at__gte=since, looked_at__lt=until)
    reached = queries.checks().filter(checked_at__gte=since, checked_at__lt=until)
    reached = reached.exclude(outcome=Outcome.UNREACHABLE)
    answered = {
        str(answer): Count("pk", filter=Q(answered_at__lt=until, answer=answer))
        for answer in AlarmAnswer
    }
    alarms = Alarm.objects.filter(raised_at__gte=since, raised_at__lt=until)
    answers = alarms.aggregate(alarms=Count("pk"), **answered)
    return Watch(
        **looks.aggregate(looks=Count("pk"), sources=Count("source_id", distinct=True)),
        **reached.aggregate(
            checks=Count("pk"),
            quotations=Count("passage_id", distinct=True),
            changed=Count("passage_id", distinct=True, filter=~Q(outcome__in=STANDS)),
        ),
        alarms=answers.pop("alarms"),
        answers=answers,
    )
