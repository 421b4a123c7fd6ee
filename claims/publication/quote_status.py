"""What are readers told of a quotation: is it still in its source?

Told is only what a look found, and when; where none was, that is said. `claims.publication.queries` hands it
out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import F, OuterRef, Q, Subquery, Window
from django.db.models.functions import JSONObject, RowNumber

from claims.models import PublicCheck, PublicLook
from sources.choices import Extent, Outcome
from sources.rechecks import Piece, marked

TOLD = ("checked_at", "outcome", "gone", "found", "material", "reasons", "stood_at")


@dataclass(frozen=True)
class ShownCheck:
    """The newest look at a quotation's source, and the newest that reached it."""

    latest: PublicCheck
    reached: PublicCheck | None = None

    @property
    def standing(self) -> str:
        """In one word: an outcome, or `gone`, `never` or `unwatched`."""
        if self.latest.outcome is None:
            return "never" if self.is_watched else "unwatched"
        return "gone" if self.latest.gone else self.latest.outcome

    @property
    def is_watched(self) -> bool:
        return self.latest.has_address and self.latest.extent == Extent.WHOLE

    @property
    def found(self) -> str:
        """What the newest look that reached the source found; empty where none did."""
        return self.reached.outcome if self.reached else ""

    @property
    def is_altered(self) -> bool:
        return self.found == Outcome.ALTERED

    @cached_property
    def pieces(self) -> list[Piece]:
        """Word by word, from what was quoted to what was found; only where it was altered.

        None where the words name a private person: then they are not told.
        """
        if not self.is_altered or not self.reached.found:
            return []
        one = self.reached
        return marked(one.quoted, one.found, one.reasons, one.language)


@dataclass(frozen=True)
class Stretch:
    """Looks in a row that found the same, from the first to the last."""

    looks: list[PublicLook]

    @property
    def first(self) -> PublicLook:
        return self.looks[0]

    @property
    def last(self) -> PublicLook:
        return self.looks[-1]


def shown_checks(passage_ids: Iterable[str], as_of=None) -> dict[str, ShownCheck]:
    """What is told of each public passage of these, by its identifier: one query for all."""
    rows = PublicCheck.objects.filter(passage_id__in=list(passage_ids))
    if as_of is not None:
        rows = rows.filter(Q(checked_at=None) | Q(checked_at__lte=as_of))
    newest = Window(
        RowNumber(),
        partition_by=["passage_id", Q(outcome=Outcome.UNREACHABLE)],
        order_by=["-checked_at", "-id"],
    )
    found = {}
    for row in rows.annotate(place=newest).filter(place=1).order_by("passage_id"):
        found.setdefault(row.passage_id, []).append(row)
    return {name: _shown(rows) for name, rows in found.items()}


def _shown(rows: list[PublicCheck]) -> ShownCheck:
    """Of one passage: the newest that reached its source, the newest that did not, or either."""
    reached = next((r for r in rows if r.outcome not in (None, Outcome.UNREACHABLE)), None)
    return ShownCheck(
        max(rows, key=lambda row: (row.checked_at or row.captured_at, row.id)), reached
    )


def stretches(source_id: str, as_of=None) -> list[Stretch]:
    """The looks at a public source in their order, those that found the same taken together."""
    rows = PublicLook.objects.filter(source_id=source_id)
    if as_of is not None:
        rows = rows.filter(looked_at__lte=as_of)
    looks = rows.order_by("looked_at", "id")
    return [Stretch(list(same)) for _, same in groupby(looks, key=_what_it_found)]


def _what_it_found(look: PublicLook) -> tuple:
    return look.text_number, look.gone, look.looked_for, look.standing


def with_checks(rows, as_of=None):
    """Passages, each with `last_check`, what the newest look found, as JSON, or `None`.

    And with `last_reached`, the same of the newest look that reached the source.
    """
    checks = PublicCheck.objects.filter(passage_id=OuterRef("public_id"), outcome__isnull=False)
    if as_of is not None:
        checks = checks.filter(checked_at__lte=as_of)
    told = JSONObject(**{name: F(name) for name in TOLD})
    newest = checks.order_by("-checked_at", "-id").annotate(told=told)
    reached = newest.exclude(outcome=Outcome.UNREACHABLE)
    return rows.annotate(
        last_check=Subquery(newest.values("told")[:1]),
        last_reached=Subquery(reached.values("told")[:1]),
    )
