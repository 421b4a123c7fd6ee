"""What a submission holds: all that readers will see of a revision, as canonical JSON.

Form 3 below. Form 2 lacks the answers to the checklist and whom the desk asked for a reply; form 1
the independent origins too, and in each passage its page, its translation and how an address points
at it. A published revision is shown from its record, so later edits of a claim or a source change
nothing that was published. Old forms verify for ever: a new form is a new number, and `read` keeps
the old ones as they are.

Canonical JSON is RFC 8785 (https://www.rfc-editor.org/rfc/rfc8785); digests are SHA-256 in hex.
"""

import json
from datetime import UTC

import rfc8785
from django.db import connection
from django.db.models import Prefetch
from django.utils.timezone import get_default_timezone

from claims.choices import ChangeKind, Interest, PrimarySources, Published
from claims.models import Appearance, Change, Contributor, Evidence
from claims.models.claim import PRIVATE_PERSON
from factcheck.core import together
from factcheck.core.together import Relation
from sources.independence import origins
from sources.models import Passage, Snapshot
from sources.models.translation import in_other_languages, is_same_language, translation_into
from sources.quotes.text_fragments import shortest

FORM = 3
FORMS = (1, 2, FORM)  # older ones differ by what they lack, which is shown as unknown
SOMEBODY = "a person without a public role"
TAKEN_DOWN_OR_UP = (ChangeKind.SUSPENSION, ChangeKind.REINSTATEMENT)


def canonical(content: dict) -> str:
    """The one spelling of `content` (RFC 8785)."""
    return rfc8785.dumps(content).decode()


def compose(verdict) -> dict:
    """The record of a revision as it stands now, in form 3; no private person is named in it.

    What was read with the revision is told as it was read.
    """
    return _unnamed(_composed(verdict, *together.related(verdict, *_relations())))


def _unnamed(record: dict) -> dict:
    """The record by the rule of the public views (migration `0005_what_is_public`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnamed(%s::jsonb)::text", [canonical(record)])
        return json.loads(cursor.fetchone()[0])


def _relations() -> tuple[Relation, ...]:
    """What readers are told besides the revision itself."""
    return (
        Prefetch("evidence", Evidence.objects.with_sources()),
        Prefetch("contributors", Contributor.objects.select_related("person")),
        Prefetch("changes", Change.objects.select_related("previous__rating")),
        Prefetch("claim__appearances", Appearance.objects.with_sources()),
        "claim__hearings",
    )


def _composed(verdict, cited, contributors, changes, appearances, hearings) -> dict:
    _read_passages([one.passage for one in (*cited, *appearances) if one.passage], verdict.claim)
    return {
        "form": FORM,
        "revision": verdict.revision,
        "claim": _claim(verdict.claim, appearances),
        "rating": _rating(verdict.rating),
        "basis": verdict.basis,
        "origins": [_origin(one) for one in origins.origins(verdict.bearing())],
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
        "evidence": [_evidence(one, verdict.claim.language) for one in cited],
        "written_by": sorted(one.person.byline for one in contributors),
        "change": _change(verdict, changes),
        **_heard(hearings, verdict.claim.language),
    }


def _read_passages(passages: list[Passage], claim) -> None:
    """The texts that these passages stand in, each once, and the translations that they need."""
    in_other_languages(passages, claim.language)
    missing = [one.snapshot for one in passages if "text" in one.snapshot.get_deferred_fields()]
    texts = Snapshot.objects.filter(pk__in={one.pk for one in missing}).values_list("pk", "text")
    known = dict(texts) if missing else {}
    for snapshot in missing:
        snapshot.text = known[snapshot.pk]


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


def _claim(claim, appearances) -> dict:
    return {
        "id": claim.public_id,
        "statement": claim.statement,
        "language": claim.language,
        "origin": claim.origin,
        "origin_label": claim.get_origin_display(),
        "claimant": _claimant(claim.claimant),
        "appearances": [_appearance(one, claim.language) for one in appearances],
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


def _heard(hearings, language: str) -> dict:
    """Whom the desk asked for a reply and what came back, or why it asked nobody.

    Nothing of it depends on the hour: whether a deadline has passed is told by its day. So what was
    signed stays what it was while nobody answers, and is another the moment somebody does.
    """
    return {
        "asked": [_asked(one, language) for one in hearings if one.asking_id],
        "not_asked": "".join(one.waived_because for one in hearings if not one.asking_id),
    }


def _asked(hearing, language: str) -> dict:
    return {
        "who": _who_was_asked(hearing),
        "asked_on": _day_of(hearing.asked_at),
        "answer_by": _day_of(hearing.answer_by),
        "outcome": hearing.outcome or "unanswered",
        "received_on": _day_of(hearing.received_at),
        "shown": hearing.shown or Published.NOTHING,
        "words": hearing.published,
        "language": hearing.language if hearing.published else "",
        "translation": {
            "words": hearing.translation,
            "language": language,
            "by": hearing.translated_by,
        }
        if hearing.translation
        else None,
        "waived_because": hearing.waived_because,
    }


def _who_was_asked(hearing) -> dict:
    if hearing.public_role:
        return {"id": hearing.claimant_id, "name": hearing.name}
    return {"id": None, "name": PRIVATE_PERSON if hearing.claimant_id else SOMEBODY}


def _day_of(moment) -> str | None:
    """The day of a moment where the desk is."""
    return _day(moment.astimezone(get_default_timezone()).date()) if moment else None


def _change(verdict, changes) -> dict | None:
    opened = next((one for one in changes if one.previous_id < verdict.pk), None)
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
