"""Measure how much more often sentences that fact-checkers checked are listed than any sentences.

    python -m benchmarks.checkworthiness DATA

DATA holds `averitec_dev/claims*.jsonl`, `clef21_politifact_2b/queries*.jsonl` and
`article_extraction/ground-truth*.json`. The first two are statements that were checked, the second
of them word for word as they were made in debates; the third are news articles, of which every
sentence counts. If all sentences were listed, the share would be the same for all three, so the
result is the ratio of the shares (the lift).
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from sources.checkworthiness import find_checkworthy_sentences

MIN_WORDS = 5


def read_rows(folder: Path, pattern: str) -> Iterator[dict]:
    for file in sorted(folder.glob(pattern)):
        yield from (json.loads(line) for line in file.read_text("utf-8").splitlines() if line)


def read_checked_statements(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each data set and the statements in it that were checked."""
    claims = read_rows(data / "averitec_dev", "claims*.jsonl")
    yield "AVeriTeC claims", [claim["claim"] for claim in claims]
    queries = read_rows(data / "clef21_politifact_2b", "queries*.jsonl")
    yield "debate sentences", [query["text"] for query in queries]


def read_articles(data: Path) -> list[str]:
    files = sorted((data / "article_extraction").glob("ground-truth*.json"))
    pages = [page for file in files for page in json.loads(file.read_text("utf-8")).values()]
    return [page["articleBody"] for page in pages if page.get("articleBody")]


def count_listed(text: str) -> int:
    return len(find_checkworthy_sentences(text, [(0, len(text))], "en"))


def count_sentences(text: str) -> int:
    """Count the sentences that could be listed: those of five words or more."""
    sentences = text.replace("\n", ". ").split(". ")
    return sum(len(sentence.split()) >= MIN_WORDS for sentence in sentences)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    articles = read_articles(data)
    total = sum(map(count_sentences, articles))
    share = sum(map(count_listed, articles)) / total
    print(f"{'sentences of articles':24} {total:6}  listed {share:6.1%}")
    for name, statements in read_checked_statements(data):
        listed = sum(bool(count_listed(statement)) for statement in statements) / len(statements)
        print(f"{name:24} {len(statements):6}  listed {listed:6.1%}  lift {listed / share:.2f}")


if __name__ == "__main__":
    main()
