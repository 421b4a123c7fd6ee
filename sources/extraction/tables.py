"""Extract the cells of tables in plain text: CSV and TSV. Pure.

A row of the table is a line of the text, and its cells are separated by tabs. Each cell is a part
whose label is its address, such as `B2`, or `Budget!B2` in a workbook. Empty rows are left out.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.text_builder import TextBuilder, fold_blanks
from sources.media_types import TSV, ParseError

CSV_EXTRACTOR = "tables 1"
DELIMITERS = "\t,;|"  # the first of those that fit equally well
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
SNIFFED_ROWS = 30
SEPARATOR_LINE = re.compile(r"\"?sep=(.)\"?\n", re.IGNORECASE)  # Excel writes it as the first line
MAX_CELLS = 500_000  # with words in them
MAX_PARTS = 50_000  # of more cells the rows are the parts, and of more rows there are none
MAX_CELL_LENGTH = 10_000_000  # characters

Row = tuple[int, Sequence[str]]  # the number of the row, from 1, and its cells


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────
def extract_csv(text: str, media_type: str) -> ExtractedText:
    """Return the cells of a table in plain text. Raises `ParseError`."""
    delimiter = "\t" if media_type == TSV else ""
    if match := SEPARATOR_LINE.match(text):
        delimiter, text = match[1], text[match.end() :]
    csv.field_size_limit(MAX_CELL_LENGTH)
    builder = write_tables([_read_table(text, delimiter or _find_delimiter(text))])
    return ExtractedText(builder.text, media_type, CSV_EXTRACTOR, parts=builder.get_parts())


def _read_table(text: str, delimiter: str) -> "Table":
    """Quotation marks of which one is missing are words: otherwise they would swallow rows."""
    for is_strict in (True, False):
        lines = _Lines(io.StringIO(text))
        reader = csv.reader(lines, delimiter=delimiter, strict=is_strict)
        try:
            return collect_table("", enumerate(reader, 1))
        except csv.Error:
            if lines.are_read:  # in search of the second quotation mark
                break
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    try:
        return collect_table("", enumerate(reader, 1))
    except csv.Error:
        raise ParseError(
            _("This table cannot be read: there is an error near line %(line)d."),
            params={"line": reader.line_num},
        ) from None


class _Lines:
    """The lines of a file; `are_read` says whether someone asked for more than there are."""

    def __init__(self, lines: Iterable[str]):
        self.lines, self.are_read = iter(lines), False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.lines, None)
        if line is None:
            self.are_read = True
            raise StopIteration
        return line


def _find_delimiter(text: str) -> str:
    """The character that divides the first rows into the same number of cells, at least two."""
    return max(DELIMITERS, key=lambda delimiter: _rate_delimiter(text, delimiter))


def _rate_delimiter(text: str, delimiter: str) -> tuple[float, int]:
    """How many rows have the usual number of cells, and this number; a decimal comma is none."""
    text = text[:100_000]
    is_decimal = delimiter == "," and "," not in DECIMAL_COMMA.sub("", text)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    lengths: list[int] = []
    try:
        for row in reader:
            if row:
                lengths.append(len(row))
            if len(lengths) == SNIFFED_ROWS:
                break
    except csv.Error:
        pass
    usual = max(set(lengths), key=lengths.count, default=0)
    share = lengths.count(usual) / len(lengths) if usual > 1 and not is_decimal else 0.0
    return share, usual


# ── text ────────────────────────────────────────────────────────────────────────────────────────
def get_column_letter(column: int) -> str:
    """The letters of a column as spreadsheets write them: A for 1, AA for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass
class Table:
    """The rows with words in them, each with its number; `name` is that of a sheet, if any."""

    name: str
    rows: list[tuple[int, list[tuple[int, str]]]] = field(default_factory=list)
    cell_count: int = 0

    def list_columns(self) -> list[int]:
        """The numbers of the columns that have words, in order."""
        return sorted({column for _number, cells in self.rows for column, _words in cells})


def collect_table(name: str, rows: Iterable[Row]) -> Table:
    """Return the cells with words in them. Raises `ParseError` for too many."""
    table = Table(name)
    for number, row in rows:
        cells = [(column, fold_blanks(value)) for column, value in enumerate(row, 1) if value]
        cells = [(column, words) for column, words in cells if words]
        if cells:
            table.rows.append((number, cells))
            table.cell_count += len(cells)
        if table.cell_count > MAX_CELLS:
            raise ParseError(
                _("This table has more than %(limit)s cells. Save the part that you need."),
                params={"limit": MAX_CELLS},
            )
    return table


def write_tables(tables: Sequence[Table]) -> TextBuilder:
    """Return the text of the tables with their parts. Raises `ParseError` if there is none.

    The parts are the cells, or the rows, whichever are not too many to be stored.
    """
    cell_count, row_count = (
        sum(table.cell_count for table in tables),
        sum(len(table.rows) for table in tables),
    )
    if not cell_count:
        raise ParseError(_("There are no words or numbers in this table."))
    has_cells, has_rows = cell_count <= MAX_PARTS, row_count <= MAX_PARTS < cell_count
    builder = TextBuilder()
    for table in tables:
        builder.end_block()
        start = builder.length
        _write_rows(builder, table, has_cells, has_rows)
        if table.name:
            builder.mark_part("table", start, table.name)
    return builder


def _write_rows(builder: TextBuilder, table: Table, has_cells: bool, has_rows: bool) -> None:
    """Columns that are empty everywhere are left out."""
    columns = table.list_columns()
    places = {column: place for place, column in enumerate(columns)}
    letters = {column: get_column_letter(column) for column in columns}
    prefix = f"{table.name}!" if table.name else ""
    for number, cells in table.rows:
        builder.end_block()
        row_start, tabs = builder.length, 0
        for column, words in cells:
            builder.append("\t" * (places[column] - tabs))
            tabs, start = places[column], builder.length
            builder.append(words)
            if has_cells:
                builder.mark_part("cell", start, f"{prefix}{letters[column]}{number}")
        if has_rows:
            builder.mark_part("row", row_start, f"{prefix}{number}:{number}")
