"""Measure how much of an article the extractor finds, and how much that is not the article.

    python -m benchmarks.extraction DATA

DATA is a folder with `ground-truth*.json` (name → {"articleBody": …}) and `html/NAME.html.gz`, as
in the article extraction benchmark of Scrapinghub. Text is scored as that benchmark scores it: by
the sequences of four words that the extracted and the true text share, each page with equal weight.

Our extractor is compared with plain trafilatura, with and without readers' comments, on the same
pages in the same run. The true texts have no captions and no boxes, which we keep as labelled
parts, so our article text is scored without these parts, and also with them. The exit status is 1
if trafilatura has a better F1 score than our article text.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import trafilatura

from sources.extraction.extracted_text import ExtractedText
from sources.extraction.text import extract_text
from sources.media_types import HTML, ParseError

WORD = re.compile(r"\w+")
SEQUENCE_LENGTH = 4  # words
PARTS_WITHOUT_TRUTH = frozenset(("caption", "box", "pull_quote"))

Page = tuple[bytes, str]  # HTML, and the true text of its article


def extract_with_ours(raw: bytes) -> str:
    """Return the article text without the parts that the true texts do not have."""
    extracted = _extract(raw)
    text, end = [], 0
    for part in extracted.parts if extracted else ():
        if extracted and part.kind in PARTS_WITHOUT_TRUTH and part.start >= end:
            text.append(extracted.text[end : part.start])
            end = part.end
    return "".join([*text, extracted.text[end:]]) if extracted else ""


def extract_with_parts(raw: bytes) -> str:
    extracted = _extract(raw)
    return extracted.text if extracted else ""


def _extract(raw: bytes) -> ExtractedText | None:
    try:
        return extract_text(raw, HTML, "utf-8")
    except ParseError:
        return None


def extract_with_trafilatura(raw: bytes) -> str:
    return trafilatura.extract(raw.decode()) or ""


def extract_without_comments(raw: bytes) -> str:
    return trafilatura.extract(raw.decode(), include_comments=False) or ""


EXTRACTORS = {
    "ours": extract_with_ours,
    "ours, with captions and boxes": extract_with_parts,
    "trafilatura": extract_with_trafilatura,
    "trafilatura, without comments": extract_without_comments,
}


def count_sequences(text: str) -> Counter:
    """Count the sequences of `SEQUENCE_LENGTH` words; a shorter text is one sequence."""
    words = WORD.findall(text)
    start_count = max(1, len(words) - SEQUENCE_LENGTH + 1)
    return Counter(tuple(words[i : i + SEQUENCE_LENGTH]) for i in range(start_count) if words)


def compute_shares(extracted: str, true: str) -> tuple[float, float, float]:
    """Return the right, superfluous and missing sequences, as shares of all of them."""
    extracted_sequences, true_sequences = count_sequences(extracted), count_sequences(true)
    right = (extracted_sequences & true_sequences).total()
    counts = (right, extracted_sequences.total() - right, true_sequences.total() - right)
    return tuple(count / (sum(counts) or 1) for count in counts)


def compute_score(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """Return F1, precision and recall of pairs of extracted and true text."""
    right, superfluous, missing = (
        sum(column) for column in zip(*(compute_shares(*pair) for pair in pairs), strict=True)
    )
    precision, recall = right / (right + superfluous), right / (right + missing)
    f1 = 2 * precision * recall / (precision + recall)
    return {"F1": f1, "precision": precision, "recall": recall}


def read_pages(folder: Path) -> Iterator[Page]:
    for truth in sorted(folder.glob("ground-truth*.json")):
        for name, page in sorted(json.loads(truth.read_text()).items()):
            file = folder / "html" / f"{name}.html.gz"
            yield gzip.decompress(file.read_bytes()), page["articleBody"]


def measure(extract: Callable[[bytes], str], pages: list[Page]) -> dict[str, float]:
    start = perf_counter()
    texts = [extract(raw) for raw, _ in pages]
    seconds = perf_counter() - start
    pairs = [(text, true) for text, (_, true) in zip(texts, pages, strict=True)]
    return compute_score(pairs) | {"seconds": seconds}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    pages = list(read_pages(parser.parse_args(arguments).data))
    results = {name: measure(extract, pages) for name, extract in EXTRACTORS.items()}
    sys.stdout.write(f"{len(pages)} pages, trafilatura {version('trafilatura')}\n")
    for name, result in results.items():
        figures = ", ".join(f"{key} {value:.3f}" for key, value in result.items())
        sys.stdout.write(f"{name}: {figures}\n")
    others = [result["F1"] for name, result in results.items() if not name.startswith("ours")]
    return 0 if results["ours"]["F1"] >= max(others) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
