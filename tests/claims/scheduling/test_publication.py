"""An hour at which a revision is published: by nobody's hand, and as it was read."""

from datetime import timedelta

import pytest

from claims.models import Plan
from claims.monitoring.alerts import raise_alarms
from claims.scheduling import publication, publication_blocks
from claims.workflow import actions, drafting
from claims.workflow.actions import Refused
from factcheck.accounts.system_user import the_desk
from sources.models import Source
from sources.rechecks import recheck
from tests import given
from tests.helpers import changing_site

pytestmark = pytest.mark.django_db


def at_its_hour(plan, later=timedelta()):
    """What the worker does at the hour, or so much later."""
    said = publication.carry_out(plan, at=plan.publish_at + later, desk=the_desk())
    plan.refresh_from_db()
    plan.verdict.refresh_from_db()
    return said


def test_at_the_hour_it_is_published_in_the_planners_name():
    plan = given.plan(by=given.person("filip"))
    minute = timedelta(minutes=1)
    assert at_its_hour(plan, minute) == ""
    verdict = plan.verdict
    assert verdict.state == "published"
    assert verdict.published_by == given.person("filip")
    assert verdict.published_at == plan.publish_at + minute
    assert plan.ended_at is None


def test_before_the_hour_nothing_happens():
    plan = given.plan()
    at = plan.publish_at - timedelta(seconds=1)
    assert list(publication.due(at)) == []
    assert publication.carry_out(plan, at=at, desk=the_desk()) == ""
    plan.verdict.refresh_from_db()
    assert plan.verdict.state == "approved"


def test_what_is_due_is_due_until_it_was_done_and_is_done_once():
    plan = given.plan()
    hour = plan.publish_at
    assert list(publication.due(hour)) == [plan]
    at_its_hour(plan)
    assert list(publication.due(hour + timedelta(days=1))) == []
    at_its_hour(plan, timedelta(minutes=5))
    assert plan.verdict.published_at == hour
    assert plan.verdict.transitions.filter(verb="publish").count() == 1


def test_a_new_plan_replaces_the_one_before():
    verdict = given.approved()
    first, second = given.plan(verdict), given.plan(verdict, hours=30)
    first.refresh_from_db()
    assert (first.end, first.ended_by) == ("replaced", given.person("carla"))
    assert list(publication.standing()) == [second]


def test_a_plan_that_was_called_off_is_not_carried_out():
    plan = given.plan()
    publication.call_off(plan.verdict, by=given.person("filip"), at=given.moment())
    assert at_its_hour(plan) == ""
    assert (plan.end, plan.ended_by) == ("called_off", given.person("filip"))
    assert plan.verdict.state == "approved"
    with pytest.raises(Refused, match="No hour is planned for it"):
        publication.call_off(plan.verdict, by=given.person("carla"), at=given.moment())


@pytest.mark.parametrize("hours", [0, -1, 11 * 366 * 24])
def test_an_hour_nobody_can_wait_for_is_refused(hours):
    with pytest.raises(Refused, match="still to come, within ten years"):
        given.plan(hours=hours)
    with pytest.raises(Refused, match="still to come, within ten years"):
        given.plan(publish_at=None)
    assert not Plan.objects.exists()


def test_only_what_was_read_is_planned():
    with pytest.raises(Refused, match="submitted anew since you read it"):
        given.plan(seen="0" * 64)


def test_what_is_outdated_already_is_not_planned():
    verdict = given.approved()
    Source.objects.update(title="Another title")
    with pytest.raises(Refused, match="a source, a byline or a reply changed"):
        given.plan(verdict)


# ── what became of it meanwhile ─────────────────────────────────────────────────────────────────
def test_what_was_sent_back_makes_the_plan_void():
    plan = given.plan()
    actions.send_back(plan.verdict, by=given.person("bo"), at=given.moment(), comment="Wait.")
    assert at_its_hour(plan) == ""
    assert (plan.verdict.state, plan.end) == ("draft", "")


