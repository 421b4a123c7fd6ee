"""A page for the stories: in headless Chromium, talking to nobody but the site under test."""

from pathlib import Path

import axe_playwright_python
import pytest

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()


@pytest.fixture
def page(browser, site):
    """An empty page of a browser of its own; what it complains of fails the test."""
    with browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}) as context:
        page, complaints = context.new_page(), []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if not _ours(asked) else 0)
        page.complaints = complaints
        yield page
        assert not complaints, complaints


@pytest.fixture
def sign_in(page):
    """Sign a person of the cast in, and out whoever was before."""

    def sign(name: str) -> None:
        page.context.clear_cookies()
        page.goto("/desk/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("-".join([name] * 3))
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()

    return sign


def faults(page) -> list[str]:
    """What axe finds wrong with the page as it stands; empty when nothing is."""
    page.wait_for_load_state()
    page.locator("main").first.wait_for(state="attached")
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run().then(({violations}) => violations)")
    return [
        f"{page.url} {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]
    ]


def drag_over(page, words: str) -> None:
    """Select `words` in the text of a snapshot with the mouse; again if the lines moved."""
    for _ in range(5):
        _drag_once(page, words)
        selected = page.evaluate("() => getSelection().toString()")
        if selected.split() == words.split():
            return
    pytest.fail(f"The mouse selected {selected!r}.")


def _drag_once(page, words: str) -> None:
    page.wait_for_load_state()
    page.evaluate("() => document.fonts.ready.then(() => true)")  # the lines stand where they stay
    box = page.evaluate(
        """words => {
            const text = document.querySelector("[data-text]");
            const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            const start = text.textContent.indexOf(words), end = start + words.length;
            const range = document.createRange();
            for (let at = 0; walk.nextNode(); at += walk.currentNode.length) {
                const node = walk.currentNode, last = at + node.length;
                if (at <= start && start < last) range.setStart(node, start - at);
                if (at < end && end <= last) { range.setEnd(node, end - at); break; }
            }
            range.startContainer.parentElement.scrollIntoView({block: "center"});
            const rects = [...range.getClientRects()], first = rects[0], final = rects.at(-1);
            return [first.left, first.top + first.height / 2,
                    final.right, final.top + final.height / 2];
        }""",
        words,
    )
    page.mouse.move(box[0] + 0.5, box[1])
    page.mouse.down()
    page.mouse.move(box[2] + 0.5, box[3], steps=8)
    page.mouse.up()


def _ours(asked) -> bool:
    return asked.url.startswith(("http://127.0.0.1:", "data:"))
