"""From a captured article to a published verdict, by three people, through the desk."""

import pytest

from claims.models import Claim
from sources.models import Snapshot
from tests import given
from tests.stories.conftest import drag_over
from tests.stories.steps import OFFICE, cite, looked_at, publish, record, review, write

pytestmark = pytest.mark.browser

TEASER = "Read also: ten recipes for winter."
ARTICLE = (
    "The minister spoke on Monday. Trade with the neighbour rose by 12 percent in a year. "
    "The statistical office reported a rise of 4 percent for the same year. "
    "👩‍🌾 Farmers doubt both."
)


@pytest.fixture
def cast(own_database):
    for name in ("ana", "bo", "carla"):
        given.person(name)


def test_three_people_bring_an_article_to_a_published_verdict(cast, page, sign_in):
    page.goto("/desk/")
    looked_at(page)
    sign_in("ana")
    looked_at(page)
    _capture(page)
    record(page)
    cite(page)
    write(page)
    review(page, sign_in)
    publish(page, sign_in)
    _read(page)


def _capture(page) -> None:
    page.get_by_role("link", name="Capture", exact=True).click()
    looked_at(page)
    page.get_by_label("Paste the text").fill(f"{TEASER}\n\n{ARTICLE}")
    page.get_by_label("Title").fill("On trade")
    page.get_by_role("button", name="Read it").click()
    drag_over(page, ARTICLE)
    page.get_by_role("button", name="Only this is the article").click()
    looked_at(page)
    page.get_by_role("button", name="Capture it").click()
    page.get_by_text("Captured.").wait_for()
    looked_at(page)
    snapshot = Snapshot.objects.get()
    ((start, end),) = snapshot.body.spans
    assert snapshot.text[start:end] == ARTICLE


def _read(page) -> None:
    page.context.clear_cookies()
    page.goto(f"/claims/{Claim.objects.get().public_id}/")
    assert page.get_by_text(OFFICE).count()
    assert page.get_by_text("Bo Byline").count()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_desk_is_wider_than_its_window(cast, page, sign_in, width, scheme):
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
        f"claims/verdict/{verdict.pk}/trail/",
        "sources/capture/",
        f"sources/snapshot/{snapshot}/change/",
        f"sources/snapshot/{snapshot}/body/",
        f"sources/source/{snapshot}/change/",
    ):
        page.goto(f"/desk/{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        looked_at(page)
