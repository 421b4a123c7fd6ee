"""Unsaved text of a draft is never lost unless the user discards it."""

import pytest
from playwright.sync_api import expect

from claims.workflow import drafting
from tests import given

pytestmark = pytest.mark.browser
TYPED = "Typed, and never saved."


@pytest.fixture
def draft(own_database):
    given.person("dov")
    return given.draft()


@pytest.fixture
def conclusion(draft, page, sign_in):
    """The field of the conclusion, with unsaved text."""
    sign_in("ana")
    page.goto(f"/desk/claims/verdict/{draft.pk}/change/")
    field = page.get_by_label("Conclusion", exact=True)
    field.fill(TYPED)
    page.get_by_text("Not saved yet.").wait_for()
    return field


def save(page) -> None:
    page.get_by_role("button", name="Save draft").click()


def test_unsaved_text_survives_an_expired_session(draft, page, conclusion):
    page.context.clear_cookies(name="sessionid")
    save(page)
    page.get_by_label("Username").fill("ana")
    page.get_by_label("Password").fill("ana-ana-ana")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Not saved yet.").wait_for()
    expect(conclusion).to_have_value(TYPED)
    save(page)
    page.get_by_text("Draft saved.", exact=True).wait_for()
    page.reload()
    assert not page.get_by_text("Not saved").count()
    draft.refresh_from_db()
    assert draft.conclusion == TYPED


def test_unsaved_text_is_shown_next_to_what_another_user_saved_since(draft, page, conclusion):
    drafting.update_draft(
        draft, by=given.person("dov"), at=given.moment(), conclusion="What Dov saved."
    )
    page.reload()
    page.locator("[data-older]").wait_for()
    expect(conclusion).to_have_value("What Dov saved.")
    expect(page.locator("[data-older] dd")).to_have_text(TYPED)
    page.get_by_role("button", name="Restore unsaved text").click()
    expect(conclusion).to_have_value(TYPED)
    save(page)
    page.get_by_text("Draft saved.", exact=True).wait_for()


def test_an_unsaved_answer_to_the_checklist_is_restored(draft, page, conclusion):
    page.get_by_label("Is a crime alleged").select_option("charged")
    page.reload()
    page.get_by_text("Not saved yet.").wait_for()
    expect(page.get_by_label("Is a crime alleged")).to_have_value("charged")


def test_unsaved_text_can_be_discarded(draft, page, conclusion):
    page.get_by_role("button", name="Discard unsaved text").click()
    expect(conclusion).to_have_value(draft.conclusion)
    page.reload()
    expect(conclusion).to_have_value(draft.conclusion)
    assert not page.get_by_text("Not saved").count()


def test_without_the_catalogue_the_texts_of_the_scripts_are_english(draft, page, sign_in):
    sign_in("ana")
    page.route("**/jsi18n/", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(f"/desk/claims/verdict/{draft.pk}/change/")
    page.get_by_label("Conclusion", exact=True).fill(TYPED)
    page.get_by_text("Not saved yet.").wait_for()
    page.locator("[data-text]").press("ArrowRight")
    page.locator("[data-text]").press("Shift+ArrowRight")
    page.get_by_text("2 words selected:").wait_for()


@pytest.mark.parametrize(
    ("script", "path", "label"),
    [
        ("keep", "/desk/claims/verdict/{}/change/", "Conclusion"),
        ("remember", "/desk/claims/claim/add/", "Claim"),
    ],
)
def test_text_that_was_typed_before_the_script_ran_is_kept(
    draft, page, sign_in, script, path, label
):
    sign_in("ana")
    waiting = []
    page.route(f"**/{script}*.js", lambda route: waiting.append(route))
    url = path.format(draft.pk)
    page.goto(url, wait_until="commit")
    field = page.get_by_label(label, exact=True)
    field.fill(TYPED)
    waiting[0].continue_()
    page.wait_for_load_state()
    page.unroute_all()
    page.goto(url)
    expect(field).to_have_value(TYPED)
