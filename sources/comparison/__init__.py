"""What changed between two wordings of a quotation, and does it matter?

A change is **material** unless it is known to say the same: fuzzy never means the same. So nothing
has to be recognised to raise the alarm; the lexicons only hold what is certain to be another way to
write the same words, and name the reason.

Immaterial are: white space and line ends; composed and decomposed letters, ligatures, what cannot
be seen; quotation marks, commas, full stops, brackets, dashes between words; hyphens, and a long
word written as two; capitals, but not where they make another word (May, US, Polish); spellings
(-ise and -ize, ß and ss, ё and е, a foreign mark on a name), transcriptions of a listed name, a few
slips; contractions; one number, currency, percentage or day in another convention, where its
reading is certain (1,500 in a text of unknown language is not).

Material are also, by decision: an article (“the soldiers” are more than “soldiers”, and one article
of German or French is a number), a question mark, a minus, a dash between numbers, a slash, the
order of words, inflection, and every other word.
"""

from dataclasses import dataclass, replace

from factcheck.core.text_diff import Piece, difference
from sources.comparison.equivalence import alike
from sources.comparison.numbers import gathered
from sources.comparison.reasons import Reason, reasons, said
from sources.comparison.tokens import Word, scanned
from sources.languages import guessed, lexicon
from sources.languages.lexicon import Lexicon

__all__ = ["Piece", "Reason", "Rewording", "compare", "difference"]


@dataclass(frozen=True)
class Rewording:
    """What became of a wording, for people to read, and why it matters if it does."""

    pieces: tuple[Piece, ...]
    reasons: tuple[Reason, ...]

    @property
    def material(self) -> bool:
        return bool(self.reasons)


def compare(old: str, new: str, language: str = "") -> Rewording:
    """How `new` rewords `old`. `language` is a BCP 47 tag; empty means that it is guessed, and
    what cannot be guessed or is unknown to us is read by what all of our languages agree on.

    Whether the change is material does not depend on which of the two is the old one.
    """
    known = lexicon(language) if language else lexicon(guessed(f"{old} {new}"))
    return Rewording(tuple(difference(old, new)), _reasons(old, new, known))


def _reasons(old: str, new: str, known: Lexicon) -> tuple[Reason, ...]:
    if old == new:
        return ()
    before, after = _words(old, known), _words(new, known)
    if alike(before, after, known):
        return ()
    return tuple(reasons(before, after, known)) or (Reason("words", said(before), said(after)),)


def _words(text: str, known: Lexicon) -> list[Word]:
    return gathered(_phrased(list(scanned(text, known)), known), known)


def _phrased(words: list[Word], known: Lexicon) -> list[Word]:
    """Listed words as one: “per cent”; and “peut-être”, which is not “peut être”."""
    found: list[Word] = []
    for word in words:
        if found and (phrase := known.phrases.get((found[-1].key, word.key))):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {word.text}", key=phrase)
            continue
        joined = f"{found[-1].text}-{word.text}".lower() if found and word.hyphen else ""
        if joined in known.kinds:
            found[-1] = Word(f"{found[-1].text}-{word.text}", joined, hyphen=found[-1].hyphen)
        else:
            found.append(word)
    return found
