"""What the public may see: the one door, and the faces have no other.

Everything returned is a row of a view that holds published things only (`claims.models.public.views`)
or is made of such rows; none has a way back to a draft. `as_of` answers for a moment in the past:
what stood published then.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Case, OuterRef, Q, Subquery, When

from claims.models import (
    PublicChange,
    PublicCheck,
    PublicClaimant,
    PublicComplaint,
    PublicEntry,
    PublicEvidence,
    PublicLook,
    PublicPassage,
    PublicRating,
    PublicRelation,
    PublicSnapshot,
    PublicSource,
    PublicTopic,
    PublicVerdict,
)
from claims.publication.quote_status import (
    ShownCheck,
    Stretch,
    shown_checks,
    stretches,
    with_checks,
)
from claims.publication.record import read

# A record and a search vector are read only where one claim is shown.
HEAVY = ("record", "search")


@dataclass(frozen=True)
class ShownVerdict:
    """One published revision as readers see it. `record` is `None` where it is withheld."""

    row: PublicVerdict
    record: dict | None
    revisions: list[PublicVerdict] = field(default_factory=list)
    changes: list[PublicChange] = field(default_factory=list)
    as_of: datetime | None = None

    @cached_property
    def checks(self) -> dict[str, ShownCheck]:
        """What is told of each passage it quotes; read when a page asks, for most never do."""
        return shown_checks(_quoted(self.record), self.as_of) if self.record else {}

    @cached_property
    def family(self) -> list[PublicRelation]:
        """How the claim is related to other public claims; read when a page asks."""
        return list(related(self.row.claim_id))

    def evidence(self, stance: str) -> list[dict]:
        return [one for one in self.record["evidence"] if one["stance"] == stance]

    @property
    def supporting(self) -> list[dict]:
        return self.evidence("supports")

    @property
    def refuting(self) -> list[dict]:
        return self.evidence("refutes")

    @property
    def context(self) -> list[dict]:
        return self.evidence("context")

    @property
    def joined(self) -> list[dict]:
        """The origins that are more than one source, each with these as readers saw them.

        A record of form 1 says nothing of origins, and then there are none.
        """
        cited = {one["passage"]["source"]["id"]: one["passage"] for one in self.record["evidence"]}
        return [
            {**one, "sources": [cited[key]["source"] for key in one["sources"]]}
            for one in self.record.get("origins", ())
            if len(one["sources"]) > 1
        ]

    @property
    def retraction(self) -> PublicChange | None:
        """The notice at the top of a retracted revision, or of one that is withheld."""
        withheld = "suspension" if self.row.withheld else None
        kind = "retraction" if self.row.state == "retracted" else withheld
        return self._newest(kind, self.row.revision)

    @property
    def latest_change(self) -> PublicChange | None:
        """What led to this revision, if it is not the first."""
        return next(
            (c for c in self.changes if c.to_revision == self.row.revision != c.from_revision),
            None,
        )

    def _newest(self, kind, revision):
        return next(
            (c for c in self.changes if c.kind == kind and c.from_revision == revision), None
        )


@dataclass(frozen=True)
class ShownPassage:
    passage: PublicPassage
    bears_on: list[PublicEvidence]

    @cached_property
    def checks(self) -> dict[str, ShownCheck]:
        """What is told of it; read when a page asks."""
        return shown_checks([self.passage.public_id])


@dataclass(frozen=True)
class ShownSource:
    """A source with what is quoted from it, in the order of the text."""

    source: PublicSource
    snapshots: list[PublicSnapshot]
    passages: list[ShownPassage]

    @cached_property
    def checks(self) -> dict[str, ShownCheck]:
        """What is told of each of its passages; read when a page asks."""
        return shown_checks(one.passage.public_id for one in self.passages)

    @cached_property
    def looks(self) -> list[Stretch]:
        return stretches(self.source.public_id)

    @property
    def is_watched(self) -> bool:
        """Whether a look at it is to be expected."""
        return any(one.is_watched for one in self.checks.values())

    @property
    def has_address(self) -> bool:
        return any(one.latest.has_address for one in self.checks.values())


def verdicts(as_of=None):
    """Every published revision, newest first."""
    return _standing_at(PublicVerdict.objects.defer(*HEAVY), as_of).order_by("-published_at", "-id")


def published_between(since: datetime, until: datetime) -> list[ShownVerdict]:
    """Every revision published from `since` and before `until` with its record, oldest first."""
    rows = PublicVerdict.objects.defer("search").filter(
        published_at__gte=since, published_at__lt=until
    )
    return [
        ShownVerdict(row, read(row.record) if row.record else None)
        for row in rows.order_by("published_at", "id")
    ]


def claims(as_of=None):
    """The current revision of every published claim, whatever became of it; newest first."""
    rows = PublicVerdict.objects.defer(*HEAVY).filter(merged_into=None)
    rows = rows.filter(current=True) if as_of is None else _standing_at(rows, as_of)
    return rows.order_by("-published_at", "-id")


def listed(as_of=None):
    """The verdicts that stand: what the home page, search, topics and claimants list."""
    rows = PublicVerdict.objects.defer(*HEAVY)
    rows = rows.filter(listed=True) if as_of is None else _standing_at(rows, as_of)
    return rows.order_by("-published_at", "-id")


def claim(claim_id: str, as_of=None) -> ShownVerdict | None:
    """The current verdict on a claim with its history, or `None` where nothing is public."""
    rows = PublicVerdict.objects.filter(claim_id=claim_id)
    rows = rows.filter(current=True) if as_of is None else _standing_at(rows, as_of)
    return _shown(rows.order_by("-revision").first(), as_of)


def revision(claim_id: str, number: int) -> ShownVerdict | None:
    """One published revision of a claim, or `None`."""
    return _shown(PublicVerdict.objects.filter(claim_id=claim_id, revision=number).first())


def ratings(as_of=None):
    """The scale, in its order."""
    return PublicRating.objects.order_by("order")


def sources(as_of=None):
    """The sources that public verdicts reach, newest first."""
    rows = PublicSource.objects.all()
    if as_of is not None:
        rows = rows.filter(first_captured_at__lte=as_of)
    return rows.order_by("-first_captured_at", "-id")


def source(source_id: str) -> ShownSource | None:
    """One public source with its public passages and the claims each bears on."""
    found = PublicSource.objects.filter(public_id=source_id).first()
    if found is None:
        return None
    bearing = {}
    for one in PublicEvidence.objects.filter(source_id=source_id, current=True).order_by("id"):
        bearing.setdefault(one.passage_id, []).append(one)
    quoted = passages().filter(source_id=source_id).order_by("start", "id")
    return ShownSource(
        found,
        list(PublicSnapshot.objects.filter(source_id=source_id).order_by("captured_at", "id")),
        [ShownPassage(one, bearing.get(one.public_id, [])) for one in quoted],
    )


def passages(as_of=None):
    """The passages that public verdicts quote, each with what the newest look found of it."""
    rows = PublicPassage.objects.all()
    if as_of is not None:
        rows = rows.filter(captured_at__lte=as_of)
    return with_checks(rows, as_of).order_by("-id")


def passage(passage_id: str) -> PublicPassage | None:
    return passages().filter(public_id=passage_id).first()


def shown_passage(passage_id: str) -> ShownPassage | None:
    """One public passage with the claims it bears on, or `None`."""
    found = passage(passage_id)
    if found is None:
        return None
    bearing = PublicEvidence.objects.filter(passage_id=passage_id, current=True)
    return ShownPassage(found, list(bearing.order_by("id")))


def claimants(as_of=None):
    """Claimants with a public role on whose claims something is published, by name."""
    return PublicClaimant.objects.order_by("name", "id")


def claimant(claimant_id: str) -> PublicClaimant | None:
    return PublicClaimant.objects.filter(public_id=claimant_id).first()


def topics(as_of=None):
    """The topics of published claims, by name."""
    return PublicTopic.objects.order_by("name", "id")


def topic(slug: str) -> PublicTopic | None:
    return PublicTopic.objects.filter(slug=slug).first()


def changes(as_of=None):
    """Announced changes, newest first."""
    rows = PublicChange.objects.all()
    if as_of is not None:
        rows = rows.filter(announced_at__lte=as_of)
    return rows.order_by("-announced_at", "-id")


def related(claim_id: str):
    """The public claims that people said this one is related to, its parts first."""
    parts = Case(When(kind="part_of", forward=False, then=0), default=1)
    rows = PublicRelation.objects.filter(claim_id=claim_id)
    return rows.order_by(parts, "-related_at", "id")


def announcements(as_of=None):
    """The changes that are told beyond the log, newest first: a mend of wording is not."""
    return changes(as_of).exclude(kind="mend")


def complaints():
    """What the desk answered to readers who complained, where it shows it; newest first."""
    return PublicComplaint.objects.order_by("-answered_at", "-id")


def complaint(receipt: str) -> PublicComplaint | None:
    """The outcome that somebody holds the receipt of, if it is shown."""
    return PublicComplaint.objects.filter(receipt=receipt).last()


def entries(as_of=None):
    """The ledger's entries, newest first."""
    rows = PublicEntry.objects.all()
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return rows.order_by("-number")


