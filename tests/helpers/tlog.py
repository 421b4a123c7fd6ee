"""Merkle trees as RFC 6962 defines them, and proofs as RFC 9162 verifies them.

Written from the specifications and slow, to compare the product with: the proofs are recursive
definitions (RFC 6962, section 2.1) and the verification is the algorithm of RFC 9162, sections
2.1.3.2 and 2.1.4.2.
"""

from hashlib import sha256


def compute_root(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return sha256(b"\x00" + leaves[0]).digest() if leaves else sha256().digest()
    k = _split(len(leaves))
    return _hash(compute_root(leaves[:k]), compute_root(leaves[k:]))


def _split(size: int) -> int:
    k = 1
    while 2 * k < size:
        k *= 2
    return k


def _hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def prove_inclusion(m: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if m < k:
        return [*prove_inclusion(m, leaves[:k]), compute_root(leaves[k:])]
    return [*prove_inclusion(m - k, leaves[k:]), compute_root(leaves[:k])]


def prove_consistency(m: int, leaves: list[bytes], is_whole: bool = True) -> list[bytes]:
    if m == len(leaves):
        return [] if is_whole else [compute_root(leaves)]
    k = _split(len(leaves))
    if m <= k:
        return [*prove_consistency(m, leaves[:k], is_whole), compute_root(leaves[k:])]
    return [*prove_consistency(m - k, leaves[k:], False), compute_root(leaves[:k])]


def is_included(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = _hash(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = _hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def is_consistent(first: int, first_root, second: int, second_root, proof: list[bytes]) -> bool:
    if first == second:
        return proof == [] and first_root == second_root
    path = [first_root, *proof] if first & (first - 1) == 0 else proof
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = _hash(c, fr), _hash(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = _hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return (fr, sr, sn) == (first_root, second_root, 0)
