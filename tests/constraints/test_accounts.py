"""Accounts keep their record: nobody is deleted, and who leaves does so by a deed."""

import pytest

from factcheck.accounts import actions
from factcheck.accounts.models import User
from tests import given
from tests.helpers.attacks import allowed, insert, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NEVER = "Rows of accounts_user never change"
TOLD = "Who leaves or comes back does so by a deed."
ALONE = "An administrator has no other role."
MAY = "A deed on an account is done by somebody who is here and may do as much."


def row(**changed) -> dict:
    return {
        "person_id": given.person("ana").pk,
        "deed": "left",
        "roles": "reporter",
        "why": "Went elsewhere.",
        "done_at": given.moment(),
        "done_by_id": given.person("eva").pk,
    } | changed


def root() -> User:
    return User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")


def active(person, value: bool) -> None:
    sql("UPDATE accounts_user SET is_active = %s WHERE id = %s", value, person.pk)


def give(person, role: str) -> None:
    sql(
        "INSERT INTO accounts_user_groups (user_id, group_id)"
        " SELECT %s, id FROM auth_group WHERE name = %s",
        person.pk,
        role,
    )


def test_nobody_is_deleted():
    ana = given.person("ana")
    sql("DELETE FROM accounts_user_groups WHERE user_id = %s", ana.pk)
    with refused(NEVER):
        sql("DELETE FROM accounts_user WHERE id = %s", ana.pk)


def test_an_account_can_be_described_anew():
    with allowed():
        sql("UPDATE accounts_user SET byline = 'A. Trade' WHERE id = %s", given.person("ana").pk)


def test_a_deed_of_an_administrator_is_kept():
    with allowed():
        insert("accounts_accountdeed", **row(deed="factor_taken"))


def test_nobody_does_a_deed_to_themselves():
    with refused("nobody_does_it_to_themselves"):
        insert("accounts_accountdeed", **row(person_id=given.person("eva").pk))


def test_a_deed_says_why():
    with refused("deed_on_an_account_says_why"):
        insert("accounts_accountdeed", **row(why=""))


def test_a_superuser_is_spared_by_whoever_is_none():
    with refused(MAY):
        insert("accounts_accountdeed", **row(person_id=root().pk))


def test_who_has_left_does_no_deed():
    eva, ivo = given.person("eva"), given.person("ivo", "administrator")
    actions.leave(eva, by=ivo, at=given.moment(), why="Went elsewhere.")
    with refused(MAY):
        insert("accounts_accountdeed", **row(done_by_id=eva.pk))


def test_an_account_is_not_put_out_of_use_without_a_deed():
    ana = given.person("ana")
    with refused(TOLD):
        active(ana, False)
    with refused(TOLD):
        active(ana, False)
        insert("accounts_accountdeed", **row(deed="factor_taken"))


def test_an_account_is_not_put_to_use_again_without_a_deed():
    ana = given.left(given.person("ana"))
    with refused(TOLD):
        active(ana, True)


def test_who_leaves_and_comes_back_by_a_deed_does_so():
    ana = given.person("ana")
    with allowed():
        insert("accounts_accountdeed", **row())
        active(ana, False)
        insert("accounts_accountdeed", **row(deed="returned"))
        active(ana, True)


@pytest.mark.parametrize("role", ["editor", "reviewer", "reporter", "partner"])
def test_an_administrator_is_given_no_other_role(role):
    with refused(ALONE):
        give(given.person("eva"), role)
    with refused(ALONE):
        give(given.person("x", role), "administrator")


def test_a_role_of_an_administrator_is_not_swapped_for_two():
    carla = given.person("carla")
    give(carla, "reporter")
    with refused(ALONE):
        sql(
            "UPDATE accounts_user_groups SET group_id ="
            " (SELECT id FROM auth_group WHERE name = 'administrator')"
            " WHERE user_id = %s AND group_id ="
            " (SELECT id FROM auth_group WHERE name = 'reporter')",
            carla.pk,
        )


def test_other_roles_go_together():
    with allowed():
        give(given.person("bo"), "reporter")
