"""Who works on a claim and what is said of it, as the desk shows it."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Assignment, Note
from factcheck.desk.dashboard.work_queue import waiting
from tests import given
from tests.factcheck.desk.conftest import workspace

LIST = "Assigned to you"


@pytest.fixture
def claim(db):
    for name in given.CAST:
        given.person(name)
    return given.claim()


def page_of(claim, name="change") -> str:
    return f"/desk/claims/claim/{claim.pk}/{name}/"


def words(answer) -> str:
    said = re.sub(r"<[^>]+>", "", answer.content.decode())
    return " ".join(html.unescape(said).split())


def to(name: str, part="write", **told) -> dict:
    return {"part": part, "person": given.person(name).pk} | told


def test_an_editor_assigns_a_claim_from_its_page(claim, at_the_desk):
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    typed = to("dov", due_on=due, note="Ask the office.")
    page = words(at_the_desk("carla").post(page_of(claim, "assign"), typed, follow=True))
    assert "Assigned." in page
    assert "Dov Byline, due" in page
    assert "Ask the office." in page and "assigned by Carla Byline" in page


def test_a_writer_takes_a_claim_on_by_one_press_and_gives_it_back(claim, at_the_desk):
    ana = at_the_desk("ana")
    page = ana.get(page_of(claim)).content.decode()
    assert f'name="person" value="{given.person("ana").pk}"' in page
    assert "Assign …" not in page  # others are assigned by reviewers and editors
    assert "taken on" in words(ana.post(page_of(claim, "assign"), to("ana"), follow=True))
    assert "Give it back" in words(ana.get(page_of(claim)))
    assert "Nobody has it now." in words(
        ana.post(page_of(claim, "unassign"), {"part": "write"}, follow=True)
    )
    assert Assignment.objects.first().person is None


def test_what_is_refused_is_said_and_what_was_typed_stays(claim, at_the_desk):
    typed = to("ana", "review", note="Please look.")
    answer = at_the_desk("carla").post(page_of(claim, "assign"), typed)
    assert answer.status_code == 409
    assert "The role of Ana Byline does not allow to review." in words(answer)
    assert 'value="Please look."' in answer.content.decode()
    for wrong in (to("ana", due_on="tomorrow"), {"part": "write", "person": "0"}):
        assert at_the_desk("carla").post(page_of(claim, "assign"), wrong).status_code == 422
    assert not Assignment.objects.exists()


def test_a_writer_cannot_assign_somebody_else(claim, at_the_desk):
    answer = at_the_desk("ana").post(page_of(claim, "assign"), to("dov"))
    assert answer.status_code == 409
    assert "Your role does not allow this." in words(answer)


def test_it_waits_on_the_first_page_of_whoever_is_assigned(claim, at_the_desk):
    given.assigned(claim, note="Ask the office.")
    assert [row.claim for row in waiting_on("dov")] == [claim]
    page = words(at_the_desk("dov").get("/desk/"))
    assert f"{LIST} 1" in page and "Ask the office." in page
    assert waiting_on("ana") == []


def waiting_on(name: str) -> list:
    return next((one.rows for one in waiting(given.person(name)) if one.name == LIST), [])


def test_the_list_of_claims_asks_who_is_assigned(claim, at_the_desk):
    other = given.claim("The mayor lives elsewhere")
    given.assigned(claim)
    for asked, found in (("me", [claim]), ("somebody", [claim]), ("nobody", [other])):
        page = words(at_the_desk("dov").get("/desk/claims/claim/", {"assigned": asked}))
        assert [one for one in (claim, other) if one.statement in page] == found
    assert claim.statement not in words(
        at_the_desk("ana").get("/desk/claims/claim/", {"assigned": "me"})
    )


def test_a_note_is_said_with_whom_it_asks(claim, at_the_desk):
    said = {"words": "@bo can you look at the second quote?"}
    page = words(at_the_desk("ana").post(page_of(claim, "say"), said, follow=True))
    assert "Said, to the desk only." in page
    assert said["words"] in page and "asks Bo Byline" in page
    assert "Notes of the desk 1" in page


def test_a_note_is_no_markup(claim, at_the_desk):
    given.note("<b>Look</b>", of=claim)
    assert "&lt;b&gt;Look" in at_the_desk("ana").get(page_of(claim)).content.decode()


def test_a_note_to_somebody_unknown_is_refused_and_stays_typed(claim, at_the_desk):
    answer = at_the_desk("ana").post(page_of(claim, "say"), {"words": "@zoe, look."})
    assert answer.status_code == 409
    assert "Nobody at the desk is called “@zoe”." in words(answer)
    assert "@zoe, look.</textarea>" in answer.content.decode()
    assert not Note.objects.exists()


def test_the_page_says_whom_one_can_ask(claim, at_the_desk):
    page = words(at_the_desk("ana").get(page_of(claim)))
    assert "@bo Bo Byline" in page
    assert "@eva" not in page and "@gwen" not in page


def test_the_workspace_says_who_is_assigned_and_how_many_notes_there_are(claim, at_the_desk):
    verdict = given.draft(of=claim)
    page = words(at_the_desk("ana").get(workspace(verdict)))
    assert "Assigned to nobody Notes of the desk 0" in page
    given.assigned(claim)
    given.assigned(claim, to=given.person("bo"), part="review")
    given.note(of=claim), given.note(of=claim)
    page = words(at_the_desk("ana").get(workspace(verdict)))
    assert "To be written by Dov Byline To be reviewed by Bo Byline Notes of the desk 2" in page


def test_in_the_workspace_what_is_done_is_nobodys(claim, at_the_desk):
    given.assigned(claim)
    verdict = given.published(of=claim)
    assert "Assigned to nobody" in words(at_the_desk("ana").get(workspace(verdict)))


def test_readers_never_see_who_works_on_it_or_what_is_said(claim, client):
    given.published(of=claim)
    given.assigned(claim, note="quagga")
    given.note("quagga", of=claim)
    page = client.get(f"/claims/{claim.public_id}/", follow=True).content.decode()
    assert "quagga" not in page and "Dov" not in page
