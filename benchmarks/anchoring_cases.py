"""Run the published test cases of other annotation tools.

    python -m benchmarks.anchoring_cases DATA

DATA is a folder with `annotator-text-{quote-match,quote-describe,position-match}.json` of Apache
Annotator, and pages of the Hypothesis client with their annotations (`*.html`, `*.json`). Each case
with another result is named; docs/decisions/0008-where-anchoring-differs.md explains them.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from sources.quotes.anchoring import find_occurrences, locate_selector
from sources.quotes.selectors import Selector, create_selector

Result = tuple[str, bool]  # the name of a case, and whether it passes
Span = tuple[int, int]


class AnchoringPage:
    """The text of a page, and a map from its text nodes to offsets in code points."""

    def __init__(self, markup: str):
        self.root = html.document_fromstring(markup)
        self.text, self.node_offsets = "", {}
        for node in self.root.xpath("//text()"):
            self.node_offsets[node.getparent(), node.is_tail] = len(self.text)
            self.text += node

    def get_offset(self, xpath: str, utf16_offset: int) -> int:
        """Return the offset of a place in a text node, which is given in UTF-16 code units."""
        node = self.root.xpath(xpath)[0]
        before = str(node).encode("utf-16-le")[: 2 * utf16_offset].decode("utf-16-le")
        return self.node_offsets[node.getparent(), node.is_tail] + len(before)

    def get_span(self, dom_range: dict) -> Span:
        return (
            self.get_offset(dom_range["startContainerXPath"], dom_range["startOffset"]),
            self.get_offset(dom_range["endContainerXPath"], dom_range["endOffset"]),
        )


def run_quote_match(folder: Path) -> Iterator[Result]:
    for name, case in json.loads((folder / "annotator-text-quote-match.json").read_text()).items():
        page, selector = AnchoringPage(case["html"]), case["selector"]
        context = selector.get("prefix", ""), selector.get("suffix", "")
        occurrences = find_occurrences(
            page.text, selector["exact"], [(0, len(page.text))], *context
        )
        expected = [page.get_span(dom_range) for dom_range in case["expected"]]
        spans = [(occurrence.start, occurrence.end) for occurrence in occurrences]
        yield f"quote-match: {name}", spans == expected


def run_quote_describe(folder: Path) -> Iterator[Result]:
    """Check that a selector has the expected words and leads back to them.

    How much context it has is a choice in which the tools differ.
    """
    groups = json.loads((folder / "annotator-text-quote-describe.json").read_text())
    for group, cases in groups.items():
        for name, case in cases.items():
            page = AnchoringPage(case["html"])
            span = page.get_span(case["range"])
            selector = create_selector(page.text, *span)
            has_words = selector.exact == case["expected"]["exact"]
            leads_back = locate_selector(page.text, selector) == span
            yield (
                f"quote-describe: {group.removeprefix('testCases')}, {name}",
                has_words and leads_back,
            )


def run_position_match(folder: Path) -> Iterator[Result]:
    cases = json.loads((folder / "annotator-text-position-match.json").read_text())
    for name, case in cases.items():
        page, position = AnchoringPage(case["html"]), case["selector"]
        selector = Selector("", start=position["start"], end=position["end"])
        expected = [page.get_span(dom_range) for dom_range in case["expected"]]
        yield f"position-match: {name}", [locate_selector(page.text, selector)] == expected


def run_hypothesis_pages(folder: Path) -> Iterator[Result]:
    for file in sorted(folder.glob("*.html")):
        # The positions of these annotations count from the start of the <body>.
        text = AnchoringPage(file.read_text()).root.find("body").text_content()
        for row in json.loads(file.with_suffix(".json").read_text())["rows"]:
            by_type = {selector["type"]: selector for selector in row["target"][0]["selector"]}
            quote, position = by_type["TextQuoteSelector"], by_type["TextPositionSelector"]
            selector = Selector(
                quote["exact"],
                quote["prefix"],
                quote["suffix"],
                position["start"],
                position["end"],
            )
            span = locate_selector(text, selector)
            passes = (
                span is not None
                and text[slice(*span)] == quote["exact"]
                and has_context(text, span, quote)
            )
            yield f"{file.stem}: {quote['exact'][:40]}", passes


def has_context(text: str, span: Span, quote: dict) -> bool:
    """Return whether the span has the annotated context, white space excluded."""
    before = "".join(text[: span[0]].split()).endswith("".join(quote["prefix"].split()))
    after = "".join(text[span[1] :].split()).startswith("".join(quote["suffix"].split()))
    return before and after


SUITES = {
    "quote-match": run_quote_match,
    "quote-describe": run_quote_describe,
    "position-match": run_position_match,
    "hypothesis": run_hypothesis_pages,
}


def main(folder: Path) -> None:
    for name, run in SUITES.items():
        results = list(run(folder))
        passed = sum(passes for _, passes in results)
        sys.stdout.write(f"{name:14} {passed} of {len(results)} pass\n")
        for case, passes in results:
            if not passes:
                sys.stdout.write(f"  differs: {case}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
