"""The buttons of a revision: shown when the verb is allowed, with the sentence when it is not."""

import pytest

from claims.models import Review, Transition
from claims.workflow import actions, transitions
from factcheck.desk.verdicts.workspace import WRITING
from tests import given
from tests.factcheck.desk.conftest import verb, workspace

PEOPLE = ("ana", "bo", "carla", "filip", "dov")
MOVING = [name for name in transitions.RULES if name not in WRITING]
WORDS = {
    "comment": "Name the table.",
    "kind": "correction",
    "cause": "our-error",
    "note": "We misread the table.",
    "fair": "on",
}


@pytest.mark.parametrize("state", given.STATES)
def test_each_verb_has_a_button_exactly_when_it_is_allowed(at_the_desk, state):
    verdict = given.STATES[state]()
    for name in PEOPLE:
        page = at_the_desk(name).get(workspace(verdict)).content.decode()
        answers = transitions.refusals(verdict, given.person(name), at=given.moment())
        for move in MOVING:
            way = f'href="{verb(verdict, "change-it")}"' if move == "correct" else ""
            button = (way or f'action="{verb(verdict, move)}"') in page
            assert button == (answers[move] is None), (state, name, move)


@pytest.mark.parametrize("state", given.STATES)
def test_a_refused_verb_says_why_and_writes_nothing(at_the_desk, state):
    verdict = given.STATES[state]()
    before = Transition.objects.count(), Review.objects.count()
    for name in PEOPLE:
        person, desk = given.person(name), at_the_desk(name)
        answers = transitions.refusals(verdict, person, at=given.moment())
        for move in (move for move in MOVING if answers[move]):
            answer = desk.post(verb(verdict, move), WORDS | {"seen": "x"})
            role = person.has_perm(transitions.RULES[move].permission)
            assert answer.status_code == (409 if role else 403), (state, name, move)
            assert answers[move] in answer.content.decode().replace("&#x27;", "'"), (name, move)
    verdict.refresh_from_db()
    assert verdict.state == state
    assert (Transition.objects.count(), Review.objects.count()) == before


def test_three_people_bring_a_draft_to_its_readers(at_the_desk):
    verdict = given.draft()
    assert at_the_desk("ana").post(verb(verdict, "submit")).status_code == 302
    verdict.refresh_from_db()
    seen = {"seen": verdict.submission.sha256}
    at_the_desk("bo").post(verb(verdict, "approve"), seen | {"comment": "Sound.", "fair": "on"})
    at_the_desk("carla").post(verb(verdict, "publish"), seen)
    verdict.refresh_from_db()
    assert verdict.state == "published"
    assert verdict.approved_by == given.person("bo")
    assert Review.objects.get().comment == "Sound."


def test_the_digest_that_was_seen_stands_in_the_form(at_the_desk):
    verdict = given.in_review()
    page = at_the_desk("bo").get(workspace(verdict)).content.decode()
    assert f'name="seen" value="{verdict.submission.sha256}"' in page


def test_another_digest_is_refused_and_the_comment_is_kept(at_the_desk):
    verdict = given.in_review()
    told = {"seen": "0" * 64, "comment": "I checked the table twice.", "fair": "on"}
    answer = at_the_desk("bo").post(verb(verdict, "approve"), told)
    assert answer.status_code == 409
    assert "read it again" in answer.content.decode()
    assert "I checked the table twice." in answer.content.decode()


def test_sending_back_needs_words(at_the_desk):
    verdict = given.in_review()
    bo = at_the_desk("bo")
    answer = bo.post(verb(verdict, "send_back"), {"comment": " "})
    assert answer.status_code == 409
    assert "Say what has to change." in answer.content.decode()
    bo.post(verb(verdict, "send_back"), {"comment": "Name the table."})
    assert "Name the table." in at_the_desk("ana").get(workspace(verdict)).content.decode()


def test_correcting_opens_the_next_draft_with_its_change(at_the_desk):
    verdict = given.published()
    answer = at_the_desk("ana").post(verb(verdict, "correct"), WORDS)
    following = verdict.claim.verdicts.get(revision=2)
    assert answer["Location"] == workspace(following)
    page = at_the_desk("ana").get(workspace(following)).content.decode()
    assert "We misread the table." in page


def test_a_retraction_takes_two_people(at_the_desk):
    verdict = given.published()
    carla = at_the_desk("carla")
    carla.post(verb(verdict, "propose_retraction"), WORDS)
    assert carla.post(verb(verdict, "retract")).status_code == 409
    assert at_the_desk("filip").post(verb(verdict, "retract")).status_code == 302
    verdict.refresh_from_db()
    assert verdict.state == "retracted"


def test_the_reviewer_reads_what_changed_since_the_last_submission(at_the_desk):
    verdict = given.sent_back()
    from claims.workflow import drafting

    drafting.edit(verdict, by=given.person("ana"), at=given.moment(), finding="It was 4 percent.")
    actions.submit(verdict, by=given.person("ana"), at=given.moment())
    page = at_the_desk("bo").get(workspace(verdict)).content.decode()
    assert "submission 1 of this revision" in page
    assert "<ins>" in page


def test_what_was_edited_since_the_submission_is_said_before_anybody_signs(at_the_desk):
    from claims.intake import claims

    verdict = given.in_review()
    claims.mend(verdict.claim, by=given.person("ana"), at=given.moment(), statement="It rose.")
    page = at_the_desk("bo").get(workspace(verdict)).content.decode()
    assert "changed since this was submitted" in page


def test_the_trail_tells_who_did_what(at_the_desk):
    verdict = given.published()
    page = at_the_desk("bo").get(verb(verdict, "trail")).content.decode()
    for byline in ("Ana Byline", "Bo Byline", "Carla Byline"):
        assert byline in page
    assert verdict.submission.sha256 in page
    assert "Entry 1" in page
