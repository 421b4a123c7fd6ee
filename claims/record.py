"""What a submission holds: all that readers will see of a revision, as canonical JSON.

Form 3 below. Form 2 lacks the answers to the checklist; form 1 the independent origins too, and in
each passage its page, its translation and how an address points at it. A published revision is
shown from its record, so later edits of a claim or a source change nothing that was published. Old
forms verify for ever: a new form is a new number, and `read` keeps the old ones as they are.

Canonical JSON is RFC 8785 (https://www.rfc-editor.org/rfc/rfc8785); digests are SHA-256 in hex.
"""

import json
from datetime import UTC

import rfc8785
from django.db import connection

from claims.models.claim import PRIVATE_PERSON
from claims.vocabulary import ChangeKind, Interest, PrimarySources
from sources import kinship
from sources.models.translation import is_same_language, translation_into
from sources.text_fragment import shortest

FORM = 3
FORMS = (1, 2, FORM)  # older ones differ by what they lack, which is shown as unknown
TAKEN_DOWN_OR_UP = (ChangeKind.SUSPENSION, ChangeKind.REINSTATEMENT)


def canonical(content: dict) -> str:
    """The one spelling of `content` (RFC 8785)."""
    return rfc8785.dumps(content).decode()


def compose(verdict) -> dict:
    """The record of a revision as it stands now, in form 3; no private person is named in it."""
    return _unnamed(_composed(verdict))


