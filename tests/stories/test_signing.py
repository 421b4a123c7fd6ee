"""Signing in the browser: a passkey is confirmed by another person, and publishes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import ScheduledPublication, Signature, Verdict
from claims.scheduling import publication
from claims.signing.signatures import verify_signature
from claims.workflow import actions
from factcheck.accounts.system_user import get_system_user
from tests import given
from tests.helpers import passkeys
from tests.stories.test_mfa import AUTHENTICATOR, read, sign_in_with_password, sign_out
from tests.stories.test_tip import WIDE

pytestmark = pytest.mark.browser
REFUSED = "the server responded with a status of 409"  # the page says why


@pytest.fixture
def page(browser, site):
    """A page in a browser with a virtual passkey device; passkeys need a host name."""
    address = site.replace("127.0.0.1", "localhost")
    with browser.new_context(base_url=address, viewport=WIDE) as context:
        page, errors = context.new_page(), []
        page.on("console", lambda text: errors.append(text.text) if text.type == "error" else 0)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.device = context.new_cdp_session(page)
        page.device.send("WebAuthn.enable")
        added = page.device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        page.authenticator = added["authenticatorId"]
        yield page
        assert not [error for error in errors if REFUSED not in error], errors


@pytest.fixture(autouse=True)
def signed(own_database):
    with passkeys.require_signatures("publish"):
        yield


def add_passkey(page, name: str) -> None:
    sign_in_with_password(page, name, then="/desk/account/passkey/add/")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("link", name="I saved them").click()
    page.goto("/desk/account/")


def confirm_passkey(page, name: str) -> None:
    """Filip confirms the passkey whose fingerprint he has compared."""
    sign_in_with_password(page, "filip", then="/desk/")
    page.get_by_role("link", name="Compare").click()
    assert "fingerprint" in read(page, "signing-keys")
    page.get_by_role("button", name=f"Confirm: {name}").click()
    page.get_by_text("The user can sign with this passkey now.").wait_for()
    read(page, "signing-keys-confirmed")
    sign_out(page)


def open_workspace(page, verdict) -> None:
    page.goto(f"/desk/claims/verdict/{verdict.pk}/change/")


def sign_in_with_passkey(page) -> None:
    page.goto("/desk/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Sign out").wait_for()


def test_a_publication_is_signed_with_a_confirmed_passkey(page):
    verdict = given.approved()
    given.person("carla"), given.person("filip")
    add_passkey(page, "carla")
    assert "not confirmed yet" in read(page, "signing-unconfirmed")
    open_workspace(page, verdict)
    assert "You sign this with your passkey." in read(page, "signing-button")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("No one has confirmed your passkey for signing yet.").first.wait_for()
    read(page, "signing-refused")
    sign_out(page)

    confirm_passkey(page, "Carla Byline")
    sign_in_with_passkey(page)
    page.goto("/desk/account/")
    assert "Revoke for signing" in read(page, "signing-confirmed")
    open_workspace(page, verdict)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("Published. Readers see it now.").wait_for()
    signature = Signature.objects.get()
    assert (signature.challenge.action, signature.key.user.username) == ("publish", "carla")
    assert verify_signature(signature) == []


def test_what_was_submitted_again_meanwhile_is_not_signed(page):
    verdict = given.approved()
    given.person("carla"), given.person("filip")
    add_passkey(page, "carla")
    sign_out(page)
    confirm_passkey(page, "Carla Byline")
    sign_in_with_passkey(page)
    open_workspace(page, verdict)
    actions.withdraw(verdict, by=given.person("ana"), at=given.moment())
    verdict.refresh_from_db()
    given.approved(verdict=given.in_review(verdict=verdict))
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("This changed after you opened it").first.wait_for()
    assert not Signature.objects.exists()


def test_a_scheduled_publication_carries_its_signature(page):
    verdict = given.approved()
    given.person("carla"), given.person("filip")
    add_passkey(page, "carla")
    sign_out(page)
    confirm_passkey(page, "Carla Byline")
    sign_in_with_passkey(page)
    open_workspace(page, verdict)
    page.locator("summary", has_text="Schedule").click()
    publish_at = timezone.localtime() + timedelta(hours=30)
    page.get_by_label("Publish at").fill(publish_at.strftime("%Y-%m-%dT%H:%M"))
    page.locator("#timing form").get_by_role("button", name="Schedule").first.click()
    page.get_by_text("Scheduled. Readers see nothing before that time.").wait_for()
    schedule = ScheduledPublication.objects.get()
    at = schedule.publish_at
    assert publication.publish_if_due(schedule, at=at, system_user=get_system_user()) == ""
    assert Verdict.objects.get(pk=verdict.pk).state == "published"
    assert verify_signature(Signature.objects.get()) == []


def test_another_passkey_of_the_user_signs_nothing(page):
    verdict = given.approved()
    given.person("carla"), given.person("filip")
    add_passkey(page, "carla")
    sign_out(page)
    confirm_passkey(page, "Carla Byline")
    sign_in_with_passkey(page)
    page.device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": page.authenticator})
    page.device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    open_workspace(page, verdict)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("The browser was not allowed to").wait_for()
    assert not Signature.objects.exists()
