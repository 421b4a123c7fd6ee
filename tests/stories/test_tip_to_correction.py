"""From a reader's suggestion to a correction after a reader's complaint, by three people.

A claim is taken in, checked with three quotations picked by keyboard alone, sent back with two
remarks, mended, approved, published, complained of and corrected. Every step is a page of the
desk's own.
"""

import pytest

from claims.models import Claim, Remark, Verdict
from tests import given
from tests.stories.steps import ANSWERED, WRITTEN, looked_at, save, say_why_nobody_was_asked
from tests.stories.test_evidence_picker import BEGINS, PICKED, TEXT, press, tab_to

pytestmark = pytest.mark.browser

SAID = "Trade rose by 12 percent in a year"
WRONG = "The office gives 4 percent for the year before, not for this one."
TOLD = "The finding gave the figure of the year before. The rating stays."
MENDED = "For the year before, the office has 4 percent; for this one it has none."
# The first key goes to the first word of the article; each walk selects one of the quotations.
WALKS = (
    "ArrowRight ArrowDown Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight",
    "ArrowRight ArrowDown ArrowDown Shift+ArrowDown",
    "End ArrowLeft ArrowLeft Shift+End",
)


def test_a_suggestion_becomes_a_finding_and_a_complaint_corrects_it(page, sign_in):
    for name in ("ana", "bo", "carla"):
        given.person(name)
    given.snapshot(TEXT, body=[[BEGINS, len(TEXT)]])
    _suggest(page)
    _take_in(page, sign_in)
    _pick_three(page)
    _hand_in(page)
    _send_back_with_two_remarks(page, sign_in)
    _mend(page, sign_in)
    _approve(page, sign_in)
    _publish(page, sign_in)
    _complain(page)
    _correct(page, sign_in)
    _approve(page, sign_in)
    _publish(page, sign_in)
    _read_the_correction(page)


def _suggest(page) -> None:
    page.goto("/suggest/")
    page.get_by_label("What was said").fill(SAID)
    page.get_by_label("Where it was said").fill("On the radio")
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url("**/suggest/thanks/")


def _take_in(page, sign_in) -> None:
    sign_in("ana")
    page.goto("/desk/")
    looked_at(page)
    page.get_by_role("link", name=SAID, exact=True).click()
    looked_at(page)
    page.get_by_role("button", name="Record it as a new claim").click()
    page.get_by_text("Recorded. Nobody has begun").wait_for()
    looked_at(page)
    say_why_nobody_was_asked(page)
    page.get_by_role("button", name="Begin the verdict").click()
    page.get_by_text("Begun. The draft is yours.").wait_for()


def _pick_three(page) -> None:
    for (words, stance), walk in zip(PICKED.items(), WALKS, strict=True):
        tab_to(page, page.locator("[data-text]"))
        press(page, walk)
        press(page, "Enter")
        assert page.get_by_label("Words to quote").input_value() == words
        page.keyboard.type(stance)
        tab_to(page, page.get_by_role("button", name="Cite these words"))
        with page.expect_navigation():
            press(page, "Enter")
        page.get_by_text("Cited.", exact=True).wait_for()
    cited = Verdict.objects.get().evidence.values_list("passage__exact", "stance")
    assert dict(cited) == PICKED
    looked_at(page)


def _hand_in(page) -> None:
    page.get_by_label("Mostly false").check()
    page.get_by_label("Basis").select_option("single")
    page.get_by_label("Holds as of").fill("2026-10-31")
    for label, words in WRITTEN.items():
        page.get_by_label(label, exact=True).fill(words)
    for label, answer in ANSWERED.items():
        page.get_by_label(label).select_option(answer)
    save(page)
    _submit(page)


def _submit(page) -> None:
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("Submitted.").wait_for()
    looked_at(page)


def _open(page, heading: str) -> None:
    page.goto("/desk/")
    page.get_by_role("heading", name=heading).wait_for()
    page.get_by_role("link", name=SAID).first.click()


def _send_back_with_two_remarks(page, sign_in) -> None:
    sign_in("bo")
    _open(page, "To review")
    looked_at(page)
    for place, walk, said in (
        ("[data-part=reasoning]", "ArrowRight ArrowRight Shift+ArrowRight", "Of which year?"),
        ("[data-part=finding]", "ArrowRight Shift+ArrowRight Shift+ArrowRight", "Name the table."),
    ):
        tab_to(page, page.locator(place))
        press(page, walk)
        press(page, "Enter")
        page.keyboard.type(said)
        tab_to(page, page.get_by_role("button", name="Add the remark"))
        with page.expect_navigation():
            press(page, "Enter")
        page.get_by_text("Everybody at the desk sees it.").wait_for()
    assert Remark.objects.count() == 2
    page.locator("summary", has_text="Send back").click()
    page.get_by_role("button", name="Send back", exact=True).click()
    page.get_by_text("Sent back to its authors.").wait_for()


def _mend(page, sign_in) -> None:
    sign_in("ana")
    _open(page, "Sent back to you")
    looked_at(page)
    for part in ("the reasoning", "the finding"):
        page.locator("summary", has_text=f"remark on {part}").click()
        settling = page.get_by_label("What was done about it").locator("visible=true")
        settling.first.fill("It is named.")
        with page.expect_navigation():
            page.get_by_role("button", name="It is settled").locator("visible=true").first.click()
        page.get_by_text("Reviewers will see how.").wait_for()
    page.get_by_label("Reasoning", exact=True).fill("Table 4 of the office has the lower figure.")
    save(page)
    _submit(page)


def _approve(page, sign_in) -> None:
    sign_in("bo")
    _open(page, "To review")
    looked_at(page)
    page.locator("summary", has_text="Approve").click()
    page.get_by_label("The desk's wording of the claim is fair").check()
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_text("Approved. It can be published now.").wait_for()


def _publish(page, sign_in) -> None:
    sign_in("carla")
    _open(page, "Approved, not yet published")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published. Readers see it now.").wait_for()
    looked_at(page)


def _complain(page) -> None:
    page.context.clear_cookies()
    page.goto(f"/claims/{Claim.objects.get().public_id}/")
    page.get_by_role("link", name="Something wrong here? Tell us").click()
    page.get_by_label("What is wrong").fill(WRONG)
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url("**/complaints/receipt/**")


def _correct(page, sign_in) -> None:
    """Ana takes the guided path's draft on: Carla, who accepts, opens it."""
    sign_in("carla")
    page.goto("/desk/")
    page.get_by_role("link", name=f"Answer: {SAID}").click()
    looked_at(page)
    page.get_by_role("link", name="Accept and change the finding").click()
    looked_at(page)
    page.get_by_role("radio", name="Correction.").check()
    page.get_by_role("radio", name="Our error.").check()
    page.get_by_label("What readers are told").first.fill(TOLD)
    page.get_by_role("button", name="Open the next revision").click()
    page.get_by_text("Accepted. Readers are told").wait_for()
    page.get_by_label("Finding", exact=True).fill(MENDED)
    save(page)
    _submit(page)


def _read_the_correction(page) -> None:
    page.context.clear_cookies()
    page.goto(f"/claims/{Claim.objects.get().public_id}/")
    page.reload()  # a browser keeps a page for a minute
    said = page.locator("main").inner_text()
    assert TOLD in said and MENDED in said and "Corrected" in said
    looked_at(page)
    page.goto("/complaints/")
    page.reload()
    listed = page.locator("main").inner_text()
    assert TOLD in listed and WRONG not in listed
