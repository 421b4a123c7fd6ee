"""A reader objects to a finding; the desk accepts, corrects and says so, to everybody."""

import pytest

from claims.models import Complaint
from tests import given
from tests.stories.conftest import faults
from tests.stories.steps import save
from tests.stories.test_tip import read

pytestmark = pytest.mark.browser

WRONG = "The office gives 4 percent for the year before, not for this one."
TOLD = "The finding gave the figure of the year before. The rating stays."


def test_a_reader_is_right_and_everybody_is_told(page, sign_in):
    verdict = given.published()
    for name in ("bo", "carla", "filip"):
        given.person(name)
    receipt = _complain(page, verdict)
    _accept(page, sign_in)
    page.get_by_label("Finding", exact=True).fill("For the year before, the office has 4 percent.")
    save(page)
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted.").wait_for()
    page.goto("/complaints/")
    assert "No complaint is listed yet." in read(page)

    _sign_and_publish(page, sign_in, verdict)
    page.context.clear_cookies()
    page.goto("/complaints/")
    page.reload()  # a browser keeps a page for a minute
    listed = read(page)
    assert "Accepted" in listed and TOLD in listed
    assert WRONG not in listed and "Olga" not in listed
    page.get_by_label("Look up a complaint by its number").fill(receipt)
    page.get_by_role("button", name="Look it up").click()
    assert TOLD in read(page)
    page.goto(f"/claims/{verdict.claim.public_id}/")
    page.reload()
    found = read(page)
    assert "Corrected" in found and TOLD in found


def _complain(page, verdict) -> str:
    """From the verdict's page by keyboard; the number that the reader is given."""
    page.goto(f"/claims/{verdict.claim.public_id}/")
    page.get_by_role("link", name="Something wrong here? Tell us").click()
    assert "Your words, your name and your e-mail are never published." in read(page)
    page.get_by_label("Which part is it about?").focus()
    page.keyboard.type("a fact")
    for words in (WRONG, "Table 4", "Olga", "olga@reader.example", ""):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/complaints/receipt/**")
    complaint = Complaint.objects.get()
    assert complaint.public_id in read(page)
    assert (complaint.part, complaint.wrong, complaint.who) == ("fact", WRONG, "Olga")
    return complaint.public_id


def _accept(page, sign_in) -> None:
    """The reviewer finds it on the first page, and takes the guided path."""
    sign_in("bo")
    page.goto("/desk/")
    page.get_by_role("heading", name="Readers’ complaints").wait_for()
    page.get_by_role("link", name="Answer: Trade rose by 12 percent").click()
    said = read(page)
    assert WRONG in said and "7 days left" in said and given.OFFICE in said
    page.get_by_role("link", name="Accept and change the finding").click()
    assert WRONG in read(page)
    page.get_by_role("radio", name="Correction.").check()
    page.get_by_role("radio", name="Our error.").check()
    page.get_by_label("What readers are told").first.fill(TOLD)
    page.get_by_role("button", name="Open the next revision").click()
    page.get_by_text("Accepted. Readers are told").wait_for()
    draft = page.locator("main").inner_text()
    assert TOLD in draft and WRONG in draft
    assert faults(page) == []


def _sign_and_publish(page, sign_in, verdict) -> None:
    """Bo wrote it: Filip signs, Carla publishes."""
    sign_in("filip")
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.locator("summary", has_text="Approve").click()
    page.get_by_label("The desk's wording of the claim is fair").check()
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_text("Approved. It can be published now.").wait_for()
    sign_in("carla")
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published. Readers see it now.").wait_for()
