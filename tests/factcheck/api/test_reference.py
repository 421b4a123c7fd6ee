"""The reference page shows everything in the schema, without scripts and accessibly."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from factcheck.api.problems import PROBLEM_TYPES
from factcheck.api.v1.docs.views import get_document

RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Fifty similar objects take Axe long, so all but a few are removed.
REMOVE_SIMILAR = (
    "document.querySelectorAll('.operation:nth-of-type(n+4)').forEach(node => node.remove())"
)


@pytest.fixture
def page(partner):
    response = partner.request("docs/")
    assert response.status_code == 200
    return response.text


def test_every_address_parameter_object_and_problem_is_on_the_page(page):
    for path, methods in get_document()["paths"].items():
        assert f"<code>{path}</code>" in page
        for parameter in methods["get"].get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page
    for name in get_document()["components"]["schemas"]:
        assert name.startswith("Paginated") or f'id="object-{name}"' in page
    for problem_type in PROBLEM_TYPES.values():
        assert f'id="problem-{problem_type.slug}"' in page


def test_every_link_within_the_page_has_a_target(page):
    anchors = {part.split('"')[0] for part in page.split('href="#')[1:]}
    targets = {part.split('"')[0] for part in page.split(' id="')[1:]}
    assert anchors <= targets


def test_objects_are_linked_by_name(page):
    assert '<a href="#object-Verdict">Verdict</a>s' in page
    assert '<a href="#object-Record">Record</a> or null' in page
    assert "Serializer" not in page


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_page_is_accessible_under_the_content_security_policy(site, browser, width, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    response = page.goto(f"{site}/api/v1/docs/")
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]
    page.locator("summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(REMOVE_SIMILAR)
    assert Axe().run(page, options={"runOnly": RULES}).response["violations"] == []
    assert messages == []
    page.close()
