"""What is in a declarative shadow root is read where a browser shows it."""

import time

import pytest

from sources.extraction.html.page import extract_page_article
from sources.extraction.html.shadow_roots import MAX_ROOTS, parse_with_shadow_roots
from sources.extraction.html.walk import read_page_text
from tests.sources.extraction.html.test_page import PARAGRAPHS

OPEN = "<template shadowrootmode=open>"


def read_text(html: str) -> str:
    return read_page_text(parse_with_shadow_roots(html)).text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<x-a>{OPEN}<p>one</p></template></x-a>", "one"),
        ("<x-a><template shadowrootmode='closed'><p>one</p></template></x-a>", "one"),
        (f"<x-a>{OPEN}<p>one <slot></slot></p></template><b>two</b> three</x-a>", "one two three"),
        (f"<x-a>{OPEN}<p>one</p></template>not shown</x-a>", "one"),
        (f"<x-a>{OPEN}<p><slot>default</slot></p></template></x-a>", "default"),
        (
            f"<x-a>{OPEN}<h2><slot name=t>no</slot></h2><p><slot></slot></p></template>"
            "body<b slot=t>title</b></x-a>",
            "title\n\nbody",
        ),
        (
            f"<x-a>{OPEN}<p>one</p><slot></slot></template>"
            f"<x-b>{OPEN}<p>two <slot></slot></p></template>three</x-b></x-a>",
            "one\n\ntwo three",
        ),
        (f"<x-a>{OPEN}<style>p{{display:none}}</style></template></x-a><p>one</p>", "one"),
        (f"<x-a>{OPEN}<template><p>no</p></template><p>one</p></template></x-a>", "one"),
        ("<template><p>no</p></template><p>one</p>", "one"),
    ],
)
def test_a_shadow_root_is_shown_with_its_slots_filled(html, text):
    assert read_text(html) == text


def test_the_article_of_a_web_component_is_found():
    last = "The works go on until next spring, the engineer of the harbour said to all who asked."
    article = extract_page_article(
        f"<html><body><news-article>{OPEN}<h1>Harbour</h1><slot></slot><p>{last}</p></template>"
        f"{''.join(PARAGRAPHS)}</news-article></body></html>"
    )
    assert "Residents who had come to listen" in article.text
    assert article.text.endswith(last)


@pytest.mark.parametrize(
    "html",
    [
        OPEN * 30_000,
        "<template" * 100_000,
        f"<x-a>{OPEN}<slot></slot></template>" * 2_000 + "words " * 100_000,
        f"<x-a>{OPEN}<p>a</p></template></x-a>" * (MAX_ROOTS * 10),
        f"<x-a>{OPEN}" + "<slot></slot>" * 20_000 + "</template>words</x-a>",
    ],
)
def test_the_time_is_bounded(html):
    start = time.process_time()
    parse_with_shadow_roots(html)
    assert time.process_time() - start < 2
