"""Read the style sheets of a page as far as they decide which text is shown, and in which lines.

Only a few properties count (`PROPERTIES`). Style sheets outside the page are not loaded. Conditions
of media queries are decided for a screen of 1280 pixels, as a desktop browser would. The cascade is
that of CSS (https://www.w3.org/TR/css-cascade-4/), without layers and without custom properties.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from sources.extraction.html.names import split_names

Declarations = dict[str, str]
Specificity = tuple[int, int, int]

PROPERTIES = split_names(
    "display visibility white-space vertical-align float position clip clip-path overflow "
    "overflow-y width height left right top bottom inset text-indent text-decoration "
    "text-decoration-line content-visibility quotes"
)
# Properties that count only in a page where one of them has such a value, because nearly every rule
# declares one.
_RARE_PROPERTIES = {
    "font-size": re.compile(r"font-size\s*:\s*[01](?:\.0*)?(?:px|r?em|%|pt)?\s*(?:[;}!]|$)", re.I),
    "font": re.compile(r"font\s*:\s*0(?:px|r?em)?[\s/]", re.I),
    "opacity": re.compile(r"opacity\s*:\s*0(?:\.0*)?%?\s*(?:[;}!]|$)", re.I),
    "transform": re.compile(r"transform\s*:\s*(?:scale|translate)", re.I),
    "margin-left": re.compile(r"margin-left\s*:\s*-\d{4}", re.I),
}
SCREEN_WIDTH = 1280  # CSS pixels
PIXELS_PER_EM = 16
MAX_LENGTH = 1_000_000  # code points of all style sheets of a page; the rest is not read
MAX_RULES = 5_000
MAX_SELECTOR_LENGTH = 2_000  # code points that a nested rule repeats of those around it
MAX_NODE_TESTS = 5_000_000  # selectors times elements, about half a second

SIBLING_TESTS_PER_TEST = 13  # comparing siblings takes less time each

_AMONG_SIBLINGS = re.compile(r"~(?!=)|:(?:nth|has|only|first-of|last-of)")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_SYNTAX = re.compile(r"[{}()\[\];]")
_DELIMITER = re.compile(r"[{};]")
# States that a page does not have when it is opened, and boxes that are not elements.
_OTHER_STATE = re.compile(
    r"::|:(?:before|after|hover|focus(?:-within|-visible)?|active|checked|target|visited|first-line"
    r"|first-letter|open|modal|popover-open|fullscreen)\b"
)
_IN_NOT = re.compile(r":not\([^()]*\)")
_FEATURE = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|em|rem)\s*\)")
_LENGTH = r"([\d.]+)(px|em|rem)"
_RANGE = re.compile(rf"\(\s*(?:{_LENGTH}\s*(<=?|>=?)\s*)?width(?:\s*(<=?|>=?)\s*{_LENGTH})?\s*\)")
_TRUE_FEATURE = re.compile(
    r"\(\s*(?:orientation\s*:\s*landscape|(?:any-)?hover\s*:\s*hover|(?:any-)?pointer\s*:\s*fine"
    r"|prefers-color-scheme\s*:\s*light|color|-webkit-min-device-pixel-ratio\s*:\s*0)\s*\)"
)
_NAMES = re.compile(r"[#.][\w-]+|\[[^\]]*\]|:[\w-]+|[a-zA-Z][\w-]*")


@dataclass(frozen=True)
class StyleRule:
    """Selectors with their declarations; `important` are those that other rules cannot override."""

    selectors: tuple[str, ...]
    normal: Declarations
    important: Declarations


def read_declarations(
    css: str, names: frozenset[str] = PROPERTIES
) -> tuple[Declarations, Declarations]:
    """Return the normal and the important declarations of these properties in lower case."""
    normal: Declarations = {}
    important: Declarations = {}
    for declaration in css.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        if name not in names or not value:
            continue
        if value.endswith("important") and "!" in value:
            important[name] = value.rpartition("!")[0].strip()
        else:
            normal[name] = value
    return normal, important


def compute_declarations(parser: LexborHTMLParser, element_count: int) -> dict[int, Declarations]:
    """Return what the style sheets of the page declare for its elements, by their `mem_id`.

    Declarations of `style` attributes are included. Selectors that the parser does not know, and
    those past the limits, are ignored.
    """
    css, styled = _get_css(parser), parser.css("[style]")
    names = _list_properties(css, styled)
    matched = list(_match_rules(parser, read_rules(css, names), element_count))
    matched.sort(key=lambda match: match[0])  # stable: later rules override earlier ones
    declared: dict[int, Declarations] = {}
    for _specificity, rule, node_ids in matched:
        for node_id in node_ids if rule.normal else ():
            declared.setdefault(node_id, {}).update(rule.normal)
    inline_important = _add_style_attributes(styled, names, declared)
    for _specificity, rule, node_ids in matched:
        for node_id in node_ids if rule.important else ():
            declared.setdefault(node_id, {}).update(rule.important)
    for node_id, important in inline_important:
        declared.setdefault(node_id, {}).update(important)
    return declared


def _list_properties(css: str, styled: list[LexborNode]) -> frozenset[str]:
    """Return the properties that count in a page with these styles."""
    texts = [css, *(node.attributes.get("style") or "" for node in styled)]
    rare = (
        name
        for name, pattern in _RARE_PROPERTIES.items()
        if any(pattern.search(text) for text in texts)
    )
    return PROPERTIES.union(rare)


def _add_style_attributes(
    styled: list[LexborNode], names: frozenset[str], declared: dict[int, Declarations]
) -> list[tuple[int, Declarations]]:
    """Add the normal declarations of `style` attributes; return the important ones."""
    all_important = []
    for node in styled:
        style = _blank_strings(node.attributes.get("style") or "")
        normal, important = read_declarations(style, names)
        if normal:
            declared.setdefault(node.mem_id, {}).update(normal)
        if important:
            all_important.append((node.mem_id, important))
    return all_important


def _match_rules(
    parser: LexborHTMLParser, rules: list[StyleRule], element_count: int
) -> Iterator[tuple[Specificity, StyleRule, list[int]]]:
    """Yield each selector that matches, with its rule and the elements."""
    tests_left = MAX_NODE_TESTS
    for rule in rules:
        for selector in rule.selectors:
            test_count = _estimate_tests(selector, element_count)
            if test_count > tests_left:
                continue
            tests_left -= test_count
            try:
                node_ids = [node.mem_id for node in parser.css(selector)]
            except SelectolaxError:
                continue
            if node_ids:
                yield compute_specificity(selector), rule, node_ids


def _estimate_tests(selector: str, element_count: int) -> int:
    """Return how many elements are tested; for siblings it may be each against all before it."""
    if _AMONG_SIBLINGS.search(selector) is None:
        return element_count
    return element_count + element_count**2 // SIBLING_TESTS_PER_TEST


def _get_css(parser: LexborHTMLParser) -> str:
    sheets = []
    for node in parser.css("style"):
        media = node.attributes.get("media") or ""
        if is_media_query_true(media):
            sheets.append(node.text(deep=True, strip=False))
    return "\n".join(sheets)[:MAX_LENGTH]


@dataclass
class _Block:
    """A rule, or a condition inside of one, that is being read.

    `selectors` are None outside of all rules; without any, nothing in the block counts.
    """

    selectors: tuple[str, ...] | None
    declarations: list[str] = field(default_factory=list)

    @cached_property
    def parent(self) -> str | None:
        """What `&` stands for in the block; empty if it is too long to be repeated."""
        if self.selectors is None:
            return None
        selector = f":is({', '.join(self.selectors)})" if self.selectors else ""
        return selector if len(selector) <= MAX_SELECTOR_LENGTH else ""


def read_rules(css: str, names: frozenset[str] = PROPERTIES) -> list[StyleRule]:
    """Return the rules of a style sheet that declare one of these properties, at most `MAX_RULES`.

    Rules inside of conditions that are true count, and so do rules nested in others.
    """
    css = _blank_strings(_remove_comments(css))
    blocks, rules = [_Block(None)], list[StyleRule]()
    position = 0
    while len(rules) < MAX_RULES and (delimiter := _DELIMITER.search(css, position)):
        words, position = css[position : delimiter.start()].strip(), delimiter.end()
        if delimiter[0] == "{":
            _end_declarations(blocks[-1], rules, names)
            blocks.append(_Block(_nest_selectors(words, blocks[-1])))
            continue
        if blocks[-1].selectors:
            blocks[-1].declarations.append(words)
        if delimiter[0] == "}":
            _end_declarations(blocks[-1], rules, names)
            if len(blocks) > 1:
                blocks.pop()
    return rules


def _end_declarations(block: _Block, rules: list[StyleRule], names: frozenset[str]) -> None:
    """Add the declarations that were read as a rule, if any counts."""
    if not block.declarations or not block.selectors:
        return
    normal, important = read_declarations(";".join(block.declarations), names)
    if normal or important:
        rules.append(StyleRule(block.selectors, normal, important))
    block.declarations = []


def _nest_selectors(prelude: str, around: _Block) -> tuple[str, ...] | None:
    """Return the selectors of a block that is in the block `around`.

    Source: https://www.w3.org/TR/css-nesting-1/
    """
    if prelude.startswith("@"):
        return around.selectors if _is_condition_true(prelude) else ()
    selectors = split_selectors(prelude)
    parent = around.parent
    if parent is None:
        return tuple(selectors)
    return tuple(
        selector.replace("&", parent) if "&" in selector else f"{parent} {selector}"
        for selector in (selectors if parent else ())
        if selector.count("&") * len(parent) <= MAX_SELECTOR_LENGTH
    )


def split_selectors(prelude: str) -> Iterator[str]:
    """Yield the selectors of a list that can match in a page that was just opened."""
    depth, start = 0, 0
    for offset, character in enumerate(prelude + ","):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth <= 0:
            selector = prelude[start:offset].strip()
            start = offset + 1
            if selector and not _OTHER_STATE.search(_IN_NOT.sub("", selector)):
                yield _IN_NOT.sub(_drop_state_negation, selector)


def _drop_state_negation(match: re.Match[str]) -> str:
    """`:not(:focus)` is true in a page that was just opened."""
    return "" if _OTHER_STATE.search(match[0]) else match[0]


def compute_specificity(selector: str) -> Specificity:
    """Return the numbers of identifiers, of classes and attributes, and of element names."""
    names = [name for name in _NAMES.findall(selector) if name not in (":not", ":is", ":has")]
    identifiers = sum(name[0] == "#" for name in names)
    classes = sum(name[0] in ".[:" for name in names) - selector.count(":where")
    return identifiers, classes, len(names) - identifiers - classes


# ── conditions ──────────────────────────────────────────────────────────────────────────────────
def _is_condition_true(prelude: str) -> bool:
    name, _, condition = prelude.lower().partition(" ")
    if name.startswith("@media"):
        return is_media_query_true(prelude[len("@media") :])
    if name.startswith("@supports"):
        return not condition.strip().startswith("not")
    return name.startswith("@layer")


def is_media_query_true(query: str) -> bool:
    """Return whether one of the alternatives holds; a condition that is not known does not."""
    return any(_is_alternative_true(part.strip().lower()) for part in query.split(","))


def _is_alternative_true(query: str) -> bool:
    if query.startswith("not "):
        rest = query.removeprefix("not ").strip()
        return rest in ("print", "speech")
    conditions = [part.strip() for part in re.split(r"\band\b", query)]
    conditions[0] = conditions[0].removeprefix("only ").strip()
    return all(condition in ("", "all", "screen") or _has(condition) for condition in conditions)


def _has(condition: str) -> bool:
    """Return whether a screen of `SCREEN_WIDTH` has a feature."""
    if width := _FEATURE.fullmatch(condition):
        return _compare_width("<=" if width[1] == "min" else ">=", width[2], width[3])
    if width := _RANGE.fullmatch(condition):
        number, unit, before, after, last_number, last_unit = width.groups()
        flipped = (after or "").translate(str.maketrans("<>", "><"))
        return (not before or _compare_width(before, number, unit)) and (
            not after or _compare_width(flipped, last_number, last_unit)
        )
    return _TRUE_FEATURE.fullmatch(condition) is not None


def _compare_width(operator: str, number: str, unit: str) -> bool:
    """Return whether a length stands in this relation (`<`, `<=`, `>`, `>=`) to the screen's."""
    try:
        pixels = float(number) * (1 if unit == "px" else PIXELS_PER_EM)
    except ValueError:
        return False
    if pixels == SCREEN_WIDTH:
        return operator.endswith("=")
    return (pixels < SCREEN_WIDTH) == operator.startswith("<")


# ── text ────────────────────────────────────────────────────────────────────────────────────────
def _remove_comments(css: str) -> str:
    kept, position = [], 0
    while (start := css.find("/*", position)) != -1:
        kept.append(css[position:start])
        end = css.find("*/", start + 2)
        if end == -1:
            return " ".join(kept)
        position = end + 2
    return " ".join([*kept, css[position:]])


def _blank_strings(css: str) -> str:
    """Without the contents of strings that hold braces, brackets and semicolons."""
    return _STRING.sub(lambda string: '""' if _SYNTAX.search(string[0]) else string[0], css)
