"""The published record: everything that readers see of a revision, as canonical JSON.

A submission stores the record, reviewers approve it, and the published revision is shown from it.
Therefore later edits of a claim or a source change nothing that was published. `schema_version`
says how to read a record. Each version can be read for ever: a change of the schema after the first
release gets a new version number.

Canonical JSON is RFC 8785 (https://www.rfc-editor.org/rfc/rfc8785). Hashes are SHA-256 in hex.
"""

import json
from datetime import UTC

import rfc8785
from django.db import connection
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.timezone import get_default_timezone
from django.utils.translation import override

from claims.choices import ChangeKind, ConflictOfInterest, PrimarySources, ResponseVisibility
from claims.models import Appearance, Change, Claim, Contributor
from claims.models.claim import PRIVATE_PERSON
from sources.independence import assessment
from sources.media_types import HTML
from sources.models import Passage, Snapshot
from sources.models.translation import find_translation, is_same_language, list_foreign_passages
from sources.quotes.text_fragments import find_shortest_directive

SCHEMA_VERSION = 1
LANGUAGE = "en"  # of labels in the record, whatever the language of the user's interface
# Model fields, from which the API derives its own fields too.
PUBLIC_CLAIM_FIELDS = tuple(Claim._meta.get_field(name) for name in Claim.PUBLIC_FIELDS)
UNNAMED_RECIPIENT = "a person without a public role"


def canonical_json(content: dict) -> str:
    """Return the canonical form of `content` (RFC 8785)."""
    return rfc8785.dumps(content).decode()


def build_record(verdict) -> dict:
    """Return the record of a revision in its current state; it names no private person.

    Related rows that were prefetched are used; the others are read and stay cached on the revision.
    """
    prefetch_related_objects([verdict], *_get_prefetches(verdict))
    with override(LANGUAGE):
        return _apply_public_rules(_build(verdict))


def load_record(content: str) -> dict:
    """Return the record in `content`. Raises `ValueError` for an unknown schema version."""
    record = json.loads(content)
    if record.get("schema_version") != SCHEMA_VERSION:
        version = record.get("schema_version")
        raise ValueError(f"Unknown schema version of a record: {version!r}.")
    return record


def get_checklist_answers(verdict) -> dict:
    """Return the answers to the checklist; `None` is no answer.

    An explanation is included only if the answer requires one.
    """
    has_no_primary_source = verdict.primary_sources == PrimarySources.NONE
    has_conflict = verdict.conflict_of_interest == ConflictOfInterest.DECLARED
    return {
        "primary_sources": verdict.primary_sources or None,
        "no_primary_source_reason": (
            verdict.no_primary_source_reason if has_no_primary_source else ""
        ),
        "conflict_of_interest": verdict.conflict_of_interest or None,
        "conflict_handling": verdict.conflict_handling if has_conflict else "",
        "criminal_proceedings": verdict.criminal_proceedings or None,
    }


def _apply_public_rules(record: dict) -> dict:
    """Apply the SQL functions that the public views use, so that there is one rule.

    They leave out private persons, and the addresses of which readers get an archived copy.
    """
    sql = "SELECT link_record_to_copies(anonymize_record(%s::jsonb))::text"
    with connection.cursor() as cursor:
        cursor.execute(sql, [canonical_json(record)])
        return json.loads(cursor.fetchone()[0])


def _get_prefetches(verdict) -> tuple[Prefetch | str, ...]:
    return (
        verdict.prefetch_evidence(),
        Prefetch("contributors", Contributor.objects.select_related("user")),
        Prefetch("changes", Change.objects.select_related("previous__rating")),
        Prefetch("claim__appearances", Appearance.objects.with_sources()),
        "claim__comment_request_statuses",
    )


def _build(verdict) -> dict:
    evidence, appearances = verdict.evidence.all(), verdict.claim.appearances.all()
    passages = [row.passage for row in (*evidence, *appearances) if row.passage]
    _load_texts(passages, verdict.claim)
    language = verdict.claim.language
    return {
        "schema_version": SCHEMA_VERSION,
        "revision": verdict.revision,
        "claim": _build_claim(verdict.claim, appearances),
        "rating": _build_rating(verdict.rating),
        "basis": verdict.basis,
        "independent_sources": [
            _build_source_group(group)
            for group in assessment.group_sources(verdict.get_basis_passages())
        ],
        "conclusion": verdict.conclusion,
        "reasoning": verdict.reasoning,
        "why_this_claim": verdict.why_this_claim,
        "search_notes": verdict.search_notes,
        "no_counter_evidence": verdict.no_counter_evidence,
        "what_would_change_it": verdict.what_would_change_it,
        "valid_as_of": _format_date(verdict.valid_as_of),
        "provisional": verdict.provisional,
        "revisit_on": _format_date(verdict.revisit_on),
        "checklist": get_checklist_answers(verdict),
        "evidence": [_build_evidence(row, language) for row in evidence],
        "written_by": sorted(row.user.byline for row in verdict.contributors.all()),
        "change": _build_change(verdict),
        **_build_comment_requests(verdict.claim.comment_request_statuses.all(), language),
    }


def _load_texts(passages: list[Passage], claim) -> None:
    """Read the translations and the snapshot texts, each text once for all of its passages."""
    list_foreign_passages(passages, claim.language)
    snapshots = [passage.snapshot for passage in passages]
    missing = [row for row in snapshots if "text" in row.get_deferred_fields()]
    if not missing:
        return
    rows = Snapshot.objects.filter(pk__in={snapshot.pk for snapshot in missing})
    texts = dict(rows.values_list("pk", "text"))
    for snapshot in missing:
        snapshot.text = texts[snapshot.pk]


