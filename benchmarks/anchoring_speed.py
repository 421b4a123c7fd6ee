"""Measure what finding a quote again costs, relative to the bare search that it is based on.

    python -m benchmarks.anchoring_speed

The texts are generated with a fixed seed. Each figure is the ratio of two medians that are measured
alternately in one run; the last line names the slowest of a set of texts made to be slow.
"""

import random
import statistics
import string
import sys
import time
from collections.abc import Callable

from rapidfuzz.fuzz import partial_ratio_alignment

from sources.quotes.anchoring import find_quote
from sources.quotes.selectors import Selector, create_selector

RNG = random.Random(3)
WORDS = ["".join(RNG.choices(string.ascii_lowercase, k=RNG.randint(2, 10))) for _ in range(5000)]
QUOTE_COUNT = 100_000


def generate_prose(length: int) -> str:
    """Return sentences and paragraphs of random words."""
    parts, total = [], 0
    while total < length:
        sentence = " ".join(RNG.choices(WORDS, k=RNG.randint(6, 25))).capitalize()
        parts.append(sentence + RNG.choice((". ", ". ", ". ", ".\n\n")))
        total += len(parts[-1])
    return "".join(parts)[:length]


def measure_seconds(rounds: int, *calls: Callable[[], object]) -> list[float]:
    """Return the median processor time of each call.

    They are measured alternately, so that a busy machine slows down all of them alike.
    """
    times = [[] for _ in calls]
    for _ in range(rounds):
        for call, call_times in zip(calls, times, strict=True):
            start = time.process_time()
            call()
            call_times.append(time.process_time() - start)
    return [statistics.median(call_times) for call_times in times]


def measure_exact(length: int, shift: int) -> str:
    """Measure finding quotes of a text that has grown by `shift` at its start."""
    old = generate_prose(length)
    new = generate_prose(shift) + old
    selectors = []
    for _ in range(1000):
        start = RNG.randrange(len(old) - 300)
        selectors.append(create_selector(old, start, start + RNG.randint(40, 300)))
    quotes = [selector.exact for selector in selectors]
    baseline, ours = measure_seconds(
        QUOTE_COUNT // len(selectors),
        lambda: [new.find(quote) for quote in quotes],
        lambda: [find_quote(new, selector) for selector in selectors],
    )
    change = f"grown by {shift}" if shift else "unchanged"
    microseconds = ours * 1e6 / len(selectors)
    return (
        f"{QUOTE_COUNT:,} exact quotes, text of {length:,}, {change}: "
        f"{ours / baseline:.2f} × str.find ({microseconds:.1f} µs each)"
    )


def measure_altered(text: str, name: str) -> str:
    """Measure finding a quote of 200 characters with some changed words in a text of a million."""
    start = 500_000
    quote = text[start : start + 200]
    altered = quote[:50] + "xx" + quote[60:120] + " inserted " + quote[120:]
    selector = Selector(
        altered, text[start - 32 : start], text[start + 200 : start + 232], start, start + 202
    )
    baseline, ours = measure_seconds(
        9, lambda: partial_ratio_alignment(altered, text), lambda: find_quote(text, selector)
    )
    ratio, milliseconds = ours / baseline, ours * 1000
    return f"an altered quote in 1 MB, {name}: {ratio:.2f} × rapidfuzz ({milliseconds:.0f} ms)"


def create_hostile_texts() -> dict[str, tuple[str, str]]:
    """Return texts of about a million characters, each with a quote."""
    million = generate_prose(1_000_000)
    refrain = "the same words again and again. "
    return {
        "one letter, quote of it": ("a" * 1_000_000, "a" * 400),
        "one letter, quote nearly of it": ("a" * 1_000_000, "a" * 399 + "b"),
        "one letter, quote of two": ("a" * 1_000_000, "ab" * 200),
        "two random letters": ("".join(RNG.choices("ab", k=1_000_000)), "ab" * 200),
        "refrain": (refrain * 31_000, refrain.strip()),
        "refrain, altered": (refrain * 31_000, refrain.replace("words", "words,")),
        "quote 100,000 times": ("one two three four. " * 100_000, "one two three four."),
        "letters and spaces": ("a " * 500_000, "a " * 200 + "b"),
        "spaces": (" " * 1_000_000, "a b c d e f g h i j k l m n o p q r s"),
        "long quote": (million, million[5000:24_000].replace("ea", "ie")),
        "very long quote": (million, million[5000:405_000].replace("ea", "ie")),
        "long quote of other words": (million, generate_prose(15_000)),
        "decomposed accents": ("e\u0301" * 500_000, "\u00e9" * 40),
        "decomposed accents, absent": ("e\u0301" * 500_000, "\u00e9a" * 40),
        "marks": ("\u0301" * 1_000_000, "a" + "\u0301" * 100),
        "flags": ("\U0001f1e9\U0001f1ea" * 500_000, "\U0001f1ea\U0001f1e9" * 40),
        "joined emoji": ("\U0001f469\u200d" * 500_000, "\U0001f469" * 40),
        "soft hyphens": ("a\u00ad" * 500_000, "a" * 30 + "b"),
        "ellipses": ("\u2026" * 1_000_000, "." * 18),
        "no spaces": ("漢字かな" * 250_000, "漢字かな" * 20 + "仮" + "漢字かな" * 20),
    }


def measure_hostile() -> str:
    times = {}
    for name, (text, quote) in create_hostile_texts().items():
        selector = Selector(quote, "a prefix that is not there ", " a suffix that is not there")
        start = time.process_time()
        find_quote(text, selector)
        times[name] = time.process_time() - start
    slowest = max(times, key=times.get)
    return f"slowest of {len(times)} hostile texts: {times[slowest]:.2f} s ({slowest})"


def main() -> None:
    for length in (1_000, 5_000, 20_000, 100_000):
        for shift in (0, 120):
            sys.stdout.write(measure_exact(length, shift) + "\n")
    text = generate_prose(1_000_000)
    sys.stdout.write(measure_altered(text, "ASCII") + "\n")
    sys.stdout.write(measure_altered(text.replace("e", "é"), "Latin") + "\n")
    sys.stdout.write(measure_altered(text.replace(". ", " – "), "with dashes") + "\n")
    sys.stdout.write(measure_hostile() + "\n")


if __name__ == "__main__":
    main()
