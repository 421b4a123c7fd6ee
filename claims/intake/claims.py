"""Create, edit, decline, reopen and merge claims, and find similar ones.

`EDITABLE_FIELDS` is the only list of the fields that users fill in: the desk's form, the check for
edit conflicts, the CSV import and the demo loader use it. An action that is refused raises a
`FactcheckError`, and then nothing was written. `by` is the user, `at` the time of everything that
the action writes.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from claims.choices import CURRENT_STATES, OPEN_STATES, DeclineReason, LedgerEvent, State
from claims.models import Appearance, Claim
from claims.publication import ledger
from claims.search_config import build_search_query, get_search_config, get_statement_vector
from claims.workflow.policies import check_claim
from factcheck.accounts.policies import check_permission
from factcheck.core.edit_conflicts import compute_version
from factcheck.core.errors import EditConflict, InvalidInput, InvalidState, NotPermitted, enforce
from factcheck.core.identifiers import new_identifier
from factcheck.core.validation import convert_validation_errors

EDITABLE_FIELDS = (*Claim.PUBLIC_FIELDS, "claimant", "topics")
RECORD_PERMISSION = "claims.record_claim"
DECLINE_PERMISSION = "claims.decline_claim"
WORD_PATTERN = re.compile(r"\w{3,}")
MIN_SIMILARITY = 0.45  # of the trigrams; below it, statements share only a few words


def find_similar_claims(statement: str, limit: int = 5) -> list[Claim]:
    """Claims that may say the same as this statement, the most similar first.

    The full-text index finds claims that share a word; trigrams then rank these few.
    """
    statement = statement.replace("\x00", " ")
    any_word = " or ".join(WORD_PATTERN.findall(statement))
    if not any_word:
        return []
    candidates = Claim.objects.annotate(words=get_statement_vector()).filter(
        words=build_search_query(any_word)
    )
    ranked = candidates.annotate(similarity=TrigramWordSimilarity(statement, "statement"))
    similar = ranked.filter(similarity__gte=MIN_SIMILARITY).select_related("claimant")
    return list(similar.order_by("-similarity", "-pk")[:limit])


def create_claim(*, by, at, **fields) -> Claim:
    """Records an open claim with these `EDITABLE_FIELDS`. Raises `InvalidInput`."""
    enforce(check_permission(by, RECORD_PERMISSION))
    with transaction.atomic(), pghistory.context(user=by.pk, action="create_claim"):
        claim = Claim(recorded_by=by, recorded_at=at, public_id=new_identifier())
        _save_fields(claim, fields)
    return claim


def compute_claim_version(claim: Claim) -> str:
    """The version token of the fields that `update_claim` writes."""
    return compute_version(model_to_dict(claim, fields=EDITABLE_FIELDS))


def update_claim(claim: Claim, *, by, at, version: str | None = None, **fields) -> Claim:
    """Saves these `EDITABLE_FIELDS`; published records keep what they were published with.

    `version` is the `compute_claim_version` of the claim that the user opened; raises
    `EditConflict` if it was saved after that.
    """
    with _lock_open_claim(claim, by, RECORD_PERMISSION, "update_claim") as fresh:
        if version is not None and version != compute_claim_version(fresh):
            raise EditConflict(_("Someone else edited this claim while you were writing."))
        if "topics" in fields and set(fields["topics"]) != set(fresh.topics.all()):
            _require_topic_permission(fresh, by)
        _save_fields(fresh, fields)
    return fresh


def _save_fields(claim: Claim, fields: dict) -> None:
    """Sets and saves these fields of a claim, new or locked."""
    if unknown := sorted(set(fields) - set(EDITABLE_FIELDS)):
        raise TypeError(f"A claim has no such editable fields: {', '.join(unknown)}.")
    columns = dict(fields)
    topics = columns.pop("topics", None)
    for name, value in columns.items():
        setattr(claim, name, value)
    claim.search_config = get_search_config(claim.language)
    with convert_validation_errors():
        claim.full_clean()
    claim.save()
    if topics is not None:
        claim.topics.set(topics)


def _require_topic_permission(claim: Claim, by) -> None:
    is_public = claim.verdicts.filter(published_at__isnull=False).exists()
    if is_public and not by.has_perm("claims.publish_verdict"):
        raise NotPermitted(_("The claim is public: only editors can change its topics."))


def add_appearance(claim: Claim, *, by, at, text: str, **fields) -> Appearance:
    """Records where and when the claim was made, in the claimant's own words."""
    with _lock_open_claim(claim, by, RECORD_PERMISSION, "add_appearance") as fresh:
        appearance = Appearance(claim=fresh, text=text, recorded_by=by, recorded_at=at, **fields)
        with convert_validation_errors():
            appearance.full_clean()
        appearance.save()
    return appearance


