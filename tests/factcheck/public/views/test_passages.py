"""Each public passage has an address: a page for readers, a Web Annotation for tools."""

import json

import pytest

from claims.publication import queries
from claims.publication.web_annotation import MEDIA_TYPE, annotation
from tests import given

pytestmark = pytest.mark.django_db

ADDRESS = "https://news.example/a1"
PROFILE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def cited(url: str = ADDRESS, **described):
    """A published verdict, and the one passage that it cites."""
    snapshot = given.snapshot(url=url, **described)
    verdict = given.drafting.draft(
        given.claim(), by=given.person("ana"), at=given.moment(), **given.content()
    )
    passage = given.passage(given.OFFICE, of=snapshot)
    given.drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    published = given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    return published, passage


def page_of(passage) -> str:
    return f"/passages/{passage.public_id}/"


def told(passage, client, accept=PROFILE) -> dict:
    return json.loads(client.get(page_of(passage), headers={"accept": accept}).content)


def test_the_annotation_says_which_words_stand_where_and_what_they_bear_on(client):
    verdict, passage = cited()
    assert told(passage, client) == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"http://127.0.0.1:8000{page_of(passage)}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {
                "id": "http://127.0.0.1:8000"
                + queries.claim(verdict.claim.public_id).row.get_absolute_url(),
                "type": "Text",
                "format": "text/html",
                "language": "en",
            }
        ],
        "target": {
            "type": "SpecificResource",
            "source": ADDRESS,
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
    _, passage = cited()
    snapshot = given.snapshot("😀 " + given.TEXT, url=ADDRESS)
    shown = queries.shown_passage(passage.public_id)
    assert shown.passage.start == given.TEXT.index(given.OFFICE)
    assert given.passage(given.OFFICE, of=snapshot).start == shown.passage.start + 2


def test_without_an_address_the_words_are_those_of_our_page_of_the_source(client):
    _, passage = cited(url="")
    target = told(passage, client)["target"]
    assert target["source"] == f"http://127.0.0.1:8000/sources/{passage.snapshot.source.public_id}/"
    assert target["selector"]["type"] == "TextQuoteSelector"
    assert "state" not in target


def test_where_no_finding_stands_any_more_the_words_are_only_marked(client):
    verdict = given.retracted()
    passage = verdict.evidence.get().passage
    marked = told(passage, client)
    assert marked["motivation"] == "highlighting"
    assert "body" not in marked


@pytest.mark.parametrize(
    ("accept", "given_out"),
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
def test_what_is_given_out_is_negotiated(client, accept, given_out):
    _, passage = cited()
    answer = client.get(page_of(passage), headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, given_out)
    assert answer["Allow"] == "GET, HEAD"
    assert "Accept" in answer["Vary"]
    assert answer["ETag"]


def test_the_annotation_has_an_address_of_its_own(client):
    _, passage = cited()
    answer = client.get(page_of(passage) + "annotation.jsonld")
    assert answer.content == client.get(page_of(passage), headers={"accept": PROFILE}).content
    assert answer["Content-Type"] == MEDIA_TYPE
    assert f'<{page_of(passage)}>; rel="alternate"; type="text/html"' in answer["Link"]
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_who_has_it_already_is_not_sent_it_again(client):
    _, passage = cited()
    for accept in (PROFILE, "text/html"):
        first = client.get(page_of(passage), headers={"accept": accept})
        again = client.get(
            page_of(passage), headers={"accept": accept, "if-none-match": first["ETag"]}
        )
        assert again.status_code == 304


def test_an_address_is_only_read(client):
    _, passage = cited()
    assert client.put(page_of(passage)).status_code == 405


def test_the_page_shows_the_words_what_they_bear_on_and_the_ways_from_there(reader):
    verdict, passage = cited()
    page = reader.page(page_of(passage))
    assert f"<mark>{given.OFFICE}</mark>" in page
    assert f'href="/passages/{passage.public_id}/annotation.jsonld"' in page
    assert f'href="/sources/{passage.snapshot.source.public_id}/#p-{passage.public_id}"' in page
    assert f"{ADDRESS}#:~:text=" in page
    assert "speaks against Trade rose by 12 percent in a year" in reader.words(page_of(passage))
    assert verdict.claim.public_id in page


def test_the_page_of_the_source_leads_to_each_passage(reader):
    _, passage = cited()
    assert f'href="{page_of(passage)}"' in reader.page(
        f"/sources/{passage.snapshot.source.public_id}/"
    )


def test_a_passage_that_only_a_draft_cites_has_no_address(client):
    passage = given.draft().evidence.get().passage
    for address in (page_of(passage), page_of(passage) + "annotation.jsonld"):
        assert client.get(address, headers={"accept": PROFILE}).status_code == 404


def test_what_is_suspended_has_no_address(client):
    passage = given.suspended().evidence.get().passage
    assert client.get(page_of(passage)).status_code == 404


def test_a_private_persons_address_is_not_told():
    person = given.claimant("Jan Kowalski", public_role=False)
    about = given.claim(origin="person", claimant=person)
    snapshot = given.snapshot(url="https://posts.example/jan", author="Jan Kowalski")
    said = given.passage(given.ROSE, of=snapshot)
    verdict = given.draft(of=about)
    given.drafting.cite(verdict, said, by=verdict.author, at=given.moment(), stance="context")
    given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    shown = queries.shown_passage(said.public_id)
    assert (
        "jan"
        not in json.dumps(annotation(shown, "https://x.example/p", "https://x.example")).lower()
    )
