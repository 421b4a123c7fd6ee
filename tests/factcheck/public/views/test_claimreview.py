"""ClaimReview contains what the page says, and nothing that was made up."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from claims.publication.claimreview import Desk, build_claimreview
from claims.publication.queries import PublishedVerdict

URL = "https://facts.example/claims/7k3fq/trade/"
DESK = Desk(
    "Facts", "https://facts.example/", "https://facts.example/#c", "https://facts.example/#p"
)
SOURCE = {
    "id": "s1", "label": "Trade in 2023", "title": "Trade in 2023", "author": "", "publisher": "",
    "published_on": "2023-03-01", "published_precision": "month", "language": "en",
    "kind": "article", "url": "https://stat.example/x",
}  # fmt: skip
PASSAGE = {"id": "p1", "source": SOURCE}
MINISTER = {
    "id": "c1", "name": "The minister", "kind": "person", "description": "Minister", "same_as": "",
}  # fmt: skip


def build_record(**changes) -> dict:
    claim = {
        "id": "7k3fq", "statement": "Trade rose", "language": "en", "attribution": "person",
        "claimant": MINISTER, "appearances": [build_appearance()],
    } | changes.pop("claim", {})  # fmt: skip
    rating = {"code": "false", "label": "False", "number": 1} | changes.pop("rating", {})
    evidence = [{"stance": "refutes", "note": "", "passage": PASSAGE}] * 2
    return {
        "claim": claim,
        "rating": rating,
        "conclusion": "It fell.",
        "evidence": evidence,
    } | changes


def build_appearance(**changes) -> dict:
    return {
        "text": "Trade rose, believe me", "language": "en", "url": "https://news.example/a1",
        "appeared_on": "2023-03-30", "precision": "day", "passage": None,
    } | changes  # fmt: skip


def build(changes=(), state="published", current=True, desk=DESK, **record_changes) -> dict:
    row = SimpleNamespace(
        claim_id="7k3fq",
        state=state,
        current=current,
        first_published_at=datetime(2023, 4, 5, tzinfo=UTC),
        published_at=datetime(2023, 6, 1, tzinfo=UTC),
    )
    verdict = PublishedVerdict(row, build_record(**record_changes), [], list(changes))
    return build_claimreview(verdict, URL, desk)


def test_it_names_the_page_the_claim_and_the_publisher():
    review = build()
    assert (review["url"], review["claimReviewed"]) == (URL, "Trade rose")
    assert review["author"]["name"] == "Facts"
    assert review["itemReviewed"]["author"] == {
        "@type": "Person",
        "name": "The minister",
        "description": "Minister",
    }
    assert review["itemReviewed"]["appearance"][0]["url"] == "https://news.example/a1"


def test_the_date_of_the_first_publication_never_changes():
    assert (build()["datePublished"], build()["dateModified"]) == ("2023-04-05", "2023-06-01")


def test_a_rating_with_a_number_has_the_scale():
    assert build()["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "False",
        "ratingExplanation": "It fell.",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    }


def test_a_rating_without_a_number_has_no_value():
    rating = build(rating={"label": "Unproven", "number": None})["reviewRating"]
    assert rating["alternateName"] == "Unproven"
    assert not {"ratingValue", "bestRating", "worstRating"} & set(rating)


@pytest.mark.parametrize("attribution", ["circulating", "anonymous", "question"])
def test_a_claim_without_a_known_claimant_has_no_author(attribution):
    assert (
        "author" not in build(claim={"attribution": attribution, "claimant": None})["itemReviewed"]
    )


def test_a_private_person_is_not_named():
    private = {"id": None, "name": "a private individual", "kind": "person", "description": ""}
    assert "author" not in build(claim={"claimant": private})["itemReviewed"]


def test_an_organisation_is_an_organization():
    claim = {"attribution": "organisation", "claimant": MINISTER | {"kind": "organisation"}}
    assert build(claim=claim)["itemReviewed"]["author"]["@type"] == "Organization"


def test_dates_have_the_precision_that_is_known():
    claim = {
        "appearances": [build_appearance(precision="month"), build_appearance(appeared_on=None)]
    }
    assert build(claim=claim)["itemReviewed"]["datePublished"] == "2023-03"
    unknown = {"appearances": [build_appearance(appeared_on=None, precision="unknown")]}
    assert "datePublished" not in build(claim=unknown)["itemReviewed"]


def test_a_source_is_cited_once_with_what_is_known_about_it():
    assert build()["citation"] == [
        {
            "@type": "Article",
            "name": "Trade in 2023",
            "datePublished": "2023-03",
            "url": "https://stat.example/x",
        }
    ]


def test_announced_changes_are_corrections_and_minor_edits_are_not():
    announced = datetime(2023, 6, 1, tzinfo=UTC)
    changes = [
        SimpleNamespace(kind=kind, note=f"About a {kind}.", announced_at=announced)
        for kind in ("minor_edit", "correction")
    ]
    assert build(changes)["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "About a correction.",
            "datePublished": "2023-06-01",
        }
    ]


def test_a_demonstration_is_marked():
    assert build(desk=Desk("F", "a", "b", "c", demonstration=True))["creativeWorkStatus"]
    assert "creativeWorkStatus" not in build()


@pytest.mark.parametrize(
    "fields", [{"state": "retracted"}, {"state": "superseded", "current": False}]
)
def test_only_a_current_published_revision_has_claimreview(fields):
    with pytest.raises(ValueError, match="Only a current published"):
        build(**fields)


def test_search_engines_get_the_copy_of_a_fake():
    copy = "https://archive.example/AbC12"
    passage = {"id": "p1", "source": {**SOURCE, "url": "", "archived_url": copy}}
    appearances = [
        build_appearance(url="", archived_url=copy),
        build_appearance(url="", archived_url="", passage=passage),
    ]
    evidence = [{"stance": "context", "note": "", "passage": passage}]
    review = build(claim={"appearances": appearances}, evidence=evidence)
    works = [*review["itemReviewed"]["appearance"], *review["citation"]]
    assert [work["url"] for work in works] == [copy] * 3
