"""Sources that may be one origin are shown to an editor, and count by what the editor says."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.capture import capture
from sources.extraction.text import Extract
from sources.independence import duplicates
from sources.independence.origins import Undecided, copies_of, decided_of, in_force, origins, weigh
from sources.models import Publisher, Sketch, Snapshot
from tests import given
from tests.sources.text.test_minhash import AGENCY, CHINESE, OTHER

pytestmark = pytest.mark.django_db

EDITED = f"By our reporter. {AGENCY.replace('at once', 'without delay')} More follows."


def quoted(text: str, exact: str = "", said=None, **described):
    """A passage of a source of its own with this text: its first words."""
    snapshot = given.snapshot(text, **described)
    return given.passage(exact or text[:20], of=snapshot, **(said or {}))


def reported(text: str, speaker: str, **described):
    return quoted(text, said={"voice": "reports", "speaker": speaker}, **described)


def three():
    """Passages of three sources that share nothing."""
    return [quoted(text) for text in (AGENCY, OTHER, given.TEXT)]


def sources_of(passages):
    return [passage.snapshot.source for passage in passages]


def suggestions(passages):
    return weigh(passages).undecided


def grouped(passages) -> list[set]:
    return [{source.pk for source in one.sources} for one in origins(passages)]


# ── what is suggested ───────────────────────────────────────────────────────────────────────────
def test_an_edited_copy_is_suggested_with_the_words_that_are_shared():
    passages = [quoted(AGENCY), quoted(EDITED), quoted(OTHER)]
    (found,) = suggestions(passages)
    assert [found.one, found.other] == sources_of(passages[:2])
    assert found.ground == "copy"
    assert 0.8 < found.copy.likeness < 1
    assert found.copy.sample[0] == found.copy.sample[1] == AGENCY[: AGENCY.index(" at once")]
    assert found.sentence.endswith(
        " percent of the shorter text stands in the other word for word."
    )


def test_an_excerpt_of_another_source_is_suggested():
    (found,) = suggestions(
        [quoted(AGENCY[AGENCY.index("since") :]), quoted(f"{OTHER} {AGENCY} {given.TEXT}")]
    )
    assert found.copy.likeness == 1


def test_a_copy_in_a_script_without_spaces_is_suggested():
    assert suggestions([quoted(CHINESE), quoted(f"据本报记者报道，{CHINESE}")])


@pytest.mark.parametrize(
    "text",
    [OTHER, f"{OTHER} He read out: “{' '.join(AGENCY.split()[:12])}”. {OTHER[::-1]}"],
    ids=["another text", "a text that quotes a line"],
)
def test_what_is_no_copy_is_not_suggested(text):
    assert suggestions([quoted(AGENCY), quoted(text, OTHER[:20])]) == ()


def test_what_two_pages_wear_around_their_articles_makes_no_copies():
    worn = " ".join(f"menu{number}" for number in range(60))
    passages = []
    for article in (AGENCY, OTHER):
        text = f"{worn}\n{article}"
        body = [[len(worn) + 1, len(text)]]
        passages.append(given.passage(article[:20], of=given.snapshot(text, body=body)))
    assert suggestions(passages) == ()


def test_an_earlier_snapshot_of_a_source_is_compared_too():
    first = given.snapshot(AGENCY)
    newer = Extract(OTHER, "text/plain", "text")
    second, _ = capture(first.source, newer, by=given.person("ana"), at=given.moment())
    (found,) = suggestions([given.passage(OTHER[:20], of=second), quoted(EDITED)])
    assert found.ground == "copy"


def test_two_sources_of_one_publisher_are_suggested():
    house = Publisher.objects.create(name="A house")
    (found,) = suggestions([quoted(AGENCY, publisher=house), quoted(OTHER, publisher=house)])
    assert (found.ground, found.sentence) == ("publisher", "Both were published by A house.")


def test_two_sources_of_one_author_are_suggested_however_the_name_is_spelt():
    (found,) = suggestions([quoted(AGENCY, author="J.  DOE"), quoted(OTHER, author="J. Doe")])
    assert (found.ground, found.sentence) == ("author", "Both were written by J.  DOE.")


def test_two_sources_that_quote_one_person_are_suggested():
    (found,) = suggestions([reported(AGENCY, "The minister"), reported(OTHER, "the  Minister")])
    assert (found.ground, found.speaker) == ("speaker", "the  Minister")


def test_sources_that_bear_with_words_of_their_own_are_two_whomever_they_quote():
    passages = [reported(AGENCY, "The minister"), reported(OTHER, "The minister")]
    passages += [
        given.passage(text[-20:], of=passage.snapshot)
        for text, passage in zip((AGENCY, OTHER), passages, strict=True)
    ]
    assert suggestions(passages) == ()


@pytest.mark.parametrize("described", [{"author": ""}, {"publisher": None}])
def test_what_is_not_known_of_two_sources_is_nothing_they_share(described):
    assert suggestions([quoted(AGENCY, **described), quoted(OTHER, **described)]) == ()


def test_what_was_answered_is_not_suggested_again():
    passages = [quoted(AGENCY), quoted(EDITED)]
    for answer in ("independent", "one_origin"):
        given.decided(*sources_of(passages), ground="copy", answer=answer)
        assert suggestions(passages) == ()


def test_an_answer_on_another_ground_leaves_the_question_open():
    passages = [quoted(AGENCY), quoted(EDITED)]
    given.decided(*sources_of(passages), ground="publisher", answer="independent")
    assert [one.ground for one in suggestions(passages)] == ["copy"]


def test_what_is_one_origin_already_is_not_asked_about():
    """Neither on another ground, nor by way of a third source."""
    passages = [quoted(AGENCY), quoted(EDITED), quoted(OTHER)]
    one, two, three = sources_of(passages)
    given.decided(one, three)
    given.decided(three, two)
    assert suggestions(passages) == ()


def test_a_suggestion_writes_nothing():
    passages = [quoted(AGENCY), quoted(EDITED)]
    with CaptureQueriesContext(connection) as queries:
        assert suggestions(passages)
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_twenty_sources_are_asked_about_as_often_as_two():
    def asked(passages) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert suggestions(passages)
        return len(queries)

    passages = [quoted(AGENCY), quoted(EDITED)]
    two = asked(passages)
    passages += [quoted(f"{AGENCY} Edition {number}.") for number in range(18)]
    assert asked(passages) == two


# ── what is decided ─────────────────────────────────────────────────────────────────────────────
def test_sources_that_nobody_joined_are_origins_of_their_own():
    passages = three()
    assert grouped(passages) == [{source.pk} for source in sources_of(passages)]


def test_several_passages_and_snapshots_of_a_source_are_one_origin():
    first = given.snapshot(AGENCY)
    newer = Extract(OTHER, "text/plain", "text")
    second, _ = capture(first.source, newer, by=given.person("ana"), at=given.moment())
    passages = [given.passage(AGENCY[:20], of=first), given.passage(AGENCY[-20:], of=first)]
    assert len(origins([*passages, given.passage(OTHER[:20], of=second)])) == 1


def test_an_answer_joins_two_sources_and_says_why():
    passages = three()
    one, two, three_ = sources_of(passages)
    given.decided(one, three_, ground="agency")
    first, second = origins(passages)
    assert (first.sources, first.grounds) == ((one, three_), ("agency",))
    assert (second.sources, second.grounds) == ((two,), ())


def test_answers_join_by_way_of_a_third_source():
    passages = three()
    one, two, three_ = sources_of(passages)
    given.decided(three_, one)
    given.decided(two, three_)
    assert grouped(passages) == [{one.pk, two.pk, three_.pk}]


def test_a_source_that_does_not_bear_joins_nothing():
    passages = three()
    one, two, three_ = sources_of(passages)
    given.decided(one, three_)
    given.decided(three_, two)
    assert len(origins(passages[:2])) == 2


def test_the_newest_answer_is_in_force_and_the_older_one_is_kept():
    passages = three()[:2]
    one, two = sources_of(passages)
    first = given.decided(one, two)
    second = given.decided(two, one, answer="independent", why="They have nothing in common.")
    assert in_force([one, two]) == [second]
    assert decided_of(two) == [second]
    assert len(origins(passages)) == 2
    first.refresh_from_db()
    assert first.answer == "one_origin"


def test_the_words_of_one_person_join_only_what_bears_with_nothing_else():
    passages = [reported(AGENCY, "The minister"), reported(OTHER, "the minister")]
    given.decided(*sources_of(passages), ground="speaker", speaker="The Minister")
    assert len(origins(passages)) == 1
    own = [
        given.passage(t[-20:], of=p.snapshot)
        for t, p in zip((AGENCY, OTHER), passages, strict=True)
    ]
    assert len(origins([*passages, own[0]])) == 1
    assert len(origins([*passages, *own])) == 2
    assert len(origins(own)) == 2


def test_the_older_source_comes_first_and_a_copy_keeps_how_alike_it_was():
    one, two = sources_of([quoted(AGENCY), quoted(EDITED)])
    row = given.decided(two, one, ground="copy")
    assert (row.one, row.other) == (one, two)
    assert row.likeness == duplicates.likeness(one, two) > 0.8
    assert given.decided(two, one, ground="publisher").likeness is None


WRONG = {
    "A source is one origin with itself: choose two.": {"other": 0},
    "Choose what makes the two sources one origin.": {"ground": "rumour"},
    "Say whether the two sources are one origin.": {"answer": "perhaps"},
    "Say why.": {"why": " "},
    "Say why in at most 400 characters.": {"why": "x" * 401},
    "Name the person whose words both have.": {"ground": "speaker"},
    "Only shared words have a speaker.": {"speaker": "The minister"},
    "A name has at most 200 characters.": {"ground": "speaker", "speaker": "x" * 201},
}


@pytest.mark.parametrize("sentence", WRONG)
def test_an_answer_that_says_too_little_is_refused_and_not_kept(sentence):
    both = sources_of(three()[:2])
    said = dict(WRONG[sentence])
    other = both[said.pop("other", 1)]
    with pytest.raises(Undecided, match=f"^{sentence}$"):
        given.decided(both[0], other, **said)
    assert decided_of(both[0]) == []


# ── copies among all sources ────────────────────────────────────────────────────────────────────
def captured(text: str, **described):
    return given.snapshot(text, **described).source


def test_copies_are_found_among_all_sources_the_most_alike_first():
    source = captured(AGENCY)
    near, far = captured(EDITED), captured(f"{AGENCY[:150]} {OTHER}")
    captured(OTHER)
    assert [{one.one, one.other} for one in copies_of(source)] == [{source, near}, {source, far}]


def test_a_copy_is_not_found_once_an_editor_has_answered():
    source, copy = captured(AGENCY), captured(EDITED)
    given.decided(source, copy, answer="independent", ground="copy")
    assert copies_of(source) == copies_of(copy) == []


def test_a_sketch_is_made_once():
    snapshot = given.snapshot(AGENCY)
    assert Sketch.made_of(snapshot) == Sketch.made_of(Snapshot.objects.get(pk=snapshot.pk))


def test_a_text_without_words_has_a_sketch_and_no_copies():
    one, _ = captured("— … —"), captured("— … — !")
    assert copies_of(one) == []
