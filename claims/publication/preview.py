"""Preview of a revision as readers would see it if it were published now. For the desk only.

Nothing is saved. The preview is a `PublishedVerdict`, so that the public templates can render it.
"""

from django.utils.translation import gettext as _

from claims.choices import State
from claims.models import PublicVerdict
from claims.publication.queries import PublishedVerdict
from claims.publication.record import PUBLIC_CLAIM_FIELDS, build_record


def build_preview(verdict, *, at) -> PublishedVerdict:
    """Return the revision in its current state, as if it had been published at `at`."""
    record = build_record(verdict)
    return PublishedVerdict(_build_row(verdict, record, at), record)


def _build_row(verdict, record: dict, at) -> PublicVerdict:
    rating, claim = record["rating"] or {}, record["claim"]
    claimant = claim["claimant"] or {}
    topics = list(verdict.claim.topics.all())
    return PublicVerdict(
        claim_id=claim["id"],
        revision=verdict.revision,
        state=State.PUBLISHED,
        current=True,
        listed=False,
        **{field.name: claim[field.name] for field in PUBLIC_CLAIM_FIELDS},
        claimant_id=None,  # the claimant may have no public page yet
        claimant_name=claimant.get("name"),
        rating=rating.get("code", ""),
        rating_label=rating.get("label", _("No rating yet")),
        rating_tone=rating.get("tone", ""),
        basis=record["basis"],
        conclusion=record["conclusion"],
        published_at=verdict.published_at or at,
        first_published_at=_get_first_publication(verdict) or at,
        written_by=sorted(row.user.byline for row in verdict.contributors.all()),
        approved_by=_get_byline(verdict.approved_by),
        published_by=_get_byline(verdict.published_by),
        topics=[topic.slug for topic in topics],
        topic_names=[topic.name for topic in topics],
    )


def _get_byline(user) -> str:
    return user.byline if user else _("no one yet")


def _get_first_publication(verdict):
    """Return when the first revision of the claim was published; `None` if none was."""
    moments = (revision.published_at for revision in verdict.claim.verdicts.all())
    return min(filter(None, moments), default=None)
