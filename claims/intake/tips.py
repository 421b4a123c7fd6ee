"""How does a claim arrive from the public, and what does the desk answer?

A reader's suggestion stays at the desk. It is answered once: taken as a claim of its own, linked to
one that is there already, or declined. All verbs raise `Refused` with a sentence, and then nothing
was written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.search import SearchRank
from django.db import transaction

from claims.choices import Origin, SuggestionAnswer
from claims.intake import claims
from claims.models import Claim, Suggestion
from claims.rate_limits import received, trimmed
from claims.search_config import matching, statement_words
from claims.workflow.actions import Refused

ASKED = 60  # different words of a reader that are looked for, at most
PERMISSIONS = {
    SuggestionAnswer.TAKEN: "claims.record_claim",
    SuggestionAnswer.LINKED: "claims.record_claim",
    SuggestionAnswer.DECLINED: "claims.decline_claim",
}


def suggest(
    *, sender: str, at: datetime, said: str, where: str, who: str = "", email: str = ""
) -> Suggestion:
    """What a reader asks the desk to check, waiting for an answer.

    `sender` is the network address it came from, of which only a digest is kept. Raises `TooMany`
    after `SUGGESTION_RATE` of one network within the hour.
    """
    told = trimmed(said=said, where=where, who=who, email=email)
    if not told["said"] or not told["where"]:
        raise Refused("Tell us what was said, and where.")
    row = Suggestion(arrived_at=at, **told)
    with transaction.atomic():
        received(row, "suggestion", sender, at, settings.SUGGESTION_RATE)
    return row


def nearest(words: str, limit: int = 8) -> list[Claim]:
    """Recorded claims that have words in common with these, those with most of them first.

    `intake.near` compares one statement with another; a reader's words are often longer than that.
    """
    found = dict.fromkeys(word.lower() for word in claims.WORD.findall(words))
    if not found:
        return []
    asked = matching(" or ".join(list(found)[:ASKED]))
    rows = Claim.objects.annotate(words=statement_words()).filter(words=asked)
    ranked = rows.annotate(nearness=SearchRank(statement_words(), asked))
    return list(ranked.select_related("claimant").order_by("-nearness", "-pk")[:limit])


def refusal_to_answer(suggestion: Suggestion, answer: str, by) -> str | None:
    """Why this person cannot answer so, in one sentence; `None` if they can."""
    if suggestion.answered_at:
        done = suggestion.get_answer_display()
        return f"{suggestion.answered_by} has answered already: {done}."
    allowed = by.is_active and by.has_perm(PERMISSIONS[SuggestionAnswer(answer)])
    return None if allowed else "Your role does not allow this."


def take(suggestion: Suggestion, *, by, at: datetime, **described) -> Claim:
    """A new claim in the desk's wording; a reader's question, unless its origin is known."""
    with _answering(suggestion, SuggestionAnswer.TAKEN, "take", by, at) as fresh:
        described = {"origin": Origin.QUESTION} | described
        fresh.claim = claims.record(by=by, at=at, **described)
    return fresh.claim


def link(suggestion: Suggestion, *, by, at: datetime, claim: Claim) -> None:
    """The suggestion asks what a claim says that was there already."""
    with _answering(suggestion, SuggestionAnswer.LINKED, "link", by, at) as fresh:
        known = Claim.objects.select_for_update().get(pk=claim.pk)
        if known.merged_at:
            raise Refused("That claim was merged: choose the one that it was merged into.")
        fresh.claim = known


def decline_suggestion(suggestion: Suggestion, *, by, at: datetime, why: str) -> None:
    """The desk will not check it, and says why: to itself, and to the reader if it writes."""
    with _answering(suggestion, SuggestionAnswer.DECLINED, "decline_suggestion", by, at) as fresh:
        if not why.strip():
            raise Refused("Say why the desk does not check it.")
        fresh.why = why.strip()


@contextmanager
def _answering(suggestion, answer: str, verb: str, by, at) -> Iterator[Suggestion]:
    """The suggestion, locked; what is done inside is its answer."""
    with transaction.atomic(), pghistory.context(person=by.pk, verb=verb):
        # Nothing is joined: of a row that somebody else held, only its own columns are read anew.
        fresh = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
        if sentence := refusal_to_answer(fresh, answer, by):
            raise Refused(sentence)
        yield fresh
        fresh.answer, fresh.answered_at, fresh.answered_by = answer, at, by
        fresh.save(update_fields=["answer", "why", "claim", "answered_at", "answered_by"])
