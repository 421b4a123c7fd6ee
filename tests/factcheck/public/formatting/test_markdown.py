"""Markdown becomes HTML that cannot harm readers."""

import random
import time

import pytest

from claims.choices import REASONING_LENGTH
from factcheck.public.formatting.markdown import MAX_BRACKETS, render_markdown

DANGEROUS = (
    "<script",
    "<img",
    "<iframe",
    'href="javascript',
    'href="data',
    "<a style",
    "<a on",
)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://elsewhere.example/pixel.gif)",
        '<a href="https://x.example" style="color:red" onclick="x()">x</a>',
        "<iframe src=https://x.example></iframe>",
        "<javascript:alert(1)>",
    ],
)
def test_dangerous_markup_is_removed(text):
    html = render_markdown(text)
    for markup in DANGEROUS:
        assert markup not in html.lower()


def test_ordinary_markup_is_kept():
    html = render_markdown(
        "**Bold**, *italic*, `4 %`\n\n- one\n- two\n\n> quote\n\n[law](https://law.example)"
    )
    for element in (
        "<strong>Bold</strong>",
        "<em>italic</em>",
        "<code>4 %</code>",
        "<li>one</li>",
        "<blockquote>",
        '<a href="https://law.example" rel="noopener nofollow">law</a>',
    ):
        assert element in html


def test_headings_are_below_those_of_the_page():
    assert render_markdown("# Title\n\n#### Deep") == "<h3>Title</h3>\n<h5>Deep</h5>\n"


def test_a_table_is_kept():
    assert "<td>2</td>" in render_markdown("| a | b |\n|---|---|\n| 1 | 2 |")


# ── bounded time ────────────────────────────────────────────────────────────────────────────────
MAX_SECONDS = 1  # of CPU
# Inputs that make a Markdown parser slow: nesting, brackets, emphasis, tables, links, entities.
SLOW_PARTS = (
    "[", "![", "[a](", "[a][", "](", "[]((((", "[a](b \"", "*a **a ", "*_", "a**", "a*b_", "**a*",
    ">", "> ", "- ", "1. ", "`a", "<", "<a ", "<http://a", "<!--", "<![CDATA[", "&#1",
    "\\", "\n", "\t", "|", "|a|b|\n|-|-|\n", "|\n", "[a]: b\n", "# ", "http://a.b/", "[*_`<", "a ",
)  # fmt: skip
WIDE_TABLE = "\n".join(("|".join("a" * 125), "|".join("-" * 125), "|\n" * 750))


def repeat(part: str) -> str:
    """The part until the text has the longest length that can be saved."""
    return (part * (REASONING_LENGTH // len(part) + 1))[:REASONING_LENGTH]


def build_random_text(seed: int) -> str:
    """A mixture of a few slow parts in random order, each of them repeated."""
    source = random.Random(seed)
    parts = source.sample(SLOW_PARTS, source.randint(2, 5))
    pieces, length = [], 0
    while length < REASONING_LENGTH:
        pieces.append(source.choice(parts) * source.choice((1, 1, 2, 30, 2000)))
        length += len(pieces[-1])
    return "".join(pieces)[:REASONING_LENGTH]


def assert_is_fast(text: str):
    start = time.process_time()
    render_markdown(text)
    assert time.process_time() - start < MAX_SECONDS


@pytest.mark.parametrize("part", [*SLOW_PARTS, WIDE_TABLE, f"> {WIDE_TABLE}"])
def test_a_slow_part_repeated_up_to_the_limit_is_rendered_in_a_second(part):
    assert_is_fast(repeat(part))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("  " * level + "- a" for level in range(170)),
        "\n".join(">" * level + "a" for level in range(240)),
        "".join("`" * length + "a " for length in range(240)),
        "".join(f"[{number}]: b\n" for number in range(2500)) + "[1]" * 1000,
        "[" * MAX_BRACKETS + "]" * MAX_BRACKETS,
        "[" * MAX_BRACKETS + "a " * REASONING_LENGTH,
        "[*a **b " * MAX_BRACKETS + "*a **b " * REASONING_LENGTH,
        "[a](" * MAX_BRACKETS + "`" * REASONING_LENGTH,
        ("![" + "*_`<" * 7) * MAX_BRACKETS,
    ],
)
def test_deep_nesting_is_rendered_in_a_second(text):
    assert_is_fast(text[:REASONING_LENGTH])


@pytest.mark.parametrize("seed", range(50))
def test_a_random_text_of_the_longest_length_is_rendered_in_a_second(seed):
    assert_is_fast(build_random_text(seed))


def test_two_megabytes_are_shown_as_they_are_typed():
    text = "*<b>" * 500_000
    assert_is_fast(text)
    assert render_markdown(text) == f"<p>{'*&lt;b&gt;' * 500_000}</p>"


def test_a_text_with_hundreds_of_links_is_still_rendered():
    assert render_markdown("[a](https://a.example) " * 500).count("<a ") == 500


@pytest.mark.parametrize("prefix", ["", "> ", "- > ", "1. "])
def test_a_table_with_too_many_cells_is_shown_as_text(prefix):
    rows = ["|".join("a" * 30), "|".join("-" * 30), *["|x|"] * 100]
    table = "\n".join(prefix + row for row in rows)
    assert "<table" not in render_markdown(table)


def test_tables_of_usual_size_are_shown_as_tables():
    table = "|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 40
    assert render_markdown(f"{table}\nText\n\n{table}").count("<table>") == 2
