"""The first page of the desk: what waits for you, what nobody has begun, what happened lately."""

from django.contrib import admin
from django.urls import reverse

from factcheck.desk.guard import page, shown
from factcheck.desk.waiting import recent, untouched, waiting

# What people do most, before the list of everything.
BEGINNINGS = (
    ("Record a claim", "record_claim", "claims.record_claim"),
    ("Capture a source", "capture", "sources.capture_snapshot"),
    ("Add a person", "people_user_add", "people.add_user"),
)


@page("")
def home(request):
    person = request.user
    reads = person.has_perm("claims.view_verdict")
    context = {
        "title": admin.site.index_title,
        "lists": waiting(person),
        "untouched": untouched() if person.has_perm("claims.view_claim") else None,
        "recent": recent() if reads else [],
        "reads": reads,
        "beginnings": [
            (label, reverse(f"admin:{name}"))
            for label, name, permission in BEGINNINGS
            if person.has_perm(permission)
        ],
        "app_list": admin.site.get_app_list(request),
    }
    return shown(request, "home.html", context)
