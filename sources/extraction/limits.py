"""How much of a file is read, and with how much time and memory. Pure.

The limits grow with the size of a file, because its reading does; those of a page of a few hundred
kilobytes are small, because a user waits for it.
"""

from dataclasses import dataclass

from factcheck.core.errors import gettext_noop as _
from sources.media_types import DOCX, PDF, XLSX

MAX_PAGES = 1500
MAX_TEXT_LENGTH = 60_000_000  # code points
TOO_MANY_PAGES = _(
    "This PDF has %(count)s pages, and at most %(limit)s are read. Capture a part of it: choose "
    "the first and the last page."
)
BASE_SECONDS, SECONDS_PER_MEGABYTE, SECONDS_PER_PAGE = 6.0, 2.0, 0.15
PACKING_FACTOR = 8  # how much larger Office files are when they are unpacked
BASE_MEMORY, MEMORY_FACTOR, MAX_MEMORY = 1 << 30, 20, 3 << 30


@dataclass(frozen=True)
class PageRange:
    """The pages of a PDF to read: from `first`, from 1, to `last`; at most `limit` of them."""

    first: int = 1
    last: int | None = None
    limit: int = MAX_PAGES


ALL_PAGES = PageRange()


def get_time_limit(size: int, media_type: str, page_range: PageRange = ALL_PAGES) -> float:
    """Return the seconds of CPU time for a file of `size` bytes; a page of 2 MB takes two."""
    packed = PACKING_FACTOR if media_type in (DOCX, XLSX) else 1
    seconds = BASE_SECONDS + SECONDS_PER_MEGABYTE * packed * (size / 1_000_000)
    if media_type != PDF:
        return seconds
    last = page_range.last or page_range.first + page_range.limit
    pages = min(page_range.limit, max(0, last - page_range.first + 1))
    return seconds + SECONDS_PER_PAGE * min(pages, size // 500)


def get_memory_limit(size: int) -> int:
    """Return the bytes of address space for a file of `size` bytes."""
    return min(MAX_MEMORY, BASE_MEMORY + MEMORY_FACTOR * size)
