"""What does one mail a day tell each person: what waits for them, and what happened?

It is written here because what waits is known at the desk. Like all mail it names and quotes
nothing of a claim but its identifier.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from factcheck.accounts.models import User
from factcheck.desk.dashboard.work_queue import Waiting, waiting
from factcheck.notifications.choices import WAITING, How
from factcheck.notifications.emails import at_the_desk, letter
from factcheck.notifications.models import Digest, Notice
from factcheck.notifications.preferences import chosen_by

SHOWN = 50  # notices in one digest; the rest is counted
WEEK = timedelta(days=7)  # what nobody read or sent for so long stays at the desk
GIVEN_UP = timedelta(hours=2)  # after so long nobody tries to send what was to be sent at once


def plan(at: datetime) -> list[Digest]:
    """The digests of today that nobody planned before; none until the hour has come.

    A worker that was away at that hour plans them when it is back, on the same day.
    """
    now = at.astimezone(get_current_timezone())
    if now.hour < settings.DIGEST_HOUR:
        return []
    planned = Digest.objects.filter(person=OuterRef("pk"), day=now.date())
    people = User.objects.filter(~Exists(planned), is_active=True, is_staff=True).exclude(email="")
    rows = [
        Digest.objects.get_or_create(person=person, day=now.date(), defaults={"planned_at": at})
        for person in people.order_by("pk")
    ]
    return [digest for digest, is_new in rows if is_new]


def send(number: int, at: datetime) -> bool:
    """Send one digest, unless it was sent, holds nothing or its person has left; whether it was."""
    with transaction.atomic():
        rows = Digest.objects.select_for_update(of=("self",)).select_related("person")
        digest = rows.get(pk=number)
        person = digest.person
        if digest.sent_at or not (person.is_active and person.is_staff and person.email):
            return False
        news, lists = happened_to(person, at), _waits(person)
        if not news and not lists:
            return False
        letter(person, _subject(news, lists), "notices/digest.txt", _told(news, lists)).send()
        Notice.objects.filter(pk__in=[one.pk for one in news]).update(sent_at=at)
        digest.sent_at = at
        digest.save(update_fields=["sent_at"])
    return True


def happened_to(person, at: datetime) -> list[Notice]:
    """What this person was neither sent nor has read, oldest first; locked until it is sent.

    Also what should have been sent at once and could not be; what is being sent is left out.
    """
    ours = Q(how=How.DIGEST) | Q(how=How.AT_ONCE, news__noticed_at__lt=at - GIVEN_UP)
    rows = Notice.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.filter(ours, person=person, read_at=None, sent_at=None)
    rows = rows.filter(news__noticed_at__gt=at - WEEK).select_related("news__claim", "news__by")
    return list(rows.order_by("news__happened_at", "pk"))


def _waits(person) -> list[Waiting]:
    return waiting(person) if chosen_by(person)[WAITING] == How.DIGEST else []


def _subject(news: list[Notice], lists: list[Waiting]) -> str:
    number = sum(one.number for one in lists)
    parts = [f"{number} waiting for you"] if number else []
    parts += [f"{len(news)} {'notice' if len(news) == 1 else 'notices'}"] if news else []
    return ", ".join(parts)


def _told(news: list[Notice], lists: list[Waiting]) -> dict:
    shown = [(one.news, at_the_desk(one.news.address)) for one in news[:SHOWN]]
    return {
        "news": shown,
        "more": len(news) - len(shown),
        "lists": lists,
        "first_page": at_the_desk(reverse("admin:index")),
        "notices": at_the_desk(reverse("admin:notices")),
    }
