"""The second factor: set up, asked for at the sign-in, needed by some roles, taken away."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from factcheck.accounts.models import User
from tests import given
from tests.factcheck.desk.conftest import verb, workspace
from tests.helpers import mfa
from tests.helpers.mfa import NOW, add_app, code, signed_in, with_password

ACCOUNT = "/desk/account/"
SECOND = "/desk/login/second/"
PAGES = ("change", "leave", "take-factor")
ALL = ["reviewer", "editor", "administrator"]


@pytest.fixture(autouse=True)
def clock(db, monkeypatch):
    mfa.at_step(monkeypatch)


@pytest.fixture
def needed(settings):
    settings.SECOND_FACTOR_FOR = ALL


def page(answer) -> str:
    return answer.content.decode()


def test_without_a_second_factor_the_password_is_enough():
    client = signed_in("ana")
    assert client.get("/desk/").status_code == 200


def test_with_one_the_password_alone_opens_nothing():
    add_app(signed_in("ana"))
    client = Client()
    assert with_password(client, "ana", next="/desk/claims/claim/")["Location"] == SECOND
    assert client.get("/desk/")["Location"].startswith("/desk/login/")
    assert client.get(ACCOUNT)["Location"].startswith("/desk/login/")


def test_the_code_of_the_app_is_the_second_step_and_leads_to_where_one_was_going():
    secret, _ = add_app(signed_in("ana"))
    client = Client()
    with_password(client, "ana", next="/desk/claims/claim/")
    answer = client.post(SECOND, {"code": code(secret, NOW + 1)})
    assert answer["Location"] == "/desk/claims/claim/"
    assert client.get("/desk/").status_code == 200


def test_a_wrong_code_is_refused_on_the_same_page():
    add_app(signed_in("ana"))
    client = Client()
    with_password(client, "ana")
    answer = client.post(SECOND, {"code": "000000"})
    assert answer.status_code == 422
    assert "This code is not right" in page(answer)
    assert client.get("/desk/").status_code == 302


def test_a_code_works_once():
    secret, _ = add_app(signed_in("ana"))
    for client, status in ((Client(), 302), (Client(), 422)):
        with_password(client, "ana")
        assert client.post(SECOND, {"code": code(secret)}).status_code == status


def test_too_many_wrong_codes_are_not_read_any_more():
    secret, _ = add_app(signed_in("ana"))
    client = Client()
    with_password(client, "ana")
    for _ in range(5):
        client.post(SECOND, {"code": "000000"})
    answer = client.post(SECOND, {"code": code(secret)})
    assert answer.status_code == 422
    assert "Too many" in page(answer)


def test_a_recovery_code_works_once_and_is_counted():
    client = signed_in("ana")
    _, codes = add_app(client)
    assert len(codes) == 10
    for visitor, status in ((Client(), 302), (Client(), 422)):
        with_password(visitor, "ana")
        assert visitor.post(SECOND, {"code": codes[0]}).status_code == status
    assert 'Recovery codes <span class="tally">9</span>' in page(client.get(ACCOUNT))


def test_recovery_codes_are_shown_once():
    client = signed_in("ana")
    _, codes = add_app(client)
    again = page(client.get(f"{ACCOUNT}codes/"))
    assert not any(one in again for one in codes)
    assert "10 codes are left" in again


def test_new_recovery_codes_take_the_place_of_the_old():
    client = signed_in("ana")
    _, old = add_app(client)
    answer = client.post(f"{ACCOUNT}codes/new/", follow=True)
    new = mfa.CODE.findall(page(answer))
    assert len(new) == 10 and not set(new) & set(old)
    visitor = Client()
    with_password(visitor, "ana")
    assert visitor.post(SECOND, {"code": old[0]}).status_code == 422
    assert visitor.post(SECOND, {"code": new[0]}).status_code == 302


def test_the_secrets_in_the_table_are_of_no_use_without_the_key():
    secret, codes = add_app(signed_in("ana"))
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and not any(one in kept for one in codes)


def test_a_new_secret_key_reads_the_secrets_with_the_old_one_beside_it(settings):
    secret, _ = add_app(signed_in("ana"))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    client = Client()
    with_password(client, "ana")
    assert client.post(SECOND, {"code": code(secret, NOW + 1)}).status_code == 302


def test_the_person_is_told_by_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        add_app(signed_in("ana"))
    letters = [one for one in mail.outbox if one.to == ["ana@desk.example"]]
    assert "An authenticator app was added" in letters[0].body


def test_the_drawing_of_the_code_has_no_style():
    shown = page(signed_in("ana").get(f"{ACCOUNT}app/add/"))
    assert '<svg class="qr"' in shown
    assert "style=" not in shown and "data:image" not in shown


def test_adding_one_ends_every_other_session():
    other, client = signed_in("ana"), signed_in("ana")
    add_app(client)
    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302


def test_an_older_session_says_once_more_who_it_is(at_the_desk):
    client = at_the_desk("ana")
    answer = client.get(f"{ACCOUNT}app/add/")
    assert answer["Location"] == f"{ACCOUNT}again/?next=%2Fdesk%2Faccount%2Fapp%2Fadd%2F"
    refused = client.post(answer["Location"], {"password": "not-hers"})
    assert refused.status_code == 422
    led = client.post(answer["Location"], {"password": "ana-ana-ana"})
    assert led["Location"] == f"{ACCOUNT}app/add/"
    assert client.get(led["Location"]).status_code == 200


def test_a_removed_app_is_asked_for_no_more():
    client = signed_in("ana")
    add_app(client)
    assert client.post(f"{ACCOUNT}app/remove/")["Location"] == ACCOUNT
    assert not Authenticator.objects.exists()  # the recovery codes neither
    assert with_password(Client(), "ana")["Location"] == "/desk/"


# ── where it is needed ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["bo", "carla", "eva"])
def test_whoever_needs_one_sets_it_up_before_any_page(needed, name):
    client = signed_in(name)
    answer = client.get("/desk/claims/claim/?q=milk")
    assert answer["Location"] == ACCOUNT
    assert "Your role works with a second factor" in page(client.get(ACCOUNT))
    add_app(client)
    codes = page(client.get(f"{ACCOUNT}codes/"))
    assert 'href="/desk/claims/claim/?q=milk"' in codes  # back to where they were
    assert client.get("/desk/").status_code == 200


def test_a_reporter_needs_none(needed):
    assert signed_in("ana").get("/desk/").status_code == 200


def test_a_role_on_the_list_means_whoever_may_do_as_much(settings):
    settings.SECOND_FACTOR_FOR = ["reporter"]
    assert signed_in("carla").get("/desk/")["Location"] == ACCOUNT


def test_a_superuser_needs_one(needed):
    User.objects.create_superuser("root", "root@desk.example", "root-root-root", byline="Root")
    client = Client()
    with_password(client, "root")
    assert client.get("/desk/")["Location"] == ACCOUNT


def test_no_deed_is_done_without_it(needed):
    verdict, client = given.in_review(), signed_in("bo")
    assert client.post(verb(verdict, "approve"))["Location"] == ACCOUNT
    verdict.refresh_from_db()
    assert verdict.state == "in_review"
    add_app(client)
    assert f'href="{workspace(verdict)}"' in page(client.get(f"{ACCOUNT}codes/"))


def test_whoever_has_none_may_leave_and_set_a_password(needed):
    client = signed_in("bo")
    assert client.post("/desk/logout/").status_code in (200, 302)
    assert client.get(ACCOUNT)["Location"].startswith("/desk/login/")


def test_a_session_that_knows_only_the_password_shows_the_factor_first(needed, settings):
    """One that was begun elsewhere, before there was a factor, and that nobody ended."""
    client = signed_in("bo")
    other = Client()
    secret, _ = add_app(client)
    other.force_login(given.person("bo"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    answer = other.get("/desk/claims/claim/")
    assert answer["Location"].startswith(f"{ACCOUNT}again/code/?next=")
    shown = page(other.get(answer["Location"]))
    assert "password" not in shown.lower().replace("/password/", "")  # no way around it
    led = other.post(answer["Location"], {"code": code(secret, NOW + 1)})
    assert led["Location"] == "/desk/claims/claim/"
    assert other.get("/desk/claims/claim/").status_code == 200


@pytest.mark.parametrize("page", ["", "app/remove/", "passkey/add/", "codes/new/"])
def test_such_a_session_changes_nothing_of_the_account_needed_or_not(page, settings):
    add_app(signed_in("ana"))
    other = Client()
    other.force_login(given.person("ana"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    other.post(f"{ACCOUNT}again/", {"password": "ana-ana-ana"})
    led = other.post(ACCOUNT + page) if page else other.get(ACCOUNT)
    assert led["Location"].startswith(f"{ACCOUNT}again/code/?next=")
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_last_one_is_not_removed_where_one_is_needed(needed):
    client = signed_in("bo")
    add_app(client)
    answer = client.post(f"{ACCOUNT}app/remove/")
    assert "Your role needs a second factor" in page(answer)
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize("address", ["/desk/", "/desk/claims/claim/"])
def test_it_costs_no_question_to_the_database(settings, address):
    def asked(client) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    client = signed_in("carla")
    before = asked(client)
    settings.SECOND_FACTOR_FOR = ALL
    add_app(client)
    assert asked(client) == before


def test_on_the_server_the_last_superuser_is_helped():
    User.objects.create_superuser("root", "root@desk.example", "root-root-root", byline="Root")
    client = Client()
    with_password(client, "root")
    add_app(client)
    mail.outbox.clear()
    call_command("take_factor_away", "root", stdout=StringIO())
    assert not Authenticator.objects.exists()
    assert client.get("/desk/").status_code == 302
    assert "took the second factor" in mail.outbox[0].body
    for name, sentence in (("root", "has no second factor"), ("zoe", "Nobody is called zoe")):
        with pytest.raises(CommandError, match=sentence):
            call_command("take_factor_away", name)


@pytest.mark.parametrize(
    "name",
    [
        *("account_signup", "account_email", "account_inactive", "account_reset_password"),
        *("account_change_password", "account_confirm_email", "mfa_signup_webauthn"),
    ],
)
def test_nobody_registers_or_changes_an_address_by_pages_we_did_not_want(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_no_secret_has_a_page_at_the_desk():
    assert not admin.site.is_registered(Authenticator)


@pytest.mark.parametrize("name", ["ana", "eva"])
def test_the_pages_of_accounts_ask_less_than_fifteen_times(name):
    client = signed_in(name)
    add_app(client)
    addresses = [ACCOUNT]
    if name == "eva":
        addresses += [f"/desk/accounts/user/{given.person('ana').pk}/{page}/" for page in PAGES]
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) < 15, address
