"""The Merkle tree of RFC 6962: roots, inclusion proofs and consistency proofs.

https://www.rfc-editor.org/rfc/rfc6962#section-2.1. Leaves are counted from 0, hashes are 32 bytes
of SHA-256. A range is a pair of a first leaf and the leaf after the last. The functions that list
ranges say which parts of the tree a proof needs; `split_range` divides each into complete subtrees,
whose hashes the ledger stores, so a proof reads a number of rows that grows with the logarithm of
the tree. Pure: the hashes are given.
"""

from collections.abc import Mapping
from functools import reduce
from hashlib import sha256
from typing import NamedTuple

EMPTY_ROOT = sha256().digest()


class Range(NamedTuple):
    """The leaves from `start` up to, but without, `end`."""

    start: int
    end: int


class Subtree(NamedTuple):
    """A complete subtree of 2^level leaves; `position` counts those of its level from 0."""

    level: int
    position: int


def hash_leaf(body: bytes) -> bytes:
    return sha256(b"\x00" + body).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


# ── parts of the tree ───────────────────────────────────────────────────────────────────────────
def split_range(leaves: Range) -> list[Subtree]:
    """Return the complete subtrees of a part of the tree, from left to right."""
    subtrees, start = [], leaves.start
    while start < leaves.end:
        level = (leaves.end - start).bit_length() - 1
        subtrees.append(Subtree(level, start >> level))
        start += 1 << level
    return subtrees


def _split_in_two(leaves: Range) -> tuple[Range, Range]:
    """The children of a part; the left one has as many leaves as the largest smaller power of 2."""
    middle = leaves.start + (1 << (leaves.end - leaves.start - 1).bit_length() - 1)
    return Range(leaves.start, middle), Range(middle, leaves.end)


def list_inclusion_ranges(index: int, size: int) -> list[Range]:
    """Return the parts whose roots are the inclusion proof of a leaf, from the leaf to the root.

    Raises `ValueError` if the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError("The leaf is not in the tree.")
    ranges, part = [], Range(0, size)
    while part.end - part.start > 1:
        left, right = _split_in_two(part)
        part, sibling = (left, right) if index < left.end else (right, left)
        ranges.append(sibling)
    return ranges[::-1]


def list_consistency_ranges(first: int, second: int) -> list[Range]:
    """Return the parts whose roots prove that a tree of `second` leaves begins with `first` leaves.

    Raises `ValueError` unless 0 < first ≤ second.
    """
    if not 0 < first <= second:
        raise ValueError("The second tree must not be smaller than the first.")
    ranges, part = [], Range(0, second)
    while part.end != first:
        left, right = _split_in_two(part)
        part, sibling = (left, right) if first <= left.end else (right, left)
        ranges.append(sibling)
    # The root of the first tree itself is known to who asks.
    return ([part] if part.start else []) + ranges[::-1]


def compute_range_root(leaves: Range, hashes: Mapping[Subtree, bytes]) -> bytes:
    """Return the root of a part from the hashes of its complete subtrees."""
    roots = [hashes[subtree] for subtree in reversed(split_range(leaves))]
    return reduce(lambda right, left: hash_children(left, right), roots) if roots else EMPTY_ROOT
