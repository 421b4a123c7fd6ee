"""The workflow as a picture: drawn from the rules, so that it cannot say anything else.

States stand in two columns, the way to publication downwards in the first. Only their places are
decided here; every arrow and every word on it comes from `claims.workflow.transitions.RULES`.
"""

from dataclasses import dataclass
from textwrap import wrap

from claims.choices import State

PLACES = {
    State.DRAFT: (0, 0),
    State.IN_REVIEW: (0, 1),
    State.APPROVED: (0, 2),
    State.PUBLISHED: (0, 3),
    State.SUPERSEDED: (0, 4),
    State.DISCARDED: (1, 0),
    State.SUSPENDED: (1, 3),
    State.RETRACTED: (1, 4),
}
WIDE, HIGH = 200, 72  # of a state
ACROSS, DOWN = 370, 132  # from one state to the next
LEFT, TOP = 250, 12
READERS_SEE = (State.PUBLISHED, State.SUPERSEDED, State.SUSPENDED, State.RETRACTED)
# No verb of its own: publishing the next revision does it.
SUPERSEDING = (State.PUBLISHED, State.SUPERSEDED, "the next one is published")


@dataclass(frozen=True)
class Node:
    """A state, with the verbs that leave it where it is."""

    label: str
    x: int
    y: int
    verbs: tuple[str, ...]
    public: bool


@dataclass(frozen=True)
class Arrow:
    """What leads from one state to another: the verbs, one a line, beside a path."""

    path: str
    lines: tuple[str, ...]
    x: int
    y: int
    anchor: str
    implied: bool = False


@dataclass(frozen=True)
class Drawing:
    nodes: list[Node]
    arrows: list[Arrow]
    width: int = LEFT + ACROSS + WIDE + 12
    height: int = TOP + 4 * DOWN + HIGH + 12
    wide: int = WIDE
    high: int = HIGH
    middle: int = WIDE // 2


def drawing(rules) -> Drawing:
    """The picture of `rules`, which know `verb`, `leaves` and `reaches`."""
    rules = list(rules)
    moves = {}
    for rule in rules:
        for state in rule.leaves if rule.reaches else ():
            moves.setdefault((state, rule.reaches), []).append(said(rule.verb))
    arrows = [_arrow(*pair, tuple(verbs), moves) for pair, verbs in moves.items()]
    *pair, words = SUPERSEDING
    arrows.append(_arrow(*pair, (words,), moves, implied=True))
    return Drawing([_node(state, rules) for state in PLACES], arrows)


def said(verb: str) -> str:
    """A verb as people say it."""
    return verb.replace("_", " ")


def _node(state, rules) -> Node:
    staying = [said(r.verb) for r in rules if r.reaches is None and state in r.leaves]
    x, y = _corner(state)
    lines = tuple(wrap(", ".join(staying), 28))
    return Node(state.label, x, y, lines, state in READERS_SEE)


def _corner(state) -> tuple[int, int]:
    column, row = PLACES[state]
    return LEFT + column * ACROSS, TOP + row * DOWN


def _arrow(start, end, lines, moves, *, implied=False) -> Arrow:
    (column, row), (to_column, to_row) = PLACES[start], PLACES[end]
    if column == to_column:
        draw = _down if to_row > row else _back
    else:
        draw = _across if row == to_row else _aslant
    path, x, y, anchor = draw(start, end, (end, start) in moves)
    return Arrow(path, lines, x, y, anchor, implied)


def _down(start, end, _):
    x, y = _corner(start)
    middle, bottom, top = x + WIDE // 2, y + HIGH, _corner(end)[1]
    return f"M{middle} {bottom}V{top - 7}", middle + 12, (bottom + top) // 2 + 5, "start"


def _back(start, end, _):
    """An arc on the left, the wider the further it leads back."""
    (x, y), (_, top) = _corner(start), _corner(end)
    rows = PLACES[start][1] - PLACES[end][1]
    out, into = y + HIGH // 2, top + HIGH - 4 - 22 * rows
    left = x - 34 - 106 * (rows - 1)
    path = f"M{x} {out}H{left + 12}Q{left} {out} {left} {out - 12}V{into + 12}"
    return path + f"Q{left} {into} {left + 12} {into}H{x - 7}", left - 10, (out + into) // 2, "end"


def _across(start, end, both):
    """A level arrow; where one leads back as well, they keep apart."""
    (x, y), (to_x, _) = _corner(start), _corner(end)
    forth = to_x > x
    level = y + ((14 if forth else 38) if both else HIGH // 2)
    begin, stop = (x + WIDE, to_x - 7) if forth else (x, to_x + WIDE + 7)
    return f"M{begin} {level}H{stop}", (begin + stop) // 2, level - 6, "middle"


def _aslant(start, end, _):
    """Out at the foot of the one, down between the columns, into the other from the left."""
    (x, y), (to_x, to_y) = _corner(start), _corner(end)
    begin, out, into = x + WIDE, y + HIGH - 10, to_y + HIGH // 2
    turn = (begin + to_x) // 2
    path = f"M{begin} {out}H{turn - 12}Q{turn} {out} {turn} {out + 12}V{into - 12}"
    path += f"Q{turn} {into} {turn + 12} {into}H{to_x - 7}"
    return path, turn + 10, (out + into) // 2 + 5, "start"
