"""Guessing passwords and codes is limited, and locks out neither known devices nor passkeys."""

import os
import random
import re

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from factcheck.accounts import known_devices
from tests import given
from tests.helpers import mfa
from tests.helpers.mfa import NOW, add_app, compute_code, post_password, sign_in_with_password

# 10,000 in the full test, a tenth of it in CI.
GUESSES = int(os.environ.get("GUESSES", "1000"))
ATTACKER, ELSEWHERE, PROXY = "203.0.113.9", "198.51.100.7", "192.0.2.1"
SECOND = "/desk/login/mfa/"
RESET = "/desk/password/forgotten/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    mfa.freeze_at_step(monkeypatch)


def create_client(address: str = ATTACKER) -> Client:
    return Client(REMOTE_ADDR=address)


def guess(name: str, times: int = 1, client: Client | None = None, password="wrong") -> list[int]:
    client = client or create_client()
    return [post_password(client, name, password=password).status_code for _ in range(times)]


def send_code(client: Client, code: str) -> int:
    return client.post(SECOND, {"code": code}).status_code


def forget_session(client: Client) -> Client:
    """The client of a user whose session ended; the other cookies stay."""
    del client.cookies[site_settings.SESSION_COOKIE_NAME]
    return client


# ── passwords ─────────────────────────────────────────────────────────────────────────────────────
def test_many_wrong_passwords_behind_a_proxy_keep_no_one_out_and_never_succeed(settings):
    settings.TRUSTED_PROXIES = 1
    given.person("ana")
    known = Client(REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": ATTACKER})
    post_password(known, "ana")
    forget_session(known)
    seed = 11
    guesses = random.Random(seed)
    attacker, statuses = Client(REMOTE_ADDR=PROXY), []
    for number in range(GUESSES):
        forged = ".".join(str(guesses.randrange(256)) for _ in range(4))
        # From the sixth guess on, every tenth is the right password.
        right = number > 5 and guesses.random() < 0.1
        data = {} if right else {"password": f"wrong-{guesses.random()}"}
        attacker.defaults["HTTP_X_FORWARDED_FOR"] = f"{forged}, {ATTACKER}"
        statuses.append(post_password(attacker, "ana", **data).status_code)
    assert statuses == [200] * 5 + [429] * (GUESSES - 5), f"seed {seed}"
    assert post_password(known, "ana")["Location"] == "/desk/"  # even in the attacker's network
    new_device = Client(REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": ELSEWHERE})
    assert post_password(new_device, "ana")["Location"] == "/desk/"


def test_five_wrong_passwords_of_a_stranger_do_not_lock_the_user_out():
    client = forget_session(sign_in_with_password("ana"))
    assert guess("ana", 6, create_client("127.0.0.1")) == [200] * 5 + [429]
    assert post_password(client, "ana").status_code == 302
    assert guess("ana", 1, create_client(ELSEWHERE)) == [200]


def test_guesses_from_many_networks_do_not_lock_a_known_device_out():
    client = forget_session(sign_in_with_password("ana"))
    statuses = [guess("ana", 1, create_client(f"10.0.0.{number}"))[0] for number in range(51)]
    assert statuses == [200] * 49 + [429] * 2  # signing in on a new device counted, too
    assert post_password(client, "ana").status_code == 302


def test_a_link_from_an_email_makes_a_new_device_known():
    given.person("ana")
    for number in range(50):
        guess("ana", 1, create_client(f"10.0.0.{number}"))
    client = create_client(ELSEWHERE)
    assert post_password(client, "ana").status_code == 429
    client.post(RESET, {"email": "ana@desk.example"})
    link = re.search(r"http://testserver(/desk/password/\S+)", mail.outbox[0].body)[1]
    form = client.get(link)["Location"]
    client.post(form, {f"new_password{number}": "grey-otter-lamp-9" for number in (1, 2)})
    assert post_password(client, "ana", password="grey-otter-lamp-9").status_code == 302


def test_names_tried_from_one_network_are_limited():
    client = create_client()
    statuses = [guess(f"name-{number}", 1, client)[0] for number in range(61)]
    assert statuses == [200] * 60 + [429]
    client = create_client(ELSEWHERE)
    assert guess("name-1", 1, client) == [200]


def test_guesses_for_one_name_use_up_little_of_what_others_in_the_network_may_try():
    guess("ana", 100)
    given.person("bo")
    assert post_password(create_client(), "bo").status_code == 302


def test_known_and_unknown_names_get_the_same_answer():
    given.person("ana")
    pages = []
    for name in ("ana", "nobody"):
        client = create_client()
        responses = [post_password(client, name, password="wrong") for _ in range(6)]
        texts = [response.content.decode().replace(name, "NAME") for response in responses]
        pages.append([re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", t) for t in texts])
        assert "Too many attempts." in texts[5]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("name", ["ANA", "Ana", "ａna"])
def test_a_name_is_counted_however_it_is_written(name):
    guess("ana", 5)
    assert guess(name) == [429]


def test_above_the_limit_no_password_is_checked(monkeypatch):
    given.person("ana")
    guess("ana", 5)
    monkeypatch.setattr(
        "django.contrib.auth.forms.authenticate",
        lambda *args, **kwargs: pytest.fail("a password was checked"),
    )
    assert guess("ana", 1, password="ana-ana-ana") == [429]


def test_signing_in_forgets_the_wrong_attempts():
    given.person("ana")
    for _ in range(3):
        client = create_client(ELSEWHERE)
        assert guess("ana", 4, client) == [200] * 4
        assert post_password(client, "ana").status_code == 302


def test_a_known_device_can_guess_a_few_times_only():
    client = forget_session(sign_in_with_password("ana"))
    assert guess("ana", 11, client) == [200] * 10 + [429]
    assert post_password(create_client(ELSEWHERE), "ana").status_code == 302


def test_a_device_is_known_to_those_who_signed_in_there():
    client = forget_session(sign_in_with_password("ana"))
    given.person("bo")
    given.person("dov")
    post_password(client, "bo")
    forget_session(client)
    guess("dov", 5, client)
    for name in ("ana", "bo"):
        guess(name, 5, create_client("127.0.0.1"))
        assert post_password(client, name).status_code == 302
        forget_session(client)
    assert post_password(client, "dov").status_code == 429


def test_a_forged_cookie_makes_no_device_known(rf):
    client = sign_in_with_password("ana")
    ((name, cookie),) = [item for item in client.cookies.items() if item[0].startswith("device_")]
    assert cookie["httponly"] and cookie["path"] == "/desk/" and cookie["samesite"] == "Lax"

    def get_device(username: str, cookies: dict) -> str:
        request = rf.get("/desk/login/")
        request.COOKIES = cookies
        return known_devices.get_device(request, username)

    assert get_device("ana", {name: cookie.value})
    assert not get_device("ana", {name: "x" + cookie.value})
    assert not get_device("ana", {name: "x"})
    response = Client().get("/")
    known_devices.remember_device(rf.get("/"), response, "bo")
    (bo,) = [key for key in response.cookies if key.startswith("device_")]
    assert not get_device("bo", {bo: cookie.value})  # signed for another user


def test_reauthentication_is_limited(desk_client):
    client, url = desk_client("ana"), "/desk/account/reauthenticate/"
    for _ in range(5):
        assert "Too many" not in client.post(url, {"password": "wrong"}).content.decode()
    response = client.post(url, {"password": "ana-ana-ana"})
    assert response.status_code == 422 and "Too many attempts." in response.content.decode()


def test_the_present_password_is_limited_where_it_is_changed(desk_client):
    client = desk_client("ana")
    data = {f"new_password{number}": "grey-otter-lamp-9" for number in (1, 2)}
    url = "/desk/password_change/"
    statuses = [client.post(url, data | {"old_password": "x"}).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    assert client.post(url, data | {"old_password": "ana-ana-ana"}).status_code == 429


# ── codes ─────────────────────────────────────────────────────────────────────────────────────────
def test_codes_guessed_elsewhere_do_not_lock_a_known_device_out():
    user = sign_in_with_password("ana")
    secret, codes = add_app(user)
    forget_session(user)
    for number in range(4):
        stranger = create_client(f"10.0.0.{number}")  # who knows the password
        post_password(stranger, "ana")
        assert [send_code(stranger, "000000") for _ in range(5)] == [422] * 5
    stranger = create_client(ELSEWHERE)
    post_password(stranger, "ana")
    assert send_code(stranger, compute_code(secret, NOW + 1)) == 422
    assert send_code(stranger, codes[0]) == 422
    post_password(user, "ana")
    assert send_code(user, codes[0]) == 302


def test_codes_and_passwords_are_counted_separately():
    secret, _ = add_app(sign_in_with_password("ana"))
    client = create_client()
    guess("ana", 4, client)
    post_password(client, "ana")
    assert [send_code(client, "000000") for _ in range(4)] == [422] * 4
    assert send_code(client, compute_code(secret, NOW + 1)) == 302


def test_a_passkey_has_no_limit():
    client = create_client()
    guess("ana", 61, client)
    url = "/desk/login/passkey/"
    assert {client.post(url, {"credential": "{}"}).status_code for _ in range(40)} == {302}


# ── password resets ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("spelling", ["ana@desk.example", "ANA@desk.example"])
def test_emails_to_one_address_are_limited(spelling):
    given.person("ana")
    send = [create_client(f"10.0.0.{number}").post for number in range(4)]
    statuses = [post(RESET, {"email": "ana@desk.example"}).status_code for post in send[:3]]
    response = send[3](RESET, {"email": spelling})
    assert statuses == [302] * 3 and response.status_code == 429
    assert "Too many links were requested." in response.content.decode()
    assert len(mail.outbox) == 3


def test_unknown_addresses_get_the_same_answers():
    given.person("ana")

    def request_links(email: str) -> list[int]:
        client = create_client(ELSEWHERE)
        return [client.post(RESET, {"email": email}).status_code for _ in range(4)]

    assert request_links("ana@desk.example") == request_links("nobody@desk.example")


def test_links_requested_from_one_network_are_limited():
    client = create_client()
    emails = [f"reader{number}@desk.example" for number in range(21)]
    statuses = [client.post(RESET, {"email": email}).status_code for email in emails]
    assert statuses == [302] * 20 + [429]


def test_every_link_that_was_sent_works_until_one_is_used():
    given.person("ana")
    for _ in range(3):
        create_client().post(RESET, {"email": "ana@desk.example"})
    links = [re.search(r"(/desk/password/\S+)", email.body)[1] for email in mail.outbox]
    assert [create_client().get(link).status_code for link in links] == [302] * 3
    given.person("ana").__class__.objects.update(password=make_password("used"))
    assert [create_client().get(link).status_code for link in links] == [200] * 3
