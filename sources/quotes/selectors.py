"""How are words of a text described, so that they can be found again?

As the W3C Web Annotation Data Model does it (https://www.w3.org/TR/annotation-model/): a
TextQuoteSelector (`exact`, `prefix`, `suffix`) and a TextPositionSelector (`start` inclusive, `end`
exclusive). All offsets are code points.
"""

from dataclasses import dataclass
from os.path import commonprefix

from sources.text.graphemes import boundary_after, boundary_before
from sources.text.normalization import fold

# How much context a description takes on either side, in code points.
AFFIX = 32
# Fewer letters than this may stand anywhere: without a neighbour they prove nothing.
FEW = 16
# Fewer characters in common, a full stop or an article, are no common neighbour.
_WORD = 4


@dataclass(frozen=True, slots=True)
class Selector:
    """Words of a text, described so that they can be found again.

    `exact`, `prefix` and `suffix` are a TextQuoteSelector, `start` and `end` a TextPositionSelector
    in code points. `length` is that of the text they were described in, where it is known: it tells
    how far into the text they stood.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    length: int | None = None


def describe(text: str, start: int, end: int) -> Selector:
    """The selector of `text[start:end]`: its words, 32 code points on either side, its position.

    The context is cut between characters as readers see them, so that it may be a little shorter.
    Raises ValueError for a span that is not one of the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"From {start} to {end} is no span of a text of {len(text)} code points.")
    left = boundary_after(text, max(0, start - AFFIX))
    right = boundary_before(text, min(len(text), end + AFFIX))
    prefix = "" if left is None else text[left:start]
    suffix = "" if right is None else text[end:right]
    return Selector(text[start:end], prefix, suffix, start, end, len(text))


def is_anybodys(text: str, selector: Selector, start: int, end: int) -> bool:
    """Whether so few words stand in such other company that they may be another's."""
    return len(selector.exact) < FEW and is_in_other_company(text, selector, start, end)


def is_in_other_company(text: str, selector: Selector, start: int, end: int) -> bool:
    """Whether the words were described with neighbours, of which next to nothing is left."""
    described = len(_seen(selector.prefix)) + len(_seen(selector.suffix))
    return company(text, selector, start, end) < min(_WORD, described)


def company(text: str, selector: Selector, start: int, end: int) -> int:
    """How many characters of the context are still beside the place, white space apart."""
    width = 2 * AFFIX
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return _in_common(_seen(selector.prefix)[::-1], _seen(before)[::-1]) + _in_common(
        _seen(selector.suffix), _seen(after)
    )


def _seen(text: str) -> str:
    return fold(text).text.replace(" ", "")


def _in_common(one: str, other: str) -> int:
    return len(commonprefix((one, other)))
