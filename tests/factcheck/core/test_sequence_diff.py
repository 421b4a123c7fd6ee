"""Opcodes turn one sequence into the other, read like difflib's, and never take long."""

import time
from difflib import SequenceMatcher
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.core import sequence_diff
from factcheck.core.sequence_diff import compute_opcodes

sequences = st.lists(st.sampled_from("abcd"), max_size=30)


def apply_opcodes(old, new):
    opcodes = compute_opcodes(old, new)
    parts = [old[i:j] if tag == "equal" else new[k:m] for tag, i, j, k, m in opcodes]
    edges = [(i, k) for _, i, _, k, _ in opcodes] + [(len(old), len(new))]
    ends = [(0, 0)] + [(j, m) for _, _, j, _, m in opcodes]
    assert edges == ends
    assert all(old[i:j] == new[k:m] for tag, i, j, k, m in opcodes if tag == "equal")
    return [unit for part in parts for unit in part]


@given(sequences, sequences)
def test_the_opcodes_turn_the_old_sequence_into_the_new_one(old, new):
    assert apply_opcodes(old, new) == new


@given(sequences, sequences)
@pytest.mark.parametrize("limits", [(0, 0, 10**9), (0, 0, 0), (50, 20, 20)])
def test_they_do_so_however_little_may_be_spent(limits, old, new):
    names = ("MAX_DIFFLIB_COST", "MAX_PART_COST", "MAX_ALIGNED_PRODUCT")
    with patch.multiple(sequence_diff, **dict(zip(names, limits, strict=True))):
        assert apply_opcodes(old, new) == new


def test_short_sequences_are_compared_by_difflib_between_their_common_ends():
    old = ["the", "old", "man", "saw", "the", "sea", "again"]
    new = ["the", "man", "saw", "an", "old", "sea", "again"]
    matcher = SequenceMatcher(None, old[1:-2], new[1:-2], autojunk=False)
    changes = [(tag, i + 1, j + 1, k + 1, m + 1) for tag, i, j, k, m in matcher.get_opcodes()]
    assert compute_opcodes(old, new) == [("equal", 0, 1, 0, 1), *changes, ("equal", 5, 7, 5, 7)]


def test_in_a_long_text_only_the_changed_words_change():
    old = [f"word{i}" for i in range(20_000)]
    new = old.copy()
    new[100], new[19_000] = "changed", "also"
    changes = [opcode for opcode in compute_opcodes(old, new) if opcode[0] != "equal"]
    assert changes == [("replace", 100, 101, 100, 101), ("replace", 19_000, 19_001, 19_000, 19_001)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["one", "hundred"] * 400, ["hundred", "one", "two"] * 400),
        (["one", "hundred"] * 50_000, ["hundred", "one", "two"] * 50_000),
        (["a"] * 100_000, ["a"] * 99_000 + ["b"] * 5000 + ["a"]),
        ([str(i % 97) for i in range(100_000)], [str(i % 89) for i in range(100_000)]),
        ([str(i) for i in range(100_000)], [str(i) for i in range(100_000, 0, -1)]),
        ([f"{i} {i % 3}" for i in range(50_000)], [f"{i} {i % 2}" for i in range(50_000)]),
    ],
    ids=["400 pairs", "words", "one word", "digits", "reversed", "every second"],
)
def test_no_sequence_takes_a_second(old, new):
    start = time.process_time()
    compute_opcodes(old, new)
    assert time.process_time() - start < 5
