"""Every page, with content and without."""

import re

import pytest
from django.db import OperationalError, ProgrammingError

from claims.publication import queries
from claims.workflow import drafting
from claims.workflow.transitions import TRANSITIONS
from tests import given
from tests.factcheck.public.conftest import get_claim_path

pytestmark = pytest.mark.django_db
PAGES = [
    "/", "/claims/", "/sources/", "/claimants/", "/topics/", "/changes/", "/how-we-work/",
    "/ledger/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_content_says_so(reader, path):
    page = reader.get_text(path)
    assert "A demonstration" in page
    messages = ("yet", "empty", "so far", "No sources yet", "0 claims", "still empty")
    assert any(message in page for message in messages)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_headers_for_caches_and_search_engines(reader, path):
    headers = reader.get(path).headers
    assert headers["Content-Language"] == "en"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "public" in headers["Cache-Control"]
    assert "Cookie" not in headers.get("Vary", "")
    assert headers["ETag"]


def test_an_unchanged_page_is_not_sent_twice(reader):
    etag = reader.get("/").headers["ETag"]
    assert reader.client.get("/", headers={"if-none-match": etag}).status_code == 304


def test_outside_demo_mode_pages_may_be_indexed(reader, settings):
    settings.DEMO_MODE = False
    given.published()
    response = reader.get("/")
    assert "X-Robots-Tag" not in response.headers
    assert "demonstration" not in response.content.decode()
    assert "Allow: /" in reader.get_html("/robots.txt")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_what_the_content_security_policy_refuses(reader, path):
    given.retracted()
    page = reader.get_html(path)
    assert not re.search(
        r"\sstyle=|\son\w+=|<style|<script(?! type=\"application/ld\+json\")", page
    )
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)', page)


def test_the_home_page_shows_a_quote_and_the_latest_changes(reader):
    given.retracted()
    given.published()
    page = reader.get_html("/")
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert "We misread the table." in page


def test_every_page_links_to_the_desk(reader):
    assert 'href="/desk/">For editors' in reader.get_html("/")


def test_a_source_shows_its_passages_and_claims_but_never_its_text(reader):
    draft = given.draft()
    passage = given.passage(of=given.snapshot("Words far away. " * 60 + given.TEXT))
    drafting.cite(draft, passage, by=draft.author, at=given.moment(), stance="refutes")
    draft.refresh_from_db()
    verdict = given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    page = reader.get_html(f"/sources/{passage.snapshot.source.public_id}/")
    assert f'id="p-{passage.public_id}"' in page
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert "Used in" in page
    assert "contradicts" in page
    assert get_claim_path(verdict) in page
    assert passage.snapshot.sha256 in page
    assert page.count("Words far away.") < 10
    assert "[…]" in page


def test_a_claimant_has_a_list_of_claims_without_a_score(reader):
    claimant = given.claimant()
    given.published(of=given.claim(claimant=claimant, attribution="person"))
    page = reader.get_text(f"/claimants/{claimant.public_id}/")
    assert "Trade rose by 12 percent in a year" in page
    assert not re.search(r"\d+ ?%|score|\b1 claim", page)


def test_a_topic_has_an_address_in_its_own_script(reader):
    topic = given.topic("торговля", "Торговля")
    given.published(of=given.claim(topics=[topic]))
    assert "1 claim, newest first" in reader.get_html("/topics/торговля/")


def test_changes_are_listed_with_kind_cause_and_ratings(reader):
    given.retracted()
    page = reader.get_text("/changes/")
    assert "Retracted our error" in page
    assert "Mostly false →became Retracted" in page


def test_the_methodology_shows_the_ratings_the_rules_and_the_latest_ledger_entry(reader):
    given.published()
    page = reader.get_html("/how-we-work/")
    assert given.rating().definition in page
    assert '<svg class="workflow"' in page
    assert str(TRANSITIONS["approve"].description) in page
    assert queries.list_ledger_entries().first().leaf_hash in page


def test_the_ledger_shows_every_entry_and_its_hash(reader):
    given.retracted()
    page = reader.get_html("/ledger/")
    for entry in queries.list_ledger_entries():
        assert f'id="e-{entry.number}"' in page
        assert entry.leaf_hash in page


@pytest.mark.parametrize(
    "path",
    ["/nothing/", "/claims/0000000000/", "/sources/0000000000/", "/claims/0000000000/revisions/1/",
     "/claimants/0000000000/", "/topics/nothing/", "/claims/NOT-AN-ID/"],
)  # fmt: skip
def test_a_missing_page_says_what_to_do_next(reader, path):
    response = reader.get(path)
    assert response.status_code == 404
    assert "Search claims" in response.content.decode()


def test_pages_are_read_only(reader):
    assert reader.client.post("/claims/").status_code == 405


def test_the_health_check_queries_the_database(reader, monkeypatch):
    assert reader.get_html("/health/") == "ok\n"

    def raise_error():
        raise OperationalError

    monkeypatch.setattr(queries, "list_ledger_entries", raise_error)
    assert reader.get("/health/").status_code == 503


def test_robots_txt_security_txt_and_favicon_exist(reader):
    assert "Disallow: /\n" in reader.get_html("/robots.txt")
    assert "Contact: mailto:desk@example.org" in reader.get_html("/.well-known/security.txt")
    assert reader.get("/favicon.ico").status_code == 302


def test_the_error_page_needs_no_database(reader, monkeypatch):
    def raise_error(*args):
        raise ProgrammingError

    monkeypatch.setattr(queries, "list_current_verdicts", raise_error)
    response = reader.get("/")
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
