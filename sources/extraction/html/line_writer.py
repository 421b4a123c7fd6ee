"""Write the visible text of a page line by line, with white space as a browser lays it out.

The rules are those of `innerText` (https://html.spec.whatwg.org/#rendered-text-collection-steps)
and of CSS white space (https://www.w3.org/TR/css-text-3/#white-space-rules). Where they would join
what readers see apart, a character of ours is written and recorded in `added`: `^` before a raised
exponent or note mark, `_` before a lowered figure, a space between a number and a fraction.
"""

import re
from dataclasses import dataclass, field

Span = tuple[int, int]

_COLLAPSIBLE = " \t\n\r\f"
_SPACES = re.compile(r"[ \t\n\r\f]+")
_OPENING_QUOTES = "\"'“„”«»‹›‘‚「『"
_VARIABLES = frozenset("nxkmyzij")
_SIGNS = "+-−–±"
MAX_BREAKS = 2


@dataclass(frozen=True)
class LeftOut:
    """Text that a browser lays out at `offset`, and that readers do not see: it is not kept.

    `text` has its white space folded; line ends in it are ends of blocks. It is empty if the text
    was too long to be remembered.
    """

    offset: int
    text: str


@dataclass
class LineWriter:
    """The lines written so far. `owner` is the element that the next line belongs to."""

    owner: int = 0
    length: int = 0
    added: list[Span] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)  # start, and the owner
    _pieces: list[str] = field(default_factory=list)
    _last: str = ""  # the last two characters
    _breaks: int = MAX_BREAKS
    _tabs: int = 0
    _has_space: bool = False
    _is_box_start: bool = False
    _script: str = ""  # the mark of a raised or lowered text that begins here
    _is_glued: bool = False  # something between the last character and the next one is not written
    _pending: list[str] = field(default_factory=list)  # marks of ours before the next word
    _is_mark_written: list[bool] = field(default_factory=list)  # of each quotation around it

    def get_text(self) -> str:
        return "".join(self._pieces)

    # ── lines ───────────────────────────────────────────────────────────────────────────────────
    def end_block(self, breaks: int = 1) -> None:
        """Begin a new line before the next word; with two breaks also an empty line before it."""
        if self._tabs:
            return  # the block is the beginning of a cell
        self._breaks = max(self._breaks, breaks)
        self._has_space = False

    def add_line_break(self) -> None:
        self._breaks = min(MAX_BREAKS, self._breaks + 1)
        self._has_space = False

    def begin_cell(self, row_start: int, has_lines: bool) -> None:
        """Write a tab before the next word; a line break if the cell before it has several lines.

        `row_start` is the length of the text before the row.
        """
        if has_lines:
            self.end_block()
            return
        if self.length > row_start:
            self._breaks = 0
        self._tabs += 1
        self._has_space = False

    def begin_row(self) -> None:
        self._tabs = 0
        self.end_block()

    def begin_box(self) -> bool:
        """Begin a box inside a line; return what `end_box` has to know."""
        had_space, self._is_box_start = self._has_space, True
        return had_space

    def end_box(self, start: int, had_space: bool) -> None:
        self._is_box_start = False
        self._has_space = had_space if self.length == start else False

    def _is_line_start(self) -> bool:
        return self._breaks > 0

    # ── text ────────────────────────────────────────────────────────────────────────────────────
    def add_text(self, text: str, white_space: str) -> None:
        """Write the data of a text node; `white_space` is the value of the CSS property."""
        if white_space in ("normal", "nowrap"):
            self._add_collapsed(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self.add_line_break()
            if white_space == "pre-line":
                self._add_collapsed(line)
            elif line.strip(_COLLAPSIBLE):
                self._write(line)
            elif line:
                self._has_space = not self._is_line_start()

    def _add_collapsed(self, text: str) -> None:
        words = text.strip(_COLLAPSIBLE)
        if not words:
            self._note_space(bool(text))
            return
        self._note_space(text[0] in _COLLAPSIBLE)
        self._write(_SPACES.sub(" ", words))
        self._has_space = text[-1] in _COLLAPSIBLE

    def _note_space(self, has_space: bool) -> None:
        if has_space and not self._is_line_start() and not self._is_box_start:
            self._has_space = True

    def _write(self, text: str) -> None:
        glued_to = "" if self._has_space or self._breaks or self._tabs else self._last
        is_after_quote = glued_to != "" and glued_to[-1] in _OPENING_QUOTES
        self._write_white_space()
        if self._pending:
            self._write_pending(is_after_quote)
        elif glued_to and (self._script or self._is_glued):
            self._write_added(_get_mark(glued_to, text, self._script))
        self._script, self._is_glued, self._is_box_start = "", False, False
        self._append(text)

    def _write_white_space(self) -> None:
        if self._breaks:
            self._append("\n" * self._breaks if self.length else "")
            self.lines.append((self.length, self.owner))
        if self._tabs:
            self._append("\t" * self._tabs)
        elif self._has_space and not self._breaks:
            self._append(" ")
        self._breaks, self._tabs, self._has_space = 0, 0, False

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self.length += len(text)
            self._last = (self._last + text)[-2:]

    # ── characters of ours ──────────────────────────────────────────────────────────────────────
    def begin_script(self, script: str) -> None:
        """Announce raised or lowered text: `super`, `sub`, or `fraction` for a raised numerator."""
        self._script = script

    def end_script(self) -> None:
        self._script, self._is_glued = "", True

    def begin_quote(self, mark: str) -> None:
        """Write a mark of ours before the next word, unless the page has a quotation mark there."""
        self._pending.append(mark)
        self._is_mark_written.append(False)

    def end_quote(self, mark: str) -> None:
        """Write a mark of ours, if there is one where the quotation began."""
        if self._pending and not self._is_mark_written[-1]:
            self._pending.pop()  # the quotation is empty
        elif self._is_mark_written[-1]:
            self._write_added(mark)
        self._is_mark_written.pop()

    def _write_pending(self, has_mark: bool) -> None:
        count = len(self._pending)
        for mark in [] if has_mark else self._pending:
            self._write_added(mark)
        if count and not has_mark:
            self._is_mark_written[-count:] = [True] * count
        self._pending = []

    def write_operator(self, mark: str) -> None:
        """Write a mark of ours between two parts of a formula."""
        self._has_space = False
        self._write_added(mark)

    def _write_added(self, mark: str) -> None:
        if mark:
            self.added.append((self.length, self.length + len(mark)))
            self._append(mark)

    def leave_out(self, text: str, is_apart: bool, max_length: int) -> None:
        """Record that readers do not see `text`, which is here in the page.

        `is_apart` says that it is in a box of its own.
        """
        words = " ".join(text.split())
        if not words:
            return
        begins_apart = self._has_space or text[0] in _COLLAPSIBLE
        self._note_space(begins_apart or text[-1] in _COLLAPSIBLE)
        label = f"\n{words}\n" if is_apart else f"{' ' * begins_apart}{words}"
        self._is_glued = True
        self.left_out.append(LeftOut(self.length, label if len(words) <= max_length else ""))


def _get_mark(before: str, text: str, script: str) -> str:
    """Return what has to be between two texts that would otherwise become one number."""
    first, is_number = text[0], before[-1].isdigit()
    if script == "super" and first.isdigit() and before[-1] in ".,":
        return "^" if before[0].isdigit() else ""  # the mark of a note after a number
    before = before[-1]
    if script == "super" and (before.isalnum() or before in ")]}%"):
        is_exponent = first.isdigit() or (first in _SIGNS and text[1:2].isdigit())
        is_variable = text in _VARIABLES and (before.isdigit() or before in ")]}")
        return "^" if is_exponent or is_variable else ""
    if not (is_number and (first.isdigit() or first in _VARIABLES and script)):
        return ""
    return "_" if script == "sub" else " "
