"""Walk over the parsed page and write its visible text, with the elements that the text is from.

The walk is a loop and not a recursion, so that no nesting exhausts the stack, and every node is
visited once.
"""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.extraction.html.line_writer import LeftOut, LineWriter, Span
from sources.extraction.html.names import split_names
from sources.extraction.html.quotation_marks import get_quotation_marks, read_quotes_style
from sources.extraction.html.stylesheets import Declarations, compute_declarations
from sources.extraction.html.visibility import (
    INLINE_BLOCK_DISPLAYS,
    INLINE_DISPLAYS,
    ROOT_STYLE,
    Attributes,
    Style,
    compute_style,
    is_transparent,
)

NO_DECLARATIONS: Declarations = {}
FLEX_DISPLAYS = frozenset(
    ("flex", "grid", "inline-flex", "inline-grid", "-webkit-box", "-webkit-flex")
)
# Inline elements that are remembered, because they say what their text is.
REMEMBERED_TAGS = split_names("a sup sub ins time address rt button label abbr cite b strong")
MAX_LEFT_OUT_LENGTH = 300  # code points of text that is remembered although readers do not see it
# What an element has that is no repetition or decoration, although it is `aria-hidden`.
CONTAINER_CONTENT = "article, main, h1, p ~ p ~ p"
MAX_CONTAINER_TESTS = 200  # of one page; each may look at all of it
MAX_MEASURED_NODES = 2_000  # of a concealed element
NOTE_ROLES = frozenset(("doc-noteref", "doc-biblioref"))
# What MathML shows by position before the second and the third part of a formula.
FORMULA_OPERATORS = {
    "mfrac": ("/",),
    "msup": ("^",),
    "msub": ("_",),
    "munder": ("_",),
    "msubsup": ("_", "^"),
    "munderover": ("_", "^"),
    "mroot": ("^1/",),
}
_SLASHES = ("/", "\u2044", "\u2215")


@dataclass(slots=True)
class Element:
    """An element that has text in the page: `start` and `end` are offsets of the page's text."""

    tag: str
    attributes: Attributes
    parent: int  # the index of the element around it; that of the root is its own
    is_block: bool
    start: int
    end: int = 0


@dataclass(frozen=True)
class Line:
    """A line of the text, without white space around it; `owner` is the index of its element."""

    start: int
    end: int
    owner: int


@dataclass(frozen=True)
class PageText:
    """The visible text of a whole page, and where it comes from.

    `hidden` are the nodes whose text is not in it.
    """

    text: str
    lines: list[Line]
    elements: list[Element]
    added: list[Span]
    left_out: list[LeftOut]
    hidden: list[LexborNode]


@dataclass(slots=True)
class _Frame:
    """An element that the walk is inside of."""

    tag: str
    style: Style
    element: int
    next_node: LexborNode | None
    container: str  # the display of the box that lays out the children
    language: str
    quotes_style: str = ""  # the value of the CSS property `quotes`
    breaks: int = 0
    is_box: bool = False
    had_space: bool = False
    has_script: bool = False
    start: int = 0
    quotes: tuple[str, str] | None = None
    quote_depth: int = 0
    owner_before: int = 0
    child_count: int = 0
    cell_count: int = 0
    cell_line_count: int = 0


