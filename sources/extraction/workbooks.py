"""Extract the cells of Excel workbooks (.xlsx), as they are shown. Pure.

The text has the form of `sources.extraction.tables`; an address names the sheet: `Budget!B2`.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from openpyxl import load_workbook

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.number_formats import format_value
from sources.extraction.office_files import OFFICE_ERRORS, check_office_file
from sources.extraction.tables import Row, collect_table, write_tables
from sources.extraction.text_builder import fold_blanks
from sources.media_types import XLSX, ParseError

BROKEN_WORKBOOK = _("This Excel file is broken and cannot be read.")
# A formula whose result was not saved, in the XML of a sheet.
FORMULA_WITHOUT_RESULT = re.compile(
    rb"(?:</f>|<f(?:\s[^<>]{0,200})?/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)


def extract_workbook(raw: bytes) -> ExtractedText:
    """Return the cells of the visible sheets as they are shown, not as formulas.

    Raises `ParseError`.
    """
    check_office_file(raw, BROKEN_WORKBOOK)
    tables, hidden, warnings = [], [], list(_list_warnings(raw))
    try:
        workbook = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        title = workbook.properties.title or ""
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                hidden.append(sheet.title)
                continue
            sheet.reset_dimensions()
            tables.append(collect_table(sheet.title, _read_sheet(sheet)))
    except ParseError:
        raise
    except OFFICE_ERRORS:
        raise ParseError(BROKEN_WORKBOOK) from None
    if hidden:
        names = ", ".join(hidden)[:300]
        warnings.append((_("Hidden sheets were left out: %(names)s."), {"names": names}))
    builder = write_tables(tables)
    return ExtractedText(
        text=builder.text,
        media_type=XLSX,
        extractor=f"openpyxl {version('openpyxl')}",
        title=fold_blanks(title),
        parts=builder.get_parts(),
        warnings=tuple(warnings),
    )


def _read_sheet(sheet: Any) -> Iterator[Row]:
    for row in sheet.iter_rows():
        cells = [cell for cell in row if cell.value is not None]
        if cells:
            values = [""] * cells[-1].column
            for cell in cells:
                values[cell.column - 1] = format_value(cell.value, cell.number_format)
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
