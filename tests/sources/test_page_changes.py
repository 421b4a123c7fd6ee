"""A changed headline, author or date of a page is recorded."""

import pytest

from sources.models import Retrieval
from sources.page_changes import list_metadata_changes
from tests import given
from tests.helpers.changing_site import create_retrieval

pytestmark = pytest.mark.django_db


def record(source, **metadata) -> Retrieval:
    return create_retrieval(source, given.TEXT, **metadata)


def list_changes(source) -> list[tuple[str, str, str]]:
    return [(change.field, change.old, change.new) for change in list_metadata_changes(source)]


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("title", "Trade rose", "Trade fell"),
        ("author", "Ana", "Bo"),
        ("published_on", "2026-11-01", "2026-11-02"),
        ("published_on", "2026", "2026-11-02"),
        ("title", "Handel stieg", "Handel sank"),
    ],
)
def test_a_changed_value_is_listed(field, old, new):
    source = given.snapshot(url="https://paper.example/on-trade").source
    record(source, **{field: old})
    record(source, **{field: new})
    record(source, **{field: new})
    assert list_changes(source) == [(field, old, new)]


def test_a_value_that_is_missing_for_a_while_is_no_change():
    source = given.snapshot(url="https://paper.example/on-trade").source
    for title in ("", "Trade  rose", "", "Trade rose"):
        record(source, title=title)
    assert list_changes(source) == []


def test_the_latest_change_comes_first():
    source = given.snapshot(url="https://paper.example/on-trade").source
    for title in ("One", "Two", "Three"):
        record(source, title=title)
    assert list_changes(source) == [("title", "Two", "Three"), ("title", "One", "Two")]