@dataclass
class _Walker:
    declared: dict[int, Declarations]
    writer: LineWriter = field(default_factory=LineWriter)
    elements: list[Element] = field(default_factory=list)
    hidden: list[LexborNode] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    container_tests: int = 0

    def walk(self, root: LexborNode | None, language: str) -> PageText:
        self.elements.append(Element("html", {}, 0, True, 0))
        self.frames = [_Frame("html", ROOT_STYLE, 0, None, "block", language)]
        node = root
        while self.frames:
            if node is None:
                node = self._leave(self.frames.pop())
            elif node.is_element_node and (frame := self._enter(node)):
                self.frames.append(frame)
                node = node.first_child
            else:
                if node.is_text_node:
                    self._add_text(node)
                node = node.next
        text = self.writer.get_text()
        self._trim_elements(text)
        return PageText(
            text, self._list_lines(text), self.elements, self.writer.added,
            self.writer.left_out, self.hidden,
        )  # fmt: skip

    def _add_text(self, node: LexborNode) -> None:
        frame = self.frames[-1]
        if frame.style.is_visible and (text := node.text_content):
            is_in_table = frame.container.startswith("table") and not frame.container.endswith(
                ("cell", "caption")
            )
            if not is_in_table or not text.isspace():
                self._write_text(frame.style, text)

    def _write_text(self, style: Style, text: str) -> None:
        if style.is_legible or text.isspace():
            self.writer.add_text(text, style.white_space)
        else:
            self.writer.leave_out(text, False, MAX_LEFT_OUT_LENGTH)

    # ── entering ────────────────────────────────────────────────────────────────────────────────
    def _enter(self, node: LexborNode) -> _Frame | None:
        """Return the frame of the element, or None if its content is not to be read."""
        parent, tag, attributes = self.frames[-1], node.tag or "", node.attributes
        declared = self.declared.get(node.mem_id, NO_DECLARATIONS)
        style = compute_style(tag, attributes, declared, parent.style)
        if tag == "br":
            self.writer.add_line_break()
            return None
        if style.display == "none":
            self.hidden.append(node)
            return None
        is_inline = style.display in INLINE_DISPLAYS and parent.container not in FLEX_DISPLAYS
        if style.is_concealed and not self._is_around_article(node, style, declared):
            is_block = not is_inline and style.display not in INLINE_BLOCK_DISPLAYS
            self._leave_out(node, style, is_block=is_block and not style.is_positioned)
            return None
        frame = _Frame(
            tag=tag,
            style=style,
            element=self._remember(tag, attributes, parent, is_block=not is_inline),
            next_node=node.next,
            container=parent.container if style.display == "contents" else style.display,
            language=attributes.get("lang") or parent.language,
            quotes_style=declared.get("quotes") or parent.quotes_style,
            start=self.writer.length,
            quote_depth=parent.quote_depth,
        )
        self._begin_layout(frame, parent, is_inline)
        self._begin_marks(frame, node, parent)
        return frame

    def _remember(self, tag: str, attributes: Attributes, parent: _Frame, *, is_block: bool) -> int:
        """Return the index of the element, or of the one around it if its text says nothing."""
        if not is_block and tag not in REMEMBERED_TAGS and not attributes:
            return parent.element
        self.elements.append(Element(tag, attributes, parent.element, is_block, self.writer.length))
        return len(self.elements) - 1

    def _is_around_article(self, node: LexborNode, style: Style, declared: Declarations) -> bool:
        """Return whether the whole page is concealed: by an open dialog, or until it is loaded."""
        is_passing = "aria-hidden" in node.attributes or is_transparent(style.display, declared)
        if not is_passing or self.container_tests >= MAX_CONTAINER_TESTS:
            return False
        self.container_tests += 1
        return node.css_first(CONTAINER_CONTENT) is not None

    def _leave_out(self, node: LexborNode, style: Style, *, is_block: bool) -> None:
        """Record text that readers do not see. A box out of the flow does not end their line."""
        self.hidden.append(node)
        text = _get_text(node)
        is_apart = is_block or style.is_positioned
        self.writer.leave_out(text, is_apart, MAX_LEFT_OUT_LENGTH)
        if is_block and text.strip():
            self.writer.end_block()

    def _begin_layout(self, frame: _Frame, parent: _Frame, is_inline: bool) -> None:
        display = frame.style.display
        frame.owner_before = self.writer.owner
        if display in INLINE_BLOCK_DISPLAYS and parent.container not in FLEX_DISPLAYS:
            frame.is_box, frame.had_space = True, self.writer.begin_box()
        elif display == "table-cell":
            self._begin_cell(parent)
        elif display == "table-row":
            self.writer.begin_row()
            frame.breaks = 1
        elif not is_inline and not display.endswith("-group"):
            frame.breaks = 2 if frame.tag == "p" else 1
            self.writer.end_block(frame.breaks)
        if not is_inline and not frame.is_box:
            self.writer.owner = frame.element

    def _begin_cell(self, row: _Frame) -> None:
        if row.cell_count:
            has_lines = len(self.writer.lines) > row.cell_line_count
            self.writer.begin_cell(row.start, has_lines)
        row.cell_count += 1
        row.cell_line_count = len(self.writer.lines) + (row.cell_count == 1)

    def _begin_marks(self, frame: _Frame, node: LexborNode, parent: _Frame) -> None:
        """Announce the characters that a browser shows, or shows by position, and has not."""
        if parent.tag in FORMULA_OPERATORS:
            self._begin_formula_part(frame, node, parent)
        if frame.tag == "mfrac":
            self.writer.begin_script("fraction")
        elif frame.tag == "msqrt":
            self._begin_quote(frame, "√", "")
        elif script := _get_script(node, frame.style):
            frame.has_script = True
            self.writer.begin_script(script)
        elif frame.tag == "q":
            marks = read_quotes_style(frame.quotes_style, frame.quote_depth) or get_quotation_marks(
                frame.language, frame.quote_depth
            )
            frame.quote_depth += 1
            self._begin_quote(frame, *marks)
        elif frame.tag == "rt":
            self._begin_quote(frame, "(", ")")

    def _begin_quote(self, frame: _Frame, opening: str, closing: str) -> None:
        frame.quotes = (opening, closing)
        self.writer.begin_quote(opening)

    def _begin_formula_part(self, frame: _Frame, node: LexborNode, parent: _Frame) -> None:
        """Write the operator before a part of a formula, and brackets around several terms."""
        operators = FORMULA_OPERATORS[parent.tag]
        parent.child_count += 1
        if 2 <= parent.child_count <= len(operators) + 1:
            self.writer.write_operator(operators[parent.child_count - 2])
        if _has_several_terms(node):
            self._begin_quote(frame, "(", ")")

    # ── leaving ─────────────────────────────────────────────────────────────────────────────────
    def _leave(self, frame: _Frame) -> LexborNode | None:
        if frame.quotes:
            self.writer.end_quote(frame.quotes[1])
        if frame.has_script:
            self.writer.end_script()
        if frame.is_box:
            self.writer.end_box(frame.start, frame.had_space)
        if frame.style.display == "table-row":
            self.writer.begin_row()
        elif frame.breaks:
            self.writer.end_block(frame.breaks)
        self.writer.owner = frame.owner_before
        if not self.frames or self.frames[-1].element != frame.element:
            self.elements[frame.element].end = self.writer.length
        return frame.next_node

    # ── the result ──────────────────────────────────────────────────────────────────────────────
    def _trim_elements(self, text: str) -> None:
        """Leave out the white space that was written before the first word of each element."""
        for element in self.elements:
            while element.start < element.end and text[element.start].isspace():
                element.start += 1

    def _list_lines(self, text: str) -> list[Line]:
        starts = self.writer.lines
        ends = [*(start for start, _owner in starts[1:]), len(text)][: len(starts)]
        return [
            Line(start, start + len(text[start:end].rstrip()), owner)
            for (start, owner), end in zip(starts, ends, strict=True)
        ]


