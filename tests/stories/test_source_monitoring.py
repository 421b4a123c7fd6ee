"""An article changes a number under a published verdict: the watch finds it, the desk answers, and
readers see all of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Alarm, Verdict
from claims.monitoring import recheck
from sources.models import Source
from tests import given
from tests.helpers import changing_site
from tests.helpers.changing_site import source_of
from tests.stories.conftest import faults
from tests.stories.steps import cite, looked_at, publish, record, review, save, write

pytestmark = pytest.mark.browser

CHANGED = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")


@pytest.fixture
def article(own_database):
    with changing_site.served() as served:
        yield served


def look(article, verdict, days: int) -> None:
    told = {"by": given.person("ana"), "at": changing_site.later(days), "reach": article.reach}
    recheck.look(source_of(verdict), **told)


def read(page, verdict) -> str:
    page.goto(f"/claims/{verdict.claim.public_id}/")
    page.reload()  # a browser keeps a page for a minute
    assert faults(page) == []
    return page.locator("main").inner_text()


def test_a_changed_number_is_found_answered_and_told(own_database, reached, page, sign_in):
    for name in ("ana", "bo", "carla"):
        given.person(name)
    address = reached.serve("/on-trade", page_with("4"))
    sign_in("ana")
    _capture(page, address)
    for step in (record, cite, write):
        step(page)
    for step in (review, publish):
        step(page, sign_in)
    verdict = Verdict.objects.get()
    assert "not checked since" in read(page, verdict)

    look_again(days=2)
    assert "still word for word in the article on" in read(page, verdict)

    reached.serve("/on-trade", page_with("17"))
    look_again(days=4)
    assert "The article has since changed: 4 →" in read(page, verdict)

    _decide(page, sign_in)
    for step in (review, publish):
        step(page, sign_in)
    said = read(page, verdict)
    assert "The article now gives 17 percent." in said
    assert "a source changed" in said.lower()
    page.goto(f"/sources/{source_of(verdict).public_id}/")
    looked_at(page)
    assert "0 of 1 quotations stood there as quoted" in page.locator("main").inner_text()


def page_with(number: str) -> str:
    """The article as its site serves it, among what is not the article."""
    paragraphs = [
        "The minister spoke on Monday. Trade with the neighbour rose by 12 percent in a year.",
        f"The statistical office reported a rise of {number} percent for the same year.",
        "Farmers doubt both figures, and the chamber of commerce has announced one of its own.",
    ]
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        "<!doctype html><html lang='en'><head><title>On trade</title></head><body>"
        "<nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>On trade</h1>{text}</article></main>"
        "<footer>Ten recipes for winter</footer></body></html>"
    )


def look_again(days: int) -> None:
    at = timezone.now() + timedelta(days=days)
    recheck.look(Source.objects.get(), by=given.person("ana"), at=at)


def _capture(page, address: str) -> None:
    page.get_by_role("link", name="Capture", exact=True).click()
    page.get_by_label("Fetch it from its address").fill(address)
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("Fetched from").wait_for()
    looked_at(page)
    page.get_by_role("button", name="Capture it").click()
    page.get_by_text("Captured.").wait_for()
    looked_at(page)


def _decide(page, sign_in) -> None:
    """The editor finds the task, sees old and new, corrects, and hands the next revision in."""
    sign_in("carla")
    page.get_by_role("heading", name="Quotations that changed").wait_for()
    looked_at(page)
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.get_by_role("heading", name="As it was found").wait_for()
    assert "4" in page.locator("del.material").inner_text()
    assert "17" in page.locator("ins.material").inner_text()
    page.locator("summary", has_text="Correct").click()
    looked_at(page)
    page.get_by_label("Kind of change").select_option("correction")
    page.locator("#id_correct_why").fill("The article now gives 17 percent.")
    page.get_by_role("button", name="Correct", exact=True).click()
    page.get_by_text("The next revision is a draft.").wait_for()
    assert Alarm.objects.get().following.revision == 2
    page.get_by_label("Finding", exact=True).fill("The office first reported 4 percent, then 17.")
    save(page)
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted.").wait_for()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_watch_is_wider_than_its_window(article, page, sign_in, width, scheme):
    verdict = changing_site.published(url=article.address)
    article.text = CHANGED
    look(article, verdict, 3)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in("ana")
    alarm = Alarm.objects.get().pk
    for address in (
        "/desk/",
        "/desk/claims/alarm/",
        f"/desk/claims/alarm/{alarm}/change/",
        "/desk/sources/check/",
        "/desk/sources/retrieval/",
        f"/claims/{verdict.claim.public_id}/",
        f"/sources/{source_of(verdict).public_id}/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert faults(page) == []
