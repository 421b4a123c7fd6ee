"""Everybody works here before anything happens, and what happened is told when a test asks."""

import pytest

from factcheck.notifications.dispatch import follow
from factcheck.notifications.models import Notice
from tests import given


@pytest.fixture
def cast(db):
    return {name: given.person(name) for name in given.CAST}


@pytest.fixture
def told(cast):
    """Tell everybody of what happened, and say whom: `told()["sent_back"] == {"ana"}`."""

    def tell() -> dict[str, set[str]]:
        known = set(Notice.objects.values_list("pk", flat=True))
        follow(given.moment(), post=lambda notice: None)
        fresh = Notice.objects.exclude(pk__in=known).select_related("news", "person")
        found: dict[str, set[str]] = {}
        for notice in fresh:
            found.setdefault(notice.news.kind, set()).add(notice.person.username)
        return found

    return tell
