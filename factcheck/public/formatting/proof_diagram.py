"""The picture of an inclusion proof: how an entry leads to the root that a checkpoint signs.

The entry is at the bottom. On each step up its hash is combined with the hash of its neighbour,
which stands for one or more other entries; the last result is the root.
"""

from dataclasses import dataclass

from claims.publication.merkle import Range, hash_children
from claims.publication.proofs import EntryProof

BOX_WIDTH, BOX_HEIGHT = 250, 54
COLUMN_DISTANCE, ROW_DISTANCE = 300, 104
MARGIN = 12
HASH_LENGTH = 12  # hexadecimal digits that are shown


@dataclass(frozen=True)
class Box:
    """A hash, and the numbers of the entries that it stands for. `x` and `y` are its top left."""

    first: int
    last: int
    hash: str
    x: int
    y: int
    is_given: bool  # a neighbour, which the proof contains


@dataclass(frozen=True)
class ProofDiagram:
    """Everything that the template draws, in pixels; `steps` is the same in words."""

    boxes: list[Box]
    lines: list[str]  # SVG paths
    steps: list[tuple[Box, Box]]  # the neighbour, and the result
    width: int = 2 * MARGIN + COLUMN_DISTANCE + BOX_WIDTH
    height: int = 0
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT
    box_center: int = BOX_WIDTH // 2


def build_proof_diagram(proof: EntryProof) -> ProofDiagram:
    """Lay out the path from the entry, at the bottom, to the root at the top."""
    step_count = len(proof.ranges)
    leaves = Range(proof.entry.number - 1, proof.entry.number)
    value = bytes.fromhex(proof.entry.leaf_hash)
    boxes = [_build_box(leaves, value, 0, step_count)]
    lines, steps = [], []
    for level, (part, root) in enumerate(zip(proof.ranges, proof.roots, strict=True)):
        below = boxes[-1]
        neighbour = _build_box(part, root, level, step_count, is_given=True)
        pair = (root, value) if part.start < leaves.start else (value, root)
        leaves = Range(min(leaves.start, part.start), max(leaves.end, part.end))
        value = hash_children(*pair)
        result = _build_box(leaves, value, level + 1, step_count)
        boxes += [neighbour, result]
        lines += [_draw_line(below, result), _draw_line(neighbour, result)]
        steps.append((neighbour, result))
    height = 2 * MARGIN + step_count * ROW_DISTANCE + BOX_HEIGHT
    return ProofDiagram(boxes, lines, steps, height=height)


def _build_box(leaves: Range, value: bytes, level: int, step_count: int, is_given=False) -> Box:
    return Box(
        first=leaves.start + 1,
        last=leaves.end,
        hash=value.hex()[:HASH_LENGTH],
        x=MARGIN + (COLUMN_DISTANCE if is_given else 0),
        y=MARGIN + (step_count - level) * ROW_DISTANCE,
        is_given=is_given,
    )


def _draw_line(lower: Box, upper: Box) -> str:
    """From the middle of the top of one box to the middle of the bottom of another."""
    start, end = lower.x + BOX_WIDTH // 2, upper.x + BOX_WIDTH // 2
    bottom = upper.y + BOX_HEIGHT
    middle = (lower.y + bottom) // 2
    return f"M{start} {lower.y}V{middle}H{end}V{bottom}"
