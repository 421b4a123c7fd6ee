"""Each rating has a mark of its own, which survives without colour."""

import xml.etree.ElementTree as ET

import pytest

from claims.choices import Tone
from factcheck.public.formatting.rating_icons import SHAPES, mark, mark_beside

TONES = [*Tone.values, "suspended", "retracted"]


@pytest.mark.parametrize("tone", TONES)
def test_every_tone_is_drawn(tone):
    assert tone in SHAPES
    drawn = ET.fromstring(str(mark(tone, "A & B")))
    assert drawn.find("title").text == "A & B"
    assert drawn.get("role") == "img"


def test_no_two_marks_have_the_same_shape():
    assert len(set(SHAPES.values())) == len(SHAPES)


@pytest.mark.parametrize("tone", TONES)
def test_no_mark_carries_a_style_that_the_policy_would_refuse(tone):
    assert "style=" not in mark(tone, "x")


def test_a_mark_beside_its_word_is_not_read_twice():
    assert 'aria-hidden="true"' in mark_beside("true", "True")


def test_an_unknown_tone_is_an_empty_ring():
    assert "<circle" in mark("unheard-of", "x")
