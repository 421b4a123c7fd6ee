"""Parse untrusted files in a subprocess with CPU and memory limits.

The subprocess has an empty environment, so there are no secrets in it, and may not write files.
Its output is JSON. A parser that hangs, crashes or runs out of memory ends in a `ParseError`.

The subprocess is `python -m sources.extraction.sandbox OPTIONS`, with options in JSON, which reads
bytes from standard input and does not load Django. It writes its progress to standard error.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from factcheck.core.errors import gettext_noop as _
from sources.extraction import progress
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.limits import (
    ALL_PAGES,
    MAX_TEXT_LENGTH,
    PageRange,
    get_memory_limit,
    get_time_limit,
)
from sources.extraction.text import extract_text
from sources.media_types import TEXT, ParseError

ROOT = Path(__file__).resolve().parents[2]
WALL_CLOCK_FACTOR = 1.5  # of the CPU time, on a busy machine
MAX_FILE_BYTES = 0
TAKES_TOO_LONG = _("Reading this takes too long or too much memory.")

ReportProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Options:
    """What the subprocess is told; times are seconds of CPU time."""

    media_type: str
    encoding: str
    timeout_seconds: float
    memory_bytes: int
    first_page: int
    last_page: int | None
    max_pages: int


def extract_in_sandbox(
    raw: bytes,
    media_type: str,
    encoding: str = "",
    timeout_seconds: float | None = None,
    *,
    page_range: PageRange = ALL_PAGES,
    report_progress: ReportProgress | None = None,
) -> ExtractedText:
    """Return the result of `extract_text`, computed in a subprocess. Raises `ParseError`.

    The limits are those of `sources.extraction.limits` unless `timeout_seconds` is given.
    `report_progress` is called with the number of pages that were read and of all pages.
    """
    if media_type == TEXT:
        return extract_text(raw, TEXT, encoding)  # no parser is involved
    options = _Options(
        media_type=media_type,
        encoding=encoding,
        timeout_seconds=timeout_seconds or get_time_limit(len(raw), media_type, page_range),
        memory_bytes=get_memory_limit(len(raw)),
        first_page=page_range.first,
        last_page=page_range.last,
        max_pages=page_range.limit,
    )
    try:
        if report_progress:
            output = _run_with_progress(raw, options, report_progress)
        else:
            output = _run(raw, options, subprocess.DEVNULL)
        result = json.loads(output)
    except (subprocess.TimeoutExpired, ValueError):
        raise ParseError(TAKES_TOO_LONG, params={"exceeded": "time"}) from None
    if "error" in result:
        raise ParseError(result["error"], params=result["params"])
    return ExtractedText.from_json(result)


def _run(raw: bytes, options: _Options, standard_error: int) -> bytes:
    process = subprocess.run(
        [sys.executable, "-m", "sources.extraction.sandbox", json.dumps(asdict(options))],
        input=raw,
        stdout=subprocess.PIPE,
        stderr=standard_error,
        cwd=ROOT,
        env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=options.timeout_seconds * WALL_CLOCK_FACTOR,
    )
    return process.stdout


def _run_with_progress(raw: bytes, options: _Options, report_progress: ReportProgress) -> bytes:
    """Report in this thread, which may have a database connection, while another one waits."""
    reading_end, writing_end = os.pipe()

    def run() -> bytes:
        try:
            return _run(raw, options, writing_end)
        finally:
            os.close(writing_end)

    with os.fdopen(reading_end, errors="replace") as lines, ThreadPoolExecutor(1) as executor:
        future = executor.submit(run)
        for line in lines:
            if numbers := progress.parse_line(line):
                report_progress(*numbers)
        return future.result()


# ── the subprocess ──────────────────────────────────────────────────────────────────────────────
def _limit_resources(options: _Options) -> None:
    for resource_type, limit in (
        (resource.RLIMIT_CPU, int(options.timeout_seconds) + 1),
        (resource.RLIMIT_AS, options.memory_bytes),
        (resource.RLIMIT_FSIZE, MAX_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # not every operating system limits memory
            resource.setrlimit(resource_type, (limit, limit))


def main(options_json: str) -> None:
    """The subprocess: bytes from standard input, JSON to standard output."""
    options = _Options(**json.loads(options_json))
    _limit_resources(options)
    progress.start_writing_to(sys.stderr)
    raw = sys.stdin.buffer.read()
    page_range = PageRange(options.first_page, options.last_page, options.max_pages)
    try:
        extracted = extract_text(raw, options.media_type, options.encoding, page_range)
        if len(extracted.text) > MAX_TEXT_LENGTH:
            raise ParseError(TAKES_TOO_LONG, params={"exceeded": "time"})
        result = extracted.to_json()
    except ParseError as error:
        result = {"error": error.message, "params": error.params}  # translated by the parent
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1])
