"""Texts made of random repetitions: nothing takes time out of proportion to their length.

A fixed seed builds each text from units that have been slow somewhere: repeated words, digits,
marks, line ends, invisible characters, and letters of every script. With the environment variable
HOSTILE_LENGTH=1000000 the same texts are a megabyte long.
"""

import os
import random
import time

import pytest

from factcheck.core.text_diff import diff_words
from sources.comparison import compare_wordings
from sources.quotes.anchoring import find_quote
from sources.quotes.fuzzy_match import find_most_similar
from sources.quotes.selectors import Selector
from sources.quotes.suggestions import suggest_quotes
from sources.quotes.voice import propose_voice

LENGTH = int(os.environ.get("HOSTILE_LENGTH", "50000"))  # code points
SEEDS = range(24)
MAX_SECONDS = 1.0 + LENGTH / 1_000_000  # of processor time, on a busy machine
UNITS = (
    *("a", "ab ", "one hundred ", "a hundred and ", "7 ", "1,500.25 ", "20–30 ", "$5m ", "%", "-5"),
    *(
        "\n",
        " \n\n",
        "\r\n",
        "\u2028",
        "\t",
        "\u00a0",
        "\u0301",
        "e\u0301",
        "\u0651\u064e",
        "\u00ad",
    ),
    *(
        "\u200b",
        "\u202e7",
        "\u202c",
        "\ufe0f",
        "\u200d",
        "🇩🇪",
        "👩\u200d",
        "一",
        "百万",
        "漢字",
        "。",
    ),
    *("مِ", "می\u200c", "न्", "ก", "Ł", "ı", "ﬁ", "…", "'", "“”", "- ", "-\n", ". ", "A.", "&c; "),
    *(
        "Advertisement\n",
        "Read more: x\n",
        "not ",
        "Straße ",
        "million ",
        "мільйон ",
        "y",
        "\ufffd",
    ),
)


def create_text(rng: random.Random, length: int) -> str:
    """Return a text of a few units, most of them repeated many times."""
    units = rng.sample(UNITS, rng.randint(1, 4))
    parts, total = [], 0
    while total < length:
        unit = rng.choice(units)
        parts.append(unit * rng.choice((1, 2, 3, 50, length // len(unit))))
        total += len(parts[-1])
    return "".join(parts)[:length]


def change_text(rng: random.Random, text: str) -> str:
    """Return the text with some places changed, or another one."""
    if rng.random() < 0.2:
        return create_text(rng, len(text))
    for _ in range(rng.choice((1, 5, 200))):
        place = rng.randrange(len(text))
        text = text[:place] + rng.choice(UNITS) + text[place + rng.randint(0, 3) :]
    return text


CALLS = {
    "compare": lambda old, new, quote: compare_wordings(old, new),
    "compare a part": lambda old, new, quote: compare_wordings(old[:20_000], new[:19_000], "en"),
    "diff": lambda old, new, quote: diff_words(old, new),
    "find": lambda old, new, quote: find_quote(new, quote),
    "nearest": lambda old, new, quote: find_most_similar(new, quote),
    "suggest": lambda old, new, quote: suggest_quotes(new, quote.exact, [(0, len(new))]),
    "voice": lambda old, new, quote: propose_voice(new, 100, min(5_000, len(new))),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_text_takes_time_out_of_proportion(seed):
    rng = random.Random(seed)  # noqa: S311 - no secret
    old = create_text(rng, LENGTH)
    new = change_text(rng, old)
    start, size = rng.randrange(len(old)), rng.choice((8, 60, 400, 5_000))
    quote = Selector(old[start : start + size] + rng.choice(("", "x")), "not there", "nor this")
    times = {}
    for name, call in CALLS.items():
        begin = time.process_time()
        call(old, new, quote)
        times[name] = time.process_time() - begin
    slow = {name: seconds for name, seconds in times.items() if seconds > MAX_SECONDS}
    assert not slow, (slow, old[:80], size)
