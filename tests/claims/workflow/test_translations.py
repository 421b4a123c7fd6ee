"""Words in another language than the claim's have a translation beside them, and say whose."""

import json

import pytest
from django.db import connection

from claims.publication import queries, record
from claims.workflow import actions, drafting
from claims.workflow.actions import Refused
from sources.models import Translation, translation
from sources.models.translation import NotTranslated, is_same_language
from tests import given

pytestmark = pytest.mark.django_db

BERICHT = "Das Amt meldete am Montag, der Handel mit dem Nachbarn sei um 4 Prozent gewachsen."
WUCHS = "der Handel mit dem Nachbarn sei um 4 Prozent gewachsen"
GREW = "trade with the neighbour had grown by 4 percent"
NEEDED = "A cited passage is in another language than the claim: give its translation."


def cited_in_german(url=""):
    """A draft on an English claim, and its one piece of evidence."""
    verdict = drafting.draft(
        given.claim(), by=given.person("ana"), at=given.moment(), **given.content()
    )
    passage = given.passage(WUCHS, of=given.snapshot(BERICHT, language="de-AT", url=url))
    cited = drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    return verdict, cited


def translated(cited, words=GREW, by="ana", **whose):
    told = {"translated_by": "ours"} | whose
    return drafting.translate(cited, words, by=given.person(by), at=given.moment(), **told)


def test_a_foreign_passage_is_not_submitted_without_a_translation():
    verdict, cited = cited_in_german()
    with pytest.raises(Refused, match=NEEDED):
        actions.submit(verdict, by=verdict.author, at=given.moment())
    translated(cited)
    assert actions.submit(verdict, by=verdict.author, at=given.moment())


def test_a_translation_into_a_third_language_does_not_help():
    verdict, cited = cited_in_german()
    translation.translate(
        cited.passage,
        "торговля выросла на 4 процента",
        language="ru",
        translated_by="machine",
        by=verdict.author,
        at=given.moment(),
    )
    with pytest.raises(Refused, match=NEEDED):
        actions.submit(verdict, by=verdict.author, at=given.moment())


def test_what_was_submitted_carries_the_translation_in_force_and_whose_it_is():
    verdict, cited = cited_in_german()
    translated(cited, "trade grew", translated_by="machine")
    translated(cited)
    submission = actions.submit(verdict, by=verdict.author, at=given.moment())
    passage = record.read(submission.content)["evidence"][0]["passage"]
    assert passage["exact"] == WUCHS
    assert passage["translation"] == {"words": GREW, "language": "en", "by": "ours"}


def test_words_in_the_language_of_the_claim_have_no_translation():
    verdict = given.in_review()
    assert record.read(verdict.submission.content)["evidence"][0]["passage"]["translation"] is None


def test_whoever_translates_works_on_the_revision_and_cannot_approve_it():
    verdict, cited = cited_in_german()
    translated(cited, by="bo")
    assert verdict.contributors.filter(person=given.person("bo")).exists()
    actions.submit(verdict, by=verdict.author, at=given.moment())
    verdict.refresh_from_db()
    with pytest.raises(Refused, match="You worked on this revision"):
        actions.approve(
            verdict, by=given.person("bo"), at=given.moment(), seen=verdict.submission.sha256
        )


def test_a_translation_after_the_submission_changes_nothing_of_it():
    verdict, cited = cited_in_german()
    translated(cited)
    given.in_review(verdict=verdict)
    with pytest.raises(Refused, match="in review"):
        translated(cited, "trade exploded")
    assert Translation.objects.count() == 1


def test_the_same_translation_is_made_once():
    _, cited = cited_in_german()
    assert translated(cited) == translated(cited, f" {GREW} ")
    assert translated(cited, translated_by="publisher") != translated(cited)
    assert Translation.objects.count() == 3


