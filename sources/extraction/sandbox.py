"""How are bytes from outside read without being kept busy by them?

In a process of their own, with bounds on its time and memory and without our surroundings: no
secrets to steal, no file to write. What it says is data (JSON), and a parser that hangs, dies or
eats the memory is a refusal like any other.

`python -m sources.extraction.sandbox MEDIA_TYPE ENCODING` is that process: bytes in, JSON out.
"""

import json
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from sources.extraction.text import Extract, extract
from sources.media_types import TEXT, Unreadable

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 6.0  # of its time; a page of 2 MB takes two
MEMORY = 1 << 30  # bytes
FILE_SIZE = 0


def read_apart(
    raw: bytes, media_type: str, encoding: str = "", seconds: float = SECONDS
) -> Extract:
    """What `extract` reads in these bytes, or its refusal, within `seconds`.

    Raises `Unreadable`.
    """
    if media_type == TEXT:
        return extract(raw, TEXT, encoding)  # nothing is parsed
    try:
        ended = subprocess.run(
            [
                sys.executable,
                "-m",
                "sources.extraction.sandbox",
                media_type,
                encoding or "-",
                str(seconds),
            ],
            input=raw,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=seconds * 1.5,  # the other processes of a busy machine take their part
        )
        told = json.loads(ended.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Unreadable("Reading this takes too long or too much memory.") from None
    if "refused" in told:
        raise Unreadable(told["refused"])
    return Extract(**told | {"pages": tuple(told["pages"])})


def _bound(seconds: float) -> None:
    for kind, most in (
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # not every system bounds memory
            resource.setrlimit(kind, (most, most))


def main(media_type: str, encoding: str, seconds: str) -> None:
    _bound(float(seconds))
    raw = sys.stdin.buffer.read()
    try:
        told = asdict(extract(raw, media_type, "" if encoding == "-" else encoding))
    except Unreadable as refused:
        told = {"refused": str(refused)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
