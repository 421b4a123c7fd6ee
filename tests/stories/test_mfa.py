"""Two-factor authentication in the browser: passkeys, app codes, and unsaved text."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from sources.models import Snapshot
from tests import given
from tests.helpers import mfa
from tests.stories.conftest import find_accessibility_faults
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
    """The site runs in this process, so the codes of the tests are computed for its time."""
    mfa.freeze_at_step(monkeypatch)


@pytest.fixture
def page(browser, site):
    """A page in a browser with a virtual passkey device; passkeys need a host name."""
    address = site.replace("127.0.0.1", "localhost")
    with browser.new_context(base_url=address, viewport=WIDE) as context:
        page, errors = context.new_page(), []
        page.on("console", lambda text: errors.append(text.text) if text.type == "error" else 0)
        page.on("pageerror", lambda error: errors.append(str(error)))
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield page
        assert not errors, errors


def read(page, name: str) -> str:
    """The text of the page, which must be accessible in light and dark and fit its window."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert find_accessibility_faults(page) == []
    page.emulate_media(color_scheme="light")
    _save_screenshot(page, f"{name}-wide")
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
    _save_screenshot(page, f"{name}-narrow")
    page.set_viewport_size(WIDE)
    return page.locator("main").inner_text()


def _save_screenshot(page, name: str) -> None:
    """Save a screenshot if the environment variable PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def sign_in_with_password(page, name: str, then: str = "/desk/") -> None:
    page.goto(then)
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("-".join([name] * 3))
    page.get_by_role("button", name="Sign in").click()


def sign_out(page) -> None:
    page.get_by_role("button", name="Sign out").click()


def add_app(page) -> str:
    """Add an app and return its secret; the page then shows the recovery codes."""
    page.get_by_role("link", name="Add an authenticator app").click()
    secret = page.locator(".account-key").inner_text()
    read(page, "app")
    page.get_by_label("Code that the app shows now").fill(mfa.compute_code(secret))
    page.get_by_role("button", name="Add the app").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    return secret


def test_a_reviewer_adds_a_passkey_and_signs_in_with_it_alone(page, settings):
    settings.MFA_REQUIRED_ROLES = ["reviewer"]
    verdict = given.in_review()
    given.person("bo")
    work = f"/desk/claims/verdict/{verdict.pk}/change/"
    sign_in_with_password(page, "bo", then=work)
    assert "Your role requires two-factor authentication" in read(page, "required")
    page.get_by_role("link", name="Add a passkey").click()
    assert "works only on this site" in read(page, "passkey")
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert "Each works once" in read(page, "codes")
    page.get_by_role("link", name="I saved them").click()
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


def test_a_passkey_is_used_after_a_password_renamed_and_removed(page):
    given.person("ana")
    sign_in_with_password(page, "ana", then="/desk/account/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto("/desk/account/")
    sign_out(page)

    sign_in_with_password(page, "ana", then="/desk/account/")
    page.get_by_role("heading", name="Two-factor authentication").wait_for()
    read(page, "second")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="Rename: Passkey").click()
    read(page, "rename")
    page.get_by_label("Name").fill("The old laptop")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove: The old laptop").click()
    assert "Removes “The old laptop” from your account" in read(page, "remove")
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_text("Not set up yet").wait_for()


def test_unsaved_text_survives_an_expired_session_and_the_second_step(page):
    given.person("dov")
    draft = given.draft()
    sign_in_with_password(page, "ana", then="/desk/account/")
    secret = add_app(page)
    page.goto(f"/desk/claims/verdict/{draft.pk}/change/")
    conclusion = page.get_by_label("Conclusion", exact=True)
    conclusion.fill(TYPED)
    page.get_by_text("Not saved yet.").wait_for()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_label("Username").fill("ana")
    page.get_by_label("Password").fill("ana-ana-ana")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(mfa.compute_code(secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Not saved yet.").wait_for()
    expect(conclusion).to_have_value(TYPED)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Draft saved.", exact=True).wait_for()
    draft.refresh_from_db()
    assert draft.conclusion == TYPED


def test_unsaved_text_survives_when_a_second_factor_becomes_required(page, settings):
    draft = given.draft()
    sign_in_with_password(page, "ana", then=f"/desk/claims/verdict/{draft.pk}/change/")
    conclusion = page.get_by_label("Conclusion", exact=True)
    conclusion.fill(TYPED)
    page.get_by_text("Not saved yet.").wait_for()
    settings.MFA_REQUIRED_ROLES = ["reporter"]
    page.get_by_role("button", name="Save draft").click()
    add_app(page)
    page.get_by_role("link", name="I saved them").click()
    page.get_by_text("Not saved yet.").wait_for()
    expect(conclusion).to_have_value(TYPED)


def test_an_administrator_resets_mfa_and_deactivates_an_account(page):
    given.person("eva"), given.person("bo")
    sign_in_with_password(page, "bo", then="/desk/account/")
    add_app(page)
    page.context.clear_cookies()
    sign_in_with_password(page, "eva", then="/desk/accounts/user/")
    page.get_by_role("link", name="Bo Byline").click()
    read(page, "person")
    page.get_by_role("link", name="Reset two-factor authentication").click()
    assert "First confirm" in read(page, "reset")
    page.get_by_label("Reason").fill("Lost the phone.")
    page.get_by_role("button", name="Request the reset").click()
    page.get_by_text("Lost the phone.").wait_for()
    page.get_by_role("link", name="Deactivate account").click()
    read(page, "deactivate")
    page.get_by_label("Reason").fill("Went elsewhere.")
    page.get_by_role("button", name="Deactivate account").click()
    page.get_by_text("Account deactivated.").wait_for()
    read(page, "deactivated")


def sign_in_again(page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("-".join([name] * 3))
    page.get_by_role("button", name="Sign in").click()


def send_a_claim_after_the_session_ended(page) -> None:
    """Ana fills in a claim and sends it when her session has ended."""
    sign_in_with_password(page, "ana", then="/desk/claims/claim/add/")
    page.get_by_label("Claim", exact=True).fill("Milk costs twice as much")
    page.get_by_label("Who made the claim").select_option("question")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Record claim").click()


def test_an_unsent_form_is_shown_and_sent_after_the_second_step(page):
    given.person("ana")
    sign_in_with_password(page, "ana", then="/desk/account/")
    secret = add_app(page)
    page.goto("/desk/claims/claim/add/")
    page.get_by_label("Claim", exact=True).fill("Milk costs twice as much")
    page.get_by_label("Who made the claim").select_option("question")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Record claim").click()
    sign_in_again(page, "ana")
    page.get_by_label("Code").fill(mfa.compute_code(secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="was not sent").wait_for()
    assert "Milk costs twice as much" in read(page, "unsent")
    page.get_by_role("button", name="Send now").click()
    page.get_by_role("button", name="Start fact-check").wait_for()
    assert Claim.objects.get().statement == "Milk costs twice as much"
    assert not page.get_by_role("heading", name="was not sent").count()
    page.goto("/desk/")
    assert not page.get_by_role("heading", name="was not sent").count()


def test_an_unsent_form_is_not_shown_to_another_user(page):
    given.person("ana"), given.person("dov")
    send_a_claim_after_the_session_ended(page)
    sign_in_again(page, "dov")
    page.get_by_role("button", name="Sign out").wait_for()
    assert not page.get_by_role("heading", name="was not sent").count()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_form_that_was_sent_is_not_offered_again(page):
    given.person("ana")
    sign_in_with_password(page, "ana", then="/desk/claims/claim/add/")
    page.get_by_label("Claim", exact=True).fill("Milk costs twice as much")
    page.get_by_label("Who made the claim").select_option("question")
    page.get_by_role("button", name="Record claim").click()
    page.get_by_role("button", name="Start fact-check").wait_for()
    page.goto("/desk/account/")
    page.goto("/desk/")
    assert not page.get_by_role("heading", name="was not sent").count()


def test_a_previewed_text_is_captured_after_signing_in_again(page):
    given.person("ana")
    sign_in_with_password(page, "ana", then="/desk/sources/capture/")
    page.get_by_label("Or paste the text").fill(given.TEXT)
    page.get_by_label("Title").fill("Trade rose")
    page.get_by_role("button", name="Preview").click()
    page.get_by_label("Author").fill("The Gazette")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save snapshot").click()
    sign_in_again(page, "ana")
    page.get_by_role("button", name="Send now").click()
    page.get_by_role("heading", name="was not sent").wait_for(state="detached")
    snapshot = Snapshot.objects.get()
    assert (snapshot.text, snapshot.source.author) == (given.TEXT, "The Gazette")
