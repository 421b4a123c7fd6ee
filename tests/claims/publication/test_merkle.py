"""Roots and proofs, compared with the definitions of RFC 6962 and with the specification's data."""

import random
from hashlib import sha256

import pytest

from claims.publication.merkle import (
    Range,
    Subtree,
    compute_range_root,
    hash_children,
    hash_leaf,
    list_consistency_ranges,
    list_inclusion_ranges,
)
from tests.helpers import tlog

# The leaves, roots and proofs that certificate-transparency, trillian and transparency-dev/merkle
# test their trees with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def build_subtrees(leaves: list[bytes]) -> dict[Subtree, bytes]:
    """The hashes of all complete subtrees, as the ledger stores them."""
    hashes = {Subtree(0, index): hash_leaf(leaf) for index, leaf in enumerate(leaves)}
    level, count = 0, len(leaves) // 2
    while count:
        for index in range(count):
            pair = (hashes[Subtree(level, 2 * index)], hashes[Subtree(level, 2 * index + 1)])
            hashes[Subtree(level + 1, index)] = hash_children(*pair)
        level, count = level + 1, count // 2
    return hashes


def prove_inclusion(leaves: list[bytes], index: int) -> list[bytes]:
    hashes = build_subtrees(leaves)
    return [compute_range_root(part, hashes) for part in list_inclusion_ranges(index, len(leaves))]


def prove_consistency(leaves: list[bytes], first: int) -> list[bytes]:
    hashes = build_subtrees(leaves)
    return [
        compute_range_root(part, hashes) for part in list_consistency_ranges(first, len(leaves))
    ]


def test_the_root_of_an_empty_tree_is_the_hash_of_nothing():
    assert compute_range_root(Range(0, 0), {}) == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_of_the_reference_tree(size):
    root = compute_range_root(Range(0, size), build_subtrees(LEAVES))
    assert root.hex() == ROOTS[size - 1]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (
            0,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    ],
)
def test_the_inclusion_proofs_of_the_reference_tree(index, size, proof):
    assert [value.hex() for value in prove_inclusion(LEAVES[:size], index)] == proof


@pytest.mark.parametrize(
    ("first", "second", "proof"),
    [
        (1, 1, []),
        (
            1,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
    ],
)
def test_the_consistency_proofs_of_the_reference_tree(first, second, proof):
    assert [value.hex() for value in prove_consistency(LEAVES[:second], first)] == proof


def test_random_trees_agree_with_the_definitions():
    numbers = random.Random(11)
    for _attempt in range(150):
        leaves = [numbers.randbytes(8) for _leaf in range(numbers.randint(1, 200))]
        size, index = len(leaves), numbers.randrange(len(leaves))
        first = numbers.randint(1, size)
        assert prove_inclusion(leaves, index) == tlog.prove_inclusion(index, leaves)
        assert prove_consistency(leaves, first) == tlog.prove_consistency(first, leaves)
        roots = (tlog.compute_root(leaves[:first]), tlog.compute_root(leaves))
        assert compute_range_root(Range(0, size), build_subtrees(leaves)) == roots[1]
        proof = prove_inclusion(leaves, index)
        assert tlog.is_included(hash_leaf(leaves[index]), index, size, proof, roots[1])
        proof = prove_consistency(leaves, first)
        assert tlog.is_consistent(first, roots[0], size, roots[1], proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 3), (9, 8)])
def test_a_leaf_outside_the_tree_has_no_proof(index, size):
    with pytest.raises(ValueError, match="not in the tree"):
        list_inclusion_ranges(index, size)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (2, 1), (-1, 1)])
def test_a_larger_tree_is_not_the_beginning(first, second):
    with pytest.raises(ValueError, match="must not be smaller"):
        list_consistency_ranges(first, second)
