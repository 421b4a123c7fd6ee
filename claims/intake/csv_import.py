"""How do many claims come in with one file: read, checked row by row, and brought in whole?

Nothing is half done: a file with a fault in one row is refused with the fault, and what is brought
in is brought in by one transaction. How far that is can be seen meanwhile, because it is told on a
connection of its own.
"""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from claims.choices import Origin
from claims.intake import claims
from claims.models import Appearance, Batch, Claim, Claimant, Topic
from claims.workflow.actions import Refused

OF_CLAIM = ("statement", "language", "origin")
OF_APPEARANCE = ("words", "medium", "place", "appeared_on", "precision", "url")
COLUMNS = (*OF_CLAIM, "claimant", "topics", *OF_APPEARANCE)
DELIMITERS = ",;\t"
TOLD_EVERY = 20  # rows
BLANK = 10  # so many times the rows that come in may be read, blank ones with them
# Which origins have a claimant, and which have none (constraint `origin_fits_the_claimant`).
NAMED, UNNAMED = (Origin.PERSON, Origin.ORGANISATION), (Origin.ANONYMOUS, Origin.QUESTION)


class Unreadable(ValueError):
    """The file cannot be taken as a table of claims; the message says why."""


@dataclass
class Row:
    """One row of a file: what it says, and what is wrong with it, by column."""

    line: int
    told: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    known: Claim | None = None  # the claim that is there already, in the same words


def read(text: str) -> list[Row]:
    """The rows of a CSV file with a line of column names; empty ones are left out.

    Raises `Unreadable`. Comma, semicolon and tab are told apart by the first line.
    """
    first, _, _ = text.lstrip("\ufeff").partition("\n")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        _refuse_names(names)
        reader.fieldnames = names
        return _counted(Row(reader.line_num, _cells(cells)) for cells in reader)
    except csv.Error as error:
        raise Unreadable(f"This is no CSV file: {error}, near line {reader.line_num}.") from None


def _counted(rows: Iterator[Row]) -> list[Row]:
    """Those that say something; refused as soon as there are too many, so that none is built on."""
    found = []
    for number, row in enumerate(rows, 1):
        if any(row.told.values()):
            found.append(row)
        if len(found) > settings.IMPORT_ROWS or number > settings.IMPORT_ROWS * BLANK:
            raise Unreadable(f"The file has more than {settings.IMPORT_ROWS} rows.")
    if not found:
        raise Unreadable("The file has no rows.")
    return found


def _refuse_names(names: list[str]) -> None:
    if "statement" not in names:
        raise Unreadable("The first line names the columns, and one of them is “statement”.")
    if strange := [name for name in names if name not in COLUMNS]:
        raise Unreadable(
            f"No column is called {', '.join(f'“{name}”' for name in strange)}; "
            f"there are {', '.join(COLUMNS)}."
        )
    if len(set(names)) < len(names):
        raise Unreadable("Two columns have one name.")


def _cells(cells: dict) -> dict[str, str]:
    if None in cells or None in cells.values():
        raise csv.Error("a row has not as many cells as there are columns")
    return {name: " ".join(cell.replace("\x00", " ").split()) for name, cell in cells.items()}


# ── what is wrong with it ───────────────────────────────────────────────────────────────────────
def check(rows: list[Row]) -> list[Row]:
    """The same rows with their faults, and with the claims that are there already."""
    claimants, topics = _named(rows), _topics()
    known = {
        claim.statement.casefold(): claim
        for claim in Claim.objects.filter(statement__in=[row.told["statement"] for row in rows])
    }
    seen: dict[str, int] = {}
    for row in rows:
        statement = row.told["statement"].casefold()
        row.known = known.get(statement)
        row.faults = dict(_faults(row.told, claimants, topics))
        if statement and statement in seen:
            row.faults["statement"] = f"Line {seen[statement]} says the same."
        seen.setdefault(statement, row.line)
    return rows


def _faults(told: dict, claimants, topics) -> Iterator[tuple[str, str]]:
    yield from _field_faults(Claim(**_claim(told)), OF_CLAIM)
    if any(told.get(name) for name in OF_APPEARANCE):
        yield from _field_faults(Appearance(**_appearance(told)), OF_APPEARANCE)
        if bool(told.get("appeared_on")) != (told.get("precision") not in ("", None, "unknown")):
            yield "precision", "Give the date together with how exactly it is known."
    name = told.get("claimant", "")
    if name and len(claimants.get(name.casefold(), ())) != 1:
        many = "Several claimants are" if claimants.get(name.casefold()) else "No claimant is"
        yield "claimant", f"{many} called so: describe the claimant at the desk first."
    if (origin := _claim(told)["origin"]) in (NAMED if not name else UNNAMED):
        wants = "names its claimant" if origin in NAMED else "has no claimant"
        yield "claimant", f"A claim of the origin “{origin}” {wants}."
    for topic in _listed(told):
        if topic.casefold() not in topics:
            yield "topics", f"No topic is called “{topic}”."


