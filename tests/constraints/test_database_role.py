"""The application's database role owns nothing and cannot disable a constraint or trigger."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.helpers.attacks import execute_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

# The functions that run with the rights of the owner. Those that the application calls check what
# they are asked to do; the others are triggers, which it cannot put on a table of its own.
CALLED_BY_THE_APPLICATION = {
    "remove_challenges",
    "remove_expired_words",
    "remove_network_digests",
    "remove_notifications",
    "remove_words",
}
TRIGGERS_OF_THE_OWNER = {
    "carry_out_draft_decision",
    "carry_out_forget_request",
    "record_account",
    "record_claim_description",
    "record_decision",
    "record_description",
    "record_membership",
    "record_possession",
    "record_role_permission",
    "record_shown_finding",
    "record_source_check",
    "record_visibility_change",
}
INSUFFICIENT_PRIVILEGE = "42501"  # the messages differ between versions of PostgreSQL
FORBIDDEN_STATEMENTS = [
    "ALTER TABLE claims_verdict DISABLE TRIGGER enforce_verdict_update",
    "ALTER TABLE claims_verdict DISABLE TRIGGER ALL",
    "ALTER TABLE claims_verdict DISABLE TRIGGER USER",
    "ALTER TABLE claims_verdict DROP CONSTRAINT one_open_revision",
    "ALTER TABLE claims_verdict ENABLE ROW LEVEL SECURITY",
    "DROP TRIGGER enforce_verdict_update ON claims_verdict",
    "DROP INDEX one_open_revision",
    "DROP FUNCTION check_second_person(claims_verdict) CASCADE",
    "DROP TABLE claims_verdict CASCADE",
    "DROP VIEW public_verdict",
    "ALTER FUNCTION check_second_person(claims_verdict) SET search_path = pg_temp",
    "CREATE OR REPLACE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE public.mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE TRIGGER a_first BEFORE UPDATE ON claims_verdict"
    " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE r AS ON UPDATE TO claims_verdict DO INSTEAD NOTHING",
    "CREATE EXTENSION dblink",
    "SET session_replication_role = replica",
    "SET ROLE factcheck_owner",
    "SET SESSION AUTHORIZATION factcheck_owner",
    "GRANT factcheck_owner TO factcheck_app",
    "ALTER ROLE factcheck_app SUPERUSER",
    "CREATE ROLE mine",
    "UPDATE pg_catalog.pg_trigger SET tgenabled = 'D'",
    "DELETE FROM pg_catalog.pg_proc",
    "COPY claims_claim FROM PROGRAM 'true'",
    "INSERT INTO public_rating (id) VALUES (1)",
    "UPDATE public_rating SET label = 'True'",
    "DELETE FROM public_ledger_entry",
    "DELETE FROM django_migrations",
]


@pytest.mark.parametrize("statement", FORBIDDEN_STATEMENTS)
def test_the_application_cannot(statement):
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        execute_sql(statement)
    assert error.value.__cause__.sqlstate == INSUFFICIENT_PRIVILEGE


def test_the_application_connects_as_factcheck_app():
    assert execute_sql("SELECT session_user, current_user") == [("factcheck_app", "factcheck_app")]


def test_the_role_has_no_special_rights_and_is_a_member_of_no_other_role():
    (attributes,) = execute_sql(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
        " FROM pg_roles WHERE rolname = current_user"
    )
    assert not any(attributes)
    assert (
        execute_sql(
            "SELECT pg_get_userbyid(roleid) FROM pg_auth_members"
            " WHERE member = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        )
        == []
    )


def test_the_role_owns_nothing():
    assert (
        execute_sql("SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        == []
    )
    assert (
        execute_sql("SELECT proname FROM pg_proc WHERE pg_get_userbyid(proowner) = current_user")
        == []
    )


def test_no_table_can_be_truncated_by_the_application():
    assert (
        execute_sql(
            "SELECT table_name FROM information_schema.table_privileges WHERE grantee ="
            " current_user AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')"
        )
        == []
    )


def test_every_function_pins_its_search_path():
    unpinned = execute_sql(
        r"""
        SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND pg_get_userbyid(proowner) = 'factcheck_owner' AND probin IS NULL
        -- those of the job queue enforce no rule of ours
        AND proname !~ '^procrastinate_'
        AND NOT coalesce(proconfig, '{}') @> ARRAY['search_path=public, pg_temp']
        """
    )
    assert unpinned == []


def test_the_functions_that_run_as_the_owner_are_known():
    functions = execute_sql(
        "SELECT proname, prorettype = 'trigger'::regtype, has_function_privilege(oid, 'EXECUTE')"
        " FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
    )
    assert set(functions) == {(name, True, False) for name in TRIGGERS_OF_THE_OWNER} | {
        (name, False, True) for name in CALLED_BY_THE_APPLICATION
    }


def test_the_settings_connect_the_application_as_factcheck_app():
    assert connection.settings_dict["USER"] == "factcheck_app"
