"""Who may be assigned what, by whom, and until when it counts."""

from datetime import timedelta

import pytest

from claims.collaboration import assignments
from claims.intake import claims
from claims.models import Assignment
from claims.workflow import actions
from claims.workflow.actions import Refused
from tests import given

pytestmark = pytest.mark.django_db

ROLE = "Your role does not allow this."


def assigned(claim, to: str, by: str, part="write", **told):
    return given.assigned(claim, to=given.person(to), by=given.person(by), part=part, **told)


def has(claim) -> dict[str, str]:
    return {part: row.person.username for part, row in assignments.newest(claim).items()}


def waits(name: str) -> list:
    return [row.claim for row in assignments.waiting_for(given.person(name))]


def test_an_editor_assigns_with_a_note_and_a_day():
    due = given.NOON.date() + timedelta(days=3)
    row = assigned(given.claim(), "dov", "carla", note=" Ask the office. ", due_on=due)
    assert (row.person.username, row.assigned_by.username) == ("dov", "carla")
    assert (row.note, row.due_on) == ("Ask the office.", due)


def test_any_writer_takes_a_claim_on():
    claim = given.claim()
    assigned(claim, "ana", "ana")
    assert has(claim) == {"write": "ana"}


def test_a_reviewer_takes_a_review_on_and_a_writer_does_not():
    claim = given.claim()
    with pytest.raises(Refused, match=ROLE):
        assigned(claim, "ana", "ana", "review")
    assigned(claim, "bo", "bo", "review")
    assert has(claim) == {"review": "bo"}


def test_a_writer_assigns_nobody_else():
    with pytest.raises(Refused, match=ROLE):
        assigned(given.claim(), "dov", "ana")
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("by", ["eva", "gwen"])
def test_who_does_not_write_assigns_nothing(by):
    for to in (by, "ana"):
        with pytest.raises(Refused, match=ROLE):
            assigned(given.claim(), to, by)


def test_who_has_left_assigns_nothing():
    carla = given.person("carla")
    carla.is_active = False
    with pytest.raises(Refused, match=ROLE):
        given.assigned(by=carla)
    given.assigned(to=given.person("dov"), by=given.person("bo"))


def test_nobody_is_assigned_who_has_left_or_whose_role_does_not_allow_it():
    dov = given.person("dov")
    given.left(dov)
    with pytest.raises(Refused, match="Dov Byline does not work here any more."):
        assigned(given.claim(), "dov", "carla")
    with pytest.raises(Refused, match="The role of Ana Byline does not allow to review."):
        assigned(given.claim(), "ana", "carla", "review")
    for name in ("eva", "gwen"):
        with pytest.raises(Refused, match="does not allow to write"):
            assigned(given.claim(), name, "carla")


def test_what_is_missing_is_said():
    told = {"by": given.person("carla"), "at": given.moment()}
    with pytest.raises(Refused, match="Choose what is to be done"):
        assignments.assign(given.claim(), **told, part="", person=given.person("ana"))
    with pytest.raises(Refused, match="Choose who is to do it."):
        assignments.assign(given.claim(), **told, part="write", person=None)


def test_a_day_that_has_passed_is_refused_and_today_is_not():
    today = given.NOON.date()
    with pytest.raises(Refused, match="has passed already"):
        assigned(given.claim(), "dov", "carla", due_on=today - timedelta(days=1))
    assert assigned(given.claim(), "dov", "carla", due_on=today).due_on == today


def test_today_is_the_desks_day(settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"  # a day ahead of UTC from ten in the morning
    with pytest.raises(Refused, match="has passed already"):
        assigned(given.claim(), "dov", "carla", due_on=given.NOON.date())


def test_one_person_does_not_write_and_review():
    claim = given.claim()
    assigned(claim, "bo", "carla")
    with pytest.raises(Refused, match="Bo Byline is assigned to write already"):
        assigned(claim, "bo", "carla", "review")


def test_who_worked_on_the_open_revision_is_not_asked_to_review_it():
    claim = given.in_review(by=given.person("filip")).claim
    with pytest.raises(Refused, match="Filip Byline worked on the open revision"):
        assigned(claim, "filip", "carla", "review")


def test_the_newest_counts_and_the_others_stay():
    claim = given.claim()
    assigned(claim, "ana", "ana")
    assigned(claim, "dov", "carla")
    assert has(claim) == {"write": "dov"}
    assert claim.assignments.count() == 2


def test_somebody_gives_back_what_is_theirs_and_an_editor_what_is_anybodys():
    claim, told = given.claim(), {"at": given.moment(), "part": "write"}
    assigned(claim, "ana", "ana")
    with pytest.raises(Refused, match=ROLE):
        assignments.unassign(claim, by=given.person("dov"), **told)
    assignments.unassign(claim, by=given.person("ana"), **told)
    assert has(claim) == {}
    with pytest.raises(Refused, match="Nobody is assigned to this."):
        assignments.unassign(claim, by=given.person("ana"), **told)
    assigned(claim, "ana", "ana")
    assignments.unassign(claim, by=given.person("carla"), **told)
    assert has(claim) == {}


def test_it_is_done_when_a_revision_was_published_after_it():
    claim = given.claim()
    assigned(claim, "dov", "carla")
    verdict = given.published(of=claim)
    assert has(claim) == {}
    assigned(claim, "dov", "carla")
    assert has(verdict.claim) == {"write": "dov"}


def test_a_claim_that_was_closed_is_nobodys():
    claim = given.claim()
    assigned(claim, "dov", "carla")
    claims.decline(claim, by=given.person("bo"), at=given.moment(), reason="opinion")
    claim.refresh_from_db()
    assert has(claim) == {}
    with pytest.raises(Refused, match="The claim was declined."):
        assigned(claim, "ana", "carla")


def test_it_gives_no_right_and_takes_none():
    claim = given.claim()
    assigned(claim, "bo", "carla", "review")
    verdict = given.in_review(of=claim)
    seen = verdict.submission.sha256
    actions.approve(verdict, by=given.person("filip"), at=given.moment(), seen=seen, fair=True)
    verdict.refresh_from_db()
    assert verdict.approved_by == given.person("filip")


# ── what waits ──────────────────────────────────────────────────────────────────────────────────
def test_what_is_due_first_waits_first():
    later, soon, some_day = (given.claim(f"Trade rose {number} times") for number in range(3))
    day = given.NOON.date()
    assigned(some_day, "dov", "carla")
    assigned(later, "dov", "carla", due_on=day + timedelta(days=5))
    assigned(soon, "dov", "carla", due_on=day + timedelta(days=1))
    assert waits("dov") == [soon, later, some_day]
    assert waits("ana") == []


def test_nothing_is_to_be_written_while_somebody_reviews():
    verdict = given.draft()
    assigned(verdict.claim, "dov", "carla")
    assigned(verdict.claim, "bo", "carla", "review")
    assert (waits("dov"), waits("bo")) == ([verdict.claim], [])
    given.in_review(verdict=verdict)
    assert (waits("dov"), waits("bo")) == ([], [verdict.claim])
    given.approved(verdict=verdict)
    assert (waits("dov"), waits("bo")) == ([], [])
