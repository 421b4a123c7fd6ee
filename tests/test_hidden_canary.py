"""Nothing of a claim that is hidden for legal reasons reaches a reader or a partner.

A claim has one word in everything that readers see of it, and another fact-check quotes the same
source. After it was hidden, a crawler finds the word nowhere, and each address of the claim says
that it is hidden, with the date and nothing else.
"""

import pytest
from django.db import connection
from django.test import Client

from claims import complaints
from claims.intake import claims
from claims.models import PublicEvidence, PublicHiddenClaim, Topic
from claims.publication import hidden_claims, ledger_export, proofs, queries
from sources.models import Publisher
from tests import given
from tests.helpers.attacks import execute_sql
from tests.helpers.canaries import PUBLIC as WORD
from tests.helpers.crawler import crawl, fetch
from tests.helpers.visible_columns import list_public_views

pytestmark = pytest.mark.django_db


def publish_claim():
    """A corrected claim with a relation, an appearance, a complaint and a claim merged into it."""
    claimant = given.claimant(f"The {WORD} minister", description=f"of the {WORD}")
    topic = Topic.objects.create(slug=f"{WORD}-topic", name=f"{WORD} topic")
    claim = given.claim(
        f"The {WORD} rose by 12 percent",
        attribution="person",
        claimant=claimant,
        topics=[topic],
        unasked="None.",
    )
    snapshot = given.snapshot(
        f"{WORD} doubts it. {given.TEXT}",
        title=f"On the {WORD}",
        author=f"{WORD} author",
        url=f"https://{WORD}.example/",
        publisher=Publisher.objects.create(name=f"{WORD} house"),
    )
    passage = given.passage(f"{WORD} doubts it", of=snapshot)
    appearance = {"text": f"The {WORD} rose.", "passage": passage}
    claims.add_appearance(claim, by=given.person("ana"), at=given.moment(), **appearance)
    first = given.published(
        of=claim, conclusion=f"The {WORD} rose by 4 percent.", reasoning=f"A {WORD}."
    )
    complaint = given.complaint(first, f"The {WORD} is wrong")
    complaints.answer_complaint(
        complaint,
        by=given.person("bo"),
        at=given.moment(),
        outcome="not_upheld",
        public_note=f"The {WORD} is right.",
    )
    following = given.correction(first, conclusion=f"The {WORD} rose by 5 percent.")
    verdict = given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    merged = given.published(of=given.claim(f"The {WORD} rose by a lot"))
    claims.merge(merged.claim, by=given.person("carla"), at=given.moment(), into=claim)
    return verdict


@pytest.fixture
def world(db):
    """The claim to hide, another claim that is related to it, and their addresses."""
    verdict, other = publish_claim(), given.published(of=given.claim("Another claim"))
    given.claim_relation(verdict.claim, other.claim)
    connection.check_constraints()
    return verdict, other


def find_word(answers) -> list[str]:
    return [path for path, answer in answers.items() if WORD in answer.all.lower()]


def list_words_in_views() -> list[str]:
    return [
        view
        for view in list_public_views()
        if any(WORD in str(row).lower() for row in execute_sql(f"SELECT * FROM {view}"))
    ]


def test_a_crawler_finds_nothing_of_a_hidden_claim(world):
    verdict, _other = world
    before = crawl()
    with_word = find_word(before)
    assert len(with_word) > 20 and len(list_words_in_views()) > 8
    given.hidden(verdict)
    assert list_words_in_views() == []
    after = crawl(*with_word)
    # The address that was asked for is all that the answer to it may contain.
    bodies = {path: answer.body.lower().replace(path.lower(), "") for path, answer in after.items()}
    searches = {path for path in bodies if "?" in path}
    assert [path for path in bodies if WORD in bodies[path] and path not in searches] == []
    for path in with_word:
        assert after[path].status in (200, 400, 404, 451), path
        if f"/claims/{verdict.claim.public_id}/" in path and not path.endswith("receipt.json"):
            assert after[path].status == 451, path


def test_a_search_for_the_words_finds_nothing(world):
    given.hidden(world[0])
    for path in ("/claims/", "/api/v1/claims/", "/api/v1/verdicts/"):
        for query in (f"q={WORD}", f"q={WORD}&state=published"):
            page = fetch(Client(), f"{path}?{query}")
            assert page.status == 200
            assert "percent" not in page.body and world[0].claim.public_id not in page.body


