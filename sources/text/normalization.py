"""Compare texts without their typography, and search them without case and accents.

There are two normalizations, for two purposes:

- `normalize_typography` removes differences that readers do not notice, for checking quotations:
  kinds of white space, quotation marks and dashes, ligatures, decomposed accents, invisible
  characters. What readers do notice stays: capitals, single and double quotation marks, every
  digit and sign. Unicode's compatibility forms (NFKC) would remove too much: 10² would become 102,
  ½ would become 1⁄2.
- `fold_for_search` also removes case and accents, as the search of a browser does.

All offsets are code points.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, pairwise

import regex

from sources.text import default_ignorable
from sources.text.composition import has_endless_letter, normalize_form
from sources.text.default_ignorable import DIRECTION_OVERRIDES, ZERO_WIDTH_JOINER
from sources.text.scripts import IDEOGRAPHIC_PUNCTUATION, IDEOGRAPHS

# ── typography ──────────────────────────────────────────────────────────────────────────────────
_EQUIVALENTS = {
    " ": "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
    # Hyphens, dashes and minus signs are treated as equal: the words around them show the meaning.
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d",
    "'": "\xb4\u02bc\u2018\u2019\u201a\u201b\u2032\u2039\u203a\uff07",
    '"': "\xab\xbb\u201c\u201d\u201e\u201f\u2033\u301d\u301e\u301f\uff02",
}
_LIGATURES = {
    "\u2026": "...",
    "\u0132": "IJ",
    "\u0133": "ij",
}
_LATIN_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_LIGATURES |= {chr(0xFB00 + i): letters for i, letters in enumerate(_LATIN_LIGATURES)}
# Other code points of the same letter: Persian and Arabic yeh and kaf.
_SAME_LETTERS = {"\u06cc": "\u064a", "\u06a9": "\u0643"}
# A direction override is kept, because it changes the order of the digits after it. The tatweel
# only stretches an Arabic word. Below, this is the inside of a character class.
_TATWEEL = "\u0640"
_KEPT = DIRECTION_OVERRIDES + ZERO_WIDTH_JOINER
_INVISIBLE = default_ignorable.write_character_class(_KEPT) + _TATWEEL
_INVISIBLE_CHARACTERS = default_ignorable.DEFAULT_IGNORABLE - {*_KEPT} | {_TATWEEL}
# A joiner before a pictograph makes one picture of two, so it is kept there.
_REMOVED_JOINER = rf"\u200d(?![{_INVISIBLE}]*\p{{Extended_Pictographic}})"
# The blocks with characters whose composed form (NFC) is another character or several.
_RECOMPOSED = (*range(0x300, 0x3000), *range(0xF900, 0xFB50), *range(0x2F800, 0x2FA20))
_REPLACEMENTS: dict[int, str | None] = {
    **{code: unicodedata.normalize("NFC", chr(code)) for code in _RECOMPOSED},
    **{ord(variant): plain for plain, variants in _EQUIVALENTS.items() for variant in variants},
    **{ord(ligature): letters for ligature, letters in _LIGATURES.items()},
    **{ord(variant): letter for variant, letter in _SAME_LETTERS.items()},
    **dict.fromkeys(map(ord, _INVISIBLE_CHARACTERS)),
}
_REPLACEMENTS = {code: plain for code, plain in _REPLACEMENTS.items() if plain != chr(code)}
_ASCII_SPACE = re.compile(r"[\t-\r\x1c-\x1f]")
_SPACES = re.compile(r" {2,}")
_JOINERS = regex.compile(_REMOVED_JOINER)
# White space between two ideographs only shows that a line ended there.
_IDEOGRAPH = f"[{IDEOGRAPHS}{IDEOGRAPHIC_PUNCTUATION}]"
_IDEOGRAPH_SPACES = regex.compile(rf"(?<={_IDEOGRAPH}) +(?={_IDEOGRAPH})")

_REMOVED = rf"(?:[{_INVISIBLE}]|{_REMOVED_JOINER})"
_MARK = rf"(?![{_INVISIBLE}])\p{{M}}"
_SPACE = "[" + _EQUIVALENTS[" "] + " ]"
# The smallest runs of characters that are normalized together: a run of white space, a letter with
# its marks, a Hangul syllable of several letters, removed characters, or any one character.
_UNIT = regex.compile(
    rf"(?P<dropped>(?<={_IDEOGRAPH}){_REMOVED}*{_SPACE}(?:{_REMOVED}|{_SPACE})*+(?={_IDEOGRAPH}))"
    rf"|{_SPACE}(?:{_REMOVED}*{_SPACE})+"
    rf"|[^\p{{Cc}}\p{{Zl}}\p{{Zp}}](?:{_REMOVED}*{_MARK})+"
    rf"|[\u1100-\u115f\uac00-\ud7a3](?:{_REMOVED}*[\u1160-\u11ff])+"
    rf"|{_REMOVED}+"
    rf"|(?P<kept_joiner>\u200d)"
    rf"|(?s:.)"
)
# A text may be cut before such a character: it is never normalized together with the one before it.
_CUT = regex.compile(
    rf"(?<![\u200d{_INVISIBLE}])"
    rf"(?:(?<!\s){_IDEOGRAPH}|[^\s\p{{M}}\p{{C}}\p{{Z}}\u1160-\u11ff{_IDEOGRAPH[1:-1]}])"
)
_CHUNK_LENGTH = 4096


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A normalized text that can map its offsets back to the original text.

    `chunk_starts` and `original_chunk_starts` are the offsets at which the chunks that were
    normalized separately start, in the normalized and in the original text; both are empty if
    normalizing changed nothing. The offsets inside a chunk are computed only when they are needed,
    since most chunks are never asked for.
    """

    text: str
    original: str
    chunk_starts: list[int] = field(default_factory=list)
    original_chunk_starts: list[int] = field(default_factory=list)
    _units: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)

    def get_original_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the original text that became `text[start:end]`.

        Invisible characters at its edges are left out. Return None if an edge falls inside
        characters that were normalized together.
        """
        if not self.chunk_starts:
            return start, end
        left = self._get_original_offset(start, bisect_right)
        right = self._get_original_offset(end, bisect_left)
        return None if left is None or right is None or left > right else (left, right)

    def _get_original_offset(
        self, offset: int, bisect: Callable[[list[int], int], int]
    ) -> int | None:
        """Return the original offset: the last possible one for a start, the first for an end."""
        is_start = bisect is bisect_right
        chunk = max(0, bisect(self.chunk_starts, offset) - 1)
        if chunk not in self._units:
            self._units[chunk] = self._map_units(chunk)
        starts, original_starts = self._units[chunk]
        unit = bisect_right(starts, offset) - 1 if is_start else bisect_left(starts, offset)
        return original_starts[unit] if starts[unit : unit + 1] == [offset] else None

    def _map_units(self, chunk: int) -> tuple[list[int], list[int]]:
        """Return the offsets of all units of a chunk and of its end, normalized and original."""
        left, right = (*self.original_chunk_starts, len(self.original))[chunk : chunk + 2]
        offset = self.chunk_starts[chunk]
        starts, original_starts = [offset], [left]
        for unit in _UNIT.finditer(self.original[left:right]):
            offset += _get_normalized_length(unit)
            starts.append(offset)
            original_starts.append(left + unit.end())
        return starts, original_starts


def _get_normalized_length(unit: regex.Match) -> int:
    if unit["dropped"]:
        return 0
    return 1 if unit["kept_joiner"] else len(_normalize_chunk(unit[0]))


def normalize_typography(text: str) -> NormalizedText:
    """Remove differences of typography that readers do not notice. Idempotent."""
    cuts = [*_find_cuts(text), len(text)]
    chunks = [_normalize_chunk(text[left:right]) for left, right in pairwise(cuts)]
    normalized = "".join(chunks)
    if normalized == text:
        return NormalizedText(text, text)
    return NormalizedText(normalized, text, [0, *accumulate(map(len, chunks[:-1]))], cuts[:-1])


def _find_cuts(text: str) -> list[int]:
    cuts = [0]
    while (match := _CUT.search(text, cuts[-1] + _CHUNK_LENGTH)) is not None:
        cuts.append(match.start())
    return cuts


def _normalize_chunk(text: str) -> str:
    if text.isascii():
        normalized = text.translate(_REPLACEMENTS) if _ASCII_SPACE.search(text) else text
        return _collapse_spaces(normalized)
    normalized = text.translate(_REPLACEMENTS)
    if "\u200d" in normalized:
        normalized = _JOINERS.sub("", normalized)
    normalized = _collapse_spaces(normalized)
    if " " in normalized:
        normalized = _IDEOGRAPH_SPACES.sub("", normalized)
    return normalize_form("NFC", normalized)


def _collapse_spaces(text: str) -> str:
    return _SPACES.sub(" ", text) if "  " in text else text


# ── searching for words whatever their typography ───────────────────────────────────────────────
# If a text holds one of these, normalizing it changes letters and not only marks.
_LETTER_CHANGING = re.compile(
    f"[{_INVISIBLE}{''.join(_LIGATURES)}{''.join(_SAME_LETTERS)}{ZERO_WIDTH_JOINER}]"
)
_ANY_IDEOGRAPH = re.compile(_IDEOGRAPH)
_SPACED_IDEOGRAPH = re.compile(rf"{_IDEOGRAPH}\s")
_CHARACTER_CLASSES = {
    plain: f"[{regex.escape(variants + plain)}]" for plain, variants in _EQUIVALENTS.items()
}
_CHARACTER_CLASSES |= {" ": _CHARACTER_CLASSES[" "] + "+"}
_NOT_LETTERS = re.compile(r"[ \-'\".]+")
# A search by pattern may take about this many comparisons of characters.
_MAX_COMPARISONS = 20_000_000
_MAX_STARTS = 50_000  # places that are tried one by one
_MAX_PATTERN_LENGTH = 2_000  # code points; compiling a longer pattern takes longer than searching


def find_typographic_matches(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield each span of `text` that differs from `words` in typography only.

    White space around `words` is ignored. The spans may overlap, and their edges may fall inside a
    grapheme cluster.
    """
    quote = normalize_typography(words).text.strip()
    if not quote:
        return iter(())
    if _is_letter_preserving(text):
        parts = _NOT_LETTERS.split(quote)
        if not all(part in text for part in sorted(parts, key=len, reverse=True)):
            return iter(())
        is_short = len(quote) <= _MAX_PATTERN_LENGTH
        count = text.count(parts[0]) if is_short and parts[0] else 0
        if 0 < count <= _MAX_STARTS and count * len(quote) <= _MAX_COMPARISONS:
            return _find_by_pattern(text, quote, parts[0])
    return _find_by_normalizing(normalize_typography(text), quote)


