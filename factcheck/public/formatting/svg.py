"""SVG drawings: the icons of the ratings, and the map of the quoted passages of a text.

A rating's icon is recognised by its shape, so that it works in print, for colour-blind readers and
with a screen reader. The icons have no style attributes: the content security policy refuses them.
"""

from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

RING = '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"/>'
DASHED_RING = (
    '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-dasharray="4.28 2" stroke-dashoffset="2.14"/>'
)
STROKE = ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
QUESTION_MARK = (
    f'<path d="M9 9.4a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.2-1.6 2.4"{STROKE}/>'
    '<circle cx="12" cy="17.4" r="1.3" fill="currentColor"/>'
)
MAP_WIDTH = 720
MIN_PASSAGE_WIDTH = 5  # a passage of a few words must be visible and large enough to click


def _draw_sector(share: float) -> str:
    """A sector of the disc, clockwise from the top."""
    angle = 2 * pi * share
    x, y = 12 + 7.5 * sin(angle), 12 - 7.5 * cos(angle)
    large_arc = 1 if share > 0.5 else 0
    return f'<path d="M12 12V4.5A7.5 7.5 0 {large_arc} 1 {x:.3g} {y:.3g}Z" fill="currentColor"/>'


# Each tone of `claims.choices.Tone`, and the two states that are shown instead of a rating.
SHAPES = {
    "true": f'{RING}<circle cx="12" cy="12" r="7.5" fill="currentColor"/>',
    "mostly-true": RING + _draw_sector(0.75),
    "half-true": RING + _draw_sector(0.5),
    "mostly-false": RING + _draw_sector(0.25),
    "false": f'{RING}<path d="M8.2 8.2l7.6 7.6M15.8 8.2l-7.6 7.6"{STROKE}/>',
    "context": DASHED_RING,
    "unproven": RING + QUESTION_MARK,
    "suspended": f'{RING}<path d="M9.5 8v8M14.5 8v8"{STROKE}/>',
    "retracted": f'{RING}<path d="M1 12h22"{STROKE}/>',
}


def render_rating_icon(tone: str, label: str, *, is_decorative: bool = False) -> SafeString:
    """The icon of a tone in the colour of the text around it.

    A decorative icon is next to its label, and screen readers skip it.
    """
    role = (
        mark_safe('aria-hidden="true" focusable="false"')
        if is_decorative
        else format_html('role="img" aria-label="{}"', label)
    )
    return format_html(
        '<svg class="rating-icon" viewBox="0 0 24 24" width="24" height="24" {}>'
        "<title>{}</title>{}</svg>",
        role,
        label,
        mark_safe(SHAPES.get(tone, RING)),  # noqa: S308 — constants of this module
    )


@dataclass(frozen=True)
class QuotePosition:
    """The place of one passage on the map, in units of `MAP_WIDTH`."""

    passage_id: str
    x: float
    width: float
    percent: int


def compute_quote_positions(passages, length: int) -> list[QuotePosition]:
    """Where `passages` are in a text of `length` code points: how little of it is quoted.

    A passage has `public_id`, `start` and `end`.
    """
    return [_compute_position(passage, max(length, 1)) for passage in passages]


def _compute_position(passage, length: int) -> QuotePosition:
    width = max(MIN_PASSAGE_WIDTH, (passage.end - passage.start) / length * MAP_WIDTH)
    x = min(passage.start / length * MAP_WIDTH, MAP_WIDTH - width)
    percent = round(passage.start / length * 100)
    return QuotePosition(passage.public_id, round(x, 1), round(width, 1), percent)
