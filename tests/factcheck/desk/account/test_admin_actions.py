"""Who leaves: signed in nowhere, without a role, and with all that they signed as it was."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from claims.workflow import drafting
from factcheck.accounts import actions, mfa
from factcheck.accounts.choices import Deed
from factcheck.accounts.models import AccountDeed, User
from factcheck.accounts.system_user import the_desk
from tests import given
from tests.factcheck.desk.account.test_users import about, typed
from tests.factcheck.desk.conftest import opened, workspace
from tests.helpers import mfa as helpers_mfa
from tests.helpers.mfa import add_app, signed_in, with_password

WHY = {"why": "Went elsewhere."}


@pytest.fixture(autouse=True)
def clock(db, monkeypatch):
    helpers_mfa.at_step(monkeypatch)


@pytest.fixture
def eva(at_the_desk):
    return at_the_desk("eva")


def deed(person, name: str) -> str:
    return f"/desk/accounts/user/{person.pk}/{name}/"


def test_who_leaves_is_out_and_what_they_signed_stays(eva):
    verdict, client = given.published(), signed_in("ana")
    add_app(client)
    ana = given.person("ana")
    assert eva.post(deed(ana, "leave"), WHY)["Location"] == about(ana)
    ana.refresh_from_db()
    assert not ana.is_active and not ana.groups.exists()
    assert not mfa.has_one(ana)
    assert client.get("/desk/").status_code == 302
    assert with_password(Client(), "ana").status_code == 200  # the form again
    public = Client().get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()
    assert ana.byline in public
    row = AccountDeed.objects.get()
    assert (row.deed, row.roles, row.why) == (Deed.LEFT, "reporter", "Went elsewhere.")
    assert row.done_by == given.person("eva")


def test_the_draft_of_somebody_who_left_is_gone_on_with(eva, at_the_desk):
    verdict = given.draft()
    eva.post(deed(given.person("ana"), "leave"), WHY)
    dov = at_the_desk("dov")
    assert given.person("ana").byline in dov.get(workspace(verdict)).content.decode()
    told = {"by": given.person("dov"), "at": given.moment(), "finding": "Dov goes on."}
    drafting.edit(verdict, **told)
    verdict.refresh_from_db()
    assert verdict.finding == "Dov goes on."


def test_who_comes_back_has_no_role_and_sets_a_password_by_mail(eva):
    ana = given.left(given.person("ana"))
    eva.post(deed(ana, "return"), {"why": "Came back."})
    ana.refresh_from_db()
    assert ana.is_active and not ana.groups.exists()
    assert not ana.check_password("ana-ana-ana")
    assert "/desk/password/" in mail.outbox[-1].body
    assert "Without a role" in eva.get("/desk/").content.decode()


def test_a_second_factor_is_taken_away_and_the_person_is_told(eva):
    client = signed_in("bo")
    add_app(client)
    bo = given.person("bo")
    eva.post(deed(bo, "take-factor"), {"why": "Lost the phone."})
    assert not mfa.has_one(bo)
    assert client.get("/desk/").status_code == 302
    letter = mail.outbox[-1]
    assert letter.to == ["bo@desk.example"]
    assert "second factor" in letter.body and "Lost the phone." not in letter.body
    assert AccountDeed.objects.get().deed == Deed.FACTOR_TAKEN
    assert "Lost the phone." in eva.get(about(bo)).content.decode()
    assert with_password(Client(), "bo")["Location"] == "/desk/"


def test_where_no_mail_goes_out_the_administrator_is_told(eva, monkeypatch):
    def refuses(*args, **kwargs):
        raise ConnectionRefusedError

    add_app(signed_in("bo"))
    monkeypatch.setattr("factcheck.accounts.emails.send_mail", refuses)
    answer = eva.post(deed(given.person("bo"), "take-factor"), WHY, follow=True)
    assert "tell them yourself" in answer.content.decode()
    assert not mfa.has_one(given.person("bo"))


@pytest.mark.parametrize("name", ["leave", "take-factor"])
def test_nobody_does_it_to_themselves(eva, name):
    answer = eva.post(deed(given.person("eva"), name), WHY)
    assert answer.status_code == 409
    assert "Nobody does this to their own account" in answer.content.decode()
    assert "Went elsewhere." in answer.content.decode()  # what was typed
    assert given.person("eva").is_active


@pytest.mark.parametrize("name", ["leave", "take-factor"])
def test_nobody_does_it_to_a_superuser(eva, name):
    root = User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")
    answer = eva.post(deed(root, name), WHY)
    assert answer.status_code == 409
    assert "Only a superuser" in answer.content.decode()
    root.refresh_from_db()
    assert root.is_active


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("take-factor", "There is no second factor to take away."),
        ("return", "This account is in use already."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(eva, name, sentence):
    answer = eva.post(deed(given.person("ana"), name), WHY)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert not AccountDeed.objects.exists()


def test_who_left_cannot_leave_again(eva):
    ana = given.left(given.person("ana"))
    assert eva.post(deed(ana, "leave"), WHY).status_code == 409
    assert AccountDeed.objects.count() == 1


def test_a_reason_is_needed(eva):
    ana = given.person("ana")
    assert eva.post(deed(ana, "leave"), {"why": " "}).status_code == 422
    with pytest.raises(actions.NotDone, match="Say why"):
        actions.leave(ana, by=given.person("eva"), at=given.moment(), why=" ")
    ana.refresh_from_db()
    assert ana.is_active


@pytest.mark.parametrize("name", ["ana", "bo", "carla"])
def test_only_administrators_do_it(at_the_desk, name):
    dov = given.person("dov")
    assert at_the_desk(name).post(deed(dov, "leave"), WHY).status_code == 403
    with pytest.raises(actions.NotDone, match="Your role does not allow this"):
        actions.leave(dov, by=given.person(name), at=given.moment(), **WHY)


def test_nobody_leaves_as_the_desk_itself(eva):
    assert eva.post(deed(the_desk(), "leave"), WHY).status_code == 409


def test_the_form_of_a_person_takes_nobody_out(eva):
    """In use or not is a deed with a reason, and no box to tick."""
    assert 'name="is_active"' not in eva.get(about(given.person("ana"))).content.decode()


def test_who_has_left_is_given_no_role_before_they_come_back(eva):
    ana = given.left(given.person("ana"))
    role = Group.objects.get(name="editor")
    eva.post(about(ana), typed(ana, groups=[role.pk], **opened(eva, about(ana))))
    assert not ana.groups.exists()
