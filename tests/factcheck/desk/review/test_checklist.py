"""Whoever writes or reviews sees what is fulfilled, what is open and where it is answered."""

import html
import re

import pytest

from claims.workflow import actions, drafting
from tests import given
from tests.factcheck.desk.conftest import opened, verb, workspace
from tests.factcheck.desk.verdicts.test_workspace import typed

pytestmark = pytest.mark.django_db


def page(browser, verdict) -> str:
    return re.sub(r"\s+", " ", html.unescape(browser.get(workspace(verdict)).content.decode()))


def answered(**changed) -> dict:
    told = {"primary_sources": "none", "why_no_primary": "The tables are secret."}
    told |= {"interest": "declared", "interest_handled": "Dov left the draft.", "crime": "charged"}
    return told | changed


def test_the_answers_are_typed_and_saved(at_the_desk):
    verdict, ana = given.draft(primary_sources="", interest="", crime=""), at_the_desk("ana")
    told = typed(verdict, **answered(), **opened(ana, workspace(verdict)))
    assert ana.post(verb(verdict, "edit"), told).status_code == 302
    verdict.refresh_from_db()
    assert {name: getattr(verdict, name) for name in answered()} == answered()


def test_an_answer_that_nobody_knows_is_said_at_its_place_and_the_rest_is_kept(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    told = typed(verdict, **answered(crime="maybe"), **opened(ana, workspace(verdict)))
    answer = ana.post(verb(verdict, "edit"), told)
    assert answer.status_code == 422
    assert "Dov left the draft." in answer.content.decode()


def test_whoever_writes_sees_what_is_open_and_comes_to_its_field(at_the_desk):
    verdict = given.draft(crime="")
    shown = page(at_the_desk("ana"), verdict)
    assert "1 open" in shown
    assert '<a href="#id_crime">Say whether a crime is alleged.</a>' in shown
    assert 'id="id_crime"' in shown


@pytest.mark.parametrize("place", ["evidence", "id_searched", "id_basis", "origins", "id_interest"])
def test_every_link_of_the_checklist_leads_somewhere(at_the_desk, place):
    assert f'id="{place}"' in page(at_the_desk("ana"), given.draft())


def test_what_this_desk_does_not_require_is_told_as_that(at_the_desk, settings):
    settings.CHECKLIST = []
    shown = page(at_the_desk("ana"), given.draft(crime=""))
    assert "nothing is open" in shown
    assert "Not required" in shown


def test_whoever_reviews_sees_the_checklist_of_what_was_submitted(at_the_desk, settings):
    settings.CHECKLIST = []
    verdict = given.in_review(crime="")
    settings.CHECKLIST = ["all"]
    shown = page(at_the_desk("bo"), verdict)
    assert "1 open" in shown
    assert "Say whether a crime is alleged." in shown
    assert 'href="#id_crime"' not in shown


def test_whoever_reviews_reads_the_answers_themselves(at_the_desk):
    shown = page(at_the_desk("bo"), given.in_review(**answered()))
    assert "Dov left the draft." in shown
    assert "The tables are secret." in shown
    assert "somebody is charged, and not convicted" in shown.lower()


def test_what_is_published_has_no_checklist_any_more(at_the_desk):
    assert 'id="checklist"' not in page(at_the_desk("carla"), given.published())


def test_whoever_reviews_sees_which_answer_changed(at_the_desk):
    verdict = given.sent_back()
    at = given.moment()
    drafting.edit(verdict, by=verdict.author, at=at, crime="convicted")
    actions.submit(verdict, by=verdict.author, at=given.moment())
    shown = page(at_the_desk("bo"), verdict)
    assert "Is a crime alleged" in shown
    assert re.search(r"<ins>((?!</ins>).)*convicted", shown)


def test_the_second_of_two_writers_keeps_the_answer_and_sees_the_other(at_the_desk):
    verdict, ana = given.draft(), at_the_desk("ana")
    told = typed(verdict, crime="charged", **opened(ana, workspace(verdict)))
    drafting.edit(verdict, by=given.person("dov"), at=given.moment(), crime="acquitted")
    answer = ana.post(verb(verdict, "edit"), told)
    shown = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert '<option value="charged" selected>' in shown
    assert re.search(r"<del>((?!</del>).)*acquitted", shown)


def test_a_refused_submission_says_what_is_open(at_the_desk):
    verdict, ana = given.draft(interest=""), at_the_desk("ana")
    answer = ana.post(verb(verdict, "submit"))
    assert answer.status_code == 409
    assert "has an interest in it." in answer.content.decode()
