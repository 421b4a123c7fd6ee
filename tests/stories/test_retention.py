"""A reader asks to be forgotten, an editor does it, and a hold keeps what a lawsuit needs."""

import re

import pytest

from factcheck import retention
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.stories.test_scheduling import read

pytestmark = pytest.mark.browser


def test_a_reader_asks_by_number_and_is_forgotten(page, sign_in):
    given.person("carla")
    page.goto("/suggest/")
    page.get_by_label("What was said").fill("Milk costs twice as much")
    page.get_by_label("Where it was said").fill("On the radio")
    page.get_by_label("Your email").fill("olga@reader.example")
    page.get_by_role("button", name="Send to the desk").click()
    number = re.search("Reference number\n+([a-z0-9]{10})", read(page))[1]
    page.get_by_role("link", name="Ask us to forget it").click()
    assert page.get_by_label("Reference number").input_value() == number
    read(page)
    page.get_by_role("button", name="Send to the desk").click()
    page.get_by_text("An editor will do it").wait_for()
    status = page.url
    read(page)

    sign_in("carla")
    page.get_by_role("link", name=f"Decide: {number}").click()
    read(page)
    page.get_by_role("button", name="Forget the message").click()
    page.get_by_text("Forgotten. The reader sees it").wait_for()
    assert "Milk" not in read(page)
    page.goto(status)
    assert "an editor removed your words" in read(page)


def test_the_privacy_page_says_how_long_data_is_kept(page):
    page.goto("/")
    page.get_by_role("link", name="Privacy").click()
    text = read(page)
    assert "1 year after we decided about the tip" in text
    assert all(str(rule.name) in text for rule in retention.RULES)


def test_a_hold_is_shown_at_the_workspace_until_another_person_releases_it(page, sign_in):
    verdict = given.published()
    for name in ("carla", "filip"):
        given.person(name)
    sign_in("carla")
    page.goto(f"/desk/claims/claim/{verdict.claim_id}/change/")
    page.get_by_role("link", name="Put on hold: nothing is removed").click()
    page.get_by_label("Reason").fill("The minister's lawyer has written to us.")
    read(page)
    page.get_by_role("button", name="Put on hold").click()
    page.get_by_text("On hold. Nothing of the claim is removed").wait_for()
    assert "another person has to release it" in read(page)
    page.goto(workspace_url(verdict))
    assert "On hold: nothing of this claim is removed." in read(page)

    sign_in("filip")
    page.goto(workspace_url(verdict))
    page.get_by_role("link", name="Release the hold").click()
    page.get_by_label("Reason for the release").fill("The case is over.")
    page.get_by_role("button", name="Release the hold").click()
    page.get_by_text("Released. What is around the claim").wait_for()
    page.goto("/desk/retention/")
    read(page)
    page.goto(workspace_url(verdict))
    assert "On hold" not in read(page)
