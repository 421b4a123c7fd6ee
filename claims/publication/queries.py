"""The only way to read what is public: pages, feeds, API and exports use these functions.

Everything that they return is a row of a view that contains published data only
(`claims.models.public`), or is built from such rows. None of it leads to a draft. `as_of`
selects what was published at a moment in the past.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Case, F, Func, Max, Min, OuterRef, Q, Subquery, When

from claims.models import (
    PublicArchivedCopy,
    PublicChange,
    PublicCheckpoint,
    PublicClaimant,
    PublicClaimRelation,
    PublicComplaint,
    PublicEvidence,
    PublicHiddenClaim,
    PublicLedgerEntry,
    PublicPassage,
    PublicQuoteCheck,
    PublicRating,
    PublicRecheck,
    PublicSnapshot,
    PublicSource,
    PublicTopic,
    PublicVerdict,
)
from claims.publication.quote_status import (
    QuoteStatus,
    RecheckGroup,
    annotate_last_checks,
    get_quote_statuses,
    list_recheck_groups,
)
from claims.publication.record import get_directives, load_record
from claims.publication.record import list_passages as list_record_passages

# Large columns that are read only if one claim is shown.
DEFERRED = ("record", "record_salt", "search", "written_by", "noindex", "statutory_replies")


@dataclass(frozen=True)
class LedgerKey:
    """A verifier key, and the sizes of the first and the last checkpoint that it signed."""

    key: str
    first: int
    last: int


@dataclass(frozen=True)
class PublishedVerdict:
    """One published revision as readers see it; `record` is `None` if it is withheld."""

    row: PublicVerdict
    record: dict | None
    revisions: list[PublicVerdict] = field(default_factory=list)
    changes: list[PublicChange] = field(default_factory=list)
    as_of: datetime | None = None

    @cached_property
    def quote_statuses(self) -> dict[str, QuoteStatus]:
        """The status of each quote by passage; queried on first access."""
        if self.record is None:
            return {}
        return get_quote_statuses(
            (passage["id"] for passage in list_record_passages(self.record)), self.as_of
        )

    @cached_property
    def directives(self) -> dict[str, str]:
        """The text directives of the links to the quotations, by passage; one query."""
        return get_directives(self.record) if self.record else {}

    @cached_property
    def archived_copies(self) -> dict[str, list[PublicArchivedCopy]]:
        """The archived copies of each snapshot that is quoted; queried on first access."""
        passages = [row["passage"] for row in self.record["evidence"]] if self.record else []
        return get_archived_copies({row["snapshot"]["id"] for row in passages}, self.as_of)

    @cached_property
    def related_claims(self) -> list[PublicClaimRelation]:
        """The relations to other public claims; queried on first access."""
        return list(list_related_claims(self.row.claim_id))

    @property
    def record_salt(self) -> str | None:
        """What precedes the record in its digest; `None` if it is not shown as it was hashed."""
        return self.row.record_salt

    @property
    def written_by(self) -> list[str]:
        """The bylines of the writers, as they are today."""
        return self.row.written_by

    @property
    def statutory_replies(self) -> list[str]:
        """Replies that the law requires to be published with it."""
        return self.row.statutory_replies

    @property
    def supporting(self) -> list[dict]:
        return self._list_evidence("supports")

    @property
    def refuting(self) -> list[dict]:
        return self._list_evidence("refutes")

    @property
    def context(self) -> list[dict]:
        return self._list_evidence("context")

    @property
    def shared_source_groups(self) -> list[dict]:
        """The groups of several sources that count as one, each with its sources."""
        passages = [evidence["passage"] for evidence in self._get_record()["evidence"]]
        sources = {passage["source"]["id"]: passage["source"] for passage in passages}
        return [
            {**group, "sources": [sources[source_id] for source_id in group["sources"]]}
            for group in self._get_record()["independent_sources"]
            if len(group["sources"]) > 1
        ]

    @property
    def notice(self) -> PublicChange | None:
        """The retraction of a retracted revision, or the suspension of a withheld one."""
        suspension = "suspension" if self.row.withheld else None
        kind = "retraction" if self.row.state == "retracted" else suspension
        notices = (
            change
            for change in self.changes
            if change.kind == kind and change.from_revision == self.row.revision
        )
        return next(notices, None)

    @property
    def latest_change(self) -> PublicChange | None:
        """The change that led to this revision; `None` for a first revision."""
        revision = self.row.revision
        changes = (
            change
            for change in self.changes
            if change.to_revision == revision != change.from_revision
        )
        return next(changes, None)

    def _get_record(self) -> dict:
        """The record; only pages that show one ask for its parts."""
        if self.record is None:
            raise ValueError("The record of this revision is withheld.")
        return self.record

    def _list_evidence(self, stance: str) -> list[dict]:
        return [row for row in self._get_record()["evidence"] if row["stance"] == stance]


@dataclass(frozen=True)
class PublishedPassage:
    """A public passage with the current verdicts that cite it."""

    passage: PublicPassage
    cited_by: list[PublicEvidence]

    @cached_property
    def quote_statuses(self) -> dict[str, QuoteStatus]:
        return get_quote_statuses([self.passage.public_id])


@dataclass(frozen=True)
class PublishedSource:
    """A public source with its public passages, in the order of the text."""

    source: PublicSource
    snapshots: list[PublicSnapshot]
    passages: list[PublishedPassage]

    @cached_property
    def quote_statuses(self) -> dict[str, QuoteStatus]:
        return get_quote_statuses(row.passage.public_id for row in self.passages)

    @cached_property
    def archived_copies(self) -> dict[str, list[PublicArchivedCopy]]:
        return get_archived_copies({row.public_id for row in self.snapshots})

    @cached_property
    def recheck_groups(self) -> list[RecheckGroup]:
        return list_recheck_groups(self.source.public_id)

    @property
    def is_monitored(self) -> bool:
        """Whether the source is going to be rechecked."""
        return any(status.is_monitored for status in self.quote_statuses.values())

    @property
    def has_url(self) -> bool:
        return any(status.latest.has_url for status in self.quote_statuses.values())


# ── claims and verdicts ─────────────────────────────────────────────────────────────────────────
def get_claim(claim_id: str, as_of=None) -> PublishedVerdict | None:
    """Return the current verdict on a claim with its history, or `None` if nothing is public."""
    rows = PublicVerdict.objects.filter(claim_id=claim_id)
    rows = rows.filter(current=True) if as_of is None else _filter_current_at(rows, as_of)
    return _build_verdict(rows.order_by("-revision").first(), as_of)


def get_revision(claim_id: str, number: int) -> PublishedVerdict | None:
    """Return one published revision of a claim, or `None`."""
    return _build_verdict(PublicVerdict.objects.filter(claim_id=claim_id, revision=number).first())


def list_claims(as_of=None):
    """Return the current revision of each published claim, in any state; newest first."""
    rows = PublicVerdict.objects.defer(*DEFERRED).filter(merged_into=None)
    rows = rows.filter(current=True) if as_of is None else _filter_current_at(rows, as_of)
    return rows.order_by("-published_at", "-id")


def list_current_verdicts(as_of=None):
    """Return the published verdicts that home page, search, topics and claimants list."""
    rows = PublicVerdict.objects.defer(*DEFERRED)
    rows = rows.filter(listed=True) if as_of is None else _filter_current_at(rows, as_of)
    return rows.order_by("-published_at", "-id")


def list_verdicts(as_of=None):
    """Return every published revision, newest first."""
    rows = PublicVerdict.objects.defer(*DEFERRED)
    rows = rows if as_of is None else _filter_current_at(rows, as_of)
    return rows.order_by("-published_at", "-id")


def list_verdicts_published_between(since: datetime, until: datetime) -> list[PublishedVerdict]:
    """Return the revisions published from `since` and before `until`, oldest first."""
    rows = PublicVerdict.objects.defer("search")
    rows = rows.filter(published_at__gte=since, published_at__lt=until)
    return [PublishedVerdict(row, _load_record(row)) for row in rows.order_by("published_at", "id")]


def get_hidden_since(**identifiers: str) -> datetime | None:
    """Return since when a claim or source is hidden for legal reasons, or `None`."""
    rows = PublicHiddenClaim.objects.filter(**identifiers).order_by("hidden_at")
    return rows.values_list("hidden_at", flat=True).first()


def list_related_claims(claim_id: str):
    """Return the relations of a claim to other public claims, its parts first."""
    parts_first = Case(When(kind="part_of", forward=False, then=0), default=1)
    rows = PublicClaimRelation.objects.filter(claim_id=claim_id)
    return rows.order_by(parts_first, "-decided_at", "id")


# ── sources and passages ────────────────────────────────────────────────────────────────────────
def get_source(source_id: str) -> PublishedSource | None:
    """Return one public source with its public passages, or `None`."""
    source = PublicSource.objects.filter(public_id=source_id).first()
    if source is None:
        return None
    evidence: dict[str, list[PublicEvidence]] = {}
    for row in PublicEvidence.objects.filter(source_id=source_id, current=True).order_by("id"):
        evidence.setdefault(row.passage_id, []).append(row)
    passages = list_passages().filter(source_id=source_id).order_by("start", "id")
    return PublishedSource(
        source,
        list(PublicSnapshot.objects.filter(source_id=source_id).order_by("captured_at", "id")),
        [PublishedPassage(row, evidence.get(row.public_id, [])) for row in passages],
    )


def list_sources(as_of=None):
    """Return the sources that published verdicts quote, newest first."""
    rows = PublicSource.objects.all()
    if as_of is not None:
        rows = rows.filter(first_captured_at__lte=as_of)
    return rows.order_by("-first_captured_at", "-id")


def get_archived_copies(
    snapshot_ids: Collection[str], as_of: datetime | None = None
) -> dict[str, list[PublicArchivedCopy]]:
    """Return the copies of each of these snapshots in web archives, the newest first."""
    rows = PublicArchivedCopy.objects.filter(snapshot_id__in=snapshot_ids)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    copies: dict[str, list[PublicArchivedCopy]] = {}
    for row in rows.order_by("-recorded_at", "-id"):
        copies.setdefault(row.snapshot_id, []).append(row)
    return copies


def get_passage(passage_id: str) -> PublicPassage | None:
    return list_passages().filter(public_id=passage_id).first()


def get_passage_with_claims(passage_id: str) -> PublishedPassage | None:
    """Return one public passage with the verdicts that cite it, or `None`."""
    passage = get_passage(passage_id)
    if passage is None:
        return None
    evidence = PublicEvidence.objects.filter(passage_id=passage_id, current=True)
    return PublishedPassage(passage, list(evidence.order_by("id")))


def list_passages(as_of=None):
    """Return the passages that published verdicts quote, with their last checks; newest first."""
    rows = PublicPassage.objects.all()
    if as_of is not None:
        rows = rows.filter(captured_at__lte=as_of)
    return annotate_last_checks(rows, as_of).order_by("-id")


def list_quote_checks():
    """Return the results of rechecks for public passages, oldest first."""
    return PublicQuoteCheck.objects.filter(outcome__isnull=False).order_by("checked_at", "id")


def list_rechecks():
    """Return the rechecks of public sources, oldest first."""
    return PublicRecheck.objects.order_by("checked_at", "id")


# ── claimants, topics and ratings ───────────────────────────────────────────────────────────────
def get_claimant(claimant_id: str) -> PublicClaimant | None:
    return PublicClaimant.objects.filter(public_id=claimant_id).first()


def list_claimants(as_of=None):
    """Return the claimants with a public role and a published claim, by name."""
    return PublicClaimant.objects.order_by("name", "id")


def get_topic(slug: str) -> PublicTopic | None:
    return PublicTopic.objects.filter(slug=slug).first()


def list_topics(as_of=None):
    """Return the topics of published claims, by name."""
    return PublicTopic.objects.order_by("name", "id")


def list_ratings(as_of=None):
    """Return the rating scale in its order."""
    return PublicRating.objects.order_by("order")


# ── changes, complaints and the ledger ──────────────────────────────────────────────────────────
def list_changes(as_of=None):
    """Return the announced changes, newest first."""
    rows = PublicChange.objects.all()
    if as_of is not None:
        rows = rows.filter(announced_at__lte=as_of)
    return rows.order_by("-announced_at", "-id")


def list_announcements(as_of=None):
    """Return the changes that are shown outside the change log too: all but minor edits."""
    return list_changes(as_of).exclude(kind="minor_edit")


def list_complaints():
    """Return the public answers to readers' complaints, newest first."""
    return PublicComplaint.objects.order_by("-decided_at", "-id")


