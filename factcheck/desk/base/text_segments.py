"""Splits a text into segments for display: article or not, with passages, matches and labels. Pure.

All offsets are Unicode code points. The text is split at each edge of an article span, a passage
or a match, and where a labelled part begins, so that overlapping ranges need no nested elements.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Segment:
    """The text between two edges, whether it is part of the article, and what covers it.

    `match_number` is the number, from 1, of the search match that covers it, or 0; `starts_match`
    says whether the match starts here. `label` names the part of the text that begins here.
    """

    text: str
    is_article: bool
    passages: list = field(default_factory=list)
    starting_passages: list = field(default_factory=list)
    match_number: int = 0
    starts_match: bool = False
    label: str = ""


def split_into_segments(
    text: str,
    spans: Sequence[Sequence[int]],
    passages: Sequence,
    matches: Sequence[tuple[int, int]] = (),
    labels: Mapping[int, str] | None = None,
) -> list[Segment]:
    """The whole text in order. Passages have `start` and `end`; matches are (start, end).

    `labels` are the names of parts by the offsets at which they begin.
    """
    labels = labels or {}
    edges = {0, len(text), *labels}
    edges.update(edge for span in (*spans, *matches) for edge in span)
    edges.update(edge for passage in passages for edge in (passage.start, passage.end))
    edges_in_text = sorted(edge for edge in edges if 0 <= edge <= len(text))
    return [
        Segment(
            text[start:end],
            any(left <= start and end <= right for left, right in spans),
            [passage for passage in passages if passage.start <= start and end <= passage.end],
            [passage for passage in passages if passage.start == start],
            *_get_match_at(matches, start, end),
            label=labels.get(start, ""),
        )
        for start, end in zip(edges_in_text, edges_in_text[1:], strict=False)
    ]


def _get_match_at(matches: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, bool]:
    for number, (left, right) in enumerate(matches, 1):
        if left <= start and end <= right:
            return number, left == start
    return 0, False
