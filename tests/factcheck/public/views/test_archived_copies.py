"""Readers see the archived copies next to a source; an appearance may link to its copy only."""

import pytest

from claims.intake import claims
from claims.publication import queries
from sources.capture.web_archive import record_archived_copy
from tests import given
from tests.factcheck.public.views.test_passages import publish_with_passage

pytestmark = pytest.mark.django_db

COPY = "https://archive.example/2026/https://news.example/a1"
FAKE = "https://fake.example/milk-is-poison"
FAKE_COPY = "https://archive.example/2026/https://fake.example/milk-is-poison"


def record_copy(snapshot, url=COPY):
    return record_archived_copy(snapshot, url, by=given.person("ana"), at=given.moment())


def get_claim_page(client, verdict) -> str:
    row = queries.get_claim(verdict.claim.public_id).row
    return client.get(row.get_absolute_url()).content.decode()


def get_source_page(client, passage) -> str:
    return client.get(f"/sources/{passage.snapshot.source.public_id}/").content.decode()


def get_links(page: str, url: str) -> list[str]:
    return [tag.split(">")[0] for tag in page.split("<a ") if f'href="{url}"' in tag.split(">")[0]]


def test_readers_see_the_archived_copy_next_to_the_source(client):
    verdict, passage = publish_with_passage()
    assert "Archived copy" not in get_claim_page(client, verdict)
    record_copy(passage.snapshot)
    for page in (get_claim_page(client, verdict), get_source_page(client, passage)):
        (link, *_more) = get_links(page, COPY)
        assert 'rel="noopener nofollow"' in link
        assert "Archived copy at archive.example" in page


def test_the_newest_copy_of_each_archive_is_shown(client):
    verdict, passage = publish_with_passage()
    older, newer, other = (
        record_copy(passage.snapshot, f"https://{path}")
        for path in ("archive.example/1", "archive.example/2", "other.example/3")
    )
    page = get_source_page(client, passage)
    assert older.url not in page
    assert newer.url in page and other.url in page


def test_the_copy_of_a_source_that_is_not_public_is_not_shown(client):
    record_copy(given.passage().snapshot)
    assert not queries.PublicArchivedCopy.objects.exists()


def test_the_copy_of_a_private_persons_page_is_not_shown(client):
    verdict, passage = publish_with_passage(author="John Doe")
    record_copy(passage.snapshot)
    given.claimant("John Doe", public_role=False)
    for page in (get_claim_page(client, verdict), get_source_page(client, passage)):
        assert COPY not in page


def test_a_source_that_is_a_copy_names_its_original(client):
    _verdict, passage = publish_with_passage(COPY, original_url="https://news.example/a1")
    page = get_source_page(client, passage)
    assert "Archived copy of" in page
    assert get_links(page, "https://news.example/a1") == []


# ── appearances ─────────────────────────────────────────────────────────────────────────────────
def publish_appearance(**fields):
    claim = given.claim(attribution="person", claimant=given.claimant())
    by, at = given.person("ana"), given.moment()
    claims.add_appearance(claim, by=by, at=at, text="Milk is poison!", **fields)
    return given.published(of=claim)


def test_an_appearance_links_to_the_archived_copy_only(client):
    verdict = publish_appearance(url=FAKE, archived_url=FAKE_COPY)
    page = get_claim_page(client, verdict)
    (link,) = get_links(page, FAKE_COPY)
    assert 'rel="noopener nofollow"' in link
    assert get_links(page, FAKE) == []


def test_the_original_of_an_appearance_with_a_copy_has_no_link_either(client):
    snapshot = given.snapshot(url=FAKE)
    passage = given.passage(of=snapshot, voice="reports", speaker="The minister")
    verdict = publish_appearance(passage=passage, archived_url=FAKE_COPY)
    page = get_claim_page(client, verdict)
    assert get_links(page, FAKE_COPY)
    assert f'href="{FAKE}' not in page


def test_the_link_to_an_appearance_is_not_followed_by_robots(client):
    page = get_claim_page(client, publish_appearance(url=FAKE))
    (link,) = get_links(page, FAKE)
    assert 'rel="noopener nofollow"' in link


def test_the_address_of_a_private_persons_appearance_is_not_shown(client):
    claim = given.claim(
        attribution="person", claimant=given.claimant("John Doe", public_role=False)
    )
    by, at = given.person("ana"), given.moment()
    claims.add_appearance(claim, by=by, at=at, text="Milk!", url=FAKE, archived_url=FAKE_COPY)
    page = get_claim_page(client, given.published(of=claim))
    assert FAKE not in page and FAKE_COPY not in page
