"""Measure how much of a text is read from PDFs as it was written, and at what cost.

    python -m benchmarks.pdf_reading DATA [--articles 12] [--whole-words]

DATA is the folder that `benchmarks.extraction` takes; the true texts of its articles are printed to
PDFs by Chromium in four layouts, with words divided at line ends, a running head, page numbers and
marks of notes. A paragraph is found if all its words are in the text in their order, white space
aside; it is a paragraph if the text has it between two blank lines.

Our reader is compared with what pypdf and PDFium give by themselves, on the same files.
"""

import argparse
import json
import multiprocessing
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from itertools import islice
from pathlib import Path
from time import process_time

import pypdfium2
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

from sources.extraction.pdf import extract_pdf

MIN_PARAGRAPH_LENGTH = 120
LAYOUTS = {
    "one column": "div {font: 11pt serif; text-align: justify}",
    "two columns": "div {font: 10pt serif; columns: 2; column-gap: 7mm; text-align: justify}"
    "p {margin: 0; text-indent: 1.2em}",
    "three columns": "div {font: 9pt sans-serif; columns: 3; column-gap: 5mm} p {margin: 0 0 .7em}",
    "letter": "div {font: 12pt serif; line-height: 1.15} p {margin: 0 0 8pt}",
}
HEAD = '<div style="font-size: 8px; margin-left: 60px">Report of the harbour commission</div>'
FOOT = '<div style="font-size: 8px; margin-left: 300px" class="pageNumber"></div>'
MARGINS = {"top": "20mm", "bottom": "20mm", "left": "20mm", "right": "20mm"}
# Where a word may be divided, roughly: between a vowel and a consonant, with three letters on
# either side.
SYLLABLE = re.compile(r"([a-z]{2,}?[aeiouy])([bcdfghjklmnpqrstvwxz][a-z]{2,})")
MARKS = str.maketrans("", "", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_with_ours(raw: bytes) -> str:
    extracted = extract_pdf(raw)
    spans = extracted.article_spans or ((0, len(extracted.text)),)
    return "\n\n".join(extracted.text[start:end] for start, end in spans)


def read_with_pypdf(raw: bytes) -> str:
    return "\n\n".join(page.extract_text() for page in PdfReader(BytesIO(raw)).pages)


def read_with_pdfium(raw: bytes) -> str:
    document = pypdfium2.PdfDocument(raw)
    return "\n\n".join(page.get_textpage().get_text_range() for page in document)


READERS: dict[str, Callable[[bytes], str]] = {
    "ours": read_with_ours,
    "pypdf": read_with_pypdf,
    "PDFium": read_with_pdfium,
}


def read_articles(folder: Path) -> Iterator[list[str]]:
    """Yield the longer paragraphs of each article."""
    for truth in sorted(folder.glob("ground-truth*.json")):
        for _, page in sorted(json.loads(truth.read_text()).items()):
            paragraphs = [fold(line) for line in page["articleBody"].split("\n")]
            paragraphs = [text for text in paragraphs if len(text) >= MIN_PARAGRAPH_LENGTH]
            if len(paragraphs) > 5:
                yield paragraphs


def fold(text: str) -> str:
    return " ".join(text.translate(MARKS).replace("\u00ad", "").split())


def print_articles(
    articles: list[list[str]], folder: Path, divide_words: bool = True
) -> dict[str, list[Path]]:
    """Print each article in each layout; return the files by layout."""
    files: dict[str, list[Path]] = {name: [] for name in LAYOUTS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        for name, style in LAYOUTS.items():
            for number, paragraphs in enumerate(articles):
                page.set_content(create_page(paragraphs, style, divide_words))
                path = folder / f"{name.replace(' ', '-')}-{number}.pdf"
                page.pdf(
                    path=path,
                    format="A4",
                    margin=MARGINS,
                    display_header_footer=True,
                    header_template=HEAD,
                    footer_template=FOOT,
                )
                files[name].append(path)
        browser.close()
    return files


def create_page(paragraphs: list[str], style: str, divide_words: bool) -> str:
    syllables = "\\1\u00ad\\2" if divide_words else "\\1\\2"
    texts = (escape(SYLLABLE.sub(syllables, text)) for text in paragraphs)
    marked = (
        f"<p>{text}<sup>{number}</sup>" if number % 4 == 1 else f"<p>{text}"
        for number, text in enumerate(texts)
    )
    return f"<html lang=en><style>{style}</style><h1>The report</h1><div>{''.join(marked)}</div>"


def measure(reader: Callable[[bytes], str], articles: list[list[str]], paths: list[Path]) -> dict:
    found = whole = pages = 0
    seconds = 0.0
    for paragraphs, path in zip(articles, paths, strict=True):
        raw = path.read_bytes()
        pages += len(PdfReader(BytesIO(raw)).pages)
        start = process_time()
        text = reader(raw)
        seconds += process_time() - start
        flat, blocks = fold(text), {fold(block) for block in re.split(r"\n\s*\n", text)}
        found += sum(paragraph in flat for paragraph in paragraphs)
        whole += sum(paragraph in blocks for paragraph in paragraphs)
    total = sum(map(len, articles))
    return {
        "found": f"{found / total:.1%}",
        "as a paragraph": f"{whole / total:.1%}",
        "ms a page": f"{seconds / pages * 1000:.1f}",
    }


def measure_memory(name: str, raw: bytes) -> int:
    """Return the memory in megabytes that reading a file needs, measured in a separate process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_read, (name, raw))


def _read(name: str, raw: bytes) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    READERS[name](raw)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def join_files(paths: list[Path], times: int) -> bytes:
    writer = PdfWriter()
    for path in paths * times:
        writer.append(path)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--whole-words", action="store_true", help="do not divide words")
    options = parser.parse_args(arguments)
    articles = list(islice(read_articles(options.data), options.articles))
    print(f"{len(articles)} articles, {sum(map(len, articles))} paragraphs in each layout")
    with tempfile.TemporaryDirectory() as folder:
        files = print_articles(articles, Path(folder), not options.whole_words)
        for layout, paths in files.items():
            for name, reader in READERS.items():
                figures = measure(reader, articles, paths)
                print(f"{layout}, {name}:", ", ".join(f"{k} {v}" for k, v in figures.items()))
        raw = join_files([path for paths in files.values() for path in paths], times=4)
        page_count = len(PdfReader(BytesIO(raw)).pages)
        for name in READERS:
            print(f"{page_count} pages, {name}: {measure_memory(name, raw)} MB more")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
