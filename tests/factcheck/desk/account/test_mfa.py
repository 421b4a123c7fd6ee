"""Two-factor authentication (MFA): setting it up, signing in with it, and removing it."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from factcheck.accounts.models import User
from tests import given
from tests.factcheck.desk.conftest import verdict_url, workspace_url
from tests.helpers import mfa
from tests.helpers.client import Client
from tests.helpers.mfa import NOW, add_app, compute_code, post_password, sign_in_with_password

ACCOUNT = "/desk/account/"
SECOND = "/desk/login/mfa/"
PAGES = ("change", "deactivate", "reset-mfa")
MFA_ROLES = ["reviewer", "editor", "administrator"]


@pytest.fixture(autouse=True)
def clock(db, monkeypatch):
    mfa.freeze_at_step(monkeypatch)


@pytest.fixture
def mfa_required(settings):
    settings.MFA_REQUIRED_ROLES = MFA_ROLES


def read(response) -> str:
    return response.content.decode()


def test_without_mfa_the_password_is_enough():
    client = sign_in_with_password("ana")
    assert client.get("/desk/").status_code == 200


def test_with_mfa_the_password_alone_does_not_sign_in():
    add_app(sign_in_with_password("ana"))
    client = Client()
    assert post_password(client, "ana", next="/desk/claims/claim/")["Location"] == SECOND
    assert client.get("/desk/")["Location"].startswith("/desk/login/")
    assert client.get(ACCOUNT)["Location"].startswith("/desk/login/")


def test_the_code_of_the_app_signs_in_and_redirects_to_the_requested_page():
    secret, _ = add_app(sign_in_with_password("ana"))
    client = Client()
    post_password(client, "ana", next="/desk/claims/claim/")
    response = client.post(SECOND, {"code": compute_code(secret, NOW + 1)})
    assert response["Location"] == "/desk/claims/claim/"
    assert client.get("/desk/").status_code == 200


def test_a_wrong_code_is_refused_on_the_same_page():
    add_app(sign_in_with_password("ana"))
    client = Client()
    post_password(client, "ana")
    response = client.post(SECOND, {"code": "000000"})
    assert response.status_code == 422
    assert "This code is wrong" in read(response)
    assert client.get("/desk/").status_code == 302


def test_a_code_works_once():
    secret, _ = add_app(sign_in_with_password("ana"))
    for client, status in ((Client(), 302), (Client(), 422)):
        post_password(client, "ana")
        assert client.post(SECOND, {"code": compute_code(secret)}).status_code == status


def test_after_too_many_wrong_codes_a_correct_one_is_refused():
    secret, _ = add_app(sign_in_with_password("ana"))
    client = Client()
    post_password(client, "ana")
    for _ in range(5):
        client.post(SECOND, {"code": "000000"})
    response = client.post(SECOND, {"code": compute_code(secret)})
    assert response.status_code == 422
    assert "Too many" in read(response)


def test_a_recovery_code_works_once_and_is_counted():
    client = sign_in_with_password("ana")
    _, codes = add_app(client)
    assert len(codes) == 10
    for visitor, status in ((Client(), 302), (Client(), 422)):
        post_password(visitor, "ana")
        assert visitor.post(SECOND, {"code": codes[0]}).status_code == status
    assert 'Recovery codes <span class="tally">9</span>' in read(client.get(ACCOUNT))


def test_recovery_codes_are_shown_once():
    client = sign_in_with_password("ana")
    _, codes = add_app(client)
    page = read(client.get(f"{ACCOUNT}codes/"))
    assert not any(code in page for code in codes)
    assert "10 codes are left" in page


def test_new_recovery_codes_replace_the_old_ones():
    client = sign_in_with_password("ana")
    _, old = add_app(client)
    response = client.post(f"{ACCOUNT}codes/new/", follow=True)
    new = mfa.CODE.findall(read(response))
    assert len(new) == 10 and not set(new) & set(old)
    visitor = Client()
    post_password(visitor, "ana")
    assert visitor.post(SECOND, {"code": old[0]}).status_code == 422
    assert visitor.post(SECOND, {"code": new[0]}).status_code == 302


def test_the_secrets_in_the_database_are_encrypted():
    secret, codes = add_app(sign_in_with_password("ana"))
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored and not any(code in stored for code in codes)


def test_secrets_of_an_old_secret_key_can_still_be_read(settings):
    secret, _ = add_app(sign_in_with_password("ana"))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    client = Client()
    post_password(client, "ana")
    assert client.post(SECOND, {"code": compute_code(secret, NOW + 1)}).status_code == 302


def test_the_user_gets_an_email(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        add_app(sign_in_with_password("ana"))
    emails = [email for email in mail.outbox if email.to == ["ana@desk.example"]]
    assert "An authenticator app was added" in emails[0].body


def test_the_qr_code_has_no_inline_styles():
    page = read(sign_in_with_password("ana").get(f"{ACCOUNT}app/add/"))
    assert '<svg class="qr"' in page
    assert "style=" not in page and "data:image" not in page


def test_adding_a_method_ends_all_other_sessions():
    other, client = sign_in_with_password("ana"), sign_in_with_password("ana")
    add_app(client)
    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302


def test_an_older_session_has_to_confirm_the_identity(desk_client):
    client = desk_client("ana")
    response = client.get(f"{ACCOUNT}app/add/")
    assert response["Location"] == f"{ACCOUNT}reauthenticate/?next=%2Fdesk%2Faccount%2Fapp%2Fadd%2F"
    wrong = client.post(response["Location"], {"password": "not-hers"})
    assert wrong.status_code == 422
    confirmed = client.post(response["Location"], {"password": "ana-ana-ana"})
    assert confirmed["Location"] == f"{ACCOUNT}app/add/"
    assert client.get(confirmed["Location"]).status_code == 200


def test_after_removing_the_app_the_password_is_enough():
    client = sign_in_with_password("ana")
    add_app(client)
    assert client.post(f"{ACCOUNT}app/remove/")["Location"] == ACCOUNT
    assert not Authenticator.objects.exists()  # nor recovery codes
    assert post_password(Client(), "ana")["Location"] == "/desk/"


# ── required roles ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["bo", "carla", "eva"])
def test_users_who_need_mfa_set_it_up_before_any_page_opens(mfa_required, name):
    client = sign_in_with_password(name)
    response = client.get("/desk/claims/claim/?q=milk")
    assert response["Location"] == ACCOUNT
    assert "Your role requires two-factor authentication" in read(client.get(ACCOUNT))
    add_app(client)
    codes = read(client.get(f"{ACCOUNT}codes/"))
    assert 'href="/desk/claims/claim/?q=milk"' in codes  # continues on the requested page
    assert client.get("/desk/").status_code == 200


def test_a_reporter_does_not_need_mfa(mfa_required):
    assert sign_in_with_password("ana").get("/desk/").status_code == 200


def test_a_role_on_the_list_includes_users_with_the_same_permissions(settings):
    settings.MFA_REQUIRED_ROLES = ["reporter"]
    assert sign_in_with_password("carla").get("/desk/")["Location"] == ACCOUNT


def test_a_superuser_needs_mfa(mfa_required):
    User.objects.create_superuser("root", "root@desk.example", "root-root-root", byline="Root")
    client = Client()
    post_password(client, "root")
    assert client.get("/desk/")["Location"] == ACCOUNT


def test_no_action_is_possible_without_it(mfa_required):
    verdict, client = given.in_review(), sign_in_with_password("bo")
    assert client.post(verdict_url(verdict, "approve"))["Location"] == ACCOUNT
    verdict.refresh_from_db()
    assert verdict.state == "in_review"
    add_app(client)
    assert f'href="{workspace_url(verdict)}"' in read(client.get(f"{ACCOUNT}codes/"))


def test_users_without_it_can_sign_out(mfa_required):
    client = sign_in_with_password("bo")
    assert client.post("/desk/logout/").status_code in (200, 302)
    assert client.get(ACCOUNT)["Location"].startswith("/desk/login/")


def test_a_session_with_only_the_password_has_to_verify_mfa(mfa_required, settings):
    """A session that started before MFA was set up and was not ended."""
    client = sign_in_with_password("bo")
    other = Client()
    secret, _ = add_app(client)
    other.force_login(given.person("bo"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    response = other.get("/desk/claims/claim/")
    assert response["Location"].startswith(f"{ACCOUNT}reauthenticate/code/?next=")
    page = read(other.get(response["Location"]))
    assert "password" not in page.lower().replace("/password/", "")  # not an alternative
    verified = other.post(response["Location"], {"code": compute_code(secret, NOW + 1)})
    assert verified["Location"] == "/desk/claims/claim/"
    assert other.get("/desk/claims/claim/").status_code == 200


@pytest.mark.parametrize("page", ["", "app/remove/", "passkey/add/", "codes/new/"])
def test_a_session_without_mfa_cannot_change_the_account(page, settings):
    add_app(sign_in_with_password("ana"))
    other = Client()
    other.force_login(given.person("ana"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    other.post(f"{ACCOUNT}reauthenticate/", {"password": "ana-ana-ana"})
    response = other.post(ACCOUNT + page) if page else other.get(ACCOUNT)
    assert response["Location"].startswith(f"{ACCOUNT}reauthenticate/code/?next=")
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_last_method_cannot_be_removed_if_mfa_is_required(mfa_required):
    client = sign_in_with_password("bo")
    add_app(client)
    response = client.post(f"{ACCOUNT}app/remove/")
    assert "Your role requires two-factor authentication" in read(response)
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize("url", ["/desk/", "/desk/claims/claim/"])
def test_mfa_needs_no_extra_queries(settings, url):
    def count_queries(client) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    client = sign_in_with_password("carla")
    before = count_queries(client)
    settings.MFA_REQUIRED_ROLES = MFA_ROLES
    add_app(client)
    assert count_queries(client) == before


def test_the_command_resets_the_mfa_of_the_last_superuser():
    User.objects.create_superuser("root", "root@desk.example", "root-root-root", byline="Root")
    client = Client()
    post_password(client, "root")
    add_app(client)
    mail.outbox.clear()
    call_command("reset_mfa", "root", stdout=StringIO())
    assert not Authenticator.objects.exists()
    assert client.get("/desk/").status_code == 302
    assert 'two-factor authentication of your account "root" was reset' in mail.outbox[0].body
    for name, message in (("root", "has no MFA"), ("zoe", "There is no account zoe")):
        with pytest.raises(CommandError, match=message):
            call_command("reset_mfa", name)


@pytest.mark.parametrize(
    "name",
    [
        *("account_signup", "account_email", "account_inactive", "account_reset_password"),
        *("account_change_password", "account_confirm_email", "mfa_signup_webauthn"),
    ],
)
def test_pages_of_allauth_that_the_desk_does_not_use_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_authenticators_have_no_admin_page():
    assert not admin.site.is_registered(Authenticator)


@pytest.mark.parametrize("name", ["ana", "eva"])
def test_the_account_pages_need_fewer_than_fifteen_queries(name):
    client = sign_in_with_password(name)
    add_app(client)
    urls = [ACCOUNT]
    if name == "eva":
        urls += [f"/desk/accounts/user/{given.person('ana').pk}/{page}/" for page in PAGES]
    for url in urls:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) < 15, url
