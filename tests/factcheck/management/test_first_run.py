"""What a new installation contains, and how its first account is created."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from claims.models import Rating
from factcheck.accounts import database_mode
from factcheck.accounts.command_history import record_command
from factcheck.accounts.models import AccountHistory, User
from factcheck.management.commands import changepassword
from tests import given
from tests.helpers.attacks import execute_sql

UNEXPLAINED = "SELECT subject FROM list_unexplained_account_changes()"


@pytest.mark.django_db
def test_a_new_installation_has_a_rating_scale():
    assert list(Rating.objects.values_list("label", "number")) == [
        ("True", 5),
        ("Mostly true", 4),
        ("Half true", 3),
        ("Mostly false", 2),
        ("False", 1),
        ("Lacks context", None),
        ("Unproven", None),
    ]


def create_first_account() -> None:
    """Run the command as an administrator does."""
    call_command(
        "createsuperuser",
        "--no-input",
        username="root",
        email="root@desk.example",
        byline="The desk",
        verbosity=0,
    )


@pytest.mark.database
def test_the_owner_of_the_database_creates_the_first_account_with_a_byline(own_database):
    database_mode.set_strict(True)
    before = execute_sql(UNEXPLAINED)
    create_first_account()
    assert User.objects.get().byline == "The desk"
    row = AccountHistory.objects.get(subject="superuser")
    assert row.database_user != connection.settings_dict["USER"]
    assert execute_sql(UNEXPLAINED) == before


@pytest.mark.database
def test_what_a_command_changes_is_explained_and_what_follows_it_is_not(own_database):
    create_first_account()
    before = execute_sql(UNEXPLAINED)
    with record_command("reset_mfa"):
        execute_sql("UPDATE accounts_user SET password = 'x'")
    assert execute_sql(UNEXPLAINED) == before
    execute_sql("UPDATE accounts_user SET password = 'y'")
    assert execute_sql(UNEXPLAINED) == [*before, ("password",)]


@pytest.mark.django_db
def test_a_new_password_on_the_command_line_is_explained(monkeypatch):
    user, before = given.person("bo"), execute_sql(UNEXPLAINED)
    password = "Long-enough-9"
    monkeypatch.setattr(changepassword.Command, "_get_pass", lambda self, prompt="": password)
    call_command("changepassword", user.username, stdout=StringIO())
    user.refresh_from_db()
    assert user.check_password(password)
    assert execute_sql(UNEXPLAINED) == before
