"""From a captured article to a published verdict, by three people, through the desk."""

import pytest

from claims.models import Claim, Verdict
from sources.models import Snapshot
from tests import given
from tests.browser.conftest import drag_over, faults

pytestmark = pytest.mark.browser

TEASER = "Read also: ten recipes for winter."
ARTICLE = (
    "The minister spoke on Monday. Trade with the neighbour rose by 12 percent in a year. "
    "The statistical office reported a rise of 4 percent for the same year. "
    "👩‍🌾 Farmers doubt both."
)
OFFICE = "The statistical office reported a rise of 4 percent"
WRITTEN = {
    "Finding": "The statistical office reports a rise of 4 percent, not of 12.",
    "Reasoning": "The office's figure is lower, and **nobody** names another.",
    "Searched and not found": "The article.",
    "What would change the finding": "A figure of the office that is higher.",
    "Why this claim": "It was repeated widely.",
}


@pytest.fixture
def cast(own_database):
    for name in ("ana", "bo", "carla"):
        given.person(name)


def looked_at(page) -> None:
    assert faults(page) == []


def test_three_people_bring_an_article_to_a_published_verdict(cast, page, sign_in):
    page.goto("/desk/")
    looked_at(page)
    sign_in("ana")
    looked_at(page)
    _capture(page)
    _record(page)
    _cite(page)
    _write(page)
    _review(page, sign_in)
    _publish(page, sign_in)
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


def _record(page) -> None:
    page.get_by_role("link", name="Record a claim").click()
    page.get_by_label("Statement").fill("Trade rose by 12 percent in a year")
    page.get_by_label("Origin").select_option("question")
    looked_at(page)
    page.get_by_role("button", name="Record the claim").click()
    page.get_by_role("button", name="Begin the verdict").wait_for()
    looked_at(page)
    page.get_by_role("button", name="Begin the verdict").click()


def _cite(page) -> None:
    """What was typed into the draft before survives the citation."""
    page.get_by_label("Finding", exact=True).fill("Typed before the citation.")
    drag_over(page, OFFICE)
    assert page.get_by_label("Words to quote").input_value() == OFFICE
    page.get_by_label("Stance", exact=True).select_option("refutes")
    page.locator("#cite").get_by_label("Note for readers").fill("The office's own figure.")
    page.get_by_role("button", name="Cite these words").click()
    page.get_by_text("Cited.").wait_for()
    assert page.get_by_label("Finding", exact=True).input_value() == "Typed before the citation."
    assert Verdict.objects.get().evidence.get().passage.exact == OFFICE
    looked_at(page)


def _write(page) -> None:
    page.get_by_label("Mostly false").check()
    page.get_by_label("Basis").select_option("single")
    page.get_by_label("Holds as of").fill("2026-10-30")
    for label, words in WRITTEN.items():
        page.get_by_label(label, exact=True).fill(words)
    assert page.get_by_role("button", name="Submit for review").is_disabled()
    page.get_by_text("Still missing: a rating").wait_for()
    _save(page)
    page.get_by_label("Basis").select_option("independent")
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("save the draft first").wait_for()  # a verb waits for what is not saved
    assert Verdict.objects.get().state == "draft"
    _save(page)
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted.").wait_for()
    looked_at(page)


def _save(page) -> None:
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("Saved.", exact=True).wait_for()


def _review(page, sign_in) -> None:
    sign_in("bo")
    page.get_by_role("heading", name="To review").wait_for()
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    looked_at(page)
    page.locator("summary", has_text="Approve").click()
    page.get_by_label("A comment for the desk").first.fill("I read the office's table.")
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_text("Approved. It can be published now.").wait_for()


def _publish(page, sign_in) -> None:
    sign_in("carla")
    page.get_by_role("heading", name="Approved, not yet published").wait_for()
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.get_by_role("link", name="Preview").click()
    page.get_by_text("Only the desk sees this.").wait_for()
    looked_at(page)
    page.get_by_role("link", name="Back to the work").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published. Readers see it now.").wait_for()
    looked_at(page)
    page.get_by_role("link", name="Trail").click()
    looked_at(page)


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
