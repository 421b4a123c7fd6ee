"""The builders of the tests walk the real path to every state."""

import pytest

from claims.choices import State
from tests import given


@pytest.mark.parametrize("state", list(State))
def test_there_is_a_builder_for_each_state(db, state):
    assert given.STATES[state]().state == state


def test_the_demonstration_can_be_acted_out(demo):
    from claims.publication import queries

    assert queries.list_current_verdicts().count() >= 12
