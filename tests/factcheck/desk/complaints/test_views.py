"""Complaints of readers at the desk, and the answers to them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import complaints
from claims.models import ComplaintAnswer
from claims.publication import queries
from claims.workflow import actions
from factcheck.core.errors import FactcheckError
from factcheck.desk.dashboard.work_queue import get_task_lists
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.factcheck.desk.intake.test_tips import text_of
from tests.helpers import changing_site
from tests.helpers.forms import submit_form
from tests.helpers.rechecks import CHANGED_TEXT, recheck_with_text

OVERDUE, OPEN = "Overdue complaints", "Complaints from readers"
READER = "olga@reader.example"
ANSWER = {"public_note": "The table says so.", "is_public": "on"}
CHANGE = {
    "kind": "correction",
    "cause": "our-error",
    "note": "We had the wrong year.",
    "is_public": "on",
}
WRONG_YEAR = CHANGE | {"is_public": True}


@pytest.fixture
def complaint(db):
    """A complaint that has just arrived."""
    return given.complaint(at=timezone.now(), sender_name="Olga", email=READER, location="Table 4")


def url_of(complaint, name="change") -> str:
    return f"/desk/claims/complaint/{complaint.pk}/{name}/"


def wizard_url(verdict, **parameters) -> str:
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"/desk/claims/verdict/{verdict.pk}/correct-or-update/?{query}"


def context_of(name: str) -> dict:
    return {"by": given.person(name), "at": given.moment()}


def task_lists(name: str) -> dict:
    return {tasks.name: tasks.rows for tasks in get_task_lists(given.person(name))}


def reject(complaint, name="bo", **values):
    defaults = {"outcome": "not_upheld", "public_note": "The table says so."}
    return complaints.answer_complaint(complaint, **context_of(name), **defaults | values)


def decide(browser, complaint, outcome, *, follow=False, **values):
    """Fills and sends the form of this outcome on the complaint's page."""
    url = url_of(complaint)
    return submit_form(browser, url, url_of(complaint, outcome), follow=follow, **values)


# ── Tasks ──────────────────────────────────────────────────────────────────────────────
def test_complaints_are_tasks_of_reviewers_and_editors_first_due_first(complaint):
    earlier = given.complaint(complaint.verdict, at=timezone.now() - timedelta(days=2))
    for name in ("bo", "carla"):
        assert task_lists(name)[OPEN] == [earlier, complaint]
    for name in ("ana", "eva"):
        assert OPEN not in task_lists(name)


def test_overdue_complaints_are_the_first_tasks(complaint, desk_client):
    overdue = given.complaint(given.suspended(), at=timezone.now() - timedelta(days=9))
    first_list = get_task_lists(given.person("filip"))[0]
    assert (first_list.name, first_list.rows) == (OVERDUE, [overdue])
    assert "2 days overdue" in text_of(desk_client("filip").get("/desk/"))
    assert "7 days left" in text_of(desk_client("filip").get("/desk/"))


def test_the_days_to_answer_are_a_setting(db, settings):
    settings.COMPLAINT_DAYS = 3
    at = given.moment()
    assert given.complaint(at=at).due_on == at.date() + timedelta(days=3)


def test_the_list_is_filtered_by_outcome(complaint, desk_client):
    answered = given.complaint(complaint.verdict, "The minister is misquoted")
    reject(answered)
    page = desk_client("bo").get("/desk/claims/complaint/", {"outcome": "open"})
    assert complaint.text in text_of(page) and answered.text not in text_of(page)
    page = desk_client("bo").get("/desk/claims/complaint/", {"outcome": "not_upheld"})
    assert answered.text in text_of(page) and complaint.text not in text_of(page)


# ── The page of a complaint ─────────────────────────────────────────────────────────────────────
def test_the_page_shows_the_complaint_next_to_the_fact_check(complaint, desk_client):
    page = desk_client("ana").get(url_of(complaint))
    for text in (complaint.text, "Table 4", "Olga", complaint.public_id, given.OFFICE):
        assert text in text_of(page)
    assert complaint.verdict.conclusion in text_of(page)
    assert f'href="mailto:{READER}"' in page.content.decode()


def test_the_text_of_a_reader_is_no_markup_and_no_link(db, desk_client):
    hostile = given.complaint(text="<b>Wrong</b>", location="https://evil.example/")
    page = desk_client("bo").get(url_of(hostile)).content.decode()
    assert "&lt;b&gt;Wrong" in page
    assert 'href="https://evil.example' not in page


def test_the_page_says_that_the_fact_check_was_changed_since(db, desk_client):
    old = given.complaint(given.superseded())
    page = text_of(desk_client("bo").get(url_of(old)))
    assert "read revision 1, which has been changed since" in page
    assert "for the year before" in page


