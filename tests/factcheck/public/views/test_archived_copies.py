"""Readers see the archived copies next to a source; an appearance may link to its copy only."""

import pytest

from claims.intake import claims
from claims.publication import queries
from claims.workflow import drafting
from sources.capture.web_archive import record_archived_copy
from tests import given
from tests.factcheck.public.views.test_passages import PROFILE, SOURCE_URL, publish_with_passage
from tests.helpers.crawler import crawl

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
    person = given.claimant("John Doe", public_role=False)
    claim = given.claim(attribution="person", claimant=person)
    passage = given.passage(of=given.snapshot(author="John Doe", url="https://blog.example/a"))
    by, at = given.person("ana"), given.moment()
    claims.add_appearance(claim, by=by, at=at, text="Milk!", passage=passage)
    verdict = given.published(of=claim)
    record_copy(passage.snapshot)
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


# ── sources that are the place where a claim was spread ─────────────────────────────────────────
COPY_OF_FAKE = "https://archive.example/AbC12"  # does not contain the address, as archive.today


def publish_fake_as_source(source_url=FAKE):
    """A published claim that appeared at `FAKE`, and the passage of that source that it cites."""
    claim = given.claim(attribution="person", claimant=given.claimant())
    by, at = given.person("ana"), given.moment()
    claims.add_appearance(
        claim, by=by, at=at, text="Milk is poison!", url=FAKE, archived_url=COPY_OF_FAKE
    )
    verdict = drafting.create_draft(claim, by=by, at=at, **given.verdict_content())
    cited = given.passage(of=given.snapshot(url=source_url))
    drafting.cite(verdict, cited, by=by, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    verdict = given.approved(verdict=given.in_review(verdict=verdict))
    return given.published(verdict=verdict), cited


@pytest.mark.parametrize(
    "spelling",
    [
        FAKE,
        "http://www.fake.example/milk-is-poison",
        f"{FAKE}/",
        f"{FAKE}#top",
    ],
)
def test_no_page_and_no_answer_of_the_api_has_the_address_of_a_fake(spelling):
    _verdict, cited = publish_fake_as_source(source_url=spelling)
    answers = crawl(f"/api/v1/passages/{cited.public_id}/")
    shown = {path for path, answer in answers.items() if COPY_OF_FAKE in answer.all}
    assert {path for path, answer in answers.items() if "fake.example" in answer.all} == set()
    assert f"/api/v1/passages/{cited.public_id}/" in shown
    source_id = cited.snapshot.source.public_id
    assert {f"/sources/{source_id}/", f"/api/v1/sources/{source_id}/"} <= shown


def test_every_link_to_the_copy_of_a_fake_is_not_followed(client):
    verdict, cited = publish_fake_as_source()
    passage_page = client.get(f"/passages/{cited.public_id}/").content.decode()
    pages = [get_claim_page(client, verdict), get_source_page(client, cited), passage_page]
    for page in pages:
        links = get_links(page, COPY_OF_FAKE)
        assert links and all('rel="noopener nofollow"' in link for link in links)


def test_the_annotation_of_a_fake_leads_to_our_page(client):
    _verdict, cited = publish_fake_as_source()
    headers = {"accept": PROFILE}
    annotation = client.get(f"/passages/{cited.public_id}/", headers=headers).json()
    assert annotation["target"]["source"].endswith(f"/sources/{cited.snapshot.source.public_id}/")


def test_the_passage_tells_the_place_of_an_appearance_without_an_address(client):
    snapshot = given.snapshot(url=FAKE)
    passage = given.passage(of=snapshot, voice="reports", speaker="The minister")
    verdict = publish_appearance(passage=passage, archived_url=COPY_OF_FAKE)
    for page in (get_claim_page(client, verdict), get_source_page(client, passage)):
        assert "fake.example" not in page
        assert get_links(page, COPY_OF_FAKE)


def test_a_report_about_a_fake_keeps_its_address(client):
    snapshot = given.snapshot(url="https://news.example/about-a-fake")
    passage = given.passage(of=snapshot, voice="reports", speaker="The minister")
    publish_appearance(passage=passage, url=FAKE, archived_url=COPY_OF_FAKE)
    page = get_source_page(client, passage)
    (link,) = get_links(page, "https://news.example/about-a-fake")
    assert "nofollow" not in link and COPY_OF_FAKE not in page


def test_the_appearance_of_a_claim_that_is_not_public_changes_no_page(client):
    _verdict, passage = publish_with_passage()
    url = passage.snapshot.source.url
    claim = given.claim()
    by, at = given.person("ana"), given.moment()
    claims.add_appearance(claim, by=by, at=at, text="Milk!", url=url, archived_url=COPY_OF_FAKE)
    page = get_source_page(client, passage)
    assert get_links(page, url) and COPY_OF_FAKE not in page


def test_the_copy_of_a_private_persons_appearance_is_shown_nowhere():
    claim = given.claim(
        attribution="person", claimant=given.claimant("John Doe", public_role=False)
    )
    by, at = given.person("ana"), given.moment()
    claims.add_appearance(
        claim, by=by, at=at, text="Milk!", url=SOURCE_URL, archived_url=COPY_OF_FAKE
    )
    given.published(of=claim)
    _verdict, passage = publish_with_passage()
    answers = crawl(f"/api/v1/passages/{passage.public_id}/", f"/passages/{passage.public_id}/")
    assert {path for path, answer in answers.items() if COPY_OF_FAKE in answer.all} == set()


def test_a_record_that_was_published_does_not_change(client):
    """The pages of source and passage do, from now on."""
    verdict, passage = publish_with_passage()
    url = passage.snapshot.source.url
    record = queries.get_claim(verdict.claim.public_id).row.record
    publish_appearance(url=url, archived_url=COPY_OF_FAKE)
    assert queries.get_claim(verdict.claim.public_id).row.record == record
    assert get_links(get_source_page(client, passage), url) == []
