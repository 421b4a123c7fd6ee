"""Evidence is picked: words are found in the text, or what is nearest to them."""

import pytest
from django.utils.html import escape

from claims.models import Evidence
from sources.capture import capture
from sources.extraction.text import Extract
from sources.models import Passage
from tests import given
from tests.factcheck.desk.conftest import verb, workspace
from tests.factcheck.desk.verdicts.test_workspace import cited

TWICE = "It rose. Farmers doubt it. It rose again."


def shown(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def looks(desk, verdict, snapshot, **typed) -> str:
    return shown(desk.post(verb(verdict, "cite"), cited(snapshot, **{"look": "1"} | typed)))


def test_words_that_were_pasted_are_shown_where_they_stand(at_the_desk):
    page = looks(at_the_desk("ana"), given.draft(), given.snapshot(), exact=given.DOUBT)
    assert "These words stand here, and nowhere else in the body" in page
    assert f'<b class="hit hit-now" id="hit-1"><span>{given.DOUBT}</span></b>' in page
    assert not Passage.objects.filter(exact=given.DOUBT).exists()


def test_each_of_several_places_can_be_taken(at_the_desk):
    page = looks(at_the_desk("ana"), given.draft(), given.snapshot(TWICE), exact="rose")
    assert "These words stand in 2 places" in page
    assert 'name="take" value="3-7"' in page
    assert 'name="take" value="30-34"' in page


def test_the_nearest_words_are_shown_with_what_differs_and_nothing_typed_is_lost(at_the_desk):
    page = looks(
        at_the_desk("ana"),
        given.draft(),
        given.snapshot(),
        exact="Trade with the neighbour rose by 21 percent in a year",
        note="Words I typed.",
    )
    assert "Nearest in the body. It is not what you pasted" in page
    assert "[removed: </span>21<span" in page
    assert "[added: </span>12<span" in page
    assert "Words I typed." in page


def test_where_nothing_is_like_them_it_says_so(at_the_desk):
    page = looks(at_the_desk("ana"), given.draft(), given.snapshot(), exact="Ice closed harbours.")
    assert "Nothing in the body is like them." in page


def test_a_refusal_to_quote_offers_the_nearest_words(at_the_desk):
    verdict, snapshot = given.draft(), given.snapshot()
    told = cited(snapshot, exact="a rise of 5 percent for the same year")
    page = shown(at_the_desk("ana").post(verb(verdict, "cite"), told), 409)
    start = given.TEXT.index(given.OFFICE)
    end = start + len("a rise of 4 percent for the same year")
    assert f'value="{start}-{end}" formnovalidate>Quote these words instead' in page


def test_words_that_are_taken_are_put_into_the_form_and_quote_without_more_ado(at_the_desk):
    verdict, snapshot, desk = given.draft(), given.snapshot(TWICE), at_the_desk("ana")
    told = cited(snapshot, exact="rose", take="30-34")
    form = desk.post(verb(verdict, "cite"), told).context["cite"]
    words = {name: form[name].value() for name in ("exact", "prefix", "suffix")}
    assert words == {"exact": "rose", "prefix": TWICE[:30], "suffix": " again."}
    assert not Passage.objects.filter(exact="rose").exists()
    desk.post(verb(verdict, "cite"), cited(snapshot, **words))
    assert Evidence.objects.get(verdict=verdict, stance="context").passage.start == 30


@pytest.mark.parametrize("span", ["", "x", "7", "7-3", "3-9999", "-1-4", "१-२", "1" * 5000 + "-2"])
def test_a_span_that_is_none_takes_nothing(at_the_desk, span):
    page = looks(at_the_desk("ana"), given.draft(), given.snapshot(), take=span)
    assert given.DOUBT in page


def test_a_page_of_a_snapshot_shows_where_words_stand_too(at_the_desk):
    snapshot = given.snapshot(TWICE)
    told = {"exact": "rose again", "voice": "asserts", "look": "1"}
    page = shown(at_the_desk("ana").post(f"/desk/sources/snapshot/{snapshot.pk}/quote/", told))
    assert "These words stand here" in page
    assert not snapshot.passages.exists()


def test_where_a_claim_was_said_is_looked_up_too(at_the_desk):
    snapshot, claim = given.snapshot(TWICE), given.claim()
    told = {"snapshot": snapshot.pk, "exact": "rose", "voice": "asserts", "look": "1"}
    page = shown(at_the_desk("ana").post(f"/desk/claims/claim/{claim.pk}/appear/", told))
    assert "These words stand in 2 places" in page
    assert not claim.appearances.exists()


def test_words_are_found_in_the_text_and_counted(at_the_desk):
    verdict, snapshot = given.draft(), given.snapshot(TWICE)
    asked = {"snapshot": snapshot.pk, "words": "ROSE", "hit": "2"}
    page = shown(at_the_desk("ana").get(workspace(verdict), asked))
    assert "Place 2 of 2" in page
    assert '<b class="hit hit-now" id="hit-2">' in page
    assert escape(f"{workspace(verdict)}?snapshot={snapshot.pk}&words=ROSE&hit=1") in page


def test_words_that_are_nowhere_are_said_to_be(at_the_desk):
    asked = {"words": "<b>ice</b>", "hit": "x"}
    page = shown(at_the_desk("ana").get(workspace(given.draft()), asked))
    assert "These words are nowhere in this text." in page
    assert "<b>ice</b>" not in page


def test_the_sources_that_the_draft_cites_are_one_step_away(at_the_desk):
    verdict, other = given.on_two_sources(), given.snapshot("Another text altogether, of one line.")
    page = at_the_desk("ana").get(workspace(verdict), {"snapshot": other.pk})
    sources = {one.passage.snapshot_id for one in verdict.evidence.all()}
    assert {one.pk for one in page.context["cited"]} == sources
    for number in sources:
        assert f'href="{workspace(verdict)}?snapshot={number}"' in page.content.decode()


def test_the_other_captures_of_a_source_are_one_step_away(at_the_desk):
    verdict, first = given.draft(), given.snapshot(TWICE)
    later = Extract(f"{TWICE} And fell.", "text/plain", "text")
    other, _ = capture(first.source, later, by=given.person("ana"), at=given.moment())
    page = shown(at_the_desk("ana").get(workspace(verdict), {"snapshot": first.pk}))
    beside = page[page.index(">Captured <") : page.index("Find words in this text")]
    assert f'href="{workspace(verdict)}?snapshot={other.pk}"' in beside


def test_a_quoted_passage_leads_to_where_it_is_cited_or_can_be(at_the_desk):
    verdict = given.draft()
    snapshot = verdict.evidence.get().passage.snapshot
    other = given.passage(given.DOUBT, of=snapshot)
    page = shown(at_the_desk("ana").get(workspace(verdict), {"snapshot": snapshot.pk}))
    for passage in (other, verdict.evidence.get().passage):
        assert f'<a href="#of-{passage.public_id}"' in page
        assert page.count(f'id="of-{passage.public_id}"') == 1
