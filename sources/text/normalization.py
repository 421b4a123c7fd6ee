"""Which characters are the same to a reader?

Two texts that fold to the same are set differently and say the same: another kind of white space,
quotation mark or dash, a ligature, an accent that is a character of its own, characters nobody
sees. What a reader can tell apart stays apart: capital letters, single and double quotation marks,
every number and every sign. Unicode's compatibility forms (NFKC) would fold far more: 10² would
become 102, and ½ would become 1⁄2.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import regex

_KINDS = {
    " ": "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
    # Hyphens, dashes and the minus sign: which of them it is, the words around it tell.
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d",
    "'": "\xb4\u02bc\u2018\u2019\u201a\u201b\u2032\u2039\u203a\uff07",
    '"': "\xab\xbb\u201c\u201d\u201e\u201f\u2033\u301d\u301e\u301f\uff02",
}
_LIGATURES = {
    "\u2026": "...",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u0132": "IJ",
    "\u0133": "ij",
}
# Soft hyphen, zero-width space and joiners, marks of direction, byte order mark, and the selectors
# of an emoji's form.
_UNSEEN = (
    "\xad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062"
    "\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
# A joiner before a pictograph makes another picture of two, and stays.
_JOINER = rf"\u200d(?![{_UNSEEN}]*\p{{Extended_Pictographic}})"
# Where Unicode keeps the characters whose composed form (NFC) is another character or several.
_RECOMPOSED = (*range(0x300, 0x3000), *range(0xF900, 0xFB50), *range(0x2F800, 0x2FA20))
_TABLE = {
    **{code: unicodedata.normalize("NFC", chr(code)) for code in _RECOMPOSED},
    **{ord(one): plain for plain, many in _KINDS.items() for one in many},
    **{ord(one): many for one, many in _LIGATURES.items()},
    **dict.fromkeys(map(ord, _UNSEEN)),
}
_TABLE = {code: plain for code, plain in _TABLE.items() if plain != chr(code)}
_SPACES = re.compile(r"[\t-\r\x1c-\x1f]")
_RUN = re.compile(r" {2,}")
_JOINERS = regex.compile(_JOINER)

_SKIPPED = rf"(?:[{_UNSEEN}]|{_JOINER})"
_MARK = rf"(?![{_UNSEEN}])\p{{M}}"
_GAP = "[" + _KINDS[" "] + " ]"
_PIECE = regex.compile(
    rf"{_GAP}(?:{_SKIPPED}*{_GAP})+"
    rf"|[^\p{{Cc}}\p{{Zl}}\p{{Zp}}](?:{_SKIPPED}*{_MARK})+"
    rf"|[\u1100-\u115f\uac00-\ud7a3](?:{_SKIPPED}*[\u1160-\u11ff])+"
    rf"|{_SKIPPED}+"
    rf"|(?P<kept>\u200d)"
    rf"|(?s:.)"
)
# A text may be cut before such a character: it never folds together with what stands before it.
_CUT = regex.compile(rf"(?<![\u200d{_UNSEEN}])[^\s\p{{M}}\p{{C}}\p{{Z}}\u1160-\u11ff]")
_STRETCH = 4096


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back to the text it was made from.

    `starts` and `lefts` are the offsets of stretches that were folded by themselves, in the folded
    and in the original text; none where folding changed nothing. Which character of a stretch came
    from where is looked up only when it is asked, for most of a text is never asked about.
    """

    text: str
    original: str
    starts: list[int] = field(default_factory=list)
    lefts: list[int] = field(default_factory=list)
    _pieces: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the original that folds to `text[start:end]`, in code points.

        Unseen characters at the edges are left outside. None where an edge falls inside characters
        that were folded as one.
        """
        if not self.starts:
            return start, end
        left, right = self._edge(start, bisect_right), self._edge(end, bisect_left)
        return None if left is None or right is None or left > right else (left, right)

    def _edge(self, offset: int, bisect) -> int | None:
        """The original offset of an edge: the last one for a start, the first one for an end."""
        opens = bisect is bisect_right
        stretch = max(0, bisect(self.starts, offset) - 1)
        starts, lefts = self._pieces.get(stretch) or self._pieces.setdefault(
            stretch, self._looked_up(stretch)
        )
        piece = bisect_right(starts, offset) - 1 if opens else bisect_left(starts, offset)
        return lefts[piece] if starts[piece : piece + 1] == [offset] else None

    def _looked_up(self, stretch: int) -> tuple[list[int], list[int]]:
        """The offsets of every piece of a stretch and of its end, folded and original."""
        left, right = (*self.lefts, len(self.original))[stretch : stretch + 2]
        starts, lefts, at = [self.starts[stretch]], [left], self.starts[stretch]
        for piece in _PIECE.finditer(self.original[left:right]):
            at += 1 if piece["kept"] else len(_flat(piece[0]))
            starts.append(at)
            lefts.append(left + piece.end())
        return starts, lefts


def fold(text: str) -> Folded:
    """The text as a reader takes it, with the way back. Folding twice folds no further."""
    cuts = [*_cuts(text), len(text)]
    parts = [_flat(text[left:right]) for left, right in pairwise(cuts)]
    flat = "".join(parts)
    if flat == text:
        return Folded(text, text)
    return Folded(flat, text, [0, *accumulate(map(len, parts[:-1]))], cuts[:-1])


def _cuts(text: str) -> list[int]:
    cuts = [0]
    while (found := _CUT.search(text, cuts[-1] + _STRETCH)) is not None:
        cuts.append(found.start())
    return cuts


def _flat(text: str) -> str:
    """The folded text alone."""
    if text.isascii():
        flat = text.translate(_TABLE) if _SPACES.search(text) else text
        return _RUN.sub(" ", flat) if "  " in flat else flat
    flat = text.translate(_TABLE)
    if "\u200d" in flat:
        flat = _JOINERS.sub("", flat)
    return unicodedata.normalize("NFC", _RUN.sub(" ", flat) if "  " in flat else flat)


# ── searching ───────────────────────────────────────────────────────────────────────────────────
_CHANGES_LETTERS = (*_UNSEEN, *_LIGATURES, "\u200d")
_CLASSES = {plain: f"[{regex.escape(many + plain)}]" for plain, many in _KINDS.items()}
_CLASSES |= {" ": _CLASSES[" "] + "+"}
_BETWEEN_WORDS = re.compile(r"[ \-'\".]+")
# Up to so many comparisons of characters a search by pattern may take.
_PATIENCE = 20_000_000


def alike(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Every span of `text` that reads as `words` do, white space around them apart.

    The spans may overlap. Their edges may still lie inside a character as readers see it.
    """
    quote = fold(words).text.strip()
    if not quote:
        return iter(())
    if _keeps_letters(text):
        first, *others = _BETWEEN_WORDS.split(quote)
        if not all(word in text for word in sorted((first, *others), key=len, reverse=True)):
            return iter(())
        if first and text.count(first) * len(quote) <= _PATIENCE:
            return _matching(text, quote)
    return _in_folded(fold(text), quote)


def _keeps_letters(text: str) -> bool:
    """Whether nothing in the text folds but white space, quotation marks and dashes."""
    return text.isascii() or not (
        any(one in text for one in _CHANGES_LETTERS) or not unicodedata.is_normalized("NFC", text)
    )


def _matching(text: str, quote: str) -> Iterator[tuple[int, int]]:
    pattern = re.compile("".join(_CLASSES.get(one) or re.escape(one) for one in quote))
    found = pattern.search(text)
    while found is not None:
        yield found.span()
        found = pattern.search(text, found.start() + 1)


def _in_folded(folded: Folded, quote: str) -> Iterator[tuple[int, int]]:
    at = folded.text.find(quote)
    while at != -1:
        span = folded.origin(at, at + len(quote))
        if span is not None:
            yield span
        at = folded.text.find(quote, at + 1)
