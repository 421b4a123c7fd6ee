"""From a captured article to a published verdict, by three people, through the desk."""

import pytest

from claims.models import Claim
from sources.models import Snapshot
from tests import given
from tests.stories.conftest import drag_over
from tests.stories.steps import OFFICE, check_accessibility, cite, publish, record, review, write

pytestmark = pytest.mark.browser

TEASER = "Read also: ten recipes for winter."
ARTICLE = (
    "The minister spoke on Monday. Trade with the neighbour rose by 12 percent in a year. "
    "The statistical office reported a rise of 4 percent for the same year. "
    "👩‍🌾 Farmers doubt both."
)


@pytest.fixture
def users(own_database):
    for name in ("ana", "bo", "carla"):
        given.person(name)


def test_three_people_bring_an_article_to_a_published_verdict(users, page, sign_in):
    page.goto("/desk/")
    check_accessibility(page)
    sign_in("ana")
    check_accessibility(page)
    _capture(page)
    record(page)
    cite(page)
    write(page)
    review(page, sign_in)
    publish(page, sign_in)
    _read_public_page(page)


def _capture(page) -> None:
    page.get_by_role("link", name="Capture a source").first.click()
    check_accessibility(page)
    page.get_by_label("Or paste the text").fill(f"{TEASER}\n\n{ARTICLE}")
    page.get_by_label("Title").fill("On trade")
    page.get_by_role("button", name="Preview").click()
    drag_over(page, ARTICLE)
    page.get_by_role("button", name="Keep only selection").click()
    check_accessibility(page)
    page.get_by_role("button", name="Save snapshot").click()
    page.get_by_text("Captured.").wait_for()
    check_accessibility(page)
    snapshot = Snapshot.objects.get()
    ((start, end),) = snapshot.article_text.spans
    assert snapshot.text[start:end] == ARTICLE


def _read_public_page(page) -> None:
    page.context.clear_cookies()
    page.goto(f"/claims/{Claim.objects.get().public_id}/")
    assert page.get_by_text(OFFICE).count()
    assert page.get_by_text("Bo Byline").count()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_desk_is_wider_than_its_window(users, page, sign_in, width, scheme):
    verdict = given.sent_back()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in("ana")
    snapshot = verdict.evidence.get().passage.snapshot_id
    for address in (
        "",
        "claims/claim/",
        f"claims/claim/{verdict.claim_id}/change/",
        "claims/claim/add/",
        f"claims/verdict/{verdict.pk}/change/",
        f"claims/verdict/{verdict.pk}/preview/",
        f"claims/verdict/{verdict.pk}/timeline/",
        "sources/capture/",
        f"sources/snapshot/{snapshot}/change/",
        f"sources/snapshot/{snapshot}/article-text/",
        f"sources/source/{snapshot}/change/",
    ):
        page.goto(f"/desk/{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        check_accessibility(page)
