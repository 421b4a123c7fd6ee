"""Where somebody is signed in: listed, ended, and ended by themselves."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factcheck.accounts import sessions
from factcheck.desk.account.user_agents import named
from factcheck.tasks import forget_sessions
from tests import given
from tests.helpers.mfa import signed_in, with_password

ACCOUNT = "/desk/account/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/18.4 Safari/605.1.15"

pytestmark = pytest.mark.django_db


def key(client) -> str:
    return client.session.session_key


def row(client) -> UserSession:
    return UserSession.objects.get(session_key=key(client))


def test_every_session_is_listed_with_its_browser_and_address():
    client, other = signed_in("ana"), signed_in("ana")
    shown = client.get(ACCOUNT).content.decode()
    assert shown.count("Firefox on Linux") >= 2
    assert shown.count("this one") == 1
    assert "address 127.0.0.1" in shown
    assert f"sessions/{row(other).pk}/end/" in shown
    assert f"sessions/{row(client).pk}/end/" not in shown


def test_the_list_asks_as_often_for_ten_sessions_as_for_two():
    def asked(client) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ACCOUNT).status_code == 200
        return len(queries)

    client = signed_in("ana")
    signed_in("ana")
    two = asked(client)
    for _ in range(8):
        signed_in("ana")
    assert asked(client) == two < 15


def test_an_ended_session_is_gone():
    client, other = signed_in("ana"), signed_in("ana")
    ended = key(other)
    assert client.post(f"{ACCOUNT}sessions/{row(other).pk}/end/").status_code == 302
    assert not Session.objects.filter(session_key=ended).exists()
    assert other.get("/desk/").status_code == 302
    assert client.get("/desk/").status_code == 200


def test_all_others_are_ended_at_once():
    client, others = signed_in("ana"), [signed_in("ana"), signed_in("ana")]
    client.post(f"{ACCOUNT}sessions/end/")
    assert [one.get("/desk/").status_code for one in others] == [302, 302]
    assert client.get("/desk/").status_code == 200
    assert UserSession.objects.filter(user=given.person("ana")).count() == 1


def test_nobody_ends_the_session_of_somebody_else():
    client, dov = signed_in("ana"), signed_in("dov")
    assert client.post(f"{ACCOUNT}sessions/{row(dov).pk}/end/").status_code == 404
    client.post(f"{ACCOUNT}sessions/end/")
    assert dov.get("/desk/").status_code == 200


def test_a_session_that_allauth_does_not_know_is_ended_too(at_the_desk):
    unknown = at_the_desk("ana")
    sessions.end_all(given.person("ana"))
    assert unknown.get("/desk/").status_code == 302


def test_a_new_password_ends_the_others_and_keeps_this_one_in_the_list():
    client, other = signed_in("ana"), signed_in("ana")
    words = {"old_password": "ana-ana-ana", "new_password1": "grey-otter-lamp-9"}
    client.post("/desk/password_change/", words | {"new_password2": "grey-otter-lamp-9"})
    assert other.get("/desk/").status_code == 302
    shown = client.get(ACCOUNT).content.decode()
    assert 'signed in <span class="tally">1</span>' in shown


def test_when_it_was_last_seen_is_noted_now_and_then():
    client = signed_in("ana")
    began = row(client).last_seen_at
    client.get("/desk/")
    assert row(client).last_seen_at == began
    session = client.session
    session[sessions.SEEN] -= sessions.EVERY
    session.save()
    client.get("/desk/")
    assert row(client).last_seen_at > began


def test_a_session_that_is_used_goes_on_and_one_that_is_not_ends(settings):
    client = signed_in("ana")
    lasts = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    soon = timezone.now() + timedelta(hours=1)
    Session.objects.filter(session_key=key(client)).update(expire_date=soon)
    session = client.session
    session[sessions.SEEN] -= sessions.EVERY
    session.save()
    client.get("/desk/")
    assert Session.objects.get(session_key=key(client)).expire_date > timezone.now() + lasts / 2
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/desk/").status_code == 302


def test_of_a_session_that_ended_nothing_is_kept():
    client, over, out = signed_in("ana"), signed_in("ana"), signed_in("ana")
    Session.objects.filter(session_key=key(over)).update(expire_date=timezone.now())
    out.post("/desk/logout/")
    forget_sessions(0)
    assert [one.session_key for one in UserSession.objects.all()] == [key(client)]
    assert [one.session_key for one in Session.objects.all()] == [key(client)]
    assert client.get("/desk/").status_code == 200


def test_a_sign_in_is_counted_and_locked_out_as_before(settings):
    settings.AXES_ENABLED = True
    given.person("ana")
    client = signed_in("dov")
    client.post("/desk/logout/")
    answers = [with_password(client, "ana", password="wrong").status_code for _ in range(6)]
    assert answers[0] == 200 and answers[-1] == 429
    assert with_password(client, "ana").status_code == 429


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (CHROME, "Chrome on Android"),
        (EDGE, "Edge on Windows"),
        (SAFARI, "Safari on Mac"),
        ("Lynx/2.9", "Lynx/2.9"),
        ("", "A browser that does not say what it is"),
    ],
)
def test_a_browser_is_known_by_its_name(said, name):
    assert named(said) == name
