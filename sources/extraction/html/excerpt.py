"""Cut the chosen lines out of the text of a page, with their parts and with characters of ours."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from sources.extraction.extracted_text import LEFT_OUT, Span, TextPart
from sources.extraction.html.parts import (
    find_entries,
    get_kind,
    get_speaker,
    get_speaker_of_line,
    is_clock_time,
    is_note,
    is_note_reference,
)
from sources.extraction.html.walk import Element, PageText

SEPARATOR = "\n\n"
MAX_LABEL_LENGTH = 100
MAX_LABEL_DISTANCE = 50  # elements that are searched for a label
# The element of this kind with the article in it is no part of it.
MAIN_SHARE = 0.8


def cut_lines(
    page: PageText, numbers: list[int]
) -> tuple[str, tuple[Span, ...], tuple[TextPart, ...], tuple[Span, ...]]:
    """Return the text of these lines, its spans, its parts, and the characters that are ours.

    Each span is text that is together in the page; between two of them something was left out.
    """
    excerpt = _Excerpt(page, _find_runs(page, numbers))
    parts = [
        *excerpt.list_parts(),
        *excerpt.list_speech(),
        *excerpt.list_notes(),
        *excerpt.list_left_out(),
    ]
    parts.sort(key=lambda part: (part.start, -part.end))
    return excerpt.text, tuple(excerpt.spans), tuple(parts), tuple(excerpt.list_added())


def _find_runs(page: PageText, numbers: list[int]) -> list[Span]:
    """Return the spans of the page's text in which no line is missing."""
    runs: list[list[int]] = []
    for number in numbers:
        line = page.lines[number]
        if runs and number == runs[-1][2] + 1:
            runs[-1][1:] = [line.end, number]
        else:
            runs.append([line.start, line.end, number])
    return [(start, end) for start, end, _number in runs]


