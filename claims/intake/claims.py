"""How a claim comes in and what becomes of it before a verdict: record, decline, merge.

All raise `Refused` with a sentence, and then nothing was written.
"""

import re
from contextlib import contextmanager

import pghistory
from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.exceptions import ValidationError
from django.db import transaction

from claims.choices import OPEN, STANDING, DeclineReason, Event, State
from claims.models import Appearance, Claim
from claims.publication import ledger
from claims.search_config import configuration, matching, statement_words
from claims.workflow.actions import Overtaken, Refused
from factcheck.core.edit_conflicts import as_read
from factcheck.core.identifiers import new_identifier

WORD = re.compile(r"\w{3,}")
NEAR = 0.45  # word similarity of trigrams: below it statements share little more than words


def near(statement: str, limit: int = 5) -> list[Claim]:
    """Recorded claims that may be this one, the nearest first; a person decides whether they are.

    The index finds those that share a word, trigrams of these few put them in order.
    """
    statement = statement.replace("\x00", " ")
    shared = " or ".join(WORD.findall(statement))
    if not shared:
        return []
    rows = Claim.objects.annotate(words=statement_words()).filter(words=matching(shared))
    ranked = rows.annotate(nearness=TrigramWordSimilarity(statement, "statement"))
    found = ranked.filter(nearness__gte=NEAR).select_related("claimant")
    return list(found.order_by("-nearness", "-pk")[:limit])


def record(*, by, at, topics=(), **described) -> Claim:
    """A claim in the desk's wording, open to be checked."""
    _need(by, "claims.record_claim")
    with transaction.atomic(), pghistory.context(person=by.pk, verb="record"):
        claim = Claim(recorded_by=by, recorded_at=at, public_id=new_identifier(), **described)
        claim.search_config = configuration(claim.language)
        _save(claim)
        claim.topics.set(topics)
    return claim


def reading(claim: Claim) -> str:
    """The mark of what somebody who mends a claim has read of it."""
    told = {
        name: getattr(claim, name) for name in ("statement", "origin", "claimant_id", "language")
    }
    return as_read(told | {"topics": claim.topics.all()})


def mend(claim: Claim, *, by, at, seen=None, topics=None, **described) -> Claim:
    """The claim with its wording or origin mended; what was published of it stays as it was.

    `seen` is its `reading` as the writer had it: raises `Overtaken` if it was mended since.
    """
    with _open_claim(claim, by, "claims.record_claim", "mend") as fresh:
        if seen is not None and seen != reading(fresh):
            raise Overtaken("Somebody mended this claim while you were writing.")
        for name, value in described.items():
            setattr(fresh, name, value)
        fresh.search_config = configuration(fresh.language)
        _save(fresh)
        if topics is not None and set(topics) != set(fresh.topics.all()):
            _refuse_to_move_what_readers_find(fresh, by)
            fresh.topics.set(topics)
    return fresh


def _refuse_to_move_what_readers_find(claim: Claim, by) -> None:
    is_public = claim.verdicts.filter(published_at__isnull=False).exists()
    if is_public and not by.has_perm("claims.publish_verdict"):
        raise Refused("Readers find this claim under its topics: an editor changes them.")


def appear(claim: Claim, *, by, at, words: str, **described) -> Appearance:
    """Where the claim was made, in the claimant's own words."""
    with _open_claim(claim, by, "claims.record_claim", "appear") as fresh:
        appearance = Appearance(
            claim=fresh, words=words, recorded_by=by, recorded_at=at, **described
        )
        _save(appearance)
    return appearance


def decline(claim: Claim, *, by, at, reason: str, note="") -> None:
    """The desk will not check this claim, and says why (to itself)."""
    with _open_claim(claim, by, "claims.decline_claim", "decline") as fresh:
        if reason not in DeclineReason.values:
            raise Refused("Choose why the claim is declined.")
        if fresh.verdicts.filter(state__in=(*OPEN, *STANDING)).exists():
            raise Refused("The claim has a verdict: retract or discard that first.")
        fresh.declined_at, fresh.declined_by = at, by
        fresh.decline_reason, fresh.decline_note = reason, note.strip()
        fresh.save()


def reopen(claim: Claim, *, by, at) -> None:
    """A declined claim is open again; its history keeps who declined it and why."""
    _need(by, "claims.decline_claim")
    with transaction.atomic(), pghistory.context(person=by.pk, verb="reopen"):
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        if fresh.standing != "declined":
            raise Refused("The claim is not declined.")
        fresh.declined_at = fresh.declined_by = None
        fresh.decline_reason = fresh.decline_note = ""
        fresh.save()


def merge(claim: Claim, *, by, at, into: Claim) -> None:
    """The claim is another in other words; its address, if it was public, leads to the other's."""
    if claim.pk == into.pk:
        raise Refused("A claim cannot be merged into itself.")
    _need(by, "claims.merge_claim")
    with transaction.atomic(), pghistory.context(person=by.pk, verb="merge"):
        pair = Claim.objects.select_for_update().filter(pk__in=[claim.pk, into.pk]).order_by("pk")
        rows = {row.pk: row for row in pair}
        fresh, target = rows[claim.pk], rows[into.pk]
        _refuse_unless_open(fresh)
        _refuse_unless_open(target)
        if fresh.verdicts.filter(state__in=OPEN).exists():
            raise Refused("The claim has an open revision: discard or publish that first.")
        if fresh.verdicts.filter(state=State.SUSPENDED).exists():
            raise Refused("Its finding is suspended: reinstate, correct or retract that first.")
        public = fresh.verdicts.filter(published_at__isnull=False).order_by("revision").last()
        if public and not target.verdicts.filter(state__in=STANDING).exists():
            raise Refused("Readers know this claim: merge it into one that has a verdict.")
        fresh.merged_at, fresh.merged_by, fresh.merged_into = at, by, target
        fresh.save()
        if public:
            ledger.append(Event.MERGED, public, at=at)


@contextmanager
def _open_claim(claim: Claim, by, permission: str, verb: str):
    _need(by, permission)
    with transaction.atomic(), pghistory.context(person=by.pk, verb=verb):
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        _refuse_unless_open(fresh)
        yield fresh


def _refuse_unless_open(claim: Claim) -> None:
    if claim.standing != "open":
        raise Refused(f"The claim was {claim.standing}.")


def _need(by, permission: str) -> None:
    if not by.is_active or not by.has_perm(permission):
        raise Refused("Your role does not allow this.")


def _save(row) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    row.save()
