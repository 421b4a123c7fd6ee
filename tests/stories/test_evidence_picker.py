"""Evidence is picked by keyboard alone, by touch, and without a script."""

import pytest

from claims.models import Evidence, Verdict
from claims.workflow import drafting
from sources.models import Snapshot
from tests import given
from tests.stories.steps import looked_at

pytestmark = pytest.mark.browser

TEXT = (
    "Read also: ten recipes for winter.\n\n"
    "The minister spoke on Monday. Trade rose by 12 percent in a year. "
    "The statistical office reported a rise of 4 %. 👩‍🌾 Farmers doubt both figures."
)
BEGINS = TEXT.index("The minister")
PICKED = {
    "Trade rose by 12 percent": "context",
    "The statistical office reported a rise of 4 %": "refutes",
    "doubt both figures": "supports",
}


@pytest.fixture
def draft(own_database):
    for name in ("ana", "bo", "carla"):
        given.person(name)
    given.snapshot(TEXT, body=[[BEGINS, len(TEXT)]])
    return drafting.draft(given.claim(), by=given.person("ana"), at=given.moment())


def opened(page, sign_in, draft) -> None:
    sign_in("ana")
    page.goto(f"/desk/claims/verdict/{draft.pk}/change/")


def tab_to(page, locator) -> None:
    """Go there with the Tab key, as somebody without a mouse does."""
    for _ in range(150):
        if locator.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("The Tab key does not lead there.")


def press(page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def test_three_quotes_are_picked_and_cited_by_keyboard_alone(page, sign_in, draft):
    opened(page, sign_in, draft)
    looked_at(page)
    # The first key goes to the first word of the article; each walk selects one of the quotes.
    walks = (
        "ArrowRight ArrowDown Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight",
        "ArrowRight ArrowDown ArrowDown Shift+ArrowDown",
        "End ArrowLeft ArrowLeft Shift+End",
    )
    for (words, stance), walk in zip(PICKED.items(), walks, strict=True):
        tab_to(page, page.locator("[data-text]"))
        press(page, walk)
        assert page.locator("[data-selected]").inner_text().endswith(f"words selected: {words}")
        assert page.get_by_label("Words to quote").input_value() == ""
        press(page, "Enter")
        assert page.get_by_label("Words to quote").input_value() == words
        assert page.locator("[data-selected]").inner_text() == f"To be quoted: {words}"
        page.keyboard.type(stance)  # the focus is on the stance
        tab_to(page, page.get_by_role("button", name="Cite these words"))
        with page.expect_navigation():
            press(page, "Enter")
        page.get_by_text("Cited.", exact=True).wait_for()
    looked_at(page)
    rows = Evidence.objects.filter(verdict=draft).values_list("passage__exact", "stance")
    assert dict(rows) == PICKED


def test_the_first_key_goes_to_the_words_that_were_looked_for(page, sign_in, draft):
    opened(page, sign_in, draft)
    page.get_by_label("Find words in this text").fill("farmers")
    page.get_by_label("Find words in this text").press("Enter")
    page.get_by_text("Place 1 of 1").wait_for()
    tab_to(page, page.locator("[data-text]"))
    press(page, "ArrowRight Shift+ArrowRight Enter")
    assert page.get_by_label("Words to quote").input_value() == "Farmers doubt"


def test_what_is_nearest_is_taken_by_keyboard(page, sign_in, draft):
    opened(page, sign_in, draft)
    page.get_by_label("Words to quote").fill("Trade rose by 21 percent in a year")
    page.locator("#cite").get_by_label("Note for readers").fill("What was said.")
    page.get_by_role("button", name="Where do they stand?").press("Enter")
    page.get_by_text("Nearest in the body").wait_for()
    looked_at(page)
    page.get_by_role("button", name="Quote these words instead").press("Enter")
    assert page.get_by_label("Words to quote").input_value() == "Trade rose by 12 percent in a year"
    page.keyboard.type("context")
    page.locator("#cite").get_by_label("Note for readers").press("Enter")
    page.get_by_text("Cited.", exact=True).wait_for()
    assert Verdict.objects.get().evidence.get().note == "What was said."


def test_words_selected_by_touch_are_in_the_form(page, sign_in, draft):
    """However a touch screen selects, it tells the page that the selection is another."""
    opened(page, sign_in, draft)
    page.locator("[data-text]").evaluate(
        """text => {
            const node = [...text.querySelectorAll("span")].at(-1).firstChild;
            const start = node.data.indexOf("Farmers doubt");
            getSelection().setBaseAndExtent(node, start, node, start + "Farmers doubt".length);
        }"""
    )
    page.wait_for_function("() => document.getElementById('cite').elements.exact.value")
    assert page.get_by_label("Words to quote").input_value() == "Farmers doubt"


def test_without_a_script_words_are_found_taken_and_cited(browser, site, draft):
    with browser.new_context(base_url=site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/desk/login/")
        page.get_by_label("Username").fill("ana")
        page.get_by_label("Password").fill("ana-ana-ana")
        page.get_by_role("button", name="Sign in").click()
        page.goto(f"/desk/claims/verdict/{draft.pk}/change/")
        page.get_by_label("Find words in this text").fill("FARMERS")
        page.get_by_role("button", name="Find them").click()
        page.get_by_text("Place 1 of 1").wait_for()
        assert page.locator("#hit-1").inner_text() == "Farmers"
        page.get_by_label("Words to quote").fill("The statistical office reported a rise of 40 %")
        page.get_by_label("Stance", exact=True).select_option("refutes")
        page.get_by_role("button", name="Where do they stand?").click()
        page.get_by_role("button", name="Quote these words instead").click()
        page.get_by_role("button", name="Cite these words").click()
        page.get_by_text("Cited.", exact=True).wait_for()
    office = "The statistical office reported a rise of 4 %"
    assert draft.evidence.get().passage.exact == office


def test_a_passage_in_the_text_leads_to_the_form_that_cites_it(page, sign_in, draft):
    given.passage("Farmers doubt both figures", of=Snapshot.objects.get())
    opened(page, sign_in, draft)
    link = page.locator("[data-text]").get_by_role("link", name="Farmers doubt both figures")
    tab_to(page, link)
    press(page, "Enter")
    page.get_by_label("Stance of passage 1").select_option("context")
    page.get_by_role("button", name="Cite passage 1").click()
    page.get_by_text("Cited.", exact=True).wait_for()
    assert draft.evidence.get().stance == "context"
    looked_at(page)


def test_what_was_found_fits_a_narrow_window(page, sign_in, draft):
    page.set_viewport_size({"width": 320, "height": 800})
    opened(page, sign_in, draft)
    page.get_by_label("Find words in this text").fill("rose")
    page.get_by_role("button", name="Find them").click()
    page.get_by_text("Place 1 of 1").wait_for()
    page.get_by_label("Words to quote").fill("The statistical office told of a rise of 40 %")
    page.get_by_role("button", name="Where do they stand?").click()
    page.get_by_text("Nearest in the body").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    looked_at(page)
