"""Temporary tables, temporary functions and session settings cannot bypass the database's rules."""

import pytest
from django.apps import apps

from tests import given
from tests.helpers.attacks import approve_with_sql, assert_refused, execute_sql, update_verdict

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_temporary_table_does_not_replace_the_contributors():
    verdict = given.in_review()
    with assert_refused("A contributor cannot approve."):
        execute_sql("CREATE TEMP TABLE claims_contributor (verdict_id bigint, user_id bigint)")
        execute_sql("SET LOCAL search_path = pg_temp, public")
        approve_with_sql(verdict, verdict.author, given.moment())


def test_a_temporary_table_does_not_replace_the_transitions():
    verdict = given.draft()
    with assert_refused("The state can change only together with a transition."):
        execute_sql("CREATE TEMP TABLE claims_transition AS SELECT * FROM public.claims_transition")
        execute_sql("SET LOCAL search_path = pg_temp, public")
        execute_sql(
            "INSERT INTO claims_transition (id, verdict_id, action, from_state, to_state, note,"
            " state_changed_at, state_changed_by_id)"
            " VALUES (1000000, %s, 'x', 'draft', 'discarded', '', %s, %s)",
            verdict.pk,
            given.NOON,
            verdict.author_id,
        )
        update_verdict(verdict, state="discarded", state_changed_at=given.NOON)


def test_a_temporary_function_does_not_replace_a_function_of_a_trigger():
    verdict = given.published()
    with assert_refused("A verdict cannot move from published to draft."):
        execute_sql(
            "CREATE FUNCTION pg_temp.get_allowed_transitions()"
            " RETURNS TABLE (from_state text, to_state text)"
            " LANGUAGE sql AS $$ VALUES ('published', 'draft') $$"
        )
        execute_sql("SET LOCAL search_path = pg_temp, public")
        update_verdict(verdict, state="draft")


@pytest.mark.parametrize(
    "triggers", ["{claims.Verdict:enforce_verdict_update}", "{enforce_verdict_update}"]
)
def test_the_ignore_setting_of_pgtrigger_has_no_effect(triggers):
    verdict = given.published()
    with assert_refused("The content of a verdict can change only in a draft."):
        execute_sql("SELECT set_config('pgtrigger.ignore', %s, true)", triggers)
        update_verdict(verdict, conclusion="Another.")


def test_constraints_set_to_deferred_are_checked_at_the_commit():
    given.person("ana")
    with assert_refused("violates foreign key constraint"):
        execute_sql("SET CONSTRAINTS ALL DEFERRED")
        execute_sql("UPDATE accounts_user_groups SET group_id = 0")


TRACKED = {
    model.pgh_tracked_model._meta.db_table
    for model in apps.get_models()
    if getattr(model, "pgh_tracked_model", None) and model._meta.managed
}


@pytest.mark.parametrize(
    "attack",
    [
        "CREATE TEMP TABLE {history} (LIKE public.{history})",
        "CREATE TEMP TABLE pghistory_context (LIKE public.pghistory_context)",
        "SELECT set_config('pgtrigger.ignore', ignored, true) FROM (SELECT array_agg(tgname)::text"
        " AS ignored FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%') AS triggers",
    ],
)
def test_the_history_of_a_field_goes_to_the_table_meant(attack):
    claim = given.claim()
    before = execute_sql("SELECT count(*) FROM claims_claimevent")[0][0]
    execute_sql(attack.format(history="claims_claimevent"))
    execute_sql("SET LOCAL search_path = pg_temp, public")
    execute_sql("UPDATE public.claims_claim SET statement = 'Another' WHERE id = %s", claim.pk)
    assert execute_sql("SELECT count(*) FROM public.claims_claimevent") == [(before + 1,)]


def test_each_tracked_table_has_pinned_triggers():
    tracked = execute_sql(
        "SELECT DISTINCT tgrelid::regclass::text, proconfig::text FROM pg_trigger"
        " JOIN pg_proc ON pg_proc.oid = tgfoid WHERE tgname LIKE 'pgtrigger%'"
    )
    assert set(tracked) == {(table, '{"search_path=public, pg_temp"}') for table in TRACKED}
