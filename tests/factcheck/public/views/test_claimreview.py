"""What search engines are told: what the page says, and nothing that is made up."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from claims.publication.claimreview import Desk, claimreview
from claims.publication.queries import ShownVerdict

ADDRESS = "https://facts.example/claims/7k3fq/trade/"
DESK = Desk(
    "Facts", "https://facts.example/", "https://facts.example/#c", "https://facts.example/#p"
)
SOURCE = {
    "id": "s1", "label": "Trade in 2023", "title": "Trade in 2023", "author": "", "publisher": "",
    "published_on": "2023-03-01", "precision": "month", "language": "en", "kind": "article",
    "url": "https://stat.example/x",
}  # fmt: skip
PASSAGE = {"id": "p1", "source": SOURCE}
MINISTER = {
    "id": "c1", "name": "The minister", "kind": "person", "description": "Minister", "same_as": "",
}  # fmt: skip


def record(**changed) -> dict:
    claim = {
        "id": "7k3fq", "statement": "Trade rose", "language": "en", "origin": "person",
        "claimant": MINISTER, "appearances": [appearance()],
    } | changed.pop("claim", {})  # fmt: skip
    rating = {"code": "false", "label": "False", "number": 1} | changed.pop("rating", {})
    evidence = [{"stance": "refutes", "note": "", "passage": PASSAGE}] * 2
    return {"claim": claim, "rating": rating, "finding": "It fell.", "evidence": evidence} | changed


def appearance(**changed) -> dict:
    return {
        "words": "Trade rose, I tell you", "language": "en", "url": "https://news.example/a1",
        "appeared_on": "2023-03-30", "precision": "day", "passage": None,
    } | changed  # fmt: skip


def told(changes=(), state="published", current=True, desk=DESK, **changed) -> dict:
    row = SimpleNamespace(
        claim_id="7k3fq",
        state=state,
        current=current,
        first_published_at=datetime(2023, 4, 5, tzinfo=UTC),
        published_at=datetime(2023, 6, 1, tzinfo=UTC),
    )
    return claimreview(ShownVerdict(row, record(**changed), [], list(changes)), ADDRESS, desk)


def test_it_names_the_page_the_claim_and_who_checked():
    said = told()
    assert (said["url"], said["claimReviewed"]) == (ADDRESS, "Trade rose")
    assert said["author"]["name"] == "Facts"
    assert said["itemReviewed"]["author"] == {
        "@type": "Person",
        "name": "The minister",
        "description": "Minister",
    }
    assert said["itemReviewed"]["appearance"][0]["url"] == "https://news.example/a1"


def test_the_first_publication_is_never_bumped():
    assert (told()["datePublished"], told()["dateModified"]) == ("2023-04-05", "2023-06-01")


def test_a_rating_with_a_number_gives_the_scale():
    assert told()["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "False",
        "ratingExplanation": "It fell.",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    }


def test_a_rating_without_a_number_invents_none():
    said = told(rating={"label": "Unproven", "number": None})["reviewRating"]
    assert said["alternateName"] == "Unproven"
    assert not {"ratingValue", "bestRating", "worstRating"} & set(said)


@pytest.mark.parametrize("origin", ["circulating", "anonymous", "question"])
def test_a_claim_without_a_known_origin_has_no_author(origin):
    assert "author" not in told(claim={"origin": origin, "claimant": None})["itemReviewed"]


def test_a_private_person_is_not_named():
    private = {"id": None, "name": "a social-media user", "kind": "person", "description": ""}
    assert "author" not in told(claim={"claimant": private})["itemReviewed"]


def test_an_organisation_is_an_organization():
    claim = {"origin": "organisation", "claimant": MINISTER | {"kind": "organisation"}}
    assert told(claim=claim)["itemReviewed"]["author"]["@type"] == "Organization"


def test_dates_are_as_exact_as_they_are_known():
    claim = {"appearances": [appearance(precision="month"), appearance(appeared_on=None)]}
    assert told(claim=claim)["itemReviewed"]["datePublished"] == "2023-03"
    unknown = {"appearances": [appearance(appeared_on=None, precision="unknown")]}
    assert "datePublished" not in told(claim=unknown)["itemReviewed"]


def test_a_source_is_cited_once_by_what_is_known_of_it():
    assert told()["citation"] == [
        {
            "@type": "Article",
            "name": "Trade in 2023",
            "datePublished": "2023-03",
            "url": "https://stat.example/x",
        }
    ]


def test_changes_that_readers_were_told_are_corrections_and_mends_are_not():
    announced = datetime(2023, 6, 1, tzinfo=UTC)
    changes = [
        SimpleNamespace(kind=kind, note=f"About a {kind}.", announced_at=announced)
        for kind in ("mend", "correction")
    ]
    assert told(changes)["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "About a correction.",
            "datePublished": "2023-06-01",
        }
    ]


def test_a_demonstration_says_so():
    assert told(desk=Desk("F", "a", "b", "c", demonstration=True))["creativeWorkStatus"]
    assert "creativeWorkStatus" not in told()


@pytest.mark.parametrize(
    "standing", [{"state": "retracted"}, {"state": "superseded", "current": False}]
)
def test_what_does_not_stand_is_told_to_nobody(standing):
    with pytest.raises(ValueError, match="stands"):
        told(**standing)
