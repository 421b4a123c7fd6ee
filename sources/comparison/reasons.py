"""Why does a change matter, and which words make it so?"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from sources.comparison.equivalence import alike
from sources.comparison.tokens import Word
from sources.languages.lexicon import Lexicon, listed

# What readers have to be told first, where one word has to do with several.
ORDER = tuple(
    listed("""
    question negation number currency unit date modality quantifier direction conjunction name
    article words
    """)
)
COUNTING = frozenset("–-+±½¼¾⅓⅔²³")  # signs that belong to a number
PREFIXES = (
    *("un", "in", "im", "il", "ir", "dis", "non", "mis", "de", "a", "anti", "counter"),
    *("nicht", "miss", "ent", "mé", "dé", "mal", "nie", "bez", "не", "ні", "без", "бес", "анти"),
)


@dataclass(frozen=True)
class Reason:
    """Why a change is material: the words, empty where none were there before or are now.

    Its kind is one of `ORDER`, or `order` where the same words stand in another order.
    """

    kind: str
    old: str
    new: str


def reasons(old: list[Word], new: list[Word], known: Lexicon) -> Iterator[Reason]:
    """At least one for every place in which two wordings differ that are not alike."""
    if sorted(one.identity for one in old) == sorted(one.identity for one in new):
        yield _order(old, new)
        return
    before, after = [one.identity for one in old], [one.identity for one in new]
    for tag, i, j, k, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal" and not alike(old[i:j], new[k:n], known):
            yield from _of_place(old[i:j], new[k:n], known)


def _order(old: list[Word], new: list[Word]) -> Reason:
    apart = [
        at
        for at, (one, other) in enumerate(zip(old, new, strict=True))
        if one.identity != other.identity
    ]
    place = slice(apart[0], apart[-1] + 1)
    return Reason("order", said(old[place]), said(new[place]))


def _of_place(old: list[Word], new: list[Word], known: Lexicon) -> Iterator[Reason]:
    if len(old) == len(new) == 1:
        kind = _of_pair(old[0], new[0], known)
        yield Reason(kind, old[0].text, new[0].text)
        return
    gone, come = _by_kind(old, known), _by_kind(new, known)
    for kind in ORDER:
        before, after = gone.get(kind, []), come.get(kind, [])
        if [one.identity for one in before] != [one.identity for one in after]:
            yield Reason(kind, said(before), said(after))


def _by_kind(words: list[Word], known: Lexicon) -> dict[str, list[Word]]:
    found: dict[str, list[Word]] = {}
    for word in words:
        found.setdefault(_kind(word, known), []).append(word)
    return found


def _of_pair(old: Word, new: Word, known: Lexicon) -> str:
    one, other = sorted((old.key, new.key), key=len)
    if other.endswith(one) and other.removesuffix(one).rstrip("-") in PREFIXES:
        return "negation"
    stems = {one.removesuffix("ful").removesuffix("voll"), other.removesuffix("ful")}
    if {old.key, new.key} & {f"{stem}{end}" for stem in stems for end in ("less", "los")}:
        return "negation"
    return min(_kind(old, known), _kind(new, known), key=ORDER.index)


def _kind(word: Word, known: Lexicon) -> str:
    if word.number:
        return "date" if _is_year(word.key) else "number"
    if word.key == "?":
        return "question"
    if word.key in COUNTING:
        return "number"
    if word.hyphen and word.text[0].isupper():
        return "name"
    for form in (word.text, word.key, word.text.lower()):
        if form in known.kinds:
            return known.kinds[form]
    return "name" if word.text[0].isupper() else "words"


def _is_year(key: str) -> bool:
    return len(key) == 5 and key[1:3] in ("18", "19", "20") and key[1:].isdigit()


def said(words: list[Word]) -> str:
    """The words as they stand; one that is read as several is said once."""
    texts = [one.text for at, one in enumerate(words) if not at or one.text != words[at - 1].text]
    return " ".join(texts)
