"""Publication blocks: embargoes and legal blocks that prevent the publication of a fact-check.

An embargo ends at a set time. It is on a claim, or on a source and then on every claim that cites
it. A legal block is on a claim and has no end: until a second person releases it, nothing of the
claim can be published, corrected or reinstated. A block does not remove a page; for that, the
fact-check is suspended first. An action that is refused raises a `FactcheckError`, and then nothing
was written.
"""

from datetime import datetime, timedelta

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.choices import PublicationBlockKind, State
from claims.models import Claim, PublicationBlock
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, Violation, enforce
from sources.models import Source

WRITE_PERMISSION = "claims.write_verdict"
RELEASE_EMBARGO_PERMISSION = "claims.release_embargo"
LEGAL_BLOCK_PERMISSION = "claims.block_claim"
MAX_WAIT = timedelta(days=3653)  # later times would overflow in some time zones


def require_future_time(time: datetime | None, at: datetime) -> datetime:
    """The time itself. Raises `InvalidInput` if it is missing, past or too far in the future."""
    if time is None or not at < time < at + MAX_WAIT:
        raise InvalidInput(_("Choose a time in the future, within ten years."))
    return time


def check_can_embargo(by) -> Violation | None:
    """The user may put an embargo on claims and sources."""
    return check_permission(by, WRITE_PERMISSION)


def create_embargo(
    target: Claim | Source, *, by, at: datetime, until: datetime | None, reason: str
) -> PublicationBlock:
    """Nothing of the claim, or nothing that cites the source, can be published before `until`."""
    enforce(check_can_embargo(by))
    is_claim = isinstance(target, Claim)
    with transaction.atomic(), pghistory.context(user=by.pk, action="create_embargo"):
        if is_claim:
            Claim.objects.select_for_update().get(pk=target.pk)
        return _create_block(
            PublicationBlockKind.EMBARGO,
            by,
            at,
            reason,
            until=require_future_time(until, at),
            **{"claim" if is_claim else "source": target},
        )


def check_can_create_legal_block(by, *, is_published: bool, is_blocked: bool) -> Violation | None:
    """The user may do it, readers do not see the fact-check, and it has no legal block yet."""
    if violation := check_permission(by, LEGAL_BLOCK_PERMISSION):
        return violation
    if is_published:
        return Violation(_("The fact-check is published: suspend it first."))
    return Violation(_("The claim already has a legal publication block.")) if is_blocked else None


def create_legal_block(claim: Claim, *, by, at: datetime, reason: str) -> PublicationBlock:
    """Nothing of the claim can be published until a second person releases the block."""
    with transaction.atomic(), pghistory.context(user=by.pk, action="create_legal_block"):
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        blocks = fresh.publication_blocks.filter(kind=PublicationBlockKind.LEGAL, released_at=None)
        violation = check_can_create_legal_block(
            by,
            is_published=fresh.verdicts.filter(state=State.PUBLISHED).exists(),
            is_blocked=blocks.exists(),
        )
        enforce(violation)
        return _create_block(PublicationBlockKind.LEGAL, by, at, reason, claim=fresh)


def check_can_release_block(publication_block: PublicationBlock, by) -> Violation | None:
    """The block is in force; a legal block was created by another user."""
    is_legal = publication_block.kind == PublicationBlockKind.LEGAL
    permission = LEGAL_BLOCK_PERMISSION if is_legal else RELEASE_EMBARGO_PERMISSION
    if violation := check_permission(by, permission):
        return violation
    if publication_block.released_at:
        message = _("%(user)s has already released it.")
        return Violation(message % {"user": publication_block.released_by})
    if is_legal and publication_block.created_by_id == by.pk:
        return Violation(_("You created this block: another person has to release it."))
    return None


def release_block(publication_block: PublicationBlock, *, by, at: datetime, reason: str) -> None:
    """The block is no longer in force, and the desk knows why."""
    with transaction.atomic(), pghistory.context(user=by.pk, action="release_block"):
        fresh = PublicationBlock.objects.select_for_update().get(pk=publication_block.pk)
        enforce(check_can_release_block(fresh, by))
        if not reason.strip():
            raise InvalidInput(_("Enter the reason for releasing it."))
        fresh.released_at, fresh.released_by, fresh.release_reason = at, by, reason.strip()
        fresh.save(update_fields=["released_at", "released_by", "release_reason"])


def _create_block(kind: PublicationBlockKind, by, at, reason: str, **fields) -> PublicationBlock:
    if not reason.strip():
        raise InvalidInput(_("Enter the reason; only the desk sees it."))
    return PublicationBlock.objects.create(
        kind=kind, created_at=at, created_by=by, reason=reason.strip(), **fields
    )
