"""Compute the frequencies of words and the lengths of texts that `manage.py generate` draws from.

    python -m benchmarks.word_frequencies DATA > factcheck/generator/words.json

The data are collections of fact-checks and articles that are not part of the project: records of
some 30 publishers in 12 languages, English claims of two publishers, and 113 news articles. The
result has counts of single words and percentiles of lengths only.
"""

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from sources.languages import get_primary_language, guess_language

MAX_WORDS = 1500  # of each language
MIN_CLAIMS = 5  # of a language that is kept
NUMBER_OR_SIGN = re.compile(r"[\d_:/@#$%&=+<>|]|^\W*$")
PERCENTILES = range(1, 100, 2)


def main() -> None:
    folder = Path(sys.argv[1])
    claims = defaultdict(list)
    for statement in list_reviewed(folder / "claimreview_real"):
        claims[get_primary_language(guess_language(statement))].append(statement.split())
    shares = {language: len(statements) for language, statements in claims.items()}
    claims["en"] += [statement.split() for statement in list_english(folder)]
    articles = [len(text.split()) for text in list_articles(folder)]
    languages = {
        language: {"share": shares[language], **describe(statements)}
        for language, statements in sorted(claims.items())
        if language and shares[language] >= MIN_CLAIMS
    }
    result = {"article_lengths": list_percentiles(articles), "languages": languages}
    json.dump(result, sys.stdout, ensure_ascii=False, separators=(",", ":"))


def list_reviewed(folder: Path) -> Iterator[str]:
    """The claims of publishers in many languages, which say how frequent each language is."""
    for row in read_rows(folder / "claimskg_samples.dev.jsonl"):
        yield str(row.get("claimReview_claimReviewed") or "")
    for row in read_rows(folder / "records.dev.jsonl"):
        yield str(row["record"].get("claimReviewed") or "")


def list_english(folder: Path) -> Iterator[str]:
    for name in ("clef22_snopes_2a", "clef21_politifact_2b"):
        for row in read_rows(folder / name / "corpus.jsonl.gz"):
            yield str(row.get("claim") or "")


def list_articles(folder: Path) -> Iterator[str]:
    for file in (folder / "article_extraction").glob("ground-truth*.json"):
        for row in json.loads(file.read_text()).values():
            yield row["articleBody"]


def read_rows(file: Path) -> Iterator[dict]:
    data = file.read_bytes()
    text = (gzip.decompress(data) if file.suffix == ".gz" else data).decode()
    yield from map(json.loads, text.splitlines())


def describe(statements: list[list[str]]) -> dict:
    words = Counter(
        word
        for one in statements
        for word in map(clean, one)
        if NUMBER_OR_SIGN.search(word) is None
    ).most_common(MAX_WORDS)
    return {
        "lengths": list_percentiles([len(one) for one in statements]),
        "words": " ".join(word for word, _count in words),
        "counts": [count for _word, count in words],
    }


def clean(word: str) -> str:
    return word.strip(".,;:!?\"'“”‘’«»()[]…").lower()


def list_percentiles(lengths: list[int]) -> list[int]:
    ordered = sorted(lengths)
    return [ordered[len(ordered) * percent // 100] for percent in PERCENTILES]


if __name__ == "__main__":
    main()
