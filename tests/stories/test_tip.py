"""A reader suggests a claim to check; the desk compares it with similar claims and accepts it."""

import pytest

from claims.models import Claim, Tip
from tests import given
from tests.stories.conftest import find_accessibility_faults

pytestmark = pytest.mark.browser

MILK = "Milk costs twice as much as last year"
NARROW, WIDE = {"width": 320, "height": 900}, {"width": 1280, "height": 900}


def read(page) -> str:
    """The text of the page, which must be accessible and fit a narrow screen."""
    assert find_accessibility_faults(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
    page.set_viewport_size(WIDE)
    return page.locator("main").inner_text()


def test_a_claim_is_suggested_by_keyboard_and_accepted_at_the_desk(page, sign_in):
    given.person("ana")
    similar = given.claim("Milk costs as much as last year")
    _suggest(page)
    assert "We have received it" in read(page)
    assert Tip.objects.get().text == MILK

    sign_in("ana")
    page.goto("/desk/")
    page.get_by_role("link", name=MILK, exact=True).click()
    text = read(page)
    assert "On the radio" in text and similar.statement in text
    assert page.get_by_role("button", name=f"Link to this claim: {similar.statement}").is_visible()
    page.get_by_label("Claim", exact=True).fill("Milk costs twice as much as a year ago")
    page.get_by_role("button", name="Record as a new claim").click()
    page.get_by_text("Claim recorded. It has no fact-check yet.").wait_for()
    claim = Claim.objects.get(tips__text=MILK)
    assert claim.statement == "Milk costs twice as much as a year ago"


def _suggest(page) -> None:
    """The tab key skips the honeypot: the button follows the last field."""
    page.goto("/suggest/")
    assert "Only the desk reads it." in read(page)
    page.get_by_label("What was said").focus()
    for text in (MILK, "On the radio", "The minister", "olga@reader.example"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suggest/thanks/*")
