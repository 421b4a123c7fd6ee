"""A user's own notifications and notification settings.

A notification is read when the user says so or opens its subject from here; viewing the list
changes nothing.
"""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.desk.base.forms import DeskForm
from factcheck.desk.base.permissions import action_view, form_view, read_view, render_desk
from factcheck.notifications.choices import TO_DO_LIST, Channel
from factcheck.notifications.models import Notification
from factcheck.notifications.preferences import get_preferences, save_preferences
from factcheck.notifications.types import NOTIFICATION_TYPES

UNREAD_LIMIT, READ_LIMIT = 100, 50  # rows on one page
VIEW_CLAIMS = "claims.view_claim"
UNPROCESSABLE = 422


def count_unread(user) -> int:
    return Notification.objects.filter(user=user, read_at=None).count()


def _list_own(user):
    rows = Notification.objects.filter(user=user).select_related("event__claim", "event__actor")
    return rows.order_by("-pk")


@read_view("")
def list_notifications(request):
    """Unread ones first, each group newest first; older read ones by `before`."""
    own = _list_own(request.user)
    unread = list(own.filter(read_at=None)[: UNREAD_LIMIT + 1])
    rows = own.filter(read_at__isnull=False)
    before = _parse_pk(request.GET.get("before", ""))
    read = list((rows.filter(pk__lt=before) if before else rows)[: READ_LIMIT + 1])
    context = {
        "title": _("Notifications"),
        "unread_list": [] if before else unread[:UNREAD_LIMIT],
        "has_more_unread": len(unread) > UNREAD_LIMIT,
        "read_list": read[:READ_LIMIT],
        "before": read[READ_LIMIT - 1].pk if len(read) > READ_LIMIT else None,
        "is_earlier_page": bool(before),
        "can_view_claims": request.user.has_perm(VIEW_CLAIMS),
        "unread": len(unread),
    }
    return render_desk(request, "notifications/list.html", context)


def _parse_pk(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else 0


@action_view("")
def mark_read(request):
    """Mark one notification as read, or with `until` all up to it, so that no newer one is missed.

    With `open` it redirects to the notification's subject.
    """
    own = _list_own(request.user)
    if until := _parse_pk(request.POST.get("until", "")):
        own.filter(pk__lte=until, read_at=None).update(read_at=timezone.now())
        return redirect("admin:notifications")
    notification = own.filter(pk=_parse_pk(request.POST.get("notification", ""))).first()
    if notification and not notification.read_at:
        own.filter(pk=notification.pk, read_at=None).update(read_at=timezone.now())
    if notification and "open" in request.POST:
        return redirect(notification.event.url)
    return redirect("admin:notifications")


class PreferencesForm(DeskForm):
    """The channel for each notification type that the user's role can receive."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = get_preferences(user)
        types = [kind for kind in NOTIFICATION_TYPES.values() if user.has_perm(kind.permission)]
        self.mandatory_types = [kind for kind in types if kind.is_mandatory]
        for kind in types:
            if not kind.is_mandatory:
                self._add_field(kind.code, kind.label, Channel.choices, chosen)
        channels = [(c, c.label) for c in (Channel.DAILY_SUMMARY, Channel.DESK)]
        self._add_field(TO_DO_LIST, _("Your to-do list, once a day"), channels, chosen)

    def _add_field(self, code, label, choices, chosen) -> None:
        self.fields[code] = forms.ChoiceField(label=label, choices=choices, initial=chosen[code])


@form_view("")
def edit_preferences(request):
    data = request.POST if request.method == "POST" else None
    form = PreferencesForm(data, user=request.user)
    if form.is_valid():
        save_preferences(request.user, form.cleaned_data)
        messages.success(request, _("Saved. This applies to new notifications."))
        return redirect("admin:notification_settings")
    context = {"title": _("Notification settings"), "form": form, "person": request.user}
    status = UNPROCESSABLE if form.errors else 200
    return render_desk(request, "notifications/settings.html", context, status)