def looks():
    """The looks at public sources."""
    return PublicLook.objects.order_by("looked_at", "id")


def checks():
    """What looks found of public passages."""
    return PublicCheck.objects.filter(outcome__isnull=False).order_by("checked_at", "id")


def _standing_at(rows, as_of):
    """The rows that stood at that moment: published by then, not ended and not suspended."""
    if as_of is None:
        return rows
    standing = rows.filter(published_at__lte=as_of).filter(Q(ended_at=None) | Q(ended_at__gt=as_of))
    told = PublicChange.objects.filter(
        claim_id=OuterRef("claim_id"),
        to_revision=OuterRef("revision"),
        kind__in=("suspension", "reinstatement"),
        announced_at__lte=as_of,
    ).order_by("-announced_at", "-id")
    last_told = standing.annotate(last_told=Subquery(told.values("kind")[:1]))
    return last_told.filter(Q(last_told=None) | Q(last_told="reinstatement"))


def _shown(row: PublicVerdict | None, as_of=None) -> ShownVerdict | None:
    if row is None:
        return None
    return ShownVerdict(
        row,
        read(row.record) if row.record else None,
        list(
            PublicVerdict.objects.defer(*HEAVY).filter(claim_id=row.claim_id).order_by("-revision")
        ),
        list(PublicChange.objects.filter(claim_id=row.claim_id).order_by("-announced_at", "-id")),
        as_of,
    )


def _quoted(record: dict) -> list[str]:
    """The identifiers of the passages that a record quotes."""
    quoting = [*record["evidence"], *record["claim"]["appearances"]]
    return [one["passage"]["id"] for one in quoting if one["passage"]]
