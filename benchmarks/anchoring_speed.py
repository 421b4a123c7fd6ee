"""What does finding a quote again cost, next to the bare search it rests on?

    python -m benchmarks.anchoring_speed

Self-contained: the texts are made up from a fixed seed. Every figure is a ratio of two things
measured in turns in one run, by their medians; the last part names the slowest of a set of texts
that were made to be slow.
"""

import random
import statistics
import string
import sys
import time
from collections.abc import Callable

from rapidfuzz.fuzz import partial_ratio_alignment

from sources.quotes.anchoring import Selector, describe, find

CHANCE = random.Random(3)
WORDS = [
    "".join(CHANCE.choices(string.ascii_lowercase, k=CHANCE.randint(2, 10))) for _ in range(5000)
]
QUOTES = 100_000


def prose(length: int) -> str:
    """Sentences and paragraphs of made-up words."""
    parts, done = [], 0
    while done < length:
        sentence = " ".join(CHANCE.choices(WORDS, k=CHANCE.randint(6, 25))).capitalize()
        parts.append(sentence + CHANCE.choice((". ", ". ", ". ", ".\n\n")))
        done += len(parts[-1])
    return "".join(parts)[:length]


def seconds(turns: int, *deeds: Callable[[], object]) -> list[float]:
    """The median processor time of each, measured in turns: a busy machine slows all alike."""
    times = [[] for _ in deeds]
    for _ in range(turns):
        for deed, taken in zip(deeds, times, strict=True):
            start = time.process_time()
            deed()
            taken.append(time.process_time() - start)
    return [statistics.median(taken) for taken in times]


def exact(length: int, shift: int) -> str:
    """Re-checking quotes of a text of some length, which grew by `shift` at its start."""
    old = prose(length)
    new = prose(shift) + old
    selectors = []
    for _ in range(1000):
        start = CHANCE.randrange(len(old) - 300)
        selectors.append(describe(old, start, start + CHANCE.randint(40, 300)))
    words = [one.exact for one in selectors]
    bare, ours = seconds(
        QUOTES // len(selectors),
        lambda: [new.find(one) for one in words],
        lambda: [find(new, one) for one in selectors],
    )
    where = f"text of {length:,}, {f'grown by {shift}' if shift else 'unchanged'}"
    each = ours * 1e6 / len(selectors)
    return f"{QUOTES:,} exact quotes, {where}: {ours / bare:.2f} × str.find ({each:.1f} µs each)"


def edited(text: str, name: str) -> str:
    """Locating a quote of 200 characters with some words changed in a text of a million."""
    start = 500_000
    words = text[start : start + 200]
    changed = words[:50] + "xx" + words[60:120] + " inserted " + words[120:]
    selector = Selector(
        changed, text[start - 32 : start], text[start + 200 : start + 232], start, start + 202
    )
    bare, ours = seconds(
        9, lambda: partial_ratio_alignment(changed, text), lambda: find(text, selector)
    )
    return f"an edited quote in 1 MB, {name}: {ours / bare:.2f} × rapidfuzz ({ours * 1000:.0f} ms)"


def hostile() -> dict[str, tuple[str, str]]:
    """Texts of about a million characters, and a quote each."""
    million = prose(1_000_000)
    refrain = "the same words again and again. "
    return {
        "one letter, quote of it": ("a" * 1_000_000, "a" * 400),
        "one letter, quote nearly of it": ("a" * 1_000_000, "a" * 399 + "b"),
        "one letter, quote of two": ("a" * 1_000_000, "ab" * 200),
        "two letters by chance": ("".join(CHANCE.choices("ab", k=1_000_000)), "ab" * 200),
        "refrain": (refrain * 31_000, refrain.strip()),
        "refrain, altered": (refrain * 31_000, refrain.replace("words", "words,")),
        "quote 100,000 times": ("one two three four. " * 100_000, "one two three four."),
        "letters a space apart": ("a " * 500_000, "a " * 200 + "b"),
        "spaces": (" " * 1_000_000, "a b c d e f g h i j k l m n o p q r s"),
        "long quote": (million, million[5000:24_000].replace("ea", "ie")),
        "very long quote": (million, million[5000:405_000].replace("ea", "ie")),
        "long quote of other words": (million, prose(15_000)),
        "decomposed accents": ("e\u0301" * 500_000, "\u00e9" * 40),
        "decomposed accents, absent": ("e\u0301" * 500_000, "\u00e9a" * 40),
        "marks": ("\u0301" * 1_000_000, "a" + "\u0301" * 100),
        "flags": ("\U0001f1e9\U0001f1ea" * 500_000, "\U0001f1ea\U0001f1e9" * 40),
        "joined emoji": ("\U0001f469\u200d" * 500_000, "\U0001f469" * 40),
        "soft hyphens": ("a\u00ad" * 500_000, "a" * 30 + "b"),
        "ellipses": ("\u2026" * 1_000_000, "." * 18),
        "no spaces": ("漢字かな" * 250_000, "漢字かな" * 20 + "仮" + "漢字かな" * 20),
    }


def slowest() -> str:
    times = {}
    for name, (text, quote) in hostile().items():
        selector = Selector(quote, "a prefix that is not there ", " a suffix that is not there")
        start = time.process_time()
        find(text, selector)
        times[name] = time.process_time() - start
    name = max(times, key=times.get)
    return f"slowest of {len(times)} hostile texts: {times[name]:.2f} s ({name})"


def main() -> None:
    for length in (1_000, 5_000, 20_000, 100_000):
        for shift in (0, 120):
            sys.stdout.write(exact(length, shift) + "\n")
    text = prose(1_000_000)
    sys.stdout.write(edited(text, "ASCII") + "\n")
    sys.stdout.write(edited(text.replace("e", "é"), "Latin") + "\n")
    sys.stdout.write(edited(text.replace(". ", " – "), "with dashes") + "\n")
    sys.stdout.write(slowest() + "\n")


if __name__ == "__main__":
    main()
