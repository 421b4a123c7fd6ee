"""Evidence is picked by keyboard alone, by touch, and without a script."""

import pytest
from playwright.sync_api import expect

from claims.models import Evidence, Verdict
from claims.workflow import drafting
from sources.models import Snapshot
from tests import given
from tests.stories.steps import check_accessibility

pytestmark = pytest.mark.browser

TEXT = (
    "Read also: ten recipes for winter.\n\n"
    "The minister spoke on Monday. Trade rose by 12 percent in a year. "
    "The statistical office counted a rise of 4 %. 👩‍🌾 Farmers doubt both figures."
)
BEGINS = TEXT.index("The minister")
PICKED = {
    "Trade rose by 12 percent": "context",
    "The statistical office counted a rise of 4 %": "refutes",
    "doubt both figures": "supports",
}


@pytest.fixture
def draft(own_database):
    for name in ("ana", "bo", "carla"):
        given.person(name)
    given.snapshot(TEXT, article_spans=[[BEGINS, len(TEXT)]])
    return drafting.create_draft(given.claim(), by=given.person("ana"), at=given.moment())


def open_workspace(page, sign_in, draft) -> None:
    sign_in("ana")
    page.goto(f"/desk/claims/verdict/{draft.pk}/change/")


def tab_to(page, locator) -> None:
    """Move the focus to the element with the Tab key only."""
    for _ in range(150):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("The Tab key does not reach the element.")


def press(page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def test_three_quotes_are_picked_and_cited_by_keyboard_alone(page, sign_in, draft):
    open_workspace(page, sign_in, draft)
    check_accessibility(page)
    # The first key goes to the first word of the article; each walk selects one of the quotes.
    walks = (
        "ArrowRight ArrowDown Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight",
        "ArrowRight ArrowDown ArrowDown Shift+ArrowDown",
        "End ArrowLeft ArrowLeft Shift+End",
    )
    for (quotation, stance), walk in zip(PICKED.items(), walks, strict=True):
        tab_to(page, page.locator("[data-text]"))
        press(page, walk)
        assert page.locator("[data-selected]").inner_text().endswith(f"words selected: {quotation}")
        expect(page.get_by_label("Quotation")).to_have_value("")
        press(page, "Enter")
        expect(page.get_by_label("Quotation")).to_have_value(quotation)
        expect(page.locator("[data-selected]")).to_have_text(f"Quote: {quotation}")
        page.keyboard.type(stance)  # the focus is on the stance
        tab_to(page, page.get_by_role("button", name="Add evidence"))
        with page.expect_navigation():
            press(page, "Enter")
        page.get_by_text("Evidence added.", exact=True).wait_for()
    check_accessibility(page)
    rows = Evidence.objects.filter(verdict=draft).values_list("passage__exact", "stance")
    assert dict(rows) == PICKED


def test_the_first_key_goes_to_the_words_that_were_searched(page, sign_in, draft):
    open_workspace(page, sign_in, draft)
    page.get_by_label("Search this text").fill("farmers")
    page.get_by_label("Search this text").press("Enter")
    page.get_by_text("Match 1 of 1").wait_for()
    tab_to(page, page.locator("[data-text]"))
    press(page, "ArrowRight Shift+ArrowRight Enter")
    expect(page.get_by_label("Quotation")).to_have_value("Farmers doubt")


def test_the_most_similar_words_are_quoted_by_keyboard(page, sign_in, draft):
    open_workspace(page, sign_in, draft)
    page.get_by_label("Quotation").fill("Trade rose by 21 percent in a year")
    page.locator("#cite").get_by_label("Note for readers").fill("What was said.")
    page.get_by_role("button", name="Find in text").press("Enter")
    page.get_by_text("Most similar words in the article").wait_for()
    check_accessibility(page)
    page.get_by_role("button", name="Quote these words instead").press("Enter")
    expect(page.get_by_label("Quotation")).to_have_value("Trade rose by 12 percent in a year")
    page.keyboard.type("context")
    page.locator("#cite").get_by_label("Note for readers").press("Enter")
    page.get_by_text("Evidence added.", exact=True).wait_for()
    assert Verdict.objects.get().evidence.get().note == "What was said."


def test_words_selected_by_touch_are_copied_into_the_form(page, sign_in, draft):
    """A touch screen changes the selection without any mouse or key event."""
    open_workspace(page, sign_in, draft)
    page.locator("[data-text]").evaluate(
        """text => {
            const node = [...text.querySelectorAll("span")].at(-1).firstChild;
            const start = node.data.indexOf("Farmers doubt");
            getSelection().setBaseAndExtent(node, start, node, start + "Farmers doubt".length);
        }"""
    )
    page.wait_for_function("() => document.getElementById('cite').elements.exact.value")
    expect(page.get_by_label("Quotation")).to_have_value("Farmers doubt")


def test_without_javascript_words_are_found_quoted_and_cited(browser, site, draft):
    with browser.new_context(base_url=site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/desk/login/")
        page.get_by_label("Username").fill("ana")
        page.get_by_label("Password").fill("ana-ana-ana")
        page.get_by_role("button", name="Sign in").click()
        page.goto(f"/desk/claims/verdict/{draft.pk}/change/")
        page.get_by_label("Search this text").fill("FARMERS")
        page.get_by_role("button", name="Search text").click()
        page.get_by_text("Match 1 of 1").wait_for()
        assert page.locator("#hit-1").inner_text() == "Farmers"
        page.get_by_label("Quotation").fill("The statistical office counted a rise of 40 %")
        page.get_by_label("Stance", exact=True).select_option("refutes")
        page.get_by_role("button", name="Find in text").click()
        page.get_by_role("button", name="Quote these words instead").click()
        page.get_by_role("button", name="Add evidence").click()
        page.get_by_text("Evidence added.", exact=True).wait_for()
    office = "The statistical office counted a rise of 4 %"
    assert draft.evidence.get().passage.exact == office


def test_a_saved_quote_in_the_text_links_to_the_form_that_cites_it(page, sign_in, draft):
    given.passage("Farmers doubt both figures", of=Snapshot.objects.get())
    open_workspace(page, sign_in, draft)
    link = page.locator("[data-text]").get_by_role("link", name="Farmers doubt both figures")
    tab_to(page, link)
    press(page, "Enter")
    page.get_by_label("Stance of quote 1").select_option("context")
    page.get_by_role("button", name="Add quote 1").click()
    page.get_by_text("Evidence added.", exact=True).wait_for()
    assert draft.evidence.get().stance == "context"
    check_accessibility(page)


def test_search_results_fit_a_narrow_window(page, sign_in, draft):
    page.set_viewport_size({"width": 320, "height": 800})
    open_workspace(page, sign_in, draft)
    page.get_by_label("Search this text").fill("rose")
    page.get_by_role("button", name="Search text").click()
    page.get_by_text("Match 1 of 1").wait_for()
    page.get_by_label("Quotation").fill("The statistical office counted a rise of 40 %")
    page.get_by_role("button", name="Find in text").click()
    page.get_by_text("Most similar words in the article").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check_accessibility(page)
