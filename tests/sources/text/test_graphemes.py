"""No character that readers see is cut, however it is composed."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from sources.text.graphemes import boundary_after, boundary_before, is_boundary

composed = st.text(
    "ae\r\n e\u0301\u0323\u200d\ufe0f👩❤🇩🇪\u1100\u1161\u11a8\u0915\u094d\u0937", max_size=60
)
texts = st.one_of(composed, st.text(st.characters(exclude_categories=["Cs"]), max_size=60))


def edges(text: str) -> set[int]:
    return {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}


@given(texts)
def test_the_boundaries_are_those_between_clusters(text):
    assert {at for at in range(len(text) + 1) if is_boundary(text, at)} == edges(text)


@given(texts, st.data())
def test_the_nearest_boundaries_are_found(text, data):
    at = data.draw(st.integers(0, len(text)))
    assert boundary_before(text, at) == max(edge for edge in edges(text) if edge <= at)
    assert boundary_after(text, at) == min(edge for edge in edges(text) if edge >= at)


@pytest.mark.parametrize("flags", [1000, 1001])
def test_a_long_row_of_flags_is_cut_between_them(flags):
    text = "x" + "🇩🇪" * flags
    assert is_boundary(text, 1 + 2 * 500)
    assert not is_boundary(text, 2 + 2 * 500)


def test_a_cluster_without_end_has_no_boundary_near():
    text = "a" + "\u0301" * 1000
    assert boundary_before(text, 500) is None
    assert boundary_after(text, 500) is None
