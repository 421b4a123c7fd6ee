"""Put a text together from pieces, and keep where its labelled parts begin and end. Pure."""

import re

from sources.extraction.extracted_text import Span, TextPart

REPLACEMENT_CHARACTER = "\ufffd"
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no text column can store these
BLANKS = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


def clean_text(text: str) -> str:
    """The text with LF line ends; what cannot be stored becomes U+FFFD, so that it is seen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNSTORABLE.sub(REPLACEMENT_CHARACTER, text)


def fold_blanks(text: str) -> str:
    """The text on one line, with single spaces, and without any at the ends."""
    if not text.isprintable() or "  " in text:
        text = BLANKS.sub(" ", clean_text(text))
    return text.strip(" ")


class TextBuilder:
    """Collects pieces of text; `length` is the number of code points so far."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self.parts: list[TextPart] = []
        self.added: list[Span] = []

    def append(self, text: str) -> Span:
        """Append words of the publication; returns where they are."""
        start = self.length
        if text:
            self._pieces.append(text)
            self.length += len(text)
        return start, self.length

    def append_added(self, text: str) -> None:
        """Append words that the publication does not have."""
        span = self.append(text)
        if span[0] < span[1]:
            self.added.append(span)

    def append_part(self, kind: str, text: str, label: str = "") -> Span:
        """Append words that are a part of their own."""
        start, end = self.append(text)
        self.mark_part(kind, start, label)
        return start, end

    def mark_part(self, kind: str, start: int, label: str = "") -> None:
        """Label what was appended since `start`, if there is anything."""
        if start < self.length:
            self.parts.append(TextPart(kind, start, self.length, label))

    def end_block(self, separator: str = "\n") -> None:
        """Append a separator, unless nothing was appended or the text ends with it already."""
        if self.length and not self._ends_with(separator):
            self.append(separator)

    def _ends_with(self, separator: str) -> bool:
        return self._pieces[-1].endswith(separator)

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def get_parts(self) -> tuple[TextPart, ...]:
        """The parts in the order of the text; a part is before those inside it."""
        return tuple(sorted(self.parts, key=lambda part: (part.start, -part.end)))
