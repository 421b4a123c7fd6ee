"""The users of the desk: adding them, their roles and their passwords."""

import re

import pytest
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError

from factcheck.accounts.models import User
from tests import given
from tests.factcheck.desk.conftest import get_hidden_fields, parse_hidden_fields

ADD = "/desk/accounts/user/add/"
NEW = {"username": "hana", "byline": "Hana H.", "email": "hana@desk.example", "is_staff": "on"}


def get_user_url(user) -> str:
    return f"/desk/accounts/user/{user.pk}/change/"


def build_data(user, **changes) -> dict:
    groups = [group.pk for group in user.groups.all()]
    data = {"username": user.username, "byline": user.byline, "email": user.email}
    return data | {"groups": groups, "is_staff": "on", "is_active": "on"} | changes


def test_a_new_user_sets_a_password_with_a_link_from_an_email(desk_client, client):
    role = Group.objects.get(name="reporter")
    assert desk_client("eva").post(ADD, NEW | {"groups": [role.pk]}).status_code == 302
    hana = User.objects.get(username="hana")
    assert not hana.groups.exists()  # until a second person confirms it
    _, email = mail.outbox
    assert email.to == ["hana@desk.example"]
    link = re.search(r"http://testserver(/desk/password/\S+)", email.body)[1]
    form = client.get(link)["Location"]
    passwords = {"new_password1": "grey-otter-lamp-9", "new_password2": "grey-otter-lamp-9"}
    assert client.post(form, passwords)["Location"] == "/desk/password/done/"
    response = client.post("/desk/login/", {"username": "hana", "password": "grey-otter-lamp-9"})
    assert response.status_code == 302


@pytest.mark.parametrize("missing", ["byline", "email", "username"])
def test_a_user_needs_a_user_name_a_byline_and_an_email_address(desk_client, missing):
    response = desk_client("eva").post(ADD, NEW | {missing: ""})
    assert response.status_code == 200
    assert not User.objects.filter(username="hana").exists()


def test_two_accounts_cannot_have_the_same_email_address(desk_client):
    given.person("ana")
    response = desk_client("eva").post(ADD, NEW | {"email": "ANA@desk.example"})
    assert "Another account has this e-mail address." in response.content.decode()


def test_an_administrator_has_no_other_role(desk_client):
    ana, eva = given.person("ana"), desk_client("eva")
    roles = list(Group.objects.filter(name__in=["administrator", "editor"]))
    data = build_data(
        ana, groups=[role.pk for role in roles], **get_hidden_fields(eva, get_user_url(ana))
    )
    response = eva.post(get_user_url(ana), data)
    assert "An administrator cannot have another role" in response.content.decode()
    response = eva.post(ADD, NEW | {"groups": [role.pk for role in roles]})
    assert "An administrator cannot have another role" in response.content.decode()
    assert not User.objects.filter(username="hana").exists()


def test_an_edit_conflict_between_administrators_is_shown(desk_client):
    ana, eva, ivo = given.person("ana"), desk_client("eva"), desk_client("ivo", "administrator")
    first, second = (
        get_hidden_fields(eva, get_user_url(ana)),
        get_hidden_fields(ivo, get_user_url(ana)),
    )
    eva.post(get_user_url(ana), build_data(ana, byline="A. Trade", **first))
    data = build_data(ana, byline="Ana of Trade", **second)
    response = ivo.post(get_user_url(ana), data)
    assert response.status_code == 409
    assert "Their version and yours" in response.content.decode()
    ana.refresh_from_db()
    assert ana.byline == "A. Trade"
    confirmed_data = data | parse_hidden_fields(response.content.decode())
    assert ivo.post(get_user_url(ana), confirmed_data).status_code == 302
    ana.refresh_from_db()
    assert ana.byline == "Ana of Trade"


def test_no_user_becomes_a_superuser_at_the_desk(desk_client):
    ana, eva = given.person("ana"), given.person("eva")
    forged = {"is_superuser": "on", "user_permissions": ["1", "2"]}
    desk = desk_client("eva")
    for user in (ana, eva):
        response = desk.post(
            get_user_url(user),
            build_data(user, **forged, **get_hidden_fields(desk, get_user_url(user))),
        )
        assert response.status_code == 302
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.user_permissions.exists()


def test_administrators_cannot_change_their_own_role(desk_client):
    eva, editor = given.person("eva"), Group.objects.get(name="editor")
    desk = desk_client("eva")
    data = build_data(
        eva, groups=[editor.pk], byline="E. T.", **get_hidden_fields(desk, get_user_url(eva))
    )
    assert desk.post(get_user_url(eva), data).status_code == 302
    eva.refresh_from_db()
    assert [group.name for group in eva.groups.all()] == ["administrator"]
    assert eva.byline == "E. T."


def test_an_administrator_cannot_take_over_a_superuser(desk_client):
    root = User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")
    response = desk_client("eva").post(
        get_user_url(root), build_data(root, email="eva2@desk.example")
    )
    assert response.status_code == 403
    root.refresh_from_db()
    assert root.email == "root@desk.example"


def test_administrators_cannot_set_the_password_of_another_user(desk_client):
    ana = given.person("ana")
    response = desk_client("eva").post(
        f"/desk/accounts/user/{ana.pk}/password/", {"password1": "new-words-9", "password2": "x"}
    )
    assert response.status_code == 403
    ana.refresh_from_db()
    assert ana.check_password("ana-ana-ana")


def test_roles_can_be_read_but_not_edited(desk_client):
    role, eva = Group.objects.get(name="administrator"), desk_client("eva")
    url = f"/desk/auth/group/{role.pk}/change/"
    assert eva.get(url).status_code == 200
    assert eva.post(url, {"name": "kings", "permissions": ["1"]}).status_code == 403


def test_only_administrators_see_the_list_of_users(desk_client):
    for name in ("ana", "bo", "carla"):
        assert desk_client(name).get("/desk/accounts/user/").status_code == 403


def test_a_forgotten_password_is_reset_by_email(client, db):
    given.person("ana")
    assert "/desk/password/forgotten/" in client.get("/desk/login/").content.decode()
    client.post("/desk/password/forgotten/", {"email": "ana@desk.example"})
    assert "/desk/password/" in mail.outbox[0].body
    assert "ana" in mail.outbox[0].body


def test_an_unknown_address_gets_the_same_page(client, db):
    response = client.post("/desk/password/forgotten/", {"email": "nobody@desk.example"})
    assert response["Location"] == "/desk/password/sent/"
    assert not mail.outbox


def test_an_invalid_link_says_that_it_does_not_work(client, db):
    page = client.get("/desk/password/MQ/no-token/").content.decode()
    assert "This link no longer works" in page


def test_the_desk_shows_its_time_zone(desk_client, settings):
    settings.TIME_ZONE = "Europe/Minsk"
    assert "Europe/Minsk" in desk_client("ana").get("/desk/").content.decode()


# ── passwords ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "password",
    [
        *("short-words", "1qaz2wsx3edc", "qwerty123456"),
        *("factcheckfactcheck", "Factcheck2026!", "desk-claim-2026", "NorlandNorland1"),
    ],
)
def test_a_password_that_can_be_guessed_is_refused(settings, password):
    settings.DESK_NAME = "Norland Factcheck"
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        *("839201746528", "correct horse battery", "łąka żółta róża", " starts with a space"),
        *("a desk of four wooden legs", "x" * 13 + "7q", "k7" * 64),
    ],
)
def test_a_password_may_consist_of_any_characters(password):
    validate_password(password)
