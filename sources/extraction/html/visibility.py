"""Decide how an element is shown: as a block, inside a line, as a table cell, or not at all.

The defaults are those of the HTML standard (https://html.spec.whatwg.org/#rendering), the rest is
what the page's own style sheets and `style` attributes declare.

`is_concealed` tells apart text that a browser lays out although readers do not see it: text for
screen readers, text hidden from them because it is a repetition or decoration, and struck text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sources.extraction.html.names import split_names
from sources.extraction.html.stylesheets import Declarations

Attributes = dict[str, str | None]

BLOCK_TAGS = split_names(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "listing main menu nav ol optgroup option p plaintext pre search section summary ul xmp"
)
# Controls and embedded content show no text of the page in the flow of its words.
HIDDEN_TAGS = split_names(
    "area audio base basefont canvas col colgroup command datalist embed frame head iframe img "
    "input link meta meter noembed noframes noscript param picture progress rp script "
    "select source style svg template textarea title track video annotation annotation-xml"
)
TABLE_DISPLAYS = {
    "table": "table",
    "caption": "table-caption",
    "thead": "table-row-group",
    "tbody": "table-row-group",
    "tfoot": "table-row-group",
    "tr": "table-row",
    "td": "table-cell",
    "th": "table-cell",
}
PRESERVING_TAGS = frozenset(("pre", "listing", "plaintext", "xmp"))
INLINE_DISPLAYS = frozenset(("inline", "contents", "ruby", "ruby-text", "initial", "unset"))
# A box inside a line: its own text starts and ends there, without a line break.
INLINE_BLOCK_DISPLAYS = frozenset(
    ("inline-block", "inline-flex", "inline-grid", "inline-table", "-webkit-inline-box")
)
KNOWN_DISPLAYS = split_names(
    "none block flex grid flow-root list-item -webkit-box -webkit-flex table table-caption "
    "table-row-group table-header-group table-footer-group table-row table-cell inline contents "
    "inline-block inline-flex inline-grid inline-table -webkit-inline-box initial unset "
    "table-column table-column-group"
)
# Class names of widespread style sheets for text that only screen readers find.
SCREEN_READER_CLASSES = split_names(
    "visually-hidden visuallyhidden visually_hidden sr-only sr_only screen-reader-text "
    "screen-reader-only screenreader-text screenreader-only screen-reader screenreader "
    "u-visually-hidden is-visually-hidden visually-hidden-focusable sr-only-focusable "
    "a11y-hidden a11y-only element-invisible assistive-text hidden-visually hide-visually "
    "accessibly-hidden visuallyHidden VisuallyHidden usa-sr-only govuk-visually-hidden "
    "slds-assistive-text show-for-sr off-screen offscreen u-hidden-visually "
    "u-screen-reader-only wt-screen-reader-only at-only audible clip-visually screenreaderText "
    "srOnly"
)
STRUCK_TAGS = frozenset(("del", "s", "strike"))
_VERY_FAR_AWAY = re.compile(r"-\d{4,}(?:\.\d+)?(?:px)?")
_FAR_TRANSFORM = re.compile(r"scale[xy]?\(0\)|translate(?:[xy]|3d)?\([^()-]{0,20}-\d{4,}px.*")
_RELATIVE_SIZE = re.compile(r"[\d.]+(?:em|%)|smaller|larger|inherit|unset")
_NO_SIZE = re.compile(r"0(?:\.0*)?[a-z%]*|1(?:\.0*)?px")
_RAISED = re.compile(r"(?=[\d.]*[1-9])[\d.]+(?:px|r?em|ex|pt|%)")
_NO_FONT = re.compile(r"0(?:px|r?em)?[\s/].*")
_FAR_AWAY = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|vw|vh|%)?")
_TINY = re.compile(r"[01](?:\.0*)?(?:px)?")
_NO_AREA = re.compile(
    r"rect\(\s*(?:0|1)(?:px)?[ ,]+(?:0|1)(?:px)?[ ,]+(?:0|1)(?:px)?[ ,]+(?:0|1)(?:px)?\s*\)"
    r"|inset\(\s*(?:50|100)%.*\)|circle\(\s*0.*\)|polygon\(0(?:px)? 0.*\)"
)


@dataclass(frozen=True, slots=True)
class Style:
    """How an element is shown.

    - `display`: a value of the CSS property, after floats and positioned boxes became blocks
    - `is_visible`: false for `visibility: hidden`; inherited
    - `white_space`: a value of the CSS property; inherited
    - `is_legible`: false where the letters have no size; inherited
    - `is_concealed`: whether the text is laid out, but not what readers are meant to read
    - `script`: `super`, `sub` or empty
    - `is_positioned`: whether the box is out of the flow, so that it ends no line of the words
      around it that readers see
    """

    display: str
    is_visible: bool
    white_space: str
    is_concealed: bool
    script: str
    is_positioned: bool = False
    is_legible: bool = True


ROOT_STYLE = Style("block", True, "normal", False, "")


def compute_style(tag: str, attributes: Attributes, declared: Declarations, parent: Style) -> Style:
    """Return the style of an element with these declarations inside of an element with a style."""
    if attributes or declared:
        return _compute_style(tag, attributes, declared, parent)
    return _compute_default_style(tag, parent.is_visible, parent.white_space, parent.is_legible)


@lru_cache(maxsize=1024)
def _compute_default_style(tag: str, is_visible: bool, white_space: str, is_legible: bool) -> Style:
    """Return the style of an element without attributes, of which most pages consist."""
    parent = Style("block", is_visible, white_space, False, "", is_legible=is_legible)
    return _compute_style(tag, {}, {}, parent)


def _compute_style(
    tag: str, attributes: Attributes, declared: Declarations, parent: Style
) -> Style:
    display = _compute_display(tag, attributes, declared)
    visibility = declared.get("visibility", "")
    is_visible = parent.is_visible
    if visibility in ("visible", "hidden", "collapse", "initial"):
        is_visible = visibility in ("visible", "initial")
    if tag in ("html", "body"):  # pages hide all of themselves until their scripts have run
        is_visible, display = True, "block" if display == "none" else display
    return Style(
        display=display,
        is_visible=is_visible,
        white_space=_compute_white_space(tag, attributes, declared, parent),
        is_concealed=_is_concealed(tag, attributes, declared, display),
        script=_get_script(tag, declared, display),
        is_positioned=_is_taken_out(declared) or _is_for_screen_readers(attributes),
        is_legible=_is_legible(declared, parent),
    )


def _compute_display(tag: str, attributes: Attributes, declared: Declarations) -> str:
    if tag in HIDDEN_TAGS or (tag == "object" and "data" in attributes):
        return "none"
    default = "inline"
    if tag in BLOCK_TAGS:
        default = "block"
    elif tag in TABLE_DISPLAYS:
        default = TABLE_DISPLAYS[tag]
    elif tag == "button":
        default = "inline-block"
    is_closed = (tag == "dialog" and "open" not in attributes) or "popover" in attributes
    if is_closed or _has_hidden_attribute(attributes):
        default = "none"
    display = declared.get("display", "").removesuffix(" flow")
    display = display if display in KNOWN_DISPLAYS else default
    is_skipped = declared.get("content-visibility") == "hidden" and display not in INLINE_DISPLAYS
    if is_skipped or display in ("table-column", "table-column-group"):
        return "none"
    if display in ("initial", "unset"):
        display = "inline"
    if display == "none" or display == "contents":
        return display
    if declared.get("float") in ("left", "right") or _is_taken_out(declared):
        return "block" if display.startswith("inline") else display
    return display


def _has_hidden_attribute(attributes: Attributes) -> bool:
    return "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found"


def _is_taken_out(declared: Declarations) -> bool:
    return declared.get("position") in ("absolute", "fixed")


def _compute_white_space(
    tag: str, attributes: Attributes, declared: Declarations, parent: Style
) -> str:
    value = declared.get("white-space", "")
    if value in ("normal", "nowrap", "pre", "pre-wrap", "pre-line", "break-spaces"):
        return value
    if tag in PRESERVING_TAGS:
        return "pre"
    if tag in ("table", "td", "th") and "nowrap" in attributes:
        return "nowrap"
    return "normal" if value == "initial" else parent.white_space


def _get_script(tag: str, declared: Declarations, display: str) -> str:
    if tag in ("sup", "sub"):
        return "super" if tag == "sup" else "sub"
    alignment = declared.get("vertical-align", "") if display in INLINE_DISPLAYS else ""
    if alignment in ("super", "top", "text-top") or _RAISED.fullmatch(alignment):
        return "super"
    is_lowered = alignment in ("sub", "bottom", "text-bottom") or _RAISED.fullmatch(alignment[1:])
    return "sub" if is_lowered else ""


def _is_legible(declared: Declarations, parent: Style) -> bool:
    size = declared.get("font-size", "")
    if _NO_SIZE.fullmatch(size) or (not size and _NO_FONT.fullmatch(declared.get("font", ""))):
        return False
    is_inherited = not size or _RELATIVE_SIZE.fullmatch(size)
    return parent.is_legible if is_inherited else True


def _is_concealed(tag: str, attributes: Attributes, declared: Declarations, display: str) -> bool:
    if tag in STRUCK_TAGS or (attributes.get("aria-hidden") or "").lower() == "true":
        return True
    if _is_for_screen_readers(attributes):
        return True
    if not declared:
        return False
    is_out_of_sight = _is_out_of_sight(declared) or is_transparent(display, declared)
    return _is_struck(declared) or is_out_of_sight


def _is_for_screen_readers(attributes: Attributes) -> bool:
    classes = (attributes.get("class") or "").split()
    return not SCREEN_READER_CLASSES.isdisjoint(classes)


def _is_struck(declared: Declarations) -> bool:
    decoration = declared.get("text-decoration-line") or declared.get("text-decoration") or ""
    return "line-through" in decoration


def is_transparent(display: str, declared: Declarations) -> bool:
    """Return whether words in a line, or a box above the page, cannot be seen.

    A box in the flow with this style mostly appears when its scripts run or readers scroll to it.
    """
    is_clear = declared.get("opacity", "").strip("%") in ("0", "0.0", "0.00")
    return is_clear and (display in INLINE_DISPLAYS or _is_taken_out(declared))


def _is_out_of_sight(declared: Declarations) -> bool:
    """Return whether this is a way to hide text from all but screen readers."""
    clip_path = declared.get("clip-path", "")
    if _FAR_AWAY.fullmatch(declared.get("text-indent", "")) or _NO_AREA.fullmatch(clip_path):
        return True
    if _VERY_FAR_AWAY.fullmatch(declared.get("margin-left", "")):
        return True
    if _FAR_TRANSFORM.fullmatch(declared.get("transform", "")):
        return True
    if not _is_taken_out(declared):
        return False
    is_tiny = bool(
        _TINY.fullmatch(declared.get("width", ""))
        and _TINY.fullmatch(declared.get("height", ""))
        and {declared.get("overflow"), declared.get("overflow-y")} & {"hidden", "clip"}
    )
    offsets = [declared.get(side, "") for side in ("left", "right", "top", "bottom")]
    is_far = any(map(_FAR_AWAY.fullmatch, [*offsets, *declared.get("inset", "").split()]))
    return is_tiny or is_far or _NO_AREA.fullmatch(declared.get("clip", "")) is not None
