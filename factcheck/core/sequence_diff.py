"""Differences of two sequences, as difflib describes them, in bounded time.

difflib finds the longest common runs, which read best, but takes the third power of the length if
the elements repeat. It is used as long as that is little. In longer sequences the elements that
occur once in both are paired first ("patience diff"), and what is between them is compared on its
own: by difflib if it is short enough, otherwise by the Levenshtein distance, and as one change if
even that would take too long.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

# Tag, start and end in the old sequence, start and end in the new one, as difflib returns them.
Opcode = tuple[str, int, int, int, int]

# The comparisons that difflib may need for the whole, and for one part of it: about a tenth of a
# second, and a hundredth.
MAX_DIFFLIB_COST = 2_000_000
MAX_PART_COST = 200_000
# The sum of the products of the lengths that are aligned: a few tenths of a second.
MAX_ALIGNED_PRODUCT = 2_000_000_000


def compute_opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """Return the opcodes that turn `old` into `new`, in order; no two of the same tag adjoin."""
    head = _count_common_prefix(old, new)
    tail = _count_common_prefix(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    opcodes: list[Opcode] = [("equal", 0, head, 0, head)] if head else []
    for tag, i, j, k, m in _compare(old[head:old_end], new[head:new_end]):
        opcodes.append((tag, head + i, head + j, head + k, head + m))
    if tail:
        opcodes.append(("equal", old_end, len(old), new_end, len(new)))
    return _join_adjacent(opcodes)


def _count_common_prefix(left: Sequence[str], right: Sequence[str]) -> int:
    pairs = enumerate(zip(left, right, strict=False))
    shortest = min(len(left), len(right))
    return next((i for i, (left_unit, right_unit) in pairs if left_unit != right_unit), shortest)


def _compare(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    if not old or not new:
        return _get_change(0, len(old), 0, len(new))
    if _estimate_cost(old, new) <= MAX_DIFFLIB_COST:
        return _run_difflib(old, new)
    budget = _Budget(MAX_DIFFLIB_COST, MAX_ALIGNED_PRODUCT)
    opcodes: list[Opcode] = []
    i = k = 0
    for old_anchor, new_anchor in [*_pair_unique(old, new), (len(old), len(new))]:
        gap = budget.compare(old[i:old_anchor], new[k:new_anchor])
        opcodes += [(tag, i + a, i + b, k + c, k + d) for tag, a, b, c, d in gap]
        if old_anchor < len(old):
            opcodes.append(("equal", old_anchor, old_anchor + 1, new_anchor, new_anchor + 1))
        i, k = old_anchor + 1, new_anchor + 1
    return opcodes


@dataclass
class _Budget:
    """What may still be spent on comparing the parts of two sequences."""

    difflib_cost: int
    aligned_product: int

    def compare(self, old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
        if not old or not new:
            return _get_change(0, len(old), 0, len(new))
        cost = _estimate_cost(old, new)
        if cost <= min(MAX_PART_COST, self.difflib_cost):
            self.difflib_cost -= cost
            return _run_difflib(old, new)
        product = len(old) * len(new)
        if product <= self.aligned_product:
            self.aligned_product -= product
            return _align(old, new)
        return _get_change(0, len(old), 0, len(new))


def _align(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    numbers: dict[str, int] = {}
    old_numbers = [numbers.setdefault(unit, len(numbers)) for unit in old]
    new_numbers = [numbers.setdefault(unit, len(numbers)) for unit in new]
    return [
        (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Levenshtein.opcodes(old_numbers, new_numbers)
    ]


def _run_difflib(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _estimate_cost(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how much difflib has to do: pairs of equal elements, times the runs it may find."""
    old_counts, new_counts = Counter(old), Counter(new)
    pairs = sum(count * new_counts[unit] for unit, count in old_counts.items())
    return (pairs + len(old) + len(new)) * min(len(old), len(new))


def _get_change(i: int, j: int, k: int, m: int) -> list[Opcode]:
    tag = "delete" if k == m else "insert" if i == j else "replace"
    return [(tag, i, j, k, m)] if i < j or k < m else []


def _pair_unique(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions of elements that occur once in both, as many as keep their order."""
    old_counts, new_counts = Counter(old), Counter(new)
    new_positions = {unit: k for k, unit in enumerate(new) if new_counts[unit] == 1}
    pairs = [
        (i, new_positions[unit])
        for i, unit in enumerate(old)
        if old_counts[unit] == 1 and unit in new_positions
    ]
    return _keep_increasing(pairs)


def _keep_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs whose second numbers increase (patience sorting)."""
    last_values: list[int] = []
    last_indices: list[int] = []
    previous: list[int | None] = []
    for index, (_, value) in enumerate(pairs):
        place = bisect_left(last_values, value)
        previous.append(last_indices[place - 1] if place else None)
        last_values[place : place + 1] = [value]
        last_indices[place : place + 1] = [index]
    kept: list[tuple[int, int]] = []
    current = last_indices[-1] if last_indices else None
    while current is not None:
        kept.append(pairs[current])
        current = previous[current]
    return kept[::-1]


def _join_adjacent(opcodes: list[Opcode]) -> list[Opcode]:
    """Join adjacent opcodes: equal with equal, and any change with any other."""
    joined: list[Opcode] = []
    for opcode in opcodes:
        is_equal = opcode[0] == "equal"
        if joined and (joined[-1][0] == "equal") == is_equal:
            _, old_start, _, new_start, _ = joined.pop()
            if is_equal:
                joined.append(("equal", old_start, opcode[2], new_start, opcode[4]))
            else:
                joined += _get_change(old_start, opcode[2], new_start, opcode[4])
        else:
            joined.append(opcode)
    return joined
