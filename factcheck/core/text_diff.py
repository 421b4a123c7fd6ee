"""Word diff of two texts, for people to read.

The units are words and the white space between them, so a changed digit shows as a changed number
and not as half of one. In scripts written without spaces each character is a unit.
"""

import re
from dataclasses import dataclass

from factcheck.core.sequence_diff import Opcode, compute_opcodes

SAME, REMOVED, ADDED = "same", "removed", "added"
# Unchanged runs shorter than this, in words, are shown as part of the change around them.
MIN_UNCHANGED_WORDS = 3
# With a smaller share of the shorter text's words in common, a word diff is unreadable.
MIN_COMMON_SHARE = 0.4

# Chinese characters and kana, which are written without spaces: each counts as a word.
IDEOGRAPHS = (
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# A number of Latin digits stays whole between them.
UNIT = re.compile(rf"\s+|[{IDEOGRAPHS}]|[^\s{IDEOGRAPHS}]+")
LINE_END_IN_SENTENCE = re.compile(rf"(?<=[{IDEOGRAPHS}，、；])\s*\n\s*(?=[{IDEOGRAPHS}])")
PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
PARAGRAPH_BREAK = re.compile(r"(\n\n)")


@dataclass(frozen=True)
class DiffSegment:
    """A run of text that both texts have (`same`), or only the old (`removed`) or new (`added`)."""

    kind: str
    text: str


def diff_words(old: str, new: str) -> list[DiffSegment]:
    """Return the segments that turn `old` into `new`, in the order of the text.

    White space is normalised: line ends within a paragraph are no change. If the texts have little
    in common, the whole old text is removed and the whole new text is added.
    """
    old_units, new_units = UNIT.findall(_unwrap_lines(old)), UNIT.findall(_unwrap_lines(new))
    opcodes = compute_opcodes(old_units, new_units)
    if not _has_enough_in_common(opcodes, old_units, new_units):
        return [*_mark_change(REMOVED, old_units), *_mark_change(ADDED, new_units)]
    segments = []
    for tag, old_start, old_end, new_start, new_end in _merge_close_changes(opcodes, old_units):
        if tag == "equal":
            segments.append(DiffSegment(SAME, "".join(old_units[old_start:old_end])))
            continue
        segments += _mark_change(REMOVED, old_units[old_start:old_end])
        segments += _mark_change(ADDED, new_units[new_start:new_end])
    return segments


def _unwrap_lines(text: str) -> str:
    paragraphs = PARAGRAPH_END.split(text.strip())
    return "\n\n".join(
        " ".join(LINE_END_IN_SENTENCE.sub("", paragraph).split()) for paragraph in paragraphs
    )


def _mark_change(kind: str, units: list[str]) -> list[DiffSegment]:
    """Return one segment per paragraph; the break between paragraphs is never marked."""
    parts = filter(None, PARAGRAPH_BREAK.split("".join(units)))
    return [DiffSegment(SAME if PARAGRAPH_BREAK.fullmatch(part) else kind, part) for part in parts]


def _has_enough_in_common(opcodes: list[Opcode], old: list[str], new: list[str]) -> bool:
    common = sum(_count_words(old[start:end]) for tag, start, end, *_ in opcodes if tag == "equal")
    return common >= MIN_COMMON_SHARE * min(_count_words(old), _count_words(new))


def _count_words(units: list[str]) -> int:
    return len(units) - sum(map(str.isspace, units))


def _merge_close_changes(opcodes: list[Opcode], old: list[str]) -> list[Opcode]:
    """Merge changes that only a word or two separate: they read as one change."""
    merged: list[Opcode] = []
    for i, (tag, old_start, old_end, new_start, new_end) in enumerate(opcodes):
        is_inside = 0 < i < len(opcodes) - 1
        is_short = tag == "equal" and _is_short_run(old[old_start:old_end])
        if merged and merged[-1][0] == "change" and (tag != "equal" or is_inside and is_short):
            _, first_old, _, first_new, _ = merged[-1]
            merged[-1] = ("change", first_old, old_end, first_new, new_end)
        else:
            kind = tag if tag == "equal" else "change"
            merged.append((kind, old_start, old_end, new_start, new_end))
    return merged


def _is_short_run(units: list[str]) -> bool:
    return "\n" not in "".join(units) and _count_words(units) < MIN_UNCHANGED_WORDS
