"""The checklist in the workspace: which items are fulfilled or open, and where to response them."""

import html
import re

import pytest

from claims.workflow import actions, drafting
from factcheck.desk.review.checklist import ITEM_ANCHORS
from tests import given
from tests.constraints.test_checklist import draft_with_machine_translation
from tests.factcheck.desk.conftest import get_hidden_fields, verdict_url, workspace_url
from tests.factcheck.desk.verdicts.test_workspace import build_form_data

pytestmark = pytest.mark.django_db


def render_workspace(browser, verdict) -> str:
    return re.sub(r"\s+", " ", html.unescape(browser.get(workspace_url(verdict)).content.decode()))


def build_answers(**changes) -> dict:
    answers = {"primary_sources": "none", "no_primary_source_reason": "The tables are secret."}
    answers |= {"conflict_of_interest": "declared", "conflict_handling": "Dov left the draft."}
    return answers | {"criminal_proceedings": "alleged"} | changes


def test_the_answers_are_saved(desk_client):
    verdict = given.draft(primary_sources="", conflict_of_interest="", criminal_proceedings="")
    ana = desk_client("ana")
    data = build_form_data(
        verdict, **build_answers(), **get_hidden_fields(ana, workspace_url(verdict))
    )
    assert ana.post(verdict_url(verdict, "edit"), data).status_code == 302
    verdict.refresh_from_db()
    assert {name: getattr(verdict, name) for name in build_answers()} == build_answers()


def test_an_unknown_answer_is_refused_and_the_others_are_kept(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    answers = build_answers(criminal_proceedings="maybe")
    data = build_form_data(verdict, **answers, **get_hidden_fields(ana, workspace_url(verdict)))
    response = ana.post(verdict_url(verdict, "edit"), data)
    assert response.status_code == 422
    assert "Dov left the draft." in response.content.decode()


def test_an_author_sees_the_open_items_with_links_to_their_fields(desk_client):
    verdict = given.draft(criminal_proceedings="")
    text = render_workspace(desk_client("ana"), verdict)
    assert "1 open" in text
    link = '<a href="#id_criminal_proceedings">State whether a crime is alleged.</a>'
    assert link in text
    assert 'id="id_criminal_proceedings"' in text


@pytest.mark.parametrize("anchor", sorted(set(ITEM_ANCHORS.values())))
def test_every_link_of_the_checklist_leads_to_an_element_of_the_page(desk_client, anchor):
    assert f'id="{anchor}"' in render_workspace(desk_client("ana"), given.draft())


def test_an_item_that_the_desk_does_not_require_is_marked_as_such(desk_client, settings):
    settings.CHECKLIST = []
    text = render_workspace(desk_client("ana"), given.draft(criminal_proceedings=""))
    assert '<span class="quiet">complete</span>' in text
    assert "Not required" in text


def test_a_reviewer_sees_the_checklist_of_the_submission(desk_client, settings):
    settings.CHECKLIST = []
    verdict = given.in_review(criminal_proceedings="")
    settings.CHECKLIST = ["all"]
    text = render_workspace(desk_client("bo"), verdict)
    assert "1 open" in text
    assert "State whether a crime is alleged." in text
    assert 'href="#id_criminal_proceedings"' not in text


def test_a_reviewer_reads_the_answers(desk_client):
    text = render_workspace(desk_client("bo"), given.in_review(**build_answers()))
    assert "Dov left the draft." in text
    assert "The tables are secret." in text
    assert "alleged, no proceedings known" in text.lower()


def test_a_published_revision_has_no_checklist(desk_client):
    assert 'id="checklist"' not in render_workspace(desk_client("carla"), given.published())


def test_a_reviewer_sees_which_answer_changed(desk_client):
    verdict = given.sent_back()
    at, step = given.moment(), given.proceedings("convicted")
    drafting.update_draft(verdict, by=verdict.author, at=at, **step)
    actions.submit(verdict, by=verdict.author, at=given.moment())
    text = render_workspace(desk_client("bo"), verdict)
    assert "Criminal proceedings" in text
    assert re.search(r"<ins>((?!</ins>).)*convicted Norland 2026-10-01", text)


def test_the_second_of_two_authors_keeps_their_answer_and_sees_the_first(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    version = get_hidden_fields(ana, workspace_url(verdict))
    data = build_form_data(verdict, criminal_proceedings="charged", **version)
    drafting.update_draft(
        verdict, by=given.person("dov"), at=given.moment(), criminal_proceedings="acquitted"
    )
    response = ana.post(verdict_url(verdict, "edit"), data)
    text = html.unescape(response.content.decode())
    assert response.status_code == 409
    assert '<option value="charged" selected>' in text
    assert re.search(r"<del>((?!</del>).)*acquitted", text)


def test_a_refused_submission_says_which_item_is_open(desk_client):
    verdict, ana = given.draft(conflict_of_interest=""), desk_client("ana")
    response = ana.post(verdict_url(verdict, "submit"))
    assert response.status_code == 409
    assert "has a conflict of interest." in response.content.decode()


# ── machine assistance ────────────────────────────────────────────────────────────────────────────
def test_a_machine_translation_is_proposed_as_the_answer(desk_client):
    verdict = draft_with_machine_translation(machine_assistance="")
    text = render_workspace(desk_client("ana"), verdict)
    assert re.search(r'name="machine_assistance" value="used"[^>]* checked>', text)
    assert re.search(r'name="machine_purposes" value="translation"[^>]* checked>', text)
    assert 'name="editorial_responsibility" value="Factcheck"' in text


def test_without_machine_translation_no_answer_is_proposed(desk_client):
    text = render_workspace(desk_client("ana"), given.draft(machine_assistance=""))
    assert '<input type="radio" name="machine_assistance" value="none"' in text
    assert not re.search(r'name="machine_assistance" value="\w+"[^>]* checked>', text)


def test_the_tools_are_saved_and_shown_to_the_reviewer(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    answers = given.machine_assistance(machine_purposes=["translation", "images"])
    version = get_hidden_fields(ana, workspace_url(verdict))
    data = build_form_data(verdict, **version) | answers
    assert ana.post(verdict_url(verdict, "edit"), data).status_code == 302
    verdict.refresh_from_db()
    actions.submit(verdict, by=verdict.author, at=given.moment())
    text = render_workspace(desk_client("bo"), verdict)
    assert "translation, image analysis: Translator 3." in text
    assert "Editorial responsibility: The Norland Foundation." in text


def test_a_reviewer_sees_which_tools_changed(desk_client):
    verdict = given.sent_back()
    at, answers = given.moment(), given.machine_assistance(machine_purposes=["images"])
    drafting.update_draft(verdict, by=verdict.author, at=at, **answers)
    actions.submit(verdict, by=verdict.author, at=given.moment())
    text = render_workspace(desk_client("bo"), verdict)
    assert re.search(r"<ins>((?!</ins>).)*image analysis Translator 3", text)
