"""Bar charts of counts by day, as data that the template renders as SVG.

The series of a bar differ in their pattern, not only in their colour. Everything in the chart is
also given as text: as a summary, and as a table below the chart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Lengths in the units of the SVG.
DAY_WIDTH, BAR_WIDTH = 24, 16
MAX_BAR_HEIGHT, MARGIN_TOP, MARGIN_BOTTOM = 72, 16, 18  # the margins hold the totals and the days
MIN_PART_HEIGHT = 3  # so that a count of 1 is visible next to a large one


@dataclass(frozen=True)
class Series:
    """A name and its count on each day."""

    name: str
    counts: Sequence[int]


@dataclass(frozen=True)
class BarPart:
    """The part of a bar that belongs to one series, by its index."""

    series: int
    y: float
    height: float


@dataclass(frozen=True)
class DayBar:
    """The bar of one day: its parts from bottom to top, and the total, shown above `top`."""

    day: date
    x: int
    parts: tuple[BarPart, ...]
    total: int
    top: float


@dataclass(frozen=True)
class Chart:
    """A chart with its heading and a summary in one sentence."""

    name: str
    summary: str
    days: Sequence[date]
    series: Sequence[Series]
    bar_width: int = BAR_WIDTH
    baseline: int = MARGIN_TOP + MAX_BAR_HEIGHT
    height: int = MARGIN_TOP + MAX_BAR_HEIGHT + MARGIN_BOTTOM

    @property
    def width(self) -> int:
        return len(self.days) * DAY_WIDTH

    @property
    def bars(self) -> list[DayBar]:
        counts_by_day = self._list_counts_by_day()
        highest = max(map(sum, counts_by_day), default=0)
        return [
            _build_bar(index, day, counts, MAX_BAR_HEIGHT / max(highest, 1))
            for index, (day, counts) in enumerate(zip(self.days, counts_by_day, strict=True))
        ]

    @property
    def rows(self) -> list[tuple[date, tuple[int, ...]]]:
        """The days that have counts, newest first, for the table."""
        rows = list(zip(self.days, self._list_counts_by_day(), strict=True))
        return [(day, counts) for day, counts in reversed(rows) if any(counts)]

    def _list_counts_by_day(self) -> list[tuple[int, ...]]:
        return list(zip(*(series.counts for series in self.series), strict=True))


def _build_bar(index: int, day: date, counts: Sequence[int], scale: float) -> DayBar:
    parts, top = [], float(MARGIN_TOP + MAX_BAR_HEIGHT)
    for series, count in enumerate(counts):
        if count:
            height = round(max(MIN_PART_HEIGHT, count * scale), 1)
            top = round(top - height, 1)
            parts.append(BarPart(series, top, height))
    x = index * DAY_WIDTH + (DAY_WIDTH - BAR_WIDTH) // 2
    return DayBar(day, x, tuple(parts), sum(counts), top)
