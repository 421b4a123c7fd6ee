"""An embargo, a planned hour and a legal hold, as three people meet them at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Plan, Withholding
from claims.scheduling import publication
from factcheck.accounts.system_user import the_desk
from tests import given
from tests.factcheck.desk.conftest import workspace
from tests.stories.conftest import faults

pytestmark = pytest.mark.browser

NARROW, WIDE = {"width": 320, "height": 900}, {"width": 1280, "height": 900}


def read(page) -> str:
    """What the page says; nothing is wrong with it, and it fits a narrow screen."""
    assert faults(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
    page.set_viewport_size(WIDE)
    return page.locator("main").inner_text()


def fill_hour(page, label: str, days: int) -> None:
    hour = timezone.localtime() + timedelta(days=days)
    page.get_by_label(label).fill(f"{hour:%Y-%m-%dT08:00}")


def test_an_embargo_holds_a_plan_up_until_an_editor_lifts_it(page, sign_in):
    verdict = given.approved()
    given.person("carla")
    sign_in("ana")
    page.goto(workspace(verdict))
    page.get_by_text("Put it under embargo …").click()
    fill_hour(page, "Not before", 9)
    page.get_by_label("Why; only the desk sees this").fill("The study comes out then.")
    read(page)
    page.get_by_role("button", name="Put it under embargo").click()
    page.get_by_text("Under embargo. Nobody publishes").wait_for()
    read(page)

    sign_in("carla")
    page.goto(workspace(verdict))
    page.get_by_text("Plan its hour …").click()
    fill_hour(page, "When readers are to see it", 3)
    page.get_by_role("button", name="Plan its hour").click()
    page.get_by_text("plan it for later.").wait_for()
    page.complaints.clear()  # of the answer 409, which was asked for
    fill_hour(page, "When readers are to see it", 9)
    page.get_by_role("button", name="Plan its hour").click()
    page.get_by_text("Readers see nothing of it before its hour.").wait_for()
    assert "Planned for" in read(page)
    page.goto("/desk/")
    assert "in 1 week" in read(page).replace("\xa0", " ")
    assert Plan.objects.get().publish_at == Withholding.objects.get().until


def test_what_went_wrong_at_its_hour_is_told_first(page, sign_in):
    plan = given.plan(hours=12)
    given.embargo(plan.verdict.claim, hours=48)
    publication.carry_out(plan, at=plan.publish_at, desk=the_desk())
    given.plan(given.approved(), hours=24 * 365 * 5)
    given.approved()
    given.suspended()
    given.person("filip")
    sign_in("filip")
    said = read(page)
    first = ("Suspensions to confirm", "Planned, and refused", "Approved, not yet published")
    places = [said.upper().index(name.upper()) for name in first]
    assert places == sorted(places)
    assert "overdue for" in said
    page.goto(workspace(plan.verdict))
    assert "It is not tried again" in read(page)


def test_a_held_page_waits_for_a_second_person(page, sign_in):
    verdict = given.suspended()
    given.person("filip")
    sign_in("carla")
    page.goto(workspace(verdict))
    page.get_by_text("Put a legal hold on it …").click()
    page.get_by_label("Why; only the desk sees this").fill("A court has ordered it.")
    page.get_by_role("button", name="Put a legal hold on it").click()
    page.get_by_text("Held. A second person").wait_for()
    assert "a second person has to lift it" in read(page)
    sign_in("filip")
    page.goto(workspace(verdict))
    page.get_by_text("Lift it …").click()
    page.get_by_label("Why it is lifted").fill("The court has lifted it.")
    read(page)
    page.get_by_role("button", name="Lift it").click()
    page.get_by_text("Lifted.").wait_for()
    assert page.get_by_role("button", name="Reinstate").count() or "Reinstate" in read(page)
