"""Parse untrusted files in a subprocess with CPU and memory limits.

The subprocess has an empty environment, so there are no secrets in it, and may not write files.
Its output is JSON. A parser that hangs, crashes or runs out of memory ends in a `ParseError`.

The subprocess is `python -m sources.extraction.sandbox MEDIA_TYPE ENCODING SECONDS`, which reads
bytes from standard input and does not load Django.
"""

import json
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from factcheck.core.errors import gettext_noop as _
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.text import extract_text
from sources.media_types import TEXT, ParseError

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 6.0  # CPU time; a page of 2 MB takes two
MAX_MEMORY_BYTES = 1 << 30
MAX_FILE_BYTES = 0


def extract_in_sandbox(
    raw: bytes, media_type: str, encoding: str = "", timeout_seconds: float = TIMEOUT_SECONDS
) -> ExtractedText:
    """Return the result of `extract_text`, computed in a subprocess. Raises `ParseError`."""
    if media_type == TEXT:
        return extract_text(raw, TEXT, encoding)  # no parser is involved
    try:
        process = subprocess.run(
            [
                sys.executable,
                "-m",
                "sources.extraction.sandbox",
                media_type,
                encoding or "-",
                str(timeout_seconds),
            ],
            input=raw,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=timeout_seconds * 1.5,  # wall-clock time on a busy machine
        )
        result = json.loads(process.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise ParseError(_("Reading this takes too long or too much memory.")) from None
    if "error" in result:
        raise ParseError(result["error"], params=result["params"])
    return ExtractedText.from_json(result)


def _limit_resources(timeout_seconds: float) -> None:
    for resource_type, limit in (
        (resource.RLIMIT_CPU, int(timeout_seconds) + 1),
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, MAX_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # not every operating system limits memory
            resource.setrlimit(resource_type, (limit, limit))


def main(media_type: str, encoding: str, timeout_seconds: str) -> None:
    """The subprocess: bytes from standard input, JSON to standard output."""
    _limit_resources(float(timeout_seconds))
    raw = sys.stdin.buffer.read()
    try:
        extracted = extract_text(raw, media_type, "" if encoding == "-" else encoding)
        result = extracted.to_json()
    except ParseError as error:
        result = {"error": error.message, "params": error.params}  # translated by the parent
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
