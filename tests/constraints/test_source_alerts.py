"""An alarm tells of a change that concerns its verdict, and is answered once."""

import pytest

from claims.models import Alarm
from claims.monitoring.alerts import answer_alarm
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, OTHERWISE, seen
from tests.helpers import changing_site
from tests.helpers.attacks import allowed, insert, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CONCERNS = "An alarm tells of a change that concerns a standing verdict."
ONCE = "An alarm is answered once, and nothing else of it changes."
DONE = "What an answer says was done."


def raised(text=CHANGED):
    verdict = changing_site.published()
    look = seen(verdict, text)
    return verdict, look.checks.get(), Alarm.objects.filter(verdict=verdict).first()


def row(verdict, check, **changed) -> dict:
    return {
        "verdict_id": verdict.pk,
        "passage_id": check.passage_id,
        "finding_id": check.pk,
        "raised_at": given.moment(),
        "answer": "",
        "why": "",
    } | changed


def answer(alarm, answer="no_change", **changed) -> None:
    columns = {
        "answer": answer,
        "why": "It says the same.",
        "answered_at": given.moment(),
        "answered_by_id": given.person("carla").pk,
    } | changed
    assigned = ", ".join(f"{name} = %s" for name in columns)
    sql(f"UPDATE claims_alarm SET {assigned} WHERE id = %s", *columns.values(), alarm.pk)


def test_a_change_that_concerns_a_verdict_can_be_told():
    verdict, check, alarm = raised(given.TEXT.replace("4 percent", "four to 5 percent"))
    assert alarm.finding == check
    with allowed():
        answer(alarm)


def test_what_still_stands_raises_no_alarm():
    verdict, check, _ = raised(given.TEXT)
    with refused(CONCERNS):
        insert("claims_alarm", **row(verdict, check))


def test_a_verdict_that_does_not_cite_it_has_no_alarm():
    _, check, _ = raised()
    with refused(CONCERNS):
        insert("claims_alarm", **row(given.published(), check))


@pytest.mark.parametrize("state", ["draft", "in_review", "superseded"])
def test_only_a_standing_verdict_has_an_alarm(state):
    first = changing_site.published()
    following = given.corrected(first)
    if state != "draft":
        given.in_review(verdict=following)
    if state == "superseded":
        following.refresh_from_db()
        given.published(verdict=given.approved(verdict=following))
    check = seen(first, CHANGED).checks.get()
    with refused(CONCERNS):
        insert("claims_alarm", **row(first if state == "superseded" else following, check))


def test_an_alarm_of_another_passage_is_refused():
    verdict, check, _ = raised()
    with refused(CONCERNS):
        insert("claims_alarm", **row(verdict, check, passage_id=given.passage().pk))


def test_one_alarm_is_open_at_a_time():
    verdict, _, _ = raised()
    later = seen(verdict, OTHERWISE).checks.get()
    with refused("one_open_alarm_per_quotation"):
        insert("claims_alarm", **row(verdict, later))


def test_a_finding_is_asked_about_once():
    verdict, check, alarm = raised()
    answer(alarm)
    with refused("one_alarm_per_finding"):
        insert("claims_alarm", **row(verdict, check))


def test_an_alarm_does_not_begin_answered():
    verdict, check, alarm = raised()
    answer(alarm)
    signed = {"answered_at": given.moment(), "answered_by_id": given.person("carla").pk}
    with refused(CONCERNS):
        insert("claims_alarm", **row(verdict, check, answer="no_change", why="So.", **signed))


def test_an_answer_is_never_changed_or_taken_back():
    _, _, alarm = raised()
    answer(alarm)
    with refused(ONCE):
        answer(alarm, why="For another reason.")
    with refused(ONCE):
        answer(alarm, answer="", why="", answered_at=None, answered_by_id=None)


@pytest.mark.parametrize("column", ["verdict_id", "passage_id", "finding_id"])
def test_what_an_alarm_tells_never_changes(column):
    _, _, alarm = raised()
    with refused(ONCE):
        sql(f"UPDATE claims_alarm SET {column} = {column} + 1 WHERE id = %s", alarm.pk)


@pytest.mark.parametrize("said", ["retract", "ignore"])
def test_an_answer_that_was_not_carried_out_is_refused(said):
    _, _, alarm = raised()
    with refused(DONE):
        answer(alarm, said)


def test_a_correction_leads_to_the_draft_it_opened():
    verdict, _, alarm = raised()
    with refused(DONE):
        answer(alarm, "correct", following_id=given.draft().pk)
    with refused(DONE):
        answer(alarm, "correct")


def test_the_verbs_answer_in_every_way():
    for said, described in (
        ("no_change", {}),
        ("correct", {"kind": "correction"}),
        ("retract", {}),
    ):
        _, _, alarm = raised()
        told = {"by": given.person("carla"), "at": given.moment(), "why": "Because."}
        with allowed():
            answer_alarm(alarm, answer=said, **told, **described)


@pytest.mark.parametrize("missing", ["answered_at", "answered_by_id"])
def test_an_answer_has_its_moment_and_its_person(missing):
    _, _, alarm = raised()
    with refused("answered_when_and_by_whom"):
        answer(alarm, **{missing: None})


def test_an_answer_says_why():
    _, _, alarm = raised()
    with refused("an_answer_says_why"):
        answer(alarm, why="")
