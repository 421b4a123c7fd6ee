"""Nothing unpublished is on a page, in a count, in a redirect or in a search."""

import re

import pytest

from claims.workflow import actions, drafting
from tests import given
from tests.factcheck.public.conftest import get_claim_path

pytestmark = pytest.mark.django_db
CANARY = "Zyzzyva"  # a word that every unpublished text contains
LINK = re.compile(r'href="(/[^"#]*)')


@pytest.fixture
def hidden_paths():
    """A published claim, next to unpublished rows that contain the canary; their paths."""
    ana = given.person("ana")
    hidden_claimant = given.claimant(f"{CANARY} Person")
    topic = given.topic("beetles", f"{CANARY} beetles")
    hidden_claim = given.claim(
        f"{CANARY} is it", claimant=hidden_claimant, attribution="person", topics=[topic]
    )
    draft = given.draft(of=hidden_claim, conclusion=f"{CANARY} is a weevil.")
    snapshot = given.snapshot(f"{CANARY} lives in palms.", title=f"{CANARY} weekly")
    passage = given.passage("lives in palms", of=snapshot)
    drafting.cite(draft, passage, by=ana, at=given.moment(), stance="context")
    in_review = given.in_review(conclusion=f"{CANARY} again.")
    actions.send_back(in_review, by=given.person("bo"), at=given.moment(), comment=f"{CANARY}?")
    published = given.published()
    drafting.update_draft(
        given.correction(published), by=ana, at=given.moment(), conclusion=f"{CANARY} instead."
    )
    given.suspended(conclusion=f"{CANARY} was suspended.")
    return [
        get_claim_path(draft),
        f"{get_claim_path(draft)}zyzzyva-is-it/",
        f"{get_claim_path(draft)}revisions/1/",
        f"{get_claim_path(published)}revisions/2/",
        f"/claimants/{hidden_claimant.public_id}/",
        "/topics/beetles/",
        f"/sources/{snapshot.source.public_id}/",
    ]


def crawl_pages(reader) -> dict[str, str]:
    """Every page that can be reached by links from the home page."""
    pages, queue = {}, ["/"]
    while queue:
        path = queue.pop()
        if path in pages or path.startswith(("/static/", "/api/", "/desk/")):
            continue
        response = reader.client.get(path, follow=True)
        assert response.status_code == 200, path
        pages[path] = response.content.decode()
        queue += [link.replace("&amp;", "&") for link in LINK.findall(pages[path])]
    return pages


def test_no_page_contains_unpublished_text(reader, hidden_paths):
    pages = crawl_pages(reader)
    assert len(pages) > 12
    assert [path for path, page in pages.items() if CANARY.lower() in page.lower()] == []


def test_unpublished_rows_have_no_page(reader, hidden_paths):
    for path in hidden_paths:
        response = reader.get(path)
        assert response.status_code == 404, path
        assert CANARY not in response.content.decode()


def test_unpublished_text_cannot_be_searched(reader, hidden_paths):
    assert "0 claims for" in reader.get_html("/claims/", q=CANARY)
    for parameters in ({"topic": "beetles"}, {"claimant": hidden_paths[4].split("/")[2]}):
        response = reader.get("/claims/", **parameters)
        assert response.status_code == 400
        assert CANARY not in response.content.decode()
