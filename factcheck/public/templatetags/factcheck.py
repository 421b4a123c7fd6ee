"""Tags and filters of the public templates, which the desk uses too."""

import json
import re
from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from claims.choices import PRESUMED_INNOCENT
from claims.publication.record import get_source_label
from factcheck.public.base.labels import (
    CHANGE_LABELS,
    CHOICES,
    STANCE_LABELS,
    STATE_LABELS,
    VOICE_LABELS,
)
from factcheck.public.base.search import render_highlights
from factcheck.public.formatting.dates import render_date, render_moment
from factcheck.public.formatting.ledger_sentences import describe_entry, get_entry_url
from factcheck.public.formatting.markdown import render_markdown
from factcheck.public.formatting.svg import compute_quote_positions, render_rating_icon
from factcheck.public.formatting.workflow_diagram import format_action
from sources.quotes.text_fragments import add_text_directive
from sources.text.scripts import IDEOGRAPHS

register = template.Library()

register.simple_tag(render_date, name="display_date")
register.filter("moment", render_moment)
register.filter("markdown", render_markdown)
register.filter("highlighted", render_highlights)
register.filter("action_label", format_action)

JSON_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
# A name such as Iskander-M, whose last letters must not be alone on the next line.
SHORT_ENDING = re.compile(r"\b\w+-\w{1,2}\b")


# A line end inside a paragraph; ideographs have no space between them.
LINE_END = re.compile(r"[^\S\n]*\n[^\S\n]*")
PARAGRAPH_END = re.compile(r"[^\S\n]*\n\s*\n[^\S\n]*")
BETWEEN_IDEOGRAPHS = re.compile(f"(?<=[{IDEOGRAPHS}]) (?=[{IDEOGRAPHS}])")


@register.filter
def join_lines(text):
    """A quotation without the line ends of its source; paragraphs stay on lines of their own."""
    paragraphs = PARAGRAPH_END.split(text)
    return "\n".join(BETWEEN_IDEOGRAPHS.sub("", LINE_END.sub(" ", part)) for part in paragraphs)


@register.simple_tag
def rating(tone, label, size=""):
    """A rating as an icon and its label."""
    classes = f"rating rating-{size}" if size else "rating"
    return format_html(
        '<span class="{} tone-{}">{}<span class="rating-word">{}</span></span>',
        classes,
        tone,
        render_rating_icon(tone, label, is_decorative=True),
        label,
    )


@register.simple_tag
def json_ld(data):
    """A data block that no browser executes. `<`, `>` and `&` are escaped, so nothing ends it."""
    content = json.dumps(data, ensure_ascii=False, indent=1).translate(JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(content))  # noqa: S308


@register.filter
def choice_label(code, name):
    """The label of a stored code: `{{ basis|choice_label:"basis" }}`."""
    return dict(CHOICES[name].choices).get(code, code)


@register.filter
def state_label(state):
    """The state of a fact-check in the words for readers."""
    return STATE_LABELS.get(state, state)


@register.filter
def change_label(kind):
    """What a change did, as in “Corrected”."""
    return CHANGE_LABELS.get(kind, capfirst(kind))


@register.filter
def voice_label(voice):
    """In whose voice a passage speaks."""
    return VOICE_LABELS.get(voice, voice)


@register.filter
def stance_label(stance):
    """What a passage does for a claim, as a verb."""
    return STANCE_LABELS.get(stance, stance)


@register.filter
def is_presumed_innocent(step):
    """Whether no one was convicted with finality at this step of criminal proceedings."""
    return step in PRESUMED_INNOCENT


@register.filter
def is_past(day):
    """Whether a day is over in the desk's time zone, or a moment is past; false for none.

    Takes both in ISO 8601 as well.
    """
    text = str(day or "")
    if len(text) > len("2024-12-31"):
        return datetime.fromisoformat(text) < timezone.now()
    return bool(text) and text < timezone.localdate().isoformat()


@register.filter
def get_item(mapping, key):
    """`mapping[key]`, or nothing where there is no mapping or no such key."""
    return mapping.get(key) if mapping else None


@register.filter
def lead_evidence(verdict):
    """The first piece of evidence: supporting, else refuting, else context."""
    return next(iter(verdict.supporting + verdict.refuting + verdict.context), None)


@register.filter
def unbroken(text):
    """Text in which no line breaks before the last letters of a name such as Iskander-M."""
    escaped = conditional_escape(text)
    return mark_safe(SHORT_ENDING.sub(r'<span class="no-break">\g<0></span>', escaped))  # noqa: S308


@register.filter
def original_url(passage, directives):
    """The address of the original with the quoted words as its text fragment, or nothing.

    `passage` is that of a record, `directives` are the text directives by passage.
    """
    url = passage["source"]["url"]
    return add_text_directive(url, directives.get(passage["id"], "")) if url else ""


@register.filter
def original_url_of_row(passage):
    """The same for a `PublicPassage`."""
    return add_text_directive(passage.url, passage.directive) if passage.url else ""


@register.filter
def source_label(source):
    """How a source of a record is called: its title, or a description of an untitled one."""
    return get_source_label(source)


@register.filter
def latest_of_each_archive(copies):
    """The newest copy in each web archive; `copies` are sorted, the newest first."""
    return list({copy.archive: copy for copy in reversed(copies or [])}.values())


@register.filter
def thousands(number):
    """A number with a comma at every thousand."""
    return f"{number:,}"


@register.filter
def in_snapshot(passages, snapshot):
    """Those of the passages that are quoted from this snapshot, in the order of its text."""
    return [row for row in passages if row.passage.snapshot_id == snapshot.public_id]


@register.filter
def quote_positions(passages, snapshot):
    """Where these passages are in the text of their snapshot."""
    return compute_quote_positions([row.passage for row in passages], snapshot.length)


@register.filter
def ledger_sentence(entry):
    """What an entry of the ledger says, in one sentence."""
    return describe_entry(entry)


@register.filter
def ledger_url(entry):
    """The page that shows what an entry of the ledger is about, or an empty string."""
    return get_entry_url(entry)
