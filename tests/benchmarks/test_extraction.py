"""The benchmark of extraction counts what it says it counts."""

import gzip
import json

import pytest

from benchmarks.extraction import main, pages, score, sequences, shares
from tests.sources.capture.test_from_url import MORE, WORDS, article

FIVE = "one two three four five"


def test_a_text_is_its_sequences_of_four_words():
    assert sequences(FIVE) == {
        ("one", "two", "three", "four"): 1,
        ("two", "three", "four", "five"): 1,
    }
    assert sequences("One, two!") == {("One", "two"): 1}
    assert sequences(" … ") == {}


@pytest.mark.parametrize(
    ("found", "true", "expected"),
    [
        (FIVE, FIVE, (1, 0, 0)),
        ("", FIVE, (0, 0, 1)),
        (FIVE, "", (0, 1, 0)),
        ("one two three four", FIVE, (1 / 2, 0, 1 / 2)),
        ("", "", (0, 0, 0)),
    ],
)
def test_right_superfluous_and_missing_are_shares(found, true, expected):
    assert shares(found, true) == expected


def test_each_page_has_equal_weight():
    long = " ".join(map(str, range(500)))
    result = score([(long, long), ("", FIVE)])
    assert (result["precision"], result["recall"]) == (1, 1 / 2)
    assert result["F1"] == pytest.approx(2 / 3)


def test_it_runs_over_a_folder_and_compares(tmp_path, capsys):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "milk.html.gz").write_bytes(gzip.compress(article().encode()))
    truth = {"milk": {"articleBody": f"{WORDS}\n{MORE}"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    assert list(pages(tmp_path)) == [(article().encode(), f"{WORDS}\n{MORE}")]
    assert main([str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "1 pages" in told and "ours: F1" in told and "plain: F1" in told
