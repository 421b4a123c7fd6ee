"""The diagram of the workflow agrees with the table of transitions."""

from claims.choices import State
from claims.workflow.transitions import TRANSITIONS
from factcheck.public.base.labels import ACTION_NAMES, STATE_LABELS
from factcheck.public.formatting.workflow_diagram import (
    PLACES,
    build_workflow_diagram,
    format_action,
    list_edges,
)


def test_every_state_has_its_own_place():
    assert set(PLACES) == set(State)
    assert len(set(PLACES.values())) == len(PLACES)


def test_every_transition_is_an_arrow():
    moves = {(s, r.to_state) for r in TRANSITIONS.values() if r.to_state for s in r.from_states}
    moves -= {(state, state) for state in State}
    diagram = build_workflow_diagram(TRANSITIONS.values())
    assert len([arrow for arrow in diagram.arrows if not arrow.is_implied]) == len(moves)
    assert {action for arrow in diagram.arrows for action in arrow.actions} >= {
        format_action(rule.action)
        for rule in TRANSITIONS.values()
        if rule.to_state and rule.to_state not in rule.from_states
    }


def test_every_edge_is_drawn():
    edges = {(edge.from_state, edge.to_state) for edge in list_edges(TRANSITIONS.values())}
    assert len(build_workflow_diagram(TRANSITIONS.values()).arrows) == len(edges)


def test_every_action_without_a_new_state_is_written_in_its_states():
    diagram = build_workflow_diagram(TRANSITIONS.values())
    actions = {node.label: " ".join(node.actions) for node in diagram.nodes}
    for rule in TRANSITIONS.values():
        for state in rule.from_states if rule.to_state is None else ():
            assert format_action(rule.action) in actions[STATE_LABELS[state]]


def test_everything_is_drawn_inside_the_diagram():
    diagram = build_workflow_diagram(TRANSITIONS.values())
    for node in diagram.nodes:
        assert 0 <= node.x <= diagram.width - diagram.node_width
        assert 0 <= node.y <= diagram.height - diagram.node_height


def test_every_action_has_a_name_for_readers():
    assert set(TRANSITIONS) <= set(ACTION_NAMES)
