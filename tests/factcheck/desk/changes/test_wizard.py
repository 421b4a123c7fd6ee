"""The note for readers of a change can be edited while its draft is open."""

import pytest
from django.utils import timezone

from claims.choices import PRESUMED_INNOCENT, CriminalProceedings
from claims.models import Change
from claims.workflow import drafting
from claims.workflow.transitions import check_allowed
from factcheck.core.errors import FactcheckError
from tests import given
from tests.factcheck.desk.conftest import (
    get_hidden_fields,
    parse_hidden_fields,
    verdict_url,
    workspace_url,
)

NOTE = {"cause": "new-facts", "note": "The office published a new table."}


def save_note(desk, verdict, **fields):
    """Open the form and send it with these fields."""
    version = get_hidden_fields(desk, workspace_url(verdict))["version"]
    return desk.post(verdict_url(verdict, "change-note"), NOTE | {"version": version} | fields)


def test_anyone_who_writes_can_edit_the_note_of_a_draft(desk_client):
    verdict = given.correction()
    dov = desk_client("dov")
    assert "Edit the note" in dov.get(workspace_url(verdict)).content.decode()
    assert save_note(dov, verdict)["Location"] == workspace_url(verdict)
    change = Change.objects.get()
    assert (change.cause, change.note) == ("new-facts", "The office published a new table.")
    assert change.created_by == given.person("ana")
    verdict.refresh_from_db()
    assert verdict.edited_by == given.person("dov")
    assert verdict.contributors.filter(user=given.person("dov")).exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"note": "  "}, "Write a note for readers."),
        ({"cause": ""}, "Choose the cause of the change."),
    ],
)
def test_a_change_needs_a_cause_and_a_note(desk_client, fields, message):
    verdict = given.correction()
    response = save_note(desk_client("ana"), verdict, **fields)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert Change.objects.get().note == "We had the wrong year."


def test_the_note_of_a_submission_cannot_be_edited(desk_client):
    verdict = given.in_review(verdict=given.correction())
    assert desk_client("ana").post(verdict_url(verdict, "change-note"), NOTE).status_code == 409
    assert "Edit the note" not in desk_client("ana").get(workspace_url(verdict)).content.decode()
    assert Change.objects.get().note == "We had the wrong year."


def test_users_who_cannot_write_cannot_edit_the_note(db):
    verdict = given.correction()
    with pytest.raises(FactcheckError):
        drafting.update_change_note(verdict, by=given.person("eva"), at=given.moment(), **NOTE)


def test_a_first_draft_has_no_note(db):
    with pytest.raises(FactcheckError, match="announces no change"):
        drafting.update_change_note(
            given.draft(), by=given.person("ana"), at=given.moment(), **NOTE
        )


def test_readers_see_the_last_version_of_the_note(db):
    verdict = given.correction()
    drafting.update_change_note(verdict, by=given.person("ana"), at=given.moment(), **NOTE)
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    assert Change.objects.get().announced_at is not None
    assert check_allowed("edit", verdict, given.person("ana"), at=given.moment())
    assert Change.objects.get().note == "The office published a new table."


def test_a_note_that_another_user_saved_is_not_overwritten(desk_client):
    verdict, ana = given.correction(), desk_client("ana")
    version = get_hidden_fields(ana, workspace_url(verdict))["version"]
    drafting.update_change_note(verdict, by=given.person("dov"), at=given.moment(), **NOTE)
    mine = {"cause": "our-error", "note": "As Ana has it.", "version": version}
    response = ana.post(verdict_url(verdict, "change-note"), mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Someone else saved this note while you were writing." in page
    assert "As Ana has it." in page and NOTE["note"] in page
    assert Change.objects.get().note == NOTE["note"]
    response = ana.post(
        verdict_url(verdict, "change-note"),
        mine | {"version": parse_hidden_fields(page)["version"]},
    )
    assert response.status_code == 302
    assert Change.objects.get().note == "As Ana has it."


# ── a new step in criminal proceedings ────────────────────────────────────────────────────────────
def test_the_to_do_list_opens_an_update_for_an_acquittal(desk_client):
    day = timezone.localdate()
    charged = given.published(**given.proceedings("charged", revisit_on=day))
    ana = desk_client("ana")
    url = f"{verdict_url(charged, 'correct-or-update')}?cause=proceedings"
    home = ana.get("/desk/").content.decode()
    assert f'charged, not convicted: <a href="{url}">open an update for a new step</a>' in home
    page = ana.get(url).content.decode()
    assert '<input type="radio" name="kind" value="update" required checked>' in page
    assert '<input type="radio" name="cause" value="proceedings" required checked>' in page


@pytest.mark.parametrize("step", CriminalProceedings.values)
def test_the_wizard_offers_an_update_until_a_final_decision(desk_client, step):
    verdict = given.published(**given.proceedings(step))
    page = desk_client("ana").get(verdict_url(verdict, "correct-or-update")).content.decode()
    assert ('href="?cause=proceedings"' in page) == (step in PRESUMED_INNOCENT)
    assert " checked>" not in page
