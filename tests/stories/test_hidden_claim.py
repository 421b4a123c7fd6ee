"""In an emergency one editor hides a fact-check from readers, and later shows it again."""

import pytest

from tests import given
from tests.stories.test_scheduling import read

pytestmark = pytest.mark.browser


def test_an_editor_hides_a_claim_after_a_letter_and_shows_it_again(page, sign_in):
    verdict = given.published(of=given.claim("Milk is blue"))
    given.person("carla")
    public_url = f"/claims/{verdict.claim.public_id}/"
    sign_in("carla")
    page.goto(f"/desk/claims/claim/{verdict.claim_id}/change/")
    page.get_by_role("link", name="Hide for legal reasons").click()
    assert "1 published revision" in read(page)
    page.get_by_label("Reason").fill("A lawyer has written to us.")
    page.get_by_role("button", name="Hide from readers").click()
    page.get_by_text("Hidden from readers everywhere").wait_for()
    read(page)

    page.goto(public_url)
    text = read(page)
    assert "Hidden for now for legal reasons" in text and "Milk" not in text
    page.goto("/ledger/")
    assert "A fact-check was hidden for legal reasons." in read(page)
    page.goto("/claims/?q=milk")
    assert "blue" not in read(page)
    page.errors.clear()  # the browser logs the expected status 451

    page.goto("/desk/")
    page.get_by_role("link", name="Decide: Milk is blue").click()
    page.get_by_label("Reason").fill("The court has refused the request.")
    page.get_by_role("button", name="Show again").click()
    page.get_by_text("Readers see it again.").wait_for()
    page.goto(public_url)
    assert "Milk is blue" in read(page)
