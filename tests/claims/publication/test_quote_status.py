"""Readers see what the rechecks of a source found, and nothing if there was no recheck."""

import pytest

from claims.models import PublicQuoteCheck, PublicRecheck, SourceAlert
from claims.monitoring import recheck
from claims.monitoring.alerts import answer_alert
from claims.publication import queries
from claims.workflow import actions
from sources.models import Retrieval
from tests import given
from tests.helpers import changing_site
from tests.helpers.changing_site import REORDERED_TEXT, create_retrieval, get_source
from tests.helpers.rechecks import (
    AMBIGUOUS_TEXT,
    CHANGED_TEXT,
    OTHER_CHANGED_TEXT,
    REWORDED_TEXT,
    recheck_and_tell,
    recheck_with_text,
    show_finding,
)

pytestmark = pytest.mark.django_db

CHANGED_ELSEWHERE = CHANGED_TEXT.replace("Farmers doubt it", "Growers doubt it")


@pytest.fixture
def verdict():
    return changing_site.create_published_verdict()


def get_status(verdict, as_of=None):
    """Return the status of the one passage that the verdict quotes."""
    published = queries.get_claim(verdict.claim.public_id, as_of=as_of)
    (status,) = published.quote_statuses.values()
    return status


def list_groups(verdict):
    return queries.get_source(get_source(verdict).public_id).recheck_groups


@pytest.mark.parametrize(
    ("text", "gone", "status"),
    [
        (given.TEXT, False, "exact"),
        (REORDERED_TEXT, False, "moved"),
        (CHANGED_TEXT, False, "altered"),
        (AMBIGUOUS_TEXT, False, "ambiguous"),
        ("Nothing of the kind.", False, "missing"),
        (None, False, "unreachable"),
        (None, True, "gone"),
    ],
)
def test_the_status_is_the_result_of_the_latest_recheck(verdict, text, gone, status):
    retrieval = recheck_and_tell(verdict, text, gone=gone)
    assert get_status(verdict).status == status
    assert get_status(verdict).latest.checked_at == retrieval.retrieved_at


def test_a_passage_that_was_not_rechecked_has_no_result(verdict):
    status = get_status(verdict)
    assert (status.status, status.latest.checked_at, status.last_outcome) == ("never", None, "")
    assert list_groups(verdict) == []


@pytest.mark.parametrize("fields", [{"url": ""}])
def test_a_source_that_cannot_be_rechecked_is_unmonitored(fields):
    assert get_status(changing_site.create_published_verdict(**fields)).status == "unmonitored"


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (CHANGED_TEXT, False),
        (AMBIGUOUS_TEXT, False),
        ("Nothing of the kind.", False),
        (REWORDED_TEXT, False),
    ],
)
def test_readers_are_told_of_no_change_before_an_editor_answered(verdict, text, gone):
    found = recheck_with_text(verdict, given.TEXT)
    recheck_with_text(verdict, text, gone=gone)
    status = get_status(verdict)
    assert (status.status, status.latest.checked_at) == ("exact", found.retrieved_at)
    assert [group.last.checked_at for group in list_groups(verdict)] == [found.retrieved_at]
    assert all(row.outcome == "exact" for row in queries.list_quote_checks())


def test_a_source_that_is_gone_could_only_not_be_checked_before_an_editor_answered(verdict):
    first = recheck_with_text(verdict, None)
    recheck_with_text(verdict, None, gone=True)
    status = get_status(verdict)
    assert (status.status, status.latest.gone) == ("unreachable", False)
    assert status.latest.unreachable_since == first.retrieved_at
    assert not any(group.last.gone for group in list_groups(verdict))
    show_finding(verdict)
    assert get_status(verdict).status == "gone"


def test_an_answer_that_keeps_the_finding_from_readers_tells_them_nothing(verdict):
    recheck_with_text(verdict, CHANGED_TEXT)
    answer_alert(
        SourceAlert.objects.get(),
        by=given.person("carla"),
        at=given.moment(),
        decision="no_change",
        reason="The page was broken.",
    )
    assert get_status(verdict).status == "never"


