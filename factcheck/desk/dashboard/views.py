"""The first page of the desk: what waits for you, what nobody has begun, what happened lately."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from factcheck.desk.base.permissions import page, shown
from factcheck.desk.dashboard.activity import fortnight
from factcheck.desk.dashboard.work_queue import Waiting, recent, untouched, waiting
from factcheck.desk.notifications.views import unread, unread_of

# What people do most, before the list of everything.
BEGINNINGS = (
    ("Record a claim", "record_claim", "claims.record_claim"),
    ("Capture a source", "capture", "sources.capture_snapshot"),
    ("Bring in a file of claims", "import_claims", "claims.record_claim"),
    ("Add a person", "accounts_user_add", "accounts.add_user"),
)


@page("")
def home(request):
    person = request.user
    reads = person.has_perm("claims.view_verdict")
    fresh = untouched() if person.has_perm("claims.view_claim") else None
    moves = recent(unread=unread_of(person)) if reads else []
    context = {
        "title": admin.site.index_title,
        "lists": waiting(person),
        "next": next_step(person, fresh),
        "untouched": fresh,
        "writes": person.has_perm("claims.write_verdict"),
        "charts": fortnight(person, timezone.now()),
        "recent": moves,
        "beginnings": [
            (label, reverse(f"admin:{name}"))
            for label, name, permission in BEGINNINGS
            if person.has_perm(permission)
        ],
        "unread": moves[0].unread if moves else unread(person),
        "app_list": admin.site.get_app_list(request),
    }
    return shown(request, "home.html", context)


def next_step(person, fresh: Waiting | None) -> str:
    """What to do when nothing waits: one sentence that fits the role."""
    if person.has_perm("accounts.change_user"):
        return "Every account has its role, and nobody is locked out. Add a person who begins here."
    if not person.has_perm("claims.write_verdict"):
        return ""
    if fresh and fresh.rows:
        return "Begin one of the claims below: the newest stands first."
    return "Record a claim that is worth checking, or capture a source that makes one."