def test_each_address_says_that_it_is_hidden_with_the_date_and_no_more(world):
    verdict, _other = world
    claim_id = given.hidden(verdict).claim.public_id
    (merged_id,) = PublicHiddenClaim.objects.exclude(claim_id=claim_id).values_list(
        "claim_id", flat=True
    )
    pages = [
        *(f"/claims/{name}/" for name in (claim_id, merged_id)),
        *(f"/claims/{claim_id}/{rest}/" for rest in ("a-slug", "revisions/1", "revisions/9")),
        f"/claims/{claim_id}/revisions/2/receipt/",
        f"/claims/{claim_id}/revisions/2/complain/",
    ]
    answers = [fetch(Client(), path) for path in pages]
    for answer in answers:
        assert answer.status == 451
        assert "Hidden for now for legal reasons" in answer.body
        assert "2 November 2026" in answer.body
        assert "Cache-Control: no-store" in answer.headers
        assert "X-Robots-Tag: noindex" in answer.headers
        assert claim_id not in answer.body.replace("canonical", "")
    for path in (f"/api/v1/claims/{claim_id}/", f"/api/v1/claims/{claim_id}/revisions/1/"):
        response = Client().get(path)
        assert (response.status_code, response["Cache-Control"]) == (451, "no-store")
        assert response.json()["title"] == "Hidden for legal reasons"


def test_a_copy_that_a_reader_has_is_not_confirmed(world):
    path = world[0].claim.public_id
    page = Client().get(f"/api/v1/claims/{path}/")
    assert (
        Client().get(page.request["PATH_INFO"], headers={"If-None-Match": page["ETag"]}).status_code
        == 304
    )
    given.hidden(world[0])
    again = Client().get(page.request["PATH_INFO"], headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 451


def test_nothing_of_it_was_public_on_an_earlier_day_either(world):
    verdict, _other = world
    moment = given.moment()
    assert queries.get_claim(verdict.claim.public_id, moment)
    given.hidden(verdict)
    assert queries.get_claim(verdict.claim.public_id, moment) is None
    for query in (queries.list_claims, queries.list_verdicts, queries.list_changes):
        assert WORD not in repr(list(query(as_of=moment).values())).lower()


def test_what_another_claim_shows_too_stays(world):
    _verdict, other = world
    before = queries.get_claim(other.claim.public_id)
    assert len(before.related_claims) == 1
    given.hidden(world[0])
    after = queries.get_claim(other.claim.public_id)
    assert (after.record, after.related_claims) == (before.record, [])
    assert PublicEvidence.objects.filter(claim_id=other.claim.public_id).exists()


def test_the_ledger_and_its_export_name_nothing_and_verify(world):
    verdict = given.hidden(world[0])
    lines = list(ledger_export.list_export_lines(given.moment()))
    assert not any(WORD in line.lower() for line in lines)
    records = [line for line in lines if '"type":"record"' in line]
    assert len(records) == 4
    receipt = proofs.get_hidden_receipt(verdict.claim.public_id, 2).to_json()
    assert (receipt["record"], receipt["record_salt"]) == (None, None)
    assert receipt["record_sha256"] == verdict.submission.sha256
    assert WORD not in str(receipt).lower()


def test_hiding_a_source_hides_all_that_quotes_it(world):
    verdict, other = world
    source = verdict.evidence.first().passage.snapshot.source
    path = f"/sources/{source.public_id}/"
    assert fetch(Client(), path).status == 200
    act = {"by": given.person("carla"), "at": given.moment(), "reason": "A court."}
    hidden_claims.hide_source(source, **act)
    assert fetch(Client(), path).status == 451
    assert fetch(Client(), f"/api/v1{path}").status == 451
    quoting = PublicHiddenClaim.objects.values_list("claim_id", flat=True)
    assert verdict.claim.public_id in quoting
    hidden_claims.unhide_source(source, **act)
    assert fetch(Client(), path).status == 200
    assert not PublicHiddenClaim.objects.exists()


def test_the_pages_are_the_same_after_it_is_shown_again(world):
    verdict, _other = world
    path = f"/claims/{verdict.claim.public_id}/revisions/2/"
    before = queries.get_claim(verdict.claim.public_id).record
    given.hidden(verdict)
    act = {"by": given.person("filip"), "at": given.moment(), "reason": "Settled."}
    hidden_claims.unhide_published_claim(verdict.claim, **act)
    assert queries.get_claim(verdict.claim.public_id).record == before
    assert fetch(Client(), path).status == 200
