"""The structures of articles in Chromium: the text it shows, and where fragments lead."""

import pytest

from benchmarks.inner_text import (
    find_first_difference,
    fold_white_space,
    list_stretches,
    read_inner_text,
)
from sources.extraction.extracted_text import LEFT_OUT
from sources.extraction.text import extract_text
from sources.media_types import HTML
from sources.quotes.page_characters import restore_page_characters
from sources.quotes.text_fragments import add_text_directive, find_shortest_directive
from tests.helpers.page_structures import STRUCTURES, build_page
from tests.stories.test_text_fragments import (
    HEIGHT,
    WIDTH,
    get_highlighted_box,
    wait_for_edges,
)

pytestmark = pytest.mark.browser

URL = "https://news.example/harbour"
# The edges of the words on the screen: left, top, right, bottom. White space does not count.
FIND_WORDS = """words => {
    const wanted = words.replace(/\\s+/g, ""), places = [];
    const walk = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    let all = "";
    while (walk.nextNode()) {
        const node = walk.currentNode, element = node.parentElement;
        if (getComputedStyle(element).display === "none") continue;
        for (let i = 0; i < node.length; i++)
            if (!/\\s/.test(node.data[i])) { all += node.data[i]; places.push([node, i]); }
    }
    const start = all.indexOf(wanted), boxes = [];
    for (const [node, i] of places.slice(start, start + wanted.length)) {
        if (node.parentElement.closest(".sr-only, .visually-hidden")) continue;
        const range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        boxes.push(...[...range.getClientRects()].filter(box => box.width > 0.1));
    }
    return [Math.min(...boxes.map(box => box.left)), Math.min(...boxes.map(box => box.top)),
            Math.max(...boxes.map(box => box.right)), Math.max(...boxes.map(box => box.bottom))];
}"""


@pytest.fixture(scope="module")
def article():
    return extract_text(build_page(), HTML)


@pytest.fixture
def tab(browser):
    """An empty page that gets the structures at `URL`, and nothing from anywhere else."""
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        tab = context.new_page()
        tab.route("**/*", lambda route: route.fulfill(body=build_page(), content_type="text/html"))
        yield tab


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda structure: structure.name)
def test_the_text_is_what_chromium_shows(browser, structure):
    page = build_page((structure,))
    shown = fold_white_space(read_inner_text(browser, page))
    for stretch in list_stretches(extract_text(page, HTML)):
        assert find_first_difference(stretch, shown) == ""


@pytest.mark.parametrize("structure", STRUCTURES, ids=lambda structure: structure.name)
def test_fragments_open_at_the_quoted_words(tab, article, structure):
    left_out = [(part.start, part.label) for part in article.parts if part.kind == LEFT_OUT]
    characters = restore_page_characters(article.text, article.added, left_out)
    for quote in structure.quotes:
        start = article.text.index(quote)
        directive = find_shortest_directive(
            article.text,
            start,
            start + len(quote),
            added=article.added,
            left_out=left_out,
            has_folded_spaces=True,
        )
        tab.goto(add_text_directive(URL, str(directive)))
        first, last = characters.map_span(start, start + len(quote))
        edges = wait_for_edges(tab, FIND_WORDS, characters.text[first:last])
        assert get_highlighted_box(tab) == pytest.approx(edges, abs=6), quote
        tab.goto("about:blank")
