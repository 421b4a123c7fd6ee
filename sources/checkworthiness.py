"""Find check-worthy sentences: those that say something that can be checked.

A sentence is listed if it gives a number, compares, names a cause or reports what someone said.
This is a help and no judgement: a person decides whether a sentence is worth a check, and a
sentence that is not listed may be worth more. All offsets are code points.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sources.languages import get_lexicon, guess_language
from sources.languages.claim_indicators import ClaimIndicators, get_claim_indicators
from sources.languages.lexicon import Lexicon, parse_words

MIN_WORDS, MAX_WORDS = 5, 80  # in a sentence that may be a claim
MIN_QUOTED_WORDS = 4  # fewer words in quotation marks are a name rather than a quotation
CLOSING = r"[\"'”’»›)\]]*"
SENTENCE_END = re.compile(rf"[.!?…]+{CLOSING}(?=\s|$)|\n+")
# In code points: a text that is one endless word takes no longer than any other.
MAX_WORD_LENGTH = 40
WORD_OR_NUMBER = re.compile(r"\w+")
LAST_WORD = re.compile(r"([^\W\d_]+)\.$")
LAST_INITIAL = re.compile(r"(?:^|\W)[^\W\d_]\.$")
SENTENCE_START = re.compile(r"\s*[\"'“„«‹(\[]*(?:[^\W\d_]|\d)")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
MIN_NAME_LENGTH = 3
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>[$€£¥₽₴]\s?)?(?P<digits>\d+(?:[.,]\d+)*(?:[ \u00a0\u202f]\d{3}(?!\d))*)"
    r"(?P<ending>[^\W\d_]+)?(?P<after>\s?(?:[%‰]|[^\W\d_]+))?"
)
QUOTATION = re.compile(r"[“„«\"]([^“”„«»\"]{10,})[”“»\"]")
NAME = re.compile(r"(?:[A-ZÀ-ÞА-ЯЁІЇЄҐŁŚŻŹĆŃÓ][\w’'-]+)(?:\s+[A-ZÀ-ÞА-ЯЁІЇЄҐŁŚŻŹĆŃÓ][\w’'-]+){0,3}")
# What may be between a name and its verb of speech: “Short has argued”.
AUXILIARIES = frozenset({"", "has", "have", "had", "also", "hat", "a", "haben", "ont"})


@dataclass(frozen=True)
class Indicator:
    """Why a sentence is check-worthy, and the words that show it.

    `kind` is `number`, `comparison`, `cause` or `quotation`; or `future`, which is a warning.
    """

    kind: str
    words: str


@dataclass(frozen=True)
class CheckworthySentence:
    """A sentence, its span in the text, its indicators, and the speaker it names, if any."""

    text: str
    start: int
    end: int
    indicators: tuple[Indicator, ...]
    speaker: str = ""

    @property
    def score(self) -> int:
        """The number of different indicators; a warning does not count."""
        return len({indicator.kind for indicator in self.indicators} - {"future"})


def find_checkworthy_sentences(
    text: str, spans: Iterable[Sequence[int]], language: str = ""
) -> list[CheckworthySentence]:
    """Return the sentences inside these spans that have an indicator, in the order of the text.

    `language` is a BCP 47 tag; if it is empty, the language is guessed. In a language that is not
    supported, only numbers and quotations are found.
    """
    language = language or guess_language(text)
    lexicon, claim_indicators = get_lexicon(language), get_claim_indicators(language)
    abbreviations = _list_abbreviations(lexicon, claim_indicators)
    sentences = (
        _assess_sentence(text, start, end, lexicon, claim_indicators)
        for start, end in _split_sentences(text, spans, abbreviations)
    )
    return [sentence for sentence in sentences if sentence.score]


def select_strongest(
    sentences: Sequence[CheckworthySentence], limit: int
) -> list[CheckworthySentence]:
    """Return the sentences with the highest scores, at most `limit`, in the order of the text."""
    ranked = sorted(sentences, key=lambda sentence: (-sentence.score, sentence.start))[:limit]
    return sorted(ranked, key=lambda sentence: sentence.start)


# ── sentences ───────────────────────────────────────────────────────────────────────────────────
def _list_abbreviations(
    lexicon: Lexicon, claim_indicators: ClaimIndicators | None
) -> frozenset[str]:
    """Return the words whose full stop ends no sentence."""
    titles = parse_words(claim_indicators.titles) if claim_indicators else ()
    return frozenset(lexicon.abbreviations) | frozenset(titles)


def _split_sentences(
    text: str, spans: Iterable[Sequence[int]], abbreviations: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences that are neither too short nor too long."""
    for left, right in spans:
        start = left
        for match in SENTENCE_END.finditer(text, left, right):
            end, is_line_end = match.end(), not match[0].strip()
            if is_line_end or _is_sentence_end(text, start, end, right, abbreviations):
                yield from _strip_sentence(text, start, end)
                start = end
        yield from _strip_sentence(text, start, right)


