"""Why does a change matter, and which words make it so?"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from sources.lexicon.shape import Lexicon
from sources.wording.alike import alike
from sources.wording.words import Word

# What readers have to be told first, where one word has to do with several.
ORDER = (
    *("negation", "number", "currency", "unit", "date", "modality", "quantifier", "direction"),
    *("conjunction", "name", "article", "words"),
)
COUNTING = frozenset("–-+±½¼¾⅓⅔²³")  # signs that belong to a number
PREFIXES = (
    *("un", "in", "im", "il", "ir", "dis", "non", "mis", "de", "a", "anti", "counter"),
    *("nicht", "miss", "ent", "mé", "dé", "mal", "nie", "bez", "не", "ні", "без", "бес", "анти"),
)


@dataclass(frozen=True)
class Reason:
    """Why a change is material: its kind, and the words; empty where none were there before or are
    now. Kinds: negation, number, currency, unit, date, modality, quantifier, direction,
    conjunction, name, article, question, order, words."""

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
    for kind in ("question", *ORDER):
        gone = [one for one in old if _kind(one, known) == kind]
        come = [one for one in new if _kind(one, known) == kind]
        if [one.identity for one in gone] != [one.identity for one in come]:
            yield Reason(kind, said(gone), said(come))


def _of_pair(old: Word, new: Word, known: Lexicon) -> str:
    one, other = sorted((old.key, new.key), key=len)
    if other.endswith(one) and other.removesuffix(one).rstrip("-") in PREFIXES:
        return "negation"
    stems = {one.removesuffix("ful").removesuffix("voll"), other.removesuffix("ful")}
    if {old.key, new.key} & {f"{stem}{end}" for stem in stems for end in ("less", "los")}:
        return "negation"
    return min(_kind(old, known), _kind(new, known), key=("question", *ORDER).index)


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