def get_complaint(reference_number: str) -> PublicComplaint | None:
    """Return the answer to the complaint with this reference number, if it is public."""
    return PublicComplaint.objects.filter(reference_number=reference_number).last()


def list_ledger_entries(as_of=None):
    """Return the entries of the ledger, newest first."""
    rows = PublicLedgerEntry.objects.all()
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return rows.order_by("-number")


def list_revision_entries(claim_id: str, number: int):
    """Return the entries of the ledger about a revision, oldest first."""
    return PublicLedgerEntry.objects.filter(claim_id=claim_id, revision=number).order_by("number")


def get_ledger_entry(number: int) -> PublicLedgerEntry | None:
    return PublicLedgerEntry.objects.filter(number=number).first()


def get_subtree_hashes(numbers: Collection[int]) -> dict[int, list[str]]:
    """Return the hashes that are stored with these entries of the ledger, by number."""
    rows = PublicLedgerEntry.objects.filter(number__in=list(numbers))
    return dict(rows.values_list("number", "subtree_hashes"))


def list_checkpoints(as_of=None):
    """Return the checkpoints of the ledger, newest first."""
    rows = PublicCheckpoint.objects.all()
    if as_of is not None:
        rows = rows.filter(signed_at__lte=as_of)
    return rows.order_by("-size")


