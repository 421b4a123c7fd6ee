"""URLs that point at words, opened in Chromium: it scrolls to the words and highlights them."""

import base64
import html
import http.server
import re
import threading

import pytest

from sources.quotes.text_fragments import (
    TextDirective,
    add_text_directive,
    find_shortest_directive,
)

pytestmark = pytest.mark.browser

FILLING = "\n".join(["Nothing of note happened in this paragraph, as in so many before it."] * 60)
TWICE = "The minister said that trade grew by a tenth, and no one asked him why."
COPIES = f"{TWICE}\n{FILLING}\nOn Tuesday again: {TWICE} So it was.\n{FILLING}\nThe end."
TRICKY = (
    f"{FILLING}\n"
    "Russia agreed to transfer Iskander-M systems, Lukashenko said; 70% of trade & all “goods”.\n"
    "It was an unimportant meeting (so he said), costing 3,000.50 euros in Łódź and Üxküll.\n"
    "Ministr pohovořil o růstu, а министр сказал: «торговля выросла на 17 %» — вчера.\n"
    "וזהו משפט בעברית על המסחר בין שתי המדינות, והוא ארוך דיו.\n"
    "大臣は貿易の増加を昨日発表した。明日も発表する。\n"
    "รัฐมนตรีกล่าวว่าการค้าเพิ่มขึ้นเมื่อวาน\n"
    f"One more paragraph begins here and has words.\nAnd a last one ends it all.\n{FILLING}"
)
CASES = [
    (COPIES, TWICE, 1),
    (COPIES, TWICE, 2),
    (COPIES, "said that trade grew", 2),
    (COPIES, "no one", 2),
    (TRICKY, "transfer Iskander-M systems, Lukashenko said; 70% of trade & all “goods”", 1),
    (TRICKY, "Iskander-M", 1),
    (TRICKY, "70%", 1),
    (TRICKY, "important meeting (so he said), costing 3,000.50", 1),
    (TRICKY, "in Łódź and Üxküll", 1),
    (TRICKY, "а министр сказал: «торговля выросла на 17 %» — вчера", 1),
    (TRICKY, "על המסחר בין שתי המדינות", 1),
    (TRICKY, "貿易の増加", 1),
    (TRICKY, "発表", 2),
    (TRICKY, "การค้า", 1),
    (TRICKY, "paragraph begins here and has words.\nAnd a last one", 1),
    (TRICKY, TRICKY[TRICKY.index("Russia agreed") : TRICKY.index(" ends it all")], 1),
]
WIDTH, HEIGHT = 900, 700
# The highlight is the only colour on the page: its blue is well above its green.
FIND_HIGHLIGHT = """async picture => {
    const image = await createImageBitmap(await (await fetch(picture)).blob());
    const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
    pen.drawImage(image, 0, 0);
    const {data} = pen.getImageData(0, 0, image.width, image.height), xs = [], ys = [];
    for (let i = 0; i < data.length; i += 4) {
        if (data[i + 2] - data[i + 1] < 24) continue;
        xs.push(i / 4 % image.width);
        ys.push(Math.floor(i / 4 / image.width));
    }
    const least = all => all.reduce((a, b) => Math.min(a, b));
    const most = all => all.reduce((a, b) => Math.max(a, b));
    return xs.length ? [least(xs), least(ys), most(xs) + 1, most(ys) + 1] : null;
}"""
FIND_EDGES = """span => {
    const range = document.createRange(), texts = [];
    for (const block of document.querySelectorAll("p")) texts.push(block.firstChild);
    let offset = 0;
    for (const text of texts) {
        const begins = offset, ends = offset + [...text.data].length;
        const unit = point => [...text.data].slice(0, point - begins).join("").length;
        if (begins <= span[0] && span[0] < ends) range.setStart(text, unit(span[0]));
        if (begins < span[1] && span[1] <= ends) range.setEnd(text, unit(span[1]));
        offset = ends + 1;
    }
    const boxes = [...range.getClientRects()];
    return [Math.min(...boxes.map(box => box.left)), Math.min(...boxes.map(box => box.top)),
            Math.max(...boxes.map(box => box.right)), Math.max(...boxes.map(box => box.bottom))];
}"""


@pytest.fixture(scope="module")
def serve():
    """Serves texts as pages on the loopback interface, one paragraph per line; returns URLs."""
    pages = {}

    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def serve_text(text: str) -> str:
        path = f"/{len(pages)}.html"
        paragraphs = "".join(f'<p dir="auto">{html.escape(line)}</p>' for line in text.split("\n"))
        pages[path] = f"<!doctype html><meta charset=utf-8><title>Page</title>{paragraphs}"
        return f"http://127.0.0.1:{server.server_port}{path}"

    yield serve_text
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tab(browser):
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        yield context.new_page()


def wait_for_edges(tab, script: str, words) -> list[float]:
    """Wait until the words are on the screen; return their left, top, right and bottom edges.

    A browser may scroll some frames after the page has loaded, as when it opens a `details`.
    """
    in_view = "edges => 0 <= edges[1] && edges[3] <= innerHeight ? edges : null"
    return tab.wait_for_function(f"words => ({in_view})(({script})(words))", arg=words).json_value()


def get_highlighted_box(tab) -> list[float]:
    """Return the edges of all that Chromium highlights: left, top, right, bottom."""
    picture = base64.b64encode(tab.screenshot()).decode()
    return tab.evaluate(FIND_HIGHLIGHT, f"data:image/png;base64,{picture}")


@pytest.mark.parametrize(("text", "exact", "copy"), CASES)
def test_the_browser_scrolls_to_the_words_and_highlights_only_them(serve, tab, text, exact, copy):
    start = [match.start() for match in re.finditer(re.escape(exact), text)][copy - 1]
    directive = find_shortest_directive(text, start, start + len(exact))
    tab.goto(add_text_directive(serve(text), str(directive)))
    edges = wait_for_edges(tab, FIND_EDGES, [start, start + len(exact)])
    assert get_highlighted_box(tab) == pytest.approx(edges, abs=2)


def test_words_given_without_their_context_highlight_an_earlier_copy(serve, tab):
    directive = TextDirective("said that trade grew")
    tab.goto(add_text_directive(serve(COPIES), str(directive)))
    assert tab.evaluate("scrollY") == 0
    assert get_highlighted_box(tab)[1] < HEIGHT / 4


def test_a_term_with_a_bare_hyphen_highlights_nothing(serve, tab):
    tab.goto(add_text_directive(serve(TRICKY), "text=transfer%20Iskander-M%20systems"))
    assert get_highlighted_box(tab) is None
