"""A reviewer comments by keyboard, and the author finds each comment next to its text."""

import pytest
from playwright.sync_api import expect

from claims.models import ReviewComment, ReviewCommentResolution
from claims.workflow import drafting
from tests import given
from tests.stories.steps import check_accessibility
from tests.stories.test_evidence_picker import press, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture
def verdict(own_database):
    for name in ("ana", "bo", "carla"):
        given.person(name)
    verdict, ana = given.draft(), given.person("ana")
    drafting.cite(
        verdict,
        given.passage(given.DOUBT),
        by=ana,
        at=given.moment(),
        stance="context",
        note="No one asked.",
    )
    verdict.refresh_from_db()
    return given.in_review(verdict=verdict)


def open_workspace(page, sign_in, name, verdict) -> None:
    sign_in(name)
    page.goto(f"/desk/claims/verdict/{verdict.pk}/change/")


def add_comment(page, text: str) -> None:
    """Pick the selected words with Enter, which moves the focus to the comment; then post it."""
    press(page, "Enter")
    page.keyboard.type(text)
    tab_to(page, page.get_by_role("button", name="Add comment"))
    with page.expect_navigation():
        press(page, "Enter")
    page.get_by_text("Everyone at the desk can read it.").wait_for()


def test_comments_on_two_sections_are_made_by_keyboard_and_resolved(page, sign_in, verdict):
    open_workspace(page, sign_in, "bo", verdict)
    check_accessibility(page)
    tab_to(page, page.locator("[data-part=reasoning]"))
    press(page, "ArrowRight ArrowRight ArrowRight Shift+ArrowRight Shift+ArrowRight")
    expect(page.get_by_label("Quoted words")).to_have_value("")
    add_comment(page, "Which figure?")
    tab_to(page, page.locator("[data-part^=evidence]").nth(1))
    press(page, "End Shift+ArrowLeft Shift+ArrowLeft")
    add_comment(page, "Did we?")
    check_accessibility(page)
    comments = ReviewComment.objects.order_by("pk").values_list("section", "quoted_text", "text")
    assert list(comments) == [
        ("reasoning", "figure is **lower", "Which figure?"),
        ("note", "No one asked", "Did we?"),
    ]
    page.locator("summary", has_text="Send back").click()
    page.get_by_role("button", name="Send back", exact=True).click()
    page.get_by_text("Sent back to its authors.").wait_for()
    open_workspace(page, sign_in, "ana", verdict)
    check_accessibility(page)
    resolve(page)


def resolve(page) -> None:
    """Resolve the comment next to the reasoning; unsaved text of the draft is kept."""
    page.get_by_label("Conclusion", exact=True).fill("Typed before.")
    page.locator("summary", has_text="comment on the reasoning").click()
    page.get_by_label("What you did about it").first.fill("The table is named.")
    page.get_by_role("button", name="Resolve", exact=True).first.click()
    page.get_by_text("Review comment resolved.").wait_for()
    expect(page.get_by_label("Conclusion", exact=True)).to_have_value("Typed before.")
    assert ReviewCommentResolution.objects.get().text == "The table is named."
    check_accessibility(page)


def test_words_selected_by_mouse_are_copied_into_the_form(page, sign_in, verdict):
    open_workspace(page, sign_in, "bo", verdict)
    page.locator("[data-part=conclusion]").evaluate(
        "element => getSelection().selectAllChildren(element)"
    )
    page.wait_for_function(
        "() => document.getElementById('review-comment-form').elements.quoted_text.value"
    )
    expect(page.get_by_label("Part of the fact-check")).to_have_value("conclusion")
    expect(page.get_by_label("Quoted words")).to_have_value(verdict.conclusion)


def test_without_javascript_the_section_is_chosen_and_the_words_are_typed(browser, site, verdict):
    with browser.new_context(base_url=site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/desk/login/")
        page.get_by_label("Username").fill("bo")
        page.get_by_label("Password").fill("bo-bo-bo")
        page.get_by_role("button", name="Sign in").click()
        page.goto(f"/desk/claims/verdict/{verdict.pk}/change/")
        page.get_by_label("Part of the fact-check").select_option("the conclusion")
        page.get_by_label("Quoted words").fill("a rise of 5 percent")
        page.get_by_label("Review comment", exact=True).fill("Of what?")
        with page.expect_navigation():  # the whole page, before anything is typed into it
            page.get_by_role("button", name="Add comment").click()
        page.get_by_text("are not in this part").wait_for()
        page.wait_for_load_state("networkidle")
        page.get_by_label("Quoted words").fill("a rise of 4 percent")
        page.get_by_role("button", name="Add comment").click()
        page.get_by_text("Everyone at the desk can read it.").wait_for()
    assert ReviewComment.objects.get().text == "Of what?"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_review_fits_its_window(page, sign_in, verdict, width, scheme, settings):
    settings.REQUIRE_BLIND_RATINGS = True
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    given.review_comment(verdict, section="reasoning", quoted_text="no other figure is known")
    given.blind_rating(verdict, by=given.person("carla"))
    open_workspace(page, sign_in, "bo", verdict)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check_accessibility(page)
