"""Import claims from a CSV file: parse it, validate each row, and create all claims or none.

A file with one invalid row is rejected with the errors of each row. A valid file is saved as a
`ClaimImport`, which the worker runs in one transaction; the progress is written on a second
connection, so that it can be seen before that transaction ends.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.choices import Attribution
from claims.intake.claims import (
    EDITABLE_FIELDS,
    RECORD_PERMISSION,
    add_appearance,
    create_claim,
)
from claims.models import Appearance, Claim, Claimant, ClaimImport, Topic
from factcheck.accounts.policies import check_permission
from factcheck.core.errors import FactcheckError, InvalidInput, InvalidState, enforce

LOOKUP_COLUMNS = ("claimant", "topics")  # hold names, which have to exist already
CLAIM_COLUMNS = tuple(name for name in EDITABLE_FIELDS if name not in LOOKUP_COLUMNS)
APPEARANCE_COLUMNS = ("text", "medium", "place", "appeared_on", "precision", "url")
COLUMNS = (*EDITABLE_FIELDS, *APPEARANCE_COLUMNS)
CLAIM_DEFAULTS = {"language": "en", "attribution": Attribution.CIRCULATING}
DELIMITERS = ",;\t"
PROGRESS_INTERVAL = 20  # rows
MAX_LINES_PER_ROW = 10  # lines read, blank ones included, for each row that may be imported
# As in the constraint `attribution_fits_claimant`.
NEEDS_CLAIMANT = (Attribution.PERSON, Attribution.ORGANISATION)
HAS_NO_CLAIMANT = (Attribution.ANONYMOUS, Attribution.QUESTION)

ClaimantsByName = Mapping[str, list[Claimant]]
TopicsByName = Mapping[str, Topic]


@dataclass
class Row:
    """One row of a file: its cells by column, and what is wrong with them by column."""

    line: int
    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    existing_claim: Claim | None = None  # has the same statement, so the row is skipped


# ── parsing ─────────────────────────────────────────────────────────────────────────────────────
def parse_csv(text: str) -> list[Row]:
    """The rows of a CSV file whose first line names the columns; empty rows are skipped.

    The first line shows whether comma, semicolon or tab separates the cells. Raises
    `InvalidInput`.
    """
    text = text.lstrip("\ufeff")
    first_line, _newline, _rest = text.partition("\n")
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        _validate_column_names(names)
        reader.fieldnames = names
        return _collect_rows(Row(reader.line_num, _clean_cells(cells)) for cells in reader)
    except csv.Error as error:
        message = _("This is not a valid CSV file: %(error)s, near line %(line)d.")
        raise InvalidInput(message % {"error": error, "line": reader.line_num}) from None


def _collect_rows(rows: Iterable[Row]) -> list[Row]:
    """The rows that are not empty; stops reading as soon as there are too many."""
    limit, collected = settings.IMPORT_MAX_ROWS, []
    for number, row in enumerate(rows, 1):
        if any(row.values.values()):
            collected.append(row)
        if len(collected) > limit or number > limit * MAX_LINES_PER_ROW:
            raise InvalidInput(_("The file has more than %(limit)d rows.") % {"limit": limit})
    if not collected:
        raise InvalidInput(_("The file has no rows."))
    return collected


def _validate_column_names(names: list[str]) -> None:
    if "statement" not in names:
        raise InvalidInput(
            _("The first line has to name the columns, and “statement” has to be one of them.")
        )
    if unknown := [name for name in names if name not in COLUMNS]:
        message = _("Unknown columns: %(unknown)s. Possible columns: %(columns)s.")
        quoted = ", ".join(f"“{name}”" for name in unknown)
        raise InvalidInput(message % {"unknown": quoted, "columns": ", ".join(COLUMNS)})
    if len(set(names)) < len(names):
        raise InvalidInput(_("Two columns have the same name."))


def _clean_cells(cells: dict) -> dict[str, str]:
    if None in cells or None in cells.values():
        raise csv.Error(_("a row has more or fewer cells than there are columns"))
    return {name: " ".join(cell.replace("\x00", " ").split()) for name, cell in cells.items()}


# ── validation ──────────────────────────────────────────────────────────────────────────────────
def validate_rows(rows: list[Row]) -> list[Row]:
    """The same rows with their errors, and with the claims that exist already."""
    claimants, topics = _find_claimants(rows), _get_topics()
    existing = {
        claim.statement.casefold(): claim
        for claim in Claim.objects.filter(statement__in=[row.values["statement"] for row in rows])
    }
    first_lines: dict[str, int] = {}
    for row in rows:
        statement = row.values["statement"].casefold()
        row.existing_claim = existing.get(statement)
        row.errors = dict(_validate_values(row.values, claimants, topics))
        if statement and statement in first_lines:
            message = _("Line %(line)d has the same statement.")
            row.errors["statement"] = message % {"line": first_lines[statement]}
        first_lines.setdefault(statement, row.line)
    return rows


def _validate_values(
    values: dict[str, str], claimants: ClaimantsByName, topics: TopicsByName
) -> Iterator[tuple[str, str]]:
    """The errors in one row, as pairs of column and message."""
    yield from _validate_fields(Claim(**_get_claim_values(values)), CLAIM_COLUMNS)
    if any(values.get(name) for name in APPEARANCE_COLUMNS):
        yield from _validate_appearance(values)
    yield from _validate_claimant(values, claimants)
    for name in _split_topics(values):
        if name.casefold() not in topics:
            yield "topics", _("There is no topic named “%(name)s”.") % {"name": name}


def _validate_appearance(values: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from _validate_fields(Appearance(**_get_appearance_values(values)), APPEARANCE_COLUMNS)
    has_precision = values.get("precision") not in ("", None, "unknown")
    if bool(values.get("appeared_on")) != has_precision:
        yield "precision", _("Give both the date and its precision, or neither.")


def _validate_claimant(
    values: dict[str, str], claimants: ClaimantsByName
) -> Iterator[tuple[str, str]]:
    name = values.get("claimant", "")
    matches = claimants.get(name.casefold(), ())
    if name and not matches:
        yield "claimant", _("No claimant has this name: add the claimant first.")
    elif name and len(matches) > 1:
        yield (
            "claimant",
            _(
                "Several claimants have this name. "
                "Record this claim by hand and choose the right one."
            ),
        )
    attribution = _get_claim_values(values)["attribution"]
    if not name and attribution in NEEDS_CLAIMANT:
        message = _("The attribution “%(attribution)s” needs a claimant.")
        yield "claimant", message % {"attribution": attribution}
    if name and attribution in HAS_NO_CLAIMANT:
        message = _("The attribution “%(attribution)s” cannot have a claimant.")
        yield "claimant", message % {"attribution": attribution}


def _validate_fields(row: Model, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    excluded = {column.name for column in row._meta.fields} - set(names)
    try:
        row.clean_fields(exclude=excluded)
    except ValidationError as error:
        yield from ((name, " ".join(texts)) for name, texts in error.message_dict.items())


def _get_claim_values(values: dict[str, str]) -> dict[str, str]:
    return CLAIM_DEFAULTS | {name: values[name] for name in CLAIM_COLUMNS if values.get(name)}


def _get_appearance_values(values: dict[str, str]) -> dict[str, str]:
    return {name: values[name] for name in APPEARANCE_COLUMNS if values.get(name)}


def _split_topics(values: dict[str, str]) -> list[str]:
    return [name.strip() for name in values.get("topics", "").split("|") if name.strip()]


def _find_claimants(rows: list[Row]) -> ClaimantsByName:
    names = {row.values.get("claimant", "") for row in rows} - {""}
    claimants: dict[str, list[Claimant]] = {}
    for claimant in Claimant.objects.filter(name__in=names):
        claimants.setdefault(claimant.name.casefold(), []).append(claimant)
    return claimants


def _get_topics() -> TopicsByName:
    """The topics by their slugs and by their names."""
    topics = list(Topic.objects.all())
    by_slug = {topic.slug.casefold(): topic for topic in topics}
    return by_slug | {topic.name.casefold(): topic for topic in topics}


# ── importing ───────────────────────────────────────────────────────────────────────────────────
def create_import(rows: list[Row], *, name: str, by, at: datetime) -> ClaimImport:
    """Saves the validated rows for the worker; rows whose claim exists already are skipped.

    `name` is the name of the file. Raises `InvalidInput` if a row has errors or none is new.
    """
    enforce(check_permission(by, RECORD_PERMISSION))
    if count := sum(1 for row in rows if row.errors):
        message = ngettext(
            "Correct the file first: %(count)d row has errors.",
            "Correct the file first: %(count)d rows have errors.",
            count,
        )
        raise InvalidInput(message % {"count": count})
    new_rows = [row.values for row in rows if row.existing_claim is None]
    if not new_rows:
        raise InvalidInput(_("All claims in this file exist already."))
    return ClaimImport.objects.create(
        name=name[:200],
        rows=new_rows,
        skipped=len(rows) - len(new_rows),
        total=len(new_rows),
        created_by=by,
        created_at=at,
    )


def run_import(claim_import: ClaimImport, *, at: datetime) -> None:
    """All rows are claims, recorded at `at`; or none is, and `error` says why.

    Running it again, or twice at the same time, creates nothing a second time.
    """
    with _open_progress(claim_import) as report_progress, transaction.atomic():
        _lock(claim_import)
        fresh = ClaimImport.objects.select_related("created_by").get(pk=claim_import.pk)
        if not fresh.is_pending:
            return
        try:
            with transaction.atomic():
                _create_claims(fresh, at, report_progress)
        except FactcheckError as error:
            fresh.error = str(error)
        fresh.processed = 0 if fresh.error else fresh.total
        fresh.finished_at = at
        fresh.save(update_fields=["processed", "finished_at", "error"])


def _lock(claim_import: ClaimImport) -> None:
    """An advisory lock, because a lock of the row would block the updates of its progress."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('claims_claimimport'), %s)", [claim_import.pk]
        )


