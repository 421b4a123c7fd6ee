"""What can be quoted of a snapshot, and why the rest cannot."""

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from sources.capture import capture, mark_body, new_source
from sources.extraction.text import extract
from sources.media_types import Unreadable
from sources.models import Passage
from sources.models.snapshot import AFFIX, NotQuotable
from tests import given

pytestmark = pytest.mark.django_db


def quote(snapshot, exact, **described):
    return snapshot.quote(exact, by=given.person("ana"), at=given.moment(), **described)


def refused(snapshot, exact, sentence, **described):
    count = Passage.objects.count()
    with pytest.raises(NotQuotable, match=sentence) as caught:
        quote(snapshot, exact, **described)
    assert Passage.objects.count() == count
    return caught.value


def test_a_passage_stands_at_its_offsets():
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
    ("exact", "sentence"),
    [
        ("", "Give the words to quote."),
        ("  \n", "Give the words to quote."),
        ("a rise of 40 percent", "not in the body of this snapshot, letter for letter"),
        ("A rise of 4 percent", "not in the body of this snapshot, letter for letter"),
        ("a rise of 4\u00a0percent", "not in the body of this snapshot, letter for letter"),
        ("\ud800", "not in the body of this snapshot, letter for letter"),
    ],
)
def test_what_is_not_there_is_not_quoted(exact, sentence):
    refused(given.snapshot(), exact, sentence)


def test_what_lies_outside_the_body_is_not_quoted():
    refused(given.snapshot(body=[[0, 29]]), given.OFFICE, "outside the article's body")


def test_ambiguous_words_show_where_they_stand():
    snapshot = given.snapshot("Trade rose. Exports rose. Imports fell.")
    error = refused(snapshot, "rose", "These words stand in 2 places of the body")
    assert [spot.start for spot in error.nearest.spots] == [6, 20]


def test_the_words_around_them_decide():
    snapshot = given.snapshot("Trade rose. Exports rose. Imports fell.")
    assert quote(snapshot, "rose", prefix="Exports ").start == 20
    assert quote(snapshot, "rose", suffix=". Exports").start == 6
    refused(snapshot, "rose", "not between the words given around them", prefix="Imports ")


def test_words_that_no_short_context_tells_apart_are_not_quoted():
    same = "the very same words over and over, and over again "
    text = f"First. {same}it rose {same}Second. {same}it rose {same}Third."
    refused(given.snapshot(text), "it rose", "in several places", prefix=f"First. {same}")


@pytest.mark.parametrize(
    ("voice", "sentence"),
    [("reports", "names the speaker"), ("", "in whose voice"), ("shouts", "in whose voice")],
)
def test_a_voice_that_says_nothing_is_refused(voice, sentence):
    refused(given.snapshot(), given.OFFICE, sentence, voice=voice)


def test_too_long_a_quotation_is_refused():
    with override_settings(QUOTE_LIMIT=10):
        refused(given.snapshot(), given.OFFICE, "at most 10 characters")


def test_too_much_of_a_source_is_refused():
    snapshot = given.snapshot()
    quote(snapshot, given.OFFICE)
    with override_settings(SOURCE_QUOTE_LIMIT=len(given.OFFICE) + 5):
        quote(snapshot, given.OFFICE)
        refused(snapshot, given.DOUBT, "of this source would be quoted")


def test_marking_anew_leaves_what_was_quoted():
    snapshot = given.snapshot()
    passage = quote(snapshot, given.OFFICE)
    mark_body(snapshot, [[0, 29]], by=given.person("bo"), at=given.moment(), reason="Teasers.")
    assert quote(snapshot, "The minister").body != passage.body
    refused(snapshot, given.DOUBT, "outside the article's body")


# ── whatever the text is ────────────────────────────────────────────────────────────────────────
said = st.one_of(
    st.text("ab \n", min_size=1, max_size=200),
    st.text(min_size=1, max_size=200),
    st.text(st.sampled_from("aé\u0301 \u00a0\u200b🙂\r\n\t'\\%"), min_size=1, max_size=120),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@drawn(said, st.data())
def test_whatever_is_quoted_is_what_the_database_reads_there(text, data):
    try:
        extracted = extract(text)
    except Unreadable:
        return
    ana = given.person("ana")
    source = new_source(by=ana, at=given.moment(), title="Any text")
    cut = data.draw(st.integers(0, len(extracted.text) - 1))
    body = [[0, cut], [cut, len(extracted.text)]] if cut else None
    snapshot, _ = capture(source, extracted, by=ana, at=given.moment(), body=body)
    start = data.draw(st.integers(0, len(extracted.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(extracted.text), start + 60)))
    prefix = data.draw(st.sampled_from(["", extracted.text[max(0, start - AFFIX) : start]]))
    suffix = data.draw(st.sampled_from(["", extracted.text[end : end + AFFIX]]))
    try:
        passage = snapshot.quote(
            extracted.text[start:end], by=ana, at=given.moment(), prefix=prefix, suffix=suffix
        )
    except NotQuotable as error:
        assert str(error).endswith(".")
        return
    passage.refresh_from_db()
    assert passage.exact == extracted.text[start:end]
    assert snapshot.text[passage.start : passage.end] == passage.exact
    assert len(passage.prefix) <= AFFIX
    assert len(passage.suffix) <= AFFIX
