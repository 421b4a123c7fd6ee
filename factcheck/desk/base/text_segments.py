"""Where do the article, what lies outside it, passages and words found stand in a text? Pure.

All offsets are Unicode code points, as everywhere; a text is cut at every edge of a span, of a
passage or of words that were found, so that what overlaps is shown without nesting.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Segment:
    """A run of text between two edges: inside the body or not, and the passages that cover it.

    `found` is the number of the place found that covers it, from 1, or 0; `opens` says whether that
    place begins here.
    """

    text: str
    inside: bool
    passages: list = field(default_factory=list)
    begins: list = field(default_factory=list)  # the passages whose first words these are
    found: int = 0
    opens: bool = False


def segments(
    text: str,
    spans: Sequence[Sequence[int]],
    passages: Sequence,
    places: Sequence[tuple[int, int]] = (),
) -> list[Segment]:
    """The whole of `text` in order; a passage has `start` and `end`; `places` were found."""
    edges = {0, len(text)}
    edges.update(edge for span in (*spans, *places) for edge in span)
    edges.update(edge for one in passages for edge in (one.start, one.end))
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    return [
        Segment(
            text[start:end],
            any(left <= start and end <= right for left, right in spans),
            [one for one in passages if one.start <= start and end <= one.end],
            [one for one in passages if one.start == start],
            *_found(places, start, end),
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    ]


def _found(places: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, bool]:
    for number, (left, right) in enumerate(places, 1):
        if left <= start and end <= right:
            return number, left == start
    return 0, False
