"""Each fact is news for whom it concerns, once, and never for whoever did it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from claims.scheduling import publication
from claims.workflow import actions
from factcheck.accounts.models import User
from factcheck.accounts.system_user import the_desk
from factcheck.notifications import preferences
from factcheck.notifications.dispatch import HORIZON, follow
from factcheck.notifications.models import News, Notice, Preference
from factcheck.notifications.types import KINDS
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, seen
from tests.helpers import changing_site


# ── whom it concerns ────────────────────────────────────────────────────────────────────────────
def test_what_is_submitted_is_told_to_those_who_could_review_it(told):
    given.in_review()
    assert told() == {"submitted": {"bo", "carla", "filip"}}


def test_who_wrote_it_is_not_asked_to_review_it(told):
    given.in_review(by=given.person("filip"))
    assert told() == {"submitted": {"bo", "carla"}}


def test_who_was_asked_to_review_hears_of_it_apart_from_the_others(told):
    verdict = given.draft()
    given.assigned(verdict.claim, to=given.person("bo"), part="review")
    assert told() == {"assigned_review": {"bo"}}
    given.in_review(verdict=verdict)
    assert told() == {"submitted_to_you": {"bo"}, "submitted": {"carla", "filip"}}


def test_what_is_sent_back_approved_and_published_is_told_to_who_worked_on_it(told):
    verdict = given.sent_back()
    assert told()["sent_back"] == {"ana"}
    given.in_review(verdict=verdict)
    told()
    given.approved(verdict=verdict)
    assert told() == {"approved": {"ana"}}
    given.published(verdict=verdict)
    assert told() == {"published": {"ana"}}


def test_a_suspension_is_told_to_all_other_editors(told):
    verdict = given.published()
    told()
    actions.suspend(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="He objects."
    )
    assert told() == {"suspended": {"filip"}, "taken_down": {"ana"}}


def test_a_suspension_that_nobody_confirms_in_time_is_told_to_every_editor(told, settings):
    given.suspended()
    told()
    late = given.moment() + timedelta(hours=settings.SUSPENSION_HOURS)
    follow(late, post=lambda notice: None)
    follow(late + timedelta(minutes=5), post=pytest.fail)
    found = Notice.objects.filter(news__kind="suspension_overdue")
    assert {one.person.username for one in found} == {"carla", "filip"}


def test_a_suspension_that_was_confirmed_is_never_overdue(told, settings):
    verdict = given.suspended()
    actions.confirm_suspension(verdict, by=given.person("filip"), at=given.moment())
    late = given.moment() + timedelta(hours=settings.SUSPENSION_HOURS)
    follow(late, post=lambda notice: None)
    assert not News.objects.filter(kind="suspension_overdue").exists()


def test_a_complaint_is_told_when_it_comes_and_when_its_day_has_come(told, settings):
    verdict = given.published()
    told()
    given.complaint(verdict)
    assert told() == {"complained": {"bo", "carla", "filip"}}
    late = given.moment() + timedelta(days=settings.COMPLAINT_DAYS)
    follow(late, post=lambda notice: None)
    assert Notice.objects.filter(news__kind="complaint_due").count() == 3


def test_a_plan_that_was_refused_is_told_to_whoever_publishes(told):
    plan = given.plan()
    told()
    given.embargo(plan.verdict.claim)
    carried = plan.publish_at + timedelta(seconds=1)
    publication.carry_out(plan, at=carried, desk=the_desk())
    follow(carried, post=lambda notice: None)
    found = Notice.objects.filter(news__kind="plan_refused")
    assert {one.person.username for one in found} == {"carla", "filip"}


def test_a_retraction_is_told_to_all_other_editors_and_then_to_who_worked_on_it(told):
    verdict = given.published()
    told()
    at = {"by": given.person("carla"), "at": given.moment()}
    actions.propose_retraction(verdict, **at, cause="our-error", note="We misread it.")
    assert told() == {"retraction_proposed": {"filip"}}
    actions.retract(verdict, by=given.person("filip"), at=given.moment())
    assert told() == {"taken_down": {"ana"}}
    assert News.objects.get(kind="taken_down").detail == "revision 1, retracted"


def test_an_alarm_is_told_to_who_worked_on_it_and_to_editors(told):
    verdict = changing_site.published()
    told()
    seen(verdict, CHANGED)
    assert told() == {"alarm": {"ana", "carla", "filip"}}
    news = News.objects.get(kind="alarm")
    assert (news.by, news.address) == (None, f"/desk/claims/alarm/{news.about}/change/")


def test_who_is_assigned_is_told_and_who_takes_a_claim_on_is_not(told):
    given.assigned()
    given.assigned(to=given.person("ana"), by=given.person("ana"))
    assert told() == {"assigned_write": {"dov"}}


def test_a_day_that_is_due_stands_beside_an_assignment(told):
    given.assigned(due_on=given.NOON.date() + timedelta(days=1))
    told()
    assert News.objects.get().detail == "due on 3 November 2026"


def test_who_is_mentioned_is_told_once_and_never_by_themselves(told):
    given.note("@bo, @bo and @ana: who has the table?")
    assert told() == {"mentioned": {"bo"}}


def test_a_day_that_came_is_told_to_who_worked_on_the_finding(told):
    verdict = given.published(provisional=True, review_by=given.NOON.date() + timedelta(days=2))
    told()
    assert told() == {}
    follow(given.NOON + timedelta(days=2), post=lambda notice: None)
    due = Notice.objects.get(news__kind="due_again")
    assert (due.person, due.news.about) == (given.person("ana"), verdict.pk)


def test_a_finding_that_is_being_changed_is_not_to_be_looked_at(told):
    verdict = given.published(provisional=True, review_by=given.NOON.date() + timedelta(days=2))
    given.corrected(verdict)
    follow(given.NOON + timedelta(days=2), post=lambda notice: None)
    assert not News.objects.filter(kind="due_again").exists()


def test_what_only_superseded_is_not_published(told):
    given.superseded()
    told()
    assert News.objects.filter(kind="published").count() == 2


def test_every_kind_is_told_of_somewhere_above():
    tried = Path(__file__).read_text()
    assert [code for code in KINDS if f'"{code}"' not in tried] == []


# ── whoever works here ──────────────────────────────────────────────────────────────────────────
def test_who_has_left_is_told_nothing(told):
    verdict = given.sent_back()
    given.left(given.person("ana")), given.left(given.person("carla"))
    assert told() == {"submitted": {"bo", "filip"}}
    assert verdict.pk


def test_who_lost_the_role_is_told_nothing_of_it(told):
    given.in_review()
    given.person("filip").groups.clear()
    assert told() == {"submitted": {"bo", "carla"}}


def test_who_comes_later_is_not_told_of_what_happened_before(told):
    given.in_review()
    told()
    given.person("olga", "editor")
    assert told() == {}


# ── once, and only what is a fact ───────────────────────────────────────────────────────────────
def test_nothing_is_told_twice(told):
    given.in_review()
    assert told() == {"submitted": {"bo", "carla", "filip"}}
    assert told() == {}
    assert follow(given.moment(), post=pytest.fail) == 0


def test_a_fact_that_concerns_nobody_is_read_once(cast):
    given.assigned(to=given.person("ana"), by=given.person("ana"))
    assert follow(given.moment(), post=pytest.fail) == 0
    assert News.objects.get().notices.count() == 0


def test_what_was_rolled_back_never_happened(told):
    verdict = given.draft()
    told()
    with transaction.atomic():
        given.in_review(verdict=verdict)
        transaction.set_rollback(True)
    assert told() == {}
    assert not News.objects.filter(kind="submitted").exists()


def test_a_notice_that_cannot_be_posted_is_not_written_and_its_fact_is_read_again(cast):
    given.assigned()

    def fails(notice):
        raise OSError("The queue is not there.")

    with pytest.raises(ExceptionGroup):
        follow(given.moment(), post=fails)
    assert not News.objects.exists()
    posted = []
    assert follow(given.moment(), post=posted.append) == 1
    assert [notice.person.username for notice in posted] == ["dov"]


def test_what_was_committed_late_is_told_all_the_same(told):
    """Two people act at once; the transaction that began first is committed last."""
    first = given.assigned()
    later = given.assigned()
    News.objects.create(
        kind="assigned_write",
        fact=later.pk,
        about=later.claim_id,
        happened_at=later.assigned_at,
        noticed_at=later.assigned_at,
    )
    told()
    assert set(News.objects.values_list("fact", flat=True)) == {first.pk, later.pk}


def test_what_is_old_when_it_is_first_seen_is_no_news(cast):
    given.assigned()
    assert follow(given.moment() + HORIZON, post=pytest.fail) == 0
    assert not News.objects.exists()


# ── how ─────────────────────────────────────────────────────────────────────────────────────────
def how(kind: str, name: str) -> str:
    return Notice.objects.get(news__kind=kind, person__username=name).how


def test_each_person_is_told_as_they_chose(told):
    preferences.choose(given.person("bo"), {"submitted": "desk"})
    preferences.choose(given.person("carla"), {"submitted": "at_once"})
    given.in_review()
    told()
    ways = [how("submitted", name) for name in ("bo", "carla", "filip")]
    assert ways == ["desk", "at_once", "digest"]


def test_what_is_loud_is_sent_at_once_whatever_was_chosen(told):
    preferences.choose(given.person("filip"), dict.fromkeys(KINDS, "desk"))
    given.suspended()
    told()
    assert how("suspended", "filip") == "at_once"
    assert not Preference.objects.filter(kind="suspended").exists()


def test_who_has_no_address_finds_it_at_the_desk(told):
    User.objects.filter(username="filip").update(email="")
    given.suspended()
    told()
    assert how("suspended", "filip") == "desk"


def test_only_what_is_sent_at_once_is_posted(cast):
    given.sent_back()
    posted = []
    follow(given.moment(), post=posted.append)
    assert [(one.news.kind, one.person.username) for one in posted] == [("sent_back", "ana")]


def test_one_fact_that_cannot_be_told_keeps_no_other_back(cast, monkeypatch):
    given.approved()

    def fails(row):
        raise ValueError(row)

    monkeypatch.setitem(KINDS, "submitted", replace(KINDS["submitted"], told=fails))
    with pytest.raises(ExceptionGroup, match="Not everything could be told"):
        follow(given.moment(), lambda notice: None)
    kept = set(News.objects.values_list("kind", flat=True))
    assert "approved" in kept and "submitted" not in kept
