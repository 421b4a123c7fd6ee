"""What the desk sees of a reader's complaint, and what it may answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import complaints
from claims.models import ComplaintAnswer
from claims.publication import queries
from claims.workflow import actions
from claims.workflow.actions import Refused
from factcheck.desk.dashboard.work_queue import waiting
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, seen
from tests.factcheck.desk.conftest import workspace
from tests.factcheck.desk.intake.test_tips import words
from tests.helpers import changing_site

OVERDUE, WAITS = "Complaints that are overdue", "Readers’ complaints"
READER = "olga@reader.example"
SAYS = {"told": "The table says so.", "public": "on"}
CHANGE = {
    "kind": "correction",
    "cause": "our-error",
    "note": "We had the wrong year.",
    "public": "on",
}
WRONG_YEAR = CHANGE | {"public": True}


@pytest.fixture
def complaint(db):
    """It has just arrived."""
    return given.complaint(at=timezone.now(), who="Olga", email=READER, where="Table 4")


def page_of(complaint, name="change") -> str:
    return f"/desk/claims/complaint/{complaint.pk}/{name}/"


def change_it(verdict, **asked) -> str:
    question = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/desk/claims/verdict/{verdict.pk}/change-it/?{question}"


def told(name: str) -> dict:
    return {"by": given.person(name), "at": given.moment()}


def lists(name: str) -> dict:
    return {one.name: one.rows for one in waiting(given.person(name))}


def refused(complaint, name="bo", **said):
    return complaints.answer_complaint(
        complaint, **{"outcome": "refused", "told": "The table says so.", **told(name)} | said
    )


# ── the first page ──────────────────────────────────────────────────────────────────────────────
def test_it_waits_for_whoever_answers_the_first_due_first(complaint):
    earlier = given.complaint(complaint.verdict, at=timezone.now() - timedelta(days=2))
    for name in ("bo", "carla"):
        assert lists(name)[WAITS] == [earlier, complaint]
    for name in ("ana", "eva"):
        assert WAITS not in lists(name)


def test_what_is_overdue_stands_first_of_all(complaint, at_the_desk):
    late = given.complaint(given.suspended(), at=timezone.now() - timedelta(days=9))
    found = waiting(given.person("filip"))
    assert (found[0].name, found[0].rows) == (OVERDUE, [late])
    assert "2 days overdue" in words(at_the_desk("filip").get("/desk/"))
    assert "7 days left" in words(at_the_desk("filip").get("/desk/"))


def test_the_days_of_the_desk_are_a_setting(db, settings):
    settings.COMPLAINT_DAYS = 3
    at = given.moment()
    assert given.complaint(at=at).due_on == at.date() + timedelta(days=3)


def test_the_list_holds_what_waits(complaint, at_the_desk):
    done = given.complaint(complaint.verdict, "The minister is misquoted")
    refused(done)
    found = at_the_desk("bo").get("/desk/claims/complaint/", {"answer": "waits"})
    assert complaint.wrong in words(found) and done.wrong not in words(found)
    found = at_the_desk("bo").get("/desk/claims/complaint/", {"answer": "refused"})
    assert done.wrong in words(found) and complaint.wrong not in words(found)


# ── the page of one ─────────────────────────────────────────────────────────────────────────────
def test_its_page_shows_the_words_beside_what_readers_see(complaint, at_the_desk):
    page = at_the_desk("ana").get(page_of(complaint))
    for shown in (complaint.wrong, "Table 4", "Olga", complaint.public_id, given.OFFICE):
        assert shown in words(page)
    assert complaint.verdict.finding in words(page)
    assert f'href="mailto:{READER}"' in page.content.decode()


def test_what_a_reader_wrote_is_no_markup_and_no_link(db, at_the_desk):
    hostile = given.complaint(wrong="<b>Wrong</b>", where="https://evil.example/")
    page = at_the_desk("bo").get(page_of(hostile)).content.decode()
    assert "&lt;b&gt;Wrong" in page
    assert 'href="https://evil.example' not in page


def test_it_says_that_the_finding_was_changed_since(db, at_the_desk):
    old = given.complaint(given.superseded())
    page = words(at_the_desk("bo").get(page_of(old)))
    assert "had read revision 1, which has been changed since" in page
    assert "for the year before" in page


# ── nothing changes ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("outcome", "typed"),
    [
        ("refused", {}),
        ("passed_on", {}),
        ("already", {"address": "https://desk.example/answers/1"}),
    ],
)
def test_it_is_answered_with_a_sentence(complaint, at_the_desk, outcome, typed):
    answer = at_the_desk("bo").post(page_of(complaint, outcome), SAYS | typed, follow=True)
    assert "The table says so." in words(answer)
    kept = complaint.answers.get()
    assert (kept.outcome, kept.public, kept.answered_by) == (outcome, True, given.person("bo"))
    assert WAITS not in lists("bo")


def test_a_refusal_says_why_and_what_was_typed_stays(complaint, at_the_desk):
    typed = {"told": " ", "note": "She wrote before."}
    answer = at_the_desk("bo").post(page_of(complaint, "refused"), typed)
    assert answer.status_code == 409
    assert "Say what readers are told" in words(answer)
    assert "She wrote before.</textarea>" in answer.content.decode()


def test_what_was_answered_already_says_where(complaint, at_the_desk):
    bo = at_the_desk("bo")
    assert bo.post(page_of(complaint, "already"), SAYS).status_code == 409
    wrong = bo.post(page_of(complaint, "already"), SAYS | {"address": "javascript:alert(1)"})
    assert wrong.status_code == 422
    assert not ComplaintAnswer.objects.exists()


def test_whoever_worked_on_the_finding_does_not_turn_it_away(at_the_desk):
    verdict = given.published(verdict=given.approved(of=given.claim(), by=given.person("filip")))
    following = given.in_review(verdict=given.corrected(verdict, by=given.person("bo")))
    approved = given.approved(verdict=following, by=given.person("filip"))
    mine = given.complaint(given.published(verdict=approved))
    bo = at_the_desk("bo")
    for outcome in ("refused", "passed_on", "already"):
        answer = bo.post(page_of(mine, outcome), SAYS | {"address": "https://a.example/"})
        assert answer.status_code == 409
        assert "You worked on this finding" in words(answer)
    assert "You worked on this finding" in words(bo.get(page_of(mine)))
    assert bo.post(page_of(mine, "accept"), CHANGE).status_code == 302


@pytest.mark.parametrize("name", ["ana", "eva", "gwen"])
def test_the_verbs_refuse_whoever_does_not_answer(complaint, name):
    given.corrected(complaint.verdict)
    for verb, needed in (
        (complaints.answer_complaint, {"outcome": "refused", "told": "So."}),
        (complaints.accept, WRONG_YEAR),
        (complaints.take_up, {}),
    ):
        with pytest.raises(Refused, match="Your role does not allow this."):
            verb(complaint, **told(name), **needed)


@pytest.mark.parametrize("outcome", ["", "accepted", "ignored"])
def test_what_is_no_answer_answers_nothing(complaint, outcome):
    with pytest.raises(Refused, match="Choose what the answer is."):
        complaints.answer_complaint(complaint, **told("bo"), outcome=outcome, told="So.")


@pytest.mark.parametrize("deed", ["refused", "passed_on", "already", "accept", "take-up"])
def test_it_is_answered_once(complaint, at_the_desk, deed):
    refused(complaint)
    typed = SAYS | CHANGE | {"address": "https://a.example/"}
    again = at_the_desk("carla").post(page_of(complaint, deed), typed)
    assert again.status_code == 409
    assert "Bo Byline has answered already: refused." in words(again)
    assert complaint.answers.count() == 1


# ── the guided path ─────────────────────────────────────────────────────────────────────────────
def test_the_path_says_which_kind_is_for_what(complaint, at_the_desk):
    page = at_the_desk("ana").get(change_it(complaint.verdict))
    for sentence in ("We were wrong.", "The facts are new.", "It could be misread.", "announced"):
        assert sentence in words(page)
    assert 'href="?complaint=' in page.content.decode()


def test_the_workspace_leads_to_the_path(complaint, at_the_desk):
    page = at_the_desk("bo").get(workspace(complaint.verdict)).content.decode()
    assert f"/desk/claims/verdict/{complaint.verdict_id}/change-it/" in page
    assert complaint.wrong in page


def test_a_complaint_is_accepted_by_the_change_that_it_leads_to(complaint, at_the_desk):
    bo = at_the_desk("bo")
    page = bo.get(change_it(complaint.verdict, complaint=complaint.pk))
    assert complaint.wrong in words(page)
    assert f'action="{page_of(complaint, "accept")}"' in page.content.decode()
    answer = bo.post(page_of(complaint, "accept"), CHANGE)
    following = complaint.verdict.claim.verdicts.get(revision=2)
    assert answer["Location"] == workspace(following)
    draft = words(bo.get(workspace(following)))
    assert "We had the wrong year." in draft and complaint.wrong in draft
    assert complaint.answers.get().change == following.changes.get()
    assert WAITS not in lists("bo")
    assert "listed for readers once the change is published" in words(bo.get(page_of(complaint)))


def test_a_retraction_accepts_it_too(complaint, at_the_desk):
    typed = CHANGE | {"kind": "retraction"}
    assert at_the_desk("bo").post(page_of(complaint, "accept"), typed).status_code == 403
    answer = at_the_desk("carla").post(page_of(complaint, "accept"), typed)
    assert answer["Location"] == workspace(complaint.verdict)
    assert complaint.answers.get().change.kind == "retraction"
    assert not queries.complaints().exists()
    actions.retract(complaint.verdict, **told("filip"))
    assert queries.complaints().get().change_kind == "retraction"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"kind": "suspension"}, 422),
        ({"kind": ""}, 409),
        ({"cause": ""}, 409),
        ({"note": " "}, 409),
    ],
)
def test_what_is_missing_is_said_on_the_path_and_what_was_typed_stays(
    complaint, at_the_desk, wrong, status
):
    typed = CHANGE | {"note": "We had the wrong year."} | wrong
    for address in (
        page_of(complaint, "accept"),
        f"/desk/claims/verdict/{complaint.verdict_id}/correct/",
    ):
        answer = at_the_desk("bo").post(address, typed)
        assert answer.status_code == status
        page = answer.content.decode()
        assert "What kind of change is it?" in page
        assert wrong.get("note", "We had the wrong year.").strip() in page
        if "cause" not in wrong:
            assert 'value="our-error" required checked' in page
    assert not ComplaintAnswer.objects.exists()


def test_a_change_that_is_under_way_takes_it_up(complaint, at_the_desk):
    following = given.corrected(complaint.verdict)
    bo = at_the_desk("bo")
    assert "A change of this finding is under way" in words(bo.get(page_of(complaint)))
    page = words(bo.get(change_it(complaint.verdict, complaint=complaint.pk)))
    assert "The next revision is already being worked on." in page
    assert bo.post(page_of(complaint, "take-up"), {"public": "on"}).status_code == 302
    assert complaint.answers.get().change == following.changes.get()


def test_without_a_change_nothing_takes_it_up(complaint, at_the_desk):
    answer = at_the_desk("bo").post(page_of(complaint, "take-up"))
    assert answer.status_code == 409
    assert "No change of this finding is under way" in words(answer)


def test_it_waits_again_when_its_change_is_given_up(complaint, at_the_desk):
    accepted = complaints.accept(complaint, **told("bo"), **WRONG_YEAR)
    actions.discard(accepted.change.verdict, **told("bo"))
    assert lists("carla")[WAITS] == [complaint]
    page = words(at_the_desk("carla").get(page_of(complaint)))
    assert "What it led to was given up" in page
    refused(complaint, "carla")
    assert [one.outcome for one in complaint.answers.all()] == ["accepted", "refused"]
    assert [one.outcome for one in queries.complaints()] == ["refused"]


def test_an_alarm_is_answered_by_the_path_too(at_the_desk):
    verdict = changing_site.published()
    seen(verdict, CHANGED)
    alarm = verdict.alarms.get()
    page = at_the_desk("ana").get(change_it(verdict, alarm=alarm.pk)).content.decode()
    assert f'action="/desk/claims/alarm/{alarm.pk}/correct/"' in page
    assert 'name="why"' in page and 'name="cause"' not in page
    assert f"?alarm={alarm.pk}" in at_the_desk("ana").get(change_it(verdict)).content.decode()


@pytest.mark.parametrize("asked", [{"complaint": 0}, {"complaint": "x"}, {"alarm": 99999}])
def test_what_waits_not_is_not_attached(complaint, at_the_desk, asked):
    other = given.complaint(given.suspended())
    desk = at_the_desk("bo")
    assert desk.get(change_it(complaint.verdict, complaint=other.pk)).status_code == 404
    found = desk.get(change_it(complaint.verdict, **asked))
    assert found.status_code == (200 if "x" in asked.values() else 404)


def test_the_other_ways_stand_apart(complaint, at_the_desk):
    page = words(at_the_desk("carla").get(change_it(complaint.verdict)))
    assert page.index("Open the next revision") < page.index("Without a next revision")
    assert page.index("Without a next revision") < page.index("Suspend")


def test_a_retracted_finding_is_changed_but_not_suspended(at_the_desk):
    page = words(at_the_desk("carla").get(change_it(given.retracted())))
    assert "Open the next revision" in page
    assert "Without a next revision" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "javascript:alert(1)"},
        {"address": "https://a.example/" + "x" * 2000},
        {"told": "\x00"},
        {"note": "\x00"},
    ],
)
def test_the_verb_refuses_what_cannot_be_kept_with_a_sentence(complaint, wrong):
    with pytest.raises(Refused, match=r"\."):
        refused(complaint, **{"outcome": "already", "address": "https://a.example/"} | wrong)
    assert not ComplaintAnswer.objects.exists()
