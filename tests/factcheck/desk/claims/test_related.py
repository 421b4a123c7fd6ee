"""The related claims on a claim's page: what is shown, suggested and decided."""

import html
import re

import pytest

from claims.intake import claims
from claims.models import ClaimRelation
from tests import given
from tests.helpers.forms import find_form

pytestmark = pytest.mark.django_db

OTHER = "Trade rose by 17 percent in a year"


def url_of(claim, name="change") -> str:
    return f"/desk/claims/claim/{claim.pk}/{name}/"


def text_of(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def relate(browser, claim, other, **changes):
    """Fills and sends the form on the page of `claim`; the other claim is entered by its ID."""
    form = find_form(browser.get(url_of(claim)).content.decode(), url_of(claim, "relate"))
    values = {"to_claim": other.public_id, "kind": "variant", "reason": "Another number."}
    return browser.post(form.action, form.fill(**values | changes))


def test_a_similar_claim_is_suggested_with_the_reason(desk_client):
    claim, _other = given.claim(), given.claim(OTHER)
    page = text_of(desk_client("bo").get(url_of(claim)))
    assert OTHER in page
    assert "They differ in: number." in page
    assert "Save relation" not in text_of(desk_client("ana").get(url_of(claim)))


def test_a_reviewer_relates_two_claims(desk_client):
    claim, other = given.claim(), given.claim(OTHER)
    bo = desk_client("bo")
    assert relate(bo, claim, other).status_code == 302
    page = text_of(bo.get(url_of(other)))
    assert "Is a variant of" in page
    assert "Bo Byline" in page
    assert "May be related" not in page


def test_a_relation_can_be_recorded_in_the_other_direction(desk_client):
    whole, part = given.claim(), given.claim(OTHER)
    relate(desk_client("bo"), whole, part, kind="inverse part_of")
    row = ClaimRelation.objects.get()
    assert (row.from_claim, row.to_claim, row.kind) == (part, whole, "part_of")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": ""}, "Choose how"),
        ({"reason": ""}, "Enter what both claims say"),
        ({"to_claim": "nowhere"}, "No claim has this ID."),
        ({"kind": "cousin"}, "cousin"),
    ],
)
def test_a_refused_form_keeps_its_text(desk_client, changes, message):
    claim, other = given.claim(), given.claim("Bread is free")
    values = {"reason": "As I have it"} | changes
    response = relate(desk_client("bo"), claim, other, **values)
    assert response.status_code == 422
    assert message in text_of(response)
    assert values["reason"] in response.content.decode()
    assert not ClaimRelation.objects.exists()


def test_the_page_shows_the_claims_that_were_merged_into_it(desk_client):
    target, merged = given.claim(), given.claim(OTHER)
    ana, at = given.person("ana"), given.moment()
    claims.add_appearance(merged, by=ana, at=at, text="Rose!", language="en")
    claims.merge(merged, by=given.person("carla"), at=given.moment(), into=target)
    page = text_of(desk_client("ana").get(url_of(target)))
    assert "Merged into this claim" in page
    assert OTHER in page
    assert "Rose!" in page
