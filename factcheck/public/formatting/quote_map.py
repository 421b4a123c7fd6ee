"""Where in a text the quoted passages lie: one bar for the text, one band for each passage.

It shows how little of a source is quoted, and from where, without showing its text.
"""

from dataclasses import dataclass

WIDTH = 720
NARROWEST = 5  # units; a passage of a few words must still be seen and hit


@dataclass(frozen=True)
class Band:
    """One passage on the bar, in units of `WIDTH`."""

    passage_id: str
    x: float
    width: float
    percent: int


def bands(passages, length: int) -> list[Band]:
    """The bands of `passages`, which know `public_id`, `start` and `end`, in a text of `length`."""
    return [_band(one, max(length, 1)) for one in passages]


def _band(passage, length: int) -> Band:
    width = max(NARROWEST, (passage.end - passage.start) / length * WIDTH)
    x = min(passage.start / length * WIDTH, WIDTH - width)
    return Band(
        passage.public_id, round(x, 1), round(width, 1), round(passage.start / length * 100)
    )
