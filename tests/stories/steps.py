"""Steps of the stories: record a claim, cite evidence, write, review, publish."""

import re

from playwright.sync_api import expect

from claims.models import Verdict
from tests.stories.conftest import drag_over, find_accessibility_faults

OFFICE = "The statistical office reported a rise of 4 percent"
CONTENT = {
    "Conclusion": "The statistical office reports a rise of 4 percent, not of 12.",
    "Reasoning": "The office's figure is lower, and **no** other figure is known.",
    "What we looked for but could not find": "The article.",
    "What could change this rating": "A figure of the office that is higher.",
    "Why this claim": "It was repeated widely.",
}
ANSWERS = {
    "Primary sources": "cited",
    "Conflict of interest": "none",
    "Is a crime alleged": "not_alleged",
}


def check_accessibility(page) -> None:
    violations = find_accessibility_faults(page)
    assert not violations, violations


def record(page) -> None:
    page.get_by_role("link", name="Record a claim").click()
    page.get_by_label("Claim", exact=True).fill("Trade rose by 12 percent in a year")
    page.get_by_label("Who made the claim").select_option("question")
    check_accessibility(page)
    page.get_by_role("button", name="Record claim").click()
    page.get_by_role("button", name="Start fact-check").wait_for()
    check_accessibility(page)
    give_reason_for_no_request(page)
    page.get_by_role("button", name="Start fact-check").click()


def give_reason_for_no_request(page) -> None:
    page.get_by_role("link", name="Record a request, or why there is none").click()
    check_accessibility(page)
    page.get_by_label("Reason for not requesting comment").fill("It is passed on without a name.")
    page.get_by_role("button", name="Save reason").click()
    page.get_by_text("Readers will see this reason with the fact-check.").wait_for()
    check_accessibility(page)


def cite(page) -> None:
    """Cite a passage; unsaved text of the draft survives."""
    page.get_by_label("Conclusion", exact=True).fill("Typed before the citation.")
    drag_over(page, OFFICE)
    expect(page.get_by_label("Quotation")).to_have_value(OFFICE)
    page.get_by_label("Who is speaking?").select_option("asserts")
    page.get_by_label("Stance", exact=True).select_option("refutes")
    page.locator("#cite").get_by_label("Note for readers").fill("The office's own figure.")
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_text("Evidence added.", exact=True).wait_for()
    expect(page.get_by_label("Conclusion", exact=True)).to_have_value("Typed before the citation.")
    assert Verdict.objects.get().evidence.get().passage.exact == OFFICE
    check_accessibility(page)


def write(page) -> None:
    page.get_by_label("Mostly false").check()
    page.get_by_label("Basis").select_option("single")
    page.get_by_label("Facts checked as of").fill("2026-10-30")
    for label, text in CONTENT.items():
        page.get_by_label(label, exact=True).fill(text)
    for label, answer in ANSWERS.items():
        page.get_by_label(label, exact=True).select_option(answer)
    page.get_by_label("no machine assistance").check()
    assert page.get_by_role("button", name="Submit for review").is_disabled()
    page.get_by_text("Still missing: the rating").wait_for()
    save(page)
    page.get_by_label("Facts checked as of").fill("2026-10-31")
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("save the draft first").wait_for()  # an action requires a saved draft
    assert Verdict.objects.get().state == "draft"
    save(page)
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted for review.").wait_for()
    check_accessibility(page)


def save(page) -> None:
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Draft saved.", exact=True).wait_for()


def review(page, sign_in) -> None:
    sign_in("bo")
    page.get_by_role("heading", name=re.compile("^To review")).wait_for()
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    check_accessibility(page)
    page.locator("summary", has_text="Approve").click()
    page.get_by_label("The claim as we word it is fair").check()
    page.get_by_label("Comment for the desk").first.fill("I read the office's table.")
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_text("Approved. It can be published now.").wait_for()


def publish(page, sign_in) -> None:
    sign_in("carla")
    page.get_by_role("heading", name="Approved, not yet published").wait_for()
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.get_by_role("link", name="Preview").click()
    page.get_by_text("Only the desk can see this.").wait_for()
    check_accessibility(page)
    page.get_by_role("link", name="Back to the workspace").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published. Readers see it now.").wait_for()
    check_accessibility(page)
    page.get_by_role("link", name="History").click()
    check_accessibility(page)
