"""What an editor sees of a quotation that changed, and what they can answer."""

import html
import re

import pytest

from claims import workflow
from claims.models import Alarm
from factcheck.desk.waiting import waiting
from tests import given, looking
from tests.looking import source_of
from tests.watch.test_looking import CHANGED, TWICE, seen

CHANGED_LIST, REACH = "Quotations that changed", "Sources out of reach"


@pytest.fixture
def alarm(db):
    seen(looking.published(), CHANGED)
    return Alarm.objects.get()


def page_of(alarm, name="change") -> str:
    return f"/desk/claims/alarm/{alarm.pk}/{name}/"


def words(answer) -> str:
    said = re.sub(r"<[^>]+>", "", answer.content.decode())
    return " ".join(html.unescape(said).split())


def lists(name: str) -> dict:
    return {one.name: one.rows for one in waiting(given.person(name))}


@pytest.mark.parametrize("name", ["ana", "bo", "carla"])
def test_a_changed_quotation_waits_for_everybody_who_writes(alarm, name):
    assert lists(name)[CHANGED_LIST] == [alarm]


def test_the_first_page_names_the_words_and_what_changed(alarm, at_the_desk):
    page = words(at_the_desk("ana").get("/desk/"))
    assert f"“{given.OFFICE}”" in page
    assert "4 →became 17" in page


def test_it_waits_no_more_when_it_is_answered_or_the_verdict_stands_no_more(alarm):
    workflow.propose_retraction(
        alarm.verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    assert CHANGED_LIST in lists("ana")
    workflow.retract(alarm.verdict, by=given.person("filip"), at=given.moment())
    assert CHANGED_LIST not in lists("ana")


def test_a_source_that_three_looks_did_not_reach_is_listed(db, at_the_desk):
    verdict = looking.published()
    for _ in range(2):
        seen(verdict, None)
    assert REACH not in lists("ana")
    seen(verdict, None)
    assert lists("ana")[REACH] == [source_of(verdict)]
    page = words(at_the_desk("ana").get("/desk/"))
    assert "3 looks in a row did not reach it" in page
    assert "It did not answer." in page


def test_old_and_new_stand_side_by_side_with_the_words_that_matter(alarm, at_the_desk):
    answer = at_the_desk("carla").get(page_of(alarm))
    page, said = answer.content.decode(), words(answer)
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert '<del class="material">' in page
    assert "number: 4 →became 17" in said
    passage, found = alarm.passage.snapshot_id, alarm.finding.snapshot_id
    for snapshot in (passage, found):
        assert f"/desk/sources/snapshot/{snapshot}/change/" in page
    assert "Other findings that cite these words 0" in said


@pytest.mark.parametrize(
    ("text", "gone", "sentence"),
    [
        (TWICE, False, "The words are in several places."),
        ("The weather.", False, "The words are no longer there."),
        (None, True, "The source is gone. The server answered 404."),
    ],
)
def test_where_no_words_were_found_it_is_said(db, at_the_desk, text, gone, sentence):
    seen(looking.published(), text, gone=gone)
    assert sentence in words(at_the_desk("carla").get(page_of(Alarm.objects.get())))


def test_an_open_alarm_says_that_the_words_are_back(alarm, at_the_desk):
    assert "The words are back." not in words(at_the_desk("carla").get(page_of(alarm)))
    seen(alarm.verdict, given.TEXT)
    assert "The words are back." in words(at_the_desk("carla").get(page_of(alarm)))


def test_an_editor_can_say_why_nothing_changes(alarm, at_the_desk):
    carla = at_the_desk("carla")
    answer = carla.post(page_of(alarm, "no_change"), {"why": "It is a misprint."}, follow=True)
    assert "No change needed, answered by Carla Byline" in words(answer)
    assert "It is a misprint." in words(answer)
    assert CHANGED_LIST not in lists("carla")


def test_an_editor_can_correct_the_verdict(alarm, at_the_desk):
    told = {"kind": "correction", "why": "The article now says 17 percent."}
    answer = at_the_desk("ana").post(page_of(alarm, "correct"), told)
    alarm.refresh_from_db()
    assert answer["Location"] == f"/desk/claims/verdict/{alarm.following_id}/change/"
    assert alarm.following.changes.get().cause == "source-changed"


def test_an_editor_can_propose_to_retract(alarm, at_the_desk):
    at_the_desk("carla").post(page_of(alarm, "retract"), {"why": "Nothing is left of it."})
    assert alarm.verdict.changes.get().kind == "retraction"


def test_a_refusal_is_a_sentence_and_what_was_typed_is_kept(alarm, at_the_desk):
    told = {"kind": "", "why": "The article now says 17 percent."}
    answer = at_the_desk("ana").post(page_of(alarm, "correct"), told)
    assert answer.status_code == 409
    assert "Choose what kind of change this is." in words(answer)
    assert "The article now says 17 percent." in answer.content.decode()
    alarm.refresh_from_db()
    assert alarm.answered_at is None


def test_a_button_that_is_not_there_says_why(alarm, at_the_desk):
    ana = at_the_desk("ana")
    assert "Your role does not allow this." in words(ana.get(page_of(alarm)))
    answer = ana.post(page_of(alarm, "retract"), {"why": "Gone."})
    assert answer.status_code == 403
    assert not alarm.verdict.changes.exists()


def test_what_is_no_answer_answers_nothing(alarm, at_the_desk):
    answer = at_the_desk("carla").post(page_of(alarm, "ignore"), {"why": "x"})
    assert answer.status_code in (302, 404)
    alarm.refresh_from_db()
    assert alarm.answered_at is None


def test_readers_never_see_an_alarm(alarm, client):
    assert client.get(page_of(alarm)).status_code == 302
    page = client.get(f"/claims/{alarm.verdict.claim.public_id}/", follow=True)
    assert "alarm" not in page.content.decode().lower()
