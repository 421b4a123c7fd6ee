"""What templates of the desk can say: how long something waits, and where one is."""

from django import template
from django.utils import timezone
from django.utils.timesince import timesince, timeuntil

from claims.workflow.suspension_deadlines import due_at
from factcheck.accounts.models import User
from factcheck.desk.account import user_agents
from factcheck.desk.base.messages import GROUNDS, PAST
from factcheck.desk.evidence import independence
from sources.models.translation import is_same_language, translation_into

register = template.Library()
register.filter("browser", user_agents.named)


@register.filter
def age(moment):
    """How long ago, in one unit: `3 days`."""
    return timesince(moment, timezone.now(), depth=1) if moment else ""


@register.filter
def ahead(moment):
    """How long until a moment, in one unit: `3 days`."""
    return timeuntil(moment, timezone.now(), depth=1) if moment else ""


@register.filter
def until(moment):
    """How a deadline stands: `3 days left`, `passed 2 hours ago`."""
    return f"{ahead(moment)} left" if moment > timezone.now() else f"passed {age(moment)} ago"


@register.filter
def countdown(moment):
    """How far away a moment is, in its greatest unit: `in 3 hours`, `2 days ago`."""
    return f"in {ahead(moment)}" if moment > timezone.now() else f"{age(moment)} ago"


@register.filter
def time_to_confirm(suspended):
    """How long a second person has still to decide: `3 hours left`, `overdue for 2 days`."""
    due = due_at(suspended)
    return f"{ahead(due)} left" if due > timezone.now() else f"overdue for {age(due)}"


@register.filter
def left(day):
    """How many days there are until this one: `3 days left`, `due today`, `2 days overdue`."""
    days = (day - timezone.localdate()).days
    number = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{number} left" if days > 0 else f"{number} overdue" if days else "due today"


@register.filter
def past(verb):
    """A verb as somebody did it: `submitted`."""
    return PAST.get(verb, verb)


@register.filter
def grounds(ground):
    """Why a sentence may be worth a check: `gives a number`."""
    return GROUNDS[ground.kind]


@register.filter
def short(digest):
    """The beginning of a digest, enough to compare by eye."""
    return digest[:12]


@register.filter
def translated_into(passage, language):
    """The translation that is in force beside the words of a passage in another language."""
    if is_same_language(passage.snapshot.source.language, language):
        return None
    return translation_into(language, passage.translations.all())


@register.filter
def of(forms, number):
    """The form of one row, of those that have one."""
    return forms.get(number)


@register.filter
def percent(share):
    """A share of one, as people say it: `83 %`."""
    return f"{share:.0%}".replace("%", " %")


@register.simple_tag
def doubts(suggested):
    """What may be one origin, each with the form in which an editor answers."""
    return independence.doubts(suggested)


@register.simple_tag(takes_context=True)
def here(context, address):
    """`aria-current` for the link that leads to this page or above it."""
    path = context["request"].path
    return "page" if path == address else "true" if path.startswith(address) else "false"


@register.simple_tag
def told(events):
    """History events with who did it and which verb it was, as far as their context says."""
    rows = [(event, event.pgh_context or {}) for event in events]
    people = User.objects.in_bulk({context["person"] for _, context in rows if "person" in context})
    return [
        (event, people.get(context.get("person")), context.get("verb") or event.pgh_label)
        for event, context in rows
    ]
