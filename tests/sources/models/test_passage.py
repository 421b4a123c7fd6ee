"""Passages are quoted from the article text of a snapshot, within limits."""

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, settings
from hypothesis import given as given_strategies
from hypothesis import strategies as st

from sources.capture import capture_text, create_source, select_article_text
from sources.extraction.text import extract_text
from sources.media_types import ParseError
from sources.models import Passage
from sources.models.snapshot import SELECTOR_CONTEXT, QuoteError
from tests import given

pytestmark = pytest.mark.django_db


def quote(snapshot, exact, **options):
    options = {"voice": "asserts"} | options
    return snapshot.quote(exact, by=given.person("ana"), at=given.moment(), **options)


def assert_refused(snapshot, exact, message, **options):
    count = Passage.objects.count()
    with pytest.raises(QuoteError, match=message) as caught:
        quote(snapshot, exact, **options)
    assert Passage.objects.count() == count
    return caught.value


def test_a_passage_is_the_text_at_its_offsets():
    passage = quote(given.snapshot(), given.OFFICE)
    assert given.TEXT[passage.start : passage.end] == passage.exact == given.OFFICE
    assert given.TEXT[: passage.start].endswith(passage.before)
    assert given.TEXT[passage.end :].startswith(passage.after)


def test_offsets_are_code_points():
    passage = quote(given.snapshot("🙂🙂 e\u0301té: 4 %. End."), "4 %")
    assert (passage.start, passage.end) == (9, 12)


def test_the_same_words_are_one_passage():
    snapshot = given.snapshot()
    assert quote(snapshot, given.OFFICE) == quote(snapshot, given.OFFICE)


def test_the_same_words_in_another_voice_are_another_passage():
    snapshot = given.snapshot()
    reported = quote(snapshot, given.ROSE, voice="reports", speaker="The minister")
    assert reported != quote(snapshot, given.ROSE)


@pytest.mark.parametrize(
    ("exact", "message"),
    [
        ("", "Give the words to quote."),
        ("  \n", "Give the words to quote."),
        ("a rise of 40 percent", "not in the article text of this snapshot, letter for letter"),
        ("A rise of 4 percent", "not in the article text of this snapshot, letter for letter"),
        ("a rise of 4\u00a0percent", "not in the article text of this snapshot, letter for letter"),
        ("\ud800", "not in the article text of this snapshot, letter for letter"),
    ],
)
def test_words_that_are_not_in_the_text_are_not_quoted(exact, message):
    assert_refused(given.snapshot(), exact, message)


def test_words_outside_the_article_text_are_not_quoted():
    assert_refused(
        given.snapshot(article_spans=[[0, 29]]), given.OFFICE, "outside the article text"
    )


def test_ambiguous_words_are_refused_with_all_occurrences():
    snapshot = given.snapshot("Trade rose. Exports rose. Imports fell.")
    error = assert_refused(snapshot, "rose", "These words occur 2 times in the article text")
    assert [candidate.start for candidate in error.suggestions.candidates] == [6, 20]


def test_the_words_around_choose_between_occurrences():
    snapshot = given.snapshot("Trade rose. Exports rose. Imports fell.")
    assert quote(snapshot, "rose", prefix="Exports ").start == 20
    assert quote(snapshot, "rose", suffix=". Exports").start == 6
    assert_refused(snapshot, "rose", "not between the words given around them", prefix="Imports ")


def test_words_that_a_short_context_cannot_distinguish_are_not_quoted():
    same = "the very same words over and over, and over again "
    text = f"First. {same}it rose {same}Second. {same}it rose {same}Third."
    assert_refused(given.snapshot(text), "it rose", "in several places", prefix=f"First. {same}")


@pytest.mark.parametrize(
    ("voice", "message"),
    [("reports", "Name the speaker"), ("shouts", "in whose voice")],
)
def test_an_incomplete_voice_is_refused(voice, message):
    assert_refused(given.snapshot(), given.OFFICE, message, voice=voice)


def test_a_quotation_that_is_too_long_is_refused():
    with override_settings(QUOTE_LIMIT=10):
        assert_refused(given.snapshot(), given.OFFICE, "at most 10 characters")


