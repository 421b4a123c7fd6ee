"""The pages of a claim: record, edit, appearances, decline, merge."""

import pytest

from claims.intake import claims
from claims.models import Appearance, Claim
from sources.models import Passage
from tests import given
from tests.factcheck.desk.conftest import get_hidden_fields
from tests.helpers.forms import find_form, list_forms, submit_form


def url_of(claim, name="change") -> str:
    return f"/desk/claims/claim/{claim.pk}/{name}/"


CREATE_URL = "/desk/claims/claim/add/"
CLAIM = {"statement": "Milk costs twice as much", "attribution": "question", "language": "en"}
APPEARANCE = {"text": "It has doubled!", "language": "en", "precision": "unknown"}


def test_recording_a_claim_saves_who_recorded_it(desk_client):
    topic = given.topic()
    response = submit_form(desk_client("ana"), CREATE_URL, **CLAIM, topics=[str(topic.pk)])
    claim = Claim.objects.get()
    assert response["Location"] == url_of(claim)
    assert (claim.recorded_by, list(claim.topics.all())) == (given.person("ana"), [topic])


def test_recording_a_similar_claim_has_to_be_confirmed(desk_client):
    similar = given.claim("Milk costs twice as much as last year")
    ana = desk_client("ana")
    response = submit_form(ana, CREATE_URL, **CLAIM)
    page = response.content.decode()
    assert response.status_code == 422
    assert url_of(similar) in page and "Milk costs twice as much</textarea>" in page
    form = find_form(page, CREATE_URL)
    ana.post(form.action, form.fill(sure="yes"))
    assert Claim.objects.count() == 2


def test_similar_claims_are_found_before_anything_is_recorded(desk_client):
    similar = given.claim("Milk costs twice as much as last year")
    given.claim("The mayor lives in another town")
    page = desk_client("ana").get(CREATE_URL, {"statement": "milk costs more"})
    assert url_of(similar) in page.content.decode()
    assert "The mayor" not in page.content.decode()


@pytest.mark.parametrize(
    "text", ["", "milk\x00 costs", "the of", '"', "-- or", "\x00", "и" * 500, "!!!"]
)
def test_any_words_can_be_searched(desk_client, text):
    given.claim()
    ana = desk_client("ana")
    assert ana.get("/desk/claims/claim/", {"q": text}).status_code == 200
    assert ana.get(CREATE_URL, {"statement": text}).status_code == 200


def test_the_list_is_searched_by_words_in_any_form(desk_client):
    given.claim("The ministers were trading grain")
    given.claim("The mayor lives in another town")
    page = desk_client("ana").get("/desk/claims/claim/", {"q": "minister trade"}).content.decode()
    assert "trading grain" in page
    assert "The mayor" not in page


@pytest.mark.parametrize("state", ["none", "published", "draft"])
@pytest.mark.parametrize("status", ["open", "declined", "merged"])
def test_the_list_is_filtered_by_status_and_state(desk_client, state, status):
    given.published()
    response = desk_client("ana").get("/desk/claims/claim/", {"state": state, "status": status})
    is_listed = (state, status) == ("published", "open")
    assert ("Trade rose by 12 percent in a year" in response.content.decode()) == is_listed


def test_a_person_as_claimant_needs_a_name_and_the_form_keeps_its_text(desk_client):
    response = submit_form(desk_client("ana"), CREATE_URL, **CLAIM | {"attribution": "person"})
    assert response.status_code == 422
    assert "needs a claimant" in response.content.decode()
    assert "Milk costs twice as much</textarea>" in response.content.decode()
    assert not Claim.objects.exists()


def test_a_claim_is_edited(desk_client):
    claim = given.claim()
    response = submit_form(
        desk_client("ana"),
        url_of(claim, "edit"),
        **CLAIM | {"statement": "Trade rose by 12 per cent"},
    )
    assert response.status_code == 302
    claim.refresh_from_db()
    assert claim.statement == "Trade rose by 12 per cent"


def test_an_appearance_is_recorded_with_the_passage_that_contains_it(desk_client):
    claim, snapshot = given.claim(), given.snapshot()
    quote = {"exact": given.ROSE, "voice": "reports", "speaker": "The minister"}
    url = f"{url_of(claim, 'appearance')}?snapshot={snapshot.pk}"
    response = submit_form(desk_client("ana"), url, **APPEARANCE, **quote)
    assert response.status_code == 302
    assert claim.appearances.get().passage.exact == given.ROSE
    assert "It has doubled!" in desk_client("bo").get(url_of(claim)).content.decode()


