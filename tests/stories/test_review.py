"""A reviewer remarks by keyboard, and the writer finds each remark beside what it is about."""

import pytest

from claims.models import Remark, Settlement
from claims.workflow import drafting
from tests import given
from tests.stories.steps import looked_at
from tests.stories.test_evidence_picker import press, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture
def verdict(own_database):
    for name in ("ana", "bo", "carla"):
        given.person(name)
    verdict, ana = given.draft(), given.person("ana")
    told = {"by": ana, "at": given.moment(), "stance": "context", "note": "Nobody asked them."}
    drafting.cite(verdict, given.passage(given.DOUBT), **told)
    verdict.refresh_from_db()
    return given.in_review(verdict=verdict)


def opened(page, sign_in, name, verdict) -> None:
    sign_in(name)
    page.goto(f"/desk/claims/verdict/{verdict.pk}/change/")


def remarked(page, said: str) -> None:
    """What is selected is picked; the focus is then on the remark."""
    press(page, "Enter")
    page.keyboard.type(said)
    tab_to(page, page.get_by_role("button", name="Add the remark"))
    with page.expect_navigation():
        press(page, "Enter")
    page.get_by_text("Everybody at the desk sees it.").wait_for()


def test_two_places_are_remarked_on_by_keyboard_sent_back_and_ticked_off(page, sign_in, verdict):
    opened(page, sign_in, "bo", verdict)
    looked_at(page)
    tab_to(page, page.locator("[data-part=reasoning]"))
    press(page, "ArrowRight ArrowRight ArrowRight Shift+ArrowRight Shift+ArrowRight")
    assert page.get_by_label("The words it is about").input_value() == ""
    remarked(page, "Which figure?")
    tab_to(page, page.locator("[data-part^=evidence]").nth(1))
    press(page, "End Shift+ArrowLeft Shift+ArrowLeft")
    remarked(page, "Did we?")
    looked_at(page)
    made = Remark.objects.order_by("pk").values_list("part", "words", "said")
    assert list(made) == [
        ("reasoning", "figure is **lower", "Which figure?"),
        ("note", "Nobody asked them", "Did we?"),
    ]
    page.locator("summary", has_text="Send back").click()
    page.get_by_role("button", name="Send back", exact=True).click()
    page.get_by_text("Sent back to its authors.").wait_for()
    opened(page, sign_in, "ana", verdict)
    looked_at(page)
    settle(page)


def settle(page) -> None:
    """Beside the reasoning, inside the form of the draft; what is typed there stays."""
    page.get_by_label("Finding", exact=True).fill("Typed before.")
    page.locator("summary", has_text="remark on the reasoning").click()
    page.get_by_label("What was done about it").first.fill("The table is named.")
    page.get_by_role("button", name="It is settled").first.click()
    page.get_by_text("Reviewers will see how.").wait_for()
    assert page.get_by_label("Finding", exact=True).input_value() == "Typed before."
    assert Settlement.objects.get().how == "The table is named."
    looked_at(page)


def test_words_selected_by_mouse_are_in_the_form(page, sign_in, verdict):
    opened(page, sign_in, "bo", verdict)
    page.locator("[data-part=finding]").evaluate("one => getSelection().selectAllChildren(one)")
    page.wait_for_function("() => document.getElementById('remark-form').elements.words.value")
    assert page.get_by_label("What it is about").input_value() == "finding"
    assert page.get_by_label("The words it is about").input_value() == verdict.finding


def test_without_a_script_the_part_is_chosen_and_the_words_are_typed(browser, site, verdict):
    with browser.new_context(base_url=site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/desk/login/")
        page.get_by_label("Username").fill("bo")
        page.get_by_label("Password").fill("bo-bo-bo")
        page.get_by_role("button", name="Sign in").click()
        page.goto(f"/desk/claims/verdict/{verdict.pk}/change/")
        page.get_by_label("What it is about").select_option("the finding")
        page.get_by_label("The words it is about").fill("a rise of 5 percent")
        page.get_by_label("Your remark").fill("Of what?")
        with page.expect_navigation():  # the whole page, before anything is typed into it
            page.get_by_role("button", name="Add the remark").click()
        page.get_by_text("do not stand in this part").wait_for()
        page.get_by_label("The words it is about").fill("a rise of 4 percent")
        page.get_by_role("button", name="Add the remark").click()
        page.get_by_text("Everybody at the desk sees it.").wait_for()
    assert Remark.objects.get().said == "Of what?"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_review_fits_its_window(page, sign_in, verdict, width, scheme, settings):
    settings.BLIND_SECOND_RATING = True
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    given.remark(verdict, part="reasoning", words="nobody names another")
    given.rated(verdict, by=given.person("carla"))
    opened(page, sign_in, "bo", verdict)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    looked_at(page)
