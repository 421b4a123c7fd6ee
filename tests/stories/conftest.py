"""Fixtures of the stories: a page in headless Chromium that may load only the site under test."""

from pathlib import Path

import axe_playwright_python
import pytest

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()


@pytest.fixture
def page(browser, site):
    """An empty page in a new browser context; any error in it fails the test."""
    with browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}) as context:
        page, errors = context.new_page(), []
        page.on("console", lambda text: errors.append(text.text) if text.type == "error" else 0)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "request", lambda request: errors.append(request.url) if not _is_own(request) else 0
        )
        page.errors = errors
        yield page
        assert not errors, errors


@pytest.fixture
def sign_in(page):
    """Sign in as a user of `given`; the previous user is signed out."""

    def sign(name: str) -> None:
        page.context.clear_cookies()
        page.goto("/desk/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("-".join([name] * 3))
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()

    return sign


def find_accessibility_faults(page) -> list[str]:
    """List the accessibility violations that axe finds on the page."""
    page.wait_for_load_state()
    page.locator("main").first.wait_for(state="attached")
    page.evaluate(AXE)
    violations = page.evaluate("() => axe.run().then(({violations}) => violations)")
    return [
        f"{page.url} {violation['id']}: {node['html'][:160]}"
        for violation in violations
        for node in violation["nodes"]
    ]


def drag_over(page, text: str) -> None:
    """Select `text` in the text of a snapshot with the mouse; again if the lines moved."""
    for _ in range(5):
        _drag_once(page, text)
        selected = page.evaluate("() => getSelection().toString()")
        if selected.split() == text.split():
            return
    pytest.fail(f"The mouse selected {selected!r}.")


def _drag_once(page, text: str) -> None:
    page.wait_for_load_state()
    page.evaluate("() => document.fonts.ready.then(() => true)")  # no more reflow
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
        text,
    )
    page.mouse.move(box[0] + 0.5, box[1])
    page.mouse.down()
    page.mouse.move(box[2] + 0.5, box[3], steps=8)
    page.mouse.up()


def _is_own(request) -> bool:
    return request.url.startswith(("http://127.0.0.1:", "data:"))
