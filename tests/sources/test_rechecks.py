"""A recheck finds out what became of each passage, and creates one check of each."""

import pytest

from sources.capture import capture_text, create_source, select_article_text
from sources.extraction.extracted_text import ExtractedText, TextPart
from sources.models import QuoteCheck
from sources.rechecks import COMPARISON_VERSION, recheck_passage, recheck_passages
from tests import given
from tests.helpers.changing_site import REORDERED_TEXT, create_retrieval

pytestmark = pytest.mark.django_db

CHANGED = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")


def recheck(text: str | None, exact: str = given.OFFICE) -> QuoteCheck:
    passage = given.passage(exact)
    retrieval = create_retrieval(passage.snapshot.source, text)
    return recheck_passage(passage, retrieval, at=given.moment())


def test_the_same_text_is_exact_and_creates_no_second_snapshot():
    check = recheck(given.TEXT)
    assert (check.outcome, check.found_text) == ("exact", given.OFFICE)
    assert check.snapshot == check.passage.snapshot


def test_words_at_the_same_place_in_another_text_are_exact():
    assert recheck(given.TEXT + " It was corrected on Tuesday.").outcome == "exact"


def test_words_at_another_place_have_moved():
    check = recheck(REORDERED_TEXT)
    assert (check.outcome, check.start) == ("moved", REORDERED_TEXT.find(given.OFFICE))
    assert check.snapshot.text[check.start : check.end] == given.OFFICE


def test_a_changed_number_is_a_material_alteration_with_its_reason():
    check = recheck(CHANGED)
    assert (check.outcome, check.material) == ("altered", True)
    assert "17" in check.found_text
    assert [(reason["kind"], reason["old"], reason["new"]) for reason in check.reasons] == [
        ("number", "4", "17")
    ]


def test_another_spelling_is_an_alteration_that_is_not_material():
    check = recheck(given.TEXT.replace("4 percent", "4 per cent"))
    assert (check.outcome, check.material, check.reasons) == ("altered", False, [])


SPANISH = (
    "El gobierno dijo que la obra no se hizo por falta de fondos. {words} El alcalde no quiso"
    " hablar con los medios, pero según su oficina todo está en orden desde el año pasado."
)


@pytest.mark.parametrize(
    ("old", "new", "material"),
    [
        ("Doscientas mujeres denunciaron abusos.", "200 mujeres denunciaron abusos.", False),
        ("Hubo 2.000 denuncias.", "Hubo 2000 denuncias.", False),
        ("Gastó poco dinero.", "Gasto poco dinero.", True),
    ],
)
def test_the_text_around_a_quote_decides_its_language_and_not_what_the_page_declares(
    old, new, material
):
    snapshot = given.snapshot(SPANISH.format(words=old), language="en")
    passage = given.passage(old, of=snapshot)
    retrieval = create_retrieval(snapshot.source, SPANISH.format(words=new))
    check = recheck_passage(passage, retrieval, at=given.moment())
    assert (check.outcome, check.material) == ("altered", material)


def test_words_in_several_places_are_ambiguous_and_have_no_place():
    check = recheck(f"{given.OFFICE}, it said. And again: {given.OFFICE}, it said.")
    assert (check.outcome, check.start, check.found_text) == ("ambiguous", None, "")


def test_words_that_are_not_in_the_text_are_missing():
    assert recheck("An article about the weather and nothing else.").outcome == "missing"


def test_an_unreachable_source_says_nothing_about_the_words():
    check = recheck(None)
    assert (check.outcome, check.snapshot, check.material) == ("unreachable", None, None)


def test_words_outside_the_article_text_are_missing():
    passage = given.passage()
    source = passage.snapshot.source
    retrieval = create_retrieval(
        source, f"Nothing of the kind. Comments: {given.OFFICE}, they say."
    )
    select_article_text(
        retrieval.snapshot, [[0, 20]], by=given.person("ana"), at=given.moment(), reason="Teasers."
    )
    assert recheck_passage(passage, retrieval, at=given.moment()).outcome == "missing"


def test_rechecking_twice_returns_the_same_check():
    passage = given.passage()
    retrieval = create_retrieval(passage.snapshot.source, CHANGED)
    first = recheck_passage(passage, retrieval, at=given.moment())
    assert recheck_passage(passage, retrieval, at=given.moment()) == first
    assert QuoteCheck.objects.count() == 1


def test_all_passages_of_a_source_are_checked_with_one_version_of_the_rules():
    snapshot = given.snapshot()
    passages = [given.passage(exact, of=snapshot) for exact in (given.ROSE, given.OFFICE)]
    checks = recheck_passages(
        passages, create_retrieval(snapshot.source, CHANGED), at=given.moment()
    )
    assert [check.outcome for check in checks] == ["exact", "altered"]
    assert {check.engine for check in checks} == {COMPARISON_VERSION}


def test_a_passage_is_not_searched_in_another_source():
    with pytest.raises(ValueError, match="of different sources"):
        recheck_passage(
            given.passage(), create_retrieval(given.snapshot().source, CHANGED), at=given.moment()
        )


# ── marks of footnotes ──────────────────────────────────────────────────────────────────────────
def recheck_with_mark(old: str, new: str, exact: str) -> QuoteCheck:
    """Check a quote of a text in which “[1]”, if it is there, is labelled as a footnote mark."""
    snapshot = _capture(None, old)
    passage = given.passage(exact, of=snapshot)
    _capture(snapshot.source, new)
    retrieval = create_retrieval(snapshot.source, new)
    return recheck_passage(passage, retrieval, at=given.moment())


def _capture(source, text: str):
    start = text.find("[1]")
    parts = (TextPart("note_mark", start, start + 3),) if start >= 0 else ()
    by, at = given.person("ana"), given.moment()
    source = source or create_source(by=by, at=at, title="On trade")
    extracted = ExtractedText(text, "text/plain", "text", parts=parts)
    return capture_text(source, extracted, by=by, at=at)[0]


MARKED = given.TEXT.replace("a rise of", "a rise[1] of")
MARKED_QUOTE = given.OFFICE.replace("a rise of", "a rise[1] of")


@pytest.mark.parametrize(
    ("old", "new", "exact", "outcome"),
    [
        (given.TEXT, MARKED, given.OFFICE, "normalised"),
        (MARKED, given.TEXT, MARKED_QUOTE, "normalised"),
        (MARKED, MARKED + " More.", MARKED_QUOTE, "exact"),
        (given.TEXT, given.TEXT.replace("Trade", "Trade[1]", 1), given.OFFICE, "exact"),
    ],
)
def test_the_mark_of_a_footnote_is_no_word_of_the_quote(old, new, exact, outcome):
    assert (MARKED != given.TEXT, MARKED_QUOTE != given.OFFICE) == (True, True)
    check = recheck_with_mark(old, new, exact)
    assert (check.outcome, check.reasons) == (outcome, [])


def test_a_changed_number_with_a_footnote_is_material():
    check = recheck_with_mark(given.TEXT, MARKED.replace("4 percent", "17 percent"), given.OFFICE)
    assert (check.outcome, check.material) == ("altered", True)
    assert [(reason["old"], reason["new"]) for reason in check.reasons] == [("4", "17")]
