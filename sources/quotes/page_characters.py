"""Turn the text that we keep of a page back into the characters of the page itself.

Our text has characters that the page does not have (`added`), such as the quotation marks of a `q`
element, and it leaves out words that a browser finds although readers do not see them, such as
struck words. Whoever looks for our words in the page has to look for the page's own characters.

All offsets are code points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

Span = tuple[int, int]

# Stands where the page has text that is not known. No page has this character.
UNKNOWN_TEXT = "\n\x00\n"


@dataclass(frozen=True)
class PageCharacters:
    """The text of a page, and how the offsets of our text map to it.

    The other fields describe the changes, in the order of the text: `starts` and `ends` are the
    spans of our text that were replaced, `shifts` are the differences of the offsets after each.
    """

    text: str
    starts: list[int]
    ends: list[int]
    shifts: list[int]

    def map_span(self, start: int, end: int) -> Span:
        """Return the span of the page's text for a span of our text.

        What was changed at its edges is outside of it, so it may become empty.
        """
        before = bisect_right(self.ends, start)  # changes that end at the start are before it
        new_start = start + (self.shifts[before - 1] if before else 0)
        if before < len(self.starts) and self.starts[before] < start:
            new_start = self._get_end_of_change(before)
        after = bisect_left(self.starts, end)
        new_end = end + (self.shifts[after - 1] if after else 0)
        if after and self.ends[after - 1] > end:
            new_end = self._get_end_of_change(after - 1)
        return new_start, max(new_start, new_end)

    def _get_end_of_change(self, number: int) -> int:
        return self.ends[number] + self.shifts[number]

    def limit_to_known(self, start: int, end: int, within: Span) -> Span:
        """Return `within` without what is beyond unknown text before `start` or after `end`."""
        unknown = UNKNOWN_TEXT.strip()
        first = self.text.rfind(unknown, within[0], start) + 1
        last = self.text.find(unknown, end, within[1])
        return max(within[0], first), within[1] if last == -1 else last


def restore_page_characters(
    text: str, added: Iterable[Sequence[int]] = (), left_out: Iterable[tuple[int, str]] = ()
) -> PageCharacters:
    """Return the text of the page that our `text` was written from.

    `added` are the spans of our own characters, `left_out` the places and words of the page that
    our text does not have; empty words were too many to be known.
    """
    changes = [(start, end, "") for start, end in added]
    changes += [(offset, offset, words or UNKNOWN_TEXT) for offset, words in left_out]
    changes.sort()
    pieces, offset, starts, ends, differences = [], 0, [], [], []
    for start, end, words in changes:
        if start < offset or end > len(text):
            continue  # inside the change before it
        pieces += [text[offset:start], words]
        offset = end
        starts.append(start)
        ends.append(end)
        differences.append(len(words) - (end - start))
    pieces.append(text[offset:])
    return PageCharacters("".join(pieces), starts, ends, list(accumulate(differences)))


def remove_added(text: str, start: int, added: Iterable[Sequence[int]]) -> str:
    """Return `text`, which begins at the offset `start`, without the characters that are ours."""
    spans = [(max(0, first - start), max(0, last - start)) for first, last in added]
    for first, last in sorted(spans, reverse=True):
        text = text[:first] + text[last:]
    return text
