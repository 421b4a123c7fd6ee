"""Check Office Open XML files before a library reads them. Pure.

They are ZIP archives: a small file may be made to unpack to gigabytes, or to hold millions of
entries. Limits on memory and time would end the reading, but a clear message is better.
"""

import io
import struct
import zipfile
import zlib
from xml.etree.ElementTree import ParseError as XMLParseError

from lxml.etree import LxmlError

from factcheck.core.errors import gettext_noop as _
from sources.media_types import ParseError

MAX_UNPACKED_BYTES = 500_000_000
MAX_ENTRIES = 10_000
# What python-docx, openpyxl and zipfile raise for malformed files, in addition to their own errors.
OFFICE_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, XMLParseError, LxmlError, EOFError),
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, OSError),
    *(ArithmeticError, RecursionError, NotImplementedError, RuntimeError, MemoryError),
)


def check_office_file(raw: bytes, broken: str) -> None:
    """Raises `ParseError`: with the message `broken`, or because the file unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
    except OFFICE_ERRORS:
        raise ParseError(broken) from None
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or size > MAX_UNPACKED_BYTES:
        raise ParseError(
            _("This file unpacks to %(size)s MB; at most %(limit)s MB are read."),
            params={"size": size // 1_000_000, "limit": MAX_UNPACKED_BYTES // 1_000_000},
        )