def test_an_appearance_needs_no_passage(desk_client):
    claim, ana = given.claim(), desk_client("ana")
    url = url_of(claim, "appearance")
    form = next(form for form in list_forms(ana.get(url).content.decode()) if "text" in form.names)
    assert "voice" not in form.names
    assert ana.post(url, form.fill(**APPEARANCE)).status_code == 302
    assert claim.appearances.get().passage is None


def test_an_appearance_without_text_is_refused(desk_client):
    claim = given.claim()
    response = submit_form(desk_client("ana"), url_of(claim, "appearance"))
    assert response.status_code == 422
    assert not Appearance.objects.exists()


def test_a_refused_appearance_creates_no_passage(desk_client):
    claim, snapshot = given.claim(), given.snapshot()
    url = f"{url_of(claim, 'appearance')}?snapshot={snapshot.pk}"
    values = APPEARANCE | {"exact": given.ROSE, "precision": "day"}
    response = submit_form(desk_client("ana"), url, **values)
    assert response.status_code == 422
    assert not Passage.objects.exists() and not Appearance.objects.exists()


def test_declining_needs_a_reason_and_can_be_undone(desk_client):
    claim, bo = given.claim(), desk_client("bo")
    decline, url = url_of(claim, "decline"), url_of(claim)
    assert submit_form(bo, url, decline, note="x").status_code == 422
    submit_form(bo, url, decline, reason="opinion", note="It is a taste.")
    assert "It is a taste." in bo.get(url).content.decode()
    submit_form(bo, url, url_of(claim, "reopen"))
    claim.refresh_from_db()
    assert claim.status == "open"


def test_declining_and_merging_are_refused_to_a_reporter(desk_client):
    claim, ana = given.claim(), desk_client("ana")
    page = ana.get(url_of(claim)).content.decode()
    assert url_of(claim, "decline") not in page and url_of(claim, "merge") not in page
    assert ana.post(url_of(claim, "decline"), {"reason": "opinion"}).status_code == 403
    assert ana.post(url_of(claim, "merge"), {"into": "x"}).status_code == 403


def test_a_claim_is_merged_into_another(desk_client):
    claim, target = given.claim(), given.claim("Trade grew by 12 percent")
    carla, merge = desk_client("carla"), url_of(claim, "merge")
    assert submit_form(carla, url_of(claim), merge, into="nowhere").status_code == 422
    assert submit_form(carla, url_of(claim), merge, into=claim.public_id).status_code == 422
    submit_form(carla, url_of(claim), merge, into=target.public_id)
    claim.refresh_from_db()
    assert claim.merged_into == target


def test_a_fact_check_is_started_once(desk_client):
    claim, ana = given.claim(), desk_client("ana")
    response = submit_form(ana, url_of(claim), url_of(claim, "draft"))
    assert response["Location"] == f"/desk/claims/verdict/{claim.verdicts.get().pk}/change/"
    assert ana.post(url_of(claim, "draft")).status_code == 409


def test_the_history_of_a_claim_names_who_edited_it(desk_client):
    claim = given.claim()
    claims.update_claim(claim, by=given.person("dov"), at=given.moment(), statement="It rose.")
    page = desk_client("ana").get(url_of(claim, "history")).content.decode()
    assert "Dov Byline" in page and "It rose." in page


@pytest.mark.parametrize("snapshot_pk", ["x", "", "0", "9" * 30])
def test_a_quotation_from_an_unknown_source_is_refused(desk_client, snapshot_pk):
    data = APPEARANCE | {"snapshot": snapshot_pk, "exact": given.ROSE, "voice": "asserts"}
    response = desk_client("ana").post(url_of(given.claim(), "appearance"), data)
    assert response.status_code == 422
    assert "Open the source that contains this quotation." in response.content.decode()
    assert not Appearance.objects.exists()


def test_sources_can_be_searched_by_any_words(desk_client):
    claim, ana = given.claim(), desk_client("ana")
    for words in ("trade", "\x00", "%", "'"):
        assert ana.get(url_of(claim, "appearance"), {"source": words}).status_code == 200


def test_the_edit_form_carries_the_version_of_the_claim(desk_client):
    claim = given.claim()
    version = claims.compute_claim_version(claim)
    assert get_hidden_fields(desk_client("ana"), url_of(claim, "edit")) == {"version": version}
