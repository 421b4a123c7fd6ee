"""A claim at the desk: found or recorded, mended, heard somewhere, declined, merged."""

import pytest

from claims.intake import claims
from claims.models import Appearance, Claim
from sources.models import Passage
from tests import given
from tests.factcheck.desk.conftest import opened


def page_of(claim, deed="change") -> str:
    return f"/desk/claims/claim/{claim.pk}/{deed}/"


RECORDED = {"statement": "Milk costs twice as much", "origin": "question", "language": "en"}
HEARD = {"words": "It has doubled!", "language": "en", "precision": "unknown", "voice": "asserts"}


def test_a_claim_is_recorded_by_its_verb(at_the_desk):
    topic = given.topic()
    answer = at_the_desk("ana").post("/desk/claims/claim/add/", RECORDED | {"topics": [topic.pk]})
    claim = Claim.objects.get()
    assert answer["Location"] == page_of(claim)
    assert (claim.recorded_by, list(claim.topics.all())) == (given.person("ana"), [topic])


def test_a_claim_that_is_near_another_is_shown_it_first(at_the_desk):
    known = given.claim("Milk costs twice as much as last year")
    ana = at_the_desk("ana")
    answer = ana.post("/desk/claims/claim/add/", RECORDED)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page_of(known) in page and "Milk costs twice as much</textarea>" in page
    ana.post("/desk/claims/claim/add/", RECORDED | {"sure": "yes"})
    assert Claim.objects.count() == 2


def test_near_claims_are_found_before_anything_is_recorded(at_the_desk):
    known = given.claim("Milk costs twice as much as last year")
    given.claim("The mayor lives in another town")
    page = at_the_desk("ana").get("/desk/claims/claim/add/", {"statement": "milk costs more"})
    assert page_of(known) in page.content.decode()
    assert "The mayor" not in page.content.decode()


@pytest.mark.parametrize(
    "words", ["", "milk\x00 costs", "the of", '"', "-- or", "\x00", "и" * 500, "!!!"]
)
def test_any_words_may_be_searched(at_the_desk, words):
    given.claim()
    ana = at_the_desk("ana")
    assert ana.get("/desk/claims/claim/", {"q": words}).status_code == 200
    assert ana.get("/desk/claims/claim/add/", {"statement": words}).status_code == 200


def test_the_list_is_searched_by_words_in_any_form(at_the_desk):
    given.claim("The ministers were trading grain")
    given.claim("The mayor lives in another town")
    page = at_the_desk("ana").get("/desk/claims/claim/", {"q": "minister trade"}).content.decode()
    assert "trading grain" in page
    assert "The mayor" not in page


@pytest.mark.parametrize("state", ["none", "published", "draft"])
@pytest.mark.parametrize("standing", ["open", "declined", "merged"])
def test_the_list_is_filtered_by_standing_and_state(at_the_desk, state, standing):
    given.published()
    answer = at_the_desk("ana").get("/desk/claims/claim/", {"state": state, "standing": standing})
    found = (state, standing) == ("published", "open")
    assert ("Trade rose by 12 percent in a year" in answer.content.decode()) == found


def test_an_origin_that_does_not_fit_is_said_and_nothing_typed_is_lost(at_the_desk):
    answer = at_the_desk("ana").post("/desk/claims/claim/add/", RECORDED | {"origin": "person"})
    assert answer.status_code == 422
    assert "names its claimant" in answer.content.decode()
    assert "Milk costs twice as much</textarea>" in answer.content.decode()
    assert not Claim.objects.exists()


def test_a_claim_is_mended(at_the_desk):
    claim = given.claim()
    ana, address = at_the_desk("ana"), page_of(claim, "mend")
    told = RECORDED | {"statement": "Trade rose by 12 per cent"} | opened(ana, address)
    assert ana.post(address, told).status_code == 302
    claim.refresh_from_db()
    assert claim.statement == "Trade rose by 12 per cent"


