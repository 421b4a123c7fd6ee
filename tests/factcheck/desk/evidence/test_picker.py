"""The source next to a draft: finding words in its text, and quoting the most similar ones."""

import pytest
from django.utils.html import escape

from claims.models import Evidence
from sources.capture import capture_text
from sources.extraction.extracted_text import ExtractedText
from sources.models import Passage
from tests import given
from tests.factcheck.desk.conftest import verdict_url, workspace_url
from tests.factcheck.desk.verdicts.test_workspace import build_cite_data
from tests.helpers.forms import find_form, submit_form

TWICE = "It rose. Farmers doubt it. It rose again."


def read(response, status=200) -> str:
    assert response.status_code == status
    return response.content.decode()


def find_in_text(desk, verdict, snapshot, **fields) -> str:
    return read(
        desk.post(verdict_url(verdict, "cite"), build_cite_data(snapshot, **{"find": "1"} | fields))
    )


def test_pasted_words_are_highlighted_in_the_text(desk_client):
    page = find_in_text(desk_client("ana"), given.draft(), given.snapshot(), exact=given.DOUBT)
    assert "Found once in the article:" in page
    assert f'<b class="hit hit-now" id="hit-1"><span>{given.DOUBT}</span></b>' in page
    assert not Passage.objects.filter(exact=given.DOUBT).exists()


def test_words_in_several_places_can_be_quoted_from_each(desk_client):
    page = find_in_text(desk_client("ana"), given.draft(), given.snapshot(TWICE), exact="rose")
    assert "Found in 2 places." in page
    assert 'name="take" value="3-7"' in page
    assert 'name="take" value="30-34"' in page


def test_the_most_similar_words_are_shown_with_a_diff_and_the_form_is_kept(desk_client):
    page = find_in_text(
        desk_client("ana"),
        given.draft(),
        given.snapshot(),
        exact="Trade with the neighbour rose by 21 percent in a year",
        note="Words I typed.",
    )
    assert "Most similar words in the article. They differ from what you pasted" in page
    assert "[removed: </span>21<span" in page
    assert "[added: </span>12<span" in page
    assert "Words I typed." in page


def test_the_page_says_if_nothing_is_similar(desk_client):
    page = find_in_text(
        desk_client("ana"), given.draft(), given.snapshot(), exact="Ice closed harbours."
    )
    assert "Nothing similar in the article." in page


def test_a_quotation_that_is_refused_offers_the_most_similar_words(desk_client):
    verdict, snapshot = given.draft(), given.snapshot()
    data = build_cite_data(snapshot, exact="a rise of 5 percent for the same year")
    page = read(desk_client("ana").post(verdict_url(verdict, "cite"), data), 422)
    start = given.TEXT.index(given.OFFICE)
    end = start + len("a rise of 4 percent for the same year")
    assert f'value="{start}-{end}" formnovalidate>Quote these words instead' in page


def test_suggested_words_that_are_taken_fill_the_form_and_can_be_quoted(desk_client):
    verdict, snapshot, desk = given.draft(), given.snapshot(TWICE), desk_client("ana")
    data = build_cite_data(snapshot, exact="rose", take="30-34")
    form = desk.post(verdict_url(verdict, "cite"), data).context["cite_form"]
    words = {name: form[name].value() for name in ("exact", "prefix", "suffix")}
    assert words == {"exact": "rose", "prefix": TWICE[:30], "suffix": " again."}
    assert not Passage.objects.filter(exact="rose").exists()
    desk.post(verdict_url(verdict, "cite"), build_cite_data(snapshot, **words))
    assert Evidence.objects.get(verdict=verdict, stance="context").passage.start == 30


@pytest.mark.parametrize("span", ["", "x", "7", "7-3", "3-9999", "-1-4", "१-२", "1" * 5000 + "-2"])
def test_an_invalid_span_takes_no_words(desk_client, span):
    page = find_in_text(desk_client("ana"), given.draft(), given.snapshot(), take=span)
    assert given.DOUBT in page


def test_words_are_found_on_the_page_of_a_snapshot_too(desk_client):
    snapshot = given.snapshot(TWICE)
    data = {"exact": "rose again", "voice": "asserts", "find": "1"}
    page = read(desk_client("ana").post(f"/desk/sources/snapshot/{snapshot.pk}/quote/", data))
    assert "Found once in the article" in page
    assert not snapshot.passages.exists()


