"""Nothing under embargo or under a legal hold reaches readers, and who lifts it says why."""

from datetime import timedelta

import pytest

from claims.intake import claims
from claims.models import Withholding
from claims.scheduling import publication_blocks
from claims.workflow import actions
from claims.workflow.actions import Refused, refusal
from tests import given

pytestmark = pytest.mark.django_db
UNDER_EMBARGO = "It is under embargo until"
TOLD = {"cause": "reply", "note": "Told."}


def publish(verdict, at=None):
    told = {"at": at or given.moment(), "seen": verdict.submission.sha256}
    actions.publish(verdict, by=given.person("carla"), **told)
    verdict.refresh_from_db()


def source_of(verdict):
    return verdict.evidence.first().passage.snapshot.source


def source_of_an_appearance(verdict):
    passage = given.passage(given.ROSE)
    told = {"by": given.person("ana"), "at": given.moment(), "words": "It rose."}
    claims.appear(verdict.claim, passage=passage, **told)
    return passage.snapshot.source


ON = {"the claim": lambda verdict: verdict.claim, "a source that it cites": source_of}


@pytest.mark.parametrize("on", ON)
def test_nobody_publishes_before_the_hour(on):
    verdict = given.approved()
    embargo = given.embargo(ON[on](verdict))
    with pytest.raises(Refused, match=UNDER_EMBARGO):
        publish(verdict, embargo.until - timedelta(seconds=1))
    publish(verdict, embargo.until)
    assert verdict.state == "published"


def test_a_source_in_which_the_claim_was_made_counts_too():
    draft = given.draft()
    source = source_of_an_appearance(draft)
    verdict = given.approved(verdict=given.in_review(verdict=draft))
    given.embargo(source)
    with pytest.raises(Refused, match=UNDER_EMBARGO):
        publish(verdict)


def test_another_source_keeps_nothing_from_readers():
    verdict = given.approved()
    given.embargo(given.snapshot(given.ELSEWHERE).source)
    given.embargo(given.claim("Another claim"))
    publish(verdict)
    assert verdict.state == "published"


def test_the_embargo_that_ends_last_counts():
    verdict = given.approved()
    first, last = given.embargo(verdict.claim, hours=10), given.embargo(verdict.claim, hours=20)
    with pytest.raises(Refused, match=UNDER_EMBARGO):
        publish(verdict, first.until)
    publish(verdict, last.until)


def test_an_embargo_says_its_hour_by_the_desks_clocks(settings):
    settings.TIME_ZONE = "Europe/Warsaw"
    verdict = given.approved()
    embargo = given.embargo(verdict.claim)
    local = embargo.until + timedelta(hours=1)  # in November
    sentence = refusal("publish", verdict, given.person("carla"), at=embargo.set_at)
    assert sentence.endswith(f"{local:%H:%M} (Europe/Warsaw).")


def test_no_hour_is_planned_that_lies_before_the_embargo():
    verdict = given.approved()
    given.embargo(verdict.claim, hours=24)
    with pytest.raises(Refused, match=f"{UNDER_EMBARGO}.*plan it for later"):
        given.plan(verdict, hours=12)
    given.plan(verdict, hours=30)


def test_an_editor_lifts_an_embargo_before_its_hour_with_a_reason():
    verdict = given.approved()
    embargo = given.embargo(verdict.claim)
    with pytest.raises(Refused, match="Say why it is lifted"):
        publication_blocks.lift(embargo, by=given.person("carla"), at=given.moment(), why=" ")
    publication_blocks.lift(embargo, by=given.person("carla"), at=given.moment(), why="It is out.")
    publish(verdict)
    embargo.refresh_from_db()
    assert (embargo.lifted_by, embargo.lifted_why) == (given.person("carla"), "It is out.")


@pytest.mark.parametrize("name", ["ana", "bo", "eva", "gwen"])
def test_nobody_else_lifts_an_embargo_or_a_hold(name):
    for row in (given.embargo(given.claim()), given.hold()):
        with pytest.raises(Refused, match="Your role does not allow this"):
            publication_blocks.lift(row, by=given.person(name), at=given.moment(), why="So.")


@pytest.mark.parametrize("name", ["eva", "gwen"])
def test_whoever_does_not_write_puts_nothing_under_embargo(name):
    with pytest.raises(Refused, match="Your role does not allow this"):
        given.embargo(given.claim(), by=given.person(name))


@pytest.mark.parametrize("hours", [0, -1, 11 * 366 * 24])
def test_an_embargo_has_an_hour_that_somebody_can_wait_for(hours):
    with pytest.raises(Refused, match="still to come, within ten years"):
        given.embargo(given.claim(), hours=hours)


def test_what_is_withheld_says_why():
    with pytest.raises(Refused, match="Say why"):
        given.embargo(given.claim(), why=" ")
    with pytest.raises(Refused, match="Say why"):
        given.hold(why="")
    assert not Withholding.objects.exists()


# ── a legal hold ────────────────────────────────────────────────────────────────────────────────
def test_a_held_page_stays_suspended():
    verdict = given.suspended()
    given.hold(verdict.claim)
    act = {"by": given.person("filip"), "at": given.moment()}
    with pytest.raises(Refused, match="A legal hold is on the claim"):
        actions.reinstate(verdict, **act, **TOLD)
    with pytest.raises(Refused, match="A legal hold is on the claim"):
        actions.correct(verdict, **act, **TOLD, kind="correction")


def test_a_correction_begun_before_the_hold_is_not_published():
    suspended = given.suspended()
    following = given.corrected(suspended)
    given.hold(suspended.claim)
    verdict = given.approved(verdict=given.in_review(verdict=following))
    with pytest.raises(Refused, match="A legal hold is on the claim"):
        publish(verdict)
    with pytest.raises(Refused, match="A legal hold is on the claim"):
        given.plan(verdict)


def test_a_second_person_lifts_a_hold():
    verdict = given.suspended()
    hold = given.hold(verdict.claim, by=given.person("carla"))
    with pytest.raises(Refused, match="a second person has to lift it"):
        publication_blocks.lift(hold, by=given.person("carla"), at=given.moment(), why="Lifted.")
    filip, at = given.person("filip"), given.moment()
    publication_blocks.lift(hold, by=filip, at=at, why="The court has lifted it.")
    with pytest.raises(Refused, match="Filip Byline has lifted it already"):
        publication_blocks.lift(hold, by=filip, at=at, why="Again.")
    actions.reinstate(verdict, by=filip, at=given.moment(), **TOLD)
    verdict.refresh_from_db()
    assert verdict.state == "published"


def test_a_hold_is_no_way_around_telling_readers():
    verdict = given.published()
    with pytest.raises(Refused, match="suspend that first, with what they are told"):
        given.hold(verdict.claim)


def test_one_hold_is_enough():
    claim = given.hold().claim
    with pytest.raises(Refused, match="on the claim already"):
        given.hold(claim, by=given.person("filip"))


@pytest.mark.parametrize("name", ["ana", "bo", "eva"])
def test_only_an_editor_puts_a_hold_on_a_claim(name):
    with pytest.raises(Refused, match="Your role does not allow this"):
        given.hold(by=given.person(name))
