"""Each public passage has an address: a page for readers, a Web Annotation for programs."""

import json

import pytest

from claims.publication import queries
from claims.publication.web_annotation import MEDIA_TYPE, build_annotation
from claims.workflow import drafting
from sources.capture.from_text import capture_text
from sources.extraction.text import extract_text
from sources.media_types import HTML
from tests import given
from tests.helpers.page_structures import build_page

pytestmark = pytest.mark.django_db

SOURCE_URL = "https://news.example/a1"
PROFILE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def publish_with_passage(url: str = SOURCE_URL, **fields):
    """A published verdict, and the one passage that it cites."""
    snapshot = given.snapshot(url=url, **fields)
    verdict = drafting.create_draft(
        given.claim(), by=given.person("ana"), at=given.moment(), **given.verdict_content()
    )
    passage = given.passage(given.OFFICE, of=snapshot)
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    published = given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    return published, passage


def publish_with_quote_of_page(exact: str):
    """A published verdict that cites these words of a page with many structures."""
    snapshot, _ = capture_text(
        given.snapshot(url=SOURCE_URL).source,
        extract_text(build_page(), HTML),
        by=given.person("ana"),
        at=given.moment(),
    )
    verdict = drafting.create_draft(
        given.claim(), by=given.person("ana"), at=given.moment(), **given.verdict_content()
    )
    passage = given.passage(exact, of=snapshot)
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    return given.published(
        verdict=given.approved(verdict=given.in_review(verdict=verdict))
    ), passage


def get_path(passage) -> str:
    return f"/passages/{passage.public_id}/"


def get_annotation(passage, client, accept=PROFILE) -> dict:
    return json.loads(client.get(get_path(passage), headers={"accept": accept}).content)


def test_the_annotation_contains_the_quote_its_position_and_the_claim(client):
    verdict, passage = publish_with_passage()
    claim_path = queries.get_claim(verdict.claim.public_id).row.get_absolute_url()
    assert get_annotation(passage, client) == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"http://127.0.0.1:8000{get_path(passage)}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {
                "id": f"http://127.0.0.1:8000{claim_path}",
                "type": "Text",
                "format": "text/html",
                "language": "en",
            }
        ],
        "target": {
            "type": "SpecificResource",
            "source": SOURCE_URL,
            "state": {
                "type": "TimeState",
                "sourceDate": passage.snapshot.captured_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            },
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": given.OFFICE,
                    "prefix": passage.prefix,
                    "suffix": passage.suffix,
                },
                {
                    "type": "TextPositionSelector",
                    "start": given.TEXT.index(given.OFFICE),
                    "end": given.TEXT.index(given.OFFICE) + len(given.OFFICE),
                },
            ],
        },
    }


def test_positions_are_code_points(client):
    _, passage = publish_with_passage()
    snapshot = given.snapshot("😀 " + given.TEXT, url=SOURCE_URL)
    published = queries.get_passage_with_claims(passage.public_id)
    assert published.passage.start == given.TEXT.index(given.OFFICE)
    assert given.passage(given.OFFICE, of=snapshot).start == published.passage.start + 2


def test_without_an_address_the_target_is_our_page_of_the_source(client):
    _, passage = publish_with_passage(url="")
    target = get_annotation(passage, client)["target"]
    assert target["source"] == f"http://127.0.0.1:8000/sources/{passage.snapshot.source.public_id}/"
    assert target["selector"]["type"] == "TextQuoteSelector"
    assert "state" not in target