def test_quoting_too_much_of_a_source_is_refused():
    snapshot = given.snapshot()
    quote(snapshot, given.OFFICE)
    with override_settings(SOURCE_QUOTE_LIMIT=len(given.OFFICE) + 5):
        quote(snapshot, given.OFFICE)
        assert_refused(snapshot, given.DOUBT, "of this source would be quoted")


def test_changing_the_article_text_keeps_the_passages():
    snapshot = given.snapshot()
    passage = quote(snapshot, given.OFFICE)
    select_article_text(
        snapshot, [[0, 29]], by=given.person("bo"), at=given.moment(), reason="Teasers."
    )
    assert quote(snapshot, "The minister").article_text != passage.article_text
    assert_refused(snapshot, given.DOUBT, "outside the article text")


# ── whole words ─────────────────────────────────────────────────────────────────────────────────
def test_a_selection_inside_words_is_extended_to_whole_words():
    assert quote(given.snapshot("Nearly all exports rose again."), "all exp").exact == "all exports"


def test_part_of_a_word_can_be_quoted_on_purpose():
    snapshot = given.snapshot("Nearly all exports rose again.")
    assert quote(snapshot, "all exp", whole_words=False).exact == "all exp"


def test_words_that_occur_inside_a_longer_word_too_are_found_as_words():
    snapshot = given.snapshot("The party took part in the vote.")
    assert quote(snapshot, "part").start == 15
    assert_refused(snapshot, "part", "occur 2 times", whole_words=False)


def test_a_quotation_is_not_extended_beyond_the_article_text():
    snapshot = given.snapshot("Nearly all exports rose again.", article_spans=[[0, 14]])
    assert quote(snapshot, "all ex").exact == "all exp"


# ── voice ───────────────────────────────────────────────────────────────────────────────────────
def test_without_a_voice_the_proposed_one_is_taken():
    snapshot = given.snapshot("Exports rose in May. The council will build a bridge.")
    assert quote(snapshot, "Exports rose", voice="").voice == "asserts"
    assert quote(snapshot, "build a bridge", voice="").voice == "forecasts"


def test_a_passage_with_a_verb_of_speech_needs_a_voice():
    snapshot = given.snapshot("The minister Anna Kowalska said exports rose in May.")
    error = assert_refused(snapshot, "exports rose", "contain “said”", voice="")
    assert (error.proposal.voice, error.proposal.speaker) == ("reports", "Anna Kowalska")
    assert quote(snapshot, "exports rose", voice="asserts").voice == "asserts"


# ── any text ────────────────────────────────────────────────────────────────────────────────────
texts = st.one_of(
    st.text("ab \n", min_size=1, max_size=200),
    st.text(min_size=1, max_size=200),
    st.text(st.sampled_from("aé\u0301 \u00a0\u200b🙂\r\n\t'\\%"), min_size=1, max_size=120),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given_strategies(texts, st.data())
def test_any_passage_is_the_text_that_the_database_reads_at_its_offsets(text, data):
    try:
        extracted = extract_text(text)
    except ParseError:
        return
    ana = given.person("ana")
    source = create_source(by=ana, at=given.moment(), title="Any text")
    cut = data.draw(st.integers(0, len(extracted.text) - 1))
    spans = [[0, cut], [cut, len(extracted.text)]] if cut else None
    snapshot, _ = capture_text(source, extracted, by=ana, at=given.moment(), article_spans=spans)
    start = data.draw(st.integers(0, len(extracted.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(extracted.text), start + 60)))
    prefix = data.draw(
        st.sampled_from(["", extracted.text[max(0, start - SELECTOR_CONTEXT) : start]])
    )
    suffix = data.draw(st.sampled_from(["", extracted.text[end : end + SELECTOR_CONTEXT]]))
    try:
        passage = quote(
            snapshot, extracted.text[start:end], prefix=prefix, suffix=suffix, whole_words=False
        )
    except QuoteError as error:
        assert str(error).endswith(".")
        return
    passage.refresh_from_db()
    assert passage.exact == extracted.text[start:end]
    assert snapshot.text[passage.start : passage.end] == passage.exact
    assert len(passage.prefix) <= SELECTOR_CONTEXT
    assert len(passage.suffix) <= SELECTOR_CONTEXT
