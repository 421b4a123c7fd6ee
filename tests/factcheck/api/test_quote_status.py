"""The results of rechecks in lists and single objects; null if there was no recheck."""

import pytest

from sources.models import Passage
from tests.helpers import changing_site
from tests.helpers.changing_site import get_source
from tests.helpers.rechecks import CHANGED_TEXT, recheck_and_tell, recheck_with_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def verdict():
    return changing_site.create_published_verdict()


def read_everywhere(partner, verdict) -> list[dict]:
    """Return the passage as each address shows it."""
    passage = Passage.objects.get().public_id
    return [
        *partner.results("passages/"),
        partner.read(f"passages/{passage}/"),
        *partner.read(f"sources/{get_source(verdict).public_id}/")["passages"],
    ]


def test_a_passage_that_was_not_rechecked_has_no_check(partner, verdict):
    for passage in read_everywhere(partner, verdict):
        assert (passage["last_check"], passage["last_reached"]) == (None, None)


def test_a_change_that_no_editor_confirmed_is_in_no_answer(partner, verdict):
    recheck_with_text(verdict, CHANGED_TEXT)
    for passage in read_everywhere(partner, verdict):
        assert (passage["last_check"], passage["last_reached"]) == (None, None)


def test_a_changed_passage_says_which_words_changed(partner, verdict):
    retrieval = recheck_and_tell(verdict, CHANGED_TEXT)
    for passage in read_everywhere(partner, verdict):
        assert passage["last_check"] == {
            "checked_at": retrieval.retrieved_at.isoformat().replace("+00:00", "Z"),
            "outcome": "altered",
            "gone": False,
            "found_text": "a rise of 17 percent",
            "material": True,
            "reasons": [{"kind": "number", "old": "4", "new": "17"}],
            "last_found_at": None,
            "unreachable_since": None,
        }
        assert passage["last_reached"] == passage["last_check"]


def test_an_unreachable_source_keeps_the_earlier_result(partner, verdict):
    recheck_and_tell(verdict, CHANGED_TEXT)
    recheck_with_text(verdict, None)
    for passage in read_everywhere(partner, verdict):
        assert passage["last_check"]["outcome"] == "unreachable"
        assert passage["last_check"]["found_text"] == ""
        assert passage["last_reached"]["outcome"] == "altered"
