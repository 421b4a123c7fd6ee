"""How much of an article does the extractor find, and how much beside it?

    python -m benchmarks.extraction DATA

DATA is a folder with `ground-truth*.json` (name → {"articleBody": …}) and `html/NAME.html.gz`: the
layout of the article extraction benchmark of Scrapinghub. Text is scored as that benchmark scores
it: by the sequences of four words that found and true text share, each page with equal weight.
Ours is compared with trafilatura as its makers call it, with readers' comments and without, on the
same pages in the same run; below either, this fails.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import trafilatura

from sources.extraction.text import extract
from sources.media_types import HTML, Unreadable

WORD = re.compile(r"\w+")
LENGTH = 4  # words in a sequence


def ours(raw: bytes) -> str:
    try:
        return extract(raw, HTML, "utf-8").text
    except Unreadable:
        return ""


def plain(raw: bytes) -> str:
    return trafilatura.extract(raw.decode()) or ""


def without_comments(raw: bytes) -> str:
    return trafilatura.extract(raw.decode(), include_comments=False) or ""


def sequences(text: str) -> Counter:
    """Every sequence of `LENGTH` words; a shorter text is one sequence."""
    words = WORD.findall(text)
    last = max(1, len(words) - LENGTH + 1)
    return Counter(tuple(words[start : start + LENGTH]) for start in range(last) if words)


def shares(found: str, true: str) -> tuple[float, float, float]:
    """Right, superfluous and missing sequences, as shares of all that occur."""
    have, want = sequences(found), sequences(true)
    right = (have & want).total()
    counts = (right, have.total() - right, want.total() - right)
    return tuple(count / (sum(counts) or 1) for count in counts)


def score(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """F1, precision and recall over (found, true)."""
    right, superfluous, missing = (
        sum(column) for column in zip(*(shares(*pair) for pair in pairs), strict=True)
    )
    precision, recall = right / (right + superfluous), right / (right + missing)
    f1 = 2 * precision * recall / (precision + recall)
    return {"F1": f1, "precision": precision, "recall": recall}


def pages(folder: Path) -> Iterator[tuple[bytes, str]]:
    """Each page's bytes and the true text of its article."""
    for truth in sorted(folder.glob("ground-truth*.json")):
        for name, known in sorted(json.loads(truth.read_text()).items()):
            file = folder / "html" / f"{name}.html.gz"
            yield gzip.decompress(file.read_bytes()), known["articleBody"]


def measured(read: Callable[[bytes], str], known: list[tuple[bytes, str]]) -> dict[str, float]:
    begun = perf_counter()
    found = [read(raw) for raw, _ in known]
    spent = perf_counter() - begun
    return score([(text, true) for text, (_, true) in zip(found, known, strict=True)]) | {
        "seconds": spent
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    known = list(pages(parser.parse_args(arguments).data))
    results = {read.__name__: measured(read, known) for read in (ours, plain, without_comments)}
    sys.stdout.write(f"{len(known)} pages, trafilatura {version('trafilatura')}\n")
    for name, result in results.items():
        figures = ", ".join(f"{key} {value:.3f}" for key, value in result.items())
        sys.stdout.write(f"{name}: {figures}\n")
    return 0 if results["ours"]["F1"] >= max(one["F1"] for one in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
