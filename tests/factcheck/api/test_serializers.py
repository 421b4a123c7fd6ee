"""What each object tells, in every state a published verdict can be in."""

import pytest

from claims.intake import claims
from claims.publication.record import canonical
from claims.workflow import actions
from sources.models.snapshot import digest
from tests import given

LISTS = ("claims/", "verdicts/", "sources/", "passages/", "claimants/", "topics/", "ratings/")


def of(verdict) -> str:
    return f"claims/{verdict.claim.public_id}/"


@pytest.mark.django_db
def test_a_claim_is_shown_with_its_whole_verdict(partner):
    claim = partner.read(of(given.published()))
    assert claim["state"] == "published"
    assert claim["rating"]["code"] == claim["record"]["rating"]["code"] == "mostly-false"
    assert claim["record"]["evidence"][0]["passage"]["exact"] == given.OFFICE
    assert [one["revision"] for one in claim["revisions"]] == [1]
    assert (claim["notice"], claim["changes"], claim["demonstration"]) == (None, [], True)


def test_a_record_can_be_checked_against_its_digest(demo, partner):
    for claim in partner.results("claims/?page_size=100"):
        whole = partner.read(claim["url"])
        if whole["record"] and (whole["claimant"] or {"id": 1})["id"]:
            assert digest(canonical(whole["record"])) == whole["record_sha256"]


def test_the_ledger_can_be_checked_from_outside(demo, partner):
    entries = partner.results("ledger/?page_size=100")[::-1]
    previous = ""
    for number, entry in enumerate(entries, start=1):
        assert (entry["number"], entry["previous"]) == (number, previous)
        assert digest(entry["body"]) == entry["sha256"]
        previous = entry["sha256"]
    assert len(entries) > 10


@pytest.mark.django_db
def test_a_correction_is_told_and_the_old_revision_stays(partner):
    first = given.superseded()
    claim = partner.read(of(first))
    assert (claim["revision"], claim["state"]) == (2, "published")
    assert claim["record"]["change"]["note"] == "We had the wrong year."
    assert [one["kind"] for one in claim["changes"]] == ["correction"]
    assert [one["state"] for one in claim["revisions"]] == ["published", "superseded"]
    old = partner.read(claim["revisions"][1]["url"])
    assert (old["revision"], old["current"], old["state"]) == (1, False, "superseded")
    assert old["ended_at"]
    assert old["record"]["finding"] != claim["record"]["finding"]


@pytest.mark.django_db
def test_a_suspended_verdict_shows_its_notice_and_nothing_of_its_record(partner):
    claim = partner.read(of(given.suspended()))
    assert (claim["state"], claim["record"], claim["finding"]) == ("suspended", None, None)
    assert claim["notice"]["kind"] == "suspension"
    assert claim["notice"]["note"] == "The minister objects."
    assert partner.results("passages/") == partner.results("sources/") == []


@pytest.mark.django_db
def test_a_retracted_verdict_keeps_its_record_under_the_retraction(partner):
    claim = partner.read(of(given.retracted()))
    assert (claim["state"], claim["notice"]["kind"]) == ("retracted", "retraction")
    assert claim["notice"]["note"] == "We misread the table."
    assert claim["notice"]["to_rating"] is None
    assert claim["record"]["finding"] == claim["finding"]


@pytest.fixture
def merged(db):
    """A published claim that was merged into another published one; and that other."""
    gone, stays = given.published(), given.published()
    claims.merge(gone.claim, by=given.person("carla"), at=given.moment(), into=stays.claim)
    return gone, stays


def test_a_merged_claim_leads_to_the_one_that_goes_on(merged, partner):
    gone, stays = (verdict.claim.public_id for verdict in merged)
    response = partner.ask(f"claims/{gone}/")
    assert response.status_code == 301
    assert response.headers["Location"].endswith(f"/api/v1/claims/{stays}/")
    assert response.json()["merged_into"] == stays
    assert partner.read(response.headers["Location"])["id"] == stays


