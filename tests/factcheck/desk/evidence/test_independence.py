"""The panel of independent sources at the desk, and the decisions about pairs of sources."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.workflow import drafting
from sources.models import SourceRelation
from tests import given
from tests.factcheck.desk.conftest import verdict_url, workspace_url

pytestmark = pytest.mark.django_db

COPIED = f"From our reporter. {given.TEXT} More follows."


def create_draft_with_copy():
    """A draft that cites a source and a copy of it."""
    verdict = given.draft(basis="independent")
    copy = given.passage(given.OFFICE, of=given.snapshot(COPIED, title="The copy"))
    drafting.cite(verdict, copy, by=verdict.author, at=given.moment(), stance="refutes")
    verdict.refresh_from_db()
    return verdict


def build_decision(verdict, **changes) -> dict:
    source_a, source_b = (passage.snapshot.source for passage in verdict.get_basis_passages())
    data = {"source_a": source_a.pk, "source_b": source_b.pk, "reason_type": "copy", "speaker": ""}
    return data | {"decision": "not_independent", "reason": "One agency's report."} | changes


def get_page(desk, url) -> str:
    return html.unescape(desk.get(url).content.decode())


def test_a_copy_is_shown_with_its_similarity_and_the_shared_words(desk_client):
    page = get_page(desk_client("ana"), workspace_url(create_draft_with_copy()))
    assert "Are these sources independent of each other?" in page
    assert "100 percent of the shorter text is in the other word for word." in page
    assert page.count("The minister spoke on Monday. Trade with the neighbour") >= 2


def test_a_decision_is_saved_and_counted(desk_client):
    verdict, desk = create_draft_with_copy(), desk_client("ana")
    assert (
        desk.post(verdict_url(verdict, "source-relation"), build_decision(verdict)).status_code
        == 302
    )
    row = SourceRelation.objects.get()
    assert (row.decision, row.reason_type, row.decided_by.username) == (
        "not_independent",
        "copy",
        "ana",
    )
    page = get_page(desk, workspace_url(verdict))
    assert "Are these sources independent of each other?" not in page
    assert "not independent of each other: the same text" in page
    assert "One agency's report." in page
    assert "100 % similar" in page


def test_a_draft_can_be_submitted_only_after_the_decision(desk_client):
    verdict, desk = create_draft_with_copy(), desk_client("ana")
    response = desk.post(verdict_url(verdict, "submit"))
    assert response.status_code == 409
    assert (
        "First decide whether “On trade” and “The copy” are independent of each other."
        in html.unescape(response.content.decode())
    )
    desk.post(
        verdict_url(verdict, "source-relation"), build_decision(verdict, decision="independent")
    )
    assert desk.post(verdict_url(verdict, "submit")).status_code == 302


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason": ""}, "Say why."),
        ({"decision": ""}, "Choose whether the two sources are independent."),
        ({"reason_type": ""}, "Choose why the two sources may not be independent."),
        ({"source_b": 0}, "Choose two different sources."),
        ({"source_b": ""}, "Choose two sources and give a short reason."),
        ({"source_b": "9" * 30}, "Choose two different sources."),
    ],
)
def test_an_incomplete_decision_is_refused_with_a_message(desk_client, changes, message):
    verdict = create_draft_with_copy()
    response = desk_client("ana").post(
        verdict_url(verdict, "source-relation"), build_decision(verdict, **changes)
    )
    assert response.status_code == 422
    assert message in html.unescape(response.content.decode())
    assert not SourceRelation.objects.exists()


def test_a_refused_decision_keeps_the_reason_that_was_typed(desk_client):
    verdict = create_draft_with_copy()
    data = build_decision(verdict, decision="", reason="What I had typed.")
    response = desk_client("ana").post(verdict_url(verdict, "source-relation"), data)
    assert 'value="What I had typed."' in response.content.decode()


def test_two_sources_can_be_marked_as_not_independent_without_a_suggestion(desk_client):
    verdict, desk = given.on_two_sources(), desk_client("ana")
    assert "Mark two sources as not independent" in get_page(desk, workspace_url(verdict))
    data = build_decision(verdict, reason_type="speaker", speaker="The office")
    assert desk.post(verdict_url(verdict, "source-relation"), data).status_code == 302
    assert SourceRelation.objects.get().speaker == "The office"


def test_administrators_and_anonymous_users_cannot_decide(desk_client, client):
    verdict = create_draft_with_copy()
    assert (
        desk_client("eva")
        .post(verdict_url(verdict, "source-relation"), build_decision(verdict))
        .status_code
        == 403
    )
    assert (
        client.post(verdict_url(verdict, "source-relation"), build_decision(verdict)).status_code
        == 302
    )
    assert not SourceRelation.objects.exists()


def test_deciding_does_not_make_the_user_a_contributor(desk_client):
    """The decision is about the sources, not about the fact-check."""
    verdict = create_draft_with_copy()
    desk_client("bo").post(
        verdict_url(verdict, "source-relation"), build_decision(verdict, decision="independent")
    )
    assert SourceRelation.objects.get().decided_by.username == "bo"
    assert given.person("bo").pk not in verdict.contributors.values_list("user", flat=True)


# ── the page of a source ──────────────────────────────────────────────────────────────────────────
def get_source_url(source) -> str:
    return f"/desk/sources/source/{source.pk}/change/"


def create_source(text, **fields):
    return given.snapshot(text, **fields).source


@pytest.mark.parametrize("name", ["ana", "bo"])
def test_the_page_of_a_source_shows_its_copies_and_accepts_a_decision(desk_client, name):
    source, copy = create_source(given.TEXT), create_source(COPIED, title="The copy")
    desk = desk_client(name)
    page = get_page(desk, get_source_url(source))
    assert "The copy" in page
    assert "Are these sources independent of each other?" in page
    data = {"source_a": source.pk, "source_b": copy.pk, "reason_type": "copy", "speaker": ""}
    data |= {"decision": "not_independent", "reason": "One agency's report."}
    response = desk.post(f"/desk/sources/source/{source.pk}/relation/", data)
    assert response["Location"] == get_source_url(source)
    for row in (source, copy):
        page = get_page(desk, get_source_url(row))
        assert "Are these sources independent of each other?" not in page
        assert "One agency's report." in page


def test_a_refused_decision_on_the_page_of_a_source_shows_a_message(desk_client):
    source, copy = create_source(given.TEXT), create_source(COPIED)
    data = {"source_a": source.pk, "source_b": copy.pk, "reason_type": "copy"}
    data["decision"] = "not_independent"
    response = desk_client("ana").post(f"/desk/sources/source/{source.pk}/relation/", data)
    assert response.status_code == 422
    assert "Say why." in response.content.decode()


def test_the_page_of_a_source_without_related_sources_says_so(desk_client):
    page = get_page(desk_client("ana"), get_source_url(create_source(given.TEXT)))
    assert "None are known." in page


# ── number of queries ─────────────────────────────────────────────────────────────────────────────
def count_queries(desk, url) -> int:
    desk.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(url).status_code == 200
    return len(queries)


def test_the_page_of_a_source_needs_as_many_queries_for_twenty_copies_as_for_one(desk_client):
    source, desk = create_source(given.TEXT), desk_client("bo")
    copies = [create_source(COPIED), create_source(f"{given.TEXT} Edition 0.")]
    given.source_relation(source, copies[0])
    expected = count_queries(desk, get_source_url(source))
    for number in range(1, 19):
        copies.append(create_source(f"{given.TEXT} Edition {number}."))
    for copy in copies[2:10]:
        given.source_relation(source, copy)
    assert count_queries(desk, get_source_url(source)) == expected


def test_a_draft_needs_as_many_queries_for_twenty_sources_as_for_two(desk_client):
    verdict, desk = create_draft_with_copy(), desk_client("ana")
    expected = count_queries(desk, workspace_url(verdict))
    for number in range(18):
        text = given.snapshot(f"{given.TEXT} Edition {number}.")
        passage = given.passage(given.OFFICE, of=text)
        drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance="refutes")
    assert count_queries(desk, workspace_url(verdict)) == expected


def test_the_decisions_about_all_sources_are_a_read_only_list(desk_client):
    first = given.snapshot().source
    second = given.snapshot(given.SECOND_TEXT, title="Other").source
    source_relation = given.source_relation(first, second)
    reader = desk_client("bo")
    page = reader.get("/desk/sources/sourcerelation/").content.decode()
    assert "One site." in page and str(source_relation.decided_by) in page
    page = reader.get(f"/desk/sources/sourcerelation/{source_relation.pk}/change/").content.decode()
    assert "One site." in page and 'name="_save"' not in page
