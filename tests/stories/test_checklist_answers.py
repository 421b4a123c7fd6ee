"""An author says which machine tools helped and how far criminal proceedings have gone."""

import pytest
from playwright.sync_api import expect

from tests import given
from tests.stories.steps import check_accessibility

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(own_database):
    return given.draft(machine_assistance="", by=given.person("ana"))


def test_the_answers_are_given_and_saved(page, sign_in, draft):
    sign_in("ana")
    page.goto(f"/desk/claims/verdict/{draft.pk}/change/")
    tools = page.get_by_label("Which tools")
    expect(tools).to_be_hidden()
    page.get_by_label("machine tools helped").check()
    page.get_by_label("transcription").check()
    tools.fill("Whisper 3")
    page.get_by_label("Is a crime alleged").select_option("charged")
    page.get_by_label("Country of the proceedings").fill("Norland")
    page.get_by_label("Date of this step").fill("2026-10-01")
    page.get_by_label("Revisit by").fill("2027-04-01")
    check_accessibility(page)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Draft saved.", exact=True).wait_for()
    expect(page.get_by_label("Which tools")).to_have_value("Whisper 3")
    draft.refresh_from_db()
    assert (draft.machine_assistance, draft.machine_purposes) == ("used", ["transcription"])
    assert draft.editorial_responsibility == "Factcheck"
    assert (draft.criminal_proceedings, draft.proceedings_country) == ("charged", "Norland")
    given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    page.goto(f"/claims/{draft.claim.public_id}/")
    page.get_by_text("charged, not convicted (Norland").first.wait_for()
    check_accessibility(page)