def test_an_appearance_is_recorded_with_the_passage_that_holds_it(at_the_desk):
    claim, snapshot = given.claim(), given.snapshot()
    told = HEARD | {"snapshot": snapshot.pk, "exact": given.ROSE, "voice": "reports"}
    answer = at_the_desk("ana").post(page_of(claim, "appear"), told | {"speaker": "The minister"})
    assert answer.status_code == 302
    assert claim.appearances.get().passage.exact == given.ROSE
    assert "It has doubled!" in at_the_desk("bo").get(page_of(claim)).content.decode()


def test_an_appearance_needs_no_passage(at_the_desk):
    claim = given.claim()
    at_the_desk("ana").post(page_of(claim, "appear"), HEARD)
    assert claim.appearances.get().passage is None


def test_a_passage_without_its_appearance_is_not_made(at_the_desk):
    claim, snapshot = given.claim(), given.snapshot()
    told = HEARD | {"snapshot": snapshot.pk, "exact": given.ROSE, "precision": "day"}
    answer = at_the_desk("ana").post(page_of(claim, "appear"), told)
    assert answer.status_code == 409
    assert not Passage.objects.exists() and not Appearance.objects.exists()


def test_declining_gives_its_reason_and_can_be_taken_back(at_the_desk):
    claim, bo = given.claim(), at_the_desk("bo")
    assert bo.post(page_of(claim, "decline"), {"note": "x"}).status_code == 409
    bo.post(page_of(claim, "decline"), {"reason": "opinion", "note": "It is a taste."})
    assert "It is a taste." in bo.get(page_of(claim)).content.decode()
    bo.post(page_of(claim, "reopen"))
    claim.refresh_from_db()
    assert claim.standing == "open"


def test_a_reporter_neither_declines_nor_merges(at_the_desk):
    claim, ana = given.claim(), at_the_desk("ana")
    page = ana.get(page_of(claim)).content.decode()
    assert page_of(claim, "decline") not in page and page_of(claim, "merge") not in page
    assert ana.post(page_of(claim, "decline"), {"reason": "opinion"}).status_code == 403
    assert ana.post(page_of(claim, "merge"), {"into": "x"}).status_code == 403


def test_a_claim_is_merged_into_the_one_that_is_named(at_the_desk):
    claim, target = given.claim(), given.claim("Trade grew by 12 percent")
    carla = at_the_desk("carla")
    assert carla.post(page_of(claim, "merge"), {"into": "nowhere"}).status_code == 422
    assert carla.post(page_of(claim, "merge"), {"into": claim.public_id}).status_code == 409
    carla.post(page_of(claim, "merge"), {"into": target.public_id})
    claim.refresh_from_db()
    assert claim.merged_into == target


def test_a_verdict_is_begun_from_the_claim_once(at_the_desk):
    claim, ana = given.claim(), at_the_desk("ana")
    answer = ana.post(page_of(claim, "draft"))
    assert answer["Location"] == f"/desk/claims/verdict/{claim.verdicts.get().pk}/change/"
    assert ana.post(page_of(claim, "draft")).status_code == 409


def test_the_history_of_a_claim_names_who_mended_it(at_the_desk):
    claim = given.claim()
    claims.mend(claim, by=given.person("dov"), at=given.moment(), statement="It rose.")
    page = at_the_desk("ana").get(page_of(claim, "history")).content.decode()
    assert "Dov Byline" in page and "It rose." in page


@pytest.mark.parametrize("number", ["x", "", "0", "9" * 30])
def test_words_of_a_source_that_is_none_are_refused(at_the_desk, number):
    told = HEARD | {"snapshot": number, "exact": given.ROSE}
    answer = at_the_desk("ana").post(page_of(given.claim(), "appear"), told)
    assert answer.status_code == 409
    assert not Appearance.objects.exists()


def test_a_source_is_sought_by_any_words(at_the_desk):
    claim, ana = given.claim(), at_the_desk("ana")
    for words in ("trade", "\x00", "%", "'"):
        assert ana.get(page_of(claim, "appear"), {"source": words}).status_code == 200
