"""A second factor in the browser: passkeys, an app's codes, and what was typed meanwhile."""

import os
from pathlib import Path

import pytest

from claims.models import Claim
from sources.models import Snapshot
from tests import given
from tests.helpers import mfa
from tests.stories.conftest import faults
from tests.stories.test_tip import NARROW, WIDE

pytestmark = pytest.mark.browser
TYPED = "Typed, and never saved."
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The site runs in this program: its clock stands where the tests compute their codes."""
    mfa.at_step(monkeypatch)


@pytest.fixture
def page(browser, site):
    """A page whose browser has a passkey device; passkeys work at names, and not at numbers."""
    address = site.replace("127.0.0.1", "localhost")
    with browser.new_context(base_url=address, viewport=WIDE) as context:
        page, complaints = context.new_page(), []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield page
        assert not complaints, complaints


def read(page, name: str) -> str:
    """What the page says; nothing is wrong with it, wide or narrow, in the light or the dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []
    page.emulate_media(color_scheme="light")
    _picture(page, f"{name}-wide")
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
    _picture(page, f"{name}-narrow")
    page.set_viewport_size(WIDE)
    return page.locator("main").inner_text()


def _picture(page, name: str) -> None:
    """For people to look at, where a folder is named for it."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def password(page, name: str, then: str = "/desk/") -> None:
    page.goto(then)
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("-".join([name] * 3))
    page.get_by_role("button", name="Sign in").click()


def sign_out(page) -> None:
    page.get_by_role("button", name="Sign out").click()


def add_app(page) -> str:
    """Its secret; the page with the recovery codes stays open."""
    page.get_by_role("link", name="Add an authenticator app").click()
    secret = page.locator(".account-key").inner_text()
    read(page, "app")
    page.get_by_label("The code that the app shows now").fill(mfa.code(secret))
    page.get_by_role("button", name="Add the app").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    return secret


def test_a_reviewer_sets_a_passkey_up_and_signs_in_with_it_alone(page, settings):
    settings.SECOND_FACTOR_FOR = ["reviewer"]
    verdict = given.in_review()
    given.person("bo")
    work = f"/desk/claims/verdict/{verdict.pk}/change/"
    password(page, "bo", then=work)
    assert "Your role works with a second factor" in read(page, "needed")
    page.get_by_role("link", name="Add a passkey").click()
    assert "works for this site alone" in read(page, "passkey")
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert "Each works once" in read(page, "codes")
    page.get_by_role("link", name="I have them").click()
    assert page.url.endswith(work)
    page.goto("/desk/account/")
    assert "Blue key" in read(page, "account")
    sign_out(page)

    page.goto("/desk/login/")
    read(page, "login")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(work)
    page.locator("summary", has_text="Approve").wait_for()


def test_a_passkey_is_the_second_step_after_a_password_and_is_named_and_removed(page):
    given.person("ana")
    password(page, "ana", then="/desk/account/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto("/desk/account/")
    sign_out(page)

    password(page, "ana", then="/desk/account/")
    page.get_by_role("heading", name="Second step").wait_for()
    read(page, "second")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="Rename: Passkey").click()
    read(page, "rename")
    page.get_by_label("Name").fill("The old laptop")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove: The old laptop").click()
    assert "“The old laptop” signs you in no more" in read(page, "remove")
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("No second factor yet").wait_for()


def test_words_survive_a_session_that_ended_and_the_second_step(page):
    given.person("dov")
    draft = given.draft()
    password(page, "ana", then="/desk/account/")
    secret = add_app(page)
    page.goto(f"/desk/claims/verdict/{draft.pk}/change/")
    finding = page.get_by_label("Finding", exact=True)
    finding.fill(TYPED)
    page.get_by_text("Not saved yet.").wait_for()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_label("Username").fill("ana")
    page.get_by_label("Password").fill("ana-ana-ana")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(mfa.code(secret))
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Not saved yet.").wait_for()
    assert finding.input_value() == TYPED
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("Saved.", exact=True).wait_for()
    draft.refresh_from_db()
    assert draft.finding == TYPED


def test_words_survive_a_second_factor_that_becomes_needed(page, settings):
    draft = given.draft()
    password(page, "ana", then=f"/desk/claims/verdict/{draft.pk}/change/")
    finding = page.get_by_label("Finding", exact=True)
    finding.fill(TYPED)
    page.get_by_text("Not saved yet.").wait_for()
    settings.SECOND_FACTOR_FOR = ["reporter"]
    page.get_by_role("button", name="Save the draft").click()
    add_app(page)
    page.get_by_role("link", name="I have them").click()
    page.get_by_text("Not saved yet.").wait_for()
    assert finding.input_value() == TYPED


def test_an_administrator_takes_a_factor_away_and_lets_somebody_leave(page):
    given.person("eva"), given.person("bo")
    password(page, "bo", then="/desk/account/")
    add_app(page)
    page.context.clear_cookies()
    password(page, "eva", then="/desk/accounts/user/")
    page.get_by_role("link", name="Bo Byline").click()
    read(page, "person")
    page.get_by_role("link", name="Take the second factor away").click()
    assert "First make sure" in read(page, "take")
    page.get_by_label("Why").fill("Lost the phone.")
    page.get_by_role("button", name="Take it away").click()
    page.get_by_text("Lost the phone.").wait_for()
    page.get_by_role("link", name="They leave").click()
    read(page, "leave")
    page.get_by_label("Why").fill("Went elsewhere.")
    page.get_by_role("button", name="They leave").click()
    page.get_by_text("no: has left").wait_for()
    read(page, "left")


def sign_in_again(page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("-".join([name] * 3))
    page.get_by_role("button", name="Sign in").click()


def type_a_claim(page) -> None:
    """Typed by Ana and sent when her session had ended."""
    password(page, "ana", then="/desk/claims/claim/add/")
    page.get_by_label("Statement").fill("Milk costs twice as much")
    page.get_by_label("Origin").select_option("question")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Record the claim").click()


def test_a_form_that_was_not_sent_is_shown_and_sent_after_the_second_step(page):
    given.person("ana")
    password(page, "ana", then="/desk/account/")
    secret = add_app(page)
    page.goto("/desk/claims/claim/add/")
    page.get_by_label("Statement").fill("Milk costs twice as much")
    page.get_by_label("Origin").select_option("question")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Record the claim").click()
    sign_in_again(page, "ana")
    page.get_by_label("Code").fill(mfa.code(secret))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="was not sent").wait_for()
    assert "Milk costs twice as much" in read(page, "unsent")
    page.get_by_role("button", name="Send it now").click()
    page.get_by_role("button", name="Begin the verdict").wait_for()
    assert Claim.objects.get().statement == "Milk costs twice as much"
    assert not page.get_by_role("heading", name="was not sent").count()
    page.goto("/desk/")
    assert not page.get_by_role("heading", name="was not sent").count()


def test_what_somebody_else_typed_is_shown_to_nobody(page):
    given.person("ana"), given.person("dov")
    type_a_claim(page)
    sign_in_again(page, "dov")
    page.get_by_role("button", name="Sign out").wait_for()
    assert not page.get_by_role("heading", name="was not sent").count()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_form_that_was_answered_is_not_offered_again(page):
    given.person("ana")
    password(page, "ana", then="/desk/claims/claim/add/")
    page.get_by_label("Statement").fill("Milk costs twice as much")
    page.get_by_label("Origin").select_option("question")
    page.get_by_role("button", name="Record the claim").click()
    page.get_by_role("button", name="Begin the verdict").wait_for()
    page.goto("/desk/account/")
    page.goto("/desk/")
    assert not page.get_by_role("heading", name="was not sent").count()


def test_a_text_that_was_read_is_captured_after_the_sign_in(page):
    given.person("ana")
    password(page, "ana", then="/desk/sources/capture/")
    page.get_by_label("Or paste the text").fill(given.TEXT)
    page.get_by_label("Title").fill("Trade rose")
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("Author").fill("The Gazette")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Capture it").click()
    sign_in_again(page, "ana")
    page.get_by_role("button", name="Send it now").click()
    page.get_by_role("heading", name="was not sent").wait_for(state="detached")
    snapshot = Snapshot.objects.get()
    assert (snapshot.text, snapshot.source.author) == (given.TEXT, "The Gazette")