def _create_claims(
    claim_import: ClaimImport, at: datetime, report_progress: Callable[[int], None]
) -> None:
    rows = [Row(number, values) for number, values in enumerate(claim_import.rows, 1)]
    claimants, topics = _find_claimants(rows), _get_topics()
    for row in rows:
        try:
            _create_claim(row.values, claimants, topics, claim_import.created_by, at)
        except FactcheckError as error:
            message = _("Row %(row)d (“%(statement)s”): %(error)s")
            values = {"row": row.line, "statement": row.values["statement"], "error": error}
            raise InvalidInput(message % values) from None
        if row.line % PROGRESS_INTERVAL == 0:
            report_progress(row.line)


def _create_claim(
    values: dict[str, str], claimants: ClaimantsByName, topics: TopicsByName, by, at: datetime
) -> None:
    name = values.get("claimant")
    try:
        claimant = claimants[name.casefold()][0] if name else None
        claim_topics = [topics[topic.casefold()] for topic in _split_topics(values)]
    except (KeyError, IndexError):
        raise InvalidState(_("its claimant or one of its topics no longer exists.")) from None
    fields = _get_claim_values(values) | {"claimant": claimant, "topics": claim_topics}
    claim = create_claim(by=by, at=at, **fields)
    if appearance := _get_appearance_values(values):
        add_appearance(claim, by=by, at=at, **appearance)


@contextmanager
def _open_progress(claim_import: ClaimImport) -> Iterator[Callable[[int], None]]:
    """Yields a function that saves the number of processed rows, outside the transaction."""
    progress_connection = connection.copy()

    def report_progress(processed: int) -> None:
        with progress_connection.cursor() as cursor:
            cursor.execute(
                "UPDATE claims_claimimport SET processed = %s"
                " WHERE id = %s AND finished_at IS NULL",
                [processed, claim_import.pk],
            )

    try:
        yield report_progress
    finally:
        progress_connection.close()


def list_imported_claims(claim_import: ClaimImport) -> QuerySet[Claim]:
    """The claims that this import created."""
    if claim_import.finished_at is None or claim_import.error:
        return Claim.objects.none()
    rows = Claim.objects.filter(
        recorded_at=claim_import.finished_at, recorded_by=claim_import.created_by_id
    )
    return rows.order_by("pk")
