"""Find words that were copied with the line ends of a page or a PDF. Pure.

What is copied from a PDF has its line ends, with the hyphens at them, and the running head and page
number between two pages. The text that is searched may have the same words joined, or broken at
other places. All offsets are code points.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.text.normalization import NormalizedText, normalize_typography

Span = tuple[int, int]

_MAX_MATCHES = 1000
# A search compares about this many characters at most, when many places are alike.
_MAX_COMPARISONS = 500_000
# What PDFium and the browsers built on it write in place of a hyphen at the end of a line.
_LINE_END_HYPHENS = str.maketrans({"\x02": "-\n", "\ufffe": "-\n"})
_IDEOGRAPH = "\u2e80-\u2fdf\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60"
# A hyphen inside a word, with or without a line end after it, and a line end between ideographs.
_JOINT = re.compile(rf"(?<=\w)- ?(?=\w)|(?<=[{_IDEOGRAPH}]) (?=[{_IDEOGRAPH}])")


@dataclass(frozen=True, slots=True)
class _JoinedText:
    """A text without the hyphens inside its words.

    `joints` are the offsets in `text` where something was left out, `ends` those in the original
    behind it, and `is_line_end` whether it can only be the end of a line.
    """

    text: str
    joints: list[int]
    ends: list[int]
    is_line_end: list[bool]

    def get_original_offset(self, offset: int, is_end: bool) -> int:
        """Return the offset in the original: behind what was left out there, or before it."""
        find = bisect_left if is_end else bisect_right
        index = find(self.joints, offset)
        return offset if not index else self.ends[index - 1] + offset - self.joints[index - 1]


def find_across_line_ends(text: str, words: str, spans: Sequence[Sequence[int]]) -> list[Span]:
    """Return where `words` are within `spans`, whatever line ends and hyphens at them they have.

    A hyphen counts as one of a line end only if white space follows it, in the text or in `words`.
    Lines of `words` that the text has outside `spans`, such as a running head, are left out.
    """
    words = words.translate(_LINE_END_HYPHENS)
    for variant in dict.fromkeys((words, _remove_margin_lines(text, words, spans))):
        quote = _join(normalize_typography(variant).text.strip())
        found = [
            (left + start, left + end)
            for left, right in spans
            for start, end in _find(text[left:right], quote)
        ]
        if found:
            return found[:_MAX_MATCHES]
    return []


def _join(text: str) -> _JoinedText:
    parts, joints, ends, is_line_end = [], [], [], []
    last = length = 0
    for match in _JOINT.finditer(text):
        parts.append(text[last : match.start()])
        length += match.start() - last
        last = match.end()
        joints.append(length)
        ends.append(last)
        between_letters = text[match.start() - 1].isalpha() and text[last].isalpha()
        is_line_end.append(match[0] == " " or (match[0] == "- " and between_letters))
    parts.append(text[last:])
    return _JoinedText("".join(parts), joints, ends, is_line_end)


def _find(text: str, quote: _JoinedText) -> Iterator[Span]:
    if not quote.text:
        return
    normalized = normalize_typography(text)
    joined = _join(normalized.text)
    start = joined.text.find(quote.text)
    for _ in range(min(_MAX_MATCHES, 1 + _MAX_COMPARISONS // len(quote.text))):
        if start == -1:
            return
        if _have_same_hyphens(joined, quote, start):
            span = _get_original_span(normalized, joined, start, start + len(quote.text))
            if span is not None:
                yield span
        start = joined.text.find(quote.text, start + 1)


def _have_same_hyphens(joined: _JoinedText, quote: _JoinedText, start: int) -> bool:
    """Return whether only hyphens at line ends differ."""
    low = bisect_right(joined.joints, start)
    high = bisect_left(joined.joints, start + len(quote.text))
    in_text = {joined.joints[i] - start: joined.is_line_end[i] for i in range(low, high)}
    in_quote = dict(zip(quote.joints, quote.is_line_end, strict=True))
    return all(
        is_line_end
        for hyphens, others in ((in_text, in_quote), (in_quote, in_text))
        for offset, is_line_end in hyphens.items()
        if offset not in others
    )


def _get_original_span(
    normalized: NormalizedText, joined: _JoinedText, start: int, end: int
) -> Span | None:
    return normalized.get_original_span(
        joined.get_original_offset(start, is_end=False),
        joined.get_original_offset(end, is_end=True),
    )


def _remove_margin_lines(text: str, words: str, spans: Sequence[Sequence[int]]) -> str:
    """Return `words` without the lines that the text has outside the spans."""
    lines = words.split("\n")
    if len(lines) < 3 or not spans:
        return words
    starts, ends = [left for left, _ in spans], [right for _, right in spans]
    outside = [
        text[left:right] for left, right in zip([0, *ends], [*starts, len(text)], strict=True)
    ]
    margins = {line.strip() for part in outside for line in part.split("\n")} - {""}
    kept = [line for line in lines[1:-1] if line.strip() not in margins]
    return "\n".join([lines[0], *kept, lines[-1]])
