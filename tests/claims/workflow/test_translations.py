"""Evidence in another language than the claim needs a translation that names its translator."""

import pytest

from claims.publication import record
from claims.workflow import actions, drafting
from factcheck.core.errors import FactcheckError, InvalidInput, InvalidState
from sources.models import Translation
from sources.models.translation import create_translation, is_same_language
from tests import given

pytestmark = pytest.mark.django_db

GERMAN_TEXT = "Das Amt meldete am Montag, der Handel mit dem Nachbarn sei um 4 Prozent gewachsen."
GERMAN_QUOTE = "der Handel mit dem Nachbarn sei um 4 Prozent gewachsen"
TRANSLATION = "trade with the neighbour had grown by 4 percent"
MISSING = "A cited passage is in another language than the claim: translate it."


def create_draft_with_german_evidence(url=""):
    """A draft on an English claim, and its only piece of evidence."""
    verdict = drafting.create_draft(
        given.claim(), by=given.person("ana"), at=given.moment(), **given.verdict_content()
    )
    snapshot = given.snapshot(GERMAN_TEXT, language="de-AT", url=url)
    passage = given.passage(GERMAN_QUOTE, of=snapshot)
    evidence = drafting.cite(
        verdict, passage, by=verdict.author, at=given.moment(), stance="refutes"
    )
    verdict.refresh_from_db()
    return verdict, evidence


def translate(evidence, text=TRANSLATION, by="ana", translated_by="ours"):
    return drafting.translate_evidence(
        evidence, text, translated_by=translated_by, by=given.person(by), at=given.moment()
    )


def test_submitting_is_refused_without_the_translation_of_a_foreign_passage():
    verdict, evidence = create_draft_with_german_evidence()
    with pytest.raises(InvalidState, match=MISSING):
        actions.submit(verdict, by=verdict.author, at=given.moment())
    translate(evidence)
    assert actions.submit(verdict, by=verdict.author, at=given.moment())


def test_a_translation_into_a_third_language_is_not_enough():
    verdict, evidence = create_draft_with_german_evidence()
    create_translation(
        evidence.passage,
        "торговля выросла на 4 процента",
        language="ru",
        translated_by="machine",
        by=verdict.author,
        at=given.moment(),
    )
    with pytest.raises(InvalidState, match=MISSING):
        actions.submit(verdict, by=verdict.author, at=given.moment())


def test_the_submission_holds_the_latest_translation_and_its_translator():
    verdict, evidence = create_draft_with_german_evidence()
    translate(evidence, "trade grew", translated_by="machine")
    translate(evidence)
    submission = actions.submit(verdict, by=verdict.author, at=given.moment())
    passage = record.load_record(submission.content)["evidence"][0]["passage"]
    assert passage["exact"] == GERMAN_QUOTE
    assert passage["translation"] == {
        "text": TRANSLATION,
        "language": "en",
        "translated_by": "ours",
    }


def test_a_passage_in_the_language_of_the_claim_has_no_translation():
    verdict = given.in_review()
    assert (
        record.load_record(verdict.submission.content)["evidence"][0]["passage"]["translation"]
        is None
    )


def test_approving_is_refused_to_the_translator():
    verdict, evidence = create_draft_with_german_evidence()
    translate(evidence, by="bo")
    assert verdict.contributors.filter(user=given.person("bo")).exists()
    actions.submit(verdict, by=verdict.author, at=given.moment())
    verdict.refresh_from_db()
    sha256 = verdict.submission.sha256
    with pytest.raises(InvalidState, match="You worked on this revision"):
        actions.approve(verdict, by=given.person("bo"), at=given.moment(), sha256=sha256)


def test_translating_is_refused_after_the_submission():
    verdict, evidence = create_draft_with_german_evidence()
    translate(evidence)
    given.in_review(verdict=verdict)
    with pytest.raises(InvalidState, match="in review"):
        translate(evidence, "trade exploded")
    assert Translation.objects.count() == 1


def test_the_same_translation_is_stored_once():
    _verdict, evidence = create_draft_with_german_evidence()
    assert translate(evidence) == translate(evidence, f" {TRANSLATION} ")
    assert translate(evidence, translated_by="publisher") != translate(evidence)
    assert Translation.objects.count() == 3


@pytest.mark.parametrize(
    ("text", "translated_by", "message"),
    [
        (" ", "ours", "Enter the translation."),
        (TRANSLATION, "", "Choose whose translation it is"),
        (TRANSLATION, "somebody", "Choose whose translation it is"),
    ],
)
def test_a_translation_without_text_or_translator_is_refused(text, translated_by, message):
    _verdict, evidence = create_draft_with_german_evidence()
    with pytest.raises(FactcheckError, match=message):
        translate(evidence, text, translated_by=translated_by)
    assert not Translation.objects.exists()


def test_translating_into_the_language_of_the_passage_is_refused():
    _verdict, evidence = create_draft_with_german_evidence()
    with pytest.raises(InvalidInput, match="in this language already"):
        create_translation(
            evidence.passage,
            GERMAN_QUOTE,
            language="de",
            translated_by="ours",
            by=given.person("ana"),
            at=given.moment(),
        )


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
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
def test_languages_are_compared_by_their_first_subtag(first, second, is_same):
    assert is_same_language(first, second) is is_same


def test_the_link_to_a_quote_identifies_it_in_the_whole_text_and_shows_no_more_of_it():
    text = (
        "He said that trade grew. " + "Nothing of note. " * 9 + "He said that trade grew. The end."
    )
    snapshot = given.snapshot(text, url="https://news.example/a1")
    passage = given.passage("said that trade grew", of=snapshot, suffix=". The end")
    verdict = given.draft(of=given.claim())
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="context")
    directives = record.get_directives(record.build_record(verdict))
    assert directives[passage.public_id] == "text=said%20that%20trade%20grew,-.%20The"
