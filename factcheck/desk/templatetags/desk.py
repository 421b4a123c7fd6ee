"""What templates of the desk can say: how long something waits, and where one is."""

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from factcheck.desk.texts import PAST
from factcheck.people.models import User

register = template.Library()


@register.filter
def age(moment):
    """How long ago, in one unit: `3 days`."""
    return timesince(moment, timezone.now(), depth=1) if moment else ""


@register.filter
def past(verb):
    """A verb as somebody did it: `submitted`."""
    return PAST.get(verb, verb)


@register.filter
def short(digest):
    """The beginning of a digest, enough to compare by eye."""
    return digest[:12]


@register.simple_tag(takes_context=True)
def here(context, address):
    """`aria-current` for the link that leads to this page or above it."""
    path = context["request"].path
    return "page" if path == address else "true" if path.startswith(address) else "false"


@register.simple_tag
def needs_person(events):
    """The people named in the context of history events, by their number."""
    numbers = {event.pgh_context.get("person") for event in events if event.pgh_context}
    return User.objects.in_bulk([number for number in numbers if number])


@register.filter
def of(mapping, key):
    """The value of `key` in a mapping, or nothing."""
    return mapping.get(key, "") if mapping else ""
