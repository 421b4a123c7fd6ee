"""Every page by itself: what it says when there is something, and when there is nothing."""

import re

import pytest
from django.db import OperationalError

from claims.publication import queries
from claims.workflow import drafting
from tests import given
from tests.factcheck.public.conftest import address_of

pytestmark = pytest.mark.django_db
LISTS = [
    "/", "/claims/", "/sources/", "/claimants/", "/topics/", "/changes/", "/how-we-work/",
    "/ledger/",
]  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_desk_has_pages_that_say_so(reader, address):
    page = reader.words(address)
    assert "A demonstration" in page
    empty = ("yet", "empty", "so far", "No source here", "0 claims", "still empty")
    assert any(words in page for words in empty)


@pytest.mark.parametrize("address", LISTS)
def test_every_page_says_what_caches_and_search_engines_need(reader, address):
    headers = reader.ask(address).headers
    assert headers["Content-Language"] == "en"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "public" in headers["Cache-Control"]
    assert "Cookie" not in headers.get("Vary", "")
    assert headers["ETag"]


def test_a_page_is_not_sent_again_to_who_has_it(reader):
    seen = reader.ask("/").headers["ETag"]
    assert reader.client.get("/", headers={"if-none-match": seen}).status_code == 304


def test_outside_a_demonstration_pages_may_be_indexed(reader, settings):
    settings.DEMONSTRATION = False
    given.published()
    answer = reader.ask("/")
    assert "X-Robots-Tag" not in answer.headers
    assert "demonstration" not in answer.content.decode()
    assert "Allow: /" in reader.page("/robots.txt")


@pytest.mark.parametrize("address", LISTS)
def test_no_page_needs_what_the_policy_refuses(reader, address):
    given.retracted()
    page = reader.page(address)
    assert not re.search(
        r"\sstyle=|\son\w+=|<style|<script(?! type=\"application/ld\+json\")", page
    )
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)', page)


def test_the_home_page_leads_with_a_quotation_and_shows_what_was_changed(reader):
    given.retracted()
    given.published()
    page = reader.page("/")
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert "We misread the table." in page


def test_a_source_shows_its_passages_and_what_they_bear_on_but_never_its_text(reader):
    draft = given.draft()
    quoted = given.passage(of=given.snapshot("Words far away. " * 60 + given.TEXT))
    drafting.cite(draft, quoted, by=draft.author, at=given.moment(), stance="refutes")
    draft.refresh_from_db()
    verdict = given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    source = quoted.snapshot.source
    page = reader.page(f"/sources/{source.public_id}/")
    assert f'id="p-{quoted.public_id}"' in page
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert "speaks against" in page
    assert address_of(verdict) in page
    assert quoted.snapshot.sha256 in page
    assert page.count("Words far away.") < 10
    assert "[…]" in page


def test_a_claimant_is_a_list_without_a_score(reader):
    speaker = given.claimant()
    given.published(of=given.claim(claimant=speaker, origin="person"))
    page = reader.words(f"/claimants/{speaker.public_id}/")
    assert "Trade rose by 12 percent in a year" in page
    assert not re.search(r"\d+ ?%|score|\b1 claim", page)


def test_a_topic_lists_its_claims_at_an_address_in_its_own_script(reader):
    topic = given.topic("торговля", "Торговля")
    given.published(of=given.claim(topics=[topic]))
    assert "1 claim, newest first" in reader.page("/topics/торговля/")


def test_changes_are_told_with_kind_cause_and_marks(reader):
    given.retracted()
    page = reader.words("/changes/")
    assert "Retracted our error" in page
    assert "Mostly false →became Retracted" in page


def test_how_we_work_shows_the_scale_the_rules_and_the_ledgers_head(reader):
    given.published()
    page = reader.page("/how-we-work/")
    assert given.rating().definition in page
    assert '<svg class="workflow"' in page
    assert "Sign the submission as the second person." in page
    assert queries.entries().first().sha256 in page


def test_the_ledger_shows_every_entry_and_its_hash(reader):
    given.retracted()
    page = reader.page("/ledger/")
    for entry in queries.entries():
        assert f'id="e-{entry.number}"' in page
        assert entry.sha256 in page


@pytest.mark.parametrize(
    "address",
    ["/nothing/", "/claims/0000000000/", "/sources/0000000000/", "/claims/0000000000/revisions/1/",
     "/claimants/0000000000/", "/topics/nothing/", "/claims/NOT-AN-ID/"],
)  # fmt: skip
def test_what_is_not_there_says_what_to_do_next(reader, address):
    answer = reader.ask(address)
    assert answer.status_code == 404
    assert "Search the claims" in answer.content.decode()


def test_pages_are_only_read(reader):
    assert reader.client.post("/claims/").status_code == 405


def test_health_asks_the_database(reader, monkeypatch):
    assert reader.page("/health/") == "ok\n"

    def unreachable():
        raise OperationalError

    monkeypatch.setattr(queries, "entries", unreachable)
    assert reader.ask("/health/").status_code == 503


def test_machines_find_what_they_look_for(reader):
    assert "Disallow: /\n" in reader.page("/robots.txt")
    assert "Contact: mailto:desk@example.org" in reader.page("/.well-known/security.txt")
    assert reader.ask("/favicon.ico").status_code == 302


def test_a_broken_page_needs_no_database(reader, monkeypatch):
    def broken(*args):
        raise OperationalError

    monkeypatch.setattr(queries, "listed", broken)
    answer = reader.ask("/")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
