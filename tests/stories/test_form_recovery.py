"""What was typed into any form of the desk is not lost: not by a session that ended, by a fault in
it, or by a connection that broke."""

import pytest

from claims.models import Claim
from tests import given

pytestmark = pytest.mark.browser
TYPED = "Milk is dearer than oil"


@pytest.fixture
def statement(own_database, page, sign_in):
    """A claim that is being recorded, with its statement typed."""
    given.person("ana"), given.person("dov")
    sign_in("ana")
    page.goto("/desk/claims/claim/add/")
    field = page.get_by_label("Statement")
    field.fill(TYPED)
    page.get_by_label("Origin").select_option("circulating")
    return field


def record(page) -> None:
    page.get_by_role("button", name="Record the claim").click()


def sign_in_again(page, name="ana") -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("-".join([name] * 3))
    page.get_by_role("button", name="Sign in").click()


def test_it_survives_a_session_that_ended(statement, page):
    page.context.clear_cookies(name="sessionid")
    record(page)
    sign_in_again(page)
    page.goto("/desk/claims/claim/add/")
    page.get_by_text("What you typed here before").wait_for()
    assert statement.input_value() == TYPED
    assert page.get_by_label("Origin").input_value() == "circulating"
    record(page)
    page.get_by_text("Recorded.").wait_for()
    assert Claim.objects.get().statement == TYPED
    page.goto("/desk/claims/claim/add/")
    assert statement.input_value() == ""


def test_it_survives_a_connection_that_broke(statement, page):
    page.context.set_offline(True)
    record(page)
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.goto("/desk/claims/claim/add/")
    assert statement.input_value() == TYPED
    assert not Claim.objects.exists()
    page.complaints.clear()  # that the connection broke was said by the browser


def test_it_survives_a_fault(statement, page):
    page.get_by_label("Language").fill("")
    page.evaluate("document.querySelectorAll('form').forEach(one => (one.noValidate = true))")
    record(page)
    page.get_by_text("Not done.").first.wait_for()
    assert statement.input_value() == TYPED
    page.complaints.clear()  # the browser says that the answer was 422


def test_it_is_left_as_it_was_on_demand(statement, page):
    page.reload()
    page.get_by_role("button", name="Leave it as it was").click()
    assert statement.input_value() == ""
    page.reload()
    assert statement.input_value() == ""


def test_it_is_never_shown_to_somebody_else(statement, page, sign_in):
    sign_in("dov")
    page.goto("/desk/claims/claim/add/")
    assert statement.input_value() == ""
