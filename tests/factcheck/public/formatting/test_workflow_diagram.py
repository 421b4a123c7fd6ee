"""The drawing of the workflow says what the rules say."""

from claims.choices import State
from claims.workflow.transitions import RULES
from factcheck.public.formatting.workflow_diagram import PLACES, drawing, said


def test_every_state_has_its_place():
    assert set(PLACES) == set(State)
    assert len(set(PLACES.values())) == len(PLACES)


def test_every_move_of_the_rules_is_an_arrow():
    moves = {(s, r.reaches) for r in RULES.values() if r.reaches for s in r.leaves}
    drawn = drawing(RULES.values())
    assert len([arrow for arrow in drawn.arrows if not arrow.implied]) == len(moves)
    assert {verb for arrow in drawn.arrows for verb in arrow.lines} >= {
        said(rule.verb) for rule in RULES.values() if rule.reaches
    }


def test_every_verb_that_moves_nothing_stands_in_its_states():
    nodes = {node.label: " ".join(node.verbs) for node in drawing(RULES.values()).nodes}
    for rule in RULES.values():
        for state in rule.leaves if rule.reaches is None else ():
            assert said(rule.verb) in nodes[state.label]


def test_nothing_is_drawn_outside_the_picture():
    drawn = drawing(RULES.values())
    for node in drawn.nodes:
        assert 0 <= node.x <= drawn.width - drawn.wide
        assert 0 <= node.y <= drawn.height - drawn.high