@lru_cache(4)
def _is_letter_preserving(text: str) -> bool:
    """Return whether normalizing changes white space, quotation marks and dashes at most."""
    if text.isascii():
        return True
    if _LETTER_CHANGING.search(text) or has_endless_letter(text):
        return False
    if not unicodedata.is_normalized("NFC", text):
        return False
    return not (_ANY_IDEOGRAPH.search(text) and _SPACED_IDEOGRAPH.search(text))


def _find_by_pattern(text: str, quote: str, first_word: str) -> Iterator[tuple[int, int]]:
    """Try a pattern wherever the first word is, which takes a third of searching with it."""
    pattern = re.compile("".join(_CHARACTER_CLASSES.get(c) or re.escape(c) for c in quote))
    start = text.find(first_word)
    while start != -1:
        if match := pattern.match(text, start):
            yield match.span()
        start = text.find(first_word, start + 1)


def _find_by_normalizing(normalized: NormalizedText, quote: str) -> Iterator[tuple[int, int]]:
    offset = normalized.text.find(quote)
    while offset != -1:
        span = normalized.get_original_span(offset, offset + len(quote))
        if span is not None:
            yield span
        offset = normalized.text.find(quote, offset + 1)


# ── searching without case and accents ──────────────────────────────────────────────────────────
# Equal at the first level of the Unicode Collation Algorithm (UTS 10), although they have no
# decomposition.
_PRIMARY_EQUIVALENTS = {
    **dict.fromkeys("‘’‚‛ʼ＇`´", "'"),
    **dict.fromkeys("“”„‟״", '"'),
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
}


class _SearchFolding(dict):
    """A table for `str.translate` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        decomposed = unicodedata.normalize("NFKD", character)
        # A spacing accent decomposes into a space and a mark; it must not fold to white space.
        is_spacing_accent = " " in decomposed and not character.isspace()
        folded = character if is_spacing_accent else "".join(map(_fold_character, decomposed))
        self[code] = folded
        return folded


SEARCH_FOLDING = _SearchFolding()


def fold_for_search(text: str) -> str:
    """Return `text` as it is searched: one case, no accents or marks, only plain spaces.

    Each character is folded separately, so the folded parts of a text make up the folded text.
    """
    return text.translate(SEARCH_FOLDING)


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return ""
    folded = unicodedata.normalize("NFKD", character.casefold())
    return "".join(
        _PRIMARY_EQUIVALENTS.get(c, c) for c in folded if unicodedata.category(c) != "Mn"
    )
