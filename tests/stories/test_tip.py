"""A reader suggests a claim to check; the desk finds it beside the nearest ones, and takes it."""

import pytest

from claims.models import Claim, Suggestion
from tests import given
from tests.stories.conftest import faults

pytestmark = pytest.mark.browser

MILK = "Milk costs twice as much as last year"
NARROW, WIDE = {"width": 320, "height": 900}, {"width": 1280, "height": 900}


def read(page) -> str:
    """What the page says; nothing is wrong with it, and it fits a narrow screen."""
    assert faults(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
    page.set_viewport_size(WIDE)
    return page.locator("main").inner_text()


def test_a_claim_is_suggested_by_keyboard_alone_and_taken_at_the_desk(page, sign_in):
    given.person("ana")
    near = given.claim("Milk costs as much as last year")
    _suggest(page)
    assert "It has arrived" in read(page)
    assert Suggestion.objects.get().said == MILK

    sign_in("ana")
    page.goto("/desk/")
    page.get_by_role("link", name=MILK, exact=True).click()
    said = read(page)
    assert "On the radio" in said and near.statement in said
    assert page.get_by_role("button", name=f"It is this claim: {near.statement}").is_visible()
    page.get_by_label("Statement").fill("Milk costs twice as much as a year ago")
    page.get_by_role("button", name="Record it as a new claim").click()
    page.get_by_text("Recorded. Nobody has begun").wait_for()
    taken = Claim.objects.get(suggestions__said=MILK)
    assert taken.statement == "Milk costs twice as much as a year ago"


def _suggest(page) -> None:
    """What robots see is met by no key: after the last field comes the button."""
    page.goto("/suggest/")
    assert "Only the desk reads it." in read(page)
    page.get_by_label("What was said").focus()
    for words in (MILK, "On the radio", "The minister", "olga@reader.example"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suggest/thanks/")
