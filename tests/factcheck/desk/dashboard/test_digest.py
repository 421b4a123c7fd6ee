"""One mail a day says what waits and what happened, if anything does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from factcheck.accounts.models import User
from factcheck.desk.dashboard import digest, tasks
from factcheck.notifications import preferences
from factcheck.notifications.choices import WAITING
from factcheck.notifications.dispatch import follow
from factcheck.notifications.models import Digest, Notice
from tests import given

MORNING = datetime(2026, 11, 3, 7, tzinfo=UTC)
SECRET = "quagga"


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SITE_URL = "https://desk.example"
    settings.DESK_NAME = "The Desk"
    for name in given.CAST:
        given.person(name)


def happened() -> None:
    follow(given.moment(), post=lambda notice: None)


def names(planned: list[Digest]) -> set[str]:
    return {one.person.username for one in planned}


def sent_to(name: str, at=MORNING):
    """The digest of one person, or nothing."""
    row = Digest.objects.create(person=given.person(name), day=at.date(), planned_at=at)
    return outbox.outbox[-1] if digest.send(row.pk, at) else None


# ── the plan ────────────────────────────────────────────────────────────────────────────────────
def test_everybody_at_the_desk_has_one_at_the_desks_hour_and_no_second():
    assert digest.plan(MORNING - timedelta(minutes=1)) == []
    assert names(digest.plan(MORNING)) == {"ana", "bo", "carla", "dov", "eva", "filip"}
    assert digest.plan(MORNING + timedelta(minutes=10)) == []
    assert len(digest.plan(MORNING + timedelta(days=1))) == 6


def test_the_hour_is_that_of_the_desks_clock(settings):
    settings.TIME_ZONE, settings.DIGEST_HOUR = "Europe/Warsaw", 9
    assert digest.plan(MORNING) == []
    assert digest.plan(MORNING + timedelta(hours=1))


def test_a_worker_that_comes_late_plans_it_the_same_day():
    assert len(digest.plan(MORNING + timedelta(hours=9))) == 6


def test_who_has_left_or_has_no_address_has_none():
    given.left(given.person("dov"))
    User.objects.filter(username="filip").update(email="")
    assert names(digest.plan(MORNING)) == {"ana", "bo", "carla", "eva"}


def test_the_worker_plans_and_sends_each_once(monkeypatch):
    given.in_review()
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    tasks.digests(timestamp=0)
    tasks.digests(timestamp=600)
    queued = list(
        ProcrastinateJob.objects.filter(task_name="factcheck.desk.dashboard.tasks.send_digest")
    )
    assert len(queued) == 6
    for _ in range(2):
        for job in queued:
            tasks.send_digest(**job.args)
    to = sorted(letter.to[0].partition("@")[0] for letter in outbox.outbox)
    assert to == ["ana", "bo", "carla", "filip"]  # the others have nothing to read or to do
    assert Digest.objects.exclude(sent_at=None).count() == 4


# ── what it says ────────────────────────────────────────────────────────────────────────────────
def test_it_says_what_waits_and_what_happened():
    verdict = given.in_review()
    happened()
    letter = sent_to("bo")
    assert letter.subject == "The Desk: 1 waiting for you, 1 notice"
    assert "1  To review" in letter.body
    assert "Ana Byline submitted a revision for review." in letter.body
    page = f"https://desk.example/desk/claims/verdict/{verdict.pk}/change/"
    assert f"Claim {verdict.claim.public_id}, revision 1: {page}" in letter.body
    assert "https://desk.example/desk/notices/settings/" in letter.body


def test_what_readers_suggest_is_told_by_the_digest_alone():
    given.suggestion(SECRET)
    happened()
    assert not Notice.objects.exists()
    letter = sent_to("ana")
    assert "1  Suggestions from readers" in letter.body
    assert SECRET not in letter.body


def test_it_quotes_nothing_of_the_desk():
    given.sent_back(of=given.claim(f"The {SECRET} rose"), finding=SECRET)
    given.assigned(note=SECRET, of=given.claim(f"The {SECRET} fell"))
    given.note(f"@ana, the {SECRET}?")
    happened()
    letters = [sent_to(name) for name in ("ana", "bo", "carla", "dov")]
    assert [one for one in letters if one and SECRET in one.message().as_string()] == []
    assert len(letters[0].body) > 300


def test_when_there_is_nothing_nothing_is_sent():
    assert sent_to("bo") is None
    assert outbox.outbox == []


def test_what_it_told_is_sent_and_not_told_again():
    given.in_review()
    happened()
    preferences.choose(given.person("bo"), {WAITING: "desk"})
    assert "WHAT WAITS" not in sent_to("bo").body
    assert Notice.objects.get(person__username="bo").sent_at == MORNING
    assert sent_to("bo", MORNING + timedelta(days=1)) is None


def test_what_was_read_or_stays_at_the_desk_is_not_in_it():
    preferences.choose(given.person("bo"), {WAITING: "desk", "submitted": "desk"})
    preferences.choose(given.person("carla"), {WAITING: "desk"})
    given.in_review()
    happened()
    Notice.objects.filter(person__username="carla").update(read_at=given.moment())
    assert sent_to("bo") is sent_to("carla") is None


def test_what_could_not_be_sent_at_once_is_in_it():
    given.suspended()
    happened()
    assert "Carla Byline suspended a finding" in sent_to("filip").body


def test_what_is_about_to_be_sent_at_once_is_not_in_it():
    given.assigned()
    follow(MORNING, post=lambda notice: None)
    preferences.choose(given.person("dov"), {WAITING: "desk"})
    assert sent_to("dov", MORNING + timedelta(hours=1)) is None
    assert sent_to("dov", MORNING + timedelta(days=1))


def test_many_notices_are_counted():
    for _ in range(digest.SHOWN + 2):
        given.note("@dov, look.")
    happened()
    letter = sent_to("dov")
    assert letter.body.count("mentioned you") == digest.SHOWN
    assert "And 2 more: https://desk.example/desk/notices/" in letter.body


def test_a_digest_that_was_sent_is_not_sent_again():
    given.in_review()
    happened()
    sent_to("bo")
    assert not digest.send(Digest.objects.get().pk, MORNING)
    assert len(outbox.outbox) == 1


def test_who_leaves_before_it_is_sent_has_none():
    given.in_review()
    row = Digest.objects.create(person=given.person("bo"), day=MORNING, planned_at=MORNING)
    given.left(given.person("bo"))
    assert not digest.send(row.pk, MORNING)
