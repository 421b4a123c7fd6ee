"""How does a claim arrive from the public, and what does the desk answer?

A reader's suggestion stays at the desk. It is answered once: taken as a claim of its own, linked to
one that is there already, or declined. All verbs raise `Refused` with a sentence, and then nothing
was written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Network, ip_address

import pghistory
from django.conf import settings
from django.contrib.postgres.search import SearchRank
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from claims import intake
from claims.models import Claim, Suggestion
from claims.search import matching, statement_words
from claims.vocabulary import Origin, SuggestionAnswer
from claims.workflow import Refused

HOUR = timedelta(hours=1)
LOCK = 0x7375_6767  # with a sender: the advisory lock under which suggestions are counted; "sugg"
HOUSEHOLD = 64  # bits of an IPv6 address that one connection is given; the rest it chooses itself
ASKED = 60  # different words of a reader that are looked for, at most
PERMISSIONS = {
    SuggestionAnswer.TAKEN: "claims.record_claim",
    SuggestionAnswer.LINKED: "claims.record_claim",
    SuggestionAnswer.DECLINED: "claims.decline_claim",
}


class TooMany(Refused):
    """One network sent as many suggestions within the hour as the desk takes."""


def suggest(
    *, sender: str, at: datetime, said: str, where: str, who: str = "", email: str = ""
) -> Suggestion:
    """What a reader asks the desk to check, waiting for an answer.

    `sender` is the network address it came from, of which only a digest is kept. Raises `TooMany`
    after `SUGGESTION_RATE` of one network within the hour.
    """
    told = {"said": said, "where": where, "who": who, "email": email}
    told = {name: value.strip() for name, value in told.items()}
    if not told["said"] or not told["where"]:
        raise Refused("Tell us what was said, and where.")
    if any("\x00" in value for value in told.values()):
        raise Refused("This cannot be kept: there is a null character in it.")
    with transaction.atomic():
        _refuse_a_flood(sender, at)
        row = Suggestion(arrived_at=at, sender=digest_of(sender, at), **told)
        try:
            row.full_clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from None
        row.save()
    return row


def _refuse_a_flood(sender: str, at: datetime) -> None:
    """Counted under a lock, so that what is sent at the same moment is counted too."""
    today = digest_of(sender, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, today])
    # Soon after midnight the hour has two digests.
    mine = Suggestion.objects.filter(sender__in=[today, digest_of(sender, at - HOUR)])
    if mine.filter(arrived_at__gt=at - HOUR).count() >= settings.SUGGESTION_RATE:
        raise TooMany(
            "Many suggestions came from your network within an hour. Send this one a little later."
        )


def digest_of(sender: str, at: datetime) -> str:
    """The digest of a network on one day (UTC): nobody without our key can tell whose it is.

    The day is in it, so that nobody can be followed from one day to the next.
    """
    day = at.astimezone(UTC).date().isoformat()
    return salted_hmac(f"suggestion {day}", _network(sender), algorithm="sha256").hexdigest()


def _network(sender: str) -> str:
    """The address itself, or the part of it that its sender cannot choose."""
    try:
        address = ip_address(sender)
    except ValueError:
        return sender
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((int(address), HOUSEHOLD), strict=False))


def nearest(words: str, limit: int = 8) -> list[Claim]:
    """Recorded claims that have words in common with these, those with most of them first.

    `intake.near` compares one statement with another; a reader's words are often longer than that.
    """
    found = dict.fromkeys(word.lower() for word in intake.WORD.findall(words))
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
        fresh.claim = intake.record(by=by, at=at, **described)
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
