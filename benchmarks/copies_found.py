"""How many copies are found, and how many texts are wrongly called copies?

    python -m benchmarks.copies_found DATA

DATA is a folder with `ground-truth.dev.json`, the article bodies of scrapinghub's
article-extraction-benchmark (MIT). Each article of at least 120 words is syndicated by hand of a
seeded dice: given a new head and foot, cut to its beginning, lightly edited (every twelfth word
dropped, doubled or exchanged), excerpted, and several at once. Then each edition is compared with
its own article and with every other article, and so are the articles with one another. A pair is
found when the sketches share a number and `sources.text.minhash.copied` calls it a copy: the path of
the product without its database.
"""

import json
import random
import sys
import time
from itertools import combinations
from pathlib import Path

from sources.text.minhash import copied, sketch, words

SEED, SHORTEST = 20260302, 120
HEAD = "By our correspondent. This report was first published elsewhere and is shown by permission."
FOOT = "Read more on this subject in our evening edition, or write to the editors with questions."


def edited(text: str, dice: random.Random, every: int = 12) -> str:
    """The text with about one word in `every` dropped, doubled or exchanged."""
    told = text.split()
    for place in range(len(told)):
        if dice.randrange(every) == 0:
            told[place] = dice.choice(["", f"{told[place]} {told[place]}", dice.choice(told)])
    return " ".join(told)


def beginning(text: str, share: float) -> str:
    told = text.split()
    return " ".join(told[: int(len(told) * share)])


def middle(text: str) -> str:
    told = text.split()
    return " ".join(told[len(told) // 3 : 2 * len(told) // 3])


EDITIONS = {
    "headed anew": lambda text, dice: f"{HEAD} {text} {FOOT}",
    "cut to a half": lambda text, dice: beginning(text, 0.5),
    "cut to a quarter": lambda text, dice: beginning(text, 0.25),
    "edited, 1 word in 12": edited,
    "edited, 1 word in 6": lambda text, dice: edited(text, dice, 6),
    "a third in a longer text": lambda text, dice: f"{HEAD * 4} {middle(text)} {FOOT * 4}",
    "headed, cut and edited": lambda text, dice: f"{HEAD} {edited(beginning(text, 0.5), dice)}",
}


class Compared:
    """A text and its sketch, which is made once, as it is kept in the database."""

    def __init__(self, text: str):
        self.text, self.numbers = text, frozenset(sketch(text))

    def is_copy_of(self, other: "Compared") -> bool:
        candidate = not self.numbers.isdisjoint(other.numbers)
        return candidate and copied(self.text, other.text) is not None


def main(data: Path) -> None:
    truth = json.loads((data / "ground-truth.dev.json").read_text("utf-8"))
    bodies = [one["articleBody"] for one in truth.values()]
    articles = [Compared(body) for body in bodies if len(words(body)) >= SHORTEST]
    print(f"{len(articles)} articles\n")
    for name, edition in EDITIONS.items():
        tell(name, articles, edition)
    alike = [(one, other) for one, other in combinations(articles, 2) if one.is_copy_of(other)]
    pairs = len(articles) * (len(articles) - 1) // 2
    print(f"\nOf {pairs} pairs of different articles {len(alike)} are called copies; to be read:")
    for one, other in alike:
        print(f"  {copied(one.text, other.text):.2f} {one.text[:60]!r} {other.text[:60]!r}")


def tell(name: str, articles: list[Compared], edition) -> None:
    dice = random.Random(SEED)
    begun = time.perf_counter()
    editions = [Compared(edition(article.text, dice)) for article in articles]
    found = wrong = 0
    for place, one in enumerate(editions):
        for other, article in enumerate(articles):
            if one.is_copy_of(article):
                found, wrong = found + (place == other), wrong + (place != other)
    took = time.perf_counter() - begun
    recall, precision = found / len(editions), found / (found + wrong or 1)
    print(f"{name:26} recall {recall:6.1%}  precision {precision:6.1%}  ({took:.1f} s)")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
