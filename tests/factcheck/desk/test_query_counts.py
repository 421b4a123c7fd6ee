"""The number of queries of a desk page does not grow with the number of rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import SourceAlert
from claims.workflow import actions, drafting
from tests import given
from tests.factcheck.desk.conftest import verdict_url, workspace_url
from tests.helpers import changing_site
from tests.helpers.rechecks import CHANGED_TEXT, recheck_with_text

MAX_QUERIES = 30


def count_queries(desk, address) -> int:
    desk.get(address)  # fills the caches of the process
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    return len(queries)


LISTS = {
    "home": "/desk/",
    "claims": "/desk/claims/claim/",
    "verdicts": "/desk/claims/verdict/",
    "sources": "/desk/sources/source/",
    "snapshots": "/desk/sources/snapshot/",
    "passages": "/desk/sources/passage/",
    "transitions": "/desk/claims/transition/",
    "alerts": "/desk/claims/sourcealert/",
    "tips": "/desk/claims/tip/",
    "retrievals": "/desk/sources/retrieval/",
    "quote_checks": "/desk/sources/quotecheck/",
    "source_relations": "/desk/sources/sourcerelation/",
    "users": "/desk/accounts/user/",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_for_twenty_rows_as_for_one(desk_client, name):
    desk = desk_client("eva" if name == "users" else "carla")
    given.in_review(), given.draft(), given.published(), given.tip()
    recheck_with_text(changing_site.create_published_verdict(), CHANGED_TEXT)
    create_related_rows()
    expected = count_queries(desk, LISTS[name])
    for _ in range(7):
        given.in_review(), given.draft(), given.published(), given.tip()
        recheck_with_text(changing_site.create_published_verdict(), CHANGED_TEXT)
        create_related_rows()
    for number in range(20):
        given.person(f"p{number}", "reporter")
    assert count_queries(desk, LISTS[name]) == expected


def create_related_rows() -> None:
    """Decide a source relation and assign a claim to Carla."""
    given.source_relation(given.snapshot().source, given.snapshot(given.SECOND_TEXT).source)
    given.assignment(to=given.person("carla"), by=given.person("filip"))


@pytest.mark.parametrize("name", ["ana", "bo", "carla", "eva"])
def test_the_home_page_takes_at_most_thirty_queries(desk_client, name):
    given.in_review(), given.draft(), given.suspended()
    recheck_with_text(changing_site.create_published_verdict(), CHANGED_TEXT)
    assert count_queries(desk_client(name), "/desk/") <= MAX_QUERIES


@pytest.mark.parametrize("page", ["change", "preview", "timeline"])
def test_a_revision_takes_as_many_queries_for_ten_passages_as_for_one(desk_client, page):
    verdict, desk = given.draft(), desk_client("ana")
    expected = count_queries(desk, verdict_url(verdict, page))
    text = given.snapshot(" ".join(f"The year {year} was dry." for year in range(1990, 2005)))
    for year in range(1990, 2000):
        passage = given.passage(f"The year {year} was dry.", of=text)
        drafting.cite(verdict, passage, by=given.person("ana"), at=given.moment(), stance="context")
    assert count_queries(desk, verdict_url(verdict, page)) == expected


def test_a_claim_takes_as_many_queries_for_ten_comments_as_for_one(desk_client):
    claim, desk = given.in_review().claim, desk_client("carla")
    given.assignment(claim, to=given.person("dov"), by=given.person("filip"))
    address = f"/desk/claims/claim/{claim.pk}/change/"
    given.comment("@dov, look.", of=claim)
    expected = count_queries(desk, address)
    for name in ("bo", "filip", "carla") * 3:
        given.person(name)
        given.comment(f"@dov and @{name}, look.", of=claim)
    assert count_queries(desk, address) == expected <= MAX_QUERIES


@pytest.mark.parametrize("page", ["change", "timeline"])
@pytest.mark.parametrize("name", ["ana", "bo"])
def test_a_revision_takes_as_many_queries_for_ten_review_comments_as_for_one(
    desk_client, settings, name, page
):
    settings.REQUIRE_BLIND_RATINGS = True
    verdict, desk = given.in_review(), desk_client(name)
    given.review_comment(verdict), given.blind_rating(verdict)
    expected = count_queries(desk, verdict_url(verdict, page))
    for _ in range(9):
        given.review_comment(verdict, section="conclusion")
    given.blind_rating(verdict, by=given.person("carla"))
    assert count_queries(desk, verdict_url(verdict, page)) <= expected


def test_a_draft_that_was_sent_back_takes_as_many_queries_for_ten_comments_as_for_one(desk_client):
    few, many, ana = given.sent_back_with_comment(), given.in_review(), desk_client("ana")
    for _ in range(10):
        given.review_comment(many, section="conclusion", by=given.person("carla"))
    actions.send_back(many, by=given.person("bo"), at=given.moment())
    assert count_queries(ana, workspace_url(many)) == count_queries(ana, workspace_url(few))


def test_a_source_alert_takes_as_many_queries_for_ten_verdicts_as_for_one(desk_client):
    verdict, desk = changing_site.create_published_verdict(), desk_client("carla")
    recheck_with_text(verdict, CHANGED_TEXT)
    address = f"/desk/claims/sourcealert/{SourceAlert.objects.get().pk}/change/"
    cite_elsewhere(verdict, "Trade fell")
    expected = count_queries(desk, address)
    for number in range(9):
        cite_elsewhere(verdict, f"Trade fell {number} times")
    assert count_queries(desk, address) == expected


def test_a_tip_takes_as_many_queries_for_eight_similar_claims_as_for_one(desk_client):
    desk, text = desk_client("carla"), "Milk costs twice as much"
    address = f"/desk/claims/tip/{given.tip(text).pk}/change/"
    speaker = given.claimant()
    given.claim(text, attribution="person", claimant=speaker)
    expected = count_queries(desk, address)
    for number in range(7):
        given.claim(f"{text} as {number} years ago", attribution="person", claimant=speaker)
    assert count_queries(desk, address) == expected


def cite_elsewhere(verdict, statement: str) -> None:
    """Publish a verdict on another claim that cites the same passage."""
    ana, passage = given.person("ana"), verdict.evidence.get().passage
    draft = drafting.create_draft(
        given.claim(statement), by=ana, at=given.moment(), **given.verdict_content()
    )
    drafting.cite(draft, passage, by=ana, at=given.moment(), stance="refutes")
    draft.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))


def test_the_picker_takes_as_many_queries_for_twenty_passages_as_for_one(desk_client):
    verdict, desk = given.draft(), desk_client("ana")
    text = given.snapshot(" ".join(f"The year {year} was dry." for year in range(1990, 2030)))
    address = f"{workspace_url(verdict)}?snapshot={text.pk}&words=year"

    def cite(years) -> None:
        for year in years:
            passage = given.passage(f"year {year}", of=text)
            author, at = given.person("ana"), given.moment()
            drafting.cite(verdict, passage, by=author, at=at, stance="context")

    cite([1990])
    expected = count_queries(desk, address)
    cite(range(1991, 2010))
    assert count_queries(desk, address) == expected


@pytest.mark.parametrize("page", ["complaint", "wizard"])
def test_a_complaint_and_the_change_wizard_take_at_most_thirty_queries(desk_client, page):
    verdict, desk = given.published(), desk_client("carla")
    complaint = given.complaint(verdict)
    address = {
        "complaint": f"/desk/claims/complaint/{complaint.pk}/change/",
        "wizard": f"/desk/claims/verdict/{verdict.pk}/correct-or-update/?complaint={complaint.pk}",
    }[page]
    expected = count_queries(desk, address)
    for _ in range(9):
        given.complaint(verdict)
    assert count_queries(desk, address) == expected <= MAX_QUERIES


def test_the_workspace_of_a_minor_edit_takes_at_most_thirty_queries(desk_client):
    published, author = given.published(), given.person("ana")
    change = {"kind": "minor_edit", "cause": "our-error", "note": "A slip of the pen."}
    draft = actions.open_correction(published, by=author, at=given.moment(), **change)
    assert count_queries(desk_client("ana"), workspace_url(draft)) <= MAX_QUERIES
