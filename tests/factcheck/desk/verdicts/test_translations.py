"""A cited passage in another language is translated in the workspace, and readers see it."""

import pytest

from sources.models import Translation
from tests import given
from tests.claims.workflow.test_translations import GREW, WUCHS, cited_in_german, translated
from tests.factcheck.desk.conftest import workspace

TOLD = {"words": GREW, "translated_by": "ours"}


def address(verdict, cited) -> str:
    return f"/desk/claims/verdict/{verdict.pk}/translate/{cited.pk}/"


def test_the_workspace_asks_for_the_translation_of_foreign_words_only(at_the_desk):
    verdict, _ = cited_in_german()
    ana = at_the_desk("ana")
    assert "Translate it" in ana.get(workspace(verdict)).content.decode()
    assert "Translate it" not in ana.get(workspace(given.draft())).content.decode()


def test_a_translation_is_kept_and_stands_beside_the_words(at_the_desk):
    verdict, cited = cited_in_german()
    ana = at_the_desk("ana")
    assert ana.post(address(verdict, cited), TOLD)["Location"] == workspace(verdict)
    made = Translation.objects.get()
    assert (made.words, made.language, made.translated_by) == (GREW, "en", "ours")
    assert made.made_by == given.person("ana")
    page = ana.get(workspace(verdict)).content.decode()
    assert f'<p class="cited-translation" lang="en" dir="auto">{GREW}</p>' in page
    assert "Our translation" in page
    assert "Translate it otherwise" in page


@pytest.mark.parametrize(
    ("told", "status"),
    [({"words": " "}, 409), ({"translated_by": ""}, 409), ({"translated_by": "x"}, 422)],
)
def test_what_was_typed_stays_where_it_is_refused(at_the_desk, told, status):
    verdict, cited = cited_in_german()
    answer = at_the_desk("ana").post(address(verdict, cited), TOLD | told)
    assert answer.status_code == status
    assert "<details open>" in answer.content.decode()
    if "words" not in told:
        assert GREW in answer.content.decode()
    assert not Translation.objects.exists()


def test_who_may_not_write_may_not_translate(at_the_desk):
    verdict, cited = cited_in_german()
    answer = at_the_desk("eva").post(address(verdict, cited), TOLD)
    assert answer.status_code == 403
    assert not Translation.objects.exists()


def test_nothing_is_translated_after_the_submission(at_the_desk):
    verdict, cited = cited_in_german()
    translated(cited)
    given.in_review(verdict=verdict)
    assert at_the_desk("ana").post(address(verdict, cited), TOLD).status_code == 409


def test_whoever_signs_sees_the_translation_and_what_became_of_it(at_the_desk):
    verdict, cited = cited_in_german()
    translated(cited, "trade grew")
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    following = given.corrected(verdict)
    translated(following.evidence.get(), translated_by="publisher")
    given.in_review(verdict=following)
    page = at_the_desk("bo").get(workspace(following)).content.decode()
    assert f'lang="en" dir="auto"><p>{GREW}</p>' in page
    assert "The publisher’s translation" in page
    assert "(publisher:" in page


@pytest.mark.parametrize(
    ("whose", "said"),
    [
        ("ours", "Our translation"),
        ("publisher", "The publisher’s translation"),
        ("machine", "Machine translation"),
    ],
)
def test_readers_see_the_words_with_the_translation_beside_them(client, db, whose, said):
    verdict, cited = cited_in_german()
    translated(cited, translated_by=whose)
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    page = client.get(f"/claims/{verdict.claim.public_id}/", follow=True).content.decode()
    assert f"<mark>{WUCHS}</mark>" in page
    assert '<blockquote lang="de-AT" dir="auto">' in page
    assert (
        f'<blockquote class="quotation-translation" lang="en" dir="auto"><p>{GREW}</p></blockquote>'
        in page
    )
    assert f'<p class="quotation-whose">{said}</p>' in page
