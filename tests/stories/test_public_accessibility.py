"""Every page of the demonstration in a real browser, in the light and wide, in the dark and narrow.

Nothing may be wider than the screen, break the security policy or ask another host; and on every
kind of page axe must find nothing that WCAG 2.2 asks for, contrast of 7:1 included.
"""

from urllib.parse import urljoin, urlsplit

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("own_database", ["demo"], indirect=True),
]
SCREENS = [("light", 1280), ("dark", 320)]
NOT_PAGES = ("/api/", "/desk/", "/static/", "/admin/")
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LINKS = "Array.from(document.links, one => one.href)"
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"


def context(browser, scheme: str, width: int):
    return browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)


def every_page(page, site: str):
    """Opens all pages that links lead to from the home page, one after another."""
    seen, waiting = set(), [f"{site}/"]
    while waiting:
        address = waiting.pop().partition("#")[0]
        inside = address.startswith(f"{site}/")
        path = urlsplit(address).path
        if address in seen or not inside or path.startswith(NOT_PAGES) or path.endswith(".jsonld"):
            continue
        seen.add(address)
        assert page.goto(address).ok, address
        yield address
        waiting += [urljoin(address, one) for one in page.evaluate(LINKS)]


def kind_of(page, address: str) -> tuple:
    """What makes a page look different from another: its room, its depth, its tone."""
    parts = urlsplit(address).path.split("/")
    return parts[1], len(parts), page.evaluate("document.body.className")


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_every_page_fits_asks_nobody_else_and_has_nothing_that_axe_finds(
    site, browser, scheme, width
):
    from axe_playwright_python.sync_playwright import Axe

    page, axe, trouble = context(browser, scheme, width).new_page(), Axe(), []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("request", lambda one: one.url.startswith(site) or trouble.append(one.url))
    pages, kinds = 0, set()
    for address in every_page(page, site):
        pages += 1
        page.evaluate(OPEN)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            trouble.append(f"{address} is too wide")
        kind = kind_of(page, address)
        if kind in kinds:
            continue
        kinds.add(kind)
        found = axe.run(page, options={"runOnly": RULES}).response["violations"]
        trouble += [(address, one["id"], [x["target"] for x in one["nodes"]]) for one in found]
    assert trouble == []
    assert pages > 40


def test_a_reader_with_a_keyboard_comes_straight_to_the_content(site, browser):
    page = context(browser, "light", 1280).new_page()
    page.goto(f"{site}/changes/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_link_to_a_passage_arrives_at_the_passage(site, browser):
    page = context(browser, "light", 1280).new_page()
    page.goto(f"{site}/")
    page.click("text=See it in its source")
    place = urlsplit(page.url).fragment
    assert place.startswith("p-")
    assert page.locator(f"#{place} mark").count() == 1
