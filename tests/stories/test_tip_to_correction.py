"""From a reader's tip to a correction after a reader's complaint, by three people.

A claim is recorded, checked with three quotations picked by keyboard alone, sent back with two
review comments, revised, approved, published, complained about and corrected.
"""

import re

import pytest
from playwright.sync_api import expect

from claims.models import Claim, ReviewComment, Verdict
from tests import given
from tests.stories.steps import (
    ANSWERS,
    CONTENT,
    check_accessibility,
    give_reason_for_no_request,
    save,
)
from tests.stories.test_evidence_picker import BEGINS, PICKED, TEXT, press, tab_to

pytestmark = pytest.mark.browser

STATEMENT = "Trade rose by 12 percent in a year"
COMPLAINT = "The office gives 4 percent for the year before, not for this one."
NOTE = "The fact-check gave the figure of the year before. The rating stays."
CORRECTED = "For the year before, the office has 4 percent; for this one it has none."
# The first key goes to the first word of the article; each walk selects one of the quotations.
WALKS = (
    "ArrowRight ArrowDown Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight",
    "ArrowRight ArrowDown ArrowDown Shift+ArrowDown",
    "End ArrowLeft ArrowLeft Shift+End",
)


def test_a_tip_becomes_a_fact_check_that_a_complaint_corrects(page, sign_in):
    for name in ("ana", "bo", "carla"):
        given.person(name)
    given.snapshot(TEXT, article_spans=[[BEGINS, len(TEXT)]])
    _send_tip(page)
    _accept_tip(page, sign_in)
    _cite_three_quotes(page)
    _complete_and_submit(page)
    _send_back_with_two_comments(page, sign_in)
    _revise(page, sign_in)
    _approve(page, sign_in)
    _publish(page, sign_in)
    _send_complaint(page)
    _start_correction(page, sign_in)
    _approve(page, sign_in)
    _publish(page, sign_in)
    _read_the_correction(page)


def _send_tip(page) -> None:
    page.goto("/suggest/")
    page.get_by_label("What was said").fill(STATEMENT)
    page.get_by_label("Where it was said").fill("On the radio")
    page.get_by_role("button", name="Send to the desk").click()
    page.wait_for_url("**/suggest/thanks/*")


def _accept_tip(page, sign_in) -> None:
    sign_in("ana")
    page.goto("/desk/")
    check_accessibility(page)
    page.get_by_role("link", name=STATEMENT, exact=True).click()
    check_accessibility(page)
    page.get_by_role("button", name="Record as a new claim").click()
    page.get_by_text("Claim recorded. It has no fact-check yet.").wait_for()
    check_accessibility(page)
    give_reason_for_no_request(page)
    page.get_by_role("button", name="Start fact-check").click()
    page.get_by_text("Draft created. You are its author.").wait_for()


def _cite_three_quotes(page) -> None:
    for (quotation, stance), walk in zip(PICKED.items(), WALKS, strict=True):
        tab_to(page, page.locator("[data-text]"))
        press(page, walk)
        press(page, "Enter")
        expect(page.get_by_label("Quotation")).to_have_value(quotation)
        page.keyboard.type(stance)
        tab_to(page, page.get_by_role("button", name="Add evidence"))
        with page.expect_navigation():
            press(page, "Enter")
        page.get_by_text("Evidence added.", exact=True).wait_for()
    evidence = Verdict.objects.get().evidence.values_list("passage__exact", "stance")
    assert dict(evidence) == PICKED
    check_accessibility(page)


def _complete_and_submit(page) -> None:
    page.get_by_label("Mostly false").check()
    page.get_by_label("Basis").select_option("single")
    page.get_by_label("Facts checked as of").fill("2026-10-31")
    for label, text in CONTENT.items():
        page.get_by_label(label, exact=True).fill(text)
    for label, answer in ANSWERS.items():
        page.get_by_label(label, exact=True).select_option(answer)
    page.get_by_label("no machine assistance").check()
    save(page)
    _submit(page)


def _submit(page) -> None:
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted for review.").wait_for()
    check_accessibility(page)