def test_what_was_approved_anew_has_to_be_planned_anew():
    plan = given.plan()
    actions.withdraw(plan.verdict, by=given.person("ana"), at=given.moment())
    plan.verdict.refresh_from_db()
    verdict = given.approved(verdict=given.in_review(verdict=plan.verdict))
    assert verdict.submission.sha256 == plan.sha256
    assert list(publication.standing()) == []
    assert at_its_hour(plan) == ""
    assert plan.verdict.state == "approved"
    again = given.plan(verdict)
    at_its_hour(again)
    assert again.verdict.state == "published"


def test_what_was_published_by_hand_is_not_published_again():
    plan, at = given.plan(), given.moment()
    actions.publish(plan.verdict, by=given.person("filip"), at=at, seen=plan.sha256)
    assert at_its_hour(plan) == ""
    assert plan.verdict.published_at == at


def refused_because(plan, why: str):
    """At its hour it is refused with this sentence, kept, and not tried again."""
    said = at_its_hour(plan)
    assert why in said
    assert plan.verdict.state == "approved"
    assert (plan.end, plan.why, plan.ended_at) == ("refused", said, plan.publish_at)
    assert plan.ended_by == the_desk()
    assert list(publication.refused()) == [plan]
    assert list(publication.due(plan.publish_at + timedelta(days=1))) == []
    assert at_its_hour(plan, timedelta(days=1)) == ""
    assert plan.ended_at == plan.publish_at


def test_it_is_refused_where_a_source_was_edited():
    plan = given.plan()
    Source.objects.update(title="Another title")
    refused_because(plan, "a source, a byline or a reply changed")


def test_it_is_refused_where_the_planner_left():
    plan = given.plan(by=given.person("filip"))
    given.left(given.person("filip"))
    refused_because(plan, "Filip Byline planned it, and may not publish any more.")


def test_it_is_refused_where_the_planner_has_another_role():
    plan = given.plan(by=given.person("filip"))
    given.person("filip").groups.clear()
    refused_because(plan, "may not publish any more")


def test_it_is_refused_where_an_embargo_was_set_since():
    plan = given.plan(hours=12)
    given.embargo(plan.verdict.claim, hours=48)
    refused_because(plan, "It is under embargo until")


def test_it_is_refused_under_a_legal_hold():
    plan = given.plan()
    given.hold(plan.verdict.claim)
    refused_because(plan, "A legal hold is on the claim")


def alarmed(verdict) -> None:
    """A quotation of this published verdict changed under it."""
    passage = verdict.evidence.first().passage
    gone = changing_site.looked(passage.snapshot.source, None, gone=True)
    (alarm,) = raise_alarms(recheck(passage, gone, at=given.moment()), at=given.moment())
    assert alarm.verdict == verdict


def test_it_is_refused_while_an_alarm_about_the_claim_is_open():
    first = changing_site.published()
    following = given.corrected(first)
    plan = given.plan(given.approved(verdict=given.in_review(verdict=following)))
    alarmed(first)
    refused_because(plan, "A quotation changed, and nobody has answered yet")


def test_it_is_refused_while_an_alarm_about_what_it_cites_is_open_elsewhere():
    other = changing_site.published()
    draft = given.draft()
    passage = other.evidence.first().passage
    drafting.cite(draft, passage, by=draft.author, at=given.moment(), stance="context")
    plan = given.plan(given.approved(verdict=given.in_review(verdict=draft)))
    alarmed(other)
    refused_because(plan, "A quotation changed")


def test_an_alarm_about_something_else_does_not_hold_it_up():
    alarmed(changing_site.published())
    plan = given.plan()
    assert at_its_hour(plan) == ""
    assert plan.verdict.state == "published"


def test_what_was_refused_can_be_planned_anew():
    plan = given.plan(hours=12)
    embargo = given.embargo(plan.verdict.claim, hours=48)
    at_its_hour(plan)
    at = plan.publish_at + timedelta(hours=1)
    publication_blocks.lift(embargo, by=given.person("carla"), at=at, why="It is out.")
    told = {"seen": plan.sha256, "publish_at": at + timedelta(hours=1)}
    again = publication.plan(plan.verdict, by=given.person("carla"), at=at, **told)
    assert list(publication.refused()) == []
    assert at_its_hour(again) == ""
    assert again.verdict.state == "published"
