"""What only the mode `development` has: mails as files, and a list of the demo's accounts."""

import pytest
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from factcheck import development, urls
from factcheck.demo import accounts

urlpatterns = [*urls.urlpatterns, *development.urlpatterns]


@pytest.fixture(autouse=True)
def run_dir(settings, tmp_path):
    settings.RUN_DIR, settings.MAIL_DIR = tmp_path, tmp_path / "mail"


@pytest.fixture
def sent_mails(settings):
    settings.EMAIL_BACKEND = "factcheck.development.FileEmailBackend"
    for number in (1, 2):
        message = EmailMessage(
            f"Set your password ({number})",
            "Kliknij w łącze: http://127.0.0.1:8000/desk/set/" + "x" * 60,
            "desk@example.org",
            ["ana@desk.example"],
        )
        assert message.send() == 1


# ── mails ───────────────────────────────────────────────────────────────────────────────────────
def test_mails_are_written_to_files_that_only_the_user_can_read(settings, sent_mails):
    assert len(list(settings.MAIL_DIR.glob("*.eml"))) == 2
    assert settings.MAIL_DIR.stat().st_mode & 0o777 == 0o700


def test_the_latest_mail_is_listed_first(sent_mails):
    mails = development.read_mails()
    assert [mail["subject"] for mail in mails] == ["Set your password (2)", "Set your password (1)"]
    assert mails[0]["to"] == "ana@desk.example"
    assert mails[0]["text"].strip().endswith("/desk/set/" + "x" * 60)


def test_without_a_folder_there_are_no_mails():
    assert development.read_mails() == []


# ── the accounts of the demo ────────────────────────────────────────────────────────────────────
@pytest.fixture
def demo_accounts(demo):
    accounts.reset_passwords()


def get_context_accounts(**request) -> list:
    demo_accounts = development.context(RequestFactory().get("/desk/login/", **request))
    found = demo_accounts["demo_accounts"]
    return found() if callable(found) else list(found)


def test_new_passwords_can_be_used_and_are_listed(demo_accounts, client):
    listed = {account.username: account for account in accounts.list_accounts()}
    assert list(listed) == ["ana", "bo", "carla", "dov", "eva", "filip", "gwen"]
    assert (listed["ana"].name, listed["ana"].roles) == ("Ana Velmarin", "reporter")
    assert listed["filip"].roles == "editor, reviewer"
    assert client.login(username="ana", password=listed["ana"].password)


def test_a_password_that_was_changed_is_not_listed(demo_accounts):
    ana = accounts._get_users().get(username="ana")
    ana.set_password("another password")
    ana.save()
    listed = {account.username: account.password for account in accounts.list_accounts()}
    assert listed["ana"] == "" and listed["bo"]


def test_the_passwords_are_in_a_file_that_only_the_user_can_read(demo_accounts, settings):
    file = settings.RUN_DIR / "demo-passwords.json"
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_sign_in_page_lists_the_accounts(demo_accounts, settings):
    settings.ROOT_URLCONF = __name__
    context = development.context(RequestFactory().get("/desk/login/"))
    page = render_to_string("development/demo_accounts.html", context)
    for account in accounts.list_accounts():
        assert account.username in page and account.password in page


@pytest.mark.parametrize(
    "request_from_elsewhere",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"headers": {"X-Forwarded-For": "192.0.2.7"}},
        {"headers": {"Forwarded": "for=192.0.2.7"}},
    ],
)
def test_accounts_are_not_listed_for_other_machines(demo_accounts, request_from_elsewhere):
    assert get_context_accounts()
    assert get_context_accounts(**request_from_elsewhere) == []


# ── the other modes ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_other_modes_have_no_page_of_mails_and_list_no_accounts(client):
    with pytest.raises(NoReverseMatch):
        reverse("development_mails")
    assert client.get("/dev/mails/").status_code == 404
    assert "Accounts of the demo" not in client.get("/desk/login/").text


def test_the_page_of_mails_lists_them(client, settings, sent_mails):
    settings.ROOT_URLCONF = __name__
    page = client.get("/dev/mails/").text
    assert page.count("<summary>") == 2
    assert "Set your password (2)" in page and 'name="robots" content="noindex"' in page
