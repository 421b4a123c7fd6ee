"""Compare the text of articles with what Chromium shows of the same pages.

    python -m benchmarks.inner_text DATA [--pages 50]

DATA is a folder with `html/NAME.html.gz`, as for `benchmarks.extraction`. Each stretch of text that
we call article has to be in `document.body.innerText`, with white space folded, scripts off and
nothing loaded from the network. Left out of the comparison is what we add or leave out on purpose
(`docs/decisions/0021-text-as-a-browser-shows-it.md`). The exit status is 1 if a stretch differs.
"""

import argparse
import gzip
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from sources.extraction.extracted_text import ExtractedText
from sources.extraction.html.visibility import SCREEN_READER_CLASSES, STRUCK_TAGS
from sources.extraction.text import extract_text
from sources.media_types import HTML, ParseError

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CONCEALED = ", ".join(
    [*STRUCK_TAGS, '[aria-hidden="true" i]', "noscript"]
    + [f".{name}" for name in sorted(SCREEN_READER_CLASSES)]
)
# Take out what we leave out on purpose, and undo what a style sheet does to letters.
READ_INNER_TEXT = """concealed => {
    const isHidden = node => getComputedStyle(node).textDecorationLine.includes("line-through");
    for (const node of [...document.body.querySelectorAll("*")])
        if (node.matches(concealed) || isHidden(node))
            if (!node.ariaHidden || !node.querySelector("article, main, h1, p ~ p ~ p"))
                node.remove();
    const style = document.createElement("style");
    style.textContent = "* { text-transform: none !important }";
    document.head.append(style);
    for (const details of document.querySelectorAll("details")) details.open = true;
    return document.body.innerText;
}"""


def fold_white_space(text: str) -> str:
    return " ".join(text.split())


def read_inner_text(browser: Browser, html: str) -> str:
    """Return what Chromium shows of a page, without what we leave out on purpose."""
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 900}
    ) as context:
        page = context.new_page()
        page.route("**/*", lambda route: route.abort())
        page.set_content(html, wait_until="domcontentloaded")
        return page.evaluate(READ_INNER_TEXT, CONCEALED)


def list_stretches(extracted: ExtractedText) -> Iterator[str]:
    """Yield the stretches of the article, without characters of ours, with white space folded."""
    ours = {offset for start, end in extracted.added for offset in range(start, end)}
    for start, end in extracted.article_spans or ((0, len(extracted.text)),):
        kept = (extracted.text[i] for i in range(start, end) if i not in ours)
        yield fold_white_space("".join(kept))


def find_first_difference(stretch: str, shown: str) -> str:
    """Return the words where `stretch` leaves what is shown, or an empty string if it does not."""
    if stretch in shown:
        return ""
    known, unknown = 0, len(stretch)
    while unknown - known > 1:
        middle = (known + unknown) // 2
        known, unknown = (middle, unknown) if stretch[:middle] in shown else (known, middle)
    start = shown.find(stretch[:known])
    theirs = shown[max(0, start + known - 40) : start + known + 40]
    return f"{stretch[max(0, known - 40) : known + 40]!r}, but Chromium has {theirs!r}"


def find_chromium() -> str | None:
    """Return the path of an installed Chromium; None means the one that Playwright brings."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--pages", type=int, default=50)
    options = parser.parse_args(arguments)
    counts = dict.fromkeys(("pages", "stretches", "differing pages", "differing stretches"), 0)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for file in sorted((options.data / "html").glob("*.html.gz"))[: options.pages]:
            html = gzip.decompress(file.read_bytes()).decode()
            differences = list(_compare_page(browser, html, counts))
            counts["pages"] += 1
            counts["differing pages"] += bool(differences)
            for difference in differences:
                counts["differing stretches"] += 1
                sys.stdout.write(f"{file.name[:12]}: {difference}\n")
        browser.close()
    sys.stdout.write(", ".join(f"{name} {count}" for name, count in counts.items()) + "\n")
    return 1 if counts["differing stretches"] else 0


def _compare_page(browser: Browser, html: str, counts: dict[str, int]) -> Iterator[str]:
    try:
        extracted = extract_text(html, HTML)
    except ParseError as error:
        yield f"not read: {error}"
        return
    shown = fold_white_space(read_inner_text(browser, html))
    for stretch in list_stretches(extracted):
        counts["stretches"] += 1
        if difference := find_first_difference(stretch, shown):
            yield difference


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
