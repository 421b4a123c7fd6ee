"""The chart of the balance over claimants or topics, as data for an SVG without scripts.

One bar for each claimant or topic: its length is the number of claims, its parts are the directions
of their ratings. Each part shows its number, and a table next to the chart has the same data.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from claims.choices import Polarity
from claims.publication.compliance_report import RatingCounts, get_polarity

LABELS = {
    Polarity.TRUE: _("true or mostly true"),
    Polarity.MIXED: _("half true"),
    Polarity.FALSE: _("false or mostly false"),
    Polarity.NONE: _("neither, or taken down"),
}
# Lengths in the units of the SVG.
NAMES_WIDTH, MAX_BAR_WIDTH, TOTALS_WIDTH = 250, 440, 50
BAR_HEIGHT, ROW_HEIGHT, MARGIN_TOP = 22, 32, 8
MIN_NUMBER_WIDTH = 14  # a narrower part has no room for its number
MAX_NAME_LENGTH = 34


@dataclass(frozen=True)
class PolarityPart:
    """The part of a bar for the claims whose ratings have one polarity."""

    polarity: str
    number: int
    x: float
    width: float
    y: int
    text_y: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def shows_number(self) -> bool:
        return self.width >= MIN_NUMBER_WIDTH


@dataclass(frozen=True)
class BalanceBar:
    name: str
    y: int
    total_x: float
    total: int
    parts: list[PolarityPart]


@dataclass(frozen=True)
class BalanceChart:
    """The chart, with a description of all bars in words."""

    bars: list[BalanceBar]
    height: int
    description: str
    width: int = NAMES_WIDTH + MAX_BAR_WIDTH + TOTALS_WIDTH
    names_end: int = NAMES_WIDTH - 10
    bar_height: int = BAR_HEIGHT


def build_balance_chart(groups: list[RatingCounts], polarities: dict[str, str]) -> BalanceChart:
    """The bars of `groups` in their order; the longest has the maximum width."""
    highest = max((group.claim_count for group in groups), default=0)
    bars = [_build_bar(index, group, polarities, highest) for index, group in enumerate(groups)]
    description = " ".join(_describe_bar(bar) for bar in bars)
    return BalanceChart(bars, MARGIN_TOP + len(bars) * ROW_HEIGHT, description)


def _build_bar(
    index: int, group: RatingCounts, polarities: dict[str, str], highest: int
) -> BalanceBar:
    y, x, parts = MARGIN_TOP + index * ROW_HEIGHT, float(NAMES_WIDTH), []
    for polarity in LABELS:
        number = sum(
            count
            for code, count in group.counts.items()
            if get_polarity(code, polarities) == polarity
        )
        if number:
            width = round(MAX_BAR_WIDTH * number / highest, 1)
            parts.append(PolarityPart(str(polarity), number, round(x, 1), width, y, y + 16))
            x += width
    name = _truncate_name(group.name)
    return BalanceBar(name, y + 16, round(x + 8, 1), group.claim_count, parts)


def _truncate_name(name: str) -> str:
    return name if len(name) <= MAX_NAME_LENGTH else f"{name[: MAX_NAME_LENGTH - 1].rstrip()}…"


def _describe_bar(bar: BalanceBar) -> str:
    parts = ", ".join(f"{part.number} {LABELS[part.polarity]}" for part in bar.parts)
    return f"{bar.name}: {parts}."