def test_words_are_found_in_the_form_of_an_appearance_too(desk_client):
    snapshot, claim = given.snapshot(TWICE), given.claim()
    data = {"snapshot": snapshot.pk, "exact": "rose", "voice": "asserts", "find": "1"}
    page = read(desk_client("ana").post(f"/desk/claims/claim/{claim.pk}/appearance/", data))
    assert "Found in 2 places." in page
    assert not claim.appearances.exists()


def test_the_matches_of_a_search_are_highlighted_and_counted(desk_client):
    verdict, snapshot = given.draft(), given.snapshot(TWICE)
    query = {"snapshot": snapshot.pk, "words": "ROSE", "match": "2"}
    page = read(desk_client("ana").get(workspace_url(verdict), query))
    assert "Match 2 of 2" in page
    assert '<b class="hit hit-now" id="hit-2">' in page
    assert escape(f"{workspace_url(verdict)}?snapshot={snapshot.pk}&words=ROSE&match=1") in page


def test_a_search_without_matches_says_so(desk_client):
    query = {"words": "<b>ice</b>", "match": "x"}
    page = read(desk_client("ana").get(workspace_url(given.draft()), query))
    assert "No matches in this text." in page
    assert "<b>ice</b>" not in page


def test_the_picker_links_to_the_sources_that_the_draft_cites(desk_client):
    verdict = given.on_two_sources()
    uncited = given.snapshot("Another text altogether, of one line.")
    page = desk_client("ana").get(workspace_url(verdict), {"snapshot": uncited.pk})
    snapshot_pks = {evidence.passage.snapshot_id for evidence in verdict.evidence.all()}
    assert {snapshot.pk for snapshot in page.context["cited_snapshots"]} == snapshot_pks
    for pk in snapshot_pks:
        assert f'href="{workspace_url(verdict)}?snapshot={pk}"' in page.content.decode()


def test_the_picker_links_to_the_other_snapshots_of_the_source(desk_client):
    verdict, first = given.draft(), given.snapshot(TWICE)
    later = ExtractedText(f"{TWICE} And fell.", "text/plain", "text")
    newer, _ = capture_text(first.source, later, by=given.person("ana"), at=given.moment())
    page = read(desk_client("ana").get(workspace_url(verdict), {"snapshot": first.pk}))
    links = page[page.index(">Captured <") : page.index("Search this text")]
    assert f'href="{workspace_url(verdict)}?snapshot={newer.pk}"' in links


def test_a_passage_in_the_text_links_to_its_evidence_or_to_the_form_that_adds_it(desk_client):
    verdict = given.draft()
    snapshot = verdict.evidence.get().passage.snapshot
    uncited = given.passage(given.DOUBT, of=snapshot)
    page = read(desk_client("ana").get(workspace_url(verdict), {"snapshot": snapshot.pk}))
    for passage in (uncited, verdict.evidence.get().passage):
        assert f'<a href="#of-{passage.public_id}"' in page
        assert page.count(f'id="of-{passage.public_id}"') == 1


# ── the voice ───────────────────────────────────────────────────────────────────────────────────
REPORTED = "The minister Anna Kowalska said exports rose in May. Rails are made of steel."


def test_a_reported_quotation_is_added_after_the_proposed_speaker_was_confirmed(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    url = f"{workspace_url(verdict)}?snapshot={given.snapshot(REPORTED).pk}"
    fields = {"exact": "exports rose", "stance": "context"}
    response = submit_form(ana, url, "/cite/", **fields)
    assert response.status_code == 422
    page = response.content.decode()
    assert "contain “said”" in page
    form = find_form(page, "/cite/")
    assert (form.values["voice"], form.values["speaker"]) == (["reports"], ["Anna Kowalska"])
    assert ana.post(form.action, form.fill()).status_code == 302
    assert verdict.evidence.filter(passage__speaker="Anna Kowalska").exists()


def test_words_of_the_author_are_added_at_once_and_as_whole_words(desk_client):
    verdict, ana = given.draft(), desk_client("ana")
    url = f"{workspace_url(verdict)}?snapshot={given.snapshot(REPORTED).pk}"
    submit_form(ana, url, "/cite/", exact="ails are made", stance="context")
    assert verdict.evidence.filter(passage__exact="Rails are made", passage__voice="asserts")
    submit_form(ana, url, "/cite/", exact="ade of", stance="context", part_of_word="on")
    assert verdict.evidence.filter(passage__exact="ade of").exists()
