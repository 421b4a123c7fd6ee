"""Each rating has an icon that is recognised without its colour."""

import xml.etree.ElementTree as ET

import pytest

from claims.choices import Tone
from factcheck.public.formatting.svg import SHAPES, render_rating_icon

TONES = [*Tone.values, "suspended", "retracted"]


@pytest.mark.parametrize("tone", TONES)
def test_every_tone_has_an_icon(tone):
    assert tone in SHAPES
    svg = ET.fromstring(str(render_rating_icon(tone, "A & B")))
    assert svg.find("title").text == "A & B"
    assert svg.get("role") == "img"


def test_no_two_icons_have_the_same_shape():
    assert len(set(SHAPES.values())) == len(SHAPES)


@pytest.mark.parametrize("tone", TONES)
def test_no_icon_has_a_style_attribute(tone):
    assert "style=" not in render_rating_icon(tone, "x")


def test_screen_readers_skip_an_icon_next_to_its_label():
    assert 'aria-hidden="true"' in render_rating_icon("true", "True", is_decorative=True)


def test_an_unknown_tone_is_an_empty_ring():
    assert "<circle" in render_rating_icon("unheard-of", "x")