def test_without_a_current_fact_check_the_passage_is_only_highlighted(client):
    verdict = given.retracted()
    annotation = get_annotation(verdict.evidence.get().passage, client)
    assert annotation["motivation"] == "highlighting"
    assert "body" not in annotation


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
        ("image/png", "text/html; charset=utf-8"),
        (PROFILE, MEDIA_TYPE),
        ("application/ld+json", MEDIA_TYPE),
        ("application/json", MEDIA_TYPE),
        ("text/html;q=0.5, application/ld+json", MEDIA_TYPE),
        ("text/html, application/ld+json;q=0.9", "text/html; charset=utf-8"),
    ],
)
def test_the_representation_is_negotiated(client, accept, content_type):
    _, passage = publish_with_passage()
    response = client.get(get_path(passage), headers={"accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert response["Allow"] == "GET, HEAD"
    assert "Accept" in response["Vary"]
    assert response["ETag"]


def test_the_annotation_has_a_separate_address(client):
    _, passage = publish_with_passage()
    response = client.get(get_path(passage) + "annotation.jsonld")
    negotiated = client.get(get_path(passage), headers={"accept": PROFILE})
    assert response.content == negotiated.content
    assert response["Content-Type"] == MEDIA_TYPE
    assert f'<{get_path(passage)}>; rel="alternate"; type="text/html"' in response["Link"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_an_unchanged_response_is_not_sent_twice(client):
    _, passage = publish_with_passage()
    for accept in (PROFILE, "text/html"):
        first = client.get(get_path(passage), headers={"accept": accept})
        headers = {"accept": accept, "if-none-match": first["ETag"]}
        assert client.get(get_path(passage), headers=headers).status_code == 304


def test_the_address_is_read_only(client):
    _, passage = publish_with_passage()
    assert client.put(get_path(passage)).status_code == 405


def test_the_page_shows_the_quote_the_claim_and_the_links(reader):
    verdict, passage = publish_with_passage()
    page = reader.get_html(get_path(passage))
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert f'href="/passages/{passage.public_id}/annotation.jsonld"' in page
    assert f'href="/sources/{passage.snapshot.source.public_id}/#p-{passage.public_id}"' in page
    assert f"{SOURCE_URL}#:~:text=" in page
    text = reader.get_text(get_path(passage))
    assert "contradicts Trade rose by 12 percent in a year" in text
    assert verdict.claim.public_id in page


def test_the_page_of_the_source_links_to_each_passage(reader):
    _, passage = publish_with_passage()
    page = reader.get_html(f"/sources/{passage.snapshot.source.public_id}/")
    assert f'href="{get_path(passage)}"' in page


def test_a_passage_that_only_a_draft_cites_has_no_address(client):
    passage = given.draft().evidence.get().passage
    for path in (get_path(passage), get_path(passage) + "annotation.jsonld"):
        assert client.get(path, headers={"accept": PROFILE}).status_code == 404


def test_a_passage_of_a_suspended_fact_check_has_no_address(client):
    passage = given.suspended().evidence.get().passage
    assert client.get(get_path(passage)).status_code == 404


def test_the_address_of_a_private_persons_post_is_not_in_the_annotation():
    person = given.claimant("Jan Kowalski", public_role=False)
    claim = given.claim(attribution="person", claimant=person)
    snapshot = given.snapshot(url="https://posts.example/jan", author="Jan Kowalski")
    passage = given.passage(given.ROSE, of=snapshot)
    verdict = given.draft(of=claim)
    drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="context")
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    published = queries.get_passage_with_claims(passage.public_id)
    annotation = build_annotation(published, "https://x.example/p", "https://x.example")
    assert "jan" not in json.dumps(annotation).lower()


@pytest.mark.parametrize(
    ("exact", "own", "linked"),
    [
        ("loan was 10^6 crowns", "loan was 106 crowns", "loan%20was%20106%20crowns"),
        (
            "called it “a ‘slow’ flood” and went home",
            "called it a slow flood and went home",
            "called%20it%20a%20slow%20flood%20and%20went%20home",
        ),
        (
            "killed fifty people",
            "killed fifty people",
            "killed%20forty%20fifty%20people",
        ),
    ],
)
def test_links_and_annotations_have_the_characters_of_the_page(client, exact, own, linked):
    verdict, passage = publish_with_quote_of_page(exact)
    quote = get_annotation(passage, client)["target"]["selector"][0]
    assert quote["exact"] == own
    source_page = client.get(f"/sources/{passage.snapshot.source.public_id}/").content.decode()
    claim_path = queries.get_claim(verdict.claim.public_id).row.get_absolute_url()
    assert linked in source_page
    assert linked in client.get(claim_path).content.decode()
