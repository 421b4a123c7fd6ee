"""The workspace of a draft: its text, two authors at the same time, its evidence."""

import pytest

from claims.models import Evidence
from claims.workflow import drafting
from sources.models import Passage
from tests import given
from tests.factcheck.desk.conftest import verdict_url, workspace_url


def build_form_data(verdict, **changes) -> dict:
    content = {
        "rating": verdict.rating_id,
        "basis": verdict.basis,
        "conclusion": verdict.conclusion,
        "reasoning": verdict.reasoning,
        "why_this_claim": verdict.why_this_claim,
        "search_notes": verdict.search_notes,
        "what_would_change_it": verdict.what_would_change_it,
        "valid_as_of": verdict.valid_as_of.isoformat(),
        "primary_sources": verdict.primary_sources,
        "conflict_of_interest": verdict.conflict_of_interest,
        "criminal_proceedings": verdict.criminal_proceedings,
        "machine_assistance": verdict.machine_assistance,
        "edited_at": verdict.edited_at.isoformat(),
    }
    return content | changes


def build_cite_data(snapshot, **changes) -> dict:
    data = {"snapshot": snapshot.pk, "exact": given.DOUBT, "prefix": "", "suffix": ""}
    return data | {"voice": "asserts", "speaker": "", "stance": "context", "note": ""} | changes


def test_the_form_saves_the_draft(desk_client):
    verdict = given.draft()
    changes = {"conclusion": "It was 4 percent.", "revisit_on": "2027-01-01", "provisional": "on"}
    data = build_form_data(verdict, **changes)
    assert desk_client("ana").post(verdict_url(verdict, "edit"), data).status_code == 302
    verdict.refresh_from_db()
    assert (verdict.conclusion, verdict.provisional) == ("It was 4 percent.", True)


def test_the_second_of_two_authors_sees_both_texts_and_can_save_again(desk_client):
    verdict = given.draft()
    stale = build_form_data(verdict, reasoning="The text of the second author.")
    drafting.update_draft(
        verdict, by=given.person("dov"), at=given.moment(), reasoning="What Dov saved first."
    )
    response = desk_client("ana").post(verdict_url(verdict, "edit"), stale)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Dov Byline saved this draft while you were writing." in page
    assert "The text of the second author." in page
    assert "What Dov saved first." in page
    verdict.refresh_from_db()
    assert verdict.reasoning == "What Dov saved first."
    again = stale | {"edited_at": verdict.edited_at.isoformat()}
    assert f'value="{verdict.edited_at.isoformat()}"' in page
    assert desk_client("ana").post(verdict_url(verdict, "edit"), again).status_code == 302


def test_a_form_without_a_valid_version_is_refused(desk_client):
    verdict = given.draft()
    data = build_form_data(verdict, edited_at="yesterday")
    response = desk_client("ana").post(verdict_url(verdict, "edit"), data)
    assert response.status_code == 422


def test_an_invalid_date_is_refused_and_the_rest_is_kept(desk_client):
    verdict = given.draft()
    data = build_form_data(verdict, valid_as_of="soon", reasoning="Kept words.")
    response = desk_client("ana").post(verdict_url(verdict, "edit"), data)
    assert response.status_code == 422
    assert "Enter a valid date." in response.content.decode()
    assert "Kept words." in response.content.decode()


def test_a_submitted_revision_cannot_be_edited(desk_client):
    verdict = given.in_review()
    response = desk_client("ana").post(
        verdict_url(verdict, "edit"), build_form_data(verdict, conclusion="Other.")
    )
    assert response.status_code == 409
    verdict.refresh_from_db()
    assert verdict.conclusion != "Other."


def test_words_are_quoted_and_cited_in_one_step(desk_client):
    verdict, snapshot = given.draft(), given.snapshot()
    data = build_cite_data(snapshot, note="They doubt it.", prefix="came from. ", suffix=". The")
    response = desk_client("ana").post(verdict_url(verdict, "cite"), data)
    assert response["Location"] == f"{workspace_url(verdict)}?snapshot={snapshot.pk}"
    evidence = Evidence.objects.get(verdict=verdict, stance="context")
    assert (evidence.passage.exact, evidence.note) == (given.DOUBT, "They doubt it.")


def test_line_ends_of_the_browser_are_replaced_by_those_of_the_text(desk_client):
    verdict = given.draft()
    snapshot = given.snapshot("First line\nand the second line.")
    data = build_cite_data(snapshot, exact="line\r\nand the second")
    desk_client("ana").post(verdict_url(verdict, "cite"), data)
    assert Passage.objects.filter(exact="line\nand the second").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"exact": "rose by 21 percent"}, "are not in the article text"),
        ({"exact": "rose"}, "These words occur"),
        ({"stance": ""}, "Choose a stance"),
        ({"voice": "reports"}, "Name the speaker"),
        ({"exact": given.OFFICE}, "are not in the article text"),
    ],
)
def test_an_invalid_quotation_stores_neither_passage_nor_evidence(desk_client, changes, message):
    verdict = given.draft()
    snapshot = given.snapshot("It rose. Farmers doubt it. It rose again.")
    before = Passage.objects.count(), Evidence.objects.count()
    data = build_cite_data(snapshot, **{"note": "Words I typed."} | changes)
    response = desk_client("ana").post(verdict_url(verdict, "cite"), data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "Words I typed." in response.content.decode()
    assert (Passage.objects.count(), Evidence.objects.count()) == before


def test_all_occurrences_of_ambiguous_words_are_listed(desk_client):
    verdict = given.draft()
    snapshot = given.snapshot("It rose. Farmers doubt it. It rose again.")
    data = build_cite_data(snapshot, exact="rose")
    page = desk_client("ana").post(verdict_url(verdict, "cite"), data)
    assert page.content.decode().count("<mark>rose</mark>") == 2


def test_an_existing_passage_is_cited(desk_client):
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    data = {"passage": passage.pk, "stance": "context", "note": ""}
    data["open_snapshot"] = passage.snapshot_id
    desk_client("ana").post(verdict_url(verdict, "cite"), data)
    assert verdict.evidence.filter(passage=passage).exists()


def test_removing_evidence_keeps_the_passage(desk_client):
    verdict = given.draft()
    evidence = verdict.evidence.get()
    desk_client("ana").post(f"/desk/claims/verdict/{verdict.pk}/remove/{evidence.pk}/")
    assert not verdict.evidence.exists()
    assert Passage.objects.filter(pk=evidence.passage_id).exists()


def test_evidence_of_a_submission_cannot_be_removed(desk_client):
    verdict = given.in_review()
    evidence = verdict.evidence.get()
    response = desk_client("ana").post(f"/desk/claims/verdict/{verdict.pk}/remove/{evidence.pk}/")
    assert response.status_code == 409
    assert verdict.evidence.exists()


@pytest.mark.parametrize("number", ["x", "0", "99999999999999999999", "१"])
def test_an_unknown_snapshot_in_the_url_is_ignored(desk_client, number):
    verdict = given.draft()
    assert desk_client("ana").get(workspace_url(verdict), {"snapshot": number}).status_code == 200
