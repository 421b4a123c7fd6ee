"""An editor assigns a claim and mentions a user in a comment; both users are notified."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Assignment
from factcheck.notifications import tasks
from factcheck.notifications.models import Notification, NotificationPreference
from tests import given
from tests.stories.conftest import find_accessibility_faults
from tests.stories.test_tip import read

pytestmark = pytest.mark.browser


@pytest.fixture
def claim(own_database, monkeypatch):
    monkeypatch.setattr(given, "NOON", timezone.now() - timedelta(hours=1))
    for name in ("ana", "bo", "carla", "dov"):
        given.person(name)
    return given.claim("The price of milk doubled within two years")


def test_the_assigned_and_the_mentioned_user_are_notified(page, sign_in, claim):
    sign_in("carla")
    page.goto(f"/desk/claims/claim/{claim.pk}/change/")
    page.get_by_text("Assign …").click()
    page.get_by_label("Role").select_option("write")
    page.get_by_label("Assign to", exact=True).select_option(label="Dov Byline (@dov)")
    page.get_by_label("Note for them").fill("Ask the office first.")
    read(page)
    page.get_by_role("button", name="Assign", exact=True).click()
    page.get_by_text("Assigned.").wait_for()
    page.get_by_role("textbox", name="Comment").fill("@bo, is there a table?")
    page.get_by_role("button", name="Post").click()
    page.get_by_text("Comment posted.").wait_for()
    assert "mentions Bo Byline" in read(page)
    tasks.create_notifications(timestamp=0)

    sign_in("dov")
    assert "Ask the office first." in read(page)
    link = page.get_by_role("link", name=re.compile("^Notifications"))
    assert link.inner_text().split() == ["Notifications", "1", "unread"]
    link.click()
    assert "Carla Byline assigned you as the author for a claim." in read(page)
    page.get_by_role("button", name="Open: Carla Byline assigned").click()
    page.get_by_role("button", name="Start fact-check").wait_for()
    page.get_by_role("button", name="Unassign me").click()
    page.get_by_text("Assignment removed.").wait_for()
    assert Assignment.objects.first().user is None
    assert Notification.objects.get(user__username="dov").read_at

    sign_in("bo")
    page.goto("/desk/notifications/")
    page.get_by_role("button", name="Mark all as read").click()
    page.get_by_text("Nothing new.").wait_for()
    assert "mentioned you in a comment" in read(page)
    page.get_by_role("link", name="Notification settings").click()
    page.get_by_label("You are mentioned in a comment").select_option("daily_summary")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. This applies").wait_for()
    assert NotificationPreference.objects.get(kind="mentioned").channel == "daily_summary"
    assert find_accessibility_faults(page) == []
