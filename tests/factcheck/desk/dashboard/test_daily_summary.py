"""The daily summary: one e-mail a day with the to-do list and the notifications, if any."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from factcheck.accounts.models import User
from factcheck.desk.dashboard import daily_summary, tasks
from factcheck.notifications import preferences
from factcheck.notifications.choices import TO_DO_LIST
from factcheck.notifications.dispatch import create_notifications
from factcheck.notifications.models import DailySummary, Notification
from tests import given

MORNING = datetime(2026, 11, 3, 7, tzinfo=UTC)
SECRET = "quagga"


@pytest.fixture(autouse=True)
def users(db, settings):
    settings.SITE_URL = "https://desk.example"
    settings.DESK_NAME = "The Desk"
    for name in given.ROLES_BY_NAME:
        given.person(name)


def notify() -> None:
    create_notifications(given.moment(), queue_email=lambda notification: None)


def get_usernames(summaries: list[DailySummary]) -> set[str]:
    return {summary.user.username for summary in summaries}


def send_to(name: str, at=MORNING):
    """The e-mail that was sent to the user; None if none was sent."""
    row = DailySummary.objects.create(user=given.person(name), day=at.date(), queued_at=at)
    return outbox.outbox[-1] if daily_summary.send_summary(row.pk, at) else None


# ── creating ──────────────────────────────────────────────────────────────────────────────────────
def test_every_user_gets_one_summary_a_day_from_the_configured_hour():
    assert daily_summary.create_summaries(MORNING - timedelta(minutes=1)) == []
    assert get_usernames(daily_summary.create_summaries(MORNING)) == {
        "ana",
        "bo",
        "carla",
        "dov",
        "eva",
        "filip",
    }
    assert daily_summary.create_summaries(MORNING + timedelta(minutes=10)) == []
    assert len(daily_summary.create_summaries(MORNING + timedelta(days=1))) == 6


def test_the_hour_is_in_the_time_zone_of_the_desk(settings):
    settings.TIME_ZONE, settings.DAILY_SUMMARY_HOUR = "Europe/Warsaw", 9
    assert daily_summary.create_summaries(MORNING) == []
    assert daily_summary.create_summaries(MORNING + timedelta(hours=1))


def test_a_worker_that_starts_late_creates_them_on_the_same_day():
    assert len(daily_summary.create_summaries(MORNING + timedelta(hours=9))) == 6


def test_deactivated_users_and_users_without_an_address_get_none():
    given.deactivated(given.person("dov"))
    User.objects.filter(username="filip").update(email="")
    assert get_usernames(daily_summary.create_summaries(MORNING)) == {"ana", "bo", "carla", "eva"}


def test_the_worker_creates_and_sends_each_summary_once(monkeypatch):
    given.in_review()
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    tasks.create_daily_summaries(timestamp=0)
    tasks.create_daily_summaries(timestamp=600)
    queued = list(
        ProcrastinateJob.objects.filter(
            task_name="factcheck.desk.dashboard.tasks.send_daily_summary"
        )
    )
    assert len(queued) == 6
    for _ in range(2):
        for job in queued:
            tasks.send_daily_summary(**job.args)
    recipients = sorted(email.to[0].partition("@")[0] for email in outbox.outbox)
    assert recipients == ["ana", "bo", "carla", "filip"]  # the other summaries are empty
    assert DailySummary.objects.exclude(sent_at=None).count() == 4


# ── content ───────────────────────────────────────────────────────────────────────────────────────
def test_it_contains_the_to_do_list_and_the_notifications():
    verdict = given.in_review()
    notify()
    email = send_to("bo")
    assert email.subject == "The Desk: 1 to do, 1 notification"
    assert "1  To review" in email.body
    assert "Ana Byline submitted a revision for review." in email.body
    page = f"https://desk.example/desk/claims/verdict/{verdict.pk}/change/"
    assert f"Claim {verdict.claim.public_id}, revision 1: {page}" in email.body
    assert "https://desk.example/desk/notifications/settings/" in email.body


def test_tips_are_in_the_summary_but_cause_no_notification():
    given.tip(SECRET)
    notify()
    assert not Notification.objects.exists()
    email = send_to("ana")
    assert "1  Tips from readers" in email.body
    assert SECRET not in email.body


def test_it_quotes_no_text():
    given.sent_back(of=given.claim(f"The {SECRET} rose"), conclusion=SECRET)
    given.assignment(note=SECRET, of=given.claim(f"The {SECRET} fell"))
    given.comment(f"@ana, the {SECRET}?")
    notify()
    emails = [send_to(name) for name in ("ana", "bo", "carla", "dov")]
    assert [mail for mail in emails if mail and SECRET in mail.message().as_string()] == []
    assert len(emails[0].body) > 300


def test_an_empty_summary_is_not_sent():
    assert send_to("bo") is None
    assert outbox.outbox == []


def test_a_notification_is_in_one_summary_only():
    given.in_review()
    notify()
    preferences.save_preferences(given.person("bo"), {TO_DO_LIST: "desk"})
    assert "YOUR TO-DO LIST" not in send_to("bo").body
    assert Notification.objects.get(user__username="bo").sent_at == MORNING
    assert send_to("bo", MORNING + timedelta(days=1)) is None


def test_notifications_that_were_read_or_stay_on_the_desk_are_not_in_it():
    preferences.save_preferences(given.person("bo"), {TO_DO_LIST: "desk", "submitted": "desk"})
    preferences.save_preferences(given.person("carla"), {TO_DO_LIST: "desk"})
    given.in_review()
    notify()
    Notification.objects.filter(user__username="carla").update(read_at=given.moment())
    assert send_to("bo") is send_to("carla") is None


def test_a_notification_whose_own_email_failed_is_in_it():
    given.suspended()
    notify()
    assert "Carla Byline suspended a fact-check" in send_to("filip").body


def test_a_notification_whose_own_email_is_being_sent_is_not_in_it():
    given.assignment()
    create_notifications(MORNING, queue_email=lambda notification: None)
    preferences.save_preferences(given.person("dov"), {TO_DO_LIST: "desk"})
    assert send_to("dov", MORNING + timedelta(hours=1)) is None
    assert send_to("dov", MORNING + timedelta(days=1))


def test_only_the_first_notifications_are_listed_and_the_rest_is_counted():
    for _ in range(daily_summary.EVENT_LIMIT + 2):
        given.comment("@dov, look.")
    notify()
    email = send_to("dov")
    assert email.body.count("mentioned you") == daily_summary.EVENT_LIMIT
    assert "And 2 more: https://desk.example/desk/notifications/" in email.body


def test_a_summary_that_was_sent_is_not_sent_again():
    given.in_review()
    notify()
    send_to("bo")
    assert not daily_summary.send_summary(DailySummary.objects.get().pk, MORNING)
    assert len(outbox.outbox) == 1


def test_a_user_who_is_deactivated_before_it_is_sent_gets_none():
    given.in_review()
    row = DailySummary.objects.create(user=given.person("bo"), day=MORNING, queued_at=MORNING)
    given.deactivated(given.person("bo"))
    assert not daily_summary.send_summary(row.pk, MORNING)
