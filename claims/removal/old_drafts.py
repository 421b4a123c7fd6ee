"""Drafts whose time is over: an editor agrees that their words are removed, or keeps them.

A draft is proposed when it was discarded, or is still open, and no one has edited it for as long as
`RETENTION` says. Without an editor's yes nothing of it is removed. The row stays, with its people,
moments and rating; nothing on which a published revision rests is part of a draft. An action that
is refused raises a `FactcheckError`, and then nothing was written.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pghistory
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.choices import DraftOutcome, State
from claims.complaints import list_open_complaints
from claims.models import DraftDecision, Tombstone, Verdict
from claims.person_requests import erasure_list
from claims.person_requests.actions import list_open_requests
from claims.preservation_holds import check_no_hold
from claims.workflow import actions
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, Violation, enforce

PERMISSION = "claims.decide_draft"


def list_proposed_drafts(at: datetime) -> QuerySet[Verdict]:
    """Drafts whose time is over and about which an editor has to decide, the oldest first."""
    before = at - timedelta(days=settings.RETENTION["drafts"])
    decisions = DraftDecision.objects.filter(verdict=OuterRef("pk"))
    decided = Q(outcome=DraftOutcome.REMOVED) | Q(ask_again_on__gt=_get_day(at))
    rows = Verdict.objects.filter(
        ~Exists(decisions.filter(decided)),
        state__in=[State.DRAFT, State.DISCARDED],
        edited_at__lt=before,
    )
    return rows.select_related("claim", "author").order_by("edited_at", "pk")


def _get_day(at: datetime) -> date:
    return at.astimezone(timezone.get_default_timezone()).date()


def check_can_remove_draft(verdict: Verdict, by, at: datetime) -> Violation | None:
    """The user may decide, the draft is proposed, and nothing pending may need it."""
    if violation := check_permission(by, PERMISSION):
        return violation
    if not list_proposed_drafts(at).filter(pk=verdict.pk).exists():
        return Violation(_("The draft was edited or decided about meanwhile."))
    claim = {"claim": verdict.claim.public_id}
    if list_open_complaints().filter(verdict__claim=verdict.claim_id).exists():
        return Violation(_("A complaint about claim %(claim)s is not answered yet.") % claim)
    is_about_claim = Q(claim=verdict.claim_id)
    if verdict.claim.claimant_id:
        is_about_claim |= Q(claimant=verdict.claim.claimant_id)
    if list_open_requests().filter(is_about_claim).exists():
        message = _("A request about a person of claim %(claim)s is not decided yet.")
        return Violation(message % claim)
    return check_no_hold([verdict.claim_id])


def remove_drafts(drafts: Iterable[Verdict], *, by, at: datetime) -> None:
    """The words of all these drafts are gone for good; one that is still open is discarded."""
    with transaction.atomic(), pghistory.context(user=by.pk, action="remove_drafts"):
        for draft in _lock_drafts(drafts):
            enforce(check_permission(by, PERMISSION))
            if draft.state == State.DRAFT:
                actions.discard(draft, by=by, at=at)  # opens a complaint again that it answered
            enforce(check_can_remove_draft(draft, by, at))
            _decide(draft, DraftOutcome.REMOVED, by, at)
            _append_to_erasure_list(draft, at)


def keep_drafts(drafts: Iterable[Verdict], *, by, at: datetime, ask_again_on: date | None) -> None:
    """The drafts stay, and are proposed again on that day."""
    if ask_again_on is None or ask_again_on <= _get_day(at):
        raise InvalidInput(_("Enter a day in the future on which to ask again."))
    with transaction.atomic():
        for draft in _lock_drafts(drafts):
            enforce(check_permission(by, PERMISSION))
            _decide(draft, DraftOutcome.KEPT, by, at, ask_again_on)


def _lock_drafts(drafts: Iterable[Verdict]) -> list[Verdict]:
    rows = Verdict.objects.select_for_update(of=["self"]).select_related("claim")
    locked = list(rows.filter(pk__in=[draft.pk for draft in drafts]).order_by("pk"))
    if not locked:
        raise InvalidInput(_("Choose at least one draft."))
    return locked


def _decide(
    draft: Verdict, outcome: DraftOutcome, by, at: datetime, ask_again_on: date | None = None
) -> None:
    DraftDecision.objects.create(
        verdict=draft, outcome=outcome, ask_again_on=ask_again_on, decided_at=at, decided_by=by
    )


def _append_to_erasure_list(draft: Verdict, at: datetime) -> None:
    """What was removed is removed again after a restore."""
    number = f"draft {draft.pk}"
    names = {"table": "table_name", "row": "row_id", "column": "column_name", "spans": "spans"}
    stones = Tombstone.objects.filter(request=number).order_by("pk").values(*names.values())
    places = [{name: stone[column] for name, column in names.items()} for stone in stones]
    erasure_list.append_removal(number, places, at=at)
