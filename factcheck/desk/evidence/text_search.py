"""Full-text search in the text of a snapshot. Pure; all offsets are code points.

Case, accents and line breaks are ignored, so a search finds more than a quotation matches.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, islice

from sources.text.normalization import SEARCH_FOLDING, fold_for_search

MAX_MATCHES = 200


@dataclass(frozen=True)
class SearchResult:
    """The matches of a search, and the number of the current one: from 1, or 0 without matches.

    `has_more` says that there are more than the `MAX_MATCHES` first ones.
    """

    query: str
    matches: list[tuple[int, int]]
    has_more: bool
    current: int = 0

    @property
    def previous(self) -> int:
        """The number of the match before the current one; before the first comes the last."""
        return max(self.current - 1, 0) or len(self.matches)

    @property
    def next(self) -> int:
        return self.current % len(self.matches) + 1 if self.matches else 0


def search_text(text: str, query: str, number: int = 1) -> SearchResult:
    """The first `MAX_MATCHES` matches; match `number` is the current one, by default the first."""
    matches = find_matches(text, query, MAX_MATCHES + 1)
    shown_matches = matches[:MAX_MATCHES]
    current = number if 1 <= number <= len(shown_matches) else min(1, len(shown_matches))
    return SearchResult(query, shown_matches, len(matches) > MAX_MATCHES, current)


def find_matches(text: str, query: str, limit: int) -> list[tuple[int, int]]:
    """The first `limit` spans of `text` that match the words of `query`."""
    words = fold_for_search(query).split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    spans = [match.span() for match in islice(pattern.finditer(fold_for_search(text)), limit)]
    if not spans:
        return []
    ends = list(accumulate(len(SEARCH_FOLDING[ord(character)]) for character in text))
    return [_map_to_text(text, ends, *span) for span in spans]


def _map_to_text(text: str, ends: list[int], start: int, end: int) -> tuple[int, int]:
    """The span of `text` that folds to this span, with the combining marks of its last letter."""
    left, right = bisect_right(ends, start), bisect_left(ends, end) + 1
    while right < len(text) and ends[right] == ends[right - 1]:
        right += 1
    return left, right
