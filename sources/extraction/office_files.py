"""Check Office Open XML files before a library reads them. Pure.

They are ZIP archives: a small file may be made to unpack to gigabytes, or to hold millions of
entries. Limits on memory and time would end the reading, but a clear message is better.
"""

import io
import re
import struct
import zipfile
import zlib
from xml.etree.ElementTree import ParseError as XMLParseError

from lxml.etree import LxmlError

from factcheck.core.errors import gettext_noop as _
from sources.media_types import ParseError

MAX_UNPACKED_BYTES = 500_000_000
MAX_ENTRIES = 10_000
STRICT_NAMESPACE = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/")
TRANSITIONAL_NAMESPACE = rb"http://schemas.openxmlformats.org/\1/2006/"
# What python-docx, openpyxl and zipfile raise for malformed files, in addition to their own errors.
OFFICE_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, XMLParseError, LxmlError, EOFError),
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, OSError),
    *(ArithmeticError, RecursionError, NotImplementedError, RuntimeError, MemoryError),
)


def check_office_file(raw: bytes, broken: str) -> bytes:
    """Return the file, converted if it is “Strict Open XML”, which the libraries do not read.

    Raises `ParseError`: with the message `broken`, or because the file unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            _check_size(entries)
            is_strict = STRICT_NAMESPACE.search(archive.read("_rels/.rels"))
            return _convert_strict(archive) if is_strict else raw
    except ParseError:
        raise
    except OFFICE_ERRORS:
        raise ParseError(broken) from None


def _convert_strict(archive: zipfile.ZipFile) -> bytes:
    """The same archive with the namespaces of ISO/IEC 29500-4 in place of those of its part 1."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as converted:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename.endswith((".xml", ".rels")):
                content = STRICT_NAMESPACE.sub(TRANSITIONAL_NAMESPACE, content)
            converted.writestr(entry.filename, content)
    return output.getvalue()


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or size > MAX_UNPACKED_BYTES:
        raise ParseError(
            _("This file unpacks to %(size)s MB; at most %(limit)s MB are read."),
            params={"size": size // 1_000_000, "limit": MAX_UNPACKED_BYTES // 1_000_000},
        )
