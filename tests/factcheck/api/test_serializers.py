"""The content of each object, in every state of a published verdict."""

import json
from datetime import date, datetime

import pytest

from claims.intake import claims
from claims.publication.merkle import hash_leaf
from claims.publication.record import canonical_json, compute_digest
from claims.workflow import actions, drafting
from tests import given

LISTS = ("claims/", "verdicts/", "sources/", "passages/", "claimants/", "topics/", "ratings/")


def get_address(verdict) -> str:
    return f"claims/{verdict.claim.public_id}/"


@pytest.mark.django_db
def test_a_claim_contains_its_whole_verdict(partner):
    claim = partner.read(get_address(given.published()))
    assert claim["state"] == "published"
    assert claim["rating"]["code"] == claim["record"]["rating"]["code"] == "mostly-false"
    assert claim["record"]["evidence"][0]["passage"]["exact"] == given.OFFICE
    assert [revision["revision"] for revision in claim["revisions"]] == [1]
    assert (claim["notice"], claim["changes"], claim["demonstration"]) == (None, [], True)


@pytest.mark.django_db
def test_what_was_changed_for_legal_reasons_says_so(partner):
    verdict = given.published()
    claim = partner.read(get_address(verdict))
    assert (claim["legally_changed_at"], claim["statutory_replies"]) == (None, [])
    request = given.person_request(claim=verdict.claim)
    given.removed(request, (given.OFFICE,))
    given.statutory_reply(given.person_request(claim=verdict.claim, name="Ada"), "I sold milk.")
    claim = partner.read(get_address(verdict))
    removed_at = request.decisions.get().confirmation.confirmed_at
    assert datetime.fromisoformat(claim["legally_changed_at"]) == removed_at
    assert claim["statutory_replies"] == ["I sold milk."]
    assert partner.results("claims/")[0]["legally_changed_at"] == claim["legally_changed_at"]


def test_a_record_can_be_verified_with_its_hash(demo, partner):
    for row in partner.results("claims/?page_size=100"):
        claim = partner.read(row["url"])
        if claim["record"] and (claim["claimant"] or {"id": 1})["id"]:
            digest = compute_digest(claim["record_salt"], canonical_json(claim["record"]))
            assert digest == claim["record_sha256"]


def test_the_ledger_can_be_verified_by_partners(demo, partner):
    entries = partner.results("ledger/?page_size=100")[::-1]
    for number, entry in enumerate(entries, start=1):
        assert entry["number"] == json.loads(entry["body"])["number"] == number
        assert hash_leaf(entry["body"].encode()).hex() == entry["leaf_hash"]
    assert len(entries) > 10


@pytest.mark.django_db
def test_a_correction_is_shown_and_the_old_revision_remains(partner):
    claim = partner.read(get_address(given.superseded()))
    assert (claim["revision"], claim["state"]) == (2, "published")
    assert claim["record"]["change"]["note"] == "We had the wrong year."
    assert [change["kind"] for change in claim["changes"]] == ["correction"]
    assert [revision["state"] for revision in claim["revisions"]] == ["published", "superseded"]
    first = partner.read(claim["revisions"][1]["url"])
    assert (first["revision"], first["current"], first["state"]) == (1, False, "superseded")
    assert first["ended_at"]
    assert first["record"]["conclusion"] != claim["record"]["conclusion"]


@pytest.mark.django_db
def test_a_suspended_verdict_has_a_notice_and_no_record(partner):
    claim = partner.read(get_address(given.suspended()))
    assert (claim["state"], claim["record"], claim["conclusion"]) == ("suspended", None, None)
    assert claim["notice"]["kind"] == "suspension"
    assert claim["notice"]["note"] == "The minister objects."
    assert partner.results("passages/") == partner.results("sources/") == []


@pytest.mark.django_db
def test_a_retracted_verdict_has_a_notice_and_its_record(partner):
    claim = partner.read(get_address(given.retracted()))
    assert (claim["state"], claim["notice"]["kind"]) == ("retracted", "retraction")
    assert claim["notice"]["note"] == "We misread the table."
    assert claim["notice"]["to_rating"] is None
    assert claim["record"]["conclusion"] == claim["conclusion"]


@pytest.fixture
def merged_claims(db):
    """The ids of a published claim that was merged, and of the published claim it became."""
    merged, target = given.published().claim, given.published().claim
    claims.merge(merged, by=given.person("carla"), at=given.moment(), into=target)
    return merged.public_id, target.public_id


def test_a_merged_claim_is_redirected(merged_claims, partner):
    merged, target = merged_claims
    response = partner.request(f"claims/{merged}/")
    assert response.status_code == 301
    assert response.headers["Location"].endswith(f"/api/v1/claims/{target}/")
    assert response.json()["merged_into"] == target
    assert partner.read(response.headers["Location"])["id"] == target


