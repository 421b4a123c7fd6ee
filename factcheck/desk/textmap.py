"""Where do the article, what lies outside it, and the quoted passages stand in a text? Pure.

All offsets are Unicode code points, as everywhere; a text is cut at every edge of a span or of a
passage, so that passages that overlap are shown without nesting.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Segment:
    """A run of text between two edges: inside the body or not, and the passages that cover it."""

    text: str
    inside: bool
    passages: list = field(default_factory=list)
    begins: list = field(default_factory=list)  # the passages whose first words these are


def segments(text: str, spans: Sequence[Sequence[int]], passages: Sequence) -> list[Segment]:
    """The whole of `text` in order; a passage has `start` and `end`."""
    edges = {0, len(text)}
    edges.update(edge for span in spans for edge in span)
    edges.update(edge for one in passages for edge in (one.start, one.end))
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    return [
        Segment(
            text[start:end],
            any(left <= start and end <= right for left, right in spans),
            [one for one in passages if one.start <= start and end <= one.end],
            [one for one in passages if one.start == start],
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    ]
