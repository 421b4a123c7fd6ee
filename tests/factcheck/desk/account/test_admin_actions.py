"""Deactivating and reactivating an account; who may do it, and ask to reset its MFA."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from claims.workflow import drafting
from factcheck.accounts import actions, mfa
from factcheck.accounts.choices import AccountActionKind
from factcheck.accounts.models import AccountAction, AccountChange, User
from factcheck.accounts.system_user import get_system_user
from factcheck.core.errors import FactcheckError
from tests import given
from tests.factcheck.desk.account.test_users import build_data, get_user_url
from tests.factcheck.desk.conftest import get_hidden_fields, workspace_url
from tests.helpers import mfa as mfa_helpers
from tests.helpers.mfa import add_app, post_password, sign_in_with_password

REASON = {"reason": "Changed jobs."}


@pytest.fixture(autouse=True)
def clock(db, monkeypatch):
    mfa_helpers.freeze_at_step(monkeypatch)


@pytest.fixture
def eva(desk_client):
    return desk_client("eva")


def get_action_url(user, name: str) -> str:
    return f"/desk/accounts/user/{user.pk}/{name}/"


def test_a_deactivated_user_is_signed_out_and_their_byline_stays(eva):
    verdict, client = given.published(), sign_in_with_password("ana")
    add_app(client)
    ana = given.person("ana")
    assert eva.post(get_action_url(ana, "deactivate"), REASON)["Location"] == get_user_url(ana)
    ana.refresh_from_db()
    assert not ana.is_active and not ana.groups.exists()
    assert not mfa.has_mfa(ana)
    assert client.get("/desk/").status_code == 302
    assert post_password(Client(), "ana").status_code == 200  # the form again
    public = Client().get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()
    assert ana.byline in public
    row = AccountAction.objects.get()
    assert (row.action, row.roles, row.reason) == (
        AccountActionKind.DEACTIVATED,
        "reporter",
        "Changed jobs.",
    )
    assert row.created_by == given.person("eva")


def test_another_user_can_continue_the_draft_of_a_deactivated_user(eva, desk_client):
    verdict = given.draft()
    eva.post(get_action_url(given.person("ana"), "deactivate"), REASON)
    dov = desk_client("dov")
    assert given.person("ana").byline in dov.get(workspace_url(verdict)).content.decode()
    drafting.update_draft(
        verdict, by=given.person("dov"), at=given.moment(), conclusion="Dov continues."
    )
    verdict.refresh_from_db()
    assert verdict.conclusion == "Dov continues."


def test_a_reactivated_user_has_no_role_and_sets_a_password_by_email(eva):
    ana = given.deactivated(given.person("ana"))
    eva.post(get_action_url(ana, "reactivate"), {"reason": "Came back."})
    ana.refresh_from_db()
    assert ana.is_active and not ana.groups.exists()
    assert not ana.check_password("ana-ana-ana")
    assert "/desk/password/" in mail.outbox[-1].body
    assert "Users without a role" in eva.get("/desk/").content.decode()


@pytest.mark.parametrize("name", ["deactivate", "reset-mfa"])
def test_administrators_cannot_do_it_to_their_own_account(eva, name):
    response = eva.post(get_action_url(given.person("eva"), name), REASON)
    assert response.status_code == 409
    assert "You cannot do this to your own account" in response.content.decode()
    assert "Changed jobs." in response.content.decode()  # the reason is kept
    assert given.person("eva").is_active


@pytest.mark.parametrize("name", ["deactivate", "reset-mfa"])
def test_administrators_cannot_do_it_to_a_superuser(eva, name):
    root = User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")
    response = eva.post(get_action_url(root, name), REASON)
    assert response.status_code == 403
    assert "Only a superuser" in response.content.decode()
    root.refresh_from_db()
    assert root.is_active


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("reset-mfa", "This account has no two-factor authentication to reset."),
        ("reactivate", "This account is already active."),
    ],
)
def test_an_action_that_would_change_nothing_is_refused(eva, name, message):
    response = eva.post(get_action_url(given.person("ana"), name), REASON)
    assert response.status_code == 409
    assert message in response.content.decode()
    assert not AccountAction.objects.exists() and not AccountChange.objects.exists()


def test_a_deactivated_account_cannot_be_deactivated_again(eva):
    ana = given.deactivated(given.person("ana"))
    assert eva.post(get_action_url(ana, "deactivate"), REASON).status_code == 409
    assert AccountAction.objects.count() == 1


def test_a_reason_is_needed(eva):
    ana = given.person("ana")
    assert eva.post(get_action_url(ana, "deactivate"), {"reason": " "}).status_code == 422
    with pytest.raises(FactcheckError, match="Give a reason"):
        actions.deactivate_account(ana, by=given.person("eva"), at=given.moment(), reason=" ")
    ana.refresh_from_db()
    assert ana.is_active


@pytest.mark.parametrize("name", ["ana", "bo", "carla"])
def test_only_administrators_can_do_it(desk_client, name):
    dov = given.person("dov")
    assert desk_client(name).post(get_action_url(dov, "deactivate"), REASON).status_code == 403
    with pytest.raises(FactcheckError, match="Your role does not allow this"):
        actions.deactivate_account(dov, by=given.person(name), at=given.moment(), **REASON)


def test_the_system_account_cannot_be_deactivated(eva):
    assert eva.post(get_action_url(get_system_user(), "deactivate"), REASON).status_code == 409


def test_the_form_of_a_user_cannot_deactivate_the_account(eva):
    """Deactivating needs a reason, so it is not a checkbox."""
    assert 'name="is_active"' not in eva.get(get_user_url(given.person("ana"))).content.decode()


def test_a_deactivated_user_cannot_get_a_role(eva):
    ana = given.deactivated(given.person("ana"))
    role = Group.objects.get(name="editor")
    eva.post(
        get_user_url(ana),
        build_data(ana, groups=[role.pk], **get_hidden_fields(eva, get_user_url(ana))),
    )
    assert not ana.groups.exists()
