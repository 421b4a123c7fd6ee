"""What templates for readers can say: marks, dates, quotations in their context."""

import json
import re

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from claims.choices import Basis, Cause, ChangeKind, Crime, Interest, Origin, PrimarySources
from factcheck.public.formatting import dates, markdown, quote_map, rating_icons, search_highlights
from factcheck.public.formatting.workflow_diagram import said
from sources.choices import Ground, SourceKind, TranslatedBy, Voice
from sources.quotes.text_fragments import pointing, text_fragment

register = template.Library()

register.simple_tag(dates.when, name="when")
register.filter("moment", dates.moment)
register.filter("markdown", markdown.rendered)
register.filter("marked", search_highlights.marked)
register.filter("verb", said)
register.simple_tag(rating_icons.mark, name="mark")

# What a change did, in the word that opens its sentence.
DONE = {
    "correction": "Corrected",
    "update": "Updated",
    "clarification": "Clarified",
    "mend": "Wording mended",
    "retraction": "Retracted",
    "suspension": "Suspended",
    "reinstatement": "Reinstated",
}
SPEAKS = {
    "asserts": "The author’s own statement",
    "reports": "The author reports",
    "infers": "The author infers it",
    "forecasts": "The author forecasts it",
}
UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
BEARS = {
    "supports": "speaks for",
    "refutes": "speaks against",
    "context": "context of",
    "appearance": "says it",
}
SHORT_TAIL = re.compile(r"\b\w+-\w{1,2}\b")
CODES = {
    "basis": Basis,
    "cause": Cause,
    "crime": Crime,
    "ground": Ground,
    "interest": Interest,
    "kind": ChangeKind,
    "origin": Origin,
    "primary_sources": PrimarySources,
    "source_kind": SourceKind,
    "translated_by": TranslatedBy,
    "voice": Voice,
}


@register.simple_tag
def rating(tone, label, size=""):
    """A rating as a shape, a word and a tone."""
    classes = f"rating rating-{size}" if size else "rating"
    return format_html(
        '<span class="{} tone-{}">{}<span class="rating-word">{}</span></span>',
        classes,
        tone,
        rating_icons.mark_beside(tone, label),
        label,
    )


@register.simple_tag
def json_ld(thing):
    """A data block that no browser executes; `<`, `>` and `&` are escaped, so nothing ends it."""
    written = json.dumps(thing, ensure_ascii=False, indent=1).translate(UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308


@register.filter
def in_words(code, vocabulary):
    """A code as people say it: `{{ basis|in_words:"basis" }}`."""
    return dict(CODES[vocabulary].choices).get(code, code)


@register.filter
def is_past(day):
    """Whether a day, also as records write it, is over where the desk is; no day is never over."""
    return bool(day) and str(day) < timezone.localdate().isoformat()


@register.filter
def done(kind):
    return DONE.get(kind, capfirst(kind))


@register.filter
def speaks(voice):
    return SPEAKS.get(voice, voice)


@register.filter
def first_quotation(shown):
    """The piece of evidence that shows best what a finding rests on."""
    return next(iter(shown.supporting + shown.refuting + shown.context), None)


@register.filter
def check_of(shown, passage_id):
    """What readers are told of a passage's checks; nothing where a draft is previewed."""
    return getattr(shown, "checks", {}).get(passage_id)


@register.filter
def whole(text):
    """Text in which a line never breaks before the last letters of a name such as Iskander-M."""
    return mark_safe(SHORT_TAIL.sub(r'<span class="whole">\g<0></span>', conditional_escape(text)))  # noqa: S308


@register.filter
def original(passage):
    """The address of the original, pointing at the quoted words; empty where it has none."""
    url = passage["source"]["url"]
    if url and "directive" in passage:
        return pointing(url, passage["directive"])
    return text_fragment(url, passage["exact"], passage["before"], passage["after"]) if url else ""


@register.filter
def original_of_row(passage):
    """The same of a row of `claims.publication.queries.source`."""
    return original({**vars(passage), "source": {"url": passage.url}})


@register.filter
def bearing(stance):
    """What a passage does for a claim, as a verb."""
    return BEARS.get(stance, stance)


@register.filter
def grouped(number):
    """A number with a comma at every thousand."""
    return f"{number:,}"


@register.filter
def unlocalised(number):
    """A number as SVG writes it, whatever the language."""
    return str(number)


@register.filter
def quoted_from(shown, snapshot):
    """The passages of one snapshot, in the order of its text."""
    return [one for one in shown.passages if one.passage.snapshot_id == snapshot.public_id]


@register.filter
def bands(quoted, snapshot):
    """Where these passages lie in the text of their snapshot."""
    return quote_map.bands([one.passage for one in quoted], snapshot.length)
