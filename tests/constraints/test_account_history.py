"""The history of accounts and roles: the application cannot write or avoid it, nor change roles."""

from datetime import timedelta

import pghistory
import psycopg
import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from factcheck.accounts import account_changes
from factcheck.accounts.models import AccountHistory, User
from factcheck.accounts.roles import ROLES
from sources.capture import create_source
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row
from tests.helpers.databases import execute_as_owner

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOT_OWNER = "permission denied"


def list_history(user) -> list[tuple[str, str, str]]:
    """What was recorded for this account, the oldest first."""
    rows = AccountHistory.objects.filter(user=user).order_by("pk")
    return list(rows.values_list("subject", "change", "value"))


def set_column(user, column: str, value) -> None:
    execute_sql(f"UPDATE accounts_user SET {column} = %s WHERE id = %s", value, user.pk)


def ask(question: str, *arguments) -> bool:
    """The answer of a function of the database, such as `had_role`."""
    places = ", ".join(["%s"] * len(arguments))
    return execute_sql(f"SELECT {question}({places})", *arguments)[0][0]


# ── what is recorded ─────────────────────────────────────────────────────────────────────────────
def test_a_new_account_and_its_role_are_recorded():
    assert list_history(given.person("bo")) == [
        ("active", "added", ""),
        ("staff", "added", ""),
        ("role", "added", "reviewer"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("email", "new@desk.example", ("email", "changed", "")),
        ("password", "!", ("password", "changed", "")),
        ("username", "bob", ("username", "changed", "")),
        ("is_superuser", True, ("superuser", "added", "")),
        ("is_staff", False, ("staff", "removed", "")),
    ],
)
def test_a_change_by_plain_sql_is_recorded(column, value, expected):
    bo = given.person("bo")
    set_column(bo, column, value)
    row = AccountHistory.objects.filter(user=bo).first()
    assert (row.subject, row.change, row.value) == expected
    assert (row.database_user, row.context_id) == ("factcheck_app", None)
    assert abs(row.recorded_at - timezone.now()) < timedelta(minutes=1)


def test_neither_an_address_nor_a_hash_is_recorded():
    bo = given.person("bo")
    set_column(bo, "email", "secret@desk.example")
    set_column(bo, "password", "secret")
    assert "secret" not in str(list(AccountHistory.objects.values()))


def test_a_change_that_is_not_one_is_not_recorded():
    bo = given.person("bo")
    before = list_history(bo)
    bo.save()
    set_column(bo, "last_login", given.NOON)
    assert list_history(bo) == before


def test_a_role_given_exchanged_and_taken_away_is_recorded():
    bo = given.person("bo")
    execute_sql(
        "UPDATE accounts_user_groups SET group_id ="
        " (SELECT id FROM auth_group WHERE name = 'editor') WHERE user_id = %s",
        bo.pk,
    )
    execute_sql("DELETE FROM accounts_user_groups WHERE user_id = %s", bo.pk)
    assert list_history(bo)[-3:] == [
        ("role", "removed", "reviewer"),
        ("role", "added", "editor"),
        ("role", "removed", "editor"),
    ]


def test_second_factors_are_recorded_also_when_they_are_given_to_another_person():
    bo, carla = given.person("bo"), given.person("carla")
    factor = Authenticator.objects.create(user=bo, type="totp", data={"secret": "x"})
    execute_sql("UPDATE mfa_authenticator SET user_id = %s WHERE id = %s", carla.pk, factor.pk)
    factor.refresh_from_db()
    factor.delete()
    assert list_history(bo)[-2:] == [
        ("second_factor", "added", "totp"),
        ("second_factor", "removed", "totp"),
    ]
    assert list_history(carla)[-2:] == [
        ("second_factor", "changed", "totp"),
        ("second_factor", "removed", "totp"),
    ]


def test_an_action_of_the_application_is_in_the_same_transaction():
    change = given.account_change("bo", "editor")
    account_changes.confirm_change(
        change, by=given.person("ivo", "administrator"), at=given.moment()
    )
    role = AccountHistory.objects.get(user=change.user, subject="role", value="editor")
    actions = AccountHistory.objects.filter(transaction_id=role.transaction_id, subject="action")
    assert {row.value for row in actions} >= {"confirmed"}


def test_changes_by_plain_sql_are_named_and_those_of_the_application_are_not():
    bo = given.person("bo")
    before = len(execute_sql("SELECT * FROM list_unexplained_account_changes()"))
    set_column(bo, "email", "x@desk.example")
    with pghistory.context(user=bo.pk, url="/desk/password/"):
        set_column(bo, "password", "another-one")
    unexplained = execute_sql("SELECT user_id, subject FROM list_unexplained_account_changes()")
    assert unexplained[before:] == [(bo.pk, "email")]


def test_what_roles_may_do_is_recorded():
    rows = AccountHistory.objects.filter(user=None, subject="permission", change="added")
    assert set(rows.values_list("value", flat=True)) == {
        f"{role} {permission}" for role, permissions in ROLES.items() for permission in permissions
    }


