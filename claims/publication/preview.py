"""How would readers see this revision, were it published now? For the desk only.

What is made here is never saved, and no public face reaches it: a preview has the form of
`claims.publication.queries.ShownVerdict`, so that the templates of the public page can draw it.
"""

from claims.choices import State
from claims.models import PublicVerdict
from claims.publication import record
from claims.publication.queries import ShownVerdict

NOBODY = "nobody yet"


def preview(verdict, *, at) -> ShownVerdict:
    """The revision as it stands now, shown as if it had been published at `at`."""
    composed = record.compose(verdict)
    return ShownVerdict(_row(verdict, composed, at), composed)


def _first_published(verdict):
    """When the first revision of the claim was published, if one was."""
    moments = (one.published_at for one in verdict.claim.verdicts.all())
    return min(filter(None, moments), default=None)


def _row(verdict, composed: dict, at) -> PublicVerdict:
    rating, claim = composed["rating"] or {}, composed["claim"]
    claimant = claim["claimant"] or {}
    topics = list(verdict.claim.topics.all())
    return PublicVerdict(
        claim_id=claim["id"],
        revision=verdict.revision,
        state=State.PUBLISHED,
        current=True,
        listed=False,
        statement=claim["statement"],
        language=claim["language"],
        origin=claim["origin"],
        claimant_id=None,  # a claimant has a public page only once something is published
        claimant_name=claimant.get("name"),
        rating=rating.get("code", ""),
        rating_label=rating.get("label", "No rating yet"),
        rating_tone=rating.get("tone", ""),
        basis=composed["basis"],
        finding=composed["finding"],
        published_at=verdict.published_at or at,
        first_published_at=_first_published(verdict) or at,
        approved_by=verdict.approved_by.byline if verdict.approved_by else NOBODY,
        published_by=verdict.published_by.byline if verdict.published_by else NOBODY,
        topics=[topic.slug for topic in topics],
        topic_names=[topic.name for topic in topics],
    )
