"""Answers about origins are facts, and a basis of several origins has two of them."""

import pytest

from claims.workflow import drafting
from tests import given
from tests.helpers.attacks import allowed, insert, refused
from tests.helpers.submissions import submit

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TWO = "Several independent origins are at least two."


def row(one, other, **changed) -> dict:
    return {
        "one_id": one.pk,
        "other_id": other.pk,
        "ground": "publisher",
        "speaker": "",
        "answer": "one_origin",
        "why": "One site.",
        "likeness": None,
        "decided_at": given.moment(),
        "decided_by_id": given.person("carla").pk,
    } | changed


def pair():
    return [given.snapshot().source for _ in range(2)]


def test_an_answer_can_be_inserted():
    with allowed():
        insert("sources_kinship", **row(*pair()))


BROKEN = {
    "kinship_names_the_older_source_first": {"reverse": True},
    "kinship_by_words_names_who_said_them": {"ground": "speaker"},
    "kinship_is_one_of_the_answers": {"answer": "perhaps"},
    "kinship_says_why": {"why": ""},
    "kinship_likeness_is_a_share": {"likeness": 1.5},
}


@pytest.mark.parametrize("law", BROKEN)
def test_an_answer_that_says_too_little_or_too_much_is_refused(law):
    changed = dict(BROKEN[law])
    both = pair()[::-1] if changed.pop("reverse", False) else pair()
    with refused(law):
        insert("sources_kinship", **row(*both, **changed))


def test_only_shared_words_name_a_speaker():
    with refused("kinship_by_words_names_who_said_them"):
        insert("sources_kinship", **row(*pair(), speaker="The minister"))


def sources_of(verdict):
    return [one.passage.snapshot.source for one in verdict.evidence.all()]


def test_two_sources_that_nobody_joined_are_several_origins():
    verdict = given.on_two_sources()
    with allowed():
        submit(verdict)


def test_one_source_is_not_several_origins():
    verdict = given.draft(basis="independent")
    with refused(TWO):
        submit(verdict)


def test_one_source_is_one_origin():
    with allowed():
        submit(given.draft(basis="single"))


@pytest.mark.parametrize("ground", ["copy", "agency", "publisher", "author"])
def test_two_sources_that_were_joined_are_not_several_origins(ground):
    verdict = given.on_two_sources()
    given.decided(*sources_of(verdict), ground=ground)
    with refused(TWO):
        submit(verdict)


def test_an_answer_that_was_thought_better_of_joins_nothing():
    verdict = given.on_two_sources()
    given.decided(*sources_of(verdict))
    given.decided(*sources_of(verdict), answer="independent")
    with allowed():
        submit(verdict)


def test_another_ground_still_joins():
    verdict = given.on_two_sources()
    given.decided(*sources_of(verdict), ground="copy")
    given.decided(*sources_of(verdict), answer="independent")
    with refused(TWO):
        submit(verdict)


def three_sources():
    verdict = given.on_two_sources()
    text = "A third voice, the carriers' association, saw no rise at all in its books."
    third = given.passage("saw no rise at all", of=given.snapshot(text))
    drafting.cite(verdict, third, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    return verdict


def test_two_of_three_sources_may_be_one_origin():
    verdict = three_sources()
    one, _, third = sources_of(verdict)
    given.decided(third, one)
    with allowed():
        submit(verdict)


def test_sources_are_joined_by_way_of_a_third():
    verdict = three_sources()
    one, two, third = sources_of(verdict)
    given.decided(two, third)
    given.decided(third, one)
    with refused(TWO):
        submit(verdict)


@pytest.mark.parametrize("stance", ["context", "supports"])
def test_what_does_not_stand_on_the_side_of_the_finding_is_not_counted(stance):
    verdict = given.draft(basis="independent")
    other = given.passage(given.SMALLER, of=given.snapshot(given.ELSEWHERE))
    drafting.cite(verdict, other, by=verdict.author, at=given.moment(), stance=stance)
    with refused(TWO):
        submit(verdict)


def test_a_finding_between_true_and_false_counts_both_sides():
    verdict = given.draft(basis="independent", rating=given.rating("half-true"))
    other = given.passage(given.SMALLER, of=given.snapshot(given.ELSEWHERE))
    drafting.cite(verdict, other, by=verdict.author, at=given.moment(), stance="supports")
    verdict.refresh_from_db()
    with allowed():
        submit(verdict)
