"""The home page of the desk: the user's to-do list, claims to start, and recent activity."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.desk.base.permissions import read_view, render_desk
from factcheck.desk.dashboard.activity import build_charts
from factcheck.desk.dashboard.work_queue import (
    UNSTARTED_CLAIMS,
    TaskList,
    get_task_list,
    get_task_lists,
    list_recent_transitions,
)
from factcheck.desk.notifications.views import count_unread

# Label, URL name and permission of the buttons for the most frequent work.
QUICK_LINKS = (
    (gettext_lazy("Record a claim"), "claim_create", "claims.record_claim"),
    (gettext_lazy("Capture a source"), "snapshot_capture", "sources.capture_snapshot"),
    (gettext_lazy("Import claims (CSV)"), "claim_import_create", "claims.record_claim"),
    (gettext_lazy("Add a user"), "accounts_user_add", "accounts.add_user"),
)


@read_view("")
def show_dashboard(request):
    user = request.user
    unstarted = None
    if user.has_perm(UNSTARTED_CLAIMS.permission):
        unstarted = get_task_list(UNSTARTED_CLAIMS, user)
    context = {
        "title": admin.site.index_title,
        "task_lists": get_task_lists(user),
        "next_step": get_next_step(user, unstarted),
        "unstarted": unstarted,
        "charts": build_charts(user, timezone.now()),
        "transitions": list_recent_transitions() if user.has_perm("claims.view_verdict") else [],
        "quick_links": [
            (label, reverse(f"admin:{name}"))
            for label, name, permission in QUICK_LINKS
            if user.has_perm(permission)
        ],
        "unread": count_unread(user),
        "app_list": admin.site.get_app_list(request),
    }
    return render_desk(request, "dashboard/home.html", context)


def get_next_step(user, unstarted: TaskList | None) -> str:
    """What a user of this role can do when the to-do list is empty."""
    if user.has_perm("accounts.change_user"):
        return _("Every account has a role.")
    if not user.has_perm("claims.write_verdict"):
        return ""
    if unstarted and unstarted.rows:
        return _("Start a fact-check of one of the claims below. The newest claim is first.")
    return _("Record a claim that is worth checking, or capture a source that contains one.")
