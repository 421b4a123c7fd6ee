"""Actions on a draft: create it, edit its text, cite passages for it and translate them.

The user who does one of these becomes a contributor of the revision and can never approve it. An
action that is refused raises a `FactcheckError`, and then nothing was written.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from claims.choices import Stance, State
from claims.models import Change, Claim, Claimant, Evidence, Verdict
from claims.models.verdict import CONTENT_FIELDS
from claims.workflow.actions import create_revision, lock_revision, require_change_texts
from claims.workflow.policies import check_claim
from factcheck.accounts.policies import check_permission
from factcheck.core.edit_conflicts import compute_version
from factcheck.core.errors import EditConflict, InvalidInput, InvalidState, enforce
from sources.models import Passage, Translation
from sources.models.translation import create_translation


def create_draft(claim: Claim, *, by, at, **content) -> Verdict:
    """Creates the first revision on a claim, as a draft by this user."""
    enforce(check_permission(by, "claims.write_verdict"))
    with transaction.atomic():
        claim = Claim.objects.select_for_update().get(pk=claim.pk)
        enforce(check_claim(claim))
        if claim.verdicts.exclude(state=State.DISCARDED).exists():
            raise InvalidState(
                _("The claim already has a fact-check: edit its draft, or correct it.")
            )
        verdict = create_revision(claim, by=by, at=at, action="draft", **_check_names(content))
        _validate(verdict)
    return verdict


def update_draft(
    verdict: Verdict, *, by, at, version: datetime | None = None, **content
) -> Verdict:
    """Saves these fields of the draft.

    `version` is the `edited_at` of the draft that the user opened; raises `EditConflict` if it was
    saved after that.
    """
    with lock_revision("edit", verdict, by, at) as revision:
        if version is not None and revision.edited_at != version:
            message = _("%(user)s saved this draft while you were writing.")
            raise EditConflict(message % {"user": revision.edited_by})
        for name, value in _check_names(content).items():
            setattr(revision, name, value)
        _validate(revision)
        _save_edit(revision, by, at, content)
    return revision


def compute_change_version(change: Change) -> str:
    """The version token of the texts that `update_change_note` writes."""
    return compute_version({"cause": change.cause, "note": change.note})


def update_change_note(
    verdict: Verdict, *, by, at, cause: str, note: str, version: str | None = None
) -> Change:
    """Saves the cause and the note for readers of the change that this draft will announce.

    `version` is the `compute_change_version` of the change that the user opened; raises
    `EditConflict` if it was saved after that.
    """
    with lock_revision("edit", verdict, by, at) as revision:
        change = revision.changes.filter(announced_at=None).first()
        if change is None:
            raise InvalidState(_("This draft announces no change."))
        if version is not None and version != compute_change_version(change):
            raise EditConflict(_("Someone else saved this note while you were writing."))
        change.cause, change.note = cause, require_change_texts(cause, note)
        change.save(update_fields=["cause", "note"])
        _save_edit(revision, by, at)
    return change


def cite(verdict: Verdict, passage: Passage, *, by, at, stance: str, note="") -> Evidence:
    """The passage is the last piece of evidence of this draft.

    A speaker who has the name of a claimant without a public role is linked to them, and readers
    do not see the name.
    """
    with lock_revision("cite", verdict, by, at) as revision:
        if stance not in Stance.values:
            raise InvalidInput(_("Choose a stance: supports, refutes or context."))
        _refuse_claimant_as_evidence(revision, passage, stance)
        last = revision.evidence.aggregate(last=Max("position"))["last"] or 0
        try:
            with transaction.atomic():
                evidence = Evidence.objects.create(
                    verdict=revision,
                    passage=passage,
                    stance=stance,
                    note=note.strip(),
                    speaker=_find_private_speaker(passage),
                    position=last + 1,
                    cited_at=at,
                    cited_by=by,
                )
        except IntegrityError:
            raise InvalidState(_("This passage is already cited.")) from None
        _save_edit(revision, by, at)
    return evidence


def translate_evidence(evidence: Evidence, text: str, *, translated_by: str, by, at) -> Translation:
    """The cited passage has a translation into the claim's language, which readers will see."""
    with lock_revision("cite", evidence.verdict, by, at) as revision:
        translation = create_translation(
            evidence.passage,
            text,
            language=revision.claim.language,
            translated_by=translated_by,
            by=by,
            at=at,
        )
        _save_edit(revision, by, at)
    return translation


def remove_evidence(evidence: Evidence, *, by, at) -> None:
    """The passage is no longer evidence of this draft; the passage is kept."""
    with lock_revision("remove_evidence", evidence.verdict, by, at) as revision:
        deleted, _rows = revision.evidence.filter(pk=evidence.pk).delete()
        if not deleted:
            raise InvalidState(_("This passage is no longer cited."))
        _save_edit(revision, by, at)


def _check_names(content: dict) -> dict:
    if unknown := sorted(set(content) - set(CONTENT_FIELDS)):
        raise TypeError(f"A verdict has no such content: {', '.join(unknown)}.")
    return content


def _validate(verdict: Verdict) -> None:
    """Raises `InvalidInput` for a text that is too long, a wrong date or an unknown choice."""
    try:
        verdict.clean_fields(exclude={f.name for f in verdict._meta.fields} - set(CONTENT_FIELDS))
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages)) from None


def _save_edit(verdict: Verdict, by, at, fields=()) -> None:
    verdict.edited_by, verdict.edited_at = by, at
    verdict.save(update_fields=["edited_by", "edited_at", *fields])


def _find_private_speaker(passage: Passage) -> Claimant | None:
    return Claimant.objects.find_private(passage.speaker).first() if passage.speaker else None


def _refuse_claimant_as_evidence(verdict: Verdict, passage: Passage, stance: str) -> None:
    is_appearance = verdict.claim.appearances.filter(passage=passage).exists()
    if stance == Stance.SUPPORTS and is_appearance:
        message = _("A passage in which the claimant makes the claim cannot support it.")
        raise InvalidInput(message)
