"""Nothing that is not public has a way into any answer, count, filter or error of the API."""

import pytest

from claims.workflow import actions, drafting
from tests import given

CANARY = "Zyzzyva"


@pytest.fixture
def secrets(db):
    """One published claim; and the canary in all that stands beside it unpublished."""
    ana = given.person("ana")
    hidden = given.claimant(f"{CANARY} Person")
    about = given.claim(
        f"{CANARY} is a beetle",
        claimant=hidden,
        origin="person",
        topics=[given.topic("beetles", f"{CANARY} beetles")],
    )
    draft = given.draft(of=about, finding=f"{CANARY} is a weevil.")
    source = given.snapshot(f"{CANARY} lives in palms.", title=f"{CANARY} weekly")
    passage = given.passage("lives in palms", of=source)
    drafting.cite(draft, passage, by=ana, at=given.moment(), stance="context")
    sent = given.in_review(finding=f"{CANARY} again.")
    actions.send_back(sent, by=given.person("bo"), at=given.moment(), comment=f"{CANARY}?")
    first = given.published()
    drafting.edit(given.corrected(first), by=ana, at=given.moment(), finding=f"{CANARY} instead.")
    return {
        "claims": about.public_id,
        "claimants": hidden.public_id,
        "topics": "beetles",
        "sources": source.source.public_id,
        "passages": passage.public_id,
        "revision": first.claim.public_id,
    }


LISTS = (
    "claims", "verdicts", "sources", "passages", "claimants", "topics", "ratings", "changes",
    "ledger",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_no_list_and_nothing_it_leads_to_shows_a_draft(secrets, partner, name):
    response = partner.ask(f"{name}/?page_size=100")
    assert CANARY not in response.text
    for one in response.json()["results"]:
        for link in ("url", "claim_url", "source_url"):
            if one.get(link):
                assert CANARY not in partner.ask(one[link]).text


def test_only_what_is_published_is_counted(secrets, partner):
    assert [len(partner.results(f"{name}/")) for name in LISTS[:6]] == [1, 1, 1, 1, 0, 0]
    assert partner.results("ledger/")[0]["number"] == 1


@pytest.mark.parametrize("name", ["claims", "claimants", "topics", "sources", "passages"])
def test_what_is_not_public_is_not_there(secrets, partner, name):
    hidden = partner.ask(f"{name}/{secrets[name]}/")
    missing = partner.ask(f"{name}/0000000000/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json()["detail"] == missing.json()["detail"]


def test_a_draft_of_a_published_claim_is_not_there(secrets, partner):
    partner.read(f"claims/{secrets['revision']}/revisions/1/")
    partner.problem(f"claims/{secrets['revision']}/revisions/2/", 404)


@pytest.mark.parametrize(
    ("parameter", "name"), [("claimant", "claimants"), ("topic", "topics"), ("source", "sources")]
)
def test_a_filter_knows_no_more_than_the_lists(secrets, partner, parameter, name):
    hidden = partner.problem(f"claims/?{parameter}={secrets[name]}", 400)
    missing = partner.problem(f"claims/?{parameter}=0000000000", 400)
    assert hidden["detail"] == missing["detail"]


def test_a_search_finds_no_draft(secrets, partner):
    assert partner.results(f"claims/?q={CANARY}") == []
    assert partner.results(f"verdicts/?q={CANARY}") == []
