"""Text typed into a form survives an expired session, an error and a lost connection."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from tests import given

pytestmark = pytest.mark.browser
TYPED = "Milk is dearer than oil"


@pytest.fixture
def statement(own_database, page, sign_in):
    """The statement field of a new claim, filled in."""
    given.person("ana"), given.person("dov")
    sign_in("ana")
    page.goto("/desk/claims/claim/add/")
    field = page.get_by_label("Claim", exact=True)
    field.fill(TYPED)
    page.get_by_label("Who made the claim").select_option("circulating")
    return field


def record(page) -> None:
    page.get_by_role("button", name="Record claim").click()


def sign_in_again(page, name="ana") -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("-".join([name] * 3))
    page.get_by_role("button", name="Sign in").click()


def test_text_survives_an_expired_session(statement, page):
    page.context.clear_cookies(name="sessionid")
    record(page)
    sign_in_again(page)
    page.goto("/desk/claims/claim/add/")
    page.get_by_text("Unsaved text restored.").wait_for()
    expect(statement).to_have_value(TYPED)
    expect(page.get_by_label("Who made the claim")).to_have_value("circulating")
    record(page)
    page.get_by_text("Claim recorded.").wait_for()
    assert Claim.objects.get().statement == TYPED
    page.goto("/desk/claims/claim/add/")
    expect(statement).to_have_value("")


def test_text_survives_a_lost_connection(statement, page):
    page.context.set_offline(True)
    record(page)
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.goto("/desk/claims/claim/add/")
    expect(statement).to_have_value(TYPED)
    assert not Claim.objects.exists()
    page.errors.clear()  # the browser logs the lost connection


def test_text_survives_an_invalid_field(statement, page):
    page.get_by_label("Language").fill("")
    page.evaluate("document.querySelectorAll('form').forEach(form => (form.noValidate = true))")
    record(page)
    page.get_by_text("Couldn’t save").first.wait_for()
    expect(statement).to_have_value(TYPED)
    page.errors.clear()  # the browser logs the status 422


def test_restored_text_can_be_discarded(statement, page):
    page.reload()
    page.get_by_role("button", name="Discard").click()
    expect(statement).to_have_value("")
    page.reload()
    expect(statement).to_have_value("")


def test_text_is_never_shown_to_another_user(statement, page, sign_in):
    sign_in("dov")
    page.goto("/desk/claims/claim/add/")
    expect(statement).to_have_value("")