def test_a_merged_claim_keeps_its_revisions_and_leaves_the_list(merged, partner):
    gone, stays = (verdict.claim.public_id for verdict in merged)
    assert [claim["id"] for claim in partner.results("claims/")] == [stays]
    assert partner.read(f"claims/{gone}/revisions/1/")["merged_into"] == stays
    assert partner.results("ledger/")[0]["event"] == "merged"


@pytest.mark.django_db
def test_a_private_person_has_neither_name_nor_address(partner):
    person = given.claimant("Zacharias Quill", public_role=False)
    verdict = given.published(of=given.claim(claimant=person, origin="person"))
    response = partner.ask(of(verdict))
    assert response.json()["claimant"] == {"id": None, "url": None, "name": "a social-media user"}
    assert "Quill" not in response.text
    assert partner.results("claimants/") == []


@pytest.mark.django_db
def test_a_date_is_as_exact_as_it_is_known(partner):
    from datetime import date

    day, known = date(2023, 5, 1), {"day": "2023-05-01", "month": "2023-05", "year": "2023"}
    for precision in known:
        snapshot = given.snapshot(published_on=day, published_precision=precision)
        verdict = given.drafting.draft(
            given.claim(), by=given.person("ana"), at=given.moment(), **given.content()
        )
        given.drafting.cite(
            verdict,
            given.passage(of=snapshot),
            by=given.person("ana"),
            at=given.moment(),
            stance="refutes",
        )
        verdict.refresh_from_db()
        given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))
    told = {one["published_precision"]: one["published_on"] for one in partner.results("sources/")}
    assert told == known


@pytest.mark.django_db
def test_a_topic_can_be_named_in_any_script(partner):
    topic = given.topic("новости-дня", "Новости дня")
    verdict = given.published(of=given.claim(topics=[topic]))
    shown = partner.read(partner.results("topics/")[0]["url"])
    assert (shown["slug"], shown["claim_count"]) == ("новости-дня", 1)
    assert [one["id"] for one in partner.results(shown["claims_url"])] == [verdict.claim.public_id]
    assert partner.read(of(verdict))["topics"][0]["url"] == shown["url"]


@pytest.mark.django_db
def test_a_source_shows_its_passages_and_what_they_bear_on(partner):
    verdict = given.published()
    source = partner.read(partner.results("sources/")[0]["url"])
    assert source["passage_count"] == len(source["passages"]) == 1
    bearing = source["passages"][0]["bears_on"][0]
    assert (bearing["claim_id"], bearing["stance"]) == (verdict.claim.public_id, "refutes")
    assert source["snapshots"][0]["id"] == source["passages"][0]["snapshot"]["id"]
    assert "text" not in source["snapshots"][0]


def test_every_address_leads_somewhere(demo, partner):
    pages = set()
    for address in LISTS:
        for one in partner.results(f"{address}?page_size=100"):
            pages.add(one["html_url"].partition("#")[0])
            if "url" in one:
                assert partner.read(one["url"])["demonstration"] is True
    assert len(pages) > 30
    assert {partner.ask(page).status_code for page in pages} == {200}


def test_the_root_document_lists_every_list(demo, partner):
    root = partner.read("")
    assert root["publisher"]["contact"] == "desk@example.org"
    for name, address in root["lists"].items():
        assert address.endswith(f"/api/v1/{name}/")
        partner.read(address)
    assert partner.ask(root["schema"]).status_code == 200
    assert partner.ask(root["documentation"]).status_code == 200


@pytest.mark.django_db
def test_the_short_address_leads_to_the_root_document(partner):
    assert partner.ask("/api/").headers["Location"] == "/api/v1/"


@pytest.mark.django_db
def test_a_reinstated_verdict_is_whole_again(partner):
    verdict = given.suspended()
    actions.reinstate(
        verdict, by=given.person("filip"), at=given.moment(), cause="reply", note="It stands."
    )
    claim = partner.read(of(verdict))
    assert (claim["state"], claim["notice"]) == ("published", None)
    assert claim["record"]
