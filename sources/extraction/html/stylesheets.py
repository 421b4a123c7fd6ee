"""Read the style sheets of a page as far as they decide which text is shown, and in which lines.

Only a few properties count (`PROPERTIES`). Style sheets outside the page are not loaded. Conditions
of media queries are decided for a screen of 1280 pixels, as a desktop browser would. The cascade is
that of CSS (https://www.w3.org/TR/css-cascade-4/), without layers and without custom properties.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from sources.extraction.html.names import split_names

Declarations = dict[str, str]
Specificity = tuple[int, int, int]

PROPERTIES = split_names(
    "display visibility white-space vertical-align float position clip clip-path overflow width "
    "height left top text-indent text-decoration text-decoration-line content-visibility"
)
SCREEN_WIDTH = 1280  # CSS pixels
PIXELS_PER_EM = 16
MAX_LENGTH = 1_000_000  # code points of all style sheets of a page; the rest is not read
MAX_RULES = 3_000
MAX_NODE_TESTS = 5_000_000  # selectors times elements, about half a second

SIBLING_TESTS_PER_TEST = 13  # comparing siblings takes less time each

_AMONG_SIBLINGS = re.compile(r"~(?!=)|:(?:nth|has|only|first-of|last-of)")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_DELIMITER = re.compile(r"[{};]")
_RELEVANT = re.compile("|".join(sorted(PROPERTIES)))
# States that a page does not have when it is opened, and boxes that are not elements.
_OTHER_STATE = re.compile(
    r"::|:(?:before|after|hover|focus(?:-within|-visible)?|active|checked|target|visited|first-line"
    r"|first-letter|open|modal|popover-open|fullscreen)\b"
)
_IN_NOT = re.compile(r":not\([^()]*\)")
_FEATURE = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|em|rem)\s*\)")
_TRUE_FEATURE = re.compile(
    r"\(\s*(?:orientation\s*:\s*landscape|(?:any-)?hover\s*:\s*hover|(?:any-)?pointer\s*:\s*fine"
    r"|prefers-color-scheme\s*:\s*light|color|-webkit-min-device-pixel-ratio\s*:\s*0)\s*\)"
)
_NAMES = re.compile(r"[#.][\w-]+|\[[^\]]*\]|:[\w-]+|[a-zA-Z][\w-]*")


@dataclass(frozen=True)
class Rule:
    """Selectors with their declarations; `important` are those that other rules cannot override."""

    selectors: tuple[str, ...]
    normal: Declarations
    important: Declarations


def read_declarations(css: str) -> tuple[Declarations, Declarations]:
    """Return the normal and the important declarations of the `PROPERTIES` in lower case."""
    normal: Declarations = {}
    important: Declarations = {}
    for declaration in css.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        if name not in PROPERTIES or not value:
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
    matched = list(_match_rules(parser, element_count))
    matched.sort(key=lambda match: match[0])  # stable: later rules override earlier ones
    declared: dict[int, Declarations] = {}
    for _specificity, rule, node_ids in matched:
        for node_id in node_ids if rule.normal else ():
            declared.setdefault(node_id, {}).update(rule.normal)
    inline_important = _add_style_attributes(parser, declared)
    for _specificity, rule, node_ids in matched:
        for node_id in node_ids if rule.important else ():
            declared.setdefault(node_id, {}).update(rule.important)
    for node_id, important in inline_important:
        declared.setdefault(node_id, {}).update(important)
    return declared


def _add_style_attributes(
    parser: LexborHTMLParser, declared: dict[int, Declarations]
) -> list[tuple[int, Declarations]]:
    """Add the normal declarations of `style` attributes; return the important ones."""
    all_important = []
    for node in parser.css("[style]"):
        normal, important = read_declarations(_blank_strings(node.attributes.get("style") or ""))
        if normal:
            declared.setdefault(node.mem_id, {}).update(normal)
        if important:
            all_important.append((node.mem_id, important))
    return all_important


def _match_rules(
    parser: LexborHTMLParser, element_count: int
) -> Iterator[tuple[Specificity, Rule, list[int]]]:
    """Yield each selector that matches, with its rule and the elements."""
    tests_left = MAX_NODE_TESTS
    for rule in read_rules(_get_css(parser)):
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


def read_rules(css: str) -> list[Rule]:
    """Return the rules of a style sheet that declare a relevant property, at most `MAX_RULES`.

    Rules inside of conditions that are true count; rules nested in other rules do not.
    """
    css = _blank_strings(_remove_comments(css))
    rules: list[Rule] = []
    position = prelude_start = skipped_depth = 0
    while len(rules) < MAX_RULES and (delimiter := _DELIMITER.search(css, position)):
        position = delimiter.end()
        prelude = css[prelude_start : delimiter.start()].strip()
        if delimiter[0] == "{":
            if skipped_depth or (prelude.startswith("@") and not _is_condition_true(prelude)):
                skipped_depth += 1
            elif not prelude.startswith("@"):
                position = _read_rule(css, prelude, position, rules)
        elif delimiter[0] == "}":
            skipped_depth = max(0, skipped_depth - 1)
        prelude_start = position
    return rules


def _read_rule(css: str, prelude: str, start: int, rules: list[Rule]) -> int:
    """Add the rule whose declarations begin at `start`; return the offset behind the rule."""
    end, depth = start, 1
    first_nested = None
    while depth and (delimiter := _DELIMITER.search(css, end)):
        end = delimiter.end()
        if delimiter[0] == "{":
            first_nested = first_nested or delimiter.start()
            depth += 1
        elif delimiter[0] == "}":
            depth -= 1
    if depth:
        end = len(css)
    body = css[start : first_nested or end].rstrip("} \n")
    if _RELEVANT.search(body):
        normal, important = read_declarations(body)
        selectors = tuple(split_selectors(prelude))
        if (normal or important) and selectors:
            rules.append(Rule(selectors, normal, important))
    return end


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
    conditions = [part.strip() for part in re.split(r"\band\b", query)]
    conditions[0] = conditions[0].removeprefix("only ").strip()
    return all(condition in ("", "all", "screen") or _has(condition) for condition in conditions)


def _has(condition: str) -> bool:
    width = _FEATURE.fullmatch(condition)
    if width is None:
        return _TRUE_FEATURE.fullmatch(condition) is not None
    try:
        pixels = float(width[2]) * (1 if width[3] == "px" else PIXELS_PER_EM)
    except ValueError:
        return False
    return pixels <= SCREEN_WIDTH if width[1] == "min" else pixels >= SCREEN_WIDTH


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
    """Without the contents of strings, which may hold braces and semicolons."""
    return _STRING.sub('""', css)
