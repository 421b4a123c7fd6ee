"""Word documents and workbooks for tests, written with the libraries that read them."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.oxml import parse_xml
from openpyxl import Workbook

W_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def create_docx(*paragraphs: str, change: Callable[[Document], object] | None = None) -> bytes:
    """Return a document with these paragraphs, after `change` was called with it."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if change:
        change(document)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def append_xml(document: Document, xml: str) -> None:
    """Append a paragraph that is written in WordprocessingML, without its namespace."""
    element = parse_xml(f"<w:p {W_NAMESPACE}>{xml}</w:p>")
    document.element.body.insert(len(document.element.body) - 1, element)


def create_xlsx(**sheets: list[list]) -> bytes:
    """Return a workbook with the rows of each sheet; a cell is a value or (value, format)."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                value, number_format = value if isinstance(value, tuple) else (value, "General")
                cell = sheet.cell(number, column, value)
                cell.number_format = number_format
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def change_entries(raw: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return an Office file with the result of `change` in place of each entry."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(output, "w") as changed:
        for name in archive.namelist():
            changed.writestr(name, change(archive.read(name)))
    return output.getvalue()
