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

from dataclasses import dataclass

from sources.lexicon import lexicon
from sources.lexicon.shape import Lexicon
from sources.wording.alike import alike
from sources.wording.difference import Piece, difference
from sources.wording.numerals import gathered
from sources.wording.reasons import Reason, reasons, said
from sources.wording.words import Word, scanned

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
    """How `new` rewords `old`. `language` is a BCP 47 tag; empty or unknown means any of ours.

    Whether the change is material does not depend on which of the two is the old one.
    """
    return Rewording(tuple(difference(old, new)), _reasons(old, new, lexicon(language)))


def _reasons(old: str, new: str, known: Lexicon) -> tuple[Reason, ...]:
    if old == new:
        return ()
    before, after = _words(old, known), _words(new, known)
    if alike(before, after, known):
        return ()
    return tuple(reasons(before, after, known)) or (Reason("words", said(before), said(after)),)


def _words(text: str, known: Lexicon) -> list[Word]:
    return gathered(_hyphenated(list(scanned(text, known)), known), known)


def _hyphenated(words: list[Word], known: Lexicon) -> list[Word]:
    """“peut-être” is not “peut être”: listed words keep their hyphen."""
    found: list[Word] = []
    for word in words:
        joined = f"{found[-1].text}-{word.text}".lower() if found and word.hyphen else ""
        if joined in known.kinds:
            found[-1] = Word(f"{found[-1].text}-{word.text}", joined, hyphen=found[-1].hyphen)
        else:
            found.append(word)
    return found