def _is_sentence_end(
    text: str, start: int, end: int, right: int, abbreviations: frozenset[str]
) -> bool:
    """Return whether the full stop before `end` ends a sentence.

    It does not after an abbreviation or an initial, or if the next word is in lower case.
    """
    before = text[max(start, end - MAX_WORD_LENGTH) : end]
    last_word = LAST_WORD.search(before)
    if last_word and (last_word[1].lower() in abbreviations or LAST_INITIAL.search(before)):
        return False
    next_start = SENTENCE_START.match(text, end, right)
    return next_start is None or not next_start[0][-1].islower()


def _strip_sentence(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span without white space at its ends, if it has a suitable number of words."""
    sentence = text[start:end]
    start += len(sentence) - len(sentence.lstrip())
    end = start + len(sentence.strip())
    if MIN_WORDS <= len(WORD_OR_NUMBER.findall(text, start, end)) <= MAX_WORDS:
        yield start, end


# ── indicators ──────────────────────────────────────────────────────────────────────────────────
def _assess_sentence(
    text: str, start: int, end: int, lexicon: Lexicon, claim_indicators: ClaimIndicators | None
) -> CheckworthySentence:
    sentence = text[start:end]
    if sentence.rstrip("\"'”’»").endswith("?"):
        return CheckworthySentence(sentence, start, end, ())
    verb = claim_indicators.patterns["speech"].search(sentence) if claim_indicators else None
    indicators = [
        *_find_number(sentence, lexicon),
        *_find_indicator_words(sentence, claim_indicators),
    ]
    if verb or _has_quotation(sentence):
        indicators.append(Indicator("quotation", verb[0] if verb else ""))
    speaker = find_speaker(sentence, verb, lexicon)
    return CheckworthySentence(sentence, start, end, tuple(indicators), speaker)


def _find_number(sentence: str, lexicon: Lexicon) -> Iterator[Indicator]:
    """Yield the first number that is no date: in digits, or in words with what it counts."""
    for match in NUMBER.finditer(sentence):
        previous_word = sentence[: match.start()].split()[-1:]
        if not _is_date(match, previous_word, lexicon):
            yield Indicator("number", _get_counted(match, lexicon))
            return
    words = [word.lower() for word in WORD.findall(sentence)]
    counted = [word for word in words if word in lexicon.multipliers or word in lexicon.units]
    if counted and any(lexicon.change_kinds.get(word) == "number" for word in words):
        yield Indicator("number", counted[0])


def _get_counted(match: re.Match, lexicon: Lexicon) -> str:
    """Return a number with what it counts, but without a function word that only follows it."""
    next_word = (match["after"] or "").strip().lower()
    if next_word in lexicon.common_words:
        return match[0][: match.end("digits") - match.start()]
    return match[0]


def _is_date(match: re.Match, previous_word: list[str], lexicon: Lexicon) -> bool:
    """Return whether a number is a year, a decade, a day next to its month, or an ordinal."""
    if match["sign"] or (match["after"] or "").strip() in ("%", "‰"):
        return False
    neighbours = [word.strip(" .,") for word in (*previous_word, match["after"] or "")]
    kinds = {lexicon.change_kinds.get(form) for word in neighbours for form in (word, word.lower())}
    return "date" in kinds or bool(match["ending"]) or bool(YEAR.fullmatch(match["digits"]))


def _find_indicator_words(
    sentence: str, claim_indicators: ClaimIndicators | None
) -> Iterator[Indicator]:
    if claim_indicators is None:
        return
    for kind in ("comparison", "cause", "future"):
        if match := claim_indicators.patterns[kind].search(sentence):
            yield Indicator(kind, match[0])


def _has_quotation(sentence: str) -> bool:
    quotations = QUOTATION.finditer(sentence)
    return any(len(WORD.findall(quotation[1])) >= MIN_QUOTED_WORDS for quotation in quotations)


# ── speaker ─────────────────────────────────────────────────────────────────────────────────────
def find_speaker(sentence: str, verb: re.Match | None, lexicon: Lexicon) -> str:
    """Return the name directly next to `verb`, a verb of speech, or an empty string."""
    if verb is None:
        return ""
    for name in NAME.finditer(sentence):
        between = sentence[name.end() : verb.start()] if name.end() <= verb.start() else None
        is_before = between is not None and between.strip(" ,") in AUXILIARIES
        if is_before or 0 <= name.start() - verb.end() <= 1:
            return _strip_first_word(name[0], lexicon)
    return ""


def _strip_first_word(name: str, lexicon: Lexicon) -> str:
    """Return a name without a function word at the start of the sentence: “As Philip Short”."""
    first, _, rest = name.partition(" ")
    is_function_word = (
        len(first) < MIN_NAME_LENGTH
        or first.lower() in lexicon.common_words
        or first.lower() in lexicon.change_kinds
    )
    return rest if is_function_word and rest else name
