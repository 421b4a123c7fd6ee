"""A text without some of its parts, whose offsets map back to the whole text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ShortenedText:
    """What is left of a text: where each kept part begins, in it and in the original text."""

    text: str
    part_starts: list[int]  # in `text`
    original_starts: list[int]

    def get_original_span(self, start: int, end: int) -> Span:
        """Return the span of the original text that became `text[start:end]`, not empty."""
        return self._get_original_offset(start), self._get_original_offset(end - 1) + 1

    def get_offset(self, original: int) -> int:
        """Return the offset in `text` of an offset of the original text, or of the part after."""
        part = bisect_right(self.original_starts, original) - 1
        offset = self.part_starts[part] + original - self.original_starts[part]
        following = self.part_starts[part + 1 : part + 2]
        return min([offset, *following, len(self.text)])

    def _get_original_offset(self, offset: int) -> int:
        part = bisect_right(self.part_starts, offset) - 1
        return self.original_starts[part] + offset - self.part_starts[part]


def remove_spans(text: str, spans: Sequence[Span]) -> ShortenedText:
    """Return the text without these spans, which are in order and do not overlap."""
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return ShortenedText("".join(parts), [0, *accumulate(map(len, parts[:-1]))], starts)
