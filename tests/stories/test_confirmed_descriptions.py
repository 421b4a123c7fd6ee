"""A source is renamed after the approval: the reviewer sees the difference and confirms it."""

import pytest

from tests import given
from tests.helpers.situations import rename_source
from tests.stories.steps import check_accessibility

pytestmark = pytest.mark.browser


@pytest.fixture
def verdict(own_database):
    for name in ("bo", "carla"):
        given.person(name)
    return rename_source(given.approved())


def test_a_renamed_source_is_confirmed_published_and_in_the_ledger(page, sign_in, verdict):
    sign_in("bo")
    page.goto(f"/desk/claims/verdict/{verdict.pk}/change/")
    notice = page.get_by_role("complementary", name="Edited since the submission")
    assert "a year on" in notice.inner_text()
    check_accessibility(page)
    page.get_by_role("button", name="Confirm changed descriptions").click()
    page.get_by_text("Confirmed. It can be published now.").wait_for()
    check_accessibility(page)
    sign_in("carla")
    page.goto(f"/desk/claims/verdict/{verdict.pk}/change/")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("Published. Readers see it now.").wait_for()
    source = verdict.evidence.get().passage.snapshot.source
    source.title = "Trade, two years on"
    source.save()
    verdict.author.byline = "A. Married"
    verdict.author.save()
    page.goto("/ledger/")
    check_accessibility(page)
    page.get_by_label("Event").select_option("description_changed")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("The description of a source was changed: title.").wait_for()
    assert page.get_by_text("A fact-check was published.").count() == 0
    page.get_by_role("link", name=source.public_id).click()
    page.get_by_role("heading", name="Trade, two years on").wait_for()
