"""Where in a snapshot's text are the words that somebody looks for? Pure; offsets are code points.

A search finds more than a quotation does: capitals, accents and line ends make no difference.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, islice

from sources.text.word_boundaries import FOLDED, fold

MOST = 200  # places that are marked; whoever finds more looks for longer words


@dataclass(frozen=True)
class Within:
    """What was looked for, the places of the text that have it, and which of them is shown."""

    words: str
    places: list[tuple[int, int]]
    more: bool
    at: int = 0  # from 1; 0 where there are none

    @property
    def before(self) -> int:
        """The place before the one that is shown; before the first is the last."""
        return max(self.at - 1, 0) or len(self.places)

    @property
    def after(self) -> int:
        return self.at % len(self.places) + 1 if self.places else 0


def looked_for(text: str, words: str, at: int = 1) -> Within:
    """The first `MOST` places of `words` in `text`; number `at` is shown, or the first."""
    places = hits(text, words, MOST + 1)
    shown = places[:MOST]
    at = at if 1 <= at <= len(shown) else min(1, len(shown))
    return Within(words, shown, len(places) > MOST, at)


def hits(text: str, words: str, most: int) -> list[tuple[int, int]]:
    """The first spans of `text` that hold `words`, apart from capitals, accents and line ends."""
    sought = fold(words).split()
    if not sought:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, sought)))
    found = [match.span() for match in islice(pattern.finditer(fold(text)), most)]
    if not found:
        return []
    ends = list(accumulate(len(FOLDED[ord(one)]) for one in text))
    return [_unfolded(text, ends, *span) for span in found]


def _unfolded(text: str, ends: list[int], start: int, end: int) -> tuple[int, int]:
    """The span of the text that folds to these offsets, with the marks on its last letter."""
    left, right = bisect_right(ends, start), bisect_left(ends, end) + 1
    while right < len(text) and ends[right] == ends[right - 1]:
        right += 1
    return left, right
