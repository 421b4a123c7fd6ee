"""Comparing, finding, suggesting and showing a diff never take a second, whatever the text."""

import random
import time

import pytest

from factcheck.core.text_diff import diff_words
from sources.comparison import compare_wordings
from sources.quotes.anchoring import find_quote
from sources.quotes.selectors import Selector
from sources.quotes.suggestions import suggest_quotes

RNG = random.Random(10)  # noqa: S311 - no secret
MAX_SECONDS = 5  # of processor time; the slowest takes a fraction of it


def create_prose(length: int) -> str:
    words = ["".join(RNG.choices("abcdefghijklmnop", k=RNG.randint(2, 9))) for _ in range(8000)]
    return " ".join(RNG.choices(words, k=length // 5))[:length]


def create_table(rows: int) -> str:
    return "\n".join(" ".join(str(RNG.randint(0, 999)) for _ in range(8)) for _ in range(rows))


PROSE = create_prose(1_000_000)
TEXTS = {
    "400 numbers": ("one hundred " * 400, "one hundred and " * 400),
    "repeated words": ("one hundred " * 80_000, "hundred one two " * 60_000),
    "prose": (PROSE, PROSE.replace("ab", "ba")),
    "table": (create_table(30_000), create_table(30_000)),
    "initials": ("a." * 50_000 + "ab", "a." * 50_000 + "ac"),
    "thousands": (" 111" * 250_000, " 111" * 249_999 + " 112"),
    "ideographs": ("漢字" * 400_000, "漢字" * 399_999 + "漢二"),
    "Chinese numbers": ("一" * 500_000, "一" * 499_999 + "二"),
    "one word": ("a" * 1_000_000, "a" * 999_999 + "b"),
    "hyphens": ("a-" * 450_000, "a-" * 449_999 + "b"),
    "lines": ("a\n" * 450_000, "a\n" * 449_999 + "b"),
    "advertisements": ("a\nAdvertisement\n" * 60_000, "a\nRead more: x y\n" * 60_000),
    "Persian": ("می\u200c" * 300_000, "می " * 300_000),
    "overrides": ("\u202e7" * 450_000, "\u202e7" * 449_999 + "8"),
    "vowel signs": ("كَتَبَ " * 140_000, "كُتِبَ " * 140_000),
    "white space": ("a" + " " * 900_000 + "b", "a" + "\n" * 900_000 + "c"),
}
CALLS = {
    "compare": lambda old, new: compare_wordings(old, new, "en"),
    "compare the beginning": lambda old, new: compare_wordings(old[:19_000], new[:18_000], "en"),
    "diff": diff_words,
    "find": lambda old, new: find_quote(new, Selector(old[:400], "not there before", "nor after")),
    "find a long quote": lambda old, new: find_quote(new, Selector(old[:19_000] + "x", "no", "no")),
    "suggest": lambda old, new: suggest_quotes(new, old[:300], [(0, len(new))]),
    "suggest altered": lambda old, new: suggest_quotes(
        new, f"{old[:3]}q{old[3:300]}", [(0, len(new))]
    ),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_a_second(name, call):
    start = time.process_time()
    CALLS[call](*TEXTS[name])
    assert time.process_time() - start < MAX_SECONDS
