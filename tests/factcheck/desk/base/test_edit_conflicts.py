"""Two users edit at the same time: nothing is overwritten unnoticed, and no text is lost."""

import re

import pytest

from claims.models import Claim
from sources.models import Publisher, Source
from tests import given
from tests.factcheck.desk.conftest import (
    get_hidden_fields,
    parse_hidden_fields,
    verdict_url,
    workspace_url,
)
from tests.factcheck.desk.verdicts.test_workspace import build_form_data


def claim_data(claim: Claim, **changes) -> dict:
    data = {
        "statement": claim.statement,
        "attribution": claim.attribution,
        "language": claim.language,
    }
    return data | {"claimant": claim.claimant_id or ""} | changes


def source_data(source: Source, **changes) -> dict:
    data = {"kind": source.kind, "title": source.title, "published_precision": "unknown"}
    return data | {"language": source.language} | changes


def test_the_second_author_of_a_draft_sees_what_the_first_saved(desk_client):
    verdict, ana, dov = given.draft(), desk_client("ana"), desk_client("dov")
    first, second = (
        get_hidden_fields(ana, workspace_url(verdict)),
        get_hidden_fields(dov, workspace_url(verdict)),
    )
    words = {"reasoning": "Bread was counted twice."}
    assert (
        ana.post(
            verdict_url(verdict, "edit"), build_form_data(verdict, **words, **first)
        ).status_code
        == 302
    )
    data = build_form_data(verdict, reasoning="Bread was counted once.", **second)
    response = dov.post(verdict_url(verdict, "edit"), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert re.search(r"<del>[^/]*twice", page.replace("</span>", ""))
    assert "Bread was counted once.</textarea>" in page
    verdict.refresh_from_db()
    assert verdict.reasoning == "Bread was counted twice."
    second_attempt = data | parse_hidden_fields(page)
    assert dov.post(verdict_url(verdict, "edit"), second_attempt).status_code == 302
    verdict.refresh_from_db()
    assert verdict.reasoning == "Bread was counted once."


def test_the_second_author_is_informed_if_only_the_evidence_changed(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    data = build_form_data(verdict, **get_hidden_fields(ana, workspace_url(verdict)))
    uncited = f"{verdict_url(verdict, 'remove')}{verdict.evidence.get().pk}/"
    assert desk_client("dov").post(uncited).status_code == 302
    response = ana.post(verdict_url(verdict, "edit"), data)
    assert response.status_code == 409
    assert "The texts are the same; only the evidence changed." in response.content.decode()


def test_removed_evidence_cannot_be_removed_again(desk_client):
    verdict = given.draft()
    address = f"{verdict_url(verdict, 'remove')}{verdict.evidence.get().pk}/"
    assert desk_client("ana").post(address).status_code == 302
    assert desk_client("dov").post(address).status_code == 404


def test_evidence_that_another_author_added_is_not_added_twice(desk_client):
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    data = {"passage": passage.pk, "stance": "context", "note": ""}
    assert desk_client("ana").post(verdict_url(verdict, "cite"), data).status_code == 302
    response = desk_client("dov").post(verdict_url(verdict, "cite"), data | {"stance": "refutes"})
    assert response.status_code == 409
    assert "already cited" in response.content.decode()
    assert verdict.evidence.get(passage=passage).stance == "context"


def test_the_second_editor_of_a_claim_sees_what_the_first_saved(desk_client):
    claim, ana, dov = given.claim(), desk_client("ana"), desk_client("dov")
    address = f"/desk/claims/claim/{claim.pk}/edit/"
    first, second = get_hidden_fields(ana, address), get_hidden_fields(dov, address)
    assert ana.post(address, claim_data(claim, statement="Trade fell.", **first)).status_code == 302
    data = claim_data(claim, statement="Trade grew.", **second)
    response = dov.post(address, data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Someone else edited this claim while you were writing." in page
    assert re.search(r"<del>[^/]*fell", page.replace("</span>", ""))
    assert "Trade grew.</textarea>" in page
    claim.refresh_from_db()
    assert claim.statement == "Trade fell."
    assert dov.post(address, data | parse_hidden_fields(page)).status_code == 302
    claim.refresh_from_db()
    assert claim.statement == "Trade grew."


def test_topics_that_another_user_added_are_not_removed_unnoticed(desk_client):
    claim, ana, dov = given.claim(), desk_client("ana"), desk_client("dov")
    address = f"/desk/claims/claim/{claim.pk}/edit/"
    stale_version = get_hidden_fields(dov, address)
    topic = given.topic()
    ana.post(address, claim_data(claim, topics=[topic.pk], **get_hidden_fields(ana, address)))
    response = dov.post(address, claim_data(claim, **stale_version))
    assert response.status_code == 409
    assert list(claim.topics.all()) == [topic]


def test_an_edited_claim_without_a_conflict_is_saved(desk_client):
    claim, ana = given.claim(), desk_client("ana")
    address = f"/desk/claims/claim/{claim.pk}/edit/"
    data = claim_data(claim, statement="Trade fell.", **get_hidden_fields(ana, address))
    assert ana.post(address, data).status_code == 302


def test_the_second_editor_of_a_source_sees_what_the_first_saved(desk_client):
    source, bo, carla = given.snapshot().source, desk_client("bo"), desk_client("carla")
    address = f"/desk/sources/source/{source.pk}/change/"
    first, second = get_hidden_fields(bo, address), get_hidden_fields(carla, address)
    assert bo.post(address, source_data(source, title="On bread", **first)).status_code == 302
    data = source_data(source, title="On milk", **second)
    response = carla.post(address, data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Another user saved this while you were editing." in page
    assert re.search(r"<del>[^/]*bread", page.replace("</span>", ""))
    assert 'value="On milk"' in page
    source.refresh_from_db()
    assert source.title == "On bread"
    assert carla.post(address, data | parse_hidden_fields(page)).status_code == 302
    source.refresh_from_db()
    assert source.title == "On milk"


@pytest.mark.parametrize("version", [{}, {"version": "yesterday"}])
def test_an_edit_without_a_valid_version_token_is_not_saved(desk_client, version):
    publisher = Publisher.objects.create(name="The Gazette")
    address = f"/desk/sources/publisher/{publisher.pk}/change/"
    response = desk_client("bo").post(address, {"name": "The Herald"} | version)
    assert response.status_code == 409
    publisher.refresh_from_db()
    assert publisher.name == "The Gazette"


def test_a_new_row_needs_no_version(desk_client):
    data = {"name": "The Herald", "homepage": "", "description": ""}
    assert desk_client("bo").post("/desk/sources/publisher/add/", data).status_code == 302
    assert Publisher.objects.get().name == "The Herald"
