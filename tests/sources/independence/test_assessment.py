"""Possible relations of sources are suggested, and sources count by an editor's decisions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.core.errors import InvalidInput
from sources.capture import capture_text
from sources.extraction.extracted_text import ExtractedText
from sources.independence import duplicates
from sources.independence.assessment import (
    assess_independence,
    group_sources,
    list_current_relations,
    list_relations_of,
    suggest_copies,
)
from sources.models import Publisher, Snapshot, TextFingerprint
from tests import given
from tests.sources.text.test_fingerprints import AGENCY, CHINESE, OTHER

pytestmark = pytest.mark.django_db

EDITED = f"By our reporter. {AGENCY.replace('at once', 'without delay')} More follows."


def quote(text: str, exact: str = "", voice=None, **source_fields):
    """Quote the first words of a new source with this text."""
    snapshot = given.snapshot(text, **source_fields)
    return given.passage(exact or text[:20], of=snapshot, **(voice or {}))


def quote_speaker(text: str, speaker: str):
    return quote(text, voice={"voice": "reports", "speaker": speaker})


def quote_three_sources():
    """Quote three sources that share nothing."""
    return [quote(text) for text in (AGENCY, OTHER, given.TEXT)]


def get_sources(passages):
    return [passage.snapshot.source for passage in passages]


def get_suggestions(passages):
    return assess_independence(passages).suggestions


def get_groups(passages) -> list[set]:
    return [{source.pk for source in group.sources} for group in group_sources(passages)]


# ── suggestions ─────────────────────────────────────────────────────────────────────────────────
def test_an_edited_copy_is_suggested_with_the_shared_words():
    passages = [quote(AGENCY), quote(EDITED), quote(OTHER)]
    (tip,) = get_suggestions(passages)
    assert [tip.source_a, tip.source_b] == get_sources(passages[:2])
    assert tip.reason_type == "copy"
    assert 0.8 < tip.copied_text.similarity < 1
    assert (
        tip.copied_text.sample[0] == tip.copied_text.sample[1] == AGENCY[: AGENCY.index(" at once")]
    )
    assert tip.message.endswith(" percent of the shorter text is in the other word for word.")


def test_an_excerpt_of_another_source_is_suggested():
    (tip,) = get_suggestions(
        [quote(AGENCY[AGENCY.index("since") :]), quote(f"{OTHER} {AGENCY} {given.TEXT}")]
    )
    assert tip.copied_text.similarity == 1


def test_a_copy_in_a_script_without_spaces_is_suggested():
    assert get_suggestions([quote(CHINESE), quote(f"据本报记者报道，{CHINESE}")])


@pytest.mark.parametrize(
    "text",
    [OTHER, f"{OTHER} He read out: “{' '.join(AGENCY.split()[:12])}”. {OTHER[::-1]}"],
    ids=["another text", "a text that quotes a line"],
)
def test_a_text_that_is_not_a_copy_is_not_suggested(text):
    assert get_suggestions([quote(AGENCY), quote(text, OTHER[:20])]) == ()


def test_page_furniture_makes_no_copies():
    furniture = " ".join(f"menu{number}" for number in range(60))
    passages = []
    for article in (AGENCY, OTHER):
        text = f"{furniture}\n{article}"
        body = [[len(furniture) + 1, len(text)]]
        passages.append(given.passage(article[:20], of=given.snapshot(text, article_spans=body)))
    assert get_suggestions(passages) == ()


def test_an_earlier_snapshot_of_a_source_is_compared_too():
    first = given.snapshot(AGENCY)
    newer = ExtractedText(OTHER, "text/plain", "text")
    second, _ = capture_text(first.source, newer, by=given.person("ana"), at=given.moment())
    (tip,) = get_suggestions([given.passage(OTHER[:20], of=second), quote(EDITED)])
    assert tip.reason_type == "copy"


def test_two_sources_of_the_same_publisher_are_suggested():
    publisher = Publisher.objects.create(name="A publisher")
    (tip,) = get_suggestions(
        [quote(AGENCY, publisher=publisher), quote(OTHER, publisher=publisher)]
    )
    assert (tip.reason_type, tip.message) == (
        "publisher",
        "Both were published by A publisher.",
    )


def test_two_sources_of_the_same_author_are_suggested_in_any_spelling():
    (tip,) = get_suggestions([quote(AGENCY, author="J.  DOE"), quote(OTHER, author="J. Doe")])
    assert (tip.reason_type, tip.message) == (
        "author",
        "Both were written by J.  DOE.",
    )


def test_two_sources_that_quote_the_same_person_are_suggested():
    (tip,) = get_suggestions(
        [quote_speaker(AGENCY, "The minister"), quote_speaker(OTHER, "the  Minister")]
    )
    assert (tip.reason_type, tip.speaker) == ("speaker", "the  Minister")


def test_sources_cited_for_their_own_words_are_not_suggested_for_a_speaker():
    passages = [quote_speaker(AGENCY, "The minister"), quote_speaker(OTHER, "The minister")]
    passages += [
        given.passage(text[-20:], of=passage.snapshot)
        for text, passage in zip((AGENCY, OTHER), passages, strict=True)
    ]
    assert get_suggestions(passages) == ()


@pytest.mark.parametrize("fields", [{"author": ""}, {"publisher": None}])
def test_unknown_fields_of_two_sources_are_no_common_ones(fields):
    assert get_suggestions([quote(AGENCY, **fields), quote(OTHER, **fields)]) == ()


def test_a_decided_relation_is_not_suggested_again():
    passages = [quote(AGENCY), quote(EDITED)]
    for answer in ("independent", "not_independent"):
        given.source_relation(*get_sources(passages), reason_type="copy", decision=answer)
        assert get_suggestions(passages) == ()


def test_a_decision_for_another_reason_keeps_the_suggestion():
    passages = [quote(AGENCY), quote(EDITED)]
    given.source_relation(*get_sources(passages), reason_type="publisher", decision="independent")
    assert [tip.reason_type for tip in get_suggestions(passages)] == ["copy"]


def test_sources_of_the_same_group_are_not_suggested():
    """Neither for another reason, nor through a third source."""
    passages = [quote(AGENCY), quote(EDITED), quote(OTHER)]
    first, second, third = get_sources(passages)
    given.source_relation(first, third)
    given.source_relation(third, second)
    assert get_suggestions(passages) == ()


def test_assessing_writes_nothing():
    passages = [quote(AGENCY), quote(EDITED)]
    with CaptureQueriesContext(connection) as queries:
        assert get_suggestions(passages)
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_the_number_of_queries_does_not_depend_on_the_number_of_sources():
    def count_queries(passages) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert get_suggestions(passages)
        return len(queries)

    passages = [quote(AGENCY), quote(EDITED)]
    queries_for_two = count_queries(passages)
    passages += [quote(f"{AGENCY} Edition {number}.") for number in range(18)]
    assert count_queries(passages) == queries_for_two


# ── groups and decisions ────────────────────────────────────────────────────────────────────────
def test_undecided_sources_are_independent():
    passages = quote_three_sources()
    assert get_groups(passages) == [{source.pk} for source in get_sources(passages)]


def test_several_passages_and_snapshots_of_a_source_are_one_group():
    first = given.snapshot(AGENCY)
    newer = ExtractedText(OTHER, "text/plain", "text")
    second, _ = capture_text(first.source, newer, by=given.person("ana"), at=given.moment())
    passages = [given.passage(AGENCY[:20], of=first), given.passage(AGENCY[-20:], of=first)]
    assert len(group_sources([*passages, given.passage(OTHER[:20], of=second)])) == 1


def test_a_decision_joins_two_sources_and_gives_the_reason():
    passages = quote_three_sources()
    first, second, third = get_sources(passages)
    given.source_relation(first, third, reason_type="agency")
    joined, single = group_sources(passages)
    assert (joined.sources, joined.reason_types) == ((first, third), ("agency",))
    assert (single.sources, single.reason_types) == ((second,), ())


def test_decisions_join_sources_through_a_third_one():
    passages = quote_three_sources()
    first, second, third = get_sources(passages)
    given.source_relation(third, first)
    given.source_relation(second, third)
    assert get_groups(passages) == [{first.pk, second.pk, third.pk}]


def test_a_source_without_a_passage_joins_nothing():
    passages = quote_three_sources()
    first, second, third = get_sources(passages)
    given.source_relation(first, third)
    given.source_relation(third, second)
    assert len(group_sources(passages[:2])) == 2


def test_the_newest_decision_is_current_and_the_older_one_is_kept():
    passages = quote_three_sources()[:2]
    source_a, source_b = get_sources(passages)
    older = given.source_relation(source_a, source_b)
    newer = given.source_relation(
        source_b, source_a, decision="independent", reason="They have nothing in common."
    )
    assert list_current_relations([source_a, source_b]) == [newer]
    assert list_relations_of(source_b) == [newer]
    assert len(group_sources(passages)) == 2
    older.refresh_from_db()
    assert older.decision == "not_independent"


def test_the_words_of_one_speaker_join_only_sources_cited_for_nothing_else():
    passages = [quote_speaker(AGENCY, "The minister"), quote_speaker(OTHER, "the minister")]
    given.source_relation(*get_sources(passages), reason_type="speaker", speaker="The Minister")
    assert len(group_sources(passages)) == 1
    own_words = [
        given.passage(text[-20:], of=passage.snapshot)
        for text, passage in zip((AGENCY, OTHER), passages, strict=True)
    ]
    assert len(group_sources([*passages, own_words[0]])) == 1
    assert len(group_sources([*passages, *own_words])) == 2
    assert len(group_sources(own_words)) == 2


def test_the_older_source_comes_first_and_a_copy_stores_its_similarity():
    source_a, source_b = get_sources([quote(AGENCY), quote(EDITED)])
    row = given.source_relation(source_b, source_a, reason_type="copy")
    assert (row.source_a, row.source_b) == (source_a, source_b)
    assert row.similarity == duplicates.compute_similarity(source_a, source_b) > 0.8
    assert given.source_relation(source_b, source_a, reason_type="publisher").similarity is None


INVALID_DECISIONS = {
    "Choose two different sources.": {"second_source": 0},
    "Choose why the two sources may not be independent.": {"reason_type": "rumour"},
    "Choose whether the two sources are independent.": {"decision": "perhaps"},
    "Say why.": {"reason": " "},
    "Say why in at most 400 characters.": {"reason": "x" * 401},
    "Name the person whose words both have.": {"reason_type": "speaker"},
    "Only shared words have a speaker.": {"speaker": "The minister"},
    "A name has at most 200 characters.": {"reason_type": "speaker", "speaker": "x" * 201},
}


@pytest.mark.parametrize("message", INVALID_DECISIONS)
def test_an_invalid_decision_is_refused_and_not_recorded(message):
    sources = get_sources(quote_three_sources()[:2])
    decision = dict(INVALID_DECISIONS[message])
    second_source = sources[decision.pop("second_source", 1)]
    with pytest.raises(InvalidInput, match=f"^{message}$"):
        given.source_relation(sources[0], second_source, **decision)
    assert list_relations_of(sources[0]) == []


# ── copies among all sources ────────────────────────────────────────────────────────────────────
def capture_source(text: str):
    return given.snapshot(text).source


def test_copies_are_found_among_all_sources_the_most_similar_first():
    source = capture_source(AGENCY)
    similar, less_similar = capture_source(EDITED), capture_source(f"{AGENCY[:150]} {OTHER}")
    capture_source(OTHER)
    assert [{copy.source_a, copy.source_b} for copy in suggest_copies(source)] == [
        {source, similar},
        {source, less_similar},
    ]


def test_a_decided_copy_is_not_suggested():
    source, copy = capture_source(AGENCY), capture_source(EDITED)
    given.source_relation(source, copy, decision="independent", reason_type="copy")
    assert suggest_copies(source) == suggest_copies(copy) == []


def test_a_fingerprint_is_created_once():
    snapshot = given.snapshot(AGENCY)
    fingerprint = TextFingerprint.get_or_create_for(snapshot)
    assert fingerprint == TextFingerprint.get_or_create_for(Snapshot.objects.get(pk=snapshot.pk))


def test_a_text_without_words_has_a_fingerprint_and_no_copies():
    source, _ = capture_source("— … —"), capture_source("— … — !")
    assert suggest_copies(source) == []
