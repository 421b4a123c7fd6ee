"""An editor answers a source alert once: no change, a correction, or a retraction."""

import pytest

from claims.choices import SourceAlertDecision
from claims.models import SourceAlert, Verdict
from claims.monitoring import recheck
from claims.monitoring.alerts import answer_alert, check_can_answer_alert
from claims.workflow import actions
from factcheck.core.errors import FactcheckError, NotPermitted
from tests import given
from tests.helpers import changing_site
from tests.helpers.rechecks import CHANGED_TEXT, OTHER_CHANGED_TEXT, recheck_with_text

pytestmark = pytest.mark.django_db

REASON = "The table in the same article still says 4 percent."
NOTE = "The article now gives 17 percent."


@pytest.fixture
def alert():
    recheck_with_text(changing_site.create_published_verdict(), CHANGED_TEXT)
    return SourceAlert.objects.get()


def answer(alert, decision="no_change", by="carla", reason=REASON, **fields) -> SourceAlert:
    return answer_alert(
        alert,
        by=given.person(by),
        at=given.moment(),
        decision=decision,
        reason=reason,
        **fields,
    )


def count_alerts(verdict: Verdict) -> int:
    return SourceAlert.objects.filter(verdict=verdict).count()


def test_an_alert_that_needs_no_change_keeps_the_reason(alert):
    answered = answer(alert)
    assert (answered.decision, answered.reason) == ("no_change", REASON)
    assert answered.decided_by == given.person("carla")
    assert answered.verdict.state == "published"


def test_correcting_opens_the_next_revision_with_the_explanation(alert):
    draft = answer(alert, "correct", by="ana", reason=NOTE, kind="correction").resulting_verdict
    change = draft.changes.get()
    assert (draft.state, draft.revision) == ("draft", 2)
    assert (change.cause, change.kind, change.note) == ("source-changed", "correction", NOTE)


def test_retracting_proposes_the_retraction_to_a_second_person(alert):
    change = answer(alert, "retract", reason=NOTE).verdict.changes.get()
    assert (change.kind, change.cause, change.announced_at) == (
        "retraction",
        "source-changed",
        None,
    )


@pytest.mark.parametrize(
    ("decision", "by", "fields", "message"),
    [
        ("no_change", "carla", {"reason": " "}, "Enter the reason why nothing has to change."),
        ("correct", "carla", {"reason": "", "kind": "update"}, "Enter the explanation for readers"),
        ("correct", "carla", {}, "Choose the kind of change."),
        ("retract", "ana", {}, "Your role does not allow this."),
        ("no_change", "gwen", {}, "Your role does not allow this."),
        ("ignore", "carla", {}, "Choose a decision"),
    ],
)
def test_an_incomplete_or_forbidden_answer_is_refused_and_nothing_is_written(
    alert, decision, by, fields, message
):
    with pytest.raises(FactcheckError, match=message):
        answer(alert, decision, by=by, **fields)
    alert.refresh_from_db()
    assert alert.decided_at is None
    assert not alert.verdict.changes.exists()


def test_an_alert_is_answered_only_once(alert):
    answer(alert)
    label = SourceAlertDecision.NO_CHANGE.label
    with pytest.raises(FactcheckError, match=f"Carla Byline has answered already: {label}."):
        answer(alert, "correct", by="ana", kind="correction")


def test_the_policy_says_why_a_decision_is_not_possible(alert):
    ana = given.person("ana")
    assert check_can_answer_alert(alert, "correct", ana, at=given.moment()) is None
    violation = check_can_answer_alert(alert, "retract", ana, at=given.moment())
    assert violation.error_class is NotPermitted
    assert violation.message == "Your role does not allow this."
    actions.open_correction(
        alert.verdict, by=ana, at=given.moment(), kind="update", cause="reply", note="They wrote."
    )
    fresh = SourceAlert.objects.get()
    violation = check_can_answer_alert(fresh, "correct", ana, at=given.moment())
    assert "already being worked on" in violation.message


# ── which findings create another alert ─────────────────────────────────────────────────────────
def test_the_same_finding_creates_no_second_alert(alert):
    answer(alert)
    for text in (CHANGED_TEXT, given.TEXT, CHANGED_TEXT + " With more below."):
        recheck_with_text(alert.verdict, text)
    assert count_alerts(alert.verdict) == 1


def test_a_different_finding_creates_another_alert(alert):
    answer(alert)
    recheck_with_text(alert.verdict, OTHER_CHANGED_TEXT)
    assert count_alerts(alert.verdict) == 2


def test_the_corrected_revision_gets_no_alert_for_the_same_finding(alert):
    draft = answer(alert, "correct", by="ana", reason=NOTE, kind="correction").resulting_verdict
    approved = given.approved(verdict=given.in_review(verdict=draft))
    published = given.published(verdict=approved)
    retrieval = recheck_with_text(published, CHANGED_TEXT + " With more below.")
    assert retrieval.checks.get().material
    assert count_alerts(published) == 0


def test_a_discarded_correction_has_answered_nothing(alert):
    draft = answer(alert, "correct", by="ana", reason=NOTE, kind="correction").resulting_verdict
    actions.discard(draft, by=given.person("ana"), at=given.moment())
    recheck_with_text(alert.verdict, CHANGED_TEXT)
    assert count_alerts(alert.verdict) == 2


def test_a_recheck_answers_no_alert(alert):
    retrieval = recheck_with_text(alert.verdict, given.TEXT)
    recheck.finish_recheck(retrieval, at=given.moment())
    alert.refresh_from_db()
    assert alert.decided_at is None
