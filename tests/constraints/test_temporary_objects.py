"""Temporary tables, temporary functions and session settings change nothing about the laws."""

import pytest

from tests import given
from tests.helpers.attacks import approve, refused, set_verdict, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_temporary_table_does_not_stand_in_for_the_contributors():
    verdict = given.in_review()
    with refused("A contributor cannot approve."):
        sql("CREATE TEMP TABLE claims_contributor (verdict_id bigint, person_id bigint)")
        sql("SET LOCAL search_path = pg_temp, public")
        approve(verdict, verdict.author, given.moment())


def test_a_temporary_table_does_not_stand_in_for_the_transitions():
    verdict = given.draft()
    with refused("No state moves without its transition."):
        sql("CREATE TEMP TABLE claims_transition AS SELECT * FROM public.claims_transition")
        sql("SET LOCAL search_path = pg_temp, public")
        sql(
            "INSERT INTO claims_transition (id, verdict_id, verb, from_state, to_state, note,"
            " moved_at, moved_by_id) VALUES (1000000, %s, 'x', 'draft', 'discarded', '', %s, %s)",
            verdict.pk,
            given.NOON,
            verdict.author_id,
        )
        set_verdict(verdict, state="discarded", moved_at=given.NOON)


def test_a_temporary_function_does_not_stand_in_for_a_law():
    verdict = given.published()
    with refused("A verdict cannot move from published to draft."):
        sql(
            "CREATE FUNCTION pg_temp.verdict_moves() RETURNS TABLE (from_state text, to_state text)"
            " LANGUAGE sql AS $$ VALUES ('published', 'draft') $$"
        )
        sql("SET LOCAL search_path = pg_temp, public")
        set_verdict(verdict, state="draft")


@pytest.mark.parametrize("ignored", ["{claims.Verdict:law_verdict_update}", "{law_verdict_update}"])
def test_the_setting_of_pgtrigger_is_not_honoured(ignored):
    verdict = given.published()
    with refused("The content of a verdict changes only in draft."):
        sql("SELECT set_config('pgtrigger.ignore', %s, true)", ignored)
        set_verdict(verdict, finding="Another.")


def test_deferred_constraints_are_asked_at_the_commit():
    given.person("ana")
    with refused("violates foreign key constraint"):
        sql("SET CONSTRAINTS ALL DEFERRED")
        sql("DELETE FROM auth_group WHERE name = 'reporter'")
