"""Readers see how many independent origins a finding has, and which sources count as one."""

import html
import re

import pytest

from claims.models import Submission
from claims.publication import queries
from claims.workflow import drafting
from tests import given

pytestmark = pytest.mark.django_db


def shown(client, verdict) -> str:
    address = queries.claim(verdict.claim.public_id).row.get_absolute_url()
    return re.sub(r"\s+", " ", html.unescape(client.get(address).content.decode()))


def published(verdict):
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))


def test_beside_the_basis_stands_the_number_of_origins(client):
    verdict = published(given.on_two_sources())
    assert "several independent origins (2)" in shown(client, verdict)


def test_one_origin_has_no_number(client):
    page = shown(client, given.published())
    assert "one origin </dd>" in page
    assert "one origin (" not in page


def test_sources_that_count_as_one_are_named_with_what_makes_them_one(client):
    verdict = given.on_two_sources()
    third = given.passage("saw no rise", of=given.snapshot("The carriers saw no rise at all."))
    drafting.cite(verdict, third, by=verdict.author, at=given.moment(), stance="refutes")
    one, other, _ = (passage.snapshot.source for passage in verdict.bearing())
    given.decided(one, other, why="WHY THE DESK THINKS SO")
    page = shown(client, published(verdict))
    assert "several independent origins (2)" in page
    told = re.sub(r"<[^>]+>", "", page)
    assert "On trade and At the border count as one origin: published by one house." in told
    assert "WHY THE DESK THINKS SO" not in page


def test_neither_a_private_author_nor_a_private_speaker_is_named_by_an_origin(client):
    someone = given.claimant("Paula Private", public_role=False)
    verdict = given.draft(of=given.claim(origin="person", claimant=someone), basis="single")
    other = given.passage(
        given.SMALLER,
        of=given.snapshot(given.ELSEWHERE, title="", author="Paula Private"),
        voice="reports",
        speaker="Paula Private",
    )
    drafting.cite(verdict, other, by=verdict.author, at=given.moment(), stance="refutes")
    one, two = (passage.snapshot.source for passage in verdict.bearing())
    given.decided(one, two, ground="speaker", speaker="Paula Private")
    given.decided(one, two, ground="author")
    verdict = published(verdict)
    assert "count as one origin: written by one author" in re.sub(
        r"<[^>]+>", "", shown(client, verdict)
    )
    assert "Paula Private" not in shown(client, verdict)
    assert "Paula Private" not in Submission.objects.get().content


def test_a_record_of_the_first_form_is_shown_without_a_number(client):
    row = queries.claim(published(given.on_two_sources()).claim.public_id)
    del row.record["origins"]
    assert row.joined == []


def test_partners_get_the_origins_in_the_record(client):
    verdict = published(given.on_two_sources())
    answer = client.get(f"/api/v1/claims/{verdict.claim.public_id}/").json()
    assert [one["grounds"] for one in answer["record"]["origins"]] == [[], []]
    cited = [one["passage"]["source"]["id"] for one in answer["record"]["evidence"]]
    assert [key for one in answer["record"]["origins"] for key in one["sources"]] == cited
