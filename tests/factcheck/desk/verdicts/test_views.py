"""The buttons of a revision: active if the action is allowed, else with the violation."""

import html

import pytest

from claims.intake import claims
from claims.models import Review, Transition
from claims.workflow import actions, drafting, transitions
from factcheck.desk.verdicts.workspace import EDITING_ACTIONS
from tests import given
from tests.factcheck.desk.conftest import verdict_url, workspace_url

USERS = ("ana", "bo", "carla", "filip", "dov")
# The actions whose URL has another name.
URL_NAMES = {"schedule": "schedule", "cancel_schedule": "cancel-schedule"}
BUTTON_ACTIONS = [name for name in transitions.TRANSITIONS if name not in EDITING_ACTIONS]
DATA = {
    "comment": "Name the table.",
    "kind": "correction",
    "cause": "our-error",
    "note": "We misread the table.",
    "is_worded_fairly": "on",
}


def get_action_url(verdict, action: str) -> str:
    return verdict_url(verdict, URL_NAMES.get(action, action))


@pytest.mark.parametrize("state", given.STATES)
def test_each_action_has_a_button_exactly_when_it_is_allowed(desk_client, state):
    verdict = given.STATES[state]()
    for name in USERS:
        page = desk_client(name).get(workspace_url(verdict)).content.decode()
        violations = transitions.check_all(
            transitions.load_context(verdict, given.person(name), at=given.moment())
        )
        for action in BUTTON_ACTIONS:
            is_link = action == "correct"  # it leads to the wizard
            link = f'href="{verdict_url(verdict, "correct-or-update")}"'
            has_button = (
                link if is_link else f'action="{get_action_url(verdict, action)}"'
            ) in page
            assert has_button == (violations[action] is None), (state, name, action)


@pytest.mark.parametrize("state", given.STATES)
def test_a_refused_action_shows_the_violation_and_changes_nothing(desk_client, state):
    verdict = given.STATES[state]()
    before = Transition.objects.count(), Review.objects.count()
    for name in USERS:
        user, desk = given.person(name), desk_client(name)
        violations = transitions.check_all(
            transitions.load_context(verdict, user, at=given.moment())
        )
        for action in (action for action in BUTTON_ACTIONS if violations[action]):
            response = desk.post(get_action_url(verdict, action), DATA | {"sha256": "x"})
            is_permitted = user.has_perm(transitions.TRANSITIONS[action].permission)
            status = 409 if is_permitted else 403
            assert response.status_code == status, (state, name, action)
            page = html.unescape(response.content.decode())
            assert str(violations[action]) in page, (name, action)
    verdict.refresh_from_db()
    assert verdict.state == state
    assert (Transition.objects.count(), Review.objects.count()) == before


def test_three_users_publish_a_draft(desk_client):
    verdict = given.draft()
    assert desk_client("ana").post(verdict_url(verdict, "submit")).status_code == 302
    verdict.refresh_from_db()
    data = {"sha256": verdict.submission.sha256}
    desk_client("bo").post(
        verdict_url(verdict, "approve"), data | {"comment": "Sound.", "is_worded_fairly": "on"}
    )
    desk_client("carla").post(verdict_url(verdict, "publish"), data)
    verdict.refresh_from_db()
    assert verdict.state == "published"
    assert verdict.approved_by == given.person("bo")
    assert Review.objects.get().comment == "Sound."


def test_the_form_carries_the_sha256_of_the_submission(desk_client):
    verdict = given.in_review()
    page = desk_client("bo").get(workspace_url(verdict)).content.decode()
    assert f'name="sha256" value="{verdict.submission.sha256}"' in page


def test_another_sha256_is_refused_and_the_comment_is_kept(desk_client):
    verdict = given.in_review()
    data = {"sha256": "0" * 64, "comment": "I checked the table twice.", "is_worded_fairly": "on"}
    response = desk_client("bo").post(verdict_url(verdict, "approve"), data)
    assert response.status_code == 409
    assert "read it again" in response.content.decode()
    assert "I checked the table twice." in response.content.decode()


def test_sending_back_requires_a_comment(desk_client):
    verdict = given.in_review()
    bo = desk_client("bo")
    response = bo.post(verdict_url(verdict, "send_back"), {"comment": " "})
    assert response.status_code == 422
    assert "Describe what has to change." in response.content.decode()
    bo.post(verdict_url(verdict, "send_back"), {"comment": "Name the table."})
    assert "Name the table." in desk_client("ana").get(workspace_url(verdict)).content.decode()


def test_correcting_creates_the_next_draft_with_its_change(desk_client):
    verdict = given.published()
    response = desk_client("ana").post(verdict_url(verdict, "correct"), DATA)
    new_draft = verdict.claim.verdicts.get(revision=2)
    assert response["Location"] == workspace_url(new_draft)
    page = desk_client("ana").get(workspace_url(new_draft)).content.decode()
    assert "We misread the table." in page


def test_a_retraction_needs_two_users(desk_client):
    verdict = given.published()
    carla = desk_client("carla")
    carla.post(verdict_url(verdict, "propose_retraction"), DATA)
    assert carla.post(verdict_url(verdict, "retract")).status_code == 409
    assert desk_client("filip").post(verdict_url(verdict, "retract")).status_code == 302
    verdict.refresh_from_db()
    assert verdict.state == "retracted"


def test_the_reviewer_sees_what_changed_since_the_last_submission(desk_client):
    verdict = given.sent_back()
    ana = given.person("ana")
    drafting.update_draft(verdict, by=ana, at=given.moment(), conclusion="It was 4 percent.")
    actions.submit(verdict, by=ana, at=given.moment())
    page = desk_client("bo").get(workspace_url(verdict)).content.decode()
    assert "Compared with submission 1 of this revision." in page
    assert "<ins>" in page


def test_the_reviewer_is_warned_of_edits_after_the_submission(desk_client):
    verdict = given.in_review()
    ana = given.person("ana")
    claims.update_claim(verdict.claim, by=ana, at=given.moment(), statement="It rose.")
    page = desk_client("bo").get(workspace_url(verdict)).content.decode()
    assert "request for comment changed after the submission" in page


def test_the_history_shows_who_did_what(desk_client):
    verdict = given.published()
    page = desk_client("bo").get(verdict_url(verdict, "timeline")).content.decode()
    for byline in ("Ana Byline", "Bo Byline", "Carla Byline"):
        assert byline in page
    assert verdict.submission.sha256 in page
    assert "Entry 1" in page
