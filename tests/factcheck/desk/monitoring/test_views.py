"""What an editor sees of a quotation that changed, and what they can answer."""

import html
import re

import pytest

from claims.models import Alarm
from claims.monitoring import recheck
from claims.workflow import actions, drafting
from factcheck.desk.dashboard.work_queue import waiting
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, TWICE, seen
from tests.helpers import changing_site
from tests.helpers.changing_site import source_of

CHANGED_LIST, REACH = "Quotations that changed", "Sources out of reach"


@pytest.fixture
def alarm(db):
    seen(changing_site.published(), CHANGED)
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
    actions.propose_retraction(
        alarm.verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    assert CHANGED_LIST in lists("ana")
    actions.retract(alarm.verdict, by=given.person("filip"), at=given.moment())
    assert CHANGED_LIST not in lists("ana")


def test_the_list_of_all_holds_what_waits(alarm, at_the_desk):
    ana = at_the_desk("ana")
    (every,) = [one.every for one in waiting(given.person("ana")) if one.name == CHANGED_LIST]
    waits, answered = "1 alarm", "0 alarms"
    assert waits in words(ana.get(every))
    assert answered in words(ana.get(every.replace("waits", "correct")))
    actions.propose_retraction(
        alarm.verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    actions.retract(alarm.verdict, by=given.person("filip"), at=given.moment())
    assert answered in words(ana.get(every))


def test_a_task_says_that_the_next_revision_is_being_worked_on(alarm, at_the_desk):
    worked_on, ana = "the next revision is being worked on", at_the_desk("ana")
    assert worked_on not in words(ana.get("/desk/"))
    given.corrected(alarm.verdict)
    assert worked_on in words(ana.get("/desk/"))


def test_a_published_revision_leads_to_what_changed_under_it(alarm, at_the_desk):
    page = at_the_desk("bo").get(f"/desk/claims/verdict/{alarm.verdict_id}/change/")
    assert page_of(alarm) in page.content.decode()
    assert "the words have changed: 4 →became 17 not answered yet" in words(page)


def test_the_draft_of_a_correction_leads_back_and_to_the_newer_text(alarm, at_the_desk):
    ana, told = at_the_desk("ana"), {"kind": "correction", "why": "The article says 17 percent."}
    page = ana.post(page_of(alarm, "correct"), told, follow=True)
    assert page_of(alarm) in page.content.decode()
    assert "correct the verdict (Ana Byline)" in words(page)
    assert f'href="?snapshot={alarm.finding.snapshot_id}#picker"' in page.content.decode()
    beside = ana.get(page.request["PATH_INFO"], {"snapshot": alarm.finding.snapshot_id})
    assert "a rise of 17 percent" in words(beside)


def test_an_alarm_names_the_other_quotations_that_wait(alarm, at_the_desk):
    bo, others = at_the_desk("bo"), "More quotations of this finding that wait 1"
    assert others not in words(bo.get(page_of(alarm)))
    following = given.corrected(alarm.verdict)
    doubt = given.passage(given.DOUBT, of=alarm.passage.snapshot)
    drafting.cite(
        following, doubt, by=following.author, at=given.moment(), stance="context", note=""
    )
    following.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    look = changing_site.looked(alarm.passage.snapshot.source, "The weather.")
    recheck.finish(look, at=look.retrieved_at)
    one, other = Alarm.objects.filter(verdict=following)
    assert others in words(bo.get(page_of(one)))
    assert page_of(other) in bo.get(page_of(one)).content.decode()


def test_the_lists_say_that_a_source_is_gone(db, at_the_desk):
    seen(changing_site.published(), None, gone=True)
    for address in ("/desk/claims/alarm/", "/desk/sources/check/"):
        page = words(at_the_desk("bo").get(address))
        assert "the source is gone" in page


def test_a_source_shows_what_came_back_from_its_address(db, at_the_desk):
    verdict = changing_site.published()
    seen(verdict, None)
    source = source_of(verdict)
    page = words(at_the_desk("bo").get(f"/desk/sources/source/{source.pk}/change/"))
    assert "Fetched from its address" in page and "It did not answer." in page


def test_a_source_that_three_looks_did_not_reach_is_listed(db, at_the_desk):
    verdict = changing_site.published()
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
    seen(changing_site.published(), text, gone=gone)
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
