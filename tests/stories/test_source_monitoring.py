"""A source changes: a recheck finds it, the desk corrects, and readers see the change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import SourceAlert, Verdict
from claims.monitoring import recheck
from sources.models import Source
from tests import given
from tests.helpers import changing_site
from tests.helpers.changing_site import get_source
from tests.stories.conftest import find_accessibility_faults
from tests.stories.steps import check_accessibility, cite, publish, record, review, save, write

pytestmark = pytest.mark.browser

CHANGED = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")


@pytest.fixture
def article(own_database):
    with changing_site.serve_article() as served:
        yield served


def recheck_article(article, verdict, days: int) -> None:
    recheck.recheck_source(
        get_source(verdict),
        by=given.person("ana"),
        at=changing_site.get_later_moment(days),
        network_access=article.network_access,
    )


def read(page, verdict) -> str:
    page.goto(f"/claims/{verdict.claim.public_id}/")
    page.reload()  # a browser keeps a page for a minute
    assert find_accessibility_faults(page) == []
    return page.locator("main").inner_text()


def test_a_changed_number_is_found_and_corrected(own_database, reached, page, sign_in):
    for name in ("ana", "bo", "carla"):
        given.person(name)
    address = reached.serve("/on-trade", build_page("4"))
    sign_in("ana")
    _capture(page, address)
    for step in (record, cite, write):
        step(page)
    for step in (review, publish):
        step(page, sign_in)
    verdict = Verdict.objects.get()
    assert "when it was captured" in read(page, verdict)

    recheck_source(days=2)
    assert "last found word for word in the article on" in read(page, verdict)

    reached.serve("/on-trade", build_page("17"))
    recheck_source(days=4)
    text = read(page, verdict)
    assert "last found word for word in the article on" in text
    assert "The article has since changed" not in text  # no editor has read it

    _decide(page, sign_in)
    assert "The article has since changed: 4 →" in read(page, verdict)
    for step in (review, publish):
        step(page, sign_in)
    text = read(page, verdict)
    assert "The article now gives 17 percent." in text
    assert "a source changed" in text.lower()
    page.goto(f"/sources/{get_source(verdict).public_id}/")
    check_accessibility(page)
    assert "0 of 1 quotes unchanged" in page.locator("main").inner_text()


def build_page(number: str) -> str:
    """The web page with the article, a navigation and a footer."""
    paragraphs = [
        "The minister spoke on Monday. Trade with the neighbour rose by 12 percent in a year.",
        f"The statistical office reported a rise of {number} percent for the same year.",
        "Farmers doubt both figures, and the chamber of commerce has announced one of its own.",
    ]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<!doctype html><html lang='en'><head><title>On trade</title></head><body>"
        "<nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>On trade</h1>{text}</article></main>"
        "<footer>Ten recipes for winter</footer></body></html>"
    )


def recheck_source(days: int) -> None:
    at = timezone.now() + timedelta(days=days)
    recheck.recheck_source(Source.objects.get(), by=given.person("ana"), at=at)


def _capture(page, address: str) -> None:
    page.get_by_role("link", name="Capture a source").first.click()
    page.get_by_label("Fetch from a URL").fill(address)
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("Fetched from").wait_for()
    check_accessibility(page)
    page.get_by_role("button", name="Save snapshot").click()
    page.get_by_text("Captured.").wait_for()
    check_accessibility(page)


def _decide(page, sign_in) -> None:
    """The editor compares old and new, starts a correction and submits the next revision."""
    sign_in("carla")
    page.get_by_role("heading", name="Source alerts").wait_for()
    check_accessibility(page)
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.get_by_role("heading", name="At the last recheck").wait_for()
    assert "4" in page.locator("del.material").inner_text()
    assert "17" in page.locator("ins.material").inner_text()
    page.locator("summary", has_text="Correct").click()
    check_accessibility(page)
    page.get_by_label("Kind of change").select_option("correction")
    page.locator("#id_correct_reason").fill("The article now gives 17 percent.")
    page.get_by_role("button", name="Correct or update", exact=True).click()
    page.get_by_text("Draft created.").wait_for()
    assert SourceAlert.objects.get().resulting_verdict.revision == 2
    page.get_by_label("Conclusion", exact=True).fill(
        "The office first reported 4 percent, then 17."
    )
    save(page)
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted for review.").wait_for()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_about_rechecks_is_wider_than_its_window(article, page, sign_in, width, scheme):
    verdict = changing_site.create_published_verdict(url=article.url)
    article.text = CHANGED
    recheck_article(article, verdict, 3)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in("ana")
    alert = SourceAlert.objects.get().pk
    for address in (
        "/desk/",
        "/desk/claims/sourcealert/",
        f"/desk/claims/sourcealert/{alert}/change/",
        "/desk/sources/quotecheck/",
        "/desk/sources/retrieval/",
        f"/claims/{verdict.claim.public_id}/",
        f"/sources/{get_source(verdict).public_id}/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert find_accessibility_faults(page) == []
