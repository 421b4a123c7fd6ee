"""The database writes canonical JSON as the Python library does."""

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from claims.publication.record import canonical_json
from sources.models.translation import is_same_language
from tests.helpers.attacks import assert_refused, execute_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CHARACTERS = [
    *map(chr, range(1, 0x30)),  # U+0000 cannot be stored
    *("\\", "\x7f", "\x80", "é", "e\u0301", "ß", "\u2028", "\ud7ff", "\ue000", "\uffff"),
    *("\U00010000", "\U0001f600", "\U0010ffff", "</script>", "Ж", "日", "\u200f"),
]
MAX_INTEGER = 2**53 - 1


def build_document(random: Random, depth: int = 0):
    """Return a random document, nested up to five levels."""
    kind = random.choice(["object", "array", "text", "integer", "constant"])
    size = random.randint(0, 6)
    if depth < 5 and kind == "object":
        return {build_key(random): build_document(random, depth + 1) for _ in range(size)}
    if depth < 5 and kind == "array":
        return [build_document(random, depth + 1) for _ in range(size)]
    if kind == "integer":
        return random.choice([0, -1, random.randint(-MAX_INTEGER, MAX_INTEGER), MAX_INTEGER])
    if kind == "constant":
        return random.choice([None, True, False])
    return "".join(random.choices(CHARACTERS, k=size))


def build_key(random: Random) -> str:
    return "".join(chr(random.randint(1, 0x7F)) for _ in range(random.randint(0, 5)))


def write_in_database(text: str) -> str:
    return execute_sql("SELECT canonical_json(%s::jsonb)", text)[0][0]


@pytest.mark.parametrize("seed", range(300))
def test_a_random_document_is_written_as_the_library_writes_it(seed):
    document = build_document(Random(seed))
    assert write_in_database(json.dumps(document)) == canonical_json(document)


def test_all_characters_are_written_as_the_library_writes_them():
    document = {"text": "".join(CHARACTERS), "list": [{"b": CHARACTERS, "a": {}}], "": []}
    assert write_in_database(json.dumps(document)) == canonical_json(document)


@pytest.mark.parametrize("number", ["1.5", "1e-3", str(2**53), str(-(2**53)), "1e400"])
def test_a_number_that_is_no_safe_integer_is_refused(number):
    with assert_refused("The numbers of a canonical document must be integers."):
        write_in_database(f'{{"number": [{number}]}}')


@pytest.mark.parametrize("key", ["é", "\uffff", "\U00010000"])
def test_a_key_that_is_not_ascii_is_refused(key):
    with assert_refused("The keys of a canonical document must be ASCII."):
        write_in_database(json.dumps({"a": [{key: 1}]}))


def test_moments_are_written_as_python_writes_them():
    random = Random(1)
    for _ in range(50):
        moment = datetime(1999, 12, 31, tzinfo=UTC) + timedelta(
            seconds=random.randint(0, 10**9), microseconds=random.choice([0, 1, 120, 999_999])
        )
        assert execute_sql("SELECT format_moment(%s)", moment) == [(moment.isoformat(),)]


@pytest.mark.parametrize("first", ["", "en", "EN-gb", "de-AT", "sr-Cyrl", "sr-Latn"])
@pytest.mark.parametrize("second", ["", "en", "de", "sr"])
def test_languages_are_compared_as_the_desk_compares_them(first, second):
    expected = is_same_language(first, second)
    assert execute_sql("SELECT is_same_language(%s, %s)", first, second) == [(expected,)]