@dataclass
class _Excerpt:
    """The runs of a page's text that were chosen, and the text that they make."""

    page: PageText
    runs: list[Span]

    def __post_init__(self):
        self.text = SEPARATOR.join(self.page.text[start:end] for start, end in self.runs)
        self.spans, offset = [], 0
        for start, end in self.runs:
            self.spans.append((offset, offset + end - start))
            offset += end - start + len(SEPARATOR)
        self._starts = [start for start, _end in self.runs]

    def map_span(self, start: int, end: int) -> Span | None:
        """Return where a span of the page is in the text, without what was not chosen of it."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or start >= self.runs[first][1]:
            first, start = first + 1, -1
        last = bisect_left(self._starts, end) - 1
        if first >= len(self.runs) or last < first:
            return None
        start = max(start, self.runs[first][0]) - self.runs[first][0] + self.spans[first][0]
        end = min(end, self.runs[last][1]) - self.runs[last][0] + self.spans[last][0]
        return (start, end) if start < end else None

    def list_added(self) -> Iterator[Span]:
        for span in self.page.added:
            mapped = self.map_span(*span)
            if mapped:
                yield mapped

    # ── parts ───────────────────────────────────────────────────────────────────────────────────
    def list_parts(self) -> Iterator[TextPart]:
        length, entries = len(self.text), find_entries(self.page.elements, self.page.text)
        for index, element in enumerate(self.page.elements):
            kind = self._get_kind(element) or ("entry" if index in entries else "")
            span = self.map_span(element.start, element.end) if kind else None
            if span is None or (span[1] - span[0] > MAIN_SHARE * length and kind != "details"):
                continue
            yield TextPart(kind, *span, self._get_label(index, kind))

    def _get_kind(self, element: Element) -> str:
        if element.tag in ("a", "sup", "span"):
            text = self.page.text[element.start : element.end][:10]
            parent = self.page.elements[element.parent]
            if is_note_reference(element, text, parent):
                return "note_mark"
        kind = get_kind(element)
        is_open = kind == "details" and "open" in element.attributes
        return "" if is_open else kind

    def list_notes(self) -> Iterator[TextPart]:
        """Yield the lines that are notes of the publisher, whatever their markup is."""
        for line in self.page.lines:
            if is_note(self.page.text[line.start : line.end]):
                span = self.map_span(line.start, line.end)
                if span and not self._is_in_correction(line.owner):
                    yield TextPart("correction", *span)

    def _is_in_correction(self, index: int) -> bool:
        elements = self.page.elements
        while index and get_kind(elements[index]) != "correction":
            index = elements[index].parent
        return index != 0

    def list_speech(self) -> Iterator[TextPart]:
        """Yield what follows the name of a speaker, with the name, to the end of the block."""
        elements, text = self.page.elements, self.page.text
        line_starts = {line.start for line in self.page.lines}
        begun: dict[int, tuple[int, str]] = {}
        for element in elements:
            if element.start not in line_starts:
                continue
            words = text[element.start : min(element.end, element.start + MAX_LABEL_LENGTH)]
            speaker = get_speaker(element, words, text[element.end : element.end + 2])
            if not speaker:
                continue
            block = self._find_block(element)
            if block in begun:
                yield from self._end_speech(*begun[block], element.start)
            begun[block] = (element.start, speaker)
        for block, speech in begun.items():
            yield from self._end_speech(*speech, elements[block].end)
        begins = {start for start, _speaker in begun.values()}
        for line in self.page.lines:
            words = text[line.start : min(line.end, line.start + MAX_LABEL_LENGTH)]
            if line.start not in begins and (speaker := get_speaker_of_line(words)):
                yield from self._end_speech(line.start, speaker, line.end)

    def _find_block(self, element: Element) -> int:
        """Return the block that a speaker's words are in; of a definition list it is the list."""
        elements, index = self.page.elements, element.parent
        while not elements[index].is_block:
            index = elements[index].parent
        return index

    def _end_speech(self, start: int, speaker: str, end: int) -> Iterator[TextPart]:
        span = self.map_span(start, end)
        if span:
            words = self.text[span[0] : span[1]].rstrip()
            yield TextPart("speech", span[0], span[0] + len(words), speaker)

    def _get_label(self, index: int, kind: str) -> str:
        """Return what the document calls the part: a table by its caption, an entry by its time."""
        tags = {"table": ("caption",), "details": ("summary",), "entry": ("time",)}.get(kind, ())
        if not tags:
            return ""
        elements, end = self.page.elements, self.page.elements[index].end
        for element in elements[index + 1 : index + 1 + MAX_LABEL_DISTANCE]:
            if element.start >= end:
                break
            words = " ".join(self.page.text[element.start : element.end].split())
            if element.tag in tags or (kind == "entry" and is_clock_time(words)):
                return words[:MAX_LABEL_LENGTH]
        return ""

    def list_left_out(self) -> Iterator[TextPart]:
        """Yield where the page has text that this text has not, as parts without characters."""
        for _start, end in self.spans[:-1]:
            yield TextPart(LEFT_OUT, end, end)
        for offset in self._list_edges_of_details():
            yield TextPart(LEFT_OUT, offset, offset)
        for left_out in self.page.left_out:
            run = bisect_right(self._starts, left_out.offset) - 1
            if run >= 0 and self.runs[run][0] < left_out.offset < self.runs[run][1]:
                offset = left_out.offset - self.runs[run][0] + self.spans[run][0]
                yield TextPart(LEFT_OUT, offset, offset, left_out.text)

    def _list_edges_of_details(self) -> Iterator[int]:
        """Yield where closed details begin and end: a browser finds no words across these."""
        elements = self.page.elements
        closed = {
            index
            for index, element in enumerate(elements)
            if element.tag == "details" and "open" not in element.attributes
        }
        for index, element in enumerate(elements):
            if index in closed or (element.tag == "summary" and element.parent in closed):
                mapped = self.map_span(element.start, element.end)
                if mapped:
                    yield mapped[1]
