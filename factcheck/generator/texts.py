"""Compose texts with the word frequencies and the lengths of real claims and articles.

`words.json` has counts of single words and percentiles of lengths; `benchmarks/word_frequencies.py`
computes it. The words of a text are drawn one by one, so the text has no meaning.
"""

import json
from itertools import accumulate
from pathlib import Path
from random import Random

FILE = Path(__file__).parent / "words.json"
SENTENCE_LENGTHS = range(6, 26)
MAX_ARTICLE_LENGTH = 2000  # words


class TextComposer:
    """Composes texts in several languages; the same for the same random numbers."""

    def __init__(self, random: Random):
        self._random = random
        statistics = json.loads(FILE.read_text(encoding="utf-8"))
        self._article_lengths = statistics["article_lengths"]
        self._languages = {
            code: (entry["words"].split(), list(accumulate(entry["counts"])), entry["lengths"])
            for code, entry in statistics["languages"].items()
        }
        self._codes = list(self._languages)
        self._shares = [entry["share"] for entry in statistics["languages"].values()]

    def choose_language(self) -> str:
        """A language, as often as real claims have it."""
        return self._random.choices(self._codes, self._shares)[0]

    def compose_statement(self, language: str) -> str:
        """The words of one claim, without a full stop."""
        length = self._random.choice(self._languages[language][2])
        return _capitalize(self._draw(language, length))[:400]

    def compose_article(self, language: str) -> str:
        """Sentences of the length of a news article."""
        length = self._random.choice(self._article_lengths)
        return self.compose_sentences(language, min(length, MAX_ARTICLE_LENGTH))

    def compose_sentences(self, language: str, length: int) -> str:
        """At least `length` words in sentences."""
        sentences = []
        while length > 0:
            size = self._random.choice(SENTENCE_LENGTHS)
            sentences.append(_capitalize(self._draw(language, size)) + ".")
            length -= size
        return " ".join(sentences)

    def _draw(self, language: str, length: int) -> str:
        words, weights, _lengths = self._languages[language]
        return " ".join(self._random.choices(words, cum_weights=weights, k=length))


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
