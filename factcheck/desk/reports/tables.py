"""The CSV tables of the annual compliance report.

RFC 4180 in UTF-8 with a byte order mark, which spreadsheets need. A cell that a spreadsheet would
take for a formula starts with an apostrophe
(https://owasp.org/www-community/attacks/CSV_Injection). Times are in UTC.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO

from django.urls import reverse

from claims.publication.compliance_report import ComplianceReport, RatingCounts, is_record_unchanged
from claims.publication.record import get_source_label
from factcheck.public.base.pages import build_absolute_url

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = tuple("=+-@＝＋－＠")  # some spreadsheets treat the full-width ones alike

CHECKLIST_NAMES = (
    *("primary_sources", "no_primary_source_reason"),
    *("conflict_of_interest", "conflict_handling", "criminal_proceedings"),
    *("proceedings_country", "proceedings_on", "machine_assistance", "machine_purposes"),
    *("machine_tools", "editorial_responsibility"),
)
VERDICT_COLUMNS = (
    *("claim", "revision", "address", "state", "statement", "claimant", "topics"),
    *("rating", "basis", "independent_sources", "conclusion", "valid_as_of"),
    *("evidence_for", "evidence_against", "context", "no_counter_evidence", "search_notes"),
    *CHECKLIST_NAMES,
    *("written_by", "approved_by", "published_by", "published_at"),
    *("record", "record_salt", "record_sha256", "record_is_as_hashed"),
)
SOURCE_COLUMNS = (
    *("claim", "revision", "stance", "passage", "quotation", "translation", "voice", "speaker"),
    *("source", "label", "author", "publisher", "kind", "published_on", "url"),
    *("snapshot", "captured_at", "snapshot_sha256", "address"),
)
CHANGE_COLUMNS = (
    *("announced_at", "claim", "statement", "kind", "cause", "note"),
    *("from_revision", "to_revision", "from_rating", "to_rating", "address"),
)


def build_tables(report: ComplianceReport) -> Iterator[tuple[str, str]]:
    """The file name and the content of each table."""
    yield "verdicts.csv", write_csv(VERDICT_COLUMNS, map(_build_verdict_row, report.verdicts))
    yield "sources.csv", write_csv(SOURCE_COLUMNS, _list_source_rows(report))
    yield "changes.csv", write_csv(CHANGE_COLUMNS, map(_build_change_row, report.changes))
    yield "claimants.csv", _build_balance_table("claimant", report.claimants, report)
    yield "topics.csv", _build_balance_table("topic", report.topics, report)


def write_csv(columns: Iterable[str], rows: Iterable[Iterable]) -> str:
    """A table as CSV without formulas."""
    output = StringIO()
    writer = csv.writer(output, quoting=csv.QUOTE_ALL)
    writer.writerow([escape_formula(cell) for cell in columns])
    writer.writerows([escape_formula(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + output.getvalue()


def escape_formula(cell) -> str:
    """The text of a cell, so that no spreadsheet evaluates it; empty for None."""
    text = _format_text(cell)
    is_formula = text.lstrip().startswith(FORMULA_STARTS) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if is_formula else text


def get_record_name(row) -> str:
    """The name of the file with the record of a revision."""
    return f"record/{row.claim_id}-{row.revision}.json"


def _format_text(cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, list):
        return "; ".join(cell)
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds")
    return str(cell)


def _build_verdict_row(verdict) -> list:
    row, record = verdict.row, verdict.record or {}
    return [
        *(row.claim_id, row.revision, _build_revision_url(row.claim_id, row.revision), row.state),
        *(row.statement, row.claimant_name, "; ".join(row.topic_names)),
        *(
            row.rating_label,
            row.basis,
            _count_independent_sources(record),
            row.conclusion,
            row.valid_as_of,
        ),
        *_count_stances(verdict),
        *_list_checklist_answers(record.get("checklist", {})),
        *("; ".join(verdict.written_by), row.approved_by, row.published_by),
        *(row.published_at, get_record_name(row) if record else ""),
        *(row.record_salt, row.record_sha256),
        is_record_unchanged(row) if record else "",
    ]


def _count_stances(verdict) -> list:
    """The evidence for and against and the context; without evidence against, what was searched."""
    if verdict.record is None:
        return [""] * 5
    counts = [len(side) for side in (verdict.supporting, verdict.refuting, verdict.context)]
    return [*counts, verdict.record["no_counter_evidence"], verdict.record["search_notes"]]


def _list_checklist_answers(checklist: dict) -> list:
    """The answers to the checklist; empty if the record is withheld."""
    return [checklist.get(name) for name in CHECKLIST_NAMES]


def _count_independent_sources(record: dict) -> int | str:
    """Their number; empty if the record is withheld."""
    return len(record["independent_sources"]) if record else ""


def _list_source_rows(report: ComplianceReport) -> Iterator[list]:
    for verdict in report.verdicts:
        row = verdict.row
        for evidence in verdict.record["evidence"] if verdict.record else ():
            passage_cells = _list_passage_cells(evidence["passage"])
            yield [row.claim_id, row.revision, evidence["stance"], *passage_cells]


def _list_passage_cells(passage: dict) -> list:
    source, snapshot = passage["source"], passage["snapshot"]
    translation = passage.get("translation") or {}
    return [
        *(passage["id"], passage["exact"], translation.get("text", "")),
        *(passage["voice"], passage["speaker"]),
        *(
            source["id"],
            get_source_label(source),
            source["author"],
            source["publisher"],
            source["kind"],
        ),
        *(source["published_on"], source["url"]),
        *(snapshot["id"], snapshot["captured_at"], snapshot["sha256"]),
        build_absolute_url(reverse("passage", args=[passage["id"]])),
    ]


def _build_change_row(row) -> list:
    return [
        *(row.announced_at, row.claim_id, row.statement, row.kind, row.cause, row.note),
        *(row.from_revision, row.to_revision, row.from_rating_label, row.to_rating_label),
        _build_revision_url(row.claim_id, row.to_revision),
    ]


def _build_revision_url(claim_id: str, number: int) -> str:
    return build_absolute_url(reverse("revision", args=[claim_id, number]))


def _build_balance_table(
    dimension: str, groups: list[RatingCounts], report: ComplianceReport
) -> str:
    columns = [dimension, "name", "claims", *(label for _code, label in report.rating_columns)]
    rows = (
        [group.key, group.name, group.claim_count, *get_counts(group, report)] for group in groups
    )
    return write_csv(columns, rows)


def get_counts(group: RatingCounts, report: ComplianceReport) -> list[int]:
    """The number of claims with each rating, in the order of the columns."""
    return [group.counts[code] for code, _label in report.rating_columns]