def decline(claim: Claim, *, by, at, reason: str, note="") -> None:
    """The desk will not check this claim; reason and note are for the desk only.

    Raises `InvalidState` if the claim has a draft or a published fact-check.
    """
    with _lock_open_claim(claim, by, DECLINE_PERMISSION, "decline") as fresh:
        if reason not in DeclineReason.values:
            raise InvalidInput(_("Choose why the claim is declined."))
        if fresh.verdicts.filter(state__in=(*OPEN_STATES, *CURRENT_STATES)).exists():
            raise InvalidState(_("The claim has a fact-check: retract or discard that first."))
        fresh.declined_at, fresh.declined_by = at, by
        fresh.decline_reason, fresh.decline_note = reason, note.strip()
        fresh.save()


def reopen(claim: Claim, *, by, at) -> None:
    """A declined claim is open again; its history keeps who declined it, and the reason."""
    enforce(check_permission(by, DECLINE_PERMISSION))
    with transaction.atomic(), pghistory.context(user=by.pk, action="reopen"):
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        if fresh.status != "declined":
            raise InvalidState(_("The claim is not declined."))
        fresh.declined_at = fresh.declined_by = None
        fresh.decline_reason = fresh.decline_note = ""
        fresh.save()


def merge(claim: Claim, *, by, at, into: Claim) -> None:
    """The claim is merged into another that says the same.

    If the claim was public, its address redirects to the other claim, and the ledger says so.
    """
    if claim.pk == into.pk:
        raise InvalidInput(_("A claim cannot be merged into itself."))
    enforce(check_permission(by, "claims.merge_claim"))
    with transaction.atomic(), pghistory.context(user=by.pk, action="merge"):
        # Both are locked in the order of their keys, so that two merges cannot wait for each other.
        pair = Claim.objects.select_for_update().filter(pk__in=[claim.pk, into.pk]).order_by("pk")
        rows = {row.pk: row for row in pair}
        source, target = rows[claim.pk], rows[into.pk]
        enforce(check_claim(source))
        enforce(check_claim(target))
        published = source.verdicts.filter(published_at__isnull=False).order_by("revision").last()
        _require_mergeable(source, target, published is not None)
        source.merged_at, source.merged_by, source.merged_into = at, by, target
        source.save()
        if published:
            ledger.append_entry(LedgerEvent.MERGED, at=at, verdict=published)


def _require_mergeable(source: Claim, target: Claim, is_public: bool) -> None:
    if source.verdicts.filter(state__in=OPEN_STATES).exists():
        raise InvalidState(_("The claim has an open revision: discard or publish that first."))
    if source.verdicts.filter(state=State.SUSPENDED).exists():
        raise InvalidState(
            _("The fact-check is suspended: reinstate, correct or retract that first.")
        )
    if is_public and not target.verdicts.filter(state__in=CURRENT_STATES).exists():
        raise InvalidState(
            _("This claim is public: merge it into one that has a published fact-check.")
        )


@contextmanager
def _lock_open_claim(claim: Claim, by, permission: str, action: str) -> Iterator[Claim]:
    """Yields the claim as it is now, locked, if the user may act on it and it is open."""
    enforce(check_permission(by, permission))
    with transaction.atomic(), pghistory.context(user=by.pk, action=action):
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        enforce(check_claim(fresh))
        yield fresh
