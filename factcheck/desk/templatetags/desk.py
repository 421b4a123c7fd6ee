"""What templates of the desk can say: how long something waits, and where one is."""

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from factcheck.desk import browsers, origins
from factcheck.desk.texts import PAST
from factcheck.people.models import User
from sources.models.translation import translation_into

register = template.Library()
register.filter("browser", browsers.named)


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


@register.filter
def translated_into(passage, language):
    """The translation of a passage that is in force for a language, if there is one."""
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
    return origins.doubts(suggested)


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
