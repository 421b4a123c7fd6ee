"""An editor decides about drafts whose time is over: their words are removed, or they are kept."""

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.removal import old_drafts
from factcheck.desk.base.decisions import perform_action
from factcheck.desk.base.permissions import action_view
from factcheck.desk.retention.draft_forms import KeepDraftsForm, RemoveDraftsForm
from factcheck.desk.retention.reports import render_retention


@action_view(old_drafts.PERMISSION)
def remove_drafts(request):
    form = RemoveDraftsForm(request.POST)
    message = _("The words of the drafts are removed.")
    return _decide(request, form, old_drafts.remove_drafts, message)


@action_view(old_drafts.PERMISSION)
def keep_drafts(request):
    form = KeepDraftsForm(request.POST)
    message = _("Kept. The drafts are proposed again on the day that you chose.")
    return _decide(request, form, old_drafts.keep_drafts, message)


def _decide(request, form, action, message: str):
    return perform_action(
        request,
        form,
        action,
        render_error=lambda error: render_retention(request, error),
        success_message=message,
        get_success_url=lambda _result: reverse("admin:retention"),
    )
