"""Read damaged files of every format, and measure what they cost the sandbox.

    python -m benchmarks.mutated_files [COUNT] [SEED]

Each file is either read completely or refused with a sentence. What is neither, takes longer than
its limit or needs more memory ends the run with status 1. A tenth of them is a test.
"""

import random
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from time import perf_counter

from sources.extraction.extracted_text import ExtractedText
from sources.extraction.limits import get_memory_limit, get_time_limit
from sources.extraction.sandbox import WALL_CLOCK_FACTOR, extract_in_sandbox
from sources.media_types import ParseError, detect_media_type
from tests.helpers.sample_files import create_samples, mutate

COUNT, SEED = 300, 10
GRACE_SECONDS = 2.0  # for starting a process on a busy machine


def create_mutated_files(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The media type and the damaged bytes of `count` files; the formats take turns."""
    samples = list(create_samples().items())
    for number in range(count):
        media_type, raw = samples[number % len(samples)]
        yield media_type, mutate(raw, random.Random(seed * 1_000_003 + number))


def read_file(media_type: str, raw: bytes) -> tuple[str, list[str]]:
    """Whether the file was `read` or `refused`, and what is wrong with that."""
    started_at = perf_counter()
    problems: list[str] = []
    try:
        detected = detect_media_type("", raw, media_type)
        outcome, problems = "read", find_problems(extract_in_sandbox(raw, detected))
    except ParseError as error:
        outcome = "refused"
        if not str(error).endswith((".", ")")):
            problems.append(f"The message is no sentence: {error}")
    limit = get_time_limit(len(raw), media_type) * WALL_CLOCK_FACTOR + GRACE_SECONDS
    if (seconds := perf_counter() - started_at) > limit:
        problems.append(f"It took {seconds:.1f} seconds; the limit is {limit:.1f}.")
    return outcome, problems


def find_problems(extracted: ExtractedText) -> list[str]:
    """What the database would refuse, or what makes a part point at other words."""
    text, problems = extracted.text, []
    if not text.strip():
        problems.append("There is no text.")
    if "\x00" in text or "\r" in text or not _can_be_stored(text):
        problems.append("The text cannot be stored.")
    spans = [*extracted.article_spans, *extracted.added]
    is_outside = any(not 0 <= start < end <= len(text) for start, end in spans)
    if is_outside or any(not 0 <= part.start <= part.end <= len(text) for part in extracted.parts):
        problems.append("A part is outside of the text.")
    if list(extracted.article_spans) != sorted(extracted.article_spans):
        problems.append("The parts of the article are not in order.")
    labels = (extracted.title, extracted.author, *(part.label for part in extracted.parts))
    if not all(_can_be_stored(label) and "\x00" not in label for label in labels):
        problems.append("A label cannot be stored.")
    return problems


def _can_be_stored(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def main(count: int = COUNT, seed: int = SEED) -> int:
    outcomes: Counter[tuple[str, str]] = Counter()
    all_problems, slowest = [], (0.0, "")
    for number, (media_type, raw) in enumerate(create_mutated_files(count, seed)):
        started_at = perf_counter()
        outcome, problems = read_file(media_type, raw)
        slowest = max(slowest, (perf_counter() - started_at, media_type))
        outcomes[media_type, outcome] += 1
        all_problems += [f"{media_type}, file {number}: {problem}" for problem in problems]
    for media_type in create_samples():
        read, refused = outcomes[media_type, "read"], outcomes[media_type, "refused"]
        sys.stdout.write(f"{media_type:<75}{read:>5} read{refused:>5} refused\n")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    limit = get_memory_limit(0) // 1024**2
    sys.stdout.write(
        f"slowest: {slowest[0]:.1f} s ({slowest[1]}); peak memory: {peak} of {limit} MB\n"
    )
    sys.stdout.writelines(f"{problem}\n" for problem in all_problems)
    return 1 if all_problems else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
