"""What a later look at a source says of each passage, and that it says it once."""

import pytest

from sources.models import Check
from sources.rechecks import ENGINE, recheck, recheck_all
from tests import given
from tests.helpers.changing_site import MOVED, looked

pytestmark = pytest.mark.django_db

CHANGED = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")


def found(text: str | None, exact: str = given.OFFICE, **described) -> Check:
    passage = given.passage(exact)
    return recheck(passage, looked(passage.snapshot.source, text, **described), at=given.moment())


def test_the_same_text_is_exact_and_makes_no_second_snapshot():
    check = found(given.TEXT)
    assert (check.outcome, check.found) == ("exact", given.OFFICE)
    assert check.snapshot == check.passage.snapshot


def test_words_at_their_place_in_another_text_are_exact():
    assert found(given.TEXT + " It was corrected on Tuesday.").outcome == "exact"


def test_words_at_another_place_have_moved():
    check = found(MOVED)
    assert (check.outcome, check.start) == ("moved", MOVED.find(given.OFFICE))
    assert check.snapshot.text[check.start : check.end] == given.OFFICE


def test_a_changed_number_is_altered_and_material_and_says_which():
    check = found(CHANGED)
    assert (check.outcome, check.material) == ("altered", True)
    assert "17" in check.found
    assert [(one["kind"], one["old"], one["new"]) for one in check.reasons] == [
        ("number", "4", "17")
    ]


def test_words_that_change_nothing_are_altered_and_not_material():
    check = found(given.TEXT.replace("4 percent", "4 per cent"))
    assert (check.outcome, check.material, check.reasons) == ("altered", False, [])


def test_words_in_several_places_are_ambiguous_and_have_no_place():
    check = found(f"{given.OFFICE}, it said. And again: {given.OFFICE}, it said.")
    assert (check.outcome, check.start, check.found) == ("ambiguous", None, "")


def test_words_that_are_not_there_are_missing():
    assert found("An article about the weather and nothing else.").outcome == "missing"


def test_of_a_source_that_is_not_reached_nothing_is_said():
    check = found(None)
    assert (check.outcome, check.snapshot, check.material) == ("unreachable", None, None)


def test_words_outside_the_body_are_not_found(monkeypatch):
    passage = given.passage()
    source = passage.snapshot.source
    look = looked(source, f"Nothing of the kind. Comments: {given.OFFICE}, they say.")
    from sources.capture import mark_body

    mark_body(look.snapshot, [[0, 20]], by=given.person("ana"), at=given.moment(), reason="Body.")
    assert recheck(passage, look, at=given.moment()).outcome == "missing"


def test_checking_again_finds_the_check_that_was_made():
    passage = given.passage()
    look = looked(passage.snapshot.source, CHANGED)
    first = recheck(passage, look, at=given.moment())
    assert recheck(passage, look, at=given.moment()) == first
    assert Check.objects.count() == 1


def test_every_passage_of_a_source_is_checked_by_the_same_rules():
    snapshot = given.snapshot()
    passages = [given.passage(one, of=snapshot) for one in (given.ROSE, given.OFFICE)]
    checks = recheck_all(passages, looked(snapshot.source, CHANGED), at=given.moment())
    assert [one.outcome for one in checks] == ["exact", "altered"]
    assert {one.engine for one in checks} == {ENGINE}


def test_a_passage_is_not_looked_for_in_another_source():
    with pytest.raises(ValueError, match="in its own source"):
        recheck(given.passage(), looked(given.snapshot().source, CHANGED), at=given.moment())
