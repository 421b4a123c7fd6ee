"""A draft at the desk: its text, two people writing at once, its evidence."""

import pytest

from claims.models import Evidence
from claims.workflow import drafting
from sources.models import Passage
from tests import given
from tests.factcheck.desk.conftest import verb, workspace


def typed(verdict, **changed) -> dict:
    content = {
        "rating": verdict.rating_id,
        "basis": verdict.basis,
        "finding": verdict.finding,
        "reasoning": verdict.reasoning,
        "why_this_claim": verdict.why_this_claim,
        "searched": verdict.searched,
        "would_change": verdict.would_change,
        "holds_as_of": verdict.holds_as_of.isoformat(),
        "primary_sources": verdict.primary_sources,
        "interest": verdict.interest,
        "crime": verdict.crime,
        "edited_at": verdict.edited_at.isoformat(),
    }
    return content | changed


def cited(snapshot, **changed) -> dict:
    words = {"snapshot": snapshot.pk, "exact": given.DOUBT, "prefix": "", "suffix": ""}
    return words | {"voice": "asserts", "speaker": "", "stance": "context", "note": ""} | changed


def test_what_is_typed_is_saved(at_the_desk):
    verdict = given.draft()
    told = typed(verdict, finding="It was 4 percent.", review_by="2027-01-01", provisional="on")
    assert at_the_desk("ana").post(verb(verdict, "edit"), told).status_code == 302
    verdict.refresh_from_db()
    assert (verdict.finding, verdict.provisional) == ("It was 4 percent.", True)


def test_of_two_people_who_write_at_once_the_second_is_told_and_keeps_both_texts(at_the_desk):
    verdict = given.draft()
    stale = typed(verdict, reasoning="The words of the second person.")
    drafting.edit(
        verdict, by=given.person("dov"), at=given.moment(), reasoning="What Dov saved first."
    )
    answer = at_the_desk("ana").post(verb(verdict, "edit"), stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dov Byline saved this draft while you were writing." in page
    assert "The words of the second person." in page
    assert "What Dov saved first." in page
    verdict.refresh_from_db()
    assert verdict.reasoning == "What Dov saved first."
    again = stale | {"edited_at": verdict.edited_at.isoformat()}
    assert f'value="{verdict.edited_at.isoformat()}"' in page
    assert at_the_desk("ana").post(verb(verdict, "edit"), again).status_code == 302


def test_a_form_that_does_not_say_what_was_read_is_refused(at_the_desk):
    verdict = given.draft()
    answer = at_the_desk("ana").post(verb(verdict, "edit"), typed(verdict, edited_at="yesterday"))
    assert answer.status_code == 409


def test_a_date_that_is_none_is_said_at_its_place(at_the_desk):
    verdict = given.draft()
    told = typed(verdict, holds_as_of="soon", reasoning="Kept words.")
    answer = at_the_desk("ana").post(verb(verdict, "edit"), told)
    assert answer.status_code == 422
    assert "Enter a valid date." in answer.content.decode()
    assert "Kept words." in answer.content.decode()


def test_a_draft_that_is_submitted_is_edited_no_more(at_the_desk):
    verdict = given.in_review()
    answer = at_the_desk("ana").post(verb(verdict, "edit"), typed(verdict, finding="Other."))
    assert answer.status_code == 409
    verdict.refresh_from_db()
    assert verdict.finding != "Other."


def test_words_are_quoted_and_cited_in_one_act(at_the_desk):
    verdict, snapshot = given.draft(), given.snapshot()
    told = cited(snapshot, note="They doubt it.", prefix="came from. ", suffix=". The")
    answer = at_the_desk("ana").post(verb(verdict, "cite"), told)
    assert answer["Location"] == f"{workspace(verdict)}?snapshot={snapshot.pk}"
    one = Evidence.objects.get(verdict=verdict, stance="context")
    assert (one.passage.exact, one.note) == (given.DOUBT, "They doubt it.")


def test_words_over_two_lines_come_back_as_they_stand_in_the_text(at_the_desk):
    verdict = given.draft()
    snapshot = given.snapshot("First line\nand the second line.")
    told = cited(snapshot, exact="line\r\nand the second")
    at_the_desk("ana").post(verb(verdict, "cite"), told)
    assert Passage.objects.filter(exact="line\nand the second").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"exact": "rose by 21 percent"}, "are not in the body"),
        ({"exact": "rose"}, "These words stand in"),
        ({"stance": ""}, "Choose a stance"),
        ({"voice": "reports"}, "names the speaker"),
        ({"exact": given.OFFICE}, "are not in the body"),
    ],
)
def test_what_cannot_be_quoted_or_cited_leaves_nothing_behind(at_the_desk, changed, sentence):
    verdict = given.draft()
    snapshot = given.snapshot("It rose. Farmers doubt it. It rose again.")
    before = Passage.objects.count(), Evidence.objects.count()
    answer = at_the_desk("ana").post(
        verb(verdict, "cite"), cited(snapshot, **{"note": "Words I typed."} | changed)
    )
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert "Words I typed." in answer.content.decode()
    assert (Passage.objects.count(), Evidence.objects.count()) == before


def test_the_places_of_ambiguous_words_are_listed(at_the_desk):
    verdict = given.draft()
    snapshot = given.snapshot("It rose. Farmers doubt it. It rose again.")
    page = at_the_desk("ana").post(verb(verdict, "cite"), cited(snapshot, exact="rose"))
    assert page.content.decode().count("<mark>rose</mark>") == 2


def test_a_passage_quoted_before_is_cited_again(at_the_desk):
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    told = {"passage": passage.pk, "stance": "context", "note": "", "beside": passage.snapshot_id}
    at_the_desk("ana").post(verb(verdict, "cite"), told)
    assert verdict.evidence.filter(passage=passage).exists()


def test_evidence_is_taken_out_and_the_passage_stays(at_the_desk):
    verdict = given.draft()
    one = verdict.evidence.get()
    at_the_desk("ana").post(f"/desk/claims/verdict/{verdict.pk}/uncite/{one.pk}/")
    assert not verdict.evidence.exists()
    assert Passage.objects.filter(pk=one.passage_id).exists()


def test_evidence_of_a_submission_stays(at_the_desk):
    verdict = given.in_review()
    one = verdict.evidence.get()
    answer = at_the_desk("ana").post(f"/desk/claims/verdict/{verdict.pk}/uncite/{one.pk}/")
    assert answer.status_code == 409
    assert verdict.evidence.exists()


@pytest.mark.parametrize("number", ["x", "0", "99999999999999999999", "१"])
def test_a_snapshot_that_is_none_opens_another(at_the_desk, number):
    verdict = given.draft()
    assert at_the_desk("ana").get(workspace(verdict), {"snapshot": number}).status_code == 200
