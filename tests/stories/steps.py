"""What people do at the desk in the stories: record, cite, write, review, publish."""

from claims.models import Verdict
from tests.stories.conftest import drag_over, faults

OFFICE = "The statistical office reported a rise of 4 percent"
WRITTEN = {
    "Finding": "The statistical office reports a rise of 4 percent, not of 12.",
    "Reasoning": "The office's figure is lower, and **nobody** names another.",
    "Searched and not found": "The article.",
    "What would change the finding": "A figure of the office that is higher.",
    "Why this claim": "It was repeated widely.",
}
ANSWERED = {
    "Primary sources": "cited",
    "Conflict of interest": "none",
    "Is a crime alleged": "not_alleged",
}


def looked_at(page) -> None:
    assert faults(page) == []


def record(page) -> None:
    page.get_by_role("link", name="Record a claim").click()
    page.get_by_label("Statement").fill("Trade rose by 12 percent in a year")
    page.get_by_label("Origin").select_option("question")
    looked_at(page)
    page.get_by_role("button", name="Record the claim").click()
    page.get_by_role("button", name="Begin the verdict").wait_for()
    looked_at(page)
    say_why_nobody_was_asked(page)
    page.get_by_role("button", name="Begin the verdict").click()


def say_why_nobody_was_asked(page) -> None:
    page.get_by_role("link", name="Ask for a reply").click()
    looked_at(page)
    page.get_by_label("Why nobody was asked").fill("It is passed on without a name.")
    page.get_by_role("button", name="Nobody is asked").click()
    page.get_by_text("Kept. Readers are told.").wait_for()
    looked_at(page)


def cite(page) -> None:
    """What was typed into the draft before survives the citation."""
    page.get_by_label("Finding", exact=True).fill("Typed before the citation.")
    drag_over(page, OFFICE)
    assert page.get_by_label("Words to quote").input_value() == OFFICE
    page.get_by_label("Stance", exact=True).select_option("refutes")
    page.locator("#cite").get_by_label("Note for readers").fill("The office's own figure.")
    page.get_by_role("button", name="Cite these words").click()
    page.get_by_text("Cited.", exact=True).wait_for()
    assert page.get_by_label("Finding", exact=True).input_value() == "Typed before the citation."
    assert Verdict.objects.get().evidence.get().passage.exact == OFFICE
    looked_at(page)


def write(page) -> None:
    page.get_by_label("Mostly false").check()
    page.get_by_label("Basis").select_option("single")
    page.get_by_label("Holds as of").fill("2026-10-30")
    for label, words in WRITTEN.items():
        page.get_by_label(label, exact=True).fill(words)
    for label, answer in ANSWERED.items():
        page.get_by_label(label).select_option(answer)
    assert page.get_by_role("button", name="Submit for review").is_disabled()
    page.get_by_text("Still missing: a rating").wait_for()
    save(page)
    page.get_by_label("Holds as of").fill("2026-10-31")
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("save the draft first").wait_for()  # a verb waits for what is not saved
    assert Verdict.objects.get().state == "draft"
    save(page)
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted.").wait_for()
    looked_at(page)


def save(page) -> None:
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("Saved.", exact=True).wait_for()


def review(page, sign_in) -> None:
    sign_in("bo")
    page.get_by_role("heading", name="To review").wait_for()
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    looked_at(page)
    page.locator("summary", has_text="Approve").click()
    page.get_by_label("The desk's wording of the claim is fair").check()
    page.get_by_label("A comment for the desk").first.fill("I read the office's table.")
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_text("Approved. It can be published now.").wait_for()


def publish(page, sign_in) -> None:
    sign_in("carla")
    page.get_by_role("heading", name="Approved, not yet published").wait_for()
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.get_by_role("link", name="Preview").click()
    page.get_by_text("Only the desk sees this.").wait_for()
    looked_at(page)
    page.get_by_role("link", name="Back to the work").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published. Readers see it now.").wait_for()
    looked_at(page)
    page.get_by_role("link", name="Trail").click()
    looked_at(page)
