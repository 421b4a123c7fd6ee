"""What was typed into a draft and not saved is never lost without being asked."""

import pytest

from claims.workflow import drafting
from tests import given

pytestmark = pytest.mark.browser
TYPED = "Typed, and never saved."


@pytest.fixture
def draft(own_database):
    given.person("dov")
    return given.draft()


@pytest.fixture
def finding(draft, page, sign_in):
    """The field of the finding, with words that were typed into it."""
    sign_in("ana")
    page.goto(f"/desk/claims/verdict/{draft.pk}/change/")
    field = page.get_by_label("Finding", exact=True)
    field.fill(TYPED)
    page.get_by_text("Not saved yet.").wait_for()
    return field


def save(page) -> None:
    page.get_by_role("button", name="Save the draft").click()


def test_words_survive_a_session_that_ended(draft, page, finding):
    page.context.clear_cookies(name="sessionid")
    save(page)
    page.get_by_label("Username").fill("ana")
    page.get_by_label("Password").fill("ana-ana-ana")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Not saved yet.").wait_for()
    assert finding.input_value() == TYPED
    save(page)
    page.get_by_text("Saved.", exact=True).wait_for()
    page.reload()
    assert not page.get_by_text("Not saved").count()
    draft.refresh_from_db()
    assert draft.finding == TYPED


def test_words_that_somebody_else_overtook_stand_beside_theirs(draft, page, finding):
    told = {"by": given.person("dov"), "at": given.moment(), "finding": "What Dov saved."}
    drafting.edit(draft, **told)
    page.reload()
    page.locator("[data-older]").wait_for()
    assert finding.input_value() == "What Dov saved."
    assert page.locator("[data-older] dd").inner_text() == TYPED
    page.get_by_role("button", name="Put it into the form").click()
    assert finding.input_value() == TYPED
    save(page)
    page.get_by_text("Saved.", exact=True).wait_for()


def test_an_answer_to_the_checklist_is_kept_too(draft, page, finding):
    page.get_by_label("Is a crime alleged").select_option("charged")
    page.reload()
    page.get_by_text("Not saved yet.").wait_for()
    assert page.get_by_label("Is a crime alleged").input_value() == "charged"


def test_a_draft_is_left_as_it_was(draft, page, finding):
    page.get_by_role("button", name="Leave it as it was").click()
    assert finding.input_value() == draft.finding
    page.reload()
    assert finding.input_value() == draft.finding
    assert not page.get_by_text("Not saved").count()
