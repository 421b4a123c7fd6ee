"""Damaged files of every format are read or refused; nothing hangs or is captured by half."""

import pytest

from benchmarks.mutated_files import COUNT, SEED, create_mutated_files, find_problems, read_file
from sources.extraction.extracted_text import ExtractedText, TextPart
from sources.extraction.text import extract_text
from tests.helpers.sample_files import create_samples

FILES = list(create_mutated_files(COUNT // 10, SEED))


@pytest.mark.parametrize("number", range(len(FILES)))
def test_a_damaged_file_is_read_or_refused(number):
    _outcome, problems = read_file(*FILES[number])
    assert problems == []


def test_the_files_are_readable_before_they_are_damaged():
    for media_type, raw in create_samples().items():
        assert "never insured" in extract_text(raw, media_type).text, media_type
        assert find_problems(extract_text(raw, media_type)) == []


def test_the_mutations_are_the_same_each_time():
    assert list(create_mutated_files(30, SEED)) == FILES


@pytest.mark.parametrize(
    "extracted",
    [
        ExtractedText(" ", "text/plain", ""),
        ExtractedText("a\x00", "text/plain", ""),
        ExtractedText("a\ud800", "text/plain", ""),
        ExtractedText("words", "text/plain", "", parts=(TextPart("cell", 2, 9),)),
        ExtractedText("words", "text/plain", "", article_spans=((3, 4), (0, 2))),
        ExtractedText("words", "text/plain", "", title="a\x00"),
    ],
)
def test_what_is_wrong_with_a_result_is_found(extracted):
    assert len(find_problems(extracted)) == 1
