"""Requests about a person are decided by editors, and words are removed by two of them."""

import json

import pytest

from claims.intake import tips
from claims.models import PersonRequestDecision
from claims.person_requests import actions
from factcheck.core.errors import FactcheckError, InvalidState
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

NAME = "Zora Quill"

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def insert_decision(request, by, **changed) -> None:
    row = given.WEIGHED | {
        "request_id": request.pk,
        "number": 1,
        "outcome": "refuse",
        "reply": "",
        "places": "[]",
        "decided_at": given.moment(),
        "decided_by_id": by.pk,
    }
    insert_row("claims_personrequestdecision", **row | changed)


@pytest.mark.parametrize("name", ["ana", "bo", "eva", "gwen"])
def test_other_roles_do_not_decide(name):
    with assert_refused("Only editors decide requests about a person."):
        insert_decision(given.person_request(), given.person(name))


def test_an_inactive_editor_does_not_decide():
    with assert_refused("Only editors decide requests about a person."):
        insert_decision(given.person_request(), given.deactivated(given.person("filip")))


def test_a_request_is_decided_once():
    request = given.refused_request().request
    with assert_refused("A request is decided once."):
        insert_decision(request, given.person("filip"), number=2)


def test_an_editor_decides():
    request = given.person_request()
    with assert_allowed():
        insert_decision(request, given.person("carla"))


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"reasons": ""}, "request_decision_has_reasons"),
        ({"outcome": "reply"}, "request_reply_has_text"),
        ({"outcome": "erase"}, "request_removal_has_places"),
        ({"places": '[{"table": "x"}]'}, "request_removal_has_places"),
    ],
)
def test_an_incomplete_decision_is_refused(changed, constraint):
    with assert_refused(constraint):
        insert_decision(given.person_request(), given.person("carla"), **changed)


# ── a second editor ─────────────────────────────────────────────────────────────────────────────
def test_a_second_editor_confirms():
    decision = given.removal(given.person_request(), [NAME])
    with assert_allowed():
        insert_confirmation(decision, given.person("filip"))


def test_a_decision_that_was_replaced_is_not_confirmed():
    request = given.person_request()
    first = given.removal(request, [NAME])
    given.removal(request, [NAME])
    with assert_refused("Only the latest decision to remove words is confirmed."):
        insert_confirmation(first, given.person("filip"))


def insert_confirmation(decision, by) -> None:
    insert_row(
        "claims_personrequestconfirmation",
        decision_id=decision.pk,
        confirmed_at=given.moment(),
        confirmed_by_id=by.pk,
    )


@pytest.mark.parametrize("name", ["carla", "ana", "bo", "eva"])
def test_the_same_person_and_other_roles_cannot_confirm(name):
    decision = given.removal(given.person_request(), [NAME])
    with assert_refused("Words are removed by two editors."):
        insert_confirmation(decision, given.person(name))
    with pytest.raises(FactcheckError):
        actions.confirm_removal(decision, by=given.person(name), at=given.moment())


def test_nothing_is_removed_without_a_confirmation():
    decision = given.removal(given.person_request(), [NAME])
    with assert_refused("Words are removed by two editors."):
        execute_sql("SELECT remove_words(%s)", decision.pk)


def test_the_application_cannot_remove_words_itself():
    places = json.dumps([{"table": "claims_claim", "row": "1", "column": "statement"}])
    with assert_refused("must be owner"):
        execute_sql("SELECT remove_words_from_places('x', %s, now())", places)
    with assert_refused("permission denied"):
        insert_row("claims_tombstone", request="x", table_name="x", row_id="1", column_name="x")
    with assert_refused("permission denied"):
        execute_sql("SELECT content FROM claims_sealedoriginal")


def test_words_are_removed_once():
    decision = given.removed(given.person_request(), [NAME])
    with assert_refused("The words were removed already."):
        execute_sql("SELECT remove_words(%s)", decision.pk)