def _open_task(page, heading: str) -> None:
    page.goto("/desk/")
    page.get_by_role("heading", name=re.compile(f"^{heading}")).wait_for()
    page.get_by_role("link", name=STATEMENT).first.click()


def _send_back_with_two_comments(page, sign_in) -> None:
    sign_in("bo")
    _open_task(page, "To review")
    check_accessibility(page)
    for section, walk, comment in (
        ("[data-part=reasoning]", "ArrowRight ArrowRight Shift+ArrowRight", "Of which year?"),
        (
            "[data-part=conclusion]",
            "ArrowRight Shift+ArrowRight Shift+ArrowRight",
            "Name the table.",
        ),
    ):
        tab_to(page, page.locator(section))
        press(page, walk)
        press(page, "Enter")
        page.keyboard.type(comment)
        tab_to(page, page.get_by_role("button", name="Add comment"))
        with page.expect_navigation():
            press(page, "Enter")
        page.get_by_text("Everyone at the desk can read it.").wait_for()
    assert ReviewComment.objects.count() == 2
    page.locator("summary", has_text="Send back").click()
    page.get_by_role("button", name="Send back", exact=True).click()
    page.get_by_text("Sent back to its authors.").wait_for()


def _revise(page, sign_in) -> None:
    sign_in("ana")
    _open_task(page, "Sent back to you")
    check_accessibility(page)
    for section in ("the reasoning", "the conclusion"):
        page.locator("summary", has_text=f"comment on {section}").click()
        resolution = page.get_by_label("What you did about it").locator("visible=true")
        resolution.first.fill("It is named.")
        with page.expect_navigation():
            page.get_by_role("button", name="Resolve", exact=True).locator(
                "visible=true"
            ).first.click()
        page.get_by_text("Review comment resolved.").wait_for()
    page.get_by_label("Reasoning", exact=True).fill("Table 4 of the office has the lower figure.")
    save(page)
    _submit(page)


def _approve(page, sign_in) -> None:
    sign_in("bo")
    _open_task(page, "To review")
    check_accessibility(page)
    page.locator("summary", has_text="Approve").click()
    page.get_by_label("The claim as we word it is fair").check()
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_text("Approved. It can be published now.").wait_for()


def _publish(page, sign_in) -> None:
    sign_in("carla")
    _open_task(page, "Approved, not yet published")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published. Readers see it now.").wait_for()
    check_accessibility(page)


def _send_complaint(page) -> None:
    page.context.clear_cookies()
    page.goto(f"/claims/{Claim.objects.get().public_id}/")
    page.locator(".button", has_text="Report an error or complain").click()
    page.get_by_label("What is wrong").fill(COMPLAINT)
    page.get_by_role("button", name="Send to the desk").click()
    page.wait_for_url("**/complaints/receipt/**")


def _start_correction(page, sign_in) -> None:
    """Carla upholds the complaint and starts the next revision in the wizard."""
    sign_in("carla")
    page.goto("/desk/")
    page.get_by_role("link", name=f"Answer: {STATEMENT}").click()
    check_accessibility(page)
    page.get_by_role("link", name="Uphold and change the fact-check").click()
    check_accessibility(page)
    page.get_by_role("radio", name="Correction.").check()
    page.get_by_role("radio", name="Our error.").check()
    page.get_by_role("textbox", name="Note for readers").fill(NOTE)
    page.get_by_role("button", name="Start the next revision").click()
    page.get_by_text("Complaint upheld. The change").wait_for()
    page.get_by_label("Conclusion", exact=True).fill(CORRECTED)
    save(page)
    _submit(page)


def _read_the_correction(page) -> None:
    page.context.clear_cookies()
    page.goto(f"/claims/{Claim.objects.get().public_id}/")
    page.reload()  # a browser keeps a page for a minute
    text = page.locator("main").inner_text()
    assert NOTE in text and CORRECTED in text and "Corrected" in text
    check_accessibility(page)
    page.goto("/complaints/")
    page.reload()
    complaints = page.locator("main").inner_text()
    assert NOTE in complaints and COMPLAINT not in complaints
