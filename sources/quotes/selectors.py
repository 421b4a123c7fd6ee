"""Describe words of a text so that they can be found again.

A description follows the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/): a
TextQuoteSelector (`exact`, `prefix`, `suffix`) and a TextPositionSelector (`start` inclusive, `end`
exclusive). All offsets are code points.
"""

from dataclasses import dataclass
from os.path import commonprefix

from sources.text.boundaries import find_grapheme_boundary_after, find_grapheme_boundary_before
from sources.text.normalization import normalize_typography

# The context that a selector has on either side, in code points.
CONTEXT_LENGTH = 32
# Shorter quotes may occur anywhere: without their context they prove nothing.
MIN_DISTINCTIVE_LENGTH = 16
# Fewer characters in common, such as a full stop or an article, are no context in common.
_MIN_COMMON_CONTEXT = 4


@dataclass(frozen=True, slots=True)
class Selector:
    """Words of a text, described so that they can be found again.

    `exact`, `prefix` and `suffix` are a TextQuoteSelector, `start` and `end` a TextPositionSelector
    in code points. `text_length` is the length of the text that the words were taken from, if it is
    known: together with `start` it says how far into the text the words were.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    text_length: int | None = None


def create_selector(text: str, start: int, end: int) -> Selector:
    """Return the selector of `text[start:end]`, with 32 code points of context on either side.

    The context is cut at grapheme boundaries, so it may be a little shorter. Raises `ValueError` if
    `start` and `end` are not a span of the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"{start} to {end} is not a span of a text of {len(text)} code points.")
    left = find_grapheme_boundary_after(text, max(0, start - CONTEXT_LENGTH))
    right = find_grapheme_boundary_before(text, min(len(text), end + CONTEXT_LENGTH))
    prefix = "" if left is None else text[left:start]
    suffix = "" if right is None else text[end:right]
    return Selector(text[start:end], prefix, suffix, start, end, len(text))


# ── comparing the context ───────────────────────────────────────────────────────────────────────
def is_generic(text: str, selector: Selector, start: int, end: int) -> bool:
    """Return whether the words are so few, and their context so different, that they prove nothing.

    `start` and `end` are the span of `text` where the words of the selector were found.
    """
    is_short = len(selector.exact) < MIN_DISTINCTIVE_LENGTH
    return is_short and has_lost_context(text, selector, start, end)


def has_lost_context(text: str, selector: Selector, start: int, end: int) -> bool:
    """Return whether the selector has context, and next to nothing of it is around this span."""
    context_length = len(_get_visible(selector.prefix)) + len(_get_visible(selector.suffix))
    common = count_common_context(text, selector, start, end)
    return common < min(_MIN_COMMON_CONTEXT, context_length)


def count_common_context(text: str, selector: Selector, start: int, end: int) -> int:
    """Count the characters of the context that adjoin this span, white space excluded."""
    width = 2 * CONTEXT_LENGTH
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return _count_common_prefix(
        _get_visible(selector.prefix)[::-1], _get_visible(before)[::-1]
    ) + _count_common_prefix(_get_visible(selector.suffix), _get_visible(after))


def _get_visible(text: str) -> str:
    return normalize_typography(text).text.replace(" ", "")


def _count_common_prefix(text_a: str, text_b: str) -> int:
    return len(commonprefix((text_a, text_b)))
