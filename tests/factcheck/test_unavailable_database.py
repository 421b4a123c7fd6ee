"""While the database does not answer, readers, editors and partners are told when to try again."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import InterfaceError, OperationalError, ProgrammingError, connections
from django.test import Client
from psycopg import errors

from factcheck.accounts.session_middleware import sign_session_key
from factcheck.core.database_errors import RETRY_SECONDS, is_database_unavailable
from factcheck.public.views.errors import show_server_error

PAGES = [
    "/", "/claims/?q=trade", "/claims/0123456789/", "/claims/0123456789/slug/", "/ledger/",
    "/complaints/receipt/?number=x", "/desk/", "/desk/claims/claim/", "/desk/login/",
]  # fmt: skip


@pytest.fixture
def unavailable(django_db_blocker, monkeypatch, tmp_path):
    """The database's folder of sockets is empty, as after a crash."""
    database = connections["default"]
    with django_db_blocker.unblock():
        database.close()
        monkeypatch.setitem(database.settings_dict, "HOST", str(tmp_path))
        yield
        database.close()


@pytest.fixture
def client(unavailable):
    """A client with the cookie of a session, which cannot be read."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = sign_session_key("0" * 32)
    return client


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_to_try_again(client, path):
    response = client.get(path)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == str(RETRY_SECONDS)
    assert response.headers["Cache-Control"] == "no-store"
    assert "The database is starting again" in response.content.decode()


@pytest.mark.parametrize("path", ["/suggest/", "/desk/claims/claim/add/", "/desk/login/"])
def test_a_form_that_was_sent_is_not_answered_with_an_error_500(client, path):
    response = client.post(path, {"text": "x", "location": "y", "username": "a", "password": "b"})
    assert response.status_code == 503
    assert "go back and send it again" in response.content.decode()


@pytest.mark.parametrize("path", ["claims/", "claims/0123456789/", "ratings/"])
def test_the_api_answers_with_a_problem(client, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == str(RETRY_SECONDS)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["type"].endswith("#problem-unavailable")


def test_checking_the_installation_says_so_in_one_sentence(unavailable):
    with pytest.raises(SystemCheckError) as caught:
        call_command("check", deploy=True, databases=["default"])
    (line,) = [line for line in str(caught.value).splitlines() if "E006" in line]
    assert "The database cannot be reached: " in line


@pytest.mark.parametrize(
    ("cause", "is_unavailable"),
    [
        (None, True),
        (errors.CannotConnectNow(), True),
        (errors.AdminShutdown(), True),
        (errors.CrashShutdown(), True),
        (errors.TooManyConnections(), True),
        (errors.ConnectionFailure(), True),
        (errors.DeadlockDetected(), False),
        (errors.QueryCanceled(), False),
    ],
)
def test_an_error_in_a_query_is_not_an_unavailable_database(cause, is_unavailable):
    error = OperationalError()
    error.__cause__ = cause
    assert is_database_unavailable(error) == is_unavailable


def test_a_mistake_in_a_query_is_still_an_error_500(rf):
    assert is_database_unavailable(InterfaceError("connection already closed"))
    try:
        raise ProgrammingError
    except ProgrammingError:
        response = show_server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
