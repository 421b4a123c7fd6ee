"""Are quotes found again in newer versions of their articles, and are deleted ones let go?

    python -m benchmarks.quotes_found_again DATA_FOLDER

The folder holds `articles*.jsonl.gz` ({title, versions}) and `anchor_cases*.jsonl.gz` (one quote
of one version each, to be found in a later version). Its gold for edited and deleted quotes was
made by a text difference and leaves out the middling similarities. `labelled_by_reading.jsonl`
holds 200 cases that a reader decided with the old sentence and the new text at hand, and without
the engine's answer: 90 middling ones, which that gold leaves out, 89 on which that gold and an
earlier version of the engine disagreed, and some of the others. It holds places, not texts. Where
both golds know a case, the reader decides.
"""

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from sources.quotes.anchoring import AMBIGUOUS, EXACT, MOVED, Found, describe, find

READ = Path(__file__).with_name("labelled_by_reading.jsonl")
WORD = re.compile(r"\S+")
Span = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """A quote of an old version, and what became of it in a new one."""

    article: str
    versions: tuple[int, int]
    quote: Span
    kind: str
    gold: Span | None

    @property
    def place(self):
        return self.article, *self.versions, *self.quote


def records(folder: Path, name: str) -> Iterator[dict]:
    for file in sorted(folder.glob(f"{name}*.jsonl.gz")):
        with gzip.open(file, "rt") as lines:
            yield from map(json.loads, lines)


def by_difference(folder: Path) -> list[Case]:
    return [
        Case(
            one["article"],
            (one["v_old"], one["v_new"]),
            (one["start_old"], one["end_old"]),
            one["kind"],
            None if one["gold_start"] is None else (one["gold_start"], one["gold_end"]),
        )
        for one in records(folder, "anchor_cases")
    ]


def by_reading() -> list[Case]:
    read = map(json.loads, READ.read_text().splitlines())
    return [
        Case(
            one["article"],
            (one["v_old"], one["v_new"]),
            (one["start_old"], one["end_old"]),
            "edited" if one["found"] else "deleted",
            tuple(one["found"]) if one["found"] else None,
        )
        for one in read
    ]


def answered(cases: Iterable[Case], articles: dict[str, list[str]]) -> dict[Case, Found]:
    answers = {}
    for case in cases:
        old, new = (articles[case.article][version] for version in case.versions)
        answers[case] = find(new, describe(old, *case.quote))
    return answers


def overlap(one: Span, found: Found) -> float:
    """Intersection over union of two spans; 0 where nothing was found."""
    if found.start is None:
        return 0.0
    shared = max(0, min(one[1], found.end) - max(one[0], found.start))
    return shared / ((one[1] - one[0]) + (found.end - found.start) - shared)


def share(right: Iterable[bool]) -> str:
    answers = list(right)
    return f"{sum(answers)} of {len(answers)} = {sum(answers) / (len(answers) or 1):.1%}"


def report(title: str, answers: dict[Case, Found]) -> Iterator[str]:
    """The shares of edited quotes found and of deleted ones let go, in all and by half."""
    halves = {"": (0, 1), ", tuned on": (0,), ", kept apart": (1,)}
    for name, wanted in halves.items():
        chosen = {
            case: found
            for case, found in answers.items()
            if zlib.crc32(case.article.encode()) % 2 in wanted
        }
        edited = [overlap(c.gold, f) for c, f in chosen.items() if c.kind == "edited"]
        deleted = [f.start is None for c, f in chosen.items() if c.kind == "deleted"]
        yield f"{title}{name}"
        yield f"  edited, overlap at least .5   {share(one >= 0.5 for one in edited)}"
        yield f"  edited, overlap at least .9   {share(one >= 0.9 for one in edited)}"
        yield f"  deleted, rejected             {share(deleted)}"


def verbatim(answers: dict[Case, Found], articles: dict[str, list[str]]) -> Iterator[str]:
    """Quotes that stand there word for word: the place and the name of the outcome.

    Of those that stand there several times the gold names no place: one that the context decides
    is right where the two whole versions, aligned word by word, put the quote too.
    """
    for kind, outcome in (("exact", EXACT), ("exact_moved", MOVED)):
        right = [
            found.outcome == outcome and (found.start, found.end) == case.gold
            for case, found in answers.items()
            if case.kind == kind
        ]
        yield f"{outcome:9} {share(right)}"
    several = {case: found for case, found in answers.items() if case.kind == "exact_ambiguous"}
    decided = {case: found for case, found in several.items() if found.outcome != AMBIGUOUS}
    aligned = [found.start == aligned_start(case, articles) for case, found in decided.items()]
    named = len(several) - len(decided)
    yield f"{AMBIGUOUS:9} {named} of {len(several)}; decided by context as aligned {share(aligned)}"


def aligned_start(case: Case, articles: dict[str, list[str]]) -> int | None:
    """Where the quote begins in the new version, by an alignment of all words of both."""
    old, new = (list(WORD.finditer(articles[case.article][version])) for version in case.versions)
    words = [[word[0] for word in version] for version in (old, new)]
    first = next(at for at, word in enumerate(old) if word.end() > case.quote[0])
    inside = case.quote[0] - old[first].start()
    for i, j, size in SequenceMatcher(None, *words, autojunk=False).get_matching_blocks():
        if i <= first < i + size:
            return new[j + first - i].start() + inside
    return None


def main(folder: Path) -> None:
    articles = {one["title"]: one["versions"] for one in records(folder, "articles")}
    read = answered(by_reading(), articles)
    differing = answered(by_difference(folder), articles)
    decided = {case.place: case for case in read}
    corrected = {decided.get(case.place, case): found for case, found in differing.items()}
    lines = [
        *verbatim(differing, articles),
        *report("Gold by text difference", differing),
        *report("The same, corrected by reading", corrected),
        *report("The 200 cases read", read),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
