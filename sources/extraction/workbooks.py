"""Extract the cells of Excel workbooks (.xlsx), as they are shown. Pure.

The text has the form of `sources.extraction.tables`; an address names the sheet: `Budget!B2`.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import accumulate
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.number_formats import format_value
from sources.extraction.office_files import OFFICE_ERRORS, check_office_file
from sources.extraction.tables import Row, collect_table, write_tables
from sources.extraction.text_builder import fold_blanks
from sources.media_types import XLSX, ParseError

BROKEN_WORKBOOK = _(
    "This Excel file is broken and cannot be read. Open it in Excel or LibreOffice, save it again "
    "and capture that file."
)
# A formula whose result was not saved, in the XML of a sheet.
FORMULA_WITHOUT_RESULT = re.compile(
    rb"(?:</f>|<f(?:\s[^<>]{0,200})?/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
# The tag of a row or of columns that are hidden.
HIDDEN_TAG = re.compile(
    rb"<(?:\w{1,20}:)?(?:row|col)\s[^<>]{0,500}?\bhidden=[\"'](?:1|true)[\"'][^<>]{0,500}>"
)
NUMBER_ATTRIBUTE = re.compile(rb"\s(r|min|max)=[\"'](\d{1,7})[\"']")
MAX_COLUMNS = 16_384


def extract_workbook(raw: bytes) -> ExtractedText:
    """Return the cells of the visible sheets as they are shown, not as formulas.

    Raises `ParseError`.
    """
    raw = check_office_file(raw, BROKEN_WORKBOOK)
    tables, hidden, partly_hidden = [], [], []
    warnings = list(_list_warnings(raw))
    try:
        workbook = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        title = workbook.properties.title or ""
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                hidden.append(sheet.title)
                continue
            sheet.reset_dimensions()
            concealed = _find_hidden(raw, sheet)
            if concealed.rows or concealed.columns:
                partly_hidden.append(sheet.title)
            tables.append(collect_table(sheet.title, _read_sheet(sheet, concealed)))
    except ParseError:
        raise
    except OFFICE_ERRORS:
        raise ParseError(BROKEN_WORKBOOK) from None
    for message, sheets in (
        (_("Hidden sheets were left out: %(names)s."), hidden),
        (_("Hidden rows and columns of these sheets were left out: %(names)s."), partly_hidden),
    ):
        if sheets:
            warnings.append((message, {"names": ", ".join(sheets)[:300]}))
    builder = write_tables(tables)
    return ExtractedText(
        text=builder.text,
        media_type=XLSX,
        extractor=f"openpyxl {version('openpyxl')}",
        title=fold_blanks(title),
        parts=builder.get_parts(),
        warnings=tuple(warnings),
    )


@dataclass(frozen=True)
class _Hidden:
    """The numbers, from 1, of the rows and columns that a sheet hides, also by a filter."""

    rows: frozenset[int]
    columns: frozenset[int]


def _find_hidden(raw: bytes, sheet: Any) -> _Hidden:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        xml = archive.read(sheet._worksheet_path)  # the library reads this only with all cells
    rows: set[int] = set()
    changes = [0] * (MAX_COLUMNS + 2)  # how many hidden ranges begin and end before each column
    for tag in HIDDEN_TAG.finditer(xml):
        numbers = {name: int(value) for name, value in NUMBER_ATTRIBUTE.findall(tag[0])}
        rows.add(numbers.get(b"r", 0))
        first, last = numbers.get(b"min", 1), numbers.get(b"max", 0)
        if 0 < first <= last <= MAX_COLUMNS:
            changes[first] += 1
            changes[last + 1] -= 1
    columns = (column for column, depth in enumerate(accumulate(changes)) if depth)
    return _Hidden(frozenset(rows - {0}), frozenset(columns))


def _read_sheet(sheet: Any, hidden: _Hidden) -> Iterator[Row]:
    for row in sheet.iter_rows():
        cells = [cell for cell in row if cell.value is not None]
        if not cells or cells[0].row in hidden.rows:
            continue
        values = [""] * cells[-1].column
        for cell in cells:
            if cell.column not in hidden.columns:
                value = unescape(cell.value) if isinstance(cell.value, str) else cell.value
                values[cell.column - 1] = format_value(value, cell.number_format)
        yield cells[0].row, values


def _list_warnings(raw: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    count = 0
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                count += len(FORMULA_WITHOUT_RESULT.findall(archive.read(name)))
    if count:
        message = _(
            "%(count)d formulas have no stored result and are left out. Open the file in Excel "
            "or LibreOffice, save it and capture it again."
        )
        yield message, {"count": count}
