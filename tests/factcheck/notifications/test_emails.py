"""Which notifications are sent by e-mail, when, and how often."""

import pytest
from django.core import mail as outbox
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.workflow import actions
from factcheck.accounts.models import User
from factcheck.desk.dashboard.tasks import send_daily_summary
from factcheck.notifications import emails, tasks
from factcheck.notifications.dispatch import create_notifications
from factcheck.notifications.models import Notification
from tests import given

SECRET = "quagga"


@pytest.fixture(autouse=True)
def desk_settings(cast, settings):
    settings.SITE_URL = "https://desk.example/"
    settings.DESK_NAME = "The Desk"


def create_notification(kind: str, name: str) -> Notification:
    create_notifications(given.moment(), queue_email=lambda notification: None)
    return Notification.objects.get(event__kind=kind, user__username=name)


def send(notification: Notification):
    """Send notification notification and return its e-mail."""
    assert emails.send_notification(notification.pk, given.moment())
    return outbox.outbox[-1]


def test_an_email_says_what_happened_and_where_to_read_it():
    verdict = given.sent_back()
    email = send(create_notification("sent_back", "ana"))
    assert email.to == ["ana@desk.example"]
    assert email.subject == "The Desk: Bo Byline sent back a revision that you worked on."
    page = f"https://desk.example/desk/claims/verdict/{verdict.pk}/change/"
    assert f"claim {verdict.claim.public_id}, revision 1." in email.body
    assert f"\n{page}\n" in email.body


def test_an_email_quotes_no_text_of_the_desk():
    claim = given.claim(f"The {SECRET} rose by 12 percent")
    verdict = given.sent_back(of=claim, conclusion=f"{SECRET} fell", reasoning=SECRET)
    given.assignment(claim, note=SECRET)
    given.comment(f"@dov: {SECRET}", of=claim)
    given.in_review(verdict=verdict)
    actions.send_back(verdict, by=given.person("bo"), at=given.moment(), comment=SECRET)
    create_notifications(given.moment(), queue_email=lambda notification: None)
    for notification in Notification.objects.filter(channel="at_once"):
        send(notification)
    assert len(outbox.outbox) == 4
    assert [email for email in outbox.outbox if SECRET in email.message().as_string()] == []


def test_an_email_links_to_the_notification_settings():
    given.assignment()
    email = send(create_notification("assigned_write", "dov"))
    page = "https://desk.example/desk/notifications/settings/"
    assert page in email.body
    assert email.extra_headers["List-Unsubscribe"] == f"<{page}>"
    assert email.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "cannot be turned off" not in email.body


def test_a_mandatory_email_says_that_it_cannot_be_turned_off():
    given.suspended()
    assert "it cannot be turned off" in send(create_notification("suspended", "filip")).body


def test_a_byline_with_a_line_break_adds_no_header():
    User.objects.filter(username="carla").update(byline="Carla\nBcc: all@paper.example")
    given.assignment()
    email = send(create_notification("assigned_write", "dov"))
    assert "\n" not in email.subject
    assert email.message()["Bcc"] is None


def test_a_sent_notification_is_not_sent_again():
    given.assignment()
    notification = create_notification("assigned_write", "dov")
    send(notification)
    notification.refresh_from_db()
    assert notification.sent_at
    assert not emails.send_notification(notification.pk, given.moment())
    assert len(outbox.outbox) == 1


def test_a_notification_that_was_read_is_not_sent():
    given.assignment()
    notification = create_notification("assigned_write", "dov")
    Notification.objects.filter(pk=notification.pk).update(read_at=given.moment())
    assert not emails.send_notification(notification.pk, given.moment())


def test_a_deactivated_user_gets_no_email():
    given.assignment()
    notification = create_notification("assigned_write", "dov")
    given.deactivated(given.person("dov"))
    assert not emails.send_notification(notification.pk, given.moment())
    assert outbox.outbox == []


@pytest.mark.parametrize("changed", [{"is_staff": False}, {"email": ""}])
def test_a_user_who_cannot_be_reached_gets_no_email(changed):
    given.assignment()
    notification = create_notification("assigned_write", "dov")
    User.objects.filter(username="dov").update(**changed)
    assert not emails.send_notification(notification.pk, given.moment())
    assert outbox.outbox == []


def test_a_notification_for_the_daily_summary_is_not_sent_alone():
    given.in_review()
    notification = create_notification("submitted", "bo")
    assert not emails.send_notification(notification.pk, given.moment())


class UnreachableServer:
    """An e-mail backend whose server does not answer."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("There is no mail server.")


def test_an_email_that_the_server_refused_can_be_sent_later(settings):
    given.assignment()
    notification = create_notification("assigned_write", "dov")
    backend, settings.EMAIL_BACKEND = (
        settings.EMAIL_BACKEND,
        f"{__name__}.UnreachableServer",
    )
    with pytest.raises(ConnectionRefusedError):
        emails.send_notification(notification.pk, given.moment())
    notification.refresh_from_db()
    assert notification.sent_at is None
    settings.EMAIL_BACKEND = backend
    send(notification)


def test_in_development_an_email_is_printed_to_the_console(settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    given.assignment()
    assert emails.send_notification(create_notification("assigned_write", "dov").pk, given.moment())
    output = capsys.readouterr().out
    assert "To: dov@desk.example" in output
    assert "Carla Byline assigned you as the author for a claim." in output


# ── the worker ──────────────────────────────────────────────────────────────────────────────────
def list_queued_jobs() -> list[tuple[str, dict]]:
    rows = ProcrastinateJob.objects.order_by("pk")
    return [(job.task_name.rpartition(".")[2], job.args) for job in rows]


def test_the_worker_creates_notifications_and_queues_those_sent_at_once(monkeypatch):
    given.in_review()
    given.assignment()
    monkeypatch.setattr(timezone, "now", given.moment)
    tasks.create_notifications(timestamp=0)
    notification = Notification.objects.get(channel="at_once")
    assert list_queued_jobs() == [("send_email", {"notification": notification.pk})]
    tasks.create_notifications(timestamp=60)
    assert len(list_queued_jobs()) == 1
    tasks.send_email(**list_queued_jobs()[0][1])
    assert [email.to for email in outbox.outbox] == [["dov@desk.example"]]
    notification.refresh_from_db()
    assert notification.sent_at


@pytest.mark.parametrize("task", [tasks.send_email, send_daily_summary])
def test_a_refused_email_is_retried_for_an_hour(task):
    assert task.retry_strategy is tasks.RETRY_STRATEGY
    waits = [60 + 120 * attempt for attempt in range(tasks.RETRY_STRATEGY.max_attempts)]
    assert 3600 <= sum(waits) <= 2 * 3600
