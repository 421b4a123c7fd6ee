"""The diagram of the workflow, drawn from the table of transitions.

`list_edges` says which states are connected; the diagram on the methodology page and in the annual
compliance report and the one in `docs/workflow.md` are both drawn from it. Only the places of the
states are decided here: in two columns, with the way to publication down the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext_lazy

from claims.choices import State
from claims.workflow.transitions import TransitionRule
from factcheck.public.base.labels import ACTION_NAMES, STATE_LABELS

PLACES = {  # column, row
    State.DRAFT: (0, 0),
    State.IN_REVIEW: (0, 1),
    State.APPROVED: (0, 2),
    State.PUBLISHED: (0, 3),
    State.SUPERSEDED: (0, 4),
    State.DISCARDED: (1, 0),
    State.SUSPENDED: (1, 3),
    State.RETRACTED: (1, 4),
}
STATE_WIDTH, STATE_HEIGHT = 230, 72
COLUMN_DISTANCE, ROW_DISTANCE = 530, 132
LEFT, TOP = 250, 12
PUBLIC_STATES = (State.PUBLISHED, State.SUPERSEDED, State.SUSPENDED, State.RETRACTED)
# Publishing the next revision supersedes the one before, without an action on that one.
SUPERSEDED_FROM = (State.PUBLISHED, State.SUSPENDED)
SUPERSEDING_ACTION = gettext_lazy("publish (of a later revision)")


@dataclass(frozen=True)
class Edge:
    """An action that leads from one state to another."""

    from_state: State
    to_state: State
    action: str
    is_implied: bool = False


@dataclass(frozen=True)
class Node:
    """A state, and the actions that do not change it."""

    label: str
    x: int
    y: int
    actions: tuple[str, ...]  # lines of text
    is_public: bool


@dataclass(frozen=True)
class Arrow:
    """The path from one state to another, with its actions next to it, one a line."""

    path: str
    actions: tuple[str, ...]
    x: int
    y: int
    anchor: str
    is_implied: bool


@dataclass(frozen=True)
class Diagram:
    """Everything that the template draws, in pixels."""

    nodes: list[Node]
    arrows: list[Arrow]
    width: int = LEFT + COLUMN_DISTANCE + STATE_WIDTH + 12
    height: int = TOP + 4 * ROW_DISTANCE + STATE_HEIGHT + 12
    node_width: int = STATE_WIDTH
    node_height: int = STATE_HEIGHT
    node_center: int = STATE_WIDTH // 2


def list_edges(rules: Iterable[TransitionRule]) -> list[Edge]:
    """Every way from one state to another, those of superseding last."""
    edges = [
        Edge(state, rule.to_state, rule.action)
        for rule in rules
        if rule.to_state
        for state in rule.from_states
        if state != rule.to_state
    ]
    superseding = [
        Edge(state, State.SUPERSEDED, SUPERSEDING_ACTION, is_implied=True)
        for state in SUPERSEDED_FROM
    ]
    return edges + superseding


def build_workflow_diagram(rules: Iterable[TransitionRule]) -> Diagram:
    """The diagram of a table of transitions; edges between the same states share an arrow."""
    rules = list(rules)
    edges: dict[tuple[State, State], list[Edge]] = {}
    for edge in list_edges(rules):
        edges.setdefault((edge.from_state, edge.to_state), []).append(edge)
    arrows = [_build_arrow(*states, edges) for states in edges]
    return Diagram([_build_node(state, rules) for state in PLACES], arrows)


def format_action(action: str) -> str:
    """The name of an action as readers see it."""
    return str(ACTION_NAMES.get(action, action))


def _build_node(state, rules) -> Node:
    actions = [
        format_action(rule.action)
        for rule in rules
        if rule.to_state in (None, state) and state in rule.from_states
    ]
    x, y = _get_corner(state)
    lines = tuple(wrap(", ".join(actions), 34))
    return Node(STATE_LABELS[state], x, y, lines, state in PUBLIC_STATES)


def _get_corner(state) -> tuple[int, int]:
    column, row = PLACES[state]
    return LEFT + column * COLUMN_DISTANCE, TOP + row * ROW_DISTANCE


def _build_arrow(start, end, edges) -> Arrow:
    (column, row), (to_column, to_row) = PLACES[start], PLACES[end]
    if column == to_column:
        draw = _draw_down if to_row > row else _draw_back
    else:
        draw = _draw_across if row == to_row else _draw_diagonal
    path, x, y, anchor = draw(start, end, is_both_ways=(end, start) in edges)
    actions = tuple(format_action(edge.action) for edge in edges[start, end])
    return Arrow(path, actions, x, y, anchor, edges[start, end][0].is_implied)


def _draw_down(start, end, *, is_both_ways):
    x, y = _get_corner(start)
    middle, bottom, top = x + STATE_WIDTH // 2, y + STATE_HEIGHT, _get_corner(end)[1]
    return f"M{middle} {bottom}V{top - 7}", middle - 12, (bottom + top) // 2 + 5, "end"


def _draw_back(start, end, *, is_both_ways):
    """An arc on the left, wider the further it leads back."""
    (x, y), (_, top) = _get_corner(start), _get_corner(end)
    rows = PLACES[start][1] - PLACES[end][1]
    out_y, in_y = y + STATE_HEIGHT // 2, top + STATE_HEIGHT - 4 - 22 * rows
    left = x - 34 - 106 * (rows - 1)
    path = f"M{x} {out_y}H{left + 12}Q{left} {out_y} {left} {out_y - 12}V{in_y + 12}"
    path += f"Q{left} {in_y} {left + 12} {in_y}H{x - 7}"
    return path, left - 10, (out_y + in_y) // 2, "end"


def _draw_across(start, end, *, is_both_ways):
    """A level arrow; two of opposite directions are one above the other."""
    (x, y), (to_x, _) = _get_corner(start), _get_corner(end)
    is_forward = to_x > x
    level = y + ((14 if is_forward else 38) if is_both_ways else STATE_HEIGHT // 2)
    begin, stop = (x + STATE_WIDTH, to_x - 7) if is_forward else (x, to_x + STATE_WIDTH + 7)
    return f"M{begin} {level}H{stop}", (begin + stop) // 2, level - 6, "middle"


def _draw_diagonal(start, end, *, is_both_ways):
    """Out at the foot of one state, down between the columns, into the side of the other."""
    (x, y), (to_x, to_y) = _get_corner(start), _get_corner(end)
    step = 1 if to_x > x else -1
    begin, stop = (x + STATE_WIDTH, to_x) if step > 0 else (x, to_x + STATE_WIDTH)
    # Arrows of opposite directions leave and arrive at different heights.
    out_y = y + STATE_HEIGHT - 14 + 4 * step
    in_y = to_y + STATE_HEIGHT // 2 + 14 * step
    turn = (begin + stop) // 2 + 30 * step
    path = f"M{begin} {out_y}H{turn - 12 * step}Q{turn} {out_y} {turn} {out_y + 12}V{in_y - 12}"
    path += f"Q{turn} {in_y} {turn + 12 * step} {in_y}H{stop - 7 * step}"
    return path, turn + 10 * step, (out_y + in_y) // 2 + 5, "start" if step > 0 else "end"
