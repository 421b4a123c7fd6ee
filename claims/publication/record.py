"""The published record: everything that readers see of a revision, as canonical JSON.

A submission stores the record, reviewers approve it, and the published revision is shown from it.
Therefore later edits of a claim or a source change nothing that was published. The database
composes it (`claims/sql/record.sql`), so that it says what the rows say. `schema_version` says how
to read it.

Canonical JSON is RFC 8785 (https://www.rfc-editor.org/rfc/rfc8785). Hashes are SHA-256 in hex.
"""

import json
from datetime import date
from typing import NamedTuple

import rfc8785
from django.db import connection

from claims.choices import (
    WITHOUT_PROCEEDINGS,
    ConflictOfInterest,
    MachineAssistance,
    PrimarySources,
)
from claims.models import Claim
from sources.choices import SourceKind
from sources.models import Passage
from sources.models.snapshot import compute_sha256
from sources.models.source import format_source_label

SCHEMA_VERSION = 1
# Model fields, from which the API derives its own fields too.
PUBLIC_CLAIM_FIELDS = tuple(Claim._meta.get_field(name) for name in Claim.PUBLIC_FIELDS)


def canonical_json(content: dict | list) -> str:
    """Return the canonical form of `content` (RFC 8785)."""
    return rfc8785.dumps(content).decode()


def build_record(verdict) -> dict:
    """Return the record of a revision as its rows are now; it names no private person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT compose_record(%s)::text", [verdict.pk])
        return json.loads(cursor.fetchone()[0])


class Edits(NamedTuple):
    """What was edited since a revision was submitted."""

    only_descriptions: bool  # of sources and the claimant: see `remove_descriptions` in record.sql
    digest: str  # of the record as its rows are now, without a salt: for the desk only


def find_edits(verdict) -> Edits | None:
    """Return what the submission shows otherwise than the rows do now; `None` if nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT find_edits(submission.content, composed), canonical_json(composed)"
            " FROM claims_submission submission, compose_record(submission.verdict_id) AS composed"
            " WHERE submission.id = %s",
            [verdict.submission_id],
        )
        edited, content = cursor.fetchone()
    if edited == "nothing":
        return None
    return Edits(edited == "descriptions", compute_sha256(content))


def load_record(content: str) -> dict:
    """Return the record in `content`. Raises `ValueError` for an unknown schema version."""
    record = json.loads(content)
    if record.get("schema_version") != SCHEMA_VERSION:
        version = record.get("schema_version")
        raise ValueError(f"Unknown schema version of a record: {version!r}.")
    return record


def compute_digest(salt: str, content: str) -> str:
    """Return the digest of a record: of its salt followed by its canonical JSON."""
    return compute_sha256(salt + content)


def list_passages(record: dict) -> list[dict]:
    """Return the passages of a record: its evidence and the appearances of its claim."""
    rows = [*record["evidence"], *record["claim"]["appearances"]]
    return [row["passage"] for row in rows if row["passage"]]


def get_directives(record: dict) -> dict[str, str]:
    """Return the text directives of the links to the quotations of a record, by passage."""
    passage_ids = {passage["id"] for passage in list_passages(record)}
    rows = Passage.objects.filter(public_id__in=passage_ids)
    return dict(rows.values_list("public_id", "directive"))


def get_source_label(source: dict) -> str:
    """Return how a source of a record is called, in the language of the reader.

    This is its title or, if it has none, a description.
    """
    published_on = source["published_on"]
    return format_source_label(
        str(SourceKind(source["kind"]).label),
        source["title"],
        source["author"],
        date.fromisoformat(published_on) if published_on else None,
        source["published_precision"],
    )


def get_checklist_answers(verdict) -> dict:
    """Return the answers to the checklist, as the record has them; `None` is no answer.

    An explanation is included only if the answer requires one.
    """
    has_no_primary_source = verdict.primary_sources == PrimarySources.NONE
    has_conflict = verdict.conflict_of_interest == ConflictOfInterest.DECLARED
    step = verdict.criminal_proceedings
    has_proceedings = step not in ("", *WITHOUT_PROCEEDINGS)
    proceedings_on = verdict.proceedings_on if has_proceedings else None
    return {
        "primary_sources": verdict.primary_sources or None,
        "no_primary_source_reason": (
            verdict.no_primary_source_reason if has_no_primary_source else ""
        ),
        "conflict_of_interest": verdict.conflict_of_interest or None,
        "conflict_handling": verdict.conflict_handling if has_conflict else "",
        "criminal_proceedings": step or None,
        "proceedings_country": verdict.proceedings_country if has_proceedings else "",
        "proceedings_on": proceedings_on.isoformat() if proceedings_on else None,
        **_get_machine_answers(verdict),
    }


def _get_machine_answers(verdict) -> dict:
    was_used = verdict.machine_assistance == MachineAssistance.USED
    return {
        "machine_assistance": verdict.machine_assistance or None,
        "machine_purposes": verdict.machine_purposes if was_used else [],
        "machine_tools": verdict.machine_tools if was_used else "",
        "editorial_responsibility": verdict.editorial_responsibility if was_used else "",
    }
