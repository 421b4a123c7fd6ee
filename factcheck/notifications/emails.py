"""What stands in the mail of the desk to its own people?

What happened, by whom, the identifier of the claim, and where to read on. Mail leaves the house
and stays in mailboxes for years: no statement, finding or note is quoted, published or not.
"""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from factcheck.notifications.choices import How
from factcheck.notifications.models import Notice


def at_the_desk(path: str) -> str:
    """The full address of a page."""
    return settings.SITE_URL.rstrip("/") + path


def send(number: int, at: datetime) -> bool:
    """Send one notice, unless it was sent or read already or its person has left; whether it was.

    The row is locked meanwhile, so that two workers do not send it twice. What the mail server took
    and the database then lost is sent again: twice is better than never.
    """
    with transaction.atomic():
        rows = Notice.objects.select_for_update(of=("self",)).select_related("news__claim")
        notice = rows.get(pk=number)
        if notice.how != How.AT_ONCE or notice.sent_at or notice.read_at or not reachable(notice):
            return False
        told = {"news": notice.news, "address": at_the_desk(notice.news.address)}
        letter(notice.person, str(notice.news), "notices/notice.txt", told).send()
        notice.sent_at = at
        notice.save(update_fields=["sent_at"])
    return True


def reachable(notice: Notice) -> bool:
    """Whether the person still works here and has an address."""
    person = notice.person
    return person.is_active and person.is_staff and bool(person.email)


def letter(person, subject: str, template: str, told: dict) -> EmailMessage:
    """A plain letter to one person, with the way to have fewer of them."""
    settings_page = at_the_desk(reverse("admin:notice_settings"))
    everything = {**told, "person": person, "settings": settings_page, "desk": settings.DESK_NAME}
    return EmailMessage(
        subject=" ".join(f"{settings.DESK_NAME}: {subject}".split()),
        body=render_to_string(template, everything),
        to=[person.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{settings_page}>",
        },
    )
