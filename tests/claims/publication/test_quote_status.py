"""What readers are told of a quotation is what a look found, and nothing where none was made."""

import pytest

from claims.models import PublicCheck, PublicLook
from claims.monitoring import recheck
from claims.publication import queries
from claims.workflow import actions
from sources.models import Retrieval
from tests import given
from tests.claims.monitoring.test_recheck import CHANGED, OTHERWISE, TWICE, seen
from tests.helpers import changing_site
from tests.helpers.changing_site import MOVED, looked, source_of

pytestmark = pytest.mark.django_db

UNQUOTED = CHANGED.replace("Farmers doubt it", "Growers doubt it")


@pytest.fixture
def verdict():
    return changing_site.published()


def told(verdict, as_of=None):
    """What is told of the one passage that the verdict quotes."""
    found = queries.claim(verdict.claim.public_id, as_of=as_of)
    (check,) = found.checks.values()
    return check


def stretches(verdict):
    return queries.source(source_of(verdict).public_id).looks


@pytest.mark.parametrize(
    ("text", "gone", "standing"),
    [
        (given.TEXT, False, "exact"),
        (MOVED, False, "moved"),
        (CHANGED, False, "altered"),
        (TWICE, False, "ambiguous"),
        ("Nothing of the kind.", False, "missing"),
        (None, False, "unreachable"),
        (None, True, "gone"),
    ],
)
def test_readers_are_told_what_the_newest_look_found(verdict, text, gone, standing):
    look = seen(verdict, text, gone=gone)
    assert (told(verdict).standing, told(verdict).latest.checked_at) == (
        standing,
        look.retrieved_at,
    )


def test_a_check_that_did_not_happen_is_not_told(verdict):
    check = told(verdict)
    assert (check.standing, check.latest.checked_at, check.found) == ("never", None, "")
    assert stretches(verdict) == []


@pytest.mark.parametrize("described", [{"url": ""}])
def test_what_cannot_be_looked_at_says_so(described):
    assert told(changing_site.published(**described)).standing == "unwatched"


def test_the_difference_is_told_word_by_word(verdict):
    seen(verdict, CHANGED)
    check = told(verdict)
    assert [(one.kind, one.text.strip()) for one in check.pieces if one.material] == [
        ("gone", "4"),
        ("new", "17"),
    ]
    assert check.latest.reasons == [{"kind": "number", "old": "4", "new": "17"}]


def test_where_it_was_not_reached_the_last_finding_goes_on_being_told(verdict):
    stood = seen(verdict, given.TEXT)
    changed = seen(verdict, CHANGED)
    seen(verdict, None)
    check = told(verdict)
    assert (check.standing, check.found) == ("unreachable", "altered")
    assert check.reached.checked_at == changed.retrieved_at
    assert check.latest.stood_at == stood.retrieved_at


def test_it_is_told_as_of_a_moment(verdict):
    before = given.moment()
    first = seen(verdict, given.TEXT)
    seen(verdict, CHANGED)
    assert told(verdict, as_of=first.retrieved_at).standing == "exact"
    assert told(verdict).standing == "altered"
    assert queries.claim(verdict.claim.public_id, as_of=before).checks == {}


def test_looks_that_found_the_same_are_told_together(verdict):
    for text in (given.TEXT, given.TEXT, CHANGED, None, given.TEXT):
        seen(verdict, text)
    found = [
        (len(one.looks), one.first.text_number, one.first.standing) for one in stretches(verdict)
    ]
    assert found == [(2, 1, 1), (1, 2, 0), (1, None, 0), (1, 1, 1)]


def test_what_the_desk_captured_before_it_was_published_is_not_told():
    ana = given.person("ana")
    verdict = given.draft()
    source = source_of(verdict)
    source.url = "https://paper.example/on-trade"
    source.save()
    early = looked(source, CHANGED, by=ana)
    verdict = given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))

    recheck.finish(early, at=given.moment())
    assert early.checks.exists()
    assert told(verdict).standing == "never"
    assert stretches(verdict) == []


def test_what_an_editor_captures_and_nobody_checks_is_not_told(verdict):
    seen(verdict, given.TEXT)
    looked(source_of(verdict), OTHERWISE)
    assert Retrieval.objects.count() == 2
    assert len(stretches(verdict)) == 1
    assert told(verdict).standing == "exact"


def test_of_a_suspended_verdict_nothing_is_told(verdict):

    seen(verdict, CHANGED)
    actions.suspend(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="They object."
    )
    assert queries.claim(verdict.claim.public_id).checks == {}
    assert queries.source(source_of(verdict).public_id) is None


def test_nothing_of_the_rest_of_a_changed_article_is_told(verdict):
    seen(verdict, UNQUOTED)
    for rows in (PublicCheck.objects, PublicLook.objects):
        assert "Growers" not in repr(list(rows.values()))
