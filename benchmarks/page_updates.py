"""Measure how many ordinary updates of real pages are taken for a page that is not the article.

    python -m benchmarks.page_updates PAGES REVISIONS [--limit 60]

PAGES is the folder of `benchmarks.extraction`, REVISIONS a file `*.jsonl.gz` with one article in
each line: {"versions": [oldest, …, newest]}. Of a page, an update is the page after an edit: a new
headline, a paragraph that is gone, a shorter text, a note that was added. Of an article, it is the
next revision, and the newest after the oldest. Updates are taken evenly from all of them. The exit
status is 1 if more than 2 % are taken for something else than the article.

Also counted is how many of the pages are doubtful as a first capture.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from benchmarks.extraction import read_pages
from sources.extraction.extracted_text import ExtractedText
from sources.extraction.text import extract_text
from sources.media_types import HTML, ParseError
from sources.text.same_article import TextVersion, find_mismatch

MAX_SHARE = 0.02
PARAGRAPH = re.compile(r"<p\b[^>]*>.*?</p>", re.DOTALL | re.IGNORECASE)
HEADING = re.compile(r"(<h1\b[^>]*>).*?(</h1>)", re.DOTALL | re.IGNORECASE)

Update = tuple[str, ExtractedText, ExtractedText]


def change_headline(html: str) -> str:
    return HEADING.sub(r"\1What is known so far\2", html)


def remove_paragraphs(html: str, every: int = 5) -> str:
    """The page without each fifth paragraph."""
    numbers = iter(range(sys.maxsize))
    return PARAGRAPH.sub(lambda match: "" if next(numbers) % every == 2 else match[0], html)


def keep_two_thirds(html: str) -> str:
    """The page without the last third of its paragraphs."""
    last = len(PARAGRAPH.findall(html)) * 2 // 3
    numbers = iter(range(sys.maxsize))
    return PARAGRAPH.sub(lambda match: match[0] if next(numbers) <= last else "", html)


def add_note(html: str) -> str:
    note = "<p>Correction: an earlier version of this article gave another number.</p>"
    return PARAGRAPH.sub(lambda match: note + match[0], html, count=1)


EDITS: dict[str, Callable[[str], str]] = {
    "new headline": change_headline,
    "paragraphs gone": remove_paragraphs,
    "last third gone": keep_two_thirds,
    "note added": add_note,
}


def read_updates_of_pages(folder: Path, doubts: Counter) -> Iterator[Update]:
    for raw, _ in read_pages(folder):
        html = raw.decode()
        before = _extract(html)
        if before is None:
            continue
        doubts[before.not_article] += 1
        for name, edit in EDITS.items():
            now = _extract(edit(html))
            if now is not None:
                yield name, before, now


def read_updates_of_articles(file: Path) -> Iterator[Update]:
    with gzip.open(file, "rt") as lines:
        for line in lines:
            article = json.loads(line)
            versions = [
                _extract(_build_page(article["title"], text)) for text in article["versions"]
            ]
            pairs = [*zip(versions, versions[1:], strict=False), (versions[0], versions[-1])]
            for before, now in pairs:
                if before and now:
                    yield "revision", before, now


def _build_page(title: str, text: str) -> str:
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    head = f"<head><title>{escape(title)}</title></head>"
    return f"<html>{head}<body><main>{paragraphs}</main></body></html>"


def _extract(html: str) -> ExtractedText | None:
    try:
        return extract_text(html, HTML)
    except ParseError:
        return None


def judge(before: ExtractedText, now: ExtractedText) -> str:
    """The reason for which the newer page is not taken for the article; empty if it is."""
    return find_mismatch(
        TextVersion(before.text, before.title, before.language),
        TextVersion(now.text, now.title, now.language),
        now.not_article,
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("revisions", type=Path)
    parser.add_argument("--limit", type=int, default=60, help="number of updates; 0 for all")
    options = parser.parse_args(arguments)
    doubts: Counter = Counter()
    of_pages = list(read_updates_of_pages(options.pages, doubts))
    of_articles = list(read_updates_of_articles(options.revisions))
    if options.limit:
        half = options.limit // 2
        of_pages = of_pages[:: max(1, len(of_pages) // half)][:half]
        of_articles = of_articles[:: max(1, len(of_articles) // half)][:half]
    updates = [*of_pages, *of_articles]
    reasons = Counter((name, judge(before, now)) for name, before, now in updates)
    wrong = sum(count for (_, reason), count in reasons.items() if reason)
    sys.stdout.write(f"first captures: {dict(doubts)}\n")
    for (name, reason), count in sorted(reasons.items()):
        sys.stdout.write(f"{name}: {reason or 'the article'}: {count}\n")
    share = wrong / len(updates)
    summary = f"{wrong} of {len(updates)} updates are not taken for the article: {share:.1%}\n"
    sys.stdout.write(summary)
    return 0 if share <= MAX_SHARE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
