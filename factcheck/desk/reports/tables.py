"""Which tables are in the evidence pack, and how are they written so that a spreadsheet reads them?

RFC 4180 in UTF-8 with a byte order mark, which spreadsheets need. What a spreadsheet would take for
a formula is written as text, behind an apostrophe
(https://owasp.org/www-community/attacks/CSV_Injection). Moments are in UTC.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO

from django.urls import reverse

from claims.publication.evidence_pack import Pack, Share, is_as_hashed
from factcheck.public.base.context import absolute

MARK = "\ufeff"
FORMULA = tuple("=+-@＝＋－＠")  # the wide ones too, which some spreadsheets take for the others

VERDICTS = (
    *("claim", "revision", "address", "state", "statement", "claimant", "topics"),
    *("rating", "basis", "independent_origins", "finding", "holds_as_of"),
    *("evidence_for", "evidence_against", "context", "nothing_against_found", "searched"),
    *("primary_sources", "why_no_primary", "interest", "interest_handled", "crime"),
    *("written_by", "approved_by", "published_by", "published_at"),
    *("record", "record_sha256", "record_is_as_hashed"),
)
SOURCES = (
    *("claim", "revision", "stance", "passage", "quotation", "translation", "voice", "speaker"),
    *("source", "label", "author", "publisher", "kind", "published_on", "url"),
    *("snapshot", "captured_at", "snapshot_sha256", "address"),
)
CHANGES = (
    *("announced_at", "claim", "statement", "kind", "cause", "note"),
    *("from_revision", "to_revision", "from_rating", "to_rating", "address"),
)


def tables(pack: Pack) -> Iterator[tuple[str, str]]:
    """The name of each table's file and what is in it."""
    yield "verdicts.csv", written(VERDICTS, map(_verdict, pack.verdicts))
    yield "sources.csv", written(SOURCES, _sources(pack))
    yield "changes.csv", written(CHANGES, map(_change, pack.changes))
    yield "claimants.csv", _balance("claimant", pack.claimants, pack)
    yield "topics.csv", _balance("topic", pack.topics, pack)


def written(head: Iterable[str], rows: Iterable[Iterable]) -> str:
    """A table as CSV; no cell of it is a formula."""
    out = StringIO()
    lines = csv.writer(out, quoting=csv.QUOTE_ALL)
    lines.writerow([harmless(cell) for cell in head])
    lines.writerows([harmless(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()


def harmless(cell) -> str:
    """A cell as text that no spreadsheet computes; nothing is an empty one."""
    text = _text(cell)
    is_formula = text.lstrip().startswith(FORMULA) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if is_formula else text


def record_name(row) -> str:
    """Where the record of a revision lies in the pack."""
    return f"record/{row.claim_id}-{row.revision}.json"


def _text(cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds")
    return str(cell)


def _verdict(shown) -> list:
    row, record = shown.row, shown.record or {}
    return [
        *(row.claim_id, row.revision, _revision(row.claim_id, row.revision), row.state),
        *(row.statement, row.claimant_name, "; ".join(row.topic_names)),
        *(row.rating_label, row.basis, _origins(record), row.finding, row.holds_as_of),
        *_sides(shown),
        *_answers(record.get("checklist", {})),
        *("; ".join(record.get("written_by", ())), row.approved_by, row.published_by),
        *(row.published_at, record_name(row) if record else "", row.record_sha256),
        is_as_hashed(row) if record else "",
    ]


def _sides(shown) -> list:
    """How much evidence there is on each side; where none is against, what was searched."""
    if shown.record is None:
        return [""] * 5
    counts = [len(side) for side in (shown.supporting, shown.refuting, shown.context)]
    return [*counts, shown.record["nothing_against"], shown.record["searched"]]


def _answers(told: dict) -> list:
    """What was answered to the checklist; empty where the record, of form 1 or 2, has nothing."""
    names = ("primary_sources", "why_no_primary", "interest", "interest_handled", "crime")
    return [told.get(name) for name in names]


def _origins(record: dict) -> int | str:
    """Their number; empty where the record, of form 1, does not say it."""
    return len(record["origins"]) if "origins" in record else ""


def _sources(pack: Pack) -> Iterator[list]:
    for shown in pack.verdicts:
        for one in shown.record["evidence"] if shown.record else ():
            yield [shown.row.claim_id, shown.row.revision, one["stance"], *_quoted(one["passage"])]


def _quoted(passage: dict) -> list:
    source, snapshot = passage["source"], passage["snapshot"]
    translation = passage.get("translation") or {}
    return [
        *(passage["id"], passage["exact"], translation.get("words", "")),
        *(passage["voice"], passage["speaker"]),
        *(source["id"], source["label"], source["author"], source["publisher"], source["kind"]),
        *(source["published_on"], source["url"]),
        *(snapshot["id"], snapshot["captured_at"], snapshot["sha256"]),
        absolute(reverse("passage", args=[passage["id"]])),
    ]


def _change(row) -> list:
    return [
        *(row.announced_at, row.claim_id, row.statement, row.kind, row.cause, row.note),
        *(row.from_revision, row.to_revision, row.from_label, row.to_label),
        _revision(row.claim_id, row.to_revision),
    ]


def _revision(claim_id: str, number: int) -> str:
    return absolute(reverse("revision", args=[claim_id, number]))


def _balance(of: str, shares: list[Share], pack: Pack) -> str:
    head = [of, "name", "claims", *(label for _, label in pack.columns)]
    rows = ([one.key, one.name, one.claims, *counts(one, pack)] for one in shares)
    return written(head, rows)


def counts(share: Share, pack: Pack) -> list[int]:
    """How many claims of a share have each rating, in the order of the columns."""
    return [share.ratings[code] for code, _ in pack.columns]
