"""Report how many pages of a file were read, while it is read. Pure, but for the stream.

An extractor calls `report`; nothing happens unless `start_writing_to` was called, as in the
subprocess of `sources.extraction.sandbox`.
"""

import re
from typing import TextIO

LINE = re.compile(r"read (\d{1,9}) of (\d{1,9})\n")


class _Writer:
    """Where the progress is written to, if anywhere."""

    stream: TextIO | None = None


def start_writing_to(stream: TextIO) -> None:
    _Writer.stream = stream


def report(done: int, total: int) -> None:
    """Report that `done` of `total` pages were read; written once for each percent."""
    if _Writer.stream and done * 100 // total > (done - 1) * 100 // total:
        _Writer.stream.write(f"read {done} of {total}\n")
        _Writer.stream.flush()


def parse_line(line: str) -> tuple[int, int] | None:
    """The numbers of a line that `report` wrote; None for other lines."""
    match = LINE.fullmatch(line)
    return (int(match[1]), int(match[2])) if match else None