# ── Without a change ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("outcome", "typed"),
    [
        ("not_upheld", {}),
        ("referred", {}),
        ("already_answered", {"referred_to_url": "https://desk.example/answers/1"}),
    ],
)
def test_a_complaint_is_answered_without_a_change(complaint, desk_client, outcome, typed):
    response = decide(desk_client("bo"), complaint, outcome, **ANSWER | typed, follow=True)
    assert "The table says so." in text_of(response)
    answer = complaint.answers.get()
    assert (answer.outcome, answer.is_public, answer.decided_by) == (
        outcome,
        True,
        given.person("bo"),
    )
    assert OPEN not in task_lists("bo")


def test_a_refused_answer_keeps_the_text_of_the_form(complaint, desk_client):
    values = {"public_note": " ", "note": "She wrote before."}
    answer = decide(desk_client("bo"), complaint, "not_upheld", **values)
    assert answer.status_code == 422
    assert "Enter the answer for readers" in text_of(answer)
    assert "She wrote before.</textarea>" in answer.content.decode()


def test_an_earlier_answer_needs_its_url(complaint, desk_client):
    bo = desk_client("bo")
    assert decide(bo, complaint, "already_answered", **ANSWER).status_code == 422
    invalid = ANSWER | {"referred_to_url": "javascript:alert(1)"}
    assert decide(bo, complaint, "already_answered", **invalid).status_code == 422
    assert not ComplaintAnswer.objects.exists()


def test_rejecting_a_complaint_is_refused_to_contributors(desk_client):
    verdict = given.published(verdict=given.approved(of=given.claim(), by=given.person("filip")))
    following = given.in_review(verdict=given.correction(verdict, by=given.person("bo")))
    approved = given.approved(verdict=following, by=given.person("filip"))
    mine = given.complaint(given.published(verdict=approved))
    bo = desk_client("bo")
    for outcome in ("not_upheld", "referred", "already_answered"):
        answer = bo.post(url_of(mine, outcome), ANSWER | {"referred_to_url": "https://a.example/"})
        assert answer.status_code == 409
        assert "You worked on this fact-check" in text_of(answer)
    assert "You worked on this fact-check" in text_of(bo.get(url_of(mine)))
    assert bo.post(url_of(mine, "uphold"), CHANGE).status_code == 302


@pytest.mark.parametrize("name", ["ana", "eva", "gwen"])
def test_the_actions_are_refused_to_other_roles(complaint, name):
    given.correction(complaint.verdict)
    for action, values in (
        (complaints.answer_complaint, {"outcome": "not_upheld", "public_note": "So."}),
        (complaints.uphold_complaint, WRONG_YEAR),
        (complaints.attach_to_open_change, {}),
    ):
        with pytest.raises(FactcheckError, match="Your role does not allow this."):
            action(complaint, **context_of(name), **values)


@pytest.mark.parametrize("outcome", ["", "upheld", "ignored"])
def test_an_invalid_outcome_is_refused(complaint, outcome):
    with pytest.raises(FactcheckError, match="Choose the outcome of the complaint."):
        complaints.answer_complaint(
            complaint, **context_of("bo"), outcome=outcome, public_note="So."
        )


@pytest.mark.parametrize(
    "action",
    ["not_upheld", "referred", "already_answered", "uphold", "uphold-by-open-change"],
)
def test_a_complaint_is_answered_once(complaint, desk_client, action):
    reject(complaint)
    data = ANSWER | CHANGE | {"referred_to_url": "https://a.example/"}
    response = desk_client("carla").post(url_of(complaint, action), data)
    assert response.status_code == 409
    assert "Bo Byline has answered already: Complaint not upheld." in text_of(response)
    assert complaint.answers.count() == 1


# ── With a change ─────────────────────────────────────────────────────────────────────────────
def test_the_wizard_explains_the_kinds_of_change(complaint, desk_client):
    page = desk_client("ana").get(wizard_url(complaint.verdict))
    for message in ("We were wrong.", "There are new facts.", "It could be misread.", "announced"):
        assert message in text_of(page)
    assert 'href="?complaint=' in page.content.decode()


def test_the_workspace_links_to_the_wizard(complaint, desk_client):
    page = desk_client("bo").get(workspace_url(complaint.verdict)).content.decode()
    assert f"/desk/claims/verdict/{complaint.verdict_id}/correct-or-update/" in page
    assert complaint.text in page


def test_a_complaint_is_upheld_by_a_new_change(complaint, desk_client):
    bo = desk_client("bo")
    page = bo.get(wizard_url(complaint.verdict, complaint=complaint.pk))
    assert complaint.text in text_of(page)
    assert f'action="{url_of(complaint, "uphold")}"' in page.content.decode()
    answer = bo.post(url_of(complaint, "uphold"), CHANGE)
    following = complaint.verdict.claim.verdicts.get(revision=2)
    assert answer["Location"] == workspace_url(following)
    draft = text_of(bo.get(workspace_url(following)))
    assert "We had the wrong year." in draft and complaint.text in draft
    assert complaint.answers.get().change == following.changes.get()
    assert OPEN not in task_lists("bo")
    assert "in the public list once the change is published" in text_of(bo.get(url_of(complaint)))


