"""Measure how many copies of articles are found, and how many texts are wrongly called copies.

    python -m benchmarks.duplicate_detection DATA

DATA is a folder with `ground-truth.dev.json`, the article texts of Scrapinghub's article extraction
benchmark (MIT). From each article of at least 120 words, editions are made with a seeded random
generator: with a new beginning and end, shortened to its beginning, lightly edited (one word in
twelve dropped, doubled or replaced), excerpted, and several of these at once. Each edition is
compared with its own article and with every other article, and the articles with one another.

A pair counts as found if the fingerprints share a number and
`sources.Text.fingerprints.compute_copied_share` calls it a copy, as in the product but without its
database.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from sources.text.fingerprints import compute_copied_share, compute_fingerprint, split_words

SEED, MIN_WORDS = 20260302, 120
HEAD = "By our correspondent. This report was first published elsewhere and is shown by permission."
FOOT = "Read more on this subject in our evening edition, or write to the editors with questions."


def edit_text(text: str, rng: random.Random, interval: int = 12) -> str:
    """Return the text with about one word in `interval` dropped, doubled or replaced."""
    words = text.split()
    for i in range(len(words)):
        if rng.randrange(interval) == 0:
            words[i] = rng.choice(["", f"{words[i]} {words[i]}", rng.choice(words)])
    return " ".join(words)


def cut_beginning(text: str, share: float) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


def cut_middle_third(text: str) -> str:
    words = text.split()
    return " ".join(words[len(words) // 3 : 2 * len(words) // 3])


Edition = Callable[[str, random.Random], str]
EDITIONS: dict[str, Edition] = {
    "new beginning and end": lambda text, rng: f"{HEAD} {text} {FOOT}",
    "cut to a half": lambda text, rng: cut_beginning(text, 0.5),
    "cut to a quarter": lambda text, rng: cut_beginning(text, 0.25),
    "edited, 1 word in 12": edit_text,
    "edited, 1 word in 6": lambda text, rng: edit_text(text, rng, 6),
    "a third in a longer text": lambda text, rng: f"{HEAD * 4} {cut_middle_third(text)} {FOOT * 4}",
    "cut, edited, new beginning": lambda text, rng: (
        f"{HEAD} {edit_text(cut_beginning(text, 0.5), rng)}"
    ),
}


class Document:
    """A text with its fingerprint, which is computed once, as the database stores it."""

    def __init__(self, text: str):
        self.text, self.fingerprint = text, frozenset(compute_fingerprint(text))

    def is_copy_of(self, document: "Document") -> bool:
        is_candidate = not self.fingerprint.isdisjoint(document.fingerprint)
        return is_candidate and compute_copied_share(self.text, document.text) is not None


def main(data: Path) -> None:
    truth = json.loads((data / "ground-truth.dev.json").read_text("utf-8"))
    texts = [page["articleBody"] for page in truth.values()]
    articles = [Document(text) for text in texts if len(split_words(text)) >= MIN_WORDS]
    print(f"{len(articles)} articles\n")
    for name, edition in EDITIONS.items():
        report_edition(name, articles, edition)
    pairs = list(combinations(articles, 2))
    copies = [(first, second) for first, second in pairs if first.is_copy_of(second)]
    print(f"\nOf {len(pairs)} pairs of different articles {len(copies)} are called copies:")
    for first, second in copies:
        share = compute_copied_share(first.text, second.text)
        print(f"  {share:.2f} {first.text[:60]!r} {second.text[:60]!r}")


def report_edition(name: str, articles: list[Document], edition: Edition) -> None:
    rng = random.Random(SEED)
    start = time.perf_counter()
    editions = [Document(edition(article.text, rng)) for article in articles]
    right = wrong = 0
    for i, document in enumerate(editions):
        for j, article in enumerate(articles):
            if document.is_copy_of(article):
                right, wrong = right + (i == j), wrong + (i != j)
    seconds = time.perf_counter() - start
    recall, precision = right / len(editions), right / (right + wrong or 1)
    print(f"{name:26} recall {recall:6.1%}  precision {precision:6.1%}  ({seconds:.1f} s)")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
