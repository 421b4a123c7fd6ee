"""Each filter selects the rows that its description promises."""

import pytest

from factcheck.api import filters
from factcheck.api.v1 import views
from tests import given

FILTERED_VIEWS = [
    *(views.Claims, views.Verdicts, views.Sources, views.Passages),
    *(views.Changes, views.Ledger),
]
# Fields without a filter.
UNFILTERED = {
    "verdict": "claimed_on current ended_at conclusion valid_as_of attribution provisional "
    "record_sha256 revisit_on statement approved_by published_by first_published_at "
    "merged_into revision claim_id id legally_changed_at",
    "source": "provenance_note author first_captured_at id label published_on title "
    "published_precision passage_count claim_count",
    "passage": "after before cut_after cut_before end exact id language prefix snapshot "
    "last_check last_reached source_label source_notices speaker start suffix",
    "change": "statement note from_revision to_revision from_rating to_rating",
}
# The filter for a field, if their names differ.
FILTER_NAMES = {
    "topics": "topic",
    "sources": "source",
    "publishers": "publisher",
    "published_at": "since",
    "announced_at": "since",
    "source_id": "source",
    "claim_id": "claim",
}


@pytest.mark.parametrize("view", FILTERED_VIEWS, ids=[view.name for view in FILTERED_VIEWS])
def test_each_filter_is_described_in_a_sentence(view):
    parameters = filters.ApiFilterBackend().get_schema_operation_parameters(view)
    assert [row["name"] for row in parameters] == list(view.filterset_class.base_filters)
    assert all(row["description"].endswith(".") for row in parameters)


def test_every_description_belongs_to_a_filter():
    names = [
        (view.name, name) for view in FILTERED_VIEWS for name in view.filterset_class.base_filters
    ]
    keys = {name for _view, name in names} | {f"{view}.{name}" for view, name in names}
    assert set(filters.DESCRIPTIONS) <= keys


@pytest.mark.parametrize(
    ("view", "kind"),
    [
        (views.Claims, "verdict"),
        (views.Verdicts, "verdict"),
        (views.Sources, "source"),
        (views.Passages, "passage"),
        (views.Changes, "change"),
    ],
)
def test_each_public_field_has_a_filter_or_is_listed_as_unfiltered(view, kind):
    fields = set(view.serializer_class().fields) - set(UNFILTERED[kind].split())
    fields = {name for name in fields if not name.endswith("url")}
    declared = set(view.filterset_class.base_filters)
    assert {FILTER_NAMES.get(name, name) for name in fields} <= declared


@pytest.fixture
def claim_ids(db):
    """A claim of the minister about trade, rated mostly false, and a German one, unproven."""
    minister = given.claimant("The minister")
    trade = given.claim(claimant=minister, attribution="person", topics=[given.topic()])
    first = given.published(of=trade)
    farmers = given.claim("Farmers are content", language="de")
    second = given.published(of=farmers, rating=given.rating("unproven"), basis="claimant_only")
    return first.claim.public_id, second.claim.public_id


def list_ids(partner, query: str) -> list[str]:
    return [claim["id"] for claim in partner.results(f"claims/?{query}")]


def test_claims_are_filtered_by_rating(claim_ids, partner):
    trade, farmers = claim_ids
    assert list_ids(partner, "rating=mostly-false") == [trade]
    assert list_ids(partner, "rating=unproven") == [farmers]
    assert list_ids(partner, "rating=unproven&rating=mostly-false") == [farmers, trade]


def test_claims_are_filtered_by_words_newest_first(claim_ids, partner):
    trade, farmers = claim_ids
    assert list_ids(partner, "q=trade") == [trade]
    assert list_ids(partner, "q=farmers") == [farmers]
    assert list_ids(partner, "q=office") == [farmers, trade]
    assert list_ids(partner, "q=zebra") == []


@pytest.mark.parametrize(
    "query", ["basis=claimant_only", "language=de", "q=farmers&basis=claimant_only"]
)
def test_claims_are_filtered_by_basis_and_language(claim_ids, partner, query):
    assert list_ids(partner, query) == [claim_ids[1]]


def test_claims_are_filtered_by_topic_claimant_and_source(claim_ids, partner):
    trade = claim_ids[0]
    assert list_ids(partner, "topic=trade") == [trade]
    claimant = partner.results("claimants/")[0]
    assert claimant["name"] == "The minister"
    assert list_ids(partner, f"claimant={claimant['id']}") == [trade]
    for claim in partner.results("claims/"):
        assert list_ids(partner, f"source={claim['sources'][0]}") == [claim["id"]]


def test_claims_are_filtered_by_the_day_of_publication(claim_ids, partner):
    day = partner.results("claims/")[0]["published_at"][:10]
    assert len(list_ids(partner, f"since={day}&until={day}")) == 2
    assert list_ids(partner, "since=2999-01-01") == list_ids(partner, "until=0001-01-01") == []


@pytest.mark.django_db
def test_claims_are_filtered_by_state(partner):
    verdicts = {
        "published": given.published(),
        "suspended": given.suspended(),
        "retracted": given.retracted(),
    }
    for state, verdict in verdicts.items():
        assert list_ids(partner, f"state={state}") == [verdict.claim.public_id]


def test_the_list_addresses_in_objects_select_their_claims(claim_ids, partner):
    for address in ("topics/", "claimants/", "sources/"):
        for row in partner.results(address):
            assert len(partner.results(row["claims_url"])) == row["claim_count"] == 1
    for rating in partner.results("ratings/"):
        codes = {claim["rating"]["code"] for claim in partner.results(rating["claims_url"])}
        assert codes <= {rating["code"]}


@pytest.mark.django_db
def test_passages_are_filtered_by_source_and_voice(partner):
    given.published()
    passage = partner.results("passages/")[0]
    assert partner.results(f"passages/?source={passage['source_id']}") == [passage]
    assert partner.results("passages/?voice=asserts") == [passage]
    assert partner.results("passages/?voice=reports") == []


@pytest.mark.django_db
def test_sources_are_filtered_by_kind_and_language(partner):
    given.published()
    assert len(partner.results("sources/?kind=article")) == 1
    assert partner.results("sources/?kind=dataset") == []
    assert partner.results("sources/?language=fr") == []


@pytest.mark.django_db
def test_changes_are_filtered_by_kind_cause_and_claim(partner):
    retracted, suspended = given.retracted(), given.suspended()
    retractions = partner.results("changes/?kind=retraction")
    assert [change["claim_id"] for change in retractions] == [retracted.claim.public_id]
    changes = partner.results(f"changes/?claim={suspended.claim.public_id}")
    assert [change["kind"] for change in changes] == ["suspension"]
    assert len(partner.results("changes/?cause=our-error")) == 1
    assert partner.results("changes/?since=2999-01-01") == []


@pytest.mark.django_db
def test_the_ledger_is_filtered_by_event_and_claim(partner):
    retracted, suspended = given.retracted(), given.suspended()
    (entry,) = partner.results("ledger/?event=retracted")
    assert entry["claim_id"] == retracted.claim.public_id
    entries = partner.results(f"ledger/?claim={suspended.claim.public_id}")
    assert [entry["event"] for entry in entries] == ["suspended", "published"]
    assert partner.problem("ledger/?event=unknown", 400)["errors"][0]["parameter"] == "event"