def test_the_same_finding_of_a_later_recheck_is_told_without_another_answer(verdict):
    recheck_and_tell(verdict, CHANGED_TEXT)
    later = recheck_with_text(verdict, CHANGED_TEXT)
    assert get_status(verdict).latest.checked_at == later.retrieved_at
    recheck_with_text(verdict, OTHER_CHANGED_TEXT)
    assert get_status(verdict).latest.checked_at == later.retrieved_at


def test_the_difference_is_shown_word_by_word(verdict):
    recheck_and_tell(verdict, CHANGED_TEXT)
    status = get_status(verdict)
    segments = [segment for segment in status.diff_segments if segment.material]
    assert [(segment.kind, segment.text.strip()) for segment in segments] == [
        ("removed", "4"),
        ("added", "17"),
    ]
    assert status.latest.reasons == [{"kind": "number", "old": "4", "new": "17"}]


def test_the_last_result_is_still_shown_if_the_source_is_unreachable(verdict):
    unchanged = recheck_with_text(verdict, given.TEXT)
    changed = recheck_and_tell(verdict, CHANGED_TEXT)
    recheck_with_text(verdict, None)
    status = get_status(verdict)
    assert (status.status, status.last_outcome) == ("unreachable", "altered")
    assert status.last_reached.checked_at == changed.retrieved_at
    assert status.latest.last_found_at == unchanged.retrieved_at


def test_the_status_can_be_read_as_of_a_moment(verdict):
    before = given.moment()
    first = recheck_with_text(verdict, given.TEXT)
    changed = recheck_and_tell(verdict, CHANGED_TEXT)
    assert get_status(verdict, as_of=first.retrieved_at).status == "exact"
    assert get_status(verdict, as_of=changed.retrieved_at).status == "exact"
    assert get_status(verdict).status == "altered"
    assert queries.get_claim(verdict.claim.public_id, as_of=before).quote_statuses == {}


def test_rechecks_with_the_same_result_are_grouped(verdict):
    for text in (given.TEXT, given.TEXT, CHANGED_TEXT, None, given.TEXT):
        recheck_and_tell(verdict, text)
    groups = [
        (len(group.rechecks), group.first.text_version, group.first.passages_unchanged)
        for group in list_groups(verdict)
    ]
    assert groups == [(2, 1, 1), (1, 2, 0), (1, None, 0), (1, 1, 1)]


def test_rechecks_before_the_publication_are_not_shown():
    verdict = given.draft()
    source = get_source(verdict)
    source.url = "https://paper.example/on-trade"
    source.save()
    early = create_retrieval(source, CHANGED_TEXT, by=given.person("ana"))
    verdict = given.published(verdict=given.approved(verdict=given.in_review(verdict=verdict)))

    recheck.finish_recheck(early, at=given.moment())
    assert early.checks.exists()
    assert get_status(verdict).status == "never"
    assert list_groups(verdict) == []


def test_a_capture_that_was_not_checked_is_not_shown(verdict):
    recheck_with_text(verdict, given.TEXT)
    create_retrieval(get_source(verdict), OTHER_CHANGED_TEXT)
    assert Retrieval.objects.count() == 2
    assert len(list_groups(verdict)) == 1
    assert get_status(verdict).status == "exact"


def test_nothing_is_shown_for_a_suspended_verdict(verdict):
    recheck_with_text(verdict, CHANGED_TEXT)
    actions.suspend(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="They object."
    )
    assert queries.get_claim(verdict.claim.public_id).quote_statuses == {}
    assert queries.get_source(get_source(verdict).public_id) is None


def test_the_rest_of_a_changed_article_is_not_public(verdict):
    recheck_and_tell(verdict, CHANGED_ELSEWHERE)
    for rows in (PublicQuoteCheck.objects, PublicRecheck.objects):
        assert "Growers" not in repr(list(rows.values()))
