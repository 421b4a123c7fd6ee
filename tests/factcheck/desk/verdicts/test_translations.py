"""Translations of evidence passages in the workspace and on the public page."""

import pytest

from claims.workflow import drafting
from sources.models import Translation
from tests import given
from tests.claims.workflow.test_translations import (
    GERMAN_QUOTE,
    TRANSLATION,
    create_draft_with_german_evidence,
    translate,
)
from tests.factcheck.desk.conftest import workspace_url

DATA = {"text": TRANSLATION, "translated_by": "ours"}


def get_translation_url(verdict, evidence) -> str:
    return f"/desk/claims/verdict/{verdict.pk}/translate/{evidence.pk}/"


def test_the_workspace_offers_to_translate_only_quotes_in_another_language(desk_client):
    verdict, _ = create_draft_with_german_evidence()
    ana = desk_client("ana")
    assert "Add translation" in ana.get(workspace_url(verdict)).content.decode()
    assert "Add translation" not in ana.get(workspace_url(given.draft())).content.decode()


def test_a_translation_is_stored_and_shown_next_to_the_quote(desk_client):
    verdict, evidence = create_draft_with_german_evidence()
    ana = desk_client("ana")
    assert ana.post(get_translation_url(verdict, evidence), DATA)["Location"] == workspace_url(
        verdict
    )
    translation = Translation.objects.get()
    values = (translation.text, translation.language, translation.translated_by)
    assert values == (TRANSLATION, "en", "ours")
    assert translation.created_by == given.person("ana")
    page = ana.get(workspace_url(verdict)).content.decode()
    assert f'<p class="cited-translation" lang="en" dir="auto">{TRANSLATION}</p>' in page
    assert "Our translation" in page
    assert "Replace translation" in page


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"text": " "}, 422), ({"translated_by": ""}, 422), ({"translated_by": "x"}, 422)],
)
def test_an_invalid_translation_is_refused_and_its_text_is_kept(desk_client, changes, status):
    verdict, evidence = create_draft_with_german_evidence()
    response = desk_client("ana").post(get_translation_url(verdict, evidence), DATA | changes)
    assert response.status_code == status
    assert "<details open>" in response.content.decode()
    if "text" not in changes:
        assert TRANSLATION in response.content.decode()
    assert not Translation.objects.exists()


def test_translating_is_refused_to_users_who_may_not_write(desk_client):
    verdict, evidence = create_draft_with_german_evidence()
    response = desk_client("eva").post(get_translation_url(verdict, evidence), DATA)
    assert response.status_code == 403
    assert not Translation.objects.exists()


def test_translating_is_refused_after_the_submission(desk_client):
    verdict, evidence = create_draft_with_german_evidence()
    translate(evidence)
    given.in_review(verdict=verdict)
    assert desk_client("ana").post(get_translation_url(verdict, evidence), DATA).status_code == 409


def test_a_reviewer_sees_the_translation_and_how_it_changed(desk_client):
    verdict, evidence = create_draft_with_german_evidence()
    translate(evidence, "trade grew")
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    following = given.correction(verdict)
    translate(following.evidence.get(), translated_by="publisher")
    given.in_review(verdict=following)
    page = desk_client("bo").get(workspace_url(following)).content.decode()
    assert f'lang="en" dir="auto"><p>{TRANSLATION}</p>' in page
    assert "The publisher’s translation" in page
    assert "(publisher:" in page


@pytest.mark.parametrize(
    ("translated_by", "label"),
    [
        ("ours", "Our translation"),
        ("publisher", "The publisher’s translation"),
        ("machine", "Machine translation"),
    ],
)
def test_readers_see_the_quote_with_its_translation(client, db, translated_by, label):
    verdict, evidence = create_draft_with_german_evidence()
    translate(evidence, translated_by=translated_by)
    if translated_by == "machine":
        content = given.machine_assistance()
        drafting.update_draft(verdict, by=verdict.author, at=given.moment(), **content)
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    page = client.get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()
    assert f"<mark>{GERMAN_QUOTE}</mark>" in page
    assert '<blockquote lang="de-AT" dir="auto">' in page
    opening = '<blockquote class="quotation-translation" lang="en" dir="auto">'
    assert f"{opening}<p>{TRANSLATION}</p></blockquote>" in page
    assert f'<p class="quotation-translator">{label}</p>' in page
