"""Accounts: never deleted, deactivated with an account action, changed by two people or later."""

from datetime import timedelta

import pytest

from factcheck.accounts import actions
from factcheck.accounts.models import User
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NO_DELETE = "Rows of accounts_user never change"
NEEDS_ACTION = "Deactivating or reactivating an account requires an account action."
ONLY_ROLE = "An administrator cannot have another role."
NEEDS_SECOND_PERSON = "A change of an account is confirmed by a second, active person."
NEEDS_A_DAY = "A change of an account that no one confirmed takes effect after a day."
NEEDS_RIGHTS = "An account action must be taken by an active user with sufficient rights."


def account_action_row(**changed) -> dict:
    return {
        "user_id": given.person("ana").pk,
        "action": "deactivated",
        "roles": "reporter",
        "reason": "Went elsewhere.",
        "created_at": given.moment(),
        "created_by_id": given.person("eva").pk,
    } | changed


def create_superuser() -> User:
    return User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")


def set_active(user, value: bool) -> None:
    execute_sql("UPDATE accounts_user SET is_active = %s WHERE id = %s", value, user.pk)


def add_role(user, role: str) -> None:
    execute_sql(
        "INSERT INTO accounts_user_groups (user_id, group_id)"
        " SELECT %s, id FROM auth_group WHERE name = %s",
        user.pk,
        role,
    )


def test_deleting_an_account_is_refused():
    ana = given.person("ana")
    execute_sql("DELETE FROM accounts_user_groups WHERE user_id = %s", ana.pk)
    with assert_refused(NO_DELETE):
        execute_sql("DELETE FROM accounts_user WHERE id = %s", ana.pk)


def test_editing_an_account_is_allowed():
    with assert_allowed():
        execute_sql(
            "UPDATE accounts_user SET byline = 'A. Trade' WHERE id = %s", given.person("ana").pk
        )


def test_an_account_action_of_an_administrator_is_allowed():
    with assert_allowed():
        insert_row("accounts_accountaction", **account_action_row(action="reactivated"))


def test_an_account_action_on_the_own_account_is_refused():
    with assert_refused("account_action_on_another_user"):
        insert_row("accounts_accountaction", **account_action_row(user_id=given.person("eva").pk))


def test_an_account_action_needs_a_reason():
    with assert_refused("account_action_has_reason"):
        insert_row("accounts_accountaction", **account_action_row(reason=""))


def test_an_account_action_on_a_superuser_needs_a_superuser():
    with assert_refused(NEEDS_RIGHTS):
        insert_row("accounts_accountaction", **account_action_row(user_id=create_superuser().pk))


def test_an_account_action_of_a_deactivated_user_is_refused():
    eva, ivo = given.person("eva"), given.person("ivo", "administrator")
    actions.deactivate_account(eva, by=ivo, at=given.moment(), reason="Went elsewhere.")
    with assert_refused(NEEDS_RIGHTS):
        insert_row("accounts_accountaction", **account_action_row(created_by_id=eva.pk))


def test_deactivating_without_an_account_action_is_refused():
    ana = given.person("ana")
    with assert_refused(NEEDS_ACTION):
        set_active(ana, False)
    with assert_refused(NEEDS_ACTION):
        set_active(ana, False)
        insert_row("accounts_accountaction", **account_action_row(action="reactivated"))


def test_reactivating_without_an_account_action_is_refused():
    ana = given.deactivated(given.person("ana"))
    with assert_refused(NEEDS_ACTION):
        set_active(ana, True)


def test_deactivating_and_reactivating_with_account_actions_is_allowed():
    ana = given.person("ana")
    with assert_allowed():
        insert_row("accounts_accountaction", **account_action_row())
        set_active(ana, False)
        insert_row("accounts_accountaction", **account_action_row(action="reactivated"))
        set_active(ana, True)


@pytest.mark.parametrize("role", ["editor", "reviewer", "reporter", "partner"])
def test_a_second_role_for_an_administrator_is_refused(role):
    with assert_refused(ONLY_ROLE):
        add_role(given.person("eva"), role)
    with assert_refused(ONLY_ROLE):
        add_role(given.person("x", role), "administrator")


def test_replacing_a_role_with_administrator_next_to_another_is_refused():
    carla = given.person("carla")
    add_role(carla, "reporter")
    with assert_refused(ONLY_ROLE):
        execute_sql(
            "UPDATE accounts_user_groups SET group_id ="
            " (SELECT id FROM auth_group WHERE name = 'administrator')"
            " WHERE user_id = %s AND group_id ="
            " (SELECT id FROM auth_group WHERE name = 'reporter')",
            carla.pk,
        )


def test_other_roles_can_be_combined():
    with assert_allowed():
        add_role(given.person("bo"), "reporter")


def decision_row(change, outcome: str, by: str, after=timedelta(hours=1)) -> dict:
    return {
        "change_id": change.pk,
        "outcome": outcome,
        "created_at": change.created_at + after,
        "created_by_id": given.person(by).pk,
    }


@pytest.mark.parametrize("name", ["ana", "eva"])
def test_confirming_a_change_by_its_requester_or_owner_is_refused(name):
    change = given.account_change()
    with assert_refused(NEEDS_SECOND_PERSON):
        insert_row("accounts_accountchangedecision", **decision_row(change, "confirmed", name))


def test_confirming_a_change_by_a_deactivated_user_is_refused():
    change = given.account_change()
    given.deactivated(given.person("carla"))
    with assert_refused(NEEDS_SECOND_PERSON):
        insert_row("accounts_accountchangedecision", **decision_row(change, "confirmed", "carla"))


def test_a_change_that_nobody_confirmed_waits_a_day():
    change = given.account_change()
    too_early = decision_row(change, "waited", "bo", timedelta(hours=24, seconds=-1))
    with assert_refused(NEEDS_A_DAY):
        insert_row("accounts_accountchangedecision", **too_early)


def test_a_change_has_one_decision():
    change = given.account_change()
    insert_row("accounts_accountchangedecision", **decision_row(change, "refused", "ana"))
    with assert_refused("unique constraint"):
        insert_row("accounts_accountchangedecision", **decision_row(change, "confirmed", "carla"))


@pytest.mark.parametrize(
    ("outcome", "by", "hours"),
    [("confirmed", "carla", 1), ("refused", "ana", 1), ("refused", "eva", 1), ("waited", "bo", 24)],
)
def test_each_decision_on_a_change_is_allowed(outcome, by, hours):
    row = decision_row(given.account_change(), outcome, by, timedelta(hours=hours))
    with assert_allowed():
        insert_row("accounts_accountchangedecision", **row)


def test_asking_for_an_mfa_reset_needs_a_reason():
    row = {
        "user_id": given.person("ana").pk,
        "kind": "mfa_reset",
        "former": "",
        "value": "",
        "reason": "",
        "created_at": given.moment(),
        "created_by_id": given.person("eva").pk,
    }
    with assert_refused("mfa_reset_has_reason"):
        insert_row("accounts_accountchange", **row)
