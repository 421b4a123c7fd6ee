"""Search says what it found, keeps what was typed, and refuses in sentences."""

import pytest

from factcheck.public.formatting.search_highlights import CLOSES, OPENS, marked
from tests import given
from tests.factcheck.public.conftest import address_of

pytestmark = pytest.mark.django_db


def test_found_words_are_marked_in_their_language(reader):
    given.published()
    page = reader.page("/claims/", q="traded reports")
    assert "<mark>Trade</mark> rose by 12 percent" in page
    assert "<mark>reports</mark> a rise" in page


def test_what_a_claim_says_is_never_read_as_markup(reader):
    given.published(of=given.claim("Trade <b>rose</b> & <script>alert(1)</script> fell"))
    page = reader.page("/claims/", q="trade")
    assert "<mark>Trade</mark> &lt;b&gt;rose&lt;/b&gt; &amp; &lt;script&gt;" in page


def test_delimiters_in_a_text_mark_nothing(reader):
    given.published(of=given.claim(f"Trade {OPENS}rose{CLOSES} in a year"))
    page = reader.page("/claims/", q="trade")
    assert "<mark>Trade</mark> rose in a year" in page


def test_a_headline_is_escaped_before_it_is_marked():
    assert marked(f"{OPENS}<i>{CLOSES}") == "<mark>&lt;i&gt;</mark>"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "never"}, "Enter a valid date."),
        ({"rating": "nonsense"}, "nonsense is not one of the available choices"),
        ({"topic": "nonsense"}, "Select a valid choice."),
        ({"colour": "red"}, "There is no parameter “colour” here."),
        ({"q": "a\x00b"}, "null characters"),
        ({"q": "x" * 301}, "at most 300 characters"),
        ({"cursor": "nonsense"}, "Start again from its beginning."),
        ({"cursor": "WyJub3doZXJlIiwgMV0"}, "Start again from its beginning."),
        ({"cursor": "WyIyMDI2LTExLTAyVDEyOjAwOjAwWiIsIDEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwXQ"}, ""),
    ],
)
def test_what_cannot_be_searched_is_said_and_what_was_typed_is_kept(reader, asked, sentence):
    given.published()
    answer = reader.ask("/claims/", **({"q": "farmers & trade", "until": "2026-11-30"} | asked))
    page = answer.content.decode()
    if sentence:
        assert answer.status_code == 400
        assert sentence in page
    assert 'value="2026-11-30"' in page
    assert "q" in asked or 'value="farmers &amp; trade"' in page
    assert "since" not in asked or 'value="never"' in page


def test_filters_narrow_and_can_be_taken_away(reader):
    speaker, house = given.claimant(), given.topic()
    said = given.claim("Bread is dear", claimant=speaker, origin="person", topics=[house])
    wanted, other = given.published(of=said), given.published()
    for asked in (
        {"claimant": speaker.public_id},
        {"topic": "trade"},
        {"rating": ["mostly-false"], "topic": "trade"},
        {"since": "2026-11-01", "claimant": speaker.public_id},
        {"source": wanted.evidence.get().passage.snapshot.source.public_id},
    ):
        page = reader.page("/claims/", **asked)
        assert address_of(wanted) in page, asked
        assert address_of(other) not in page, asked
        assert "1 claim, newest first" in page, asked
    page = reader.page("/claims/", claimant=speaker.public_id, q="bread")
    assert f'<option value="{speaker.public_id}" selected>The minister</option>' in page
    source = wanted.evidence.get().passage.snapshot.source
    page = reader.page("/claims/", source=source.public_id, q="bread")
    assert "Only claims citing <b>On trade</b>" in page
    assert 'href="?q=bread"' in page


def test_suspended_and_retracted_findings_are_found_when_asked_for(reader):
    verdict = given.retracted()
    assert address_of(verdict) not in reader.page("/claims/")
    assert address_of(verdict) in reader.page("/claims/", state="retracted")


def test_nothing_found_says_what_to_do_next(reader):
    page = reader.words("/claims/", q="unheard")
    assert "Nothing found." in page
    assert "Try fewer or other words" in page


def test_a_list_is_read_page_by_page_without_gaps(reader, monkeypatch):
    import re

    from factcheck.public.base import pagination
    from factcheck.public.views import lists

    monkeypatch.setattr(pagination, "COUNTED", 2)
    monkeypatch.setattr(lists, "SIZE", 2)
    monkeypatch.setattr(lists._paged, "__defaults__", (2,))
    made = {given.published(of=given.claim(f"Trade {n}")).claim.public_id for n in range(5)}
    for asked in ({}, {"q": "trade"}):
        seen, cursor = [], ""
        for _ in range(3):
            page = reader.page("/claims/", **asked, cursor=cursor)
            seen += re.findall(r'entry-claim"><a href="/claims/(\w{10})/', page)
            following = re.search(r"cursor=([\w-]+)", page)
            cursor = following[1] if following else ""
            assert "More than 2 claims" in page
        assert len(seen) == 5
        assert set(seen) == made
