"""Help for people who develop or try the software: mails as files, and the demo's accounts.

Only the mode `development` uses this module. It serves on the loopback address.
"""

import email
from email import policy
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from factcheck.demo import accounts

LISTED_MAILS = 50
LOOPBACK_ADDRESSES = ("127.0.0.1", "::1")


class FileEmailBackend(BaseEmailBackend):
    """Writes each mail to a file in `MAIL_DIR` instead of sending it."""

    def send_messages(self, email_messages) -> int:
        settings.MAIL_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{uuid4().hex[:8]}.eml"
            (settings.MAIL_DIR / name).write_bytes(message.message().as_bytes())
        return len(email_messages)


def read_mails() -> list[dict]:
    """The latest mails, newest first."""
    files = sorted(settings.MAIL_DIR.glob("*.eml"), reverse=True)[:LISTED_MAILS]
    messages = [
        email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files
    ]
    return [
        {
            "subject": message["Subject"],
            "to": message["To"],
            "date": message["Date"],
            "text": message.get_body(("plain",)).get_content(),
        }
        for message in messages
    ]


def mail_list(request):
    """The mails that the site would have sent."""
    context = {"mails": read_mails(), "mail_dir": settings.MAIL_DIR, "noindex": True}
    return render(request, "development/mails.html", context)


def context(request) -> dict:
    """Context processor: the demo's accounts for the sign-in page, read when the page uses them."""
    return {"demo_accounts": accounts.list_accounts if _is_local(request) else ()}


def _is_local(request) -> bool:
    """Whether the request comes from this machine, and not through a proxy or tunnel."""
    forwarded = "Forwarded" in request.headers or "X-Forwarded-For" in request.headers
    return request.META.get("REMOTE_ADDR") in LOOPBACK_ADDRESSES and not forwarded


urlpatterns = [path("dev/mails/", mail_list, name="development_mails")]