def read_page_text(parser: LexborHTMLParser) -> PageText:
    """Return the text that a browser shows of a parsed page."""
    element_count = len(parser.css("*"))
    declared = compute_declarations(parser, element_count)
    root = parser.body or parser.root
    language = parser.root.attributes.get("lang") or "" if parser.root else ""
    return _Walker(declared).walk(root, language)


def _get_script(node: LexborNode, style: Style) -> str:
    """Return how the text of an element is set: `super`, `sub`, `fraction`, or as the others."""
    if node.attributes.get("role") in NOTE_ROLES:
        return "super"
    following = node.next
    if style.script == "super" and following is not None and following.is_text_node:
        text = (following.text_content or "").lstrip()
        return "fraction" if text.startswith(_SLASHES) else "super"
    return style.script


def _has_several_terms(node: LexborNode) -> bool:
    """Return whether a part of a formula is more than one number or letter with its sign."""
    terms = [node]
    while len(terms) == 1 and terms[0].tag in ("mrow", "mstyle"):
        child, terms = terms[0].first_child, []
        while child is not None and len(terms) < 3:
            if child.is_element_node:
                terms.append(child)
            child = child.next
    return len(terms) > 2 or (len(terms) == 2 and terms[0].tag != "mo")


def _get_text(node: LexborNode) -> str:
    """Return the text of an element without layout; of a very large one only its beginning."""
    texts = []
    for number, child in enumerate(node.traverse(include_text=True)):
        if child.is_text_node:
            texts.append(child.text_content or "")
        if number > MAX_MEASURED_NODES:
            break
    return "".join(texts)