# ── what a decision may name ────────────────────────────────────────────────────────────────────
AS_OWNER = "BEGIN RAISE EXCEPTION 'This ran as %', current_user; END"
OWN_TABLES = [
    ["CREATE TEMP TABLE mine (id int PRIMARY KEY, name text)"],
    [
        f"CREATE FUNCTION pg_temp.f() RETURNS bool LANGUAGE plpgsql AS $${AS_OWNER}$$",
        "CREATE TEMP TABLE mine (id int PRIMARY KEY, name text)",
        "ALTER TABLE mine ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY p ON mine USING (pg_temp.f())",
    ],
    [
        "CREATE TYPE pg_temp.k AS (v int)",
        f"CREATE FUNCTION pg_temp.f(pg_temp.k) RETURNS text LANGUAGE plpgsql AS $${AS_OWNER}$$",
        "CREATE CAST (pg_temp.k AS text) WITH FUNCTION pg_temp.f(pg_temp.k)",
        "CREATE TEMP TABLE mine (id pg_temp.k PRIMARY KEY, name text)",
    ],
]


def remove_with_sql(table: str, column: str, row: str = "1") -> None:
    """Two editors' rows, written by plain SQL, with a place of the attacker's choice."""
    place = {"table": table, "row": row, "column": column, "spans": None}
    request = given.person_request()
    insert_decision(request, given.person("carla"), outcome="erase", places=json.dumps([place]))
    decision = PersonRequestDecision.objects.get(request=request)
    insert_confirmation(decision, given.person("filip"))
    execute_sql("SELECT remove_words(%s)", decision.pk)


@pytest.mark.parametrize("name", ["mine", "pg_temp.mine"])
@pytest.mark.parametrize("statements", OWN_TABLES)
def test_a_table_of_the_application_runs_nothing_as_the_owner(statements, name):
    with assert_refused("Nothing is removed from other tables."):
        for statement in statements:
            execute_sql(statement)
        execute_sql("GRANT ALL ON mine TO PUBLIC")
        execute_sql(
            "INSERT INTO mine VALUES (%s, 'x')", "(1)" if "pg_temp.k" in statements[0] else "1"
        )
        remove_with_sql(name, "name")


def create_answered_tip():
    tip = given.tip(NAME)
    values = {"by": given.person("bo"), "at": given.moment()}
    tips.link_tip_to_claim(tip, claim=given.claim(), **values)
    tip.refresh_from_db()
    return tip


@pytest.mark.parametrize(
    "create",
    [
        lambda: create_answered_tip().claim,
        lambda: given.complaint(text=NAME).verdict.claim,
        lambda: given.comment_request(text=NAME).claim,
        lambda: given.comment_response(text=NAME).comment_request.claim,
        lambda: given.comment(NAME).claim,
        lambda: given.claim(claimant=given.claimant(NAME), attribution="person"),
        lambda: given.draft(given.claim(), conclusion=NAME).claim,
        lambda: given.review_comment(given.in_review(), NAME).submission.verdict.claim,
    ],
)
def test_a_hold_keeps_all_around_the_claim(create):
    hold = given.hold(create())
    decision = given.removal(given.person_request(), [NAME])
    with pytest.raises(InvalidState, match=f"Claim {hold.claim.public_id} is on hold .Carla"):
        actions.confirm_removal(decision, by=given.person("filip"), at=given.moment())
    insert_confirmation(decision, given.person("filip"))
    with assert_refused("A claim is on hold: nothing of it is removed."):
        execute_sql("SELECT remove_words(%s)", decision.pk)


def test_nothing_of_a_claim_on_hold_is_removed():
    claim = given.claim(f"{NAME} sold milk")
    given.hold(claim)
    decision = given.removal(given.person_request(), [NAME])
    insert_confirmation(decision, given.person("filip"))
    with assert_refused("A claim is on hold: nothing of it is removed."):
        execute_sql("SELECT remove_words(%s)", decision.pk)
