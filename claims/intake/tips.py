"""Tips: claims that readers ask the desk to check, and what the desk decides about each.

A tip is never public. It is decided once: accepted as a new claim, linked to an existing one, or
declined. An action that is refused raises a `FactcheckError`, and then nothing was written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.search import SearchRank
from django.db import transaction
from django.utils.translation import gettext as _

from claims.choices import Attribution, TipDecision
from claims.intake.claims import DECLINE_PERMISSION, RECORD_PERMISSION, WORD_PATTERN, create_claim
from claims.models import Claim, Tip
from claims.rate_limits import clean_text_fields, save_rate_limited
from claims.search_config import build_search_query, get_statement_vector
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import InvalidInput, Violation, enforce

MAX_SEARCH_WORDS = 60  # different words of a tip
PERMISSIONS = {
    TipDecision.ACCEPTED: RECORD_PERMISSION,
    TipDecision.LINKED: RECORD_PERMISSION,
    TipDecision.DECLINED: DECLINE_PERMISSION,
}


def submit_tip(
    *,
    network_address: str,
    at: datetime,
    text: str,
    location: str,
    sender_name: str = "",
    email: str = "",
) -> Tip:
    """Saves what a reader asks the desk to check.

    Only a digest of `network_address` is stored. Raises `RateLimitExceeded` after `TIP_RATE` tips
    from one network within an hour.
    """
    fields = clean_text_fields(text=text, location=location, sender_name=sender_name, email=email)
    if not fields["text"] or not fields["location"]:
        raise InvalidInput(_("Enter what was said, and where."))
    tip = Tip(received_at=at, **fields)
    save_rate_limited(tip, network_address=network_address, at=at, limit=settings.TIP_RATE)
    return tip


def find_claims_for_tip(text: str, limit: int = 8) -> list[Claim]:
    """Claims that share words with what a reader wrote, the most relevant first.

    A tip may be long, so the claims are ranked by shared words and not by trigrams.
    """
    words = dict.fromkeys(word.lower() for word in WORD_PATTERN.findall(text))
    if not words:
        return []
    query = build_search_query(" or ".join(list(words)[:MAX_SEARCH_WORDS]))
    claims = Claim.objects.annotate(words=get_statement_vector()).filter(words=query)
    ranked = claims.annotate(relevance=SearchRank(get_statement_vector(), query))
    return list(ranked.select_related("claimant").order_by("-relevance", "-pk")[:limit])


def check_can_answer_tip(tip: Tip, decision: str, by) -> Violation | None:
    """The tip has no decision yet, and the user's role allows this one."""
    if tip.decided_at:
        message = _("%(user)s has answered already: %(decision)s.")
        values = {"user": tip.decided_by, "decision": tip.get_decision_display()}
        return Violation(message % values)
    return check_permission(by, PERMISSIONS[TipDecision(decision)])


def accept_tip_as_claim(tip: Tip, *, by, at: datetime, **fields) -> Claim:
    """The tip has become a new claim, worded by the desk.

    The claim is attributed to a reader's question unless `fields` names another attribution.
    """
    with _decide_tip(tip, TipDecision.ACCEPTED, "accept_tip_as_claim", by, at) as fresh:
        fresh.claim = create_claim(by=by, at=at, **{"attribution": Attribution.QUESTION} | fields)
    return fresh.claim


def link_tip_to_claim(tip: Tip, *, by, at: datetime, claim: Claim) -> None:
    """The tip is about a claim that exists already."""
    with _decide_tip(tip, TipDecision.LINKED, "link_tip_to_claim", by, at) as fresh:
        existing = Claim.objects.select_for_update().get(pk=claim.pk)
        if existing.merged_at:
            raise InvalidInput(
                _("That claim was merged: choose the claim that it was merged into.")
            )
        fresh.claim = existing


def decline_tip(tip: Tip, *, by, at: datetime, reason: str) -> None:
    """The desk will not check the tip; the reason is for the desk only."""
    with _decide_tip(tip, TipDecision.DECLINED, "decline_tip", by, at) as fresh:
        if not reason.strip():
            raise InvalidInput(_("Enter the reason why the desk does not check it."))
        fresh.reason = reason.strip()


@contextmanager
def _decide_tip(tip: Tip, decision: str, action: str, by, at: datetime) -> Iterator[Tip]:
    """Yields the tip as it is now, locked, and saves the decision afterwards."""
    with transaction.atomic(), pghistory.context(user=by.pk, action=action):
        # No related rows are joined: a query that waited for a lock reads them as they were before.
        fresh = Tip.objects.select_for_update().get(pk=tip.pk)
        enforce(check_can_answer_tip(fresh, decision, by))
        yield fresh
        fresh.decision, fresh.decided_at, fresh.decided_by = decision, at, by
        fresh.save(update_fields=["decision", "reason", "claim", "decided_at", "decided_by"])
