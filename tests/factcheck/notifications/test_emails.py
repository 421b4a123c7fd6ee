"""What leaves the house by mail, when, and how often."""

import pytest
from django.core import mail as outbox
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.workflow import actions
from factcheck.accounts.models import User
from factcheck.desk.dashboard.tasks import send_digest
from factcheck.notifications import emails, tasks
from factcheck.notifications.dispatch import follow
from factcheck.notifications.models import Notice
from tests import given

SECRET = "quagga"


@pytest.fixture(autouse=True)
def house(cast, settings):
    settings.SITE_URL = "https://desk.example/"
    settings.DESK_NAME = "The Desk"


def notice(kind: str, name: str) -> Notice:
    follow(given.moment(), post=lambda one: None)
    return Notice.objects.get(news__kind=kind, person__username=name)


def sent(one: Notice):
    """The letter of one notice."""
    assert emails.send(one.pk, given.moment())
    return outbox.outbox[-1]


def test_a_letter_says_what_happened_and_where_to_read_it():
    verdict = given.sent_back()
    letter = sent(notice("sent_back", "ana"))
    assert letter.to == ["ana@desk.example"]
    assert letter.subject == "The Desk: Bo Byline sent back a revision that you worked on."
    page = f"https://desk.example/desk/claims/verdict/{verdict.pk}/change/"
    assert f"claim {verdict.claim.public_id}, revision 1." in letter.body
    assert f"\n{page}\n" in letter.body


def test_a_letter_quotes_nothing_of_the_desk():
    claim = given.claim(f"The {SECRET} rose by 12 percent")
    verdict = given.sent_back(of=claim, finding=f"{SECRET} fell", reasoning=SECRET)
    given.assigned(claim, note=SECRET)
    given.note(f"@dov: {SECRET}", of=claim)
    given.in_review(verdict=verdict)
    actions.send_back(verdict, by=given.person("bo"), at=given.moment(), comment=SECRET)
    follow(given.moment(), post=lambda one: None)
    for one in Notice.objects.filter(how="at_once"):
        sent(one)
    assert len(outbox.outbox) == 4
    assert [one for one in outbox.outbox if SECRET in one.message().as_string()] == []


def test_a_letter_says_how_to_have_fewer():
    given.assigned()
    letter = sent(notice("assigned_write", "dov"))
    page = "https://desk.example/desk/notices/settings/"
    assert page in letter.body
    assert letter.extra_headers["List-Unsubscribe"] == f"<{page}>"
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "cannot be turned off" not in letter.body


def test_a_loud_letter_says_that_it_cannot_be_turned_off():
    given.suspended()
    assert "it cannot be turned off" in sent(notice("suspended", "filip")).body


def test_a_byline_with_a_line_break_writes_no_header():
    User.objects.filter(username="carla").update(byline="Carla\nBcc: all@paper.example")
    given.assigned()
    letter = sent(notice("assigned_write", "dov"))
    assert "\n" not in letter.subject
    assert letter.message()["Bcc"] is None


def test_what_was_sent_is_not_sent_again():
    given.assigned()
    one = notice("assigned_write", "dov")
    sent(one)
    one.refresh_from_db()
    assert one.sent_at
    assert not emails.send(one.pk, given.moment())
    assert len(outbox.outbox) == 1


def test_what_was_read_meanwhile_is_not_sent():
    given.assigned()
    one = notice("assigned_write", "dov")
    Notice.objects.filter(pk=one.pk).update(read_at=given.moment())
    assert not emails.send(one.pk, given.moment())


def test_who_has_left_meanwhile_is_sent_nothing():
    given.assigned()
    one = notice("assigned_write", "dov")
    given.left(given.person("dov"))
    assert not emails.send(one.pk, given.moment())
    assert outbox.outbox == []


@pytest.mark.parametrize("changed", [{"is_staff": False}, {"email": ""}])
def test_who_cannot_be_reached_any_more_is_sent_nothing(changed):
    given.assigned()
    one = notice("assigned_write", "dov")
    User.objects.filter(username="dov").update(**changed)
    assert not emails.send(one.pk, given.moment())
    assert outbox.outbox == []


def test_what_is_for_the_digest_is_not_sent_alone():
    given.in_review()
    one = notice("submitted", "bo")
    assert not emails.send(one.pk, given.moment())


class Refusing:
    """A mail server that does not answer."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("There is no mail server.")


def test_what_the_server_did_not_take_is_not_sent_yet(settings):
    given.assigned()
    one = notice("assigned_write", "dov")
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Refusing"
    with pytest.raises(ConnectionRefusedError):
        emails.send(one.pk, given.moment())
    one.refresh_from_db()
    assert one.sent_at is None
    settings.EMAIL_BACKEND = working
    sent(one)


def test_in_development_it_is_printed_to_the_console(settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    given.assigned()
    assert emails.send(notice("assigned_write", "dov").pk, given.moment())
    said = capsys.readouterr().out
    assert "To: dov@desk.example" in said
    assert "Carla Byline assigned a claim to you, to write." in said


# ── the worker ──────────────────────────────────────────────────────────────────────────────────
def queued() -> list[tuple[str, dict]]:
    rows = ProcrastinateJob.objects.order_by("pk")
    return [(job.task_name.rpartition(".")[2], job.args) for job in rows]


def test_the_worker_tells_and_puts_what_is_sent_at_once_into_the_queue(monkeypatch):
    given.in_review()
    given.assigned()
    monkeypatch.setattr(timezone, "now", given.moment)
    tasks.follow(timestamp=0)
    one = Notice.objects.get(how="at_once")
    assert queued() == [("send", {"notice": one.pk})]
    tasks.follow(timestamp=60)
    assert len(queued()) == 1
    tasks.send(**queued()[0][1])
    assert [letter.to for letter in outbox.outbox] == [["dov@desk.example"]]
    one.refresh_from_db()
    assert one.sent_at


@pytest.mark.parametrize("task", [tasks.send, send_digest])
def test_a_letter_that_was_not_taken_is_tried_again_for_an_hour(task):
    assert task.retry_strategy is tasks.AGAIN
    waits = [60 + 120 * attempt for attempt in range(tasks.AGAIN.max_attempts)]
    assert 3600 <= sum(waits) <= 2 * 3600
