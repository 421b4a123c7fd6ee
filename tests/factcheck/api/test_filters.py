"""A partner finds what they ask for, and each filter asks what its description says."""

import pytest

from factcheck.api import filters
from factcheck.api.v1 import views
from tests import given

FILTERED = [views.Claims, views.Verdicts, views.Sources, views.Passages, views.Changes]
# A field that no filter asks for, and why.
EXCUSED = {
    "verdict": "claimed_on current ended_at finding holds_as_of origin provisional record_sha256 "
    "review_by statement approved_by published_by first_published_at merged_into revision "
    "claim_id id",
    "source": "about_origin address author first_captured_at id label published_on title "
    "published_precision passage_count claim_count",
    "passage": "address after before cut_after cut_before end exact id language prefix snapshot "
    "last_check last_reached source_label speaker start suffix",
    "change": "statement note from_revision to_revision from_rating to_rating",
}
MEANS = {
    "topics": "topic",
    "sources": "source",
    "publishers": "publisher",
    "published_at": "since",
    "announced_at": "since",
    "source_id": "source",
    "claim_id": "claim",
}


@pytest.mark.parametrize("view", FILTERED, ids=[view.name for view in FILTERED])
def test_each_filter_is_described_in_a_sentence(view):
    described = filters.Filters().get_schema_operation_parameters(view)
    assert [one["name"] for one in described] == list(view.filterset_class.base_filters)
    assert all(one["description"].endswith(".") for one in described)


def test_no_description_is_left_of_a_filter_that_went():
    known = {name for view in FILTERED for name in view.filterset_class.base_filters}
    lists = {
        f"{view.name}.{name}" for view in FILTERED for name in view.filterset_class.base_filters
    }
    assert set(filters.DESCRIPTIONS) <= known | lists


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
def test_each_public_field_can_be_asked_for_or_is_excused(view, kind):
    fields = set(view.serializer_class().fields) - set(EXCUSED[kind].split())
    fields = {name for name in fields if not name.endswith("url")}
    known = set(view.filterset_class.base_filters)
    assert {MEANS.get(name, name) for name in fields} <= known


@pytest.fixture
def two(db):
    """A claim of the minister on trade, rated mostly false; and a question nobody can answer."""
    minister = given.claimant("The minister")
    said = given.claim(claimant=minister, origin="person", topics=[given.topic()])
    first = given.published(of=said)
    asked = given.claim("Farmers are content", language="de")
    second = given.published(of=asked, rating=given.rating("unproven"), basis="word")
    return first.claim.public_id, second.claim.public_id


def ids(partner, query: str) -> list[str]:
    return [claim["id"] for claim in partner.results(f"claims/?{query}")]


def test_claims_are_found_by_rating(two, partner):
    assert ids(partner, "rating=mostly-false") == [two[0]]
    assert ids(partner, "rating=unproven") == [two[1]]
    assert ids(partner, "rating=unproven&rating=mostly-false") == [two[1], two[0]]


def test_claims_are_found_by_words_newest_first(two, partner):
    assert ids(partner, "q=trade") == [two[0]]
    assert ids(partner, "q=farmers") == [two[1]]
    assert ids(partner, "q=office") == [two[1], two[0]]
    assert ids(partner, "q=zebra") == []


@pytest.mark.parametrize("query", ["basis=word", "language=de", "q=farmers&basis=word"])
def test_claims_are_found_by_what_they_rest_on_and_their_language(two, partner, query):
    assert ids(partner, query) == [two[1]]


def test_claims_are_found_by_topic_claimant_and_source(two, partner):
    assert ids(partner, "topic=trade") == [two[0]]
    claimant = partner.results("claimants/")[0]
    assert claimant["name"] == "The minister"
    assert ids(partner, f"claimant={claimant['id']}") == [two[0]]
    for claim in partner.results("claims/"):
        assert ids(partner, f"source={claim['sources'][0]}") == [claim["id"]]


def test_claims_are_found_by_the_day_of_their_publication(two, partner):
    day = partner.results("claims/")[0]["published_at"][:10]
    assert len(ids(partner, f"since={day}&until={day}")) == 2
    assert ids(partner, "since=2999-01-01") == ids(partner, "until=0001-01-01") == []


@pytest.mark.django_db
def test_claims_are_found_by_state(partner):
    states = {
        "published": given.published(),
        "suspended": given.suspended(),
        "retracted": given.retracted(),
    }
    for state, verdict in states.items():
        assert ids(partner, f"state={state}") == [verdict.claim.public_id]


def test_addresses_of_lists_that_objects_give_are_followed(two, partner):
    for kind in ("topics/", "claimants/", "sources/"):
        for one in partner.results(kind):
            assert len(partner.results(one["claims_url"])) == one["claim_count"] == 1
    for rating in partner.results("ratings/"):
        assert {c["rating"]["code"] for c in partner.results(rating["claims_url"])} <= {
            rating["code"]
        }


@pytest.mark.django_db
def test_passages_are_found_by_source_and_voice(partner):
    given.published()
    passage = partner.results("passages/")[0]
    assert partner.results(f"passages/?source={passage['source_id']}") == [passage]
    assert partner.results("passages/?voice=asserts") == [passage]
    assert partner.results("passages/?voice=reports") == []


@pytest.mark.django_db
def test_sources_are_found_by_kind_and_language(partner):
    given.published()
    assert len(partner.results("sources/?kind=article")) == 1
    assert partner.results("sources/?kind=dataset") == []
    assert partner.results("sources/?language=fr") == []


@pytest.mark.django_db
def test_changes_are_found_by_kind_cause_and_claim(partner):
    retracted, suspended = given.retracted(), given.suspended()
    claims = [one["claim_id"] for one in partner.results("changes/?kind=retraction")]
    assert claims == [retracted.claim.public_id]
    by_claim = partner.results(f"changes/?claim={suspended.claim.public_id}")
    assert [one["kind"] for one in by_claim] == ["suspension"]
    assert len(partner.results("changes/?cause=our-error")) == 1
    assert partner.results("changes/?since=2999-01-01") == []
