"""Related claims: suggest which claims may be related, and record what people decide.

A claim is made in many ways: repeated, with another number, or about a part of it. The software
suggests relations from the differences between two statements; only a decision of a person, made
with `relate_claims`, counts. Each claim keeps its own fact-check: no rating passes along a
relation, and a claim with parts is rated by people, never by an average of its parts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg.errors import CheckViolation

from claims.choices import CURRENT_STATES, OPEN_STATES, RelationKind
from claims.intake.claims import find_similar_claims
from claims.models import Claim, ClaimRelation, CurrentClaimRelation, Verdict
from claims.models.claim_relation import get_relation_label
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, InvalidState, enforce
from factcheck.core.text_diff import DiffSegment
from sources.comparison import compare_wordings
from sources.models.translation import is_same_language

MAX_CANDIDATES = 12  # similar claims that are compared with one claim
# What may differ between two variants of a claim, and what makes one contradict the other: kinds of
# difference of `sources.comparison`.
VARIANT_REASONS = frozenset({"number", "currency", "unit", "date", "name"})
CONTRADICTION_REASONS = frozenset({"negation"})


@dataclass(frozen=True)
class RelatedClaim:
    """A current relation, read from one of its claims."""

    relation: CurrentClaimRelation
    claim: Claim  # the claim at the other end
    label: str  # such as "is a variant of"
    verdict: Verdict | None  # the current or open fact-check of that claim

    @property
    def is_part(self) -> bool:
        """Whether the claim at the other end is a part of this one."""
        return (
            self.relation.kind == RelationKind.PART_OF
            and self.relation.from_claim_id == self.claim.pk
        )


@dataclass(frozen=True)
class SuggestedClaimRelation:
    """A claim that may be related, and why the software thinks so; it decides nothing."""

    claim: Claim
    kind: str  # one of `RelationKind`; empty if the statements only share words
    explanation: str
    diff: tuple[DiffSegment, ...]  # from the suggested claim to this one


# ── decisions ───────────────────────────────────────────────────────────────────────────────────
def relate_claims(
    from_claim: Claim, to_claim: Claim, *, kind: str, reason: str, by, at: datetime
) -> ClaimRelation:
    """Records how two claims are related; the latest decision about a pair is the current one.

    `kind` is read from `from_claim` to `to_claim`. Raises `InvalidInput`, or `InvalidState` if one
    of the claims was merged.
    """
    enforce(check_permission(by, "claims.relate_claim"))
    reason = reason.strip()
    _validate_relation(from_claim, to_claim, kind, reason)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, action="relate_claims"):
            return ClaimRelation.objects.create(
                from_claim=from_claim,
                to_claim=to_claim,
                kind=kind,
                reason=reason,
                decided_at=at,
                decided_by=by,
            )
    except IntegrityError as error:
        # A trigger refuses circles.
        if not isinstance(error.__cause__, CheckViolation):
            raise
        raise InvalidInput(
            _("The other claim is already a part of this one: no claim can be a part of itself.")
        ) from None


def _validate_relation(from_claim: Claim, to_claim: Claim, kind: str, reason: str) -> None:
    max_length = ClaimRelation._meta.get_field("reason").max_length
    if from_claim.pk == to_claim.pk:
        raise InvalidInput(_("Choose another claim: this is the claim itself."))
    if from_claim.merged_at or to_claim.merged_at:
        raise InvalidState(
            _("One of the claims was merged: choose the claim that it was merged into.")
        )
    if kind not in RelationKind.values:
        raise InvalidInput(_("Choose how the two claims are related."))
    if not reason:
        raise InvalidInput(_("Enter what both claims say, or how they differ."))
    if max_length and len(reason) > max_length:
        message = _("The reason can have at most %(limit)d characters.")
        raise InvalidInput(message % {"limit": max_length})


def list_decided_relations(claim: Claim) -> list[CurrentClaimRelation]:
    """The current decisions about this claim, “unrelated” included, the latest first."""
    rows = CurrentClaimRelation.objects.filter(Q(from_claim=claim.pk) | Q(to_claim=claim.pk))
    joined = rows.select_related("decided_by", "from_claim__claimant", "to_claim__claimant")
    return list(joined.order_by("-pk"))


# ── reading ─────────────────────────────────────────────────────────────────────────────────────
def list_related_claims(
    claim: Claim, relations: list[CurrentClaimRelation] | None = None
) -> list[RelatedClaim]:
    """The claims that are related to this one: its parts first, then the latest decision first.

    `relations` is the result of `list_decided_relations`, if the caller has it already.
    """
    if relations is None:
        relations = list_decided_relations(claim)
    related = [row for row in relations if row.kind != RelationKind.UNRELATED]
    verdicts = _find_verdicts(_get_other_claim(row, claim) for row in related)
    rows = [_build_related_claim(row, claim, verdicts) for row in related]
    return sorted(rows, key=lambda row: not row.is_part)


def _get_other_claim(relation: CurrentClaimRelation, claim: Claim) -> Claim:
    is_forward = relation.from_claim_id == claim.pk
    return relation.to_claim if is_forward else relation.from_claim


def _find_verdicts(claims: Iterable[Claim]) -> dict[int, Verdict]:
    """The current fact-check of each claim, or else the open one, by the key of the claim."""
    keys = [claim.pk for claim in claims]
    if not keys:
        return {}
    verdicts = Verdict.objects.filter(claim__in=keys, state__in=(*OPEN_STATES, *CURRENT_STATES))
    ranked = sorted(
        verdicts.select_related("rating"),
        key=lambda verdict: (verdict.state in CURRENT_STATES, verdict.revision),
    )
    return {verdict.claim_id: verdict for verdict in ranked}


def _build_related_claim(
    relation: CurrentClaimRelation, claim: Claim, verdicts: dict[int, Verdict]
) -> RelatedClaim:
    other_claim = _get_other_claim(relation, claim)
    label = get_relation_label(relation.kind, relation.from_claim_id == claim.pk)
    return RelatedClaim(relation, other_claim, label, verdicts.get(other_claim.pk))


def list_merged_claims(claim: Claim) -> list[Claim]:
    """The claims that were merged into this one, directly or not, the latest first.

    Each has its `appearances` and `tips` prefetched.
    """
    merged, generation = [], [claim]
    while generation:
        rows = Claim.objects.filter(merged_into__in=generation).select_related("merged_by")
        generation = list(rows.prefetch_related("appearances", "tips"))
        merged += generation
    return sorted(merged, key=attrgetter("merged_at"), reverse=True)


# ── suggestions ─────────────────────────────────────────────────────────────────────────────────
def suggest_related_claims(
    claim: Claim, relations: list[CurrentClaimRelation] | None = None
) -> list[SuggestedClaimRelation]:
    """Similar claims in the same language whose relation to this one is not decided yet.

    `relations` is the result of `list_decided_relations`, if the caller has it already.
    """
    if relations is None:
        relations = list_decided_relations(claim)
    excluded = {pk for row in relations for pk in (row.from_claim_id, row.to_claim_id)}
    excluded.add(claim.pk)
    return [
        _build_suggestion(claim, candidate)
        for candidate in find_similar_claims(claim.statement, limit=MAX_CANDIDATES)
        if candidate.pk not in excluded
        and not candidate.merged_at
        and is_same_language(candidate.language, claim.language)
    ]


def _build_suggestion(claim: Claim, candidate: Claim) -> SuggestedClaimRelation:
    comparison = compare_wordings(candidate.statement, claim.statement, claim.language)
    reasons = {reason.kind for reason in comparison.reasons}
    kind, explanation = _classify_difference(reasons, comparison.diff)
    return SuggestedClaimRelation(candidate, kind, explanation, comparison.diff)


def _classify_difference(reasons: set[str], diff: Iterable[DiffSegment]) -> tuple[str, str]:
    """The likely kind of relation, read from this claim to the candidate, and an explanation."""
    changes = {segment.kind for segment in diff} - {"same"}
    if not reasons:
        return RelationKind.SAME, _("Both say the same in other words.")
    if reasons & CONTRADICTION_REASONS and reasons <= CONTRADICTION_REASONS | VARIANT_REASONS:
        return RelationKind.CONTRADICTS, _("One denies what the other says.")
    if reasons <= VARIANT_REASONS:
        message = _("They differ in: %(differences)s.")
        return RelationKind.VARIANT, message % {"differences": ", ".join(sorted(reasons))}
    if changes == {"added"}:
        return RelationKind.NARROWER, _("This claim says all that the other says, and more.")
    if changes == {"removed"}:
        return "", _("The other claim says all that this one says, and more.")
    return "", _("They share words.")
