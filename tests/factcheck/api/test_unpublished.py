"""Unpublished data appears in no response, count, filter or error of the API."""

import pytest

from claims.workflow import actions, drafting
from tests import given

CANARY = "Zyzzyva"
LISTS = (
    "claims", "verdicts", "sources", "passages", "claimants", "topics", "ratings", "changes",
    "ledger",
)  # fmt: skip


@pytest.fixture
def hidden_ids(db):
    """One published claim, and the ids of unpublished objects that contain the canary."""
    ana = given.person("ana")
    claimant = given.claimant(f"{CANARY} Person")
    claim = given.claim(
        f"{CANARY} is a beetle",
        claimant=claimant,
        attribution="person",
        topics=[given.topic("beetles", f"{CANARY} beetles")],
    )
    draft = given.draft(of=claim, conclusion=f"{CANARY} is a weevil.")
    snapshot = given.snapshot(f"{CANARY} lives in palms.", title=f"{CANARY} weekly")
    passage = given.passage("lives in palms", of=snapshot)
    drafting.cite(draft, passage, by=ana, at=given.moment(), stance="context")
    submitted = given.in_review(conclusion=f"{CANARY} again.")
    actions.send_back(submitted, by=given.person("bo"), at=given.moment(), comment=f"{CANARY}?")
    first = given.published()
    correction = given.correction(first)
    drafting.update_draft(correction, by=ana, at=given.moment(), conclusion=f"{CANARY} instead.")
    return {
        "claims": claim.public_id,
        "claimants": claimant.public_id,
        "topics": "beetles",
        "sources": snapshot.source.public_id,
        "passages": passage.public_id,
        "revision": first.claim.public_id,
    }


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_the_objects_in_them_contain_no_draft(hidden_ids, partner, name):
    response = partner.request(f"{name}/?page_size=100")
    assert CANARY not in response.text
    for row in response.json()["results"]:
        for link in ("url", "claim_url", "source_url"):
            if row.get(link):
                assert CANARY not in partner.request(row[link]).text


def test_only_published_rows_are_counted(hidden_ids, partner):
    assert [len(partner.results(f"{name}/")) for name in LISTS[:6]] == [1, 1, 1, 1, 0, 0]
    assert partner.results("ledger/")[0]["number"] == 1


@pytest.mark.parametrize("name", ["claims", "claimants", "topics", "sources", "passages"])
def test_an_unpublished_object_looks_like_a_missing_one(hidden_ids, partner, name):
    hidden = partner.request(f"{name}/{hidden_ids[name]}/")
    missing = partner.request(f"{name}/0000000000/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json()["detail"] == missing.json()["detail"]


def test_a_draft_of_a_published_claim_is_not_found(hidden_ids, partner):
    partner.read(f"claims/{hidden_ids['revision']}/revisions/1/")
    partner.problem(f"claims/{hidden_ids['revision']}/revisions/2/", 404)


@pytest.mark.parametrize(
    ("parameter", "name"), [("claimant", "claimants"), ("topic", "topics"), ("source", "sources")]
)
def test_a_filter_does_not_reveal_unpublished_objects(hidden_ids, partner, parameter, name):
    hidden = partner.problem(f"claims/?{parameter}={hidden_ids[name]}", 400)
    missing = partner.problem(f"claims/?{parameter}=0000000000", 400)
    assert hidden["detail"] == missing["detail"]


def test_a_search_finds_no_draft(hidden_ids, partner):
    assert partner.results(f"claims/?q={CANARY}") == []
    assert partner.results(f"verdicts/?q={CANARY}") == []