def _field_faults(row, names) -> Iterator[tuple[str, str]]:
    others = {one.name for one in row._meta.fields} - set(names)
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        yield from ((name, " ".join(said)) for name, said in error.message_dict.items())


def _claim(told: dict) -> dict:
    given = {name: told[name] for name in OF_CLAIM if told.get(name)}
    return {"language": "en", "origin": Origin.CIRCULATING, "statement": ""} | given


def _appearance(told: dict) -> dict:
    return {name: told[name] for name in OF_APPEARANCE if told.get(name)}


def _listed(told: dict) -> list[str]:
    return [one.strip() for one in told.get("topics", "").split("|") if one.strip()]


def _named(rows: list[Row]) -> dict[str, list[Claimant]]:
    names = {row.told.get("claimant", "") for row in rows} - {""}
    found: dict[str, list[Claimant]] = {}
    for claimant in Claimant.objects.filter(name__in=names):
        found.setdefault(claimant.name.casefold(), []).append(claimant)
    return found


def _topics() -> dict[str, Topic]:
    rows = list(Topic.objects.all())
    return {row.slug.casefold(): row for row in rows} | {row.name.casefold(): row for row in rows}


# ── bringing it in ──────────────────────────────────────────────────────────────────────────────
def keep(rows: list[Row], *, name: str, by, at: datetime) -> Batch:
    """The checked rows, kept for the worker; those whose claim is there already are left out.

    Raises `Refused` with a sentence where a row has a fault, and then nothing was written.
    """
    if not by.is_active or not by.has_perm("claims.record_claim"):
        raise Refused("Your role does not allow this.")
    if faulty := [row.line for row in rows if row.faults]:
        raise Refused(f"Mend the file first: {len(faulty)} of its rows have faults.")
    fresh = [row.told for row in rows if row.known is None]
    if not fresh:
        raise Refused("Every claim of this file is there already.")
    return Batch.objects.create(
        name=name[:200],
        rows=fresh,
        left_out=len(rows) - len(fresh),
        number=len(fresh),
        brought_by=by,
        brought_at=at,
    )


def bring_in(batch: Batch, *, at: datetime) -> None:
    """Every row is a claim, all of them recorded at `at`; or the batch says why none is.

    Safe to call again, and from two sides at once: what has ended is not begun anew.
    """
    with _progress(batch) as tell, transaction.atomic():
        _lock(batch)
        fresh = Batch.objects.select_related("brought_by").get(pk=batch.pk)
        if not fresh.waits:
            return
        try:
            with transaction.atomic():
                _record_all(fresh, at, tell)
        except Refused as refused:
            fresh.refused = str(refused)
        fresh.done = 0 if fresh.refused else fresh.number
        fresh.ended_at = at
        fresh.save(update_fields=["done", "ended_at", "refused"])


def _lock(batch: Batch) -> None:
    """One at a time; not the row itself, which the progress is written into meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('claims_batch'), %s)", [batch.pk])


def _record_all(batch: Batch, at: datetime, tell: Callable[[int], None]) -> None:
    rows = [Row(number, told) for number, told in enumerate(batch.rows, 1)]
    claimants, topics = _named(rows), _topics()
    for row in rows:
        _record(row, claimants, topics, batch.brought_by, at)
        if row.line % TOLD_EVERY == 0:
            tell(row.line)


def _record(row: Row, claimants, topics, by, at: datetime) -> None:
    try:
        named = claimants[name.casefold()][0] if (name := row.told.get("claimant")) else None
        under = [topics[topic.casefold()] for topic in _listed(row.told)]
    except (KeyError, IndexError):
        raise Refused(
            f"Row {row.line}: its claimant or a topic is not called so any more."
        ) from None
    try:
        claim = claims.record(by=by, at=at, claimant=named, topics=under, **_claim(row.told))
        if said := _appearance(row.told):
            claims.appear(claim, by=by, at=at, **said)
    except Refused as refused:
        raise Refused(f"Row {row.line}: {refused}") from None


@contextmanager
def _progress(batch: Batch) -> Iterator[Callable[[int], None]]:
    """Tells how many rows are done, outside the transaction in which they are."""
    beside = connection.copy()

    def tell(done: int) -> None:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE claims_batch SET done = %s WHERE id = %s AND ended_at IS NULL",
                [done, batch.pk],
            )

    try:
        yield tell
    finally:
        beside.close()


def brought_in(batch: Batch):
    """The claims that the batch brought in."""
    rows = Claim.objects.filter(recorded_at=batch.ended_at, recorded_by=batch.brought_by_id)
    return rows.order_by("pk") if batch.ended_at and not batch.refused else Claim.objects.none()
