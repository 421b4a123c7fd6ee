"""Template tags and filters of the desk: durations, labels, and the user's place in the menu."""

from django import template
from django.utils import timezone
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.workflow.suspension_deadlines import compute_confirmation_deadline
from factcheck.accounts.models import User
from factcheck.desk.base.messages import CHECKWORTHY_REASONS, PAST_TENSE
from factcheck.desk.evidence import independence
from sources.choices import NoticeKind
from sources.models.translation import find_translation, is_same_language

register = template.Library()


@register.filter
def age(time):
    """How long ago, in one unit: `3 days`."""
    return timesince(time, timezone.now(), depth=1) if time else ""


@register.filter
def notice_label(kind):
    """The kind of a publisher's note in words."""
    return NoticeKind(kind).label


@register.filter
def time_until(time):
    """How long until a time, in one unit: `3 days`."""
    return timeuntil(time, timezone.now(), depth=1) if time else ""


@register.filter
def deadline(time):
    """How far away a deadline is: `3 days left`, `passed 2 hours ago`."""
    if time > timezone.now():
        return _("%(duration)s left") % {"duration": time_until(time)}
    return _("passed %(duration)s ago") % {"duration": age(time)}


@register.filter
def countdown(time):
    """How far away a time is, in one unit: `in 3 hours`, `2 days ago`."""
    if time > timezone.now():
        return _("in %(duration)s") % {"duration": time_until(time)}
    return _("%(duration)s ago") % {"duration": age(time)}


@register.filter
def time_to_confirm(suspended_at):
    """How long a second person has to decide: `3 hours left`, `overdue for 2 days`."""
    due_at = compute_confirmation_deadline(suspended_at)
    if due_at > timezone.now():
        return _("%(duration)s left") % {"duration": time_until(due_at)}
    return _("overdue for %(duration)s") % {"duration": age(due_at)}


@register.filter
def days_left(day):
    """How many days until this one: `3 days left`, `due today`, `2 days overdue`."""
    days = (day - timezone.localdate()).days
    if not days:
        return _("due today")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}


@register.filter
def past_tense(action):
    """What the user did: `submitted`."""
    return PAST_TENSE.get(action, action)


@register.filter
def checkworthy_reason(indicator):
    """Why a sentence may be worth checking: `gives a number:`."""
    return CHECKWORTHY_REASONS[indicator.kind]


@register.filter
def short_hash(sha256):
    """The beginning of a hash, enough to compare by eye."""
    return sha256[:12]


@register.filter
def translated_into(passage, language):
    """The current translation of a passage in another language; None if it has none."""
    if is_same_language(passage.snapshot.source.language, language):
        return None
    return find_translation(language, passage.translations.all())


@register.filter
def get_item(mapping, key):
    """The value of a variable key; None if there is none."""
    return mapping.get(key)


@register.filter
def percent(share):
    """A share between 0 and 1 as a percentage: `83 %`."""
    return f"{share:.0%}".replace("%", " %")


@register.simple_tag
def suggested_relations(relations):
    """Pairs of sources that may not be independent, each with the form to decide it."""
    return independence.list_undecided_pairs(relations)


@register.simple_tag(takes_context=True)
def aria_current(context, url):
    """The value of `aria-current` for a link to this page or to a page above it."""
    path = context["request"].path
    return "page" if path == url else "true" if path.startswith(url) else "false"


@register.simple_tag
def describe_history(events):
    """History events, each with the user and the action that their context names."""
    rows = [(event, event.pgh_context or {}) for event in events]
    users = User.objects.in_bulk({context["user"] for _event, context in rows if "user" in context})
    return [
        (event, users.get(context.get("user")), context.get("action") or event.pgh_label)
        for event, context in rows
    ]
