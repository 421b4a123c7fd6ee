"""A look asks once, checks every cited passage and raises an alarm where somebody has to read."""

import pytest

from claims.intake import claims
from claims.models import Alarm
from claims.monitoring import recheck, schedule
from claims.monitoring.alerts import latest_check
from claims.workflow import drafting
from sources.models import Check, Retrieval, Source
from tests import given
from tests.helpers import changing_site
from tests.helpers.changing_site import MOVED, looked, source_of

pytestmark = pytest.mark.django_db

CHANGED = given.TEXT.replace("a rise of 4 percent", "a rise of 17 percent")
OTHERWISE = given.TEXT.replace("a rise of 4 percent", "a rise of 70 percent")
REWORDED = given.TEXT.replace("a rise of 4 percent", "a rise of 4 per cent")
TWICE = f"{given.OFFICE}, it said. And again: {given.OFFICE}, it said."


def seen(verdict, text, **described) -> Retrieval:
    """A look at the verdict's source that brought this text, and all that follows from it."""
    look = looked(source_of(verdict), text, **described)
    recheck.finish(look, at=look.retrieved_at)
    return look


def alarms(verdict) -> list[str]:
    return [one.finding.outcome for one in Alarm.objects.filter(verdict=verdict).order_by("pk")]


@pytest.fixture
def verdict():
    return changing_site.published()


@pytest.mark.parametrize(
    ("text", "gone", "raised"),
    [
        (given.TEXT, False, []),
        (MOVED, False, []),
        (REWORDED, False, []),
        (CHANGED, False, ["altered"]),
        (TWICE, False, ["ambiguous"]),
        ("Nothing of the kind stands here.", False, ["missing"]),
        (None, False, []),
        (None, True, ["unreachable"]),
    ],
)
def test_only_what_has_to_be_read_raises_an_alarm(verdict, text, gone, raised):
    seen(verdict, text, gone=gone)
    assert Check.objects.count() == 1
    assert alarms(verdict) == raised


def test_a_look_over_the_network_checks_what_came_back():
    with changing_site.served() as article:
        verdict = changing_site.published(url=article.address)
        article.text = CHANGED
        told = {"by": given.person("ana"), "at": changing_site.later(1), "reach": article.reach}
        look = recheck.look(source_of(verdict), **told)
    assert article.asked == 1
    assert look.snapshot.text == CHANGED
    assert look.checks.get().outcome == "altered"
    assert alarms(verdict) == ["altered"]


def test_a_server_that_refuses_is_a_fact_and_no_error():
    with changing_site.served() as article:
        verdict = changing_site.published(url=article.address)
        article.status = 410
        told = {"by": given.person("ana"), "at": changing_site.later(1), "reach": article.reach}
        look = recheck.look(source_of(verdict), **told)
    assert (look.gone, look.snapshot) == (True, None)
    assert alarms(verdict) == ["unreachable"]


def test_without_the_network_named_nothing_private_is_reached():
    with changing_site.served() as article:
        verdict = changing_site.published(url=article.address)
        look = recheck.look(source_of(verdict), by=given.person("ana"), at=changing_site.later(1))
    assert article.asked == 0
    assert look.refusal


def test_one_alarm_stays_open_however_often_it_is_seen(verdict):
    for text in (CHANGED, CHANGED, OTHERWISE, "Nothing of the kind."):
        seen(verdict, text)
    assert len(alarms(verdict)) == 1


def test_every_verdict_that_cites_the_passage_has_its_alarm(verdict):
    ana = given.person("ana")
    other = drafting.draft(given.claim("Trade fell"), by=ana, at=given.moment(), **given.content())
    passage = verdict.evidence.get().passage
    drafting.cite(other, passage, by=ana, at=given.moment(), stance="refutes")
    other.refresh_from_db()
    other = given.published(verdict=given.approved(verdict=given.in_review(verdict=other)))
    seen(verdict, CHANGED)
    assert alarms(verdict) == alarms(other) == ["altered"]
    assert Check.objects.count() == 1


def test_where_the_claim_was_made_concerns_its_verdict_too():
    verdict = given.published()
    passage = given.passage(given.ROSE, of=given.snapshot(url="https://paper.example/said"))
    told = {"by": given.person("ana"), "at": given.moment()}
    claims.appear(verdict.claim, words="It rose.", passage=passage, **told)
    look = looked(passage.snapshot.source, given.TEXT.replace("12 percent", "21 percent"))
    recheck.finish(look, at=look.retrieved_at)
    assert alarms(verdict) == ["altered"]


def test_a_draft_that_cites_it_has_none(verdict):
    following = given.corrected(verdict)
    seen(verdict, CHANGED)
    assert (alarms(verdict), alarms(following)) == (["altered"], [])


def test_an_open_alarm_shows_that_the_words_are_back(verdict):
    seen(verdict, CHANGED)
    alarm = Alarm.objects.get()
    assert not latest_check(alarm).stands
    seen(verdict, None)
    assert not latest_check(alarm).stands
    seen(verdict, given.TEXT)
    assert latest_check(alarm).stands


# ── killed half-way ─────────────────────────────────────────────────────────────────────────────
def test_a_look_that_was_killed_after_the_answer_is_finished_without_asking_again():
    with changing_site.served() as article:
        verdict = changing_site.published(url=article.address)
        article.text = CHANGED
        source, ana = source_of(verdict), given.person("ana")
        half = recheck.recapture(source, by=ana, at=changing_site.later(1), reach=article.reach)
        assert not half.checks.exists()
        look = recheck.look(source, by=ana, at=changing_site.later(1), reach=article.reach)
    assert look == half
    assert article.asked == 1
    assert (Check.objects.count(), len(alarms(verdict))) == (1, 1)


def test_finishing_twice_does_nothing_twice(verdict):
    look = seen(verdict, CHANGED)
    recheck.finish(look, at=given.moment())
    assert (Check.objects.count(), len(alarms(verdict))) == (1, 1)


def test_checks_and_alarms_are_written_together_or_not_at_all(verdict, monkeypatch):
    def killed(*_, **__):
        raise KeyboardInterrupt

    look = looked(source_of(verdict), CHANGED)
    monkeypatch.setattr(recheck, "raise_alarms", killed)
    with pytest.raises(KeyboardInterrupt):
        recheck.finish(look, at=given.moment())
    assert not Check.objects.exists()
    assert schedule.watched().get().unfinished


def test_a_passage_quoted_after_the_look_was_not_looked_for(verdict):
    look = seen(verdict, given.TEXT)
    source = Source.objects.get(pk=look.source_id)
    given.passage(given.DOUBT, of=source.snapshots.first())
    recheck.finish(look, at=given.moment())
    assert Check.objects.count() == 1
