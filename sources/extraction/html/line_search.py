"""Find the lines of a page that have the words of another text, whose lines may be cut otherwise.

Only letters and digits are compared. The time is bounded: long lines are looked up, and of those
that are not found whole no more than `MAX_SEARCHED` code points are searched.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate

from sources.extraction.html.walk import PageText

# A line of so many letters and digits is found wherever it is, a shorter one only between the
# lines around it.
MIN_DISTINCTIVE_LENGTH = 20
MIN_SEARCHED_LENGTH = 12
MIN_JOINED_LENGTH = 200  # a line that may have been put together from many
MAX_SEARCHED = 100_000_000
_NO_WORD = re.compile(r"[\W_]+")


def get_letters(text: str) -> str:
    """Return the letters and digits of a text, composed (NFC)."""
    return _NO_WORD.sub("", unicodedata.normalize("NFC", text))


class LineSearch:
    """The lines of a page, as letters and digits without anything between them."""

    def __init__(self, page: PageText):
        self.letters = [get_letters(page.text[line.start : line.end]) for line in page.lines]
        self.starts = [0, *accumulate(map(len, self.letters))]
        self.all_letters = "".join(self.letters)
        self.numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, letters in enumerate(self.letters):
            self.numbers[letters].append(number)
        self._searched = 0

    def find_lines(self, proposed: list[str]) -> set[int]:
        """Return the numbers of the lines that have the proposed words."""
        anchors = self._find_anchors(proposed)
        next_anchors = self._get_next_anchors(anchors)
        found: set[int] = set()
        before = -1
        for letters, anchor, after in zip(proposed, anchors, next_anchors, strict=True):
            lines = [anchor] if anchor is not None else self._find_between(letters, before, after)
            if lines:
                found.update(lines)
                before = lines[-1]
        return found

    def _find_anchors(self, proposed: list[str]) -> list[int | None]:
        """Return the line of each proposal that is long and occurs once in the page."""
        return [
            self.numbers[letters][0]
            if len(letters) >= MIN_DISTINCTIVE_LENGTH and len(self.numbers.get(letters, ())) == 1
            else None
            for letters in proposed
        ]

    def _get_next_anchors(self, anchors: list[int | None]) -> list[int]:
        following, result = len(self.letters), []
        for anchor in reversed(anchors):
            result.append(following)
            following = following if anchor is None else anchor
        return result[::-1]

    def _find_between(self, letters: str, before: int, after: int) -> list[int]:
        numbers = self.numbers.get(letters, [])
        position = bisect_right(numbers, before)
        if position < len(numbers) and numbers[position] < max(after, before + 3):
            return [numbers[position]]
        if numbers and len(letters) >= MIN_DISTINCTIVE_LENGTH:
            return [min(numbers, key=lambda number: abs(number - before))]
        if len(letters) < MIN_SEARCHED_LENGTH:
            return []
        return self._find_inside(letters, before, after)

    def _find_inside(self, letters: str, before: int, after: int) -> list[int]:
        """Return the lines that a proposal is a part of, or that are parts of it."""
        last_line = max(before, min(after + 1, len(self.letters)))
        window = self.starts[max(0, before)], self.starts[last_line]
        start = self._find(letters, *window)
        if start == -1 and len(letters) >= MIN_DISTINCTIVE_LENGTH:
            start = self._find(letters, 0, len(self.all_letters))
        if start != -1:
            return self._get_lines(start, start + len(letters))
        edge = MIN_DISTINCTIVE_LENGTH
        start, last = self._find(letters[:edge], *window), self._find(letters[-edge:], *window)
        if start != -1 and start <= last <= start + 2 * len(letters):
            return self._get_lines(start, last + edge)
        return self._list_lines_of(letters)

    def _list_lines_of(self, letters: str) -> list[int]:
        """Return the lines that are parts of one long proposal, as of a table made for layout."""
        if len(letters) < MIN_JOINED_LENGTH:
            return []
        numbers = []
        for number, line in enumerate(self.letters):
            self._searched += len(letters)
            if self._searched > MAX_SEARCHED:
                break
            if len(line) >= MIN_SEARCHED_LENGTH and line in letters:
                numbers.append(number)
        return numbers

    def _find(self, letters: str, start: int, end: int) -> int:
        self._searched += end - start
        return self.all_letters.find(letters, start, end) if self._searched < MAX_SEARCHED else -1

    def _get_lines(self, start: int, end: int) -> list[int]:
        """Return the lines of which at least half lies between two offsets of `all_letters`."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end)
        lines = range(first, min(last, len(self.letters)))
        return [
            number
            for number in lines
            if 2 * (min(end, self.starts[number + 1]) - max(start, self.starts[number]))
            >= len(self.letters[number])
            > 0
        ] or [first]
