"""Which sentences of an article say something that can be checked, and what in them says so?

A help and never a judgement: a sentence is pointed at because it gives a number, compares, names a
cause, or reports what somebody said; whether it is worth a check is for people to say, and what is
not pointed at may be worth more. Pure: a text and its body in, sentences out. Positions are in code
points of the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sources.languages import guessed, lexicon
from sources.languages.checkworthiness import Signs, signs
from sources.languages.lexicon import Lexicon, listed

SHORTEST, LONGEST = 5, 80  # words of a sentence that can be a claim by itself
QUOTED = 4  # words in quotation marks that are somebody's words and not a name
CLOSING = r"[\"'”’»›)\]]*"
STOP = re.compile(rf"[.!?…]+{CLOSING}(?=\s|$)|\n+")
LONGEST_WORD = 40  # code points: a text of one endless word is read as quickly as any other
COUNTED = re.compile(r"\w+")
LAST_WORD = re.compile(r"([^\W\d_]+)\.$")
INITIAL = re.compile(r"(?:^|\W)[^\W\d_]\.$")
BEGINS = re.compile(r"\s*[\"'“„«‹(\[]*(?:[^\W\d_]|\d)")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SMALL = 3  # letters: shorter words are no names
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>[$€£¥₽₴]\s?)?(?P<digits>\d+(?:[.,]\d+)*(?:[ \u00a0\u202f]\d{3}(?!\d))*)"
    r"(?P<kind>[^\W\d_]+)?(?P<after>\s?(?:[%‰]|[^\W\d_]+))?"
)
QUOTE = re.compile(r"[“„«\"]([^“”„«»\"]{10,})[”“»\"]")
NAME = re.compile(r"(?:[A-ZÀ-ÞА-ЯЁІЇЄҐŁŚŻŹĆŃÓ][\w’'-]+)(?:\s+[A-ZÀ-ÞА-ЯЁІЇЄҐŁŚŻŹĆŃÓ][\w’'-]+){0,3}")
# What may stand between a name and the verb that says it spoke: “Short has argued”.
HELPING = frozenset({"", "has", "have", "had", "also", "hat", "a", "haben", "ont"})


@dataclass(frozen=True)
class Ground:
    """Why a sentence is pointed at, and the words of it that say so.

    Its kind is `number`, `comparison`, `cause` or `quotation`; or, as a warning, `future`.
    """

    kind: str
    words: str


@dataclass(frozen=True)
class Checkable:
    """A sentence and where it stands; `speaker` is whose words it reports, if it says."""

    text: str
    start: int
    end: int
    grounds: tuple[Ground, ...]
    speaker: str = ""

    @property
    def strength(self) -> int:
        """How many different grounds it has; a warning is none."""
        return len({one.kind for one in self.grounds} - {"future"})


def checkable(text: str, spans: Iterable[Sequence[int]], language: str = "") -> list[Checkable]:
    """The sentences inside these spans that give a ground, in the order of the text.

    `language` is a BCP 47 tag; empty means that it is guessed. In a language whose words are not
    known only numbers and quotations are seen.
    """
    tongue = language or guessed(text)
    known, said = lexicon(tongue), signs(tongue)
    return [
        one
        for start, end in _sentences(text, spans, _shortened(known, said))
        if (one := _judged(text, start, end, known, said)).strength
    ]


def strongest(found: Sequence[Checkable], limit: int) -> list[Checkable]:
    """Those with most grounds, at most `limit` of them, in the order of the text."""
    ranked = sorted(found, key=lambda one: (-one.strength, one.start))[:limit]
    return sorted(ranked, key=lambda one: one.start)


def _shortened(known: Lexicon, said: Signs | None) -> frozenset[str]:
    """The words whose full stop ends no sentence."""
    return frozenset(known.short) | frozenset(listed(said.titles) if said else ())


def _sentences(text: str, spans, short: frozenset[str]) -> Iterator[tuple[int, int]]:
    for left, right in spans:
        start = left
        for stop in STOP.finditer(text, left, right):
            if stop[0].strip() and not _ends(text, start, stop.end(), right, short):
                continue
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
        yield from _trimmed(text, start, right)


def _ends(text: str, start: int, end: int, right: int, short: frozenset[str]) -> bool:
    """Whether a full stop ends the sentence: not after an abbreviation, and something begins."""
    head = text[max(start, end - LONGEST_WORD) : end]
    last = LAST_WORD.search(head)
    if last and (last[1].lower() in short or INITIAL.search(head)):
        return False
    begins = BEGINS.match(text, end, right)
    return begins is None or not begins[0][-1].islower()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if SHORTEST <= len(COUNTED.findall(text, start, end)) <= LONGEST:
        yield start, end


def _judged(text: str, start: int, end: int, known: Lexicon, said: Signs | None) -> Checkable:
    sentence = text[start:end]
    if sentence.rstrip("\"'”’»").endswith("?"):
        return Checkable(sentence, start, end, ())
    verb = said.patterns["saying"].search(sentence) if said else None
    grounds = [*_numbers(sentence, known), *_signed(sentence, said)]
    if verb or _quotes(sentence):
        grounds.append(Ground("quotation", verb[0] if verb else ""))
    return Checkable(sentence, start, end, tuple(grounds), _speaker(sentence, verb, known))


def _numbers(sentence: str, known: Lexicon) -> Iterator[Ground]:
    """The first number that is no date, in digits, or in words with what it counts."""
    for found in NUMBER.finditer(sentence):
        before = sentence[: found.start()].split()[-1:]
        if not _is_date(found, before, known):
            yield Ground("number", _counted(found, known))
            return
    words = [word.lower() for word in WORD.findall(sentence)]
    counted = [word for word in words if word in known.multipliers or word in known.measures]
    if counted and any(known.kinds.get(word) == "number" for word in words):
        yield Ground("number", counted[0])


def _counted(found: re.Match, known: Lexicon) -> str:
    """A number with what it counts, but for a small word that only follows it."""
    following = (found["after"] or "").strip().lower()
    return (
        found[0][: found.end("digits") - found.start()]
        if following in known.frequent
        else (found[0])
    )


def _is_date(found: re.Match, before: list[str], known: Lexicon) -> bool:
    """A year, a decade or a day, alone or beside its month; and what an ordinal counts."""
    if found["sign"] or (found["after"] or "").strip() in ("%", "‰"):
        return False
    beside = [word.strip(" .,") for word in (*before, found["after"] or "")]
    kinds = {known.kinds.get(spelt) for word in beside for spelt in (word, word.lower())}
    return "date" in kinds or bool(found["kind"]) or bool(YEAR.fullmatch(found["digits"]))


def _signed(sentence: str, said: Signs | None) -> Iterator[Ground]:
    if said is None:
        return
    names = {"comparing": "comparison", "causing": "cause", "coming": "future"}
    for name, kind in names.items():
        if found := said.patterns[name].search(sentence):
            yield Ground(kind, found[0])


def _quotes(sentence: str) -> bool:
    return any(len(WORD.findall(found[1])) >= QUOTED for found in QUOTE.finditer(sentence))


def _speaker(sentence: str, verb: re.Match | None, known: Lexicon) -> str:
    """Who is named right beside the verb of saying; empty where nobody is."""
    if verb is None:
        return ""
    for name in NAME.finditer(sentence):
        before = sentence[name.end() : verb.start()] if name.end() <= verb.start() else None
        after = name.start() - verb.end()
        if (before is not None and before.strip(" ,") in HELPING) or 0 <= after <= 1:
            return _named(name[0], known)
    return ""


def _named(words: str, known: Lexicon) -> str:
    """A name without the small words that a sentence begins with: “As Philip Short”."""
    first, _, rest = words.partition(" ")
    small = len(first) < SMALL or first.lower() in known.frequent or first.lower() in known.kinds
    return rest if small and rest else words
