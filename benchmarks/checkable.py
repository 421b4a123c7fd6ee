"""How often is a sentence that fact-checkers did check pointed at, and how often any sentence?

    python -m benchmarks.checkable DATA

DATA holds `averitec_dev/claims*.jsonl`, `clef21_politifact_2b/queries*.jsonl` and
`article_extraction/ground-truth*.json`. The first two are statements that were checked, the second
of them word for word as they fell in debates; the third are news articles, of which every sentence
counts. A finder that points at everything has the same share of all three: what it is worth is how
much more often it points at what was checked (the lift).
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from sources.checkworthiness import checkable


def rows(folder: Path, pattern: str) -> Iterator[dict]:
    for file in sorted(folder.glob(pattern)):
        yield from (json.loads(line) for line in file.read_text("utf-8").splitlines() if line)


def checked(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Statements that were checked, by where they come from."""
    yield "AVeriTeC claims", [one["claim"] for one in rows(data / "averitec_dev", "claims*.jsonl")]
    debates = data / "clef21_politifact_2b"
    yield "debate sentences", [one["text"] for one in rows(debates, "queries*.jsonl")]


def articles(data: Path) -> list[str]:
    files = sorted((data / "article_extraction").glob("ground-truth*.json"))
    found = [one for file in files for one in json.loads(file.read_text("utf-8")).values()]
    return [one["articleBody"] for one in found if one.get("articleBody")]


def pointed(text: str) -> int:
    """How many sentences of a text are pointed at."""
    return len(checkable(text, [(0, len(text))], "en"))


def sentences(text: str) -> int:
    """How many could have been: those of five words or more, cut at full stops and lines."""
    return len([one for one in text.replace("\n", ". ").split(". ") if len(one.split()) >= 5])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    texts = articles(data)
    every = sum(map(sentences, texts))
    share = sum(map(pointed, texts)) / every
    print(f"{'sentences of articles':24} {every:6}  pointed at {share:6.1%}")
    for name, statements in checked(data):
        hit = sum(bool(pointed(one)) for one in statements) / len(statements)
        print(f"{name:24} {len(statements):6}  pointed at {hit:6.1%}  lift {hit / share:.2f}")


if __name__ == "__main__":
    main()