def get_checkpoint(size: int | None = None) -> PublicCheckpoint | None:
    """Return the checkpoint of this size, or the newest."""
    rows = list_checkpoints()
    return (rows if size is None else rows.filter(size=size)).first()


def get_stamped_checkpoint(number: int) -> PublicCheckpoint | None:
    """Return the first checkpoint with a timestamp that includes this entry of the ledger."""
    rows = list_checkpoints().filter(size__gte=number).exclude(timestamps=[])
    return rows.order_by("size").first()


def list_ledger_keys() -> list[LedgerKey]:
    """Return the keys that signed checkpoints, the newest first."""
    rows = PublicCheckpoint.objects.annotate(key=Func(F("verifier_keys"), function="unnest"))
    keys = rows.values("key").annotate(first=Min("size"), last=Max("size"))
    return [LedgerKey(**row) for row in keys.order_by("-last", "-first", "key")]


# ── helpers ─────────────────────────────────────────────────────────────────────────────────────
def _filter_current_at(rows, as_of):
    """Select the revisions that were published, not replaced and not suspended at that moment."""
    rows = rows.filter(published_at__lte=as_of).filter(Q(ended_at=None) | Q(ended_at__gt=as_of))
    changes = PublicChange.objects.filter(
        claim_id=OuterRef("claim_id"),
        to_revision=OuterRef("revision"),
        kind__in=("suspension", "reinstatement"),
        announced_at__lte=as_of,
    ).order_by("-announced_at", "-id")
    rows = rows.annotate(latest_kind=Subquery(changes.values("kind")[:1]))
    return rows.filter(Q(latest_kind=None) | Q(latest_kind="reinstatement"))


def _build_verdict(row: PublicVerdict | None, as_of=None) -> PublishedVerdict | None:
    if row is None:
        return None
    revisions = PublicVerdict.objects.defer(*DEFERRED).filter(claim_id=row.claim_id)
    changes = PublicChange.objects.filter(claim_id=row.claim_id)
    return PublishedVerdict(
        row,
        _load_record(row),
        list(revisions.order_by("-revision")),
        list(changes.order_by("-announced_at", "-id")),
        as_of,
    )


def _load_record(row: PublicVerdict) -> dict | None:
    return load_record(row.record) if row.record else None
