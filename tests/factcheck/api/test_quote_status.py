"""Partners are told what became of a passage, in lists and by itself; and no look that was not."""

import pytest

from sources.models import Passage
from tests.claims.monitoring.test_recheck import CHANGED, seen
from tests.helpers import changing_site
from tests.helpers.changing_site import source_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def verdict():
    return changing_site.published()


def everywhere(partner, verdict) -> list[dict]:
    """The passage as each address shows it."""
    passage = Passage.objects.get().public_id
    return [
        *partner.results("passages/"),
        partner.read(f"passages/{passage}/"),
        *partner.read(f"sources/{source_of(verdict).public_id}/")["passages"],
    ]


def test_a_passage_nobody_looked_for_has_no_check(partner, verdict):
    for shown in everywhere(partner, verdict):
        assert (shown["last_check"], shown["last_reached"]) == (None, None)


def test_a_changed_passage_says_which_words_changed(partner, verdict):
    look = seen(verdict, CHANGED)
    for shown in everywhere(partner, verdict):
        assert shown["last_check"] == {
            "checked_at": look.retrieved_at.isoformat().replace("+00:00", "Z"),
            "outcome": "altered",
            "gone": False,
            "found": "a rise of 17 percent",
            "material": True,
            "reasons": [{"kind": "number", "old": "4", "new": "17"}],
            "stood_at": None,
        }
        assert shown["last_reached"] == shown["last_check"]


def test_a_look_that_did_not_reach_it_leaves_what_was_found_before(partner, verdict):
    seen(verdict, CHANGED)
    seen(verdict, None)
    for shown in everywhere(partner, verdict):
        assert shown["last_check"]["outcome"] == "unreachable"
        assert shown["last_check"]["found"] == ""
        assert shown["last_reached"]["outcome"] == "altered"