def _build_claim(claim, appearances) -> dict:
    return {
        "id": claim.public_id,
        **{field.name: getattr(claim, field.name) for field in PUBLIC_CLAIM_FIELDS},
        "attribution_label": claim.get_attribution_display(),
        "claimant": _build_claimant(claim.claimant),
        "appearances": [_build_appearance(row, claim.language) for row in appearances],
    }


def _build_claimant(claimant) -> dict | None:
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


def _build_appearance(appearance, language: str) -> dict:
    passage = appearance.passage
    return {
        "text": appearance.text,
        "language": appearance.language,
        "translation": appearance.translation,
        "translated_by": appearance.translated_by,
        "medium": appearance.medium,
        "place": appearance.place,
        "appeared_on": _format_date(appearance.appeared_on),
        "precision": appearance.precision,
        "url": appearance.url,
        "archived_url": appearance.archived_url,
        "passage": _build_passage(passage, language) if passage else None,
    }


def _build_rating(rating) -> dict | None:
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


def _build_source_group(group) -> dict:
    """Return the public identifiers of the sources; readers see their titles with the quotes.

    The speaker that the sources share is left out, because it may be a private person.
    """
    return {
        "sources": [source.public_id for source in group.sources],
        "reason_types": list(group.reason_types),
    }


def _build_evidence(evidence, language: str) -> dict:
    return {
        "stance": evidence.stance,
        "note": evidence.note,
        "passage": _build_passage(evidence.passage, language),
    }


def _build_passage(passage, language: str) -> dict:
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
        "source": _build_source(snapshot.source),
        "directive": _build_directive(passage),
        "translation": _build_passage_translation(passage, language),
    }


def _build_directive(passage) -> str:
    """Return the text directive that identifies the quote in the whole text of the snapshot.

    It contains only words that the record shows, the quote and its context, and words that the page
    has between them without showing them.
    """
    snapshot = passage.snapshot
    directive = find_shortest_directive(
        snapshot.text,
        passage.start,
        passage.end,
        (passage.start - len(passage.before), passage.end + len(passage.after)),
        added=snapshot.added,
        left_out=snapshot.left_out,
        has_folded_spaces=snapshot.media_type == HTML,
    )
    return str(directive) if directive else ""


def _build_passage_translation(passage, language: str) -> dict | None:
    if is_same_language(passage.snapshot.source.language, language):
        return None
    translation = find_translation(language, passage.translations.all())
    if translation is None:
        return None
    return _build_translation(translation.text, translation.language, translation.translated_by)


def _build_translation(text: str, language: str, translated_by: str) -> dict:
    return {"text": text, "language": language, "translated_by": translated_by}


def _build_source(source) -> dict:
    return {
        "id": source.public_id,
        "label": source.label,
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher.name if source.publisher else "",
        "published_on": _format_date(source.published_on),
        "published_precision": source.published_precision,
        "language": source.language,
        "kind": source.kind,
        "url": source.url,
    }


def _build_comment_requests(statuses, language: str) -> dict:
    """Return the requests for comment with their responses, or the reason why there is none.

    Nothing here depends on the current time: the deadline is a date, and the record does not say
    whether it has passed. Therefore a submission stays valid until a response arrives.
    """
    requests = [status for status in statuses if status.comment_request_id]
    waivers = [status for status in statuses if not status.comment_request_id]
    return {
        "comment_requests": [_build_comment_request(status, language) for status in requests],
        "no_request_reason": "".join(status.waiver_reason for status in waivers),
    }


def _build_comment_request(status, language: str) -> dict:
    translation = None
    if status.translation:
        translation = _build_translation(status.translation, language, status.translated_by)
    return {
        "recipient": _build_recipient(status),
        "requested_on": _format_local_date(status.sent_at),
        "deadline_on": _format_local_date(status.deadline_at),
        "outcome": status.outcome or "unanswered",
        "received_on": _format_local_date(status.received_at),
        "visibility": status.visibility or ResponseVisibility.NOTHING,
        "text": status.published_text,
        "language": status.language if status.published_text else "",
        "translation": translation,
        "waiver_reason": status.waiver_reason,
    }


def _build_recipient(status) -> dict:
    if status.public_role:
        return {"id": status.claimant_id, "name": status.name}
    return {"id": None, "name": PRIVATE_PERSON if status.claimant_id else UNNAMED_RECIPIENT}


def _build_change(verdict) -> dict | None:
    """Return the change that opened this revision; a first revision has none."""
    changes = verdict.changes.all()
    opening = next((change for change in changes if change.previous_id < verdict.pk), None)
    if opening is None:
        return None
    previous = opening.previous
    return {
        "kind": opening.kind,
        "cause": opening.cause,
        "note": opening.note,
        "from_revision": previous.revision,
        "from_rating": None if _is_withheld(previous) else _build_rating(previous.rating),
    }


def _is_withheld(verdict) -> bool:
    """Whether the revision was suspended and has not been reinstated since."""
    kinds = (ChangeKind.SUSPENSION, ChangeKind.REINSTATEMENT)
    changes = verdict.changes.filter(announced_at__isnull=False, kind__in=kinds)
    latest = changes.order_by("-announced_at", "-id").first()
    return latest is not None and latest.kind == ChangeKind.SUSPENSION


def _format_date(date) -> str | None:
    return date.isoformat() if date else None


def _format_local_date(moment) -> str | None:
    """Return the date of a moment in the desk's time zone."""
    return _format_date(moment.astimezone(get_default_timezone()).date()) if moment else None
