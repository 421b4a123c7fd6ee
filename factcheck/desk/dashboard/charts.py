"""How is a small chart of days drawn? Bars of whole numbers, one for each day.

A part of a bar is told by its filling before its colour, and everything that is drawn is said in
words too: in one sentence, and in a table below the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

STEP, BAR = 24, 16  # from one day to the next, and how wide its bar is
HIGH, ABOVE, BELOW = 72, 16, 18  # of the highest bar; for its number; for the days
LEAST = 3  # units; what is there at all must be seen


@dataclass(frozen=True)
class Series:
    """One kind of thing that was counted: its name, and its number on each day."""

    name: str
    numbers: Sequence[int]


@dataclass(frozen=True)
class Part:
    """A part of a bar: which series it belongs to, and where it stands."""

    series: int
    y: float
    high: float


@dataclass(frozen=True)
class Bar:
    """One day: its parts from the ground up, and its number above them, if there is one."""

    day: date
    x: int
    parts: tuple[Part, ...]
    total: int
    top: float


@dataclass(frozen=True)
class Chart:
    """What is drawn and what is said of it: `name` is its heading, `said` its one sentence."""

    name: str
    said: str
    days: Sequence[date]
    series: Sequence[Series]
    step: int = STEP
    bar: int = BAR
    ground: int = ABOVE + HIGH
    height: int = ABOVE + HIGH + BELOW

    @property
    def width(self) -> int:
        return len(self.days) * STEP

    @property
    def bars(self) -> list[Bar]:
        highest = max((sum(numbers) for numbers in self._by_day()), default=0)
        return [
            _bar(number, day, numbers, HIGH / max(highest, 1))
            for number, (day, numbers) in enumerate(zip(self.days, self._by_day(), strict=True))
        ]

    @property
    def rows(self) -> list[tuple[date, tuple[int, ...]]]:
        """The days on which there was something, newest first, for the table."""
        told = zip(self.days, self._by_day(), strict=True)
        return [(day, numbers) for day, numbers in reversed(list(told)) if any(numbers)]

    def _by_day(self) -> list[tuple[int, ...]]:
        return list(zip(*(one.numbers for one in self.series), strict=True))


def _bar(number: int, day: date, numbers: Sequence[int], scale: float) -> Bar:
    parts, ground = [], float(ABOVE + HIGH)
    for series, counted in enumerate(numbers):
        if counted:
            high = round(max(LEAST, counted * scale), 1)
            ground = round(ground - high, 1)
            parts.append(Part(series, ground, high))
    return Bar(day, number * STEP + (STEP - BAR) // 2, tuple(parts), sum(numbers), ground)
