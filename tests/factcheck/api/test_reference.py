"""The reference page tells everything the schema knows, to everybody, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from factcheck.api.problems import KINDS
from factcheck.api.v1.docs import views

RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Axe takes long over fifty objects of the same make: a few stand for all.
ALIKE = "document.querySelectorAll('.operation:nth-of-type(n+4)').forEach(one => one.remove())"


@pytest.fixture
def page(partner):
    response = partner.ask("docs/")
    assert response.status_code == 200
    return response.text


def test_every_address_parameter_object_and_problem_is_on_the_page(page):
    for path, methods in views.document()["paths"].items():
        assert f"<code>{path}</code>" in page
        for parameter in methods["get"].get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page
    for name in views.document()["components"]["schemas"]:
        assert name.startswith("Paginated") or f'id="object-{name}"' in page
    for kind in KINDS.values():
        assert f'id="problem-{kind.slug}"' in page


def test_every_link_within_the_page_leads_somewhere(page):
    anchors = {part.split('"')[0] for part in page.split('href="#')[1:]}
    targets = {part.split('"')[0] for part in page.split(' id="')[1:]}
    assert anchors <= targets


def test_an_object_is_called_by_its_name(page):
    assert '<a href="#object-Verdict">Verdict</a>s' in page
    assert '<a href="#object-Record">Record</a> or null' in page
    assert "Serializer" not in page


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_browser_shows_it_under_the_strict_policy_and_to_everybody(site, browser, width, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    response = page.goto(f"{site}/api/v1/docs/")
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]
    page.locator("summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(ALIKE)
    assert Axe().run(page, options={"runOnly": RULES}).response["violations"] == []
    assert complaints == []
    page.close()
