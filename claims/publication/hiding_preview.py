"""What readers no longer see if claims are hidden. For the desk."""

from collections.abc import Collection
from dataclasses import dataclass

from claims.models import PublicClaimant, PublicEvidence, PublicPassage, PublicSource, PublicVerdict


@dataclass(frozen=True)
class HidingPreview:
    """The public pages that disappear. What another public claim shows too is not among them."""

    verdicts: list[PublicVerdict]  # the current revision of each claim
    revision_count: int
    passage_count: int
    sources: list[PublicSource]
    claimants: list[PublicClaimant]


def preview_hiding(claim_ids: Collection[str]) -> HidingPreview:
    """Return what disappears together with these claims, as it is public now."""
    revisions = PublicVerdict.objects.filter(claim_id__in=claim_ids)
    others = PublicVerdict.objects.exclude(claim_id__in=claim_ids).exclude(claimant_id=None)
    shown = PublicEvidence.objects.exclude(claim_id__in=claim_ids)
    hidden = PublicEvidence.objects.filter(claim_id__in=claim_ids)
    passages = PublicPassage.objects.filter(public_id__in=hidden.values("passage_id"))
    sources = PublicSource.objects.filter(public_id__in=hidden.values("source_id"))
    claimants = PublicClaimant.objects.filter(public_id__in=revisions.values("claimant_id"))
    return HidingPreview(
        list(revisions.filter(current=True).defer("record", "search").order_by("claim_id")),
        revisions.count(),
        passages.exclude(public_id__in=shown.values("passage_id")).count(),
        list(sources.exclude(public_id__in=shown.values("source_id")).order_by("public_id")),
        list(claimants.exclude(public_id__in=others.values("claimant_id")).order_by("name")),
    )
