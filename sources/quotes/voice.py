"""Propose who makes the statement in a passage: the author, or a speaker whom the author reports.

Quotation marks and verbs of speech show that someone else may be speaking; then a person has to
decide. A word of the future makes the passage a forecast; everything else is the author's own
statement. The voices are the values of `sources.choices.Voice`. All offsets are code points.
"""

import re
from dataclasses import dataclass

from sources.checkworthiness import find_speaker
from sources.languages import get_lexicon, guess_language
from sources.languages.claim_indicators import get_claim_indicators

ASSERTS, REPORTS, FORECASTS = "asserts", "reports", "forecasts"
QUOTATION_MARK = re.compile('["“”„‟«»‹›「」『』《》〝〞]')
# A sentence ends at one of these and white space, or at the end of a line.
SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»›)\]]*(?=\s)|[。！？]|\n")
MAX_SENTENCE_LENGTH = 600  # on either side of a passage; longer ones are cut


@dataclass(frozen=True)
class VoiceProposal:
    """The voice that is proposed for a passage, and the name of the speaker where one is found.

    `sign` is the quotation mark or the verb of speech because of which a person has to decide;
    empty if the proposal can be taken as it is.
    """

    voice: str
    speaker: str = ""
    sign: str = ""


def propose_voice(text: str, start: int, end: int, language: str = "") -> VoiceProposal:
    """Propose the voice of `text[start:end]` from its words and the sentences that they are in.

    `language` is a BCP 47 tag; if it is empty, the language is guessed.
    """
    left, right = _find_sentences(text, start, end)
    sentences = text[left:right]
    language = language or guess_language(sentences)
    indicators = get_claim_indicators(language)
    verb = indicators.patterns["speech"].search(sentences) if indicators else None
    mark = QUOTATION_MARK.search(text, left, end)
    sign = verb or mark
    if sign:
        speaker = find_speaker(sentences, verb, get_lexicon(language)) if verb else ""
        return VoiceProposal(REPORTS, speaker, sign[0])
    if indicators and indicators.patterns["future"].search(sentences):
        return VoiceProposal(FORECASTS)
    return VoiceProposal(ASSERTS)


def _find_sentences(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentences that the passage is in, as far as they are near."""
    nearest = max(0, start - MAX_SENTENCE_LENGTH)
    ends = [match.end() for match in SENTENCE_END.finditer(text, nearest, start)]
    farthest = end + MAX_SENTENCE_LENGTH
    closing = SENTENCE_END.search(text, max(start, end - 1), farthest)
    return (ends or [nearest])[-1], closing.end() if closing else farthest
