"""The people of the desk: added, given roles, deactivated; and how they set their passwords."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail

from factcheck.accounts.models import User
from tests import given
from tests.factcheck.desk.conftest import carried, opened

ADD = "/desk/accounts/user/add/"
NEW = {"username": "hana", "byline": "Hana H.", "email": "hana@desk.example", "is_staff": "on"}


def about(person) -> str:
    return f"/desk/accounts/user/{person.pk}/change/"


def typed(person, **changed) -> dict:
    groups = [group.pk for group in person.groups.all()]
    told = {"username": person.username, "byline": person.byline, "email": person.email}
    return told | {"groups": groups, "is_staff": "on", "is_active": "on"} | changed


def test_an_administrator_adds_somebody_who_sets_a_password_by_mail(at_the_desk, client):
    role = Group.objects.get(name="reporter")
    assert at_the_desk("eva").post(ADD, NEW | {"groups": [role.pk]}).status_code == 302
    hana = User.objects.get(username="hana")
    assert list(hana.groups.all()) == [role]
    (letter,) = mail.outbox
    assert letter.to == ["hana@desk.example"]
    link = re.search(r"http://testserver(/desk/password/\S+)", letter.body)[1]
    form = client.get(link)["Location"]
    words = {"new_password1": "grey-otter-lamp-9", "new_password2": "grey-otter-lamp-9"}
    assert client.post(form, words)["Location"] == "/desk/password/chosen/"
    signed_in = client.post("/desk/login/", {"username": "hana", "password": "grey-otter-lamp-9"})
    assert signed_in.status_code == 302


@pytest.mark.parametrize("missing", ["byline", "email", "username"])
def test_nobody_is_added_without_a_byline_and_an_address(at_the_desk, missing):
    answer = at_the_desk("eva").post(ADD, NEW | {missing: ""})
    assert answer.status_code == 200
    assert not User.objects.filter(username="hana").exists()


def test_two_accounts_with_one_address_are_refused_with_a_sentence(at_the_desk):
    given.person("ana")
    answer = at_the_desk("eva").post(ADD, NEW | {"email": "ANA@desk.example"})
    assert "Another account has this e-mail address." in answer.content.decode()


def test_a_role_is_given(at_the_desk):
    ana, eva = given.person("ana"), at_the_desk("eva")
    editor = Group.objects.get(name="editor")
    eva.post(about(ana), typed(ana, groups=[editor.pk], **opened(eva, about(ana))))
    assert list(ana.groups.all()) == [editor]


def test_an_administrator_has_no_other_role(at_the_desk):
    ana, eva = given.person("ana"), at_the_desk("eva")
    both = list(Group.objects.filter(name__in=["administrator", "editor"]))
    told = typed(ana, groups=[role.pk for role in both], **opened(eva, about(ana)))
    answer = eva.post(about(ana), told)
    assert "An administrator has no other role" in answer.content.decode()
    new = eva.post(ADD, NEW | {"groups": [role.pk for role in both]})
    assert "An administrator has no other role" in new.content.decode()
    assert not User.objects.filter(username="hana").exists()


def test_of_two_administrators_the_second_reads_what_the_first_saved(at_the_desk):
    ana, eva, ivo = given.person("ana"), at_the_desk("eva"), at_the_desk("ivo", "administrator")
    first, second = opened(eva, about(ana)), opened(ivo, about(ana))
    eva.post(about(ana), typed(ana, byline="A. Trade", **first))
    told = typed(ana, byline="Ana of Trade", **second)
    answer = ivo.post(about(ana), told)
    assert answer.status_code == 409
    assert "What they saved, and what you wrote" in answer.content.decode()
    ana.refresh_from_db()
    assert ana.byline == "A. Trade"
    knowingly = told | carried(answer.content.decode())
    assert ivo.post(about(ana), knowingly).status_code == 302
    ana.refresh_from_db()
    assert ana.byline == "Ana of Trade"


def test_nobody_becomes_a_superuser_at_the_desk(at_the_desk):
    ana, eva = given.person("ana"), given.person("eva")
    told = {"is_superuser": "on", "user_permissions": ["1", "2"]}
    desk = at_the_desk("eva")
    for person in (ana, eva):
        answer = desk.post(about(person), typed(person, **told, **opened(desk, about(person))))
        assert answer.status_code == 302
        person.refresh_from_db()
        assert not person.is_superuser
        assert not person.user_permissions.exists()


def test_nobody_changes_their_own_role(at_the_desk):
    eva, editor = given.person("eva"), Group.objects.get(name="editor")
    desk = at_the_desk("eva")
    told = typed(eva, groups=[editor.pk], byline="E. T.", **opened(desk, about(eva)))
    assert desk.post(about(eva), told).status_code == 302
    eva.refresh_from_db()
    assert [group.name for group in eva.groups.all()] == ["administrator"]
    assert eva.byline == "E. T."


def test_an_administrator_cannot_take_over_a_superuser(at_the_desk):
    root = User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")
    answer = at_the_desk("eva").post(about(root), typed(root, email="eva2@desk.example"))
    assert answer.status_code == 403
    root.refresh_from_db()
    assert root.email == "root@desk.example"


def test_nobody_sets_somebody_elses_password(at_the_desk):
    ana = given.person("ana")
    answer = at_the_desk("eva").post(
        f"/desk/accounts/user/{ana.pk}/password/", {"password1": "new-words-9", "password2": "x"}
    )
    assert answer.status_code == 403
    ana.refresh_from_db()
    assert ana.check_password("ana-ana-ana")


def test_roles_are_read_and_not_edited(at_the_desk):
    role, eva = Group.objects.get(name="administrator"), at_the_desk("eva")
    address = f"/desk/auth/group/{role.pk}/change/"
    assert eva.get(address).status_code == 200
    assert eva.post(address, {"name": "kings", "permissions": ["1"]}).status_code == 403


def test_only_administrators_see_the_accounts(at_the_desk):
    for name in ("ana", "bo", "carla"):
        assert at_the_desk(name).get("/desk/accounts/user/").status_code == 403


def test_a_forgotten_password_is_set_by_mail(client, db):
    given.person("ana")
    assert "/desk/password/forgotten/" in client.get("/desk/login/").content.decode()
    client.post("/desk/password/forgotten/", {"email": "ana@desk.example"})
    assert "/desk/password/" in mail.outbox[0].body
    assert "ana" in mail.outbox[0].body


def test_an_unknown_address_is_answered_alike(client, db):
    answer = client.post("/desk/password/forgotten/", {"email": "nobody@desk.example"})
    assert answer["Location"] == "/desk/password/sent/"
    assert not mail.outbox


def test_a_link_that_is_no_link_says_so(client, db):
    page = client.get("/desk/password/MQ/no-token/").content.decode()
    assert "This link no longer works" in page


def test_the_desk_says_its_time_zone(at_the_desk, settings):
    settings.TIME_ZONE = "Europe/Minsk"
    assert "Europe/Minsk" in at_the_desk("ana").get("/desk/").content.decode()


def test_whoever_had_the_address_of_an_account_learns_that_it_is_another_now(
    at_the_desk, mailoutbox
):
    eva, bo = at_the_desk("eva"), given.person("bo")
    address = f"/desk/accounts/user/{bo.pk}/change/"
    read = re.search(r'name="seen" value="([^"]+)"', eva.get(address).content.decode())[1]
    told = {"username": "bo", "byline": bo.byline, "email": "other@desk.example", "is_staff": "on"}
    groups = [group.pk for group in bo.groups.all()]
    assert eva.post(address, told | {"groups": groups, "seen": read}).status_code == 302
    (letter,) = mailoutbox
    assert letter.to == ["bo@desk.example"]
    assert "other@desk.example" not in letter.body
