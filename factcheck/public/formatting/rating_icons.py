"""What a rating looks like: one set of marks for pages, embeds and pictures.

A mark is a shape before it is a colour, so that it survives print, colour blindness and a screen
reader. Drawn on a field of 24 units in the colour of the text around it, without style
attributes, which the content security policy would refuse.
"""

from math import cos, pi, sin

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

RING = '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"/>'
DASHED = (
    '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-dasharray="4.28 2" stroke-dashoffset="2.14"/>'
)
STROKE = ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
QUESTION = (
    f'<path d="M9 9.4a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.2-1.6 2.4"{STROKE}/>'
    '<circle cx="12" cy="17.4" r="1.3" fill="currentColor"/>'
)


def _slice(share: float) -> str:
    """A part of the disc, clockwise from the top."""
    angle = 2 * pi * share
    x, y = 12 + 7.5 * sin(angle), 12 - 7.5 * cos(angle)
    long = 1 if share > 0.5 else 0
    return f'<path d="M12 12V4.5A7.5 7.5 0 {long} 1 {x:.3g} {y:.3g}Z" fill="currentColor"/>'


# Each tone of `claims.choices.Tone`, and the two states that stand in a rating's place.
SHAPES = {
    "true": f'{RING}<circle cx="12" cy="12" r="7.5" fill="currentColor"/>',
    "mostly-true": RING + _slice(0.75),
    "half-true": RING + _slice(0.5),
    "mostly-false": RING + _slice(0.25),
    "false": f'{RING}<path d="M8.2 8.2l7.6 7.6M15.8 8.2l-7.6 7.6"{STROKE}/>',
    "context": DASHED,
    "unproven": RING + QUESTION,
    "suspended": f'{RING}<path d="M9.5 8v8M14.5 8v8"{STROKE}/>',
    "retracted": f'{RING}<path d="M1 12h22"{STROKE}/>',
}


def shape(tone: str) -> SafeString:
    """The drawing of a tone without its frame, for use inside another picture."""
    return mark_safe(SHAPES.get(tone, RING))  # noqa: S308 — constants of this module


def mark(tone: str, label: str) -> SafeString:
    """The mark as a picture of its own, named by `label`."""
    return format_html(
        '<svg class="mark mark-{}" viewBox="0 0 24 24" width="24" height="24" role="img"'
        ' aria-label="{}"><title>{}</title>{}</svg>',
        tone,
        label,
        label,
        shape(tone),
    )


def mark_beside(tone: str, label: str) -> SafeString:
    """The mark beside its word: a screen reader hears the word alone."""
    return format_html(
        '<svg class="mark mark-{}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"'
        ' focusable="false"><title>{}</title>{}</svg>',
        tone,
        label,
        shape(tone),
    )
