"""An editor reads what changed and decides once: nothing changes, correct, or retract."""

import pytest

from claims.models import Alarm
from claims.monitoring import recheck
from claims.monitoring.alerts import answer_alarm, refusal_to_answer
from claims.workflow import actions
from claims.workflow.actions import Refused
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, OTHERWISE, seen
from tests.helpers import changing_site

pytestmark = pytest.mark.django_db

WHY = "The table in the same article still says 4 percent."
NOTE = "The article now gives 17 percent."


@pytest.fixture
def alarm():
    seen(changing_site.published(), CHANGED)
    return Alarm.objects.get()


def answered(alarm, answer="no_change", by="carla", why=WHY, **described):
    person = given.person(by)
    return answer_alarm(alarm, by=person, at=given.moment(), answer=answer, why=why, **described)


def numbers(verdict) -> int:
    return Alarm.objects.filter(verdict=verdict).count()


def test_no_change_is_answered_with_its_reason(alarm):
    done = answered(alarm)
    assert (done.answer, done.why, done.answered_by) == ("no_change", WHY, given.person("carla"))
    assert done.verdict.state == "published"


def test_correcting_opens_the_next_revision_and_says_why(alarm):
    done = answered(alarm, "correct", by="ana", why=NOTE, kind="correction")
    change = done.following.changes.get()
    assert (done.following.state, done.following.revision) == ("draft", 2)
    assert (change.cause, change.kind, change.note) == ("source-changed", "correction", NOTE)


def test_retracting_proposes_it_to_a_second_person(alarm):
    done = answered(alarm, "retract", why=NOTE)
    change = done.verdict.changes.get()
    assert (change.kind, change.cause, change.announced_at) == (
        "retraction",
        "source-changed",
        None,
    )


@pytest.mark.parametrize(
    ("answer", "by", "described", "sentence"),
    [
        ("no_change", "carla", {"why": " "}, "Say why nothing has to change."),
        ("correct", "carla", {"why": "", "kind": "update"}, "Say what readers are told."),
        ("correct", "carla", {}, "Choose what kind of change this is."),
        ("retract", "ana", {}, "Your role does not allow this."),
        ("no_change", "gwen", {}, "Your role does not allow this."),
        ("ignore", "carla", {}, "Choose what follows"),
    ],
)
def test_what_is_missing_or_not_allowed_is_said_and_nothing_is_written(
    alarm, answer, by, described, sentence
):
    with pytest.raises(Refused, match=sentence):
        answered(alarm, answer, by=by, **described)
    alarm.refresh_from_db()
    assert alarm.answered_at is None
    assert not alarm.verdict.changes.exists()


def test_it_is_answered_once(alarm):
    answered(alarm)
    with pytest.raises(Refused, match="Carla Byline has answered already: no change needed."):
        answered(alarm, "correct", by="ana", kind="correction")


def test_a_button_says_why_it_is_not_there(alarm):
    ana = given.person("ana")
    assert refusal_to_answer(alarm, "correct", ana, at=given.moment()) is None
    assert (
        refusal_to_answer(alarm, "retract", ana, at=given.moment())
        == "Your role does not allow this."
    )
    told = {"kind": "update", "cause": "reply", "note": "They wrote."}
    actions.correct(alarm.verdict, by=ana, at=given.moment(), **told)
    assert "already being worked on" in refusal_to_answer(alarm, "correct", ana, at=given.moment())


# ── what is not asked again, and what is ────────────────────────────────────────────────────────
def test_the_same_words_are_not_asked_again(alarm):
    answered(alarm)
    for text in (CHANGED, given.TEXT, CHANGED + " With more below."):
        seen(alarm.verdict, text)
    assert numbers(alarm.verdict) == 1


def test_other_words_are_asked_again(alarm):
    answered(alarm)
    seen(alarm.verdict, OTHERWISE)
    assert numbers(alarm.verdict) == 2


def test_the_corrected_verdict_is_not_asked_about_the_same_words(alarm):
    done = answered(alarm, "correct", by="ana", why=NOTE, kind="correction")
    approved = given.approved(verdict=given.in_review(verdict=done.following))
    following = given.published(verdict=approved)
    look = seen(following, CHANGED + " With more below.")
    assert look.checks.get().material
    assert numbers(following) == 0


def test_a_correction_that_was_given_up_has_answered_nothing(alarm):
    done = answered(alarm, "correct", by="ana", why=NOTE, kind="correction")
    actions.discard(done.following, by=given.person("ana"), at=given.moment())
    seen(alarm.verdict, CHANGED)
    assert numbers(alarm.verdict) == 2


def test_the_watch_answers_nothing_by_itself(alarm):
    look = seen(alarm.verdict, given.TEXT)
    recheck.finish(look, at=given.moment())
    alarm.refresh_from_db()
    assert alarm.answered_at is None