def test_a_complaint_is_upheld_by_a_retraction(complaint, desk_client):
    typed = CHANGE | {"kind": "retraction"}
    assert desk_client("bo").post(url_of(complaint, "uphold"), typed).status_code == 403
    answer = desk_client("carla").post(url_of(complaint, "uphold"), typed)
    assert answer["Location"] == workspace_url(complaint.verdict)
    assert complaint.answers.get().change.kind == "retraction"
    assert not queries.list_complaints().exists()
    actions.retract(complaint.verdict, **context_of("filip"))
    assert queries.list_complaints().get().change_kind == "retraction"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ({"kind": "suspension"}, 422),
        ({"kind": ""}, 422),
        ({"cause": ""}, 422),
        ({"note": " "}, 422),
    ],
)
def test_a_refused_change_keeps_the_text_of_the_wizard(complaint, desk_client, text, status):
    typed = CHANGE | {"note": "We had the wrong year."} | text
    for address in (
        url_of(complaint, "uphold"),
        f"/desk/claims/verdict/{complaint.verdict_id}/correct/",
    ):
        answer = desk_client("bo").post(address, typed)
        assert answer.status_code == status
        page = answer.content.decode()
        assert "1. Kind of change" in page
        assert text.get("note", "We had the wrong year.").strip() in page
        if "cause" not in text:
            assert 'value="our-error" required checked' in page
    assert not ComplaintAnswer.objects.exists()


def test_an_open_change_answers_the_complaint(complaint, desk_client):
    following = given.correction(complaint.verdict)
    bo = desk_client("bo")
    assert "The fact-check is being changed already" in text_of(bo.get(url_of(complaint)))
    page = text_of(bo.get(wizard_url(complaint.verdict, complaint=complaint.pk)))
    assert "The next revision is already being worked on." in page
    assert decide(bo, complaint, "uphold-by-open-change").status_code == 302
    assert complaint.answers.get().change == following.changes.get()


def test_without_an_open_change_there_is_nothing_to_attach_to(complaint, desk_client):
    answer = desk_client("bo").post(url_of(complaint, "uphold-by-open-change"))
    assert answer.status_code == 409
    assert "This fact-check has no revision in progress." in text_of(answer)


def test_a_complaint_is_open_again_when_its_change_is_discarded(complaint, desk_client):
    answer = complaints.uphold_complaint(complaint, **context_of("bo"), **WRONG_YEAR)
    actions.discard(answer.change.verdict, **context_of("bo"))
    assert task_lists("carla")[OPEN] == [complaint]
    page = text_of(desk_client("carla").get(url_of(complaint)))
    assert "The change was abandoned" in page
    reject(complaint, "carla")
    assert [row.outcome for row in complaint.answers.all()] == ["upheld", "not_upheld"]
    assert [row.outcome for row in queries.list_complaints()] == ["not_upheld"]


def test_a_source_alert_is_answered_by_the_wizard(desk_client):
    verdict = changing_site.create_published_verdict()
    recheck_with_text(verdict, CHANGED_TEXT)
    alert = verdict.alerts.get()
    page = desk_client("ana").get(wizard_url(verdict, alert=alert.pk)).content.decode()
    assert f'action="/desk/claims/sourcealert/{alert.pk}/correct/"' in page
    assert 'name="reason"' in page and 'name="cause"' not in page
    assert f"?alert={alert.pk}" in desk_client("ana").get(wizard_url(verdict)).content.decode()


@pytest.mark.parametrize("parameters", [{"complaint": 0}, {"complaint": "x"}, {"alert": 99999}])
def test_only_open_complaints_and_alerts_can_be_answered(complaint, desk_client, parameters):
    other = given.complaint(given.suspended())
    desk = desk_client("bo")
    assert desk.get(wizard_url(complaint.verdict, complaint=other.pk)).status_code == 404
    response = desk.get(wizard_url(complaint.verdict, **parameters))
    assert response.status_code == (200 if "x" in parameters.values() else 404)


def test_the_wizard_lists_the_other_actions_below(complaint, desk_client):
    page = text_of(desk_client("carla").get(wizard_url(complaint.verdict)))
    assert page.index("Start the next revision") < page.index("Other actions (no new revision)")
    assert page.index("Other actions (no new revision)") < page.index("Suspend")


def test_a_retracted_fact_check_is_changed_but_not_suspended(desk_client):
    page = text_of(desk_client("carla").get(wizard_url(given.retracted())))
    assert "Start the next revision" in page
    assert "Other actions (no new revision)" not in page


@pytest.mark.parametrize(
    "text",
    [
        {"referred_to_url": "javascript:alert(1)"},
        {"referred_to_url": "https://a.example/" + "x" * 2000},
        {"public_note": "\x00"},
        {"note": "\x00"},
    ],
)
def test_texts_that_cannot_be_saved_are_refused(complaint, text):
    with pytest.raises(FactcheckError, match=r"\."):
        reject(
            complaint,
            **{"outcome": "already_answered", "referred_to_url": "https://a.example/"} | text,
        )
    assert not ComplaintAnswer.objects.exists()
