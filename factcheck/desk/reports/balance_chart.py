"""How is the balance over claimants and topics drawn? Bars, as an SVG that has no scripts.

One bar for each claimant or topic, as long as it has claims, in parts by which way their ratings
point. Each part has its number on it, and the table beside the drawing says the same.
"""

from dataclasses import dataclass

from claims.choices import Polarity
from claims.publication.evidence_pack import Share, leaning

LABELS = {
    Polarity.TRUE: "true or mostly so",
    Polarity.MIXED: "half true",
    Polarity.FALSE: "false or mostly so",
    Polarity.NONE: "neither, or taken down",
}
NAMES, LONGEST = 250, 440  # the room for names, and the longest bar
BAR, DOWN, TOP = 22, 32, 8  # how high a bar is, and from one to the next
ENOUGH = 14  # a part narrower than this has no room for its number
LETTERS = 34  # of a name, before it is cut


@dataclass(frozen=True)
class Part:
    """The claims of one bar whose ratings point one way."""

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
        return self.width >= ENOUGH


@dataclass(frozen=True)
class Bar:
    name: str
    y: int
    total_x: float
    total: int
    parts: list[Part]


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    height: int
    words: str
    width: int = NAMES + LONGEST + 50
    names_end: int = NAMES - 10
    bar: int = BAR


def chart(shares: list[Share], polarities: dict[str, str]) -> Chart:
    """The bars of `shares` in their order, the longest as wide as there is room."""
    most = max((share.claims for share in shares), default=0)
    bars = [_bar(place, share, polarities, most) for place, share in enumerate(shares)]
    return Chart(bars, TOP + len(bars) * DOWN, " ".join(_words(bar) for bar in bars))


def _bar(place: int, share: Share, polarities: dict[str, str], most: int) -> Bar:
    y, x, parts = TOP + place * DOWN, float(NAMES), []
    for polarity in LABELS:
        number = sum(
            n for code, n in share.ratings.items() if leaning(code, polarities) == polarity
        )
        if number:
            width = round(LONGEST * number / most, 1)
            parts.append(Part(str(polarity), number, round(x, 1), width, y, y + 16))
            x += width
    return Bar(_cut(share.name), y + 16, round(x + 8, 1), share.claims, parts)


def _cut(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"


def _words(bar: Bar) -> str:
    parts = ", ".join(f"{part.number} {LABELS[part.polarity]}" for part in bar.parts)
    return f"{bar.name}: {parts}."
