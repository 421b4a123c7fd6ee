"""What people do to a draft: begin it, write it, cite passages for it.

Whoever does one of these becomes a contributor of the revision and can never approve it. All raise
`Refused` with a sentence, and then nothing was written.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from claims.choices import Cause, Stance, State
from claims.models import Change, Claim, Evidence, Verdict
from claims.models.verdict import CONTENT
from claims.workflow.actions import Overtaken, Refused, begin, locked
from factcheck.core.edit_conflicts import as_read
from sources.models import Passage, Translation, translation


def draft(claim: Claim, *, by, at, **content) -> Verdict:
    """The first revision on a claim, as a draft by this person."""
    if not by.is_active or not by.has_perm("claims.write_verdict"):
        raise Refused("Your role does not allow this.")
    with transaction.atomic():
        fresh = Claim.objects.select_for_update().get(pk=claim.pk)
        if fresh.standing != "open":
            raise Refused(f"The claim was {fresh.standing}.")
        if fresh.verdicts.exclude(state=State.DISCARDED).exists():
            raise Refused("The claim has a verdict already: edit its draft, or correct it.")
        verdict = begin(fresh, by=by, at=at, verb="draft", **_content(content))
        _validate(verdict)
    return verdict


def edit(verdict: Verdict, *, by, at, seen=None, **content) -> Verdict:
    """The draft with these fields written anew.

    `seen` is its `edited_at` as the writer read it: raises `Overtaken` if it was saved since.
    """
    with locked("edit", verdict, by, at) as fresh:
        if seen is not None and fresh.edited_at != seen:
            raise Overtaken(f"{fresh.edited_by} saved this draft while you were writing.")
        for name, value in _content(content).items():
            setattr(fresh, name, value)
        _validate(fresh)
        _sign(fresh, by, at, content)
    return fresh


def wording(change: Change) -> str:
    """The mark of what somebody who rewords a change has read of it."""
    return as_read({"cause": change.cause, "note": change.note})


def reword(verdict: Verdict, *, by, at, cause: str, note: str, seen: str | None = None) -> Change:
    """What readers will be told of the change that this draft makes, written anew.

    `seen` is its `wording` as the writer had it: raises `Overtaken` if it was reworded since.
    """
    with locked("edit", verdict, by, at) as fresh:
        change = fresh.changes.filter(announced_at=None).first()
        if change is None:
            raise Refused("This draft announces no change.")
        if seen is not None and seen != wording(change):
            raise Overtaken("Somebody reworded this change while you were writing.")
        if cause not in Cause.values:
            raise Refused("Choose the cause of the change.")
        if not note.strip():
            raise Refused("Say what readers are told.")
        change.cause, change.note = cause, note.strip()
        change.save(update_fields=["cause", "note"])
        _sign(fresh, by, at)
    return change


def cite(verdict: Verdict, passage: Passage, *, by, at, stance: str, note="") -> Evidence:
    """The passage is evidence for this draft, after what was cited before."""
    with locked("cite", verdict, by, at) as fresh:
        if stance not in Stance.values:
            raise Refused("Choose a stance: supports, refutes or context.")
        last = fresh.evidence.aggregate(last=Max("position"))["last"] or 0
        _refuse_self_support(fresh, passage, stance)
        try:
            with transaction.atomic():
                evidence = Evidence.objects.create(
                    verdict=fresh,
                    passage=passage,
                    stance=stance,
                    note=note.strip(),
                    position=last + 1,
                    cited_at=at,
                    cited_by=by,
                )
        except IntegrityError:
            raise Refused("This passage is cited already.") from None
        _sign(fresh, by, at)
    return evidence


def translate(evidence: Evidence, words: str, *, translated_by: str, by, at) -> Translation:
    """The cited passage has a translation into the claim's language, beside its own words.

    Whoever gives it works on the revision: readers will see it with the evidence.
    """
    with locked("cite", evidence.verdict, by, at) as fresh:
        language = fresh.claim.language
        try:
            made = translation.translate(
                evidence.passage,
                words,
                language=language,
                translated_by=translated_by,
                by=by,
                at=at,
            )
        except translation.NotTranslated as not_translated:
            raise Refused(str(not_translated)) from None
        _sign(fresh, by, at)
    return made


def uncite(evidence: Evidence, *, by, at) -> None:
    """The passage is evidence for this draft no more; the passage itself stays."""
    with locked("uncite", evidence.verdict, by, at) as fresh:
        deleted, _ = fresh.evidence.filter(pk=evidence.pk).delete()
        if not deleted:
            raise Refused("This passage is not cited any more.")
        _sign(fresh, by, at)


def _content(content: dict) -> dict:
    if strange := sorted(set(content) - set(CONTENT)):
        raise TypeError(f"Not the content of a verdict: {', '.join(strange)}.")
    return content


def _validate(verdict: Verdict) -> None:
    """Refuse what the fields themselves forbid: too long, not a date, not one of the choices."""
    try:
        verdict.clean_fields(exclude={f.name for f in verdict._meta.fields} - set(CONTENT))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None


def _sign(verdict: Verdict, by, at, written=()) -> None:
    verdict.edited_by, verdict.edited_at = by, at
    verdict.save(update_fields=["edited_by", "edited_at", *written])


def _refuse_self_support(verdict: Verdict, passage: Passage, stance: str) -> None:
    is_appearance = verdict.claim.appearances.filter(passage=passage).exists()
    if stance == Stance.SUPPORTS and is_appearance:
        raise Refused("A passage in which the claimant makes the claim cannot support it.")