# ── what the application cannot do ───────────────────────────────────────────────────────────────
def test_the_application_cannot_write_the_history():
    row = AccountHistory.objects.filter(user=given.person("bo")).values().first()
    del row["id"]
    with assert_refused(NOT_OWNER):
        insert_row("accounts_accounthistory", **row)
    with assert_refused(NOT_OWNER):
        execute_sql("SELECT insert_account_history(NULL, 'role', 'added', 'editor')")


@pytest.mark.parametrize(
    "function", ["record_account", "record_membership", "record_possession", "record_decision"]
)
def test_the_application_cannot_run_the_triggers_of_the_history_on_its_own_table(function):
    execute_sql("CREATE TEMP TABLE mine (LIKE accounts_user)")
    with assert_refused(NOT_OWNER):
        execute_sql(
            f"CREATE TRIGGER mine AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION {function}()"
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE auth_group SET name = 'boss' WHERE name = 'administrator'",
        "DELETE FROM auth_group WHERE name = 'reporter'",
        "INSERT INTO auth_group (name) VALUES ('boss')",
        "INSERT INTO auth_group_permissions (group_id, permission_id)"
        " SELECT g.id, p.id FROM auth_group g, auth_permission p WHERE g.name = 'partner'",
        "DELETE FROM auth_group_permissions",
        "UPDATE auth_permission SET codename = 'x' WHERE codename = 'publish_verdict'",
        "INSERT INTO accounts_user_user_permissions (user_id, permission_id) VALUES (1, 1)",
        "UPDATE django_content_type SET app_label = 'x'",
        "UPDATE django_admin_log SET change_message = ''",
    ],
)
def test_the_application_cannot(statement):
    with assert_refused(NOT_OWNER):
        execute_sql(statement)


def test_renaming_a_role_is_refused_to_the_owner():
    with pytest.raises(psycopg.errors.RestrictViolation):
        execute_as_owner("UPDATE auth_group SET name = 'boss' WHERE name = 'administrator'")


def test_a_superuser_is_made_only_by_the_owner(strict):
    bo = given.person("bo")
    with assert_refused("Only the owner of the database can make a superuser."):
        set_column(bo, "is_superuser", True)
    with assert_refused("Only the owner of the database can make a superuser."):
        User.objects.create_superuser("root", "root@desk.example", "x", byline="Root")
    with assert_allowed():
        set_column(bo, "byline", "B.")


def test_a_temporary_table_does_not_swallow_the_history():
    bo = given.person("bo")
    execute_sql("CREATE TEMP TABLE accounts_accounthistory (LIKE public.accounts_accounthistory)")
    execute_sql("SET LOCAL search_path = pg_temp, public")
    execute_sql("UPDATE public.accounts_user SET email = 'x@desk.example' WHERE id = %s", bo.pk)
    subjects = execute_sql(
        "SELECT subject FROM public.accounts_accounthistory WHERE user_id = %s ORDER BY id", bo.pk
    )
    assert subjects[-1] == ("email",)


# ── what the history answers ─────────────────────────────────────────────────────────────────────
def test_who_had_a_role_at_a_moment_is_known():
    before = timezone.now()
    bo = given.person("bo")
    during = AccountHistory.objects.filter(user=bo).first().recorded_at
    bo.groups.clear()
    after = timezone.now() + timedelta(seconds=5)
    for moment, expected in ((before, False), (during, True), (after, False)):
        assert ask("had_role", bo.pk, "reviewer", moment) == expected
        assert ask("had_permission", bo.pk, "claims.review_verdict", moment) == expected
        assert not ask("had_role", bo.pk, "editor", moment)
        assert not ask("had_permission", bo.pk, "claims.publish_verdict", moment)


def test_who_was_active_at_a_moment_is_known():
    before = timezone.now()
    bo = given.person("bo")
    during = AccountHistory.objects.filter(user=bo).first().recorded_at
    given.deactivated(bo)
    after = timezone.now() + timedelta(seconds=5)
    for moment, expected in ((before, False), (during, True), (after, False)):
        assert ask("was_active", bo.pk, moment) == expected
        assert ask("had_permission", bo.pk, "claims.review_verdict", moment) == expected


def test_acts_of_people_without_the_role_at_that_moment_are_found():
    verdict = given.approved()
    found = execute_sql("SELECT table_name, person, permission FROM list_acts_without_permission()")
    # The moments of the tests lie before the accounts were made.
    assert ("claims_review", verdict.approved_by_id, "claims.review_verdict") in found


def test_an_act_of_a_person_with_the_role_is_not_found():
    bo, at = given.person("bo"), timezone.now()
    source = create_source(by=bo, at=at, title="On trade")
    assert execute_sql("SELECT * FROM list_acts_without_permission()") == []
    execute_sql("UPDATE sources_source SET created_at = '1999-01-01' WHERE id = %s", source.pk)
    assert len(execute_sql("SELECT * FROM list_acts_without_permission()")) == 1