@pytest.mark.parametrize(
    ("words", "whose", "sentence"),
    [
        (" ", "ours", "Give the words of the translation."),
        (GREW, "", "Say whose translation it is"),
        (GREW, "somebody", "Say whose translation it is"),
    ],
)
def test_a_translation_has_words_and_says_whose_it_is(words, whose, sentence):
    _, cited = cited_in_german()
    with pytest.raises(Refused, match=sentence):
        translated(cited, words, translated_by=whose)
    assert not Translation.objects.exists()


def test_words_are_not_translated_into_their_own_language():
    _, cited = cited_in_german()
    with pytest.raises(NotTranslated, match="in this language already"):
        translation.translate(
            cited.passage,
            WUCHS,
            language="de",
            translated_by="ours",
            by=given.person("ana"),
            at=given.moment(),
        )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("en", "en", True),
        ("en", "en-GB", True),
        ("EN-us", "en", True),
        ("sr-Cyrl", "sr-Latn", True),
        ("de", "en", False),
        ("", "en", True),
        ("en", "", True),
    ],
)
def test_a_language_is_told_by_its_first_subtag(one, other, same):
    assert is_same_language(one, other) is same


def test_an_address_points_at_the_words_by_the_whole_text_and_shows_no_more_of_it():
    text = (
        "He said that trade grew. " + "Nothing of note. " * 9 + "He said that trade grew. The end."
    )
    snapshot = given.snapshot(text, url="https://news.example/a1")
    passage = given.passage("said that trade grew", of=snapshot, suffix=". The end")
    verdict = given.draft(of=given.claim())
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="context")
    told = record.compose(verdict)["evidence"][1]["passage"]
    assert told["directive"] == "text=said%20that%20trade%20grew,-.%20The"


# ── records of the first form ────────────────────────────────────────────────────────────────────
def first_form(verdict) -> dict:
    """As a revision was written down before translations were."""
    written = COMPOSE(verdict) | {"form": 1}
    for one in written["evidence"]:
        del one["passage"]["translation"], one["passage"]["directive"]
    return written


COMPOSE = record.compose


@pytest.fixture
def published_in_form_1(monkeypatch):
    monkeypatch.setattr(record, "compose", first_form)
    monkeypatch.setattr(record, "FORM", 1)
    verdict = given.draft(of=given.claim())
    passage = given.passage(given.ROSE, of=given.snapshot(url="https://news.example/a1"))
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="context")
    published = given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    monkeypatch.undo()
    return published


def test_a_record_of_the_first_form_is_shown_and_verifies_for_ever(published_in_form_1, client):
    verdict = published_in_form_1
    shown = queries.claim(verdict.claim.public_id)
    assert shown.record["form"] == 1
    assert record.canonical(shown.record) == verdict.submission.content
    page = client.get(shown.row.get_absolute_url()).content.decode()
    assert f"<mark>{given.ROSE}</mark>" in page
    assert "https://news.example/a1#:~:text=" in page


def test_what_follows_a_record_of_the_first_form_is_compared_with_it(published_in_form_1, client):
    following = given.in_review(verdict=given.corrected(published_in_form_1))
    client.force_login(given.person("bo"))
    assert client.get(f"/desk/claims/verdict/{following.pk}/change/").status_code == 200


def test_a_form_that_nobody_knows_is_not_read():
    with pytest.raises(ValueError, match="form 9"):
        record.read('{"form": 9}')


def test_the_database_unnames_both_forms():
    for form in (1, 2):
        extra = {"translation": {"words": "x"}, "directive": "text=x"} if form == 2 else {}
        source = {"id": "0000000000", "kind": "article", "author": "", "url": "", "title": ""}
        passage = {"id": "0000000000", "speaker": "", "source": source, **extra}
        told = {
            "form": form,
            "claim": {"claimant": None, "appearances": []},
            "evidence": [{"stance": "context", "passage": passage}],
        }
        with connection.cursor() as cursor:
            cursor.execute("SELECT unnamed(%s::jsonb)::text", [json.dumps(told)])
            assert json.loads(cursor.fetchone()[0]) == told
