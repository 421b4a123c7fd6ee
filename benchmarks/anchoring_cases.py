"""Do the cases of other annotation tools hold here?

    python -m benchmarks.anchoring_cases FOLDER

The folder holds `annotator-text-{quote-match,quote-describe,position-match}.json` of Apache
Annotator, and pages of the Hypothesis client with their annotations (`*.html`, `*.json`). Every
case that does not hold is named; docs/decisions/0008-where-anchoring-differs.md says why.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from sources.quotes.anchoring import Selector, describe, locate, places

Outcome = tuple[str, bool]


class Page:
    """The text of a page, and the way from its text nodes to code points."""

    def __init__(self, markup: str):
        self.root = html.document_fromstring(markup)
        self.text, self.nodes = "", {}
        for node in self.root.xpath("//text()"):
            self.nodes[node.getparent(), node.is_tail] = len(self.text)
            self.text += node

    def offset(self, path: str, units: int) -> int:
        """The code point of a place in a text node, whose offset counts UTF-16 code units."""
        node = self.root.xpath(path)[0]
        before = str(node).encode("utf-16-le")[: 2 * units].decode("utf-16-le")
        return self.nodes[node.getparent(), node.is_tail] + len(before)

    def span(self, given: dict) -> tuple[int, int]:
        return (
            self.offset(given["startContainerXPath"], given["startOffset"]),
            self.offset(given["endContainerXPath"], given["endOffset"]),
        )


def matched(folder: Path) -> Iterator[Outcome]:
    for name, case in json.loads((folder / "annotator-text-quote-match.json").read_text()).items():
        page, wanted = Page(case["html"]), case["selector"]
        context = wanted.get("prefix", ""), wanted.get("suffix", "")
        found = places(page.text, wanted["exact"], [(0, len(page.text))], *context)
        expected = [page.span(one) for one in case["expected"]]
        yield f"quote-match: {name}", [(one.start, one.end) for one in found] == expected


def described(folder: Path) -> Iterator[Outcome]:
    """The words, and that they lead back. How much context is taken is another choice."""
    groups = json.loads((folder / "annotator-text-quote-describe.json").read_text())
    for group, cases in groups.items():
        for name, case in cases.items():
            page = Page(case["html"])
            span = page.span(case["range"])
            selector = describe(page.text, *span)
            same = selector.exact == case["expected"]["exact"]
            back = locate(page.text, selector) == span
            yield f"quote-describe: {group.removeprefix('testCases')}, {name}", same and back


def positioned(folder: Path) -> Iterator[Outcome]:
    cases = json.loads((folder / "annotator-text-position-match.json").read_text())
    for name, case in cases.items():
        page, wanted = Page(case["html"]), case["selector"]
        found = locate(page.text, Selector("", start=wanted["start"], end=wanted["end"]))
        yield f"position-match: {name}", [found] == [page.span(one) for one in case["expected"]]


def annotated(folder: Path) -> Iterator[Outcome]:
    for file in sorted(folder.glob("*.html")):
        # Positions count from the body on.
        text = Page(file.read_text()).root.find("body").text_content()
        for row in json.loads(file.with_suffix(".json").read_text())["rows"]:
            by_type = {one["type"]: one for one in row["target"][0]["selector"]}
            quote, at = by_type["TextQuoteSelector"], by_type["TextPositionSelector"]
            words = quote["exact"], quote["prefix"], quote["suffix"]
            found = locate(text, Selector(*words, at["start"], at["end"]))
            held = found is not None and text[slice(*found)] == quote["exact"]
            yield f"{file.stem}: {quote['exact'][:40]}", held and is_between(text, found, quote)


def is_between(text: str, found: tuple[int, int], quote: dict) -> bool:
    """Whether what is found has a neighbour it was annotated with, white space apart."""
    before = "".join(text[: found[0]].split()).endswith("".join(quote["prefix"].split()))
    after = "".join(text[found[1] :].split()).startswith("".join(quote["suffix"].split()))
    return before and after


def main(folder: Path) -> None:
    for kind in (matched, described, positioned, annotated):
        outcomes = list(kind(folder))
        held = sum(holds for _, holds in outcomes)
        sys.stdout.write(f"{kind.__name__:10} {held} of {len(outcomes)} hold\n")
        for name, holds in outcomes:
            if not holds:
                sys.stdout.write(f"  differs: {name}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
