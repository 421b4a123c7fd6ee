"""An editor decides on the retention page about drafts whose time is over."""

from datetime import UTC, datetime

import pytest

from claims.models import DraftDecision
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.helpers.forms import fill_form, submit_form

PAGE = "/desk/retention/"
REMOVE, KEEP = f"{PAGE}drafts/remove/", f"{PAGE}drafts/keep/"


@pytest.fixture(autouse=True)
def long_ago(monkeypatch):
    monkeypatch.setattr(given, "NOON", datetime(2023, 11, 2, 12, tzinfo=UTC))


def test_an_editor_sees_what_would_be_removed_and_says_yes_for_several(desk_client):
    first, second, third = given.discarded(), given.draft(), given.discarded()
    client = desk_client("carla")
    page = client.get(PAGE).content.decode()
    assert "Ana Byline, edited" in page and "2 November 2023" in page and "1 passage" in page
    assert workspace_url(second) in page
    values = fill_form(page, KEEP, drafts=[first.pk, second.pk])
    assert client.post(REMOVE, values).url == PAGE
    for draft, is_removed in ((first, True), (second, True), (third, False)):
        draft.refresh_from_db()
        assert (set(draft.conclusion) == {"█"}) is is_removed
        assert f'name="drafts" value="{draft.pk}"' in page
        assert (f'value="{draft.pk}"' in client.get(PAGE).content.decode()) is not is_removed


def test_an_editor_keeps_a_draft_until_a_day(desk_client):
    draft = given.discarded()
    client = desk_client("carla")
    submit_form(client, PAGE, KEEP, drafts=[draft.pk], ask_again_on="2099-01-01")
    decision = DraftDecision.objects.get()
    assert (decision.verdict, decision.decided_by) == (draft, given.person("carla"))
    assert f'value="{draft.pk}"' not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("path", "values", "message"),
    [
        (REMOVE, {}, "Choose at least one draft."),
        (KEEP, {"ask_again_on": "2099-01-01"}, "Choose at least one draft."),
        (KEEP, {"drafts": "all"}, "Enter a day in the future"),
        (KEEP, {"drafts": "all", "ask_again_on": "2020-01-01"}, "Enter a day in the future"),
    ],
)
def test_an_incomplete_decision_is_refused(desk_client, path, values, message):
    draft = given.discarded()
    values = {name: draft.pk if value == "all" else value for name, value in values.items()}
    response = desk_client("carla").post(path, values)
    assert (response.status_code, DraftDecision.objects.count()) == (422, 0)
    page = response.content.decode()
    assert message in page and ("checked" in page) is ("drafts" in values)


def test_a_draft_on_hold_is_refused_and_the_hold_is_named(desk_client):
    draft = given.discarded()
    given.hold(draft.claim)
    response = desk_client("carla").post(REMOVE, {"drafts": draft.pk})
    assert response.status_code == 409
    assert f"Claim {draft.claim.public_id} is on hold" in response.content.decode()


@pytest.mark.parametrize("name", ["ana", "bo", "eva"])
def test_other_roles_neither_see_nor_decide(desk_client, name):
    draft = given.discarded()
    assert desk_client(name).post(REMOVE, {"drafts": draft.pk}).status_code == 403
    assert draft.claim.statement not in desk_client(name).get(PAGE).content.decode()
