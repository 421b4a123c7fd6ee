"""An editor sees what disappears, hides a claim or a source from readers, and shows it again."""

import pytest

from claims.models import VisibilityChange
from claims.workflow import drafting
from tests import given
from tests.factcheck.desk.conftest import workspace_url
from tests.helpers.forms import submit_form

REASON = "The minister's lawyer has written."


def url_of(row, name="hide") -> str:
    kind = "claims/claim" if row._meta.model_name == "claim" else "sources/source"
    return f"/desk/{kind}/{row.pk}/{name}/"


def test_one_editor_hides_a_claim_and_another_shows_it_again(desk_client, client):
    claim = given.published(of=given.claim("Milk is blue")).claim
    public_url = f"/claims/{claim.public_id}/"
    response = submit_form(desk_client("carla"), url_of(claim), url_of(claim), reason=REASON)
    assert response.url == url_of(claim)
    assert client.get(public_url).status_code == 451
    page = desk_client("filip").get(url_of(claim)).content.decode()
    assert REASON.replace("'", "&#x27;") in page and "hidden by Carla" in page
    submit_form(desk_client("filip"), url_of(claim), url_of(claim, "unhide"), reason="Settled.")
    assert client.get(public_url, follow=True).status_code == 200
    changes = VisibilityChange.objects.order_by("pk").values_list("is_hidden", "reason")
    assert list(changes) == [(True, REASON), (False, "Settled.")]


def test_the_page_shows_what_disappears(desk_client):
    claimant = given.claimant("The dairy minister")
    claim = given.claim("Milk is blue", attribution="person", claimant=claimant, unasked="None.")
    verdict = given.published(of=claim)
    page = desk_client("carla").get(url_of(claim)).content.decode()
    assert "1 published revision" in page and "1 quotation." in page
    assert "The dairy minister" in page and "Milk is blue" in page
    source = verdict.evidence.get().passage.snapshot.source
    assert str(source) in page
    assert "Milk is blue" in desk_client("carla").get(url_of(source)).content.decode()


def test_what_another_fact_check_shows_is_not_in_the_list(desk_client):
    verdict, other = given.published(), given.published()
    shared = verdict.evidence.get().passage.snapshot.source
    assert other.evidence.get().passage.snapshot.source != shared
    draft = given.draft(of=given.claim("A second claim"))
    passage = given.passage(given.DOUBT, of=shared.snapshots.get())
    act = {"by": draft.author, "at": given.moment(), "stance": "context"}
    drafting.cite(draft, passage, **act)
    draft.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    page = desk_client("carla").get(url_of(verdict.claim)).content.decode()
    assert "Sources that no other fact-check quotes" not in page


@pytest.mark.parametrize("name", ["hide", "unhide"])
def test_a_change_without_a_reason_is_refused(desk_client, name):
    claim = (given.published() if name == "hide" else given.hidden()).claim
    before = VisibilityChange.objects.count()
    response = desk_client("carla").post(url_of(claim, name), {"reason": " "})
    assert (response.status_code, VisibilityChange.objects.count()) == (422, before)
    assert "Enter the reason; only the desk sees it." in response.content.decode()


def test_hiding_twice_and_showing_what_is_shown_are_refused(desk_client):
    hidden, shown = given.hidden().claim, given.published().claim
    for url, message in (
        (url_of(hidden), "There is nothing public to hide."),
        (url_of(shown, "unhide"), "Nothing of it is hidden."),
    ):
        response = desk_client("carla").post(url, {"reason": REASON})
        assert response.status_code == 409
        assert message in response.content.decode()


def test_an_unpublished_claim_cannot_be_hidden(desk_client):
    claim = given.draft().claim
    assert (
        "There is nothing public to hide."
        in desk_client("carla").get(url_of(claim)).content.decode()
    )
    assert desk_client("carla").post(url_of(claim), {"reason": REASON}).status_code == 409


def test_the_desk_sees_that_a_claim_is_hidden_and_why(desk_client):
    verdict = given.hidden(reason="A letter.")
    for url in (f"/desk/claims/claim/{verdict.claim_id}/change/", workspace_url(verdict)):
        for name in ("ana", "carla"):
            page = desk_client(name).get(url).content.decode()
            assert "Hidden for legal reasons: readers see nothing" in page and "A letter." in page
    assert "A letter." in desk_client("carla").get("/desk/hidden-claims/").content.decode()


def test_a_source_is_hidden_with_all_that_quotes_it(desk_client, client):
    verdict = given.published()
    source = verdict.evidence.get().passage.snapshot.source
    path = f"/sources/{source.public_id}/"
    assert client.get(path).status_code == 200
    submit_form(desk_client("carla"), url_of(source), url_of(source), reason=REASON)
    assert client.get(path).status_code == 451
    assert client.get(f"/claims/{verdict.claim.public_id}/").status_code == 451
    submit_form(desk_client("carla"), url_of(source), url_of(source, "unhide"), reason="Settled.")
    assert client.get(path).status_code == 200
