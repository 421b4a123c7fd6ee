"""Every page of the demonstration in a browser: light and wide, dark and narrow.

No page may be wider than the screen, break the content security policy or request another host. On
each kind of page axe must find no violation of WCAG 2.2, including a contrast of 7:1.
"""

from urllib.parse import urljoin, urlsplit

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("own_database", ["demo"], indirect=True),
]
SCREENS = [("light", 1280), ("dark", 320)]
SKIPPED = ("/api/", "/desk/", "/static/", "/admin/")
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIST_LINKS = "Array.from(document.links, link => link.href)"
OPEN_DETAILS = "document.querySelectorAll('details').forEach(details => { details.open = true })"


def create_context(browser, scheme: str, width: int):
    return browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)


def open_every_page(page, site: str):
    """Opens all pages that can be reached by links from the home page, one after another."""
    opened, queue = set(), [f"{site}/"]
    while queue:
        url = queue.pop().partition("#")[0]
        path = urlsplit(url).path
        if url in opened or not url.startswith(f"{site}/"):
            continue
        if path.startswith(SKIPPED) or path.endswith((".json", ".jsonld")):
            continue
        opened.add(url)
        assert page.goto(url).ok, url
        yield url
        queue += [urljoin(url, link) for link in page.evaluate(LIST_LINKS)]


def get_kind(page, url: str) -> tuple:
    """What distinguishes kinds of pages: section, depth and tone."""
    parts = urlsplit(url).path.split("/")
    return parts[1], len(parts), page.evaluate("document.body.className")


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
def test_every_page_fits_requests_no_other_host_and_is_accessible(site, browser, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    page, axe, problems = create_context(browser, scheme, width).new_page(), Axe(), []
    page.on("console", lambda message: problems.append(message.text))
    page.on("request", lambda request: request.url.startswith(site) or problems.append(request.url))
    page_count, kinds = 0, set()
    for url in open_every_page(page, site):
        page_count += 1
        page.evaluate(OPEN_DETAILS)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{url} is too wide")
        kind = get_kind(page, url)
        if kind in kinds:
            continue
        kinds.add(kind)
        violations = axe.run(page, options={"runOnly": RULES}).response["violations"]
        problems += [
            (url, violation["id"], [node["target"] for node in violation["nodes"]])
            for violation in violations
        ]
    assert problems == []
    assert page_count > 40


def test_the_first_tab_key_skips_to_the_content(site, browser):
    page = create_context(browser, "light", 1280).new_page()
    page.goto(f"{site}/changes/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_link_to_a_passage_opens_the_source_at_the_passage(site, browser):
    page = create_context(browser, "light", 1280).new_page()
    page.goto(f"{site}/")
    page.click("text=See it in its source")
    fragment = urlsplit(page.url).fragment
    assert fragment.startswith("p-")
    assert page.locator(f"#{fragment} mark").count() == 1
