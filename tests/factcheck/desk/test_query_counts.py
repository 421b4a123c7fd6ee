"""How often a page of the desk asks the database: as often for twenty rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Alarm
from claims.workflow import actions, drafting
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, seen
from tests.factcheck.desk.conftest import verb, workspace
from tests.helpers import changing_site


def asked(desk, address) -> int:
    desk.get(address)  # what is cached for the process is cached now
    with CaptureQueriesContext(
        connection,
    ) as queries:
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
    "alarms": "/desk/claims/alarm/",
    "suggestions": "/desk/claims/suggestion/",
    "looks": "/desk/sources/retrieval/",
    "checks": "/desk/sources/check/",
    "kinships": "/desk/sources/kinship/",
    "people": "/desk/accounts/user/",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_for_twenty_rows_as_for_one(at_the_desk, name):
    desk = at_the_desk("eva" if name == "people" else "carla")
    given.in_review(), given.draft(), given.published(), given.suggestion()
    seen(changing_site.published(), CHANGED)
    related()
    one = asked(desk, LISTS[name])
    for _ in range(7):
        given.in_review(), given.draft(), given.published(), given.suggestion()
        seen(changing_site.published(), CHANGED)
        related()
    for number in range(20):
        given.person(f"p{number}", "reporter")
    assert asked(desk, LISTS[name]) == one


def related() -> None:
    """Two sources of one house, and a claim that waits for Carla."""
    given.decided(given.snapshot().source, given.snapshot(given.ELSEWHERE).source)
    given.assigned(to=given.person("carla"), by=given.person("filip"))


@pytest.mark.parametrize("name", ["ana", "bo", "carla", "eva"])
def test_the_first_page_asks_less_than_fifteen_times(at_the_desk, name):
    given.in_review(), given.draft(), given.suspended()
    seen(changing_site.published(), CHANGED)
    assert asked(at_the_desk(name), "/desk/") < 15


@pytest.mark.parametrize("page", ["change", "preview", "trail"])
def test_a_revision_asks_as_often_for_ten_passages_as_for_one(at_the_desk, page):
    verdict, desk = given.draft(), at_the_desk("ana")
    one = asked(desk, verb(verdict, page))
    text = given.snapshot(" ".join(f"The year {year} was dry." for year in range(1990, 2005)))
    for year in range(1990, 2000):
        passage = given.passage(f"The year {year} was dry.", of=text)
        drafting.cite(verdict, passage, by=given.person("ana"), at=given.moment(), stance="context")
    assert asked(desk, verb(verdict, page)) <= one + 1  # a diff of one more kind of row
    assert workspace(verdict)


def test_a_claim_asks_as_often_for_ten_notes_as_for_one(at_the_desk):
    claim, desk = given.in_review().claim, at_the_desk("carla")
    given.assigned(claim, to=given.person("dov"), by=given.person("filip"))
    address = f"/desk/claims/claim/{claim.pk}/change/"
    given.note("@dov, look.", of=claim)
    one = asked(desk, address)
    for name in ("bo", "filip", "carla") * 3:
        given.person(name)
        given.note(f"@dov and @{name}, look.", of=claim)
    assert asked(desk, address) == one < 15


@pytest.mark.parametrize("page", ["change", "trail"])
@pytest.mark.parametrize("name", ["ana", "bo"])
def test_a_revision_asks_as_often_for_ten_remarks_as_for_one(at_the_desk, settings, name, page):
    settings.BLIND_SECOND_RATING = True
    verdict, desk = given.in_review(), at_the_desk(name)
    given.remark(verdict), given.rated(verdict)
    one = asked(desk, verb(verdict, page))
    for _ in range(9):
        given.remark(verdict, part="finding")
    given.rated(verdict, by=given.person("carla"))
    assert asked(desk, verb(verdict, page)) <= one


def test_the_draft_that_was_sent_back_asks_as_often_for_ten_remarks_as_for_one(at_the_desk):
    few, many, ana = given.remarked(), given.in_review(), at_the_desk("ana")
    for _ in range(10):
        given.remark(many, part="finding", by=given.person("carla"))
    actions.send_back(many, by=given.person("bo"), at=given.moment())
    assert asked(ana, workspace(many)) == asked(ana, workspace(few))


def test_an_alarm_asks_as_often_for_ten_findings_as_for_one(at_the_desk):
    verdict, desk = changing_site.published(), at_the_desk("carla")
    seen(verdict, CHANGED)
    address = f"/desk/claims/alarm/{Alarm.objects.get().pk}/change/"
    cite_elsewhere(verdict, "Trade fell")
    one = asked(desk, address)
    for number in range(9):
        cite_elsewhere(verdict, f"Trade fell {number} times")
    assert asked(desk, address) == one


def test_a_suggestion_asks_as_often_for_eight_near_claims_as_for_one(at_the_desk):
    desk, milk = at_the_desk("carla"), "Milk costs twice as much"
    address = f"/desk/claims/suggestion/{given.suggestion(milk).pk}/change/"
    speaker = given.claimant()
    given.claim(milk, origin="person", claimant=speaker)
    one = asked(desk, address)
    for number in range(7):
        given.claim(f"{milk} as {number} years ago", origin="person", claimant=speaker)
    assert asked(desk, address) == one


def cite_elsewhere(verdict, statement: str) -> None:
    """Another published verdict that cites the same words."""
    ana, passage = given.person("ana"), verdict.evidence.get().passage
    other = drafting.draft(given.claim(statement), by=ana, at=given.moment(), **given.content())
    drafting.cite(other, passage, by=ana, at=given.moment(), stance="refutes")
    other.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=other)))


def test_the_picker_asks_as_often_for_twenty_passages_found_and_cited_as_for_one(at_the_desk):
    verdict, desk = given.draft(), at_the_desk("ana")
    text = given.snapshot(" ".join(f"The year {year} was dry." for year in range(1990, 2030)))
    address = f"{workspace(verdict)}?snapshot={text.pk}&words=year"

    def cite(years) -> None:
        for year in years:
            quoted = given.passage(f"year {year}", of=text)
            told = {"by": given.person("ana"), "at": given.moment(), "stance": "context"}
            drafting.cite(verdict, quoted, **told)

    cite([1990])
    one = asked(desk, address)
    cite(range(1991, 2010))
    assert asked(desk, address) == one


@pytest.mark.parametrize("page", ["complaint", "path"])
def test_a_complaint_and_the_path_to_a_change_ask_less_than_fifteen_times(at_the_desk, page):
    verdict, desk = given.published(), at_the_desk("carla")
    complaint = given.complaint(verdict)
    address = {
        "complaint": f"/desk/claims/complaint/{complaint.pk}/change/",
        "path": f"/desk/claims/verdict/{verdict.pk}/change-it/?complaint={complaint.pk}",
    }[page]
    one = asked(desk, address)
    for _ in range(9):
        given.complaint(verdict)
    assert asked(desk, address) == one < 15