def _unnamed(record: dict) -> dict:
    """The record by the rule of the public views (migration `0005_what_is_public`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnamed(%s::jsonb)::text", [canonical(record)])
        return json.loads(cursor.fetchone()[0])


def _composed(verdict) -> dict:
    return {
        "form": FORM,
        "revision": verdict.revision,
        "claim": _claim(verdict.claim),
        "rating": _rating(verdict.rating),
        "basis": verdict.basis,
        "origins": [_origin(one) for one in kinship.origins(verdict.bearing())],
        "finding": verdict.finding,
        "reasoning": verdict.reasoning,
        "why_this_claim": verdict.why_this_claim,
        "searched": verdict.searched,
        "nothing_against": verdict.nothing_against,
        "would_change": verdict.would_change,
        "holds_as_of": _day(verdict.holds_as_of),
        "provisional": verdict.provisional,
        "review_by": _day(verdict.review_by),
        "checklist": answers(verdict),
        "evidence": [_evidence(one, verdict.claim.language) for one in _evidence_of(verdict)],
        "written_by": sorted(
            one.person.byline for one in verdict.contributors.select_related("person")
        ),
        "change": _change(verdict),
    }


def read(content: str) -> dict:
    """The record in `content`; raises `ValueError` for a form this software does not know."""
    record = json.loads(content)
    if record.get("form") not in FORMS:
        raise ValueError(f"This record has form {record.get('form')!r}; known are 1 to {FORM}.")
    return record


def answers(verdict) -> dict:
    """What it answers to the checklist: `None` is no answer; words only where one needs them."""
    without, declared = PrimarySources.NONE, Interest.DECLARED
    return {
        "primary_sources": verdict.primary_sources or None,
        "why_no_primary": verdict.why_no_primary if verdict.primary_sources == without else "",
        "interest": verdict.interest or None,
        "interest_handled": verdict.interest_handled if verdict.interest == declared else "",
        "crime": verdict.crime or None,
    }


def _day(day):
    return day.isoformat() if day else None


def _claim(claim) -> dict:
    return {
        "id": claim.public_id,
        "statement": claim.statement,
        "language": claim.language,
        "origin": claim.origin,
        "origin_label": claim.get_origin_display(),
        "claimant": _claimant(claim.claimant),
        "appearances": [
            _appearance(one, claim.language)
            for one in claim.appearances.select_related(
                "passage__snapshot__source__publisher", "passage__body"
            ).prefetch_related("passage__translations")
        ],
    }


def _claimant(claimant) -> dict | None:
    if claimant is None:
        return None
    if not claimant.public_role:
        return {"id": None, "name": PRIVATE_PERSON, "kind": claimant.kind, "description": ""}
    return {
        "id": claimant.public_id,
        "name": claimant.name,
        "kind": claimant.kind,
        "description": claimant.description,
        "same_as": claimant.same_as,
    }


def _appearance(one, language: str) -> dict:
    return {
        "words": one.words,
        "language": one.language,
        "translation": one.translation,
        "translated_by": one.translated_by,
        "medium": one.medium,
        "place": one.place,
        "appeared_on": _day(one.appeared_on),
        "precision": one.precision,
        "url": one.url,
        "passage": _passage(one.passage, language) if one.passage else None,
    }


def _rating(rating) -> dict | None:
    if rating is None:
        return None
    return {
        "code": rating.code,
        "label": rating.label,
        "definition": rating.definition,
        "polarity": rating.polarity,
        "number": rating.number,
        "tone": rating.tone,
    }


def _origin(origin) -> dict:
    """Sources that count as one, by their identifiers: how they are called stands beside a quote.

    Never whose words they share: a person may be private.
    """
    return {
        "sources": [source.public_id for source in origin.sources],
        "grounds": list(origin.grounds),
    }


def _evidence_of(verdict):
    return verdict.evidence.select_related(
        "passage__snapshot__source__publisher", "passage__body"
    ).prefetch_related("passage__translations")


def _evidence(one, language: str) -> dict:
    return {"stance": one.stance, "note": one.note, "passage": _passage(one.passage, language)}


def _passage(passage, language: str) -> dict:
    snapshot = passage.snapshot
    return {
        "id": passage.public_id,
        "exact": passage.exact,
        "before": passage.before,
        "after": passage.after,
        "cut_before": passage.cut_before,
        "cut_after": passage.cut_after,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "voice": passage.voice,
        "speaker": passage.speaker,
        "snapshot": {
            "id": snapshot.public_id,
            "extent": snapshot.extent,
            "captured_at": snapshot.captured_at.astimezone(UTC).isoformat(),
            "sha256": snapshot.sha256,
        },
        "source": _source(snapshot.source),
        "directive": _directive(passage),
        "translation": _translation(passage, language),
    }


def _directive(passage) -> str:
    """How an address points at the words, told by the whole text and with no other words of it."""
    public = (passage.start - len(passage.before), passage.end + len(passage.after))
    found = shortest(passage.snapshot.text, passage.start, passage.end, public)
    return str(found) if found else ""


def _translation(passage, language: str) -> dict | None:
    """What stands beside words in another language than the claim's."""
    if is_same_language(passage.snapshot.source.language, language):
        return None
    found = translation_into(language, passage.translations.all())
    if found is None:
        return None
    return {"words": found.words, "language": found.language, "by": found.translated_by}


def _source(source) -> dict:
    return {
        "id": source.public_id,
        "label": source.label,
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher.name if source.publisher else "",
        "published_on": _day(source.published_on),
        "precision": source.published_precision,
        "language": source.language,
        "kind": source.kind,
        "url": source.url,
    }


def _change(verdict) -> dict | None:
    change = verdict.changes.filter(previous__lt=verdict.pk).select_related("previous__rating")
    opened = change.first()
    if opened is None:
        return None
    return {
        "kind": opened.kind,
        "cause": opened.cause,
        "note": opened.note,
        "from_revision": opened.previous.revision,
        "from_rating": None if _is_withheld(opened.previous) else _rating(opened.previous.rating),
    }


def _is_withheld(verdict) -> bool:
    """Whether it was suspended and not reinstated since."""
    told = verdict.changes.filter(announced_at__isnull=False, kind__in=TAKEN_DOWN_OR_UP)
    last = told.order_by("-announced_at", "-id").first()
    return last is not None and last.kind == ChangeKind.SUSPENSION
