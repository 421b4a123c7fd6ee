"""Readers see how many independent sources a fact-check has, and which are not independent."""

import html
import re

import pytest

from claims.choices import Basis
from claims.models import Submission
from claims.publication import queries
from claims.workflow import drafting
from tests import given

pytestmark = pytest.mark.django_db


def get_page(client, verdict) -> str:
    path = queries.get_claim(verdict.claim.public_id).row.get_absolute_url()
    return re.sub(r"\s+", " ", html.unescape(client.get(path).content.decode()))


def publish(verdict):
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))


def test_the_number_of_independent_sources_is_next_to_the_basis(client):
    verdict = publish(given.on_two_sources())
    assert f"{Basis.INDEPENDENT.label} (2)" in get_page(client, verdict)


def test_a_single_source_has_no_number(client):
    page = get_page(client, given.published())
    assert f"{Basis.SINGLE.label} </dd>" in page
    assert f"{Basis.SINGLE.label} (" not in page


def test_dependent_sources_are_named_with_the_reason(client):
    verdict = given.on_two_sources()
    third = given.passage("saw no rise", of=given.snapshot("The carriers saw no rise at all."))
    drafting.cite(verdict, third, by=verdict.author, at=given.moment(), stance="refutes")
    first, second, _ = (passage.snapshot.source for passage in verdict.get_basis_passages())
    given.source_relation(first, second, reason="WHY THE DESK THINKS SO")
    page = get_page(client, publish(verdict))
    assert f"{Basis.INDEPENDENT.label} (2)" in page
    text = re.sub(r"<[^>]+>", "", page)
    assert (
        "On trade and At the border are not independent of each other: the same publisher." in text
    )
    assert "WHY THE DESK THINKS SO" not in page


def test_the_reason_names_neither_a_private_author_nor_a_private_speaker(client):
    person = given.claimant("Paula Private", public_role=False)
    verdict = given.draft(of=given.claim(attribution="person", claimant=person), basis="single")
    second = given.passage(
        given.SECOND_QUOTE,
        of=given.snapshot(given.SECOND_TEXT, title="", author="Paula Private"),
        voice="reports",
        speaker="Paula Private",
    )
    drafting.cite(verdict, second, by=verdict.author, at=given.moment(), stance="refutes")
    source_a, source_b = (passage.snapshot.source for passage in verdict.get_basis_passages())
    given.source_relation(source_a, source_b, reason_type="speaker", speaker="Paula Private")
    given.source_relation(source_a, source_b, reason_type="author")
    page = get_page(client, publish(verdict))
    text = re.sub(r"<[^>]+>", "", page)
    assert "are not independent of each other: the same author" in text
    assert "Paula Private" not in page
    assert "Paula Private" not in Submission.objects.get().content


def test_the_api_returns_the_independent_sources_in_the_record(client):
    verdict = publish(given.on_two_sources())
    record = client.get(f"/api/v1/claims/{verdict.claim.public_id}/").json()["record"]
    groups = record["independent_sources"]
    assert [group["reason_types"] for group in groups] == [[], []]
    cited = [evidence["passage"]["source"]["id"] for evidence in record["evidence"]]
    assert [source_id for group in groups for source_id in group["sources"]] == cited
