"""A reader reports an error; the desk upholds the complaint, corrects, and readers see it."""

import pytest

from claims.models import Complaint
from tests import given
from tests.stories.conftest import find_accessibility_faults
from tests.stories.steps import save
from tests.stories.test_tip import read

pytestmark = pytest.mark.browser

TEXT = "The office gives 4 percent for the year before, not for this one."
NOTE = "The fact-check gave the figure of the year before. The rating stays."


def test_an_upheld_complaint_leads_to_a_correction_that_readers_see(page, sign_in):
    verdict = given.published()
    for name in ("bo", "carla", "filip"):
        given.person(name)
    reference_number = _complain(page, verdict)
    _uphold(page, sign_in)
    page.get_by_label("Conclusion", exact=True).fill(
        "For the year before, the office has 4 percent."
    )
    save(page)
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted for review.").wait_for()
    page.goto("/complaints/")
    assert "No complaints listed yet." in read(page)

    _approve_and_publish(page, sign_in)
    page.context.clear_cookies()
    page.goto("/complaints/")
    page.reload()  # a browser keeps a page for a minute
    text = read(page)
    assert "Complaint upheld" in text and NOTE in text
    assert TEXT not in text and "Olga" not in text
    page.get_by_label("Look up a complaint by its reference number").fill(reference_number)
    page.get_by_role("button", name="Look up").click()
    assert NOTE in read(page)
    page.goto(f"/claims/{verdict.claim.public_id}/")
    page.reload()
    text = read(page)
    assert "Corrected" in text and NOTE in text


def _complain(page, verdict) -> str:
    """Sends the form by keyboard; returns the reference number that the reader sees."""
    page.goto(f"/claims/{verdict.claim.public_id}/")
    page.locator(".button", has_text="Report an error or complain").click()
    assert "Your words, your name and your email are never published." in read(page)
    page.get_by_label("Which part is it about?").focus()
    page.keyboard.type("a fact")
    for text in (TEXT, "Table 4", "Olga", "olga@reader.example", ""):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/complaints/receipt/**")
    complaint = Complaint.objects.get()
    assert complaint.public_id in read(page)
    assert (complaint.subject, complaint.text) == ("fact", TEXT)
    assert complaint.sender_name == "Olga"
    return complaint.public_id


def _uphold(page, sign_in) -> None:
    """The reviewer finds the complaint on the first page and follows the wizard."""
    sign_in("bo")
    page.goto("/desk/")
    page.get_by_role("heading", name="Complaints from readers").wait_for()
    page.get_by_role("link", name="Answer: Trade rose by 12 percent").click()
    text = read(page)
    assert TEXT in text and "7 days left" in text and given.OFFICE in text
    page.get_by_role("link", name="Uphold and change the fact-check").click()
    assert TEXT in read(page)
    page.get_by_role("radio", name="Correction.").check()
    page.get_by_role("radio", name="Our error.").check()
    page.get_by_role("textbox", name="Note for readers").fill(NOTE)
    page.get_by_role("button", name="Start the next revision").click()
    page.get_by_text("Complaint upheld. The change").wait_for()
    draft = page.locator("main").inner_text()
    assert NOTE in draft and TEXT in draft
    assert find_accessibility_faults(page) == []


def _approve_and_publish(page, sign_in) -> None:
    """Bo wrote the correction: Filip approves, Carla publishes."""
    sign_in("filip")
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.locator("summary", has_text="Approve").click()
    page.get_by_label("The claim as we word it is fair").check()
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_text("Approved. It can be published now.").wait_for()
    sign_in("carla")
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published. Readers see it now.").wait_for()
