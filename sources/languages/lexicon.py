"""What does the comparison of two wordings have to know of a language?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

Rules = tuple[tuple[re.Pattern, str], ...]


@dataclass(frozen=True)
class Lexicon:
    """The words of one language that decide whether a change matters, all in lower case.

    Everything but `kinds` can make a change immaterial, so that what stands there must be certain.
    `kinds` only names the reason: a word that is missing there is material all the same.
    """

    language: str
    kinds: dict[str, str]  # a word, and what kind of reason its change is
    same: dict[str, str]  # a spelling, and the words that it is read as
    euphony: dict[str, str] = field(default_factory=dict)  # the same, but not in other languages
    short: dict[str, str] = field(default_factory=dict)  # the same, when a full stop follows
    numerals: dict[tuple[str, ...], int] = field(default_factory=dict)
    hundreds: dict[str, int] = field(default_factory=dict)  # 200 in one word
    hundred: frozenset[str] = frozenset()  # 100, and what makes two into 200
    multipliers: dict[str, int] = field(default_factory=dict)  # thousand and above, after a number
    measures: dict[str, str] = field(default_factory=dict)  # units and currencies after a number
    phrases: dict[tuple[str, ...], str] = field(default_factory=dict)  # two words read as one
    one: frozenset[str] = frozenset()  # an article that counts as one before a multiplier
    joint: str = ""  # what may stand between the hundreds and the rest
    ordinals: dict[str, int] = field(default_factory=dict)
    capital: frozenset[str] = frozenset()  # words that are others with a capital letter
    upper: frozenset[str] = frozenset()  # words that are others all in capitals
    letters: frozenset[str] | None = None  # with a mark of the alphabet; other marks are ornament
    marked: frozenset[str] = frozenset()  # words that differ from others by a foreign mark only
    rules: Rules = ()  # spelling: pattern and replacement
    contracted: Rules = ()  # what parts a word into those that it is read as
    misspelt: Rules = ()  # spelling, for long words that both texts write in lower case
    parted: re.Pattern | None = None  # words that are others without their hyphen
    inflected: bool = False  # whether one is told apart by gender
    open_compounds: bool = False  # whether long words are also written as two
    frequent: frozenset[str] = frozenset()  # small words by which a text of the language is known
    together: frozenset[str] = frozenset()  # words that are also written as two
    grouping: str = ""  # what parts thousands
    decimal: str = ""  # what parts decimals
    ordinal_stop: bool = False  # whether a full stop makes an ordinal
    month_first: bool = False  # whether a month may stand before its day

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The words with which a number can begin."""
        firsts = {first for first, *_ in self.numerals}
        return frozenset(firsts) | self.hundreds.keys() | self.one | self.ordinals.keys()


def listed(words: str) -> list[str]:
    """Words parted by white space."""
    return words.split()


def kinds(**words: str) -> dict[str, str]:
    """Each word with its kind, from lists parted by white space; the first kind named wins."""
    found = {}
    for kind, these in words.items():
        for word in these.split():
            found.setdefault(word, kind)
    return found


def groups(listed: str) -> dict[str, str]:
    """Spellings parted by “/”, read as the first of them."""
    lines = [group.split("/") for group in listed.split()]
    return {word: first for first, *others in lines for word in others}


def readings(listed: str) -> dict[str, str]:
    """Lines of “spelling: words”; several spellings are parted by white space."""
    lines = [line.partition(":") for line in listed.strip().splitlines()]
    return {one: words.strip() for spelt, _, words in lines for one in spelt.split()}


def rules(*pairs: tuple[str, str]) -> Rules:
    """Patterns compiled once."""
    return tuple((re.compile(pattern), replacement) for pattern, replacement in pairs)


def counted(listed: str, start: int = 1, step: int = 1) -> dict[tuple[str, ...], int]:
    """Numerals in their order, from `start` in steps; forms of one are parted by “/”."""
    return {
        (form,): start + step * at
        for at, forms in enumerate(listed.split())
        for form in forms.split("/")
    }


def compounds(tens: dict, units: dict, between: Iterable[str] = ()) -> dict[tuple[str, ...], int]:
    """Twenty-one to ninety-nine, from the tens and the units."""
    return {
        (*ten, *between, *unit): high + low
        for ten, high in tens.items()
        if high >= 20
        for unit, low in units.items()
        if low < 10
    }
