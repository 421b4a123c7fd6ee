"""An article changes a number under a published verdict: the watch finds it, the desk answers, and
readers see all of it."""

import pytest

from claims import watch
from claims.models import Alarm, Verdict
from tests import given, looking
from tests.browser.conftest import faults
from tests.looking import source_of

pytestmark = pytest.mark.browser

CHANGED = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")


@pytest.fixture
def article(own_database):
    with looking.served() as served:
        yield served


def look(article, verdict, days: int) -> None:
    told = {"by": given.person("ana"), "at": looking.later(days), "reach": article.reach}
    watch.look(source_of(verdict), **told)


def read(page, verdict) -> str:
    page.goto(f"/claims/{verdict.claim.public_id}/")
    page.reload()  # a browser keeps a page for a minute
    assert faults(page) == []
    return page.locator("main").inner_text()


def test_a_changed_number_is_found_answered_and_told(article, page, sign_in):
    verdict = looking.published(url=article.address)
    for name in ("ana", "bo", "carla"):
        given.person(name)
    assert "not checked since" in read(page, verdict)

    look(article, verdict, 2)
    assert "still word for word in the article on" in read(page, verdict)

    article.text = CHANGED
    look(article, verdict, 4)
    assert "The article has since changed" in read(page, verdict)

    _decide(page, sign_in)
    _publish()
    said = read(page, verdict)
    assert "The article now gives 17 percent." in said
    assert "a source changed" in said.lower()
    page.goto(f"/sources/{source_of(verdict).public_id}/")
    assert faults(page) == []
    assert "0 of 1 quotations stood there as quoted" in page.locator("main").inner_text()


def _decide(page, sign_in) -> None:
    """The editor finds the task, sees old and new, and corrects."""
    sign_in("ana")
    page.get_by_role("heading", name="Quotations that changed").wait_for()
    assert faults(page) == []
    page.get_by_role("link", name="Trade rose by 12 percent").first.click()
    page.get_by_role("heading", name="As it was found").wait_for()
    assert "4" in page.locator("del.material").inner_text()
    assert "17" in page.locator("ins.material").inner_text()
    page.locator("summary", has_text="Correct").click()
    assert faults(page) == []
    page.get_by_label("Kind of change").select_option("correction")
    page.locator("#id_correct_why").fill("The article now gives 17 percent.")
    page.get_by_role("button", name="Correct", exact=True).click()
    page.get_by_text("The next revision is a draft.").wait_for()
    assert Alarm.objects.get().following.revision == 2


def _publish() -> None:
    following = Verdict.objects.get(revision=2)
    given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_watch_is_wider_than_its_window(article, page, sign_in, width, scheme):
    verdict = looking.published(url=article.address)
    article.text = CHANGED
    look(article, verdict, 3)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in("ana")
    alarm = Alarm.objects.get().pk
    for address in (
        "/desk/",
        "/desk/claims/alarm/",
        f"/desk/claims/alarm/{alarm}/change/",
        "/desk/sources/check/",
        "/desk/sources/retrieval/",
        f"/claims/{verdict.claim.public_id}/",
        f"/sources/{source_of(verdict).public_id}/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert faults(page) == []
