"""Embargoes, scheduled publication and publication blocks, used by three people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import PublicationBlock, ScheduledPublication
from claims.scheduling import publication
from factcheck.accounts.system_user import get_system_user
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.stories.conftest import find_accessibility_faults

pytestmark = pytest.mark.browser

NARROW, WIDE = {"width": 320, "height": 900}, {"width": 1280, "height": 900}


def read(page) -> str:
    """The text of the page, which must be accessible and fit a narrow screen."""
    assert find_accessibility_faults(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
    page.set_viewport_size(WIDE)
    return page.locator("main").inner_text()


def fill_time(page, label: str, days: int) -> None:
    day = timezone.localtime() + timedelta(days=days)
    page.get_by_label(label).fill(f"{day:%Y-%m-%dT08:00}")


def test_nothing_is_scheduled_before_the_end_of_an_embargo(page, sign_in):
    verdict = given.approved()
    given.person("carla")
    sign_in("ana")
    page.goto(workspace_url(verdict))
    page.get_by_text("Set embargo …").click()
    fill_time(page, "Not before", 9)
    page.get_by_label("Reason (visible to the desk only)").fill("The study comes out then.")
    read(page)
    page.get_by_role("button", name="Set embargo").click()
    page.get_by_text("Embargo set.").wait_for()
    read(page)

    sign_in("carla")
    page.goto(workspace_url(verdict))
    page.get_by_text("Schedule …").click()
    fill_time(page, "Publish at", 3)
    page.get_by_role("button", name="Schedule").click()
    page.get_by_text("schedule it for later.").wait_for()
    page.errors.clear()  # the browser logs the expected status 409
    fill_time(page, "Publish at", 9)
    page.get_by_role("button", name="Schedule").click()
    page.get_by_text("Scheduled. Readers see nothing before that time.").wait_for()
    assert "Scheduled for" in read(page)
    page.goto("/desk/")
    assert "in 1 week" in read(page).replace("\xa0", " ")
    assert ScheduledPublication.objects.get().publish_at == PublicationBlock.objects.get().until


def test_a_scheduled_publication_that_failed_is_listed_first(page, sign_in):
    schedule = given.scheduled_publication(hours=12)
    given.embargo(schedule.verdict.claim, hours=48)
    publication.publish_if_due(schedule, at=schedule.publish_at, system_user=get_system_user())
    given.scheduled_publication(given.approved(), hours=24 * 365 * 5)
    given.approved()
    given.suspended()
    given.person("filip")
    sign_in("filip")
    text = read(page)
    headings = (
        "Suspensions to confirm",
        "Scheduled, but not published",
        "Approved, not yet published",
    )
    places = [text.upper().index(heading.upper()) for heading in headings]
    assert places == sorted(places)
    assert "overdue for" in text
    page.goto(workspace_url(schedule.verdict))
    assert "It is not retried" in read(page)


def test_a_publication_block_is_released_by_a_second_person(page, sign_in):
    verdict = given.suspended()
    given.person("filip")
    sign_in("carla")
    page.goto(workspace_url(verdict))
    page.get_by_text("Block publication (legal) …").click()
    page.get_by_label("Reason (visible to the desk only)").fill("A court has ordered it.")
    page.get_by_role("button", name="Block publication (legal)").click()
    page.get_by_text("Publication blocked. A second person").wait_for()
    assert "another person has to release it" in read(page)
    sign_in("filip")
    page.goto(workspace_url(verdict))
    page.get_by_text("Release …").click()
    page.get_by_label("Reason for the release").fill("The court has lifted it.")
    read(page)
    page.get_by_role("button", name="Release").click()
    page.get_by_text("Released.").wait_for()
    assert page.get_by_role("button", name="Reinstate").count() or "Reinstate" in read(page)
