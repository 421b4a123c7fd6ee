"""The JSON-LD of a page is read once for all who need it, whatever is around and inside it."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from sources.extraction.structured_data import parse_json, read_json_ld

NODE = '{"@type": "Article", "headline": "Milk"}'


@pytest.mark.parametrize(
    "text",
    [
        NODE,
        f"<!-- {NODE} -->",
        f"//<![CDATA[\n{NODE}\n//]]>",
        f"/*<![CDATA[*/ {NODE} /*]]>*/",
        f"<!--//<![CDATA[\n{NODE};\n//]]>-->",
    ],
)
def test_marks_around_json_are_ignored(text):
    assert parse_json(text) == {"@type": "Article", "headline": "Milk"}


def test_white_space_inside_json_takes_no_more_time_than_its_length():
    assert parse_json('{"a": 1,' + " " * 1_000_000 + '"b": 2}') == {"a": 1, "b": 2}


def test_only_scripts_that_contain_the_words_are_read():
    other = '{"@type": "Article", "correction": "A number was wrong."}'
    scripts = "".join(
        f'<script type="application/ld+json">{text}</script>' for text in (NODE, other, "no JSON")
    )
    tree = LexborHTMLParser(f"<html><head>{scripts}</head></html>")
    assert len(read_json_ld(tree)) == 2
    assert [node["correction"] for node in read_json_ld(tree, '"correction"')] == [
        "A number was wrong."
    ]
