"""The extraction benchmark scores text as it says it does."""

import gzip
import json

import pytest

from benchmarks.extraction import (
    compute_score,
    compute_shares,
    count_sequences,
    main,
    read_pages,
)
from tests.sources.capture.test_from_url import MORE, WORDS, create_article

FIVE_WORDS = "one two three four five"


def test_a_text_is_split_into_sequences_of_four_words():
    assert count_sequences(FIVE_WORDS) == {
        ("one", "two", "three", "four"): 1,
        ("two", "three", "four", "five"): 1,
    }
    assert count_sequences("One, two!") == {("One", "two"): 1}
    assert count_sequences(" … ") == {}


@pytest.mark.parametrize(
    ("extracted", "true", "shares"),
    [
        (FIVE_WORDS, FIVE_WORDS, (1, 0, 0)),
        ("", FIVE_WORDS, (0, 0, 1)),
        (FIVE_WORDS, "", (0, 1, 0)),
        ("one two three four", FIVE_WORDS, (1 / 2, 0, 1 / 2)),
        ("", "", (0, 0, 0)),
    ],
)
def test_right_superfluous_and_missing_sequences_are_shares_of_all(extracted, true, shares):
    assert compute_shares(extracted, true) == shares


def test_each_page_has_equal_weight():
    long_text = " ".join(map(str, range(500)))
    score = compute_score([(long_text, long_text), ("", FIVE_WORDS)])
    assert (score["precision"], score["recall"]) == (1, 1 / 2)
    assert score["F1"] == pytest.approx(2 / 3)


def test_the_benchmark_runs_on_a_folder_and_compares_the_extractors(tmp_path, capsys):
    (tmp_path / "html").mkdir()
    page = create_article().encode()
    (tmp_path / "html" / "milk.html.gz").write_bytes(gzip.compress(page))
    truth = {"milk": {"articleBody": f"{WORDS}\n{MORE}"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    assert list(read_pages(tmp_path)) == [(page, f"{WORDS}\n{MORE}")]
    assert main([str(tmp_path)]) == 0
    output = capsys.readouterr().out
    assert "1 pages" in output and "ours: F1" in output and "trafilatura: F1" in output
