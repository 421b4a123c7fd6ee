"""Measure how many edited quotes are found in newer versions, and how many deleted are rejected.

    python -m benchmarks.anchoring_accuracy DATA

DATA is a folder with `articles*.jsonl.gz` ({title, versions}) and `anchor_cases*.jsonl.gz` (one
quote of one version each, to be found in a later version). Their labels for edited and deleted
quotes were made by a text diff and leave out the middling similarities.

`labelled_by_reading.jsonl` holds 200 cases that were labelled by reading the old sentence and the
new text, without the answer of the engine: 90 of middling similarity, 89 on which the diff labels
and an earlier version of the engine disagreed, and some of the others. It holds offsets and no
text. If a case has both labels, the one by reading counts.
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

from sources.quotes.anchoring import AMBIGUOUS, EXACT, MOVED, QuoteMatch, find_quote
from sources.quotes.selectors import create_selector

LABELLED_BY_READING = Path(__file__).with_name("labelled_by_reading.jsonl")
WORD = re.compile(r"\S+")
Span = tuple[int, int]
Articles = dict[str, list[str]]  # the versions of each article, by its title


@dataclass(frozen=True)
class Case:
    """A quote of an old version, and what became of it in a new one.

    `label` is its span in the new version; None if it was deleted.
    """

    article: str
    versions: tuple[int, int]
    quote: Span
    kind: str
    label: Span | None

    @property
    def key(self):
        return self.article, *self.versions, *self.quote


def read_rows(folder: Path, name: str) -> Iterator[dict]:
    for file in sorted(folder.glob(f"{name}*.jsonl.gz")):
        with gzip.open(file, "rt") as lines:
            yield from map(json.loads, lines)


def read_labelled_by_diff(folder: Path) -> list[Case]:
    return [
        Case(
            row["article"],
            (row["v_old"], row["v_new"]),
            (row["start_old"], row["end_old"]),
            row["kind"],
            None if row["gold_start"] is None else (row["gold_start"], row["gold_end"]),
        )
        for row in read_rows(folder, "anchor_cases")
    ]


def read_labelled_by_reading() -> list[Case]:
    rows = map(json.loads, LABELLED_BY_READING.read_text().splitlines())
    return [
        Case(
            row["article"],
            (row["v_old"], row["v_new"]),
            (row["start_old"], row["end_old"]),
            "edited" if row["found"] else "deleted",
            tuple(row["found"]) if row["found"] else None,
        )
        for row in rows
    ]


def find_quotes(cases: Iterable[Case], articles: Articles) -> dict[Case, QuoteMatch]:
    matches = {}
    for case in cases:
        old, new = (articles[case.article][version] for version in case.versions)
        matches[case] = find_quote(new, create_selector(old, *case.quote))
    return matches


def compute_overlap(label: Span, match: QuoteMatch) -> float:
    """Return the intersection over union of two spans; 0 if nothing was found."""
    if match.start is None or match.end is None:
        return 0.0
    shared = max(0, min(label[1], match.end) - max(label[0], match.start))
    return shared / ((label[1] - label[0]) + (match.end - match.start) - shared)


def format_share(results: Iterable[bool]) -> str:
    results = list(results)
    return f"{sum(results)} of {len(results)} = {sum(results) / (len(results) or 1):.1%}"


def report_edited_and_deleted(title: str, matches: dict[Case, QuoteMatch]) -> Iterator[str]:
    """Yield the shares of edited quotes found and of deleted ones rejected, in all and by half."""
    halves = {"": (0, 1), ", training half": (0,), ", test half": (1,)}
    for name, remainders in halves.items():
        selected = {
            case: match
            for case, match in matches.items()
            if zlib.crc32(case.article.encode()) % 2 in remainders
        }
        overlaps = [
            compute_overlap(case.label, match)
            for case, match in selected.items()
            if case.kind == "edited"
        ]
        rejected = [
            match.start is None for case, match in selected.items() if case.kind == "deleted"
        ]
        yield f"{title}{name}"
        yield f"  edited, overlap at least .5   {format_share(x >= 0.5 for x in overlaps)}"
        yield f"  edited, overlap at least .9   {format_share(x >= 0.9 for x in overlaps)}"
        yield f"  deleted, rejected             {format_share(rejected)}"


def report_verbatim(matches: dict[Case, QuoteMatch], articles: Articles) -> Iterator[str]:
    """Yield the shares of right answers for quotes that the new version has word for word.

    Quotes that it has several times have no label: if the context decides, the answer is right if
    an alignment of both whole versions, word by word, gives the same place.
    """
    for kind, outcome in (("exact", EXACT), ("exact_moved", MOVED)):
        right = [
            match.outcome == outcome and (match.start, match.end) == case.label
            for case, match in matches.items()
            if case.kind == kind
        ]
        yield f"{outcome:9} {format_share(right)}"
    repeated = {case: match for case, match in matches.items() if case.kind == "exact_ambiguous"}
    decided = {case: match for case, match in repeated.items() if match.outcome != AMBIGUOUS}
    aligned = [match.start == align_start(case, articles) for case, match in decided.items()]
    count = len(repeated) - len(decided)
    yield (
        f"{AMBIGUOUS:9} {count} of {len(repeated)}; decided by context as aligned "
        f"{format_share(aligned)}"
    )


def align_start(case: Case, articles: Articles) -> int | None:
    """Return where the quote starts in the new version, by an alignment of all words of both."""
    old, new = (list(WORD.finditer(articles[case.article][version])) for version in case.versions)
    words = [[word[0] for word in version] for version in (old, new)]
    first = next(i for i, word in enumerate(old) if word.end() > case.quote[0])
    offset_in_word = case.quote[0] - old[first].start()
    matcher = SequenceMatcher(None, *words, autojunk=False)
    for old_start, new_start, size in matcher.get_matching_blocks():
        if old_start <= first < old_start + size:
            return new[new_start + first - old_start].start() + offset_in_word
    return None


def main(folder: Path) -> None:
    articles = {row["title"]: row["versions"] for row in read_rows(folder, "articles")}
    by_reading = find_quotes(read_labelled_by_reading(), articles)
    by_diff = find_quotes(read_labelled_by_diff(folder), articles)
    labels_by_reading = {case.key: case for case in by_reading}
    corrected = {labels_by_reading.get(case.key, case): match for case, match in by_diff.items()}
    lines = [
        *report_verbatim(by_diff, articles),
        *report_edited_and_deleted("Labels by text diff", by_diff),
        *report_edited_and_deleted("The same, corrected by reading", corrected),
        *report_edited_and_deleted("The 200 cases labelled by reading", by_reading),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