def test_a_merged_claim_keeps_its_revisions_and_leaves_the_list(merged_claims, partner):
    merged, target = merged_claims
    assert [claim["id"] for claim in partner.results("claims/")] == [target]
    assert partner.read(f"claims/{merged}/revisions/1/")["merged_into"] == target
    assert partner.results("ledger/")[0]["event"] == "merged"


@pytest.mark.django_db
def test_a_private_person_has_neither_name_nor_address(partner):
    person = given.claimant("Zacharias Quill", public_role=False)
    verdict = given.published(of=given.claim(claimant=person, attribution="person"))
    response = partner.request(get_address(verdict))
    claimant = {"id": None, "url": None, "name": "a private individual"}
    assert response.json()["claimant"] == claimant
    assert "Quill" not in response.text
    assert partner.results("claimants/") == []


@pytest.mark.django_db
def test_a_date_is_shortened_to_its_precision(partner):
    dates = {"day": "2023-05-01", "month": "2023-05", "year": "2023"}
    ana = given.person("ana")
    for precision in dates:
        snapshot = given.snapshot(published_on=date(2023, 5, 1), published_precision=precision)
        passage = given.passage(of=snapshot)
        verdict = drafting.create_draft(
            given.claim(), by=ana, at=given.moment(), **given.verdict_content()
        )
        drafting.cite(verdict, passage, by=ana, at=given.moment(), stance="refutes")
        verdict.refresh_from_db()
        given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    sources = partner.results("sources/")
    assert {row["published_precision"]: row["published_on"] for row in sources} == dates


@pytest.mark.django_db
def test_the_slug_of_a_topic_can_have_any_script(partner):
    topic = given.topic("новости-дня", "Новости дня")
    verdict = given.published(of=given.claim(topics=[topic]))
    content = partner.read(partner.results("topics/")[0]["url"])
    assert (content["slug"], content["claim_count"]) == ("новости-дня", 1)
    claim_ids = [claim["id"] for claim in partner.results(content["claims_url"])]
    assert claim_ids == [verdict.claim.public_id]
    assert partner.read(get_address(verdict))["topics"][0]["url"] == content["url"]


@pytest.mark.django_db
def test_a_source_contains_its_passages_and_the_verdicts_that_cite_them(partner):
    verdict = given.published()
    source = partner.read(partner.results("sources/")[0]["url"])
    assert source["passage_count"] == len(source["passages"]) == 1
    evidence = source["passages"][0]["cited_by"][0]
    assert (evidence["claim_id"], evidence["stance"]) == (verdict.claim.public_id, "refutes")
    assert source["snapshots"][0]["id"] == source["passages"][0]["snapshot"]["id"]
    assert "text" not in source["snapshots"][0]


def test_every_address_in_a_list_works(demo, partner):
    pages = set()
    for address in LISTS:
        for row in partner.results(f"{address}?page_size=100"):
            pages.add(row["html_url"].partition("#")[0])
            if "url" in row:
                assert partner.read(row["url"])["demonstration"] is True
    assert len(pages) > 30
    assert {partner.request(page).status_code for page in pages} == {200}


def test_the_root_document_lists_every_list(demo, partner):
    root = partner.read("")
    assert root["publisher"]["contact"] == "desk@example.org"
    for name, address in root["lists"].items():
        assert address.endswith(f"/api/v1/{name}/")
        partner.read(address)
    assert partner.request(root["schema"]).status_code == 200
    assert partner.request(root["documentation"]).status_code == 200


@pytest.mark.django_db
def test_the_address_without_a_version_redirects_to_the_root_document(partner):
    assert partner.request("/api/").headers["Location"] == "/api/v1/"


@pytest.mark.django_db
def test_a_reinstated_verdict_has_its_record_again(partner):
    verdict = given.suspended()
    by, at = given.person("filip"), given.moment()
    actions.reinstate(verdict, by=by, at=at, cause="reply", note="It is correct.")
    claim = partner.read(get_address(verdict))
    assert (claim["state"], claim["notice"]) == ("published", None)
    assert claim["record"]


@pytest.mark.django_db
def test_related_claims_are_listed_with_both_directions(partner):
    part, whole = given.published(), given.published()
    given.claim_relation(part.claim, whole.claim, kind="part_of")
    (related,) = partner.read(get_address(part))["related_claims"]
    assert (related["claim_id"], related["forward"]) == (whole.claim.public_id, True)
    (related,) = partner.read(get_address(whole))["related_claims"]
    assert (related["claim_id"], related["forward"]) == (part.claim.public_id, False)
