"""The sessions of a user: listed, ended, and expired."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.signing import Signer
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factcheck.accounts import sessions
from factcheck.tasks import remove_expired_data
from tests import given
from tests.helpers.client import Client
from tests.helpers.mfa import sign_in_with_password

ACCOUNT = "/desk/account/"

pytestmark = pytest.mark.django_db


def get_key(client) -> str:
    return client.session.session_key


def get_row(client) -> UserSession:
    return UserSession.objects.get(session_key=get_key(client))


def test_every_session_is_listed_with_its_user_agent_and_ip_address():
    client, second = sign_in_with_password("ana"), sign_in_with_password("ana")
    page = client.get(ACCOUNT).content.decode()
    assert page.count("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0") >= 2
    assert page.count("this session") == 1
    assert "IP address 127.0.0.1" in page
    assert f"sessions/{get_row(second).pk}/end/" in page
    assert f"sessions/{get_row(client).pk}/end/" not in page


def test_the_list_needs_as_many_queries_for_ten_sessions_as_for_two():
    def count_queries(client) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ACCOUNT).status_code == 200
        return len(queries)

    client = sign_in_with_password("ana")
    sign_in_with_password("ana")
    expected = count_queries(client)
    for _ in range(8):
        sign_in_with_password("ana")
    assert count_queries(client) == expected < 15


def test_an_ended_session_is_signed_out():
    client, second = sign_in_with_password("ana"), sign_in_with_password("ana")
    ended_key = get_key(second)
    assert client.post(f"{ACCOUNT}sessions/{get_row(second).pk}/end/").status_code == 302
    assert not Session.objects.filter(session_key=ended_key).exists()
    assert second.get("/desk/").status_code == 302
    assert client.get("/desk/").status_code == 200


def test_all_other_sessions_are_ended_at_once():
    client, others = (
        sign_in_with_password("ana"),
        [sign_in_with_password("ana"), sign_in_with_password("ana")],
    )
    client.post(f"{ACCOUNT}sessions/end/")
    assert [session.get("/desk/").status_code for session in others] == [302, 302]
    assert client.get("/desk/").status_code == 200
    assert UserSession.objects.filter(user=given.person("ana")).count() == 1


def test_a_user_cannot_end_the_session_of_another_user():
    client, dov = sign_in_with_password("ana"), sign_in_with_password("dov")
    assert client.post(f"{ACCOUNT}sessions/{get_row(dov).pk}/end/").status_code == 404
    client.post(f"{ACCOUNT}sessions/end/")
    assert dov.get("/desk/").status_code == 200


def test_a_session_that_allauth_does_not_know_is_ended_too(desk_client):
    unknown = desk_client("ana")
    sessions.end_all_sessions(given.person("ana"))
    assert unknown.get("/desk/").status_code == 302


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one_listed():
    client, second = sign_in_with_password("ana"), sign_in_with_password("ana")
    data = {"old_password": "ana-ana-ana", "new_password1": "grey-otter-lamp-9"}
    client.post("/desk/password_change/", data | {"new_password2": "grey-otter-lamp-9"})
    assert second.get("/desk/").status_code == 302
    page = client.get(ACCOUNT).content.decode()
    assert 'Active sessions <span class="tally">1</span>' in page


def test_the_last_use_of_a_session_is_recorded_at_intervals():
    client = sign_in_with_password("ana")
    first_seen_at = get_row(client).last_seen_at
    client.get("/desk/")
    assert get_row(client).last_seen_at == first_seen_at
    session = client.session
    session[sessions.LAST_USED] -= sessions.RECORDING_INTERVAL
    session.save()
    client.get("/desk/")
    assert get_row(client).last_seen_at > first_seen_at


def test_a_session_in_use_is_extended_and_an_unused_one_expires(settings):
    client = sign_in_with_password("ana")
    lifetime = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    soon = timezone.now() + timedelta(hours=1)
    Session.objects.filter(session_key=get_key(client)).update(expire_date=soon)
    session = client.session
    session[sessions.LAST_USED] -= sessions.RECORDING_INTERVAL
    session.save()
    client.get("/desk/")
    assert (
        Session.objects.get(session_key=get_key(client)).expire_date > timezone.now() + lifetime / 2
    )
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/desk/").status_code == 302


def test_the_rows_of_ended_sessions_are_deleted():
    client, expired, signed_out = (
        sign_in_with_password("ana"),
        sign_in_with_password("ana"),
        sign_in_with_password("ana"),
    )
    Session.objects.filter(session_key=get_key(expired)).update(
        expire_date=timezone.now() - timedelta(days=1, minutes=1)
    )
    signed_out.post("/desk/logout/")
    remove_expired_data(0)
    assert [row.session_key for row in UserSession.objects.all()] == [get_key(client)]
    assert [row.session_key for row in Session.objects.all()] == [get_key(client)]
    assert client.get("/desk/").status_code == 200


# ── the cookie ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("table", ["django_session", "usersessions_usersession"])
def test_a_session_key_from_the_database_opens_nothing(table, settings):
    client = sign_in_with_password("ana")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT session_key FROM {table}")
        ((key,),) = cursor.fetchall()
    name = settings.SESSION_COOKIE_NAME
    signed = client.cookies[name].value
    assert key in signed and key != signed
    _, _, signature = signed.partition(":")
    foreign = Signer(salt="another cookie").sign(key)
    for forged in (key, f"{key}:", f"{key}:{signature[:-1]}", f"{key[::-1]}:{signature}", foreign):
        thief = Client()
        thief.cookies[name] = forged
        response = thief.get("/desk/")
        assert response.status_code == 302 and "/desk/login/" in response["Location"], forged
        assert response.cookies[name]["max-age"] == 0  # the browser deletes it
    assert client.get("/desk/").status_code == 200


def test_the_signature_of_one_session_does_not_open_another(settings):
    name = settings.SESSION_COOKIE_NAME
    ana, bo = sign_in_with_password("ana"), sign_in_with_password("bo")
    own = bo.cookies[name].value.partition(":")
    bo.cookies[name] = f"{get_key(ana)}:{own[2]}"
    assert bo.get("/desk/").status_code == 302


def test_the_content_of_another_session_does_not_open_it():
    bo, carla = sign_in_with_password("bo"), sign_in_with_password("carla")
    content = Session.objects.get(session_key=get_key(carla)).session_data
    assert Session.objects.filter(session_key=get_key(bo)).update(session_data=content) == 1
    assert bo.get("/desk/").status_code == 302
    assert carla.get("/desk/").status_code == 200


def test_the_signed_cookie_keeps_its_attributes(settings):
    cookie = sign_in_with_password("ana").cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert cookie["max-age"] == settings.SESSION_COOKIE_AGE


def test_the_cookies_of_an_old_secret_key_are_accepted(settings):
    client = sign_in_with_password("ana")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert client.get("/desk/").status_code == 200


def test_a_long_user_agent_is_truncated():
    client = sign_in_with_password("ana")
    UserSession.objects.update(user_agent="x" * 200)
    page = client.get(ACCOUNT).content.decode()
    assert f"{'x' * 59}…" in page and "x" * 60 not in page


def test_no_use_extends_a_session_beyond_its_longest_life(settings):
    client = sign_in_with_password("ana")
    session = client.session
    longest = settings.SESSION_MAX_DAYS * 86_400
    session[sessions.STARTED] -= longest - 600
    session[sessions.LAST_USED] -= sessions.RECORDING_INTERVAL
    session.save()
    client.get("/desk/")
    left = Session.objects.get(session_key=get_key(client)).expire_date - timezone.now()
    assert left < timedelta(seconds=600)


def test_signing_out_clears_what_the_browser_kept():
    response = sign_in_with_password("ana").post("/desk/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
