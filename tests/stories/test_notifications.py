"""An editor assigns a claim and asks for somebody by name; both find it under Notices."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Assignment
from factcheck.notifications import tasks
from factcheck.notifications.models import Notice, Preference
from tests import given
from tests.stories.conftest import faults
from tests.stories.test_tip import read

pytestmark = pytest.mark.browser


@pytest.fixture
def claim(own_database, monkeypatch):
    monkeypatch.setattr(given, "NOON", timezone.now() - timedelta(hours=1))
    for name in ("ana", "bo", "carla", "dov"):
        given.person(name)
    return given.claim("The price of milk doubled within two years")


def test_a_claim_is_assigned_talked_about_and_told(page, sign_in, claim):
    sign_in("carla")
    page.goto(f"/desk/claims/claim/{claim.pk}/change/")
    page.get_by_text("Assign …").click()
    page.get_by_label("What is to be done").select_option("write")
    page.get_by_label("By whom").select_option(label="Dov Byline (@dov)")
    page.get_by_label("A note for them").fill("Ask the office first.")
    read(page)
    page.get_by_role("button", name="Assign", exact=True).click()
    page.get_by_text("Assigned.").wait_for()
    page.get_by_label("Say something of it to the desk").fill("@bo, is there a table?")
    page.get_by_role("button", name="Say it").click()
    page.get_by_text("Said, to the desk only.").wait_for()
    assert "asks Bo Byline" in read(page)
    tasks.follow(timestamp=0)

    sign_in("dov")
    assert "Ask the office first." in read(page)
    link = page.get_by_role("link", name=re.compile("^Notices"))
    assert link.inner_text().split() == ["Notices", "1", "unread"]
    link.click()
    assert "Carla Byline assigned a claim to you, to write." in read(page)
    page.get_by_role("button", name="Open: Carla Byline assigned").click()
    page.get_by_role("button", name="Begin the verdict").wait_for()
    page.get_by_role("button", name="Give it back").click()
    page.get_by_text("Nobody has it now.").wait_for()
    assert Assignment.objects.first().person is None
    assert Notice.objects.get(person__username="dov").read_at

    sign_in("bo")
    page.goto("/desk/notices/")
    page.get_by_role("button", name="I have read all of them").click()
    page.get_by_text("Nothing new.").wait_for()
    assert "mentioned you in a note" in read(page)
    page.get_by_role("link", name="How you are told").click()
    page.get_by_label("Somebody mentions you in a note").select_option("digest")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Kept.").wait_for()
    assert Preference.objects.get(kind="mentioned").how == "digest"
    assert faults(page) == []
