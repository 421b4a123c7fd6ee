"""How are claims related, who said so, and which may be, so that a person has to say?

The same claim is made in many ways: repeated, with another number, about a part of it. The software
suggests, from what two statements share and in what they differ; a person answers with `relate`,
and by these answers alone claims are a family. No verdict flows along a relation: each claim has a
finding of its own, and what has parts is rated by people and never by an average.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pghistory
from django.db import DatabaseError, transaction
from django.db.models import Q

from claims.choices import OPEN, STANDING, RelationKind
from claims.intake import claims as intake_claims
from claims.models import Claim, Relation, RelationInForce, Verdict
from claims.models.claim_relation import read_from
from claims.workflow.actions import Refused
from sources.comparison import Piece, compare
from sources.models.translation import is_same_language

LOOKED_THROUGH = 12  # near claims that are compared with one claim, at most
VARYING = frozenset({"number", "currency", "unit", "date", "name"})
TURNING = frozenset({"negation"})


@dataclass(frozen=True)
class Related:
    """A relation in force as it reads from one of its claims; `claim` is the other one,
    and `finding` what stands or is being written on that."""

    relation: RelationInForce
    claim: Claim
    reads: str
    finding: Verdict | None

    @property
    def is_part(self) -> bool:
        """Whether the other claim is a part of this one."""
        return self.relation.kind == RelationKind.PART_OF and self.relation.one_id == self.claim.pk


@dataclass(frozen=True)
class Likely:
    """A claim that may be related, how, and why the software thinks so. It decides nothing."""

    claim: Claim
    kind: str  # one of `RelationKind`, or empty where the statements only have words in common
    sentence: str
    pieces: tuple[Piece, ...]


def relate(one: Claim, other: Claim, *, kind: str, why: str, by, at: datetime) -> Relation:
    """The answer, in force from now on; `kind` is read from `one` to `other`.

    Raises `Refused` with a sentence, and then nothing was written.
    """
    if not by.is_active or not by.has_perm("claims.relate_claim"):
        raise Refused("Your role does not allow this.")
    _refuse(one, other, kind, why.strip())
    try:
        with transaction.atomic(), pghistory.context(person=by.pk, verb="relate"):
            return Relation.objects.create(
                one=one, other=other, kind=kind, why=why.strip(), related_at=at, related_by=by
            )
    except DatabaseError as error:
        if "part of itself" not in str(error):
            raise
        sentence = "The other is a part of this claim already: no claim is a part of itself."
        raise Refused(sentence) from None


def _refuse(one: Claim, other: Claim, kind: str, why: str) -> None:
    longest = Relation._meta.get_field("why").max_length
    for wrong, sentence in (
        (one.pk == other.pk, "Choose another claim: this is the claim itself."),
        (one.merged_at or other.merged_at, "One of the two was merged: relate the other instead."),
        (kind not in RelationKind.values, "Choose how the two claims are related."),
        (not why, "Say what both say, or in what they differ."),
        (len(why) > longest, f"Say why in at most {longest} characters."),
    ):
        if wrong:
            raise Refused(sentence)


def answered(claim: Claim) -> list[RelationInForce]:
    """Every answer in force about this claim, unrelated ones too, the newest first."""
    rows = RelationInForce.objects.filter(Q(one=claim.pk) | Q(other=claim.pk))
    joined = rows.select_related("related_by", "one__claimant", "other__claimant")
    return list(joined.order_by("-pk"))


def family(claim: Claim, answers: list[RelationInForce] | None = None) -> list[Related]:
    """The claims this one is related to, its parts first, then the newest answer first.

    Those that a person said have nothing to do with it are left out. `answers` is what `answered`
    says, where it was asked already.
    """
    known = answered(claim) if answers is None else answers
    rows = [row for row in known if row.kind != RelationKind.UNRELATED]
    findings = _findings(row.other if row.one_id == claim.pk else row.one for row in rows)
    found = [_related(row, claim, findings) for row in rows]
    return sorted(found, key=lambda one: not one.is_part)


def _findings(claims: Iterable[Claim]) -> dict[int, Verdict]:
    """The finding that stands on each claim, or else the one that is being worked on."""
    keys = [claim.pk for claim in claims]
    if not keys:
        return {}
    rows = Verdict.objects.filter(claim__in=keys, state__in=(*OPEN, *STANDING))
    ranked = sorted(
        rows.select_related("rating"), key=lambda one: (one.state in STANDING, one.revision)
    )
    return {one.claim_id: one for one in ranked}


def _related(row: RelationInForce, claim: Claim, findings: dict[int, Verdict]) -> Related:
    forward = row.one_id == claim.pk
    other = row.other if forward else row.one
    return Related(row, other, read_from(row.kind, forward), findings.get(other.pk))


def merged_here(claim: Claim) -> list[Claim]:
    """The claims that were merged into this one, also by way of another, the latest first.

    Each has its `appearances` and `suggestions` with it: what was known of them is known of this.
    """
    found, layer = [], [claim]
    while layer:
        rows = Claim.objects.filter(merged_into__in=layer).select_related("merged_by")
        layer = list(rows.prefetch_related("appearances", "suggestions"))
        found += layer
    return sorted(found, key=lambda one: one.merged_at, reverse=True)


def likely(claim: Claim, answers: list[RelationInForce] | None = None) -> list[Likely]:
    """Claims that may be related to this one and about which nobody has said anything yet.

    Those with whole words in common, in one language; the likeliest kind is only a beginning.
    """
    known = answered(claim) if answers is None else answers
    said = {number for row in known for number in (row.one_id, row.other_id)}
    return [
        _likely(claim, near)
        for near in intake_claims.near(claim.statement, limit=LOOKED_THROUGH)
        if near.pk not in {claim.pk, *said}
        and not near.merged_at
        and is_same_language(near.language, claim.language)
    ]


def _likely(claim: Claim, other: Claim) -> Likely:
    change = compare(other.statement, claim.statement, claim.language)
    kinds = {reason.kind for reason in change.reasons}
    kind, sentence = _kind(kinds, change.pieces)
    return Likely(other, kind, sentence, change.pieces)


def _kind(kinds: set[str], pieces: Iterable[Piece]) -> tuple[str, str]:
    """What two statements are most likely to each other, read from the one that is asked about."""
    changed = {piece.kind for piece in pieces} - {"same"}
    if not kinds:
        return RelationKind.SAME, "They say the same, written in another way."
    if kinds & TURNING and kinds <= TURNING | VARYING:
        return RelationKind.CONTRADICTS, "One denies what the other says."
    if kinds <= VARYING:
        return RelationKind.VARIANT, f"They differ in: {', '.join(sorted(kinds))}."
    if changed == {"new"}:
        return RelationKind.NARROWER, "This claim says all of the other, and more."
    if changed == {"gone"}:
        return "", "The other claim says all of this one, and more."
    return "", "They have words in common."
