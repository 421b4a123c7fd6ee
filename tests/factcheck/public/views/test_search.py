"""The search page highlights results, keeps what was typed, and explains what it refuses."""

import re

import pytest

from factcheck.public.base import pagination
from factcheck.public.base.search import START, STOP, render_highlights
from factcheck.public.views import lists
from tests import given
from tests.factcheck.public.conftest import get_claim_path

pytestmark = pytest.mark.django_db


def test_words_are_highlighted_in_their_language(reader):
    given.published()
    page = reader.get_html("/claims/", q="traded reports")
    assert "<mark>Trade</mark> rose by 12 percent" in page
    assert "<mark>reports</mark> a rise" in page


def test_the_text_of_a_claim_is_never_markup(reader):
    given.published(of=given.claim("Trade <b>rose</b> & <script>alert(1)</script> fell"))
    page = reader.get_html("/claims/", q="trade")
    assert "<mark>Trade</mark> &lt;b&gt;rose&lt;/b&gt; &amp; &lt;script&gt;" in page


def test_control_characters_in_a_text_highlight_nothing(reader):
    given.published(of=given.claim(f"Trade {START}rose{STOP} in a year"))
    page = reader.get_html("/claims/", q="trade")
    assert "<mark>Trade</mark> rose in a year" in page


def test_a_headline_is_escaped_before_it_is_highlighted():
    assert render_highlights(f"{START}<i>{STOP}") == "<mark>&lt;i&gt;</mark>"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"since": "never"}, "Enter a valid date."),
        ({"rating": "nonsense"}, "nonsense is not one of the available choices"),
        ({"topic": "nonsense"}, "Select a valid choice."),
        ({"colour": "red"}, "There is no parameter “colour”"),
        ({"q": "a\x00b"}, "null characters"),
        ({"q": "x" * 301}, "at most 300 characters"),
        ({"cursor": "nonsense"}, "Start again from the first page."),
        ({"cursor": "WyJub3doZXJlIiwgMV0"}, "Start again from the first page."),
        ({"cursor": "WyIyMDI2LTExLTAyVDEyOjAwOjAwWiIsIDEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwXQ"}, ""),
    ],
)
def test_an_invalid_search_has_a_message_and_what_was_typed_is_kept(reader, parameters, message):
    given.published()
    response = reader.get(
        "/claims/", **({"q": "farmers & trade", "until": "2026-11-30"} | parameters)
    )
    page = response.content.decode()
    if message:
        assert response.status_code == 400
        assert message in page
    assert 'value="2026-11-30"' in page
    assert "q" in parameters or 'value="farmers &amp; trade"' in page
    assert "since" not in parameters or 'value="never"' in page


def test_filters_can_be_combined_and_removed(reader):
    claimant, topic = given.claimant(), given.topic()
    claim = given.claim("Bread is dear", claimant=claimant, attribution="person", topics=[topic])
    wanted, unwanted = given.published(of=claim), given.published()
    source = wanted.evidence.get().passage.snapshot.source
    for parameters in (
        {"claimant": claimant.public_id},
        {"topic": "trade"},
        {"rating": ["mostly-false"], "topic": "trade"},
        {"since": "2026-11-01", "claimant": claimant.public_id},
        {"source": source.public_id},
    ):
        page = reader.get_html("/claims/", **parameters)
        assert get_claim_path(wanted) in page, parameters
        assert get_claim_path(unwanted) not in page, parameters
        assert "1 claim, newest first" in page, parameters
    page = reader.get_html("/claims/", claimant=claimant.public_id, q="bread")
    assert f'<option value="{claimant.public_id}" selected>The minister</option>' in page
    page = reader.get_html("/claims/", source=source.public_id, q="bread")
    assert "Only claims citing <b>On trade</b>" in page
    assert 'href="?q=bread"' in page


def test_retracted_fact_checks_are_found_with_the_state_filter(reader):
    verdict = given.retracted()
    assert get_claim_path(verdict) not in reader.get_html("/claims/")
    assert get_claim_path(verdict) in reader.get_html("/claims/", state="retracted")


def test_states_have_labels_for_readers(reader):
    page = reader.get_html("/claims/")
    assert '<option value="suspended">Withdrawn pending review</option>' in page


def test_a_search_without_results_says_what_to_do_next(reader):
    page = reader.get_text("/claims/", q="unheard")
    assert "No results." in page
    assert "Try fewer or other words" in page


def test_a_list_is_read_page_by_page_without_gaps(reader, monkeypatch):
    monkeypatch.setattr(pagination, "MAX_COUNT", 2)
    monkeypatch.setattr(lists._render_filtered_list, "__defaults__", (2,))
    claims = {given.published(of=given.claim(f"Trade {n}")).claim.public_id for n in range(5)}
    for parameters in ({}, {"q": "trade"}):
        listed, cursor = [], ""
        for _ in range(3):
            page = reader.get_html("/claims/", **parameters, cursor=cursor)
            listed += re.findall(r'entry-claim"><a href="/claims/(\w{10})/', page)
            next_link = re.search(r"cursor=([\w-]+)", page)
            cursor = next_link[1] if next_link else ""
            assert "More than 2 claims" in page
        assert len(listed) == 5
        assert set(listed) == claims
