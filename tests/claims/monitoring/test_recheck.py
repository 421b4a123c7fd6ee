"""A recheck fetches a source once, checks every cited passage and creates source alerts."""

import pytest

from claims.intake import claims
from claims.models import SourceAlert
from claims.monitoring import recheck, schedule
from claims.monitoring.alerts import get_latest_check
from claims.workflow import drafting
from sources.models import QuoteCheck, Source
from tests import given
from tests.helpers import changing_site
from tests.helpers.changing_site import (
    REORDERED_TEXT,
    create_retrieval,
    get_later_moment,
    get_source,
)
from tests.helpers.rechecks import (
    AMBIGUOUS_TEXT,
    CHANGED_TEXT,
    OTHER_CHANGED_TEXT,
    REWORDED_TEXT,
    recheck_with_text,
)

pytestmark = pytest.mark.django_db


def recheck_over_network(article, source):
    by, at = given.person("ana"), get_later_moment(1)
    return recheck.recheck_source(source, by=by, at=at, network_access=article.network_access)


def list_alerts(verdict) -> list[str]:
    """The outcomes of the checks behind the verdict's alerts."""
    alerts = SourceAlert.objects.filter(verdict=verdict).order_by("pk")
    return [alert.quote_check.outcome for alert in alerts]


@pytest.fixture
def verdict():
    return changing_site.create_published_verdict()


@pytest.mark.parametrize(
    ("text", "gone", "outcomes"),
    [
        (given.TEXT, False, []),
        (REORDERED_TEXT, False, []),
        (REWORDED_TEXT, False, []),
        (CHANGED_TEXT, False, ["altered"]),
        (AMBIGUOUS_TEXT, False, ["ambiguous"]),
        ("Nothing of the kind is here.", False, ["missing"]),
        (None, False, []),
        (None, True, ["unreachable"]),
    ],
)
def test_only_a_change_that_an_editor_has_to_read_creates_an_alert(verdict, text, gone, outcomes):
    recheck_with_text(verdict, text, gone=gone)
    assert QuoteCheck.objects.count() == 1
    assert list_alerts(verdict) == outcomes


def test_a_recheck_over_the_network_checks_the_fetched_text():
    with changing_site.serve_article() as article:
        verdict = changing_site.create_published_verdict(url=article.url)
        article.text = CHANGED_TEXT
        retrieval = recheck_over_network(article, get_source(verdict))
    assert article.request_count == 1
    assert retrieval.snapshot.text == CHANGED_TEXT
    assert retrieval.checks.get().outcome == "altered"
    assert list_alerts(verdict) == ["altered"]


def test_a_refusing_server_is_recorded_and_raises_no_error():
    with changing_site.serve_article() as article:
        verdict = changing_site.create_published_verdict(url=article.url)
        article.status = 410
        retrieval = recheck_over_network(article, get_source(verdict))
    assert (retrieval.gone, retrieval.snapshot) == (True, None)
    assert list_alerts(verdict) == ["unreachable"]


def test_private_networks_are_not_reached_without_access():
    with changing_site.serve_article() as article:
        verdict = changing_site.create_published_verdict(url=article.url)
        by, at = given.person("ana"), get_later_moment(1)
        retrieval = recheck.recheck_source(get_source(verdict), by=by, at=at)
    assert article.request_count == 0
    assert retrieval.refusal


def test_there_is_only_one_open_alert_however_often_the_text_changes(verdict):
    for text in (CHANGED_TEXT, CHANGED_TEXT, OTHER_CHANGED_TEXT, "Nothing of the kind."):
        recheck_with_text(verdict, text)
    assert len(list_alerts(verdict)) == 1


def test_every_verdict_that_cites_the_passage_gets_an_alert(verdict):
    ana = given.person("ana")
    second = drafting.create_draft(
        given.claim("Trade fell"), by=ana, at=given.moment(), **given.verdict_content()
    )
    passage = verdict.evidence.get().passage
    drafting.cite(second, passage, by=ana, at=given.moment(), stance="refutes")
    second.refresh_from_db()
    second = given.published(verdict=given.approved(verdict=given.in_review(verdict=second)))
    recheck_with_text(verdict, CHANGED_TEXT)
    assert list_alerts(verdict) == list_alerts(second) == ["altered"]
    assert QuoteCheck.objects.count() == 1


def test_a_changed_appearance_of_the_claim_creates_an_alert_too():
    verdict = given.published()
    passage = given.passage(given.ROSE, of=given.snapshot(url="https://paper.example/said"))
    claims.add_appearance(
        verdict.claim,
        by=given.person("ana"),
        at=given.moment(),
        text="It rose.",
        passage=passage,
    )
    text = given.TEXT.replace("12 percent", "21 percent")
    retrieval = create_retrieval(passage.snapshot.source, text)
    recheck.finish_recheck(retrieval, at=retrieval.retrieved_at)
    assert list_alerts(verdict) == ["altered"]


def test_a_draft_that_cites_the_passage_gets_no_alert(verdict):
    draft = given.correction(verdict)
    recheck_with_text(verdict, CHANGED_TEXT)
    assert (list_alerts(verdict), list_alerts(draft)) == (["altered"], [])


def test_an_open_alert_shows_that_the_words_are_back(verdict):
    recheck_with_text(verdict, CHANGED_TEXT)
    alert = SourceAlert.objects.get()
    assert not get_latest_check(alert).is_intact
    recheck_with_text(verdict, None)
    assert not get_latest_check(alert).is_intact
    recheck_with_text(verdict, given.TEXT)
    assert get_latest_check(alert).is_intact


# ── interrupted rechecks ────────────────────────────────────────────────────────────────────────
def test_an_interrupted_recheck_is_finished_without_another_request():
    with changing_site.serve_article() as article:
        verdict = changing_site.create_published_verdict(url=article.url)
        article.text = CHANGED_TEXT
        source = get_source(verdict)
        interrupted = recheck.recapture(
            source,
            by=given.person("ana"),
            at=get_later_moment(1),
            network_access=article.network_access,
        )
        assert not interrupted.checks.exists()
        retrieval = recheck_over_network(article, source)
    assert retrieval == interrupted
    assert article.request_count == 1
    assert (QuoteCheck.objects.count(), len(list_alerts(verdict))) == (1, 1)


def test_finishing_a_recheck_twice_creates_nothing_twice(verdict):
    retrieval = recheck_with_text(verdict, CHANGED_TEXT)
    recheck.finish_recheck(retrieval, at=given.moment())
    assert (QuoteCheck.objects.count(), len(list_alerts(verdict))) == (1, 1)


def test_checks_and_alerts_are_saved_together_or_not_at_all(verdict, monkeypatch):
    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    retrieval = create_retrieval(get_source(verdict), CHANGED_TEXT)
    monkeypatch.setattr(recheck, "create_alerts", interrupt)
    with pytest.raises(KeyboardInterrupt):
        recheck.finish_recheck(retrieval, at=given.moment())
    assert not QuoteCheck.objects.exists()
    assert schedule.list_monitored_sources().get().is_unfinished


def test_a_passage_quoted_after_the_retrieval_is_not_checked(verdict):
    retrieval = recheck_with_text(verdict, given.TEXT)
    source = Source.objects.get(pk=retrieval.source_id)
    given.passage(given.DOUBT, of=source.snapshots.first())
    recheck.finish_recheck(retrieval, at=given.moment())
    assert QuoteCheck.objects.count() == 1
