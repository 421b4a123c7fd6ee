"""What readers see of quote checks: whether a quote is still in its source.

Only what a recheck found is shown, with its time: what was found as quoted, what could not be
checked, and what an editor confirmed. The views leave out the rest. `claims.publication.queries`
returns these objects.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Window,
)
from django.db.models.functions import JSONObject, RowNumber

from claims.models import PublicQuoteCheck, PublicRecheck, PublicSourceNotice
from sources.choices import QuoteCheckOutcome, SnapshotExtent
from sources.rechecks import QuoteDiffSegment, diff_quote

CHECK_FIELDS = (
    *("checked_at", "outcome", "gone", "found_text", "material", "reasons", "last_found_at"),
    "unreachable_since",
)


@dataclass(frozen=True)
class QuoteStatus:
    """The latest check of a quote, and the latest one for which the source could be read.

    `notices` are the publisher's notes about its text that an editor confirmed.
    """

    latest: PublicQuoteCheck
    last_reached: PublicQuoteCheck | None = None
    notices: tuple[PublicSourceNotice, ...] = ()

    @property
    def status(self) -> str:
        """A `QuoteCheckOutcome`, or `gone`, `never` (checked yet) or `unmonitored`."""
        if self.latest.outcome is None:
            return "never" if self.is_monitored else "unmonitored"
        return "gone" if self.latest.gone else self.latest.outcome

    @property
    def is_monitored(self) -> bool:
        return self.latest.has_url and self.latest.extent == SnapshotExtent.WHOLE

    @property
    def last_outcome(self) -> str:
        """The outcome when the source could last be fetched; empty if that never happened."""
        return (self.last_reached and self.last_reached.outcome) or ""

    @property
    def is_altered(self) -> bool:
        return self.last_outcome == QuoteCheckOutcome.ALTERED

    @cached_property
    def diff_segments(self) -> list[QuoteDiffSegment]:
        """The word diff of an altered quote; empty if the new words name a private person."""
        check = self.last_reached
        if check is None or not self.is_altered or not check.found_text:
            return []
        reasons = check.reasons or []
        return diff_quote(check.quoted_text, check.found_text, reasons, check.language)


@dataclass(frozen=True)
class RecheckGroup:
    """Successive rechecks of a source with the same result, oldest first."""

    rechecks: list[PublicRecheck]

    @property
    def first(self) -> PublicRecheck:
        return self.rechecks[0]

    @property
    def last(self) -> PublicRecheck:
        return self.rechecks[-1]


def get_quote_statuses(passage_ids: Iterable[str], as_of=None) -> dict[str, QuoteStatus]:
    """Return the status of each public passage by its identifier, with two queries."""
    rows = PublicQuoteCheck.objects.filter(passage_id__in=list(passage_ids))
    if as_of is not None:
        rows = rows.filter(Q(checked_at=None) | Q(shown_since__lte=as_of))
    place = Window(
        RowNumber(),
        partition_by=[
            F("passage_id"),
            ExpressionWrapper(
                Q(outcome=QuoteCheckOutcome.UNREACHABLE), output_field=BooleanField()
            ),
        ],
        order_by=["-checked_at", "-id"],
    )
    checks: dict[str, list[PublicQuoteCheck]] = {}
    for row in rows.annotate(place=place).filter(place=1).order_by("passage_id"):
        checks.setdefault(row.passage_id, []).append(row)
    notices = _get_notices({rows[0].source_id for rows in checks.values()}, as_of)
    return {passage_id: _build_status(rows, notices) for passage_id, rows in checks.items()}


def list_recheck_groups(source_id: str, as_of=None) -> list[RecheckGroup]:
    """Return the rechecks of a public source in order, grouped by the same result."""
    rows = PublicRecheck.objects.filter(source_id=source_id)
    if as_of is not None:
        rows = rows.filter(shown_since__lte=as_of)
    rechecks = rows.order_by("checked_at", "id")
    return [RecheckGroup(list(group)) for _, group in groupby(rechecks, key=_get_result)]


def annotate_last_checks(rows, as_of=None):
    """Annotate passages with `last_check`, the latest check as JSON or `None`.

    `last_reached` is the latest check for which the source could be read, `source_notices` the
    notes of the publisher.
    """
    checks = PublicQuoteCheck.objects.filter(
        passage_id=OuterRef("public_id"), outcome__isnull=False
    )
    if as_of is not None:
        checks = checks.filter(shown_since__lte=as_of)
    fields = JSONObject(**{name: F(name) for name in CHECK_FIELDS})
    notices = list_source_notices(as_of).filter(source_id=OuterRef("source_id"))
    notice_fields = JSONObject(kind=F("kind"), seen_at=F("seen_at"))
    latest = checks.order_by("-checked_at", "-id").annotate(fields=fields)
    reached = latest.exclude(outcome=QuoteCheckOutcome.UNREACHABLE)
    return rows.annotate(
        last_check=Subquery(latest.values("fields")[:1]),
        last_reached=Subquery(reached.values("fields")[:1]),
        source_notices=ArraySubquery(notices.annotate(fields=notice_fields).values("fields")),
    )


def list_source_notices(as_of=None):
    """Return the notes of publishers that readers see, the latest first."""
    rows = PublicSourceNotice.objects.order_by("-seen_at", "-id")
    return rows if as_of is None else rows.filter(shown_since__lte=as_of)


def _get_notices(source_ids: set[str], as_of) -> dict[str, tuple[PublicSourceNotice, ...]]:
    notices: dict[str, tuple[PublicSourceNotice, ...]] = {}
    for notice in list_source_notices(as_of).filter(source_id__in=source_ids):
        notices[notice.source_id] = (*notices.get(notice.source_id, ()), notice)
    return notices


def _build_status(
    rows: list[PublicQuoteCheck], notices: dict[str, tuple[PublicSourceNotice, ...]]
) -> QuoteStatus:
    """`rows` are the latest check that reached the source and the latest one that did not."""
    unreached = (None, QuoteCheckOutcome.UNREACHABLE)
    reached = next((row for row in rows if row.outcome not in unreached), None)
    latest = max(rows, key=lambda row: (row.checked_at or row.captured_at, row.id))
    return QuoteStatus(latest, reached, notices.get(latest.source_id, ()))


def _get_result(recheck: PublicRecheck) -> tuple:
    return (
        recheck.text_version, recheck.gone, recheck.passages_checked, recheck.passages_unchanged
    )  # fmt: skip
