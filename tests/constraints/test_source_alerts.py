"""A source alert refers to a changed quotation of its verdict, and is decided once."""

import pytest

from claims.models import SourceAlert
from claims.monitoring.alerts import answer_alert
from tests import given
from tests.helpers import changing_site
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row
from tests.helpers.rechecks import CHANGED_TEXT, OTHER_CHANGED_TEXT, recheck_with_text

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NEEDS_CHANGED_QUOTE = "A source alert needs a changed quotation of a current verdict."
ONCE = "A source alert can be decided only once."
DONE = "The decision must be carried out in the same transaction."


def create_alert(text=CHANGED_TEXT):
    verdict = changing_site.create_published_verdict()
    retrieval = recheck_with_text(verdict, text)
    return verdict, retrieval.checks.get(), SourceAlert.objects.filter(verdict=verdict).first()


def alert_row(verdict, check, **changed) -> dict:
    return {
        "verdict_id": verdict.pk,
        "kind": "quote",
        "retrieval_id": check.retrieval_id,
        "passage_id": check.passage_id,
        "quote_check_id": check.pk,
        "created_at": given.moment(),
        "decision": "",
        "reason": "",
        "hide_words": False,
    } | changed


def decide(alert, decision="no_change", **changed) -> None:
    columns = {
        "decision": decision,
        "reason": "It says the same.",
        "decided_at": given.moment(),
        "decided_by_id": given.person("carla").pk,
    } | changed
    assigned = ", ".join(f"{name} = %s" for name in columns)
    execute_sql(
        f"UPDATE claims_sourcealert SET {assigned} WHERE id = %s", *columns.values(), alert.pk
    )


def test_an_alert_for_a_changed_quotation_is_allowed():
    verdict, check, alert = create_alert(given.TEXT.replace("4 percent", "four to 5 percent"))
    assert alert.quote_check == check
    with assert_allowed():
        decide(alert)


def test_an_alert_for_an_unchanged_quotation_is_refused():
    verdict, check, _ = create_alert(given.TEXT)
    with assert_refused(NEEDS_CHANGED_QUOTE):
        insert_row("claims_sourcealert", **alert_row(verdict, check))


def test_an_alert_for_a_verdict_that_does_not_cite_the_passage_is_refused():
    _, check, _ = create_alert()
    with assert_refused(NEEDS_CHANGED_QUOTE):
        insert_row("claims_sourcealert", **alert_row(given.published(), check))


@pytest.mark.parametrize("state", ["draft", "in_review", "superseded"])
def test_an_alert_for_a_verdict_that_is_not_current_is_refused(state):
    first = changing_site.create_published_verdict()
    following = given.correction(first)
    if state != "draft":
        given.in_review(verdict=following)
    if state == "superseded":
        following.refresh_from_db()
        given.published(verdict=given.approved(verdict=following))
    check = recheck_with_text(first, CHANGED_TEXT).checks.get()
    with assert_refused(NEEDS_CHANGED_QUOTE):
        insert_row(
            "claims_sourcealert", **alert_row(first if state == "superseded" else following, check)
        )


def test_an_alert_for_another_passage_is_refused():
    verdict, check, _ = create_alert()
    with assert_refused(NEEDS_CHANGED_QUOTE):
        insert_row("claims_sourcealert", **alert_row(verdict, check, passage_id=given.passage().pk))


def test_a_second_open_alert_for_a_passage_is_refused():
    verdict, _, _ = create_alert()
    later = recheck_with_text(verdict, OTHER_CHANGED_TEXT).checks.get()
    with assert_refused("one_open_source_alert_per_passage"):
        insert_row("claims_sourcealert", **alert_row(verdict, later))


def test_a_second_alert_for_a_check_is_refused():
    verdict, check, alert = create_alert()
    decide(alert)
    with assert_refused("one_source_alert_per_check"):
        insert_row("claims_sourcealert", **alert_row(verdict, check))


def test_an_alert_created_with_a_decision_is_refused():
    verdict, check, alert = create_alert()
    decide(alert)
    signature = {"decided_at": given.moment(), "decided_by_id": given.person("carla").pk}
    with assert_refused(NEEDS_CHANGED_QUOTE):
        insert_row(
            "claims_sourcealert",
            **alert_row(verdict, check, decision="no_change", reason="So.", **signature),
        )


def test_changing_or_removing_a_decision_is_refused():
    _, _, alert = create_alert()
    decide(alert)
    with assert_refused(ONCE):
        decide(alert, reason="For another reason.")
    with assert_refused(ONCE):
        decide(alert, decision="", reason="", decided_at=None, decided_by_id=None)


@pytest.mark.parametrize("column", ["verdict_id", "retrieval_id", "passage_id", "quote_check_id"])
def test_changing_an_alert_is_refused(column):
    _, _, alert = create_alert()
    with assert_refused(ONCE):
        execute_sql(
            f"UPDATE claims_sourcealert SET {column} = {column} + 1 WHERE id = %s", alert.pk
        )


@pytest.mark.parametrize("text", ["retract", "ignore"])
def test_a_decision_that_was_not_carried_out_is_refused(text):
    _, _, alert = create_alert()
    with assert_refused(DONE):
        decide(alert, text)


def test_a_correction_needs_the_draft_that_it_created():
    verdict, _, alert = create_alert()
    with assert_refused(DONE):
        decide(alert, "correct", resulting_verdict_id=given.draft().pk)
    with assert_refused(DONE):
        decide(alert, "correct")


def test_the_actions_for_every_decision_are_allowed():
    for decision, values in (
        ("no_change", {}),
        ("correct", {"kind": "correction"}),
        ("retract", {}),
    ):
        _, _, alert = create_alert()
        signature = {"by": given.person("carla"), "at": given.moment(), "reason": "Because."}
        with assert_allowed():
            answer_alert(alert, decision=decision, **signature, **values)


@pytest.mark.parametrize("missing", ["decided_at", "decided_by_id"])
def test_a_decision_needs_a_time_and_a_user(missing):
    _, _, alert = create_alert()
    with assert_refused("source_alert_decision_is_complete"):
        decide(alert, **{missing: None})


def test_a_decision_needs_a_reason():
    _, _, alert = create_alert()
    with assert_refused("source_alert_decision_has_reason"):
        decide(alert, reason="")
