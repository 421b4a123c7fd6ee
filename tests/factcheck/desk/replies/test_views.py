"""What the desk sees of those who were asked, and what it may do about them."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from claims import replies
from claims.models import Asking, Hearing, Reply, ReplyWaiver
from claims.workflow import actions
from factcheck.desk.dashboard.work_queue import waiting
from tests import given
from tests.factcheck.desk.conftest import workspace

DUE = "Answers that are due"
ASKED = {
    "name": "The ministry",
    "public_role": "on",
    "how": "email",
    "words": "Where does the figure come from?",
    "asked_at": "2024-05-02T12:00",
    "answer_by": "2024-05-09T12:00",
}
CAME = {
    "outcome": "answered",
    "received_at": "2024-05-03T09:30",
    "words": given.ANSWERED,
    "language": "en",
    "shown": "all",
}


def page_of(row, name="change") -> str:
    return f"/desk/claims/{row._meta.model_name}/{row.pk}/{name}/"


def words(answer) -> str:
    said = re.sub(r"<[^>]+>", "", answer.content.decode())
    return " ".join(html.unescape(said).split())


def lists(name: str) -> dict:
    return {one.name: one.rows for one in waiting(given.person(name))}


def awaited(**told):
    """An asking whose deadline lies ahead by the clock on the wall, which pages read."""
    return given.asking(**{"answer_by": timezone.now() + timedelta(days=3)} | told)


# ── asking ──────────────────────────────────────────────────────────────────────────────────────
def test_whoever_was_asked_is_recorded_and_listed_with_the_claim(at_the_desk):
    claim, ana = given.claim(unasked=""), at_the_desk("ana")
    assert "Nobody was asked yet." in words(ana.get(page_of(claim)))
    assert ana.post(page_of(claim, "ask"), ASKED).status_code == 302
    page = words(ana.get(page_of(claim)))
    assert "The ministry no answer by the deadline" in page
    assert "asked by e-mail, 2 May 2024, 12:00 UTC, by Ana Byline" in page
    asking = Asking.objects.get()
    assert (asking.name, asking.public_role, asking.claim) == ("The ministry", True, claim)


def test_the_claimant_is_asked_unless_another_name_is_typed(at_the_desk):
    minister = given.claimant()
    claim = given.claim(unasked="", origin="person", claimant=minister)
    ana = at_the_desk("ana")
    assert "The claimant: The minister" in words(ana.get(page_of(claim, "ask")))
    ana.post(page_of(claim, "ask"), ASKED | {"name": "", "the_claimant": "on"})
    ana.post(page_of(claim, "ask"), ASKED | {"the_claimant": "on"})
    asked = list(Asking.objects.values_list("claimant", "name"))
    assert asked == [(minister.pk, ""), (None, "The ministry")]


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"name": ""}, 409, "Say who was asked"),
        ({"answer_by": "2024-05-01T12:00"}, 409, "has to lie after"),
        ({"answer_by": "soon"}, 422, "valid date/time"),
        ({"how": "pigeon"}, 422, "not one of the available choices"),
    ],
)
def test_nothing_typed_is_lost_when_asking_is_refused(at_the_desk, wrong, status, sentence):
    claim = given.claim(unasked="")
    answer = at_the_desk("ana").post(page_of(claim, "ask"), ASKED | wrong)
    assert answer.status_code == status
    assert sentence in words(answer)
    assert ASKED["words"] in answer.content.decode()
    assert not Asking.objects.exists()


def test_why_nobody_was_asked_is_recorded_and_needs_a_reason(at_the_desk):
    claim, ana = given.claim(unasked=""), at_the_desk("ana")
    refused = ana.post(page_of(claim, "unasked"), {"why": " "})
    assert refused.status_code == 409
    assert "Say why: readers are told." in words(refused)
    ana.post(page_of(claim, "unasked"), {"why": "Its author died."})
    assert "Nobody was asked. Its author died." in words(ana.get(page_of(claim)))


# ── what came back ──────────────────────────────────────────────────────────────────────────────
def test_an_answer_is_recorded_and_shown(at_the_desk):
    asking, ana = given.asked_in_2024(), at_the_desk("ana")
    assert ana.post(page_of(asking, "answer"), CAME).status_code == 302
    page = words(ana.get(page_of(asking)))
    assert given.ANSWERED in page
    assert "readers see all of it · recorded by Ana Byline" in page
    assert "The ministry answered" in page


def test_an_answer_recorded_anew_keeps_the_first_and_says_why(at_the_desk):
    first, ana = (
        given.reply(given.asked_in_2024(), words="The figure is out own."),
        at_the_desk("ana"),
    )
    again = CAME | {"replaces": str(first.pk), "why": "A typo."}
    assert ana.post(page_of(first.asking, "answer"), again).status_code == 302
    page = words(ana.get(page_of(first.asking)))
    assert "Recorded anew: A typo." in page
    assert "Recorded before 1" in page
    assert "The figure is out own." in page
    assert Hearing.objects.get(asking=first.asking).words == given.ANSWERED


def test_nobody_overwrites_an_answer_in_silence(at_the_desk):
    first, ana = given.reply(given.asked_in_2024()), at_the_desk("ana")
    given.reply(first.asking, by=given.person("dov"), replaces=first, why="A typo.", words="Dov's.")
    stale = CAME | {"replaces": str(first.pk), "why": "Mine.", "words": "What Ana typed."}
    refused = ana.post(page_of(first.asking, "answer"), stale)
    assert refused.status_code == 409
    page = words(refused)
    assert "Dov Byline recorded an answer in the meantime." in page
    assert "Dov's." in page
    assert "What Ana typed." in page
    newest = Reply.objects.latest("pk")
    assert f'name="replaces" value="{newest.pk}"' in refused.content.decode()


def test_nothing_typed_is_lost_when_an_answer_is_refused(at_the_desk):
    asking, ana = given.asked_in_2024(), at_the_desk("ana")
    part = CAME | {"shown": "part", "quoted": "It counts nothing."}
    refused = ana.post(page_of(asking, "answer"), part)
    assert refused.status_code == 409
    assert "has to stand in the answer, word for word." in words(refused)
    assert "It counts nothing." in refused.content.decode()
    assert ana.post(page_of(asking, "answer"), CAME | {"shown": "some"}).status_code == 422
    assert not Reply.objects.exists()


def test_an_answer_after_publication_leads_to_a_correction(at_the_desk):
    asking = given.asked_in_2024()
    waived = {"by": given.person("carla"), "at": asking.asked_at, "why": "Urgent."}
    replies.waive(asking.claim, **waived, asking=asking)
    given.published(of=asking.claim)
    answer = at_the_desk("ana").post(page_of(asking, "answer"), CAME, follow=True)
    assert "once the next revision is published: correct the finding." in words(answer)


def test_only_who_publishes_says_that_nobody_waits(at_the_desk):
    asking, told = awaited(), {"why": "It is urgent."}
    ana, carla = at_the_desk("ana"), at_the_desk("carla")
    assert "Only who publishes may say that." in words(ana.get(page_of(asking)))
    refused = ana.post(page_of(asking, "waive"), told)
    assert refused.status_code == 403
    assert told["why"] in refused.content.decode()
    assert not ReplyWaiver.objects.exists()
    assert carla.post(page_of(asking, "waive"), {"why": ""}).status_code == 409
    assert carla.post(page_of(asking, "waive"), told).status_code == 302
    page = words(carla.get(page_of(asking)))
    assert "Publication does not wait for this answer, says Carla Byline" in page
    assert carla.post(page_of(asking, "waive"), told).status_code == 409


# ── the workspace and the first page ────────────────────────────────────────────────────────────
def test_the_workspace_says_who_may_still_answer_and_why_publishing_waits(at_the_desk):
    asking = awaited(asked_at=datetime(2024, 5, 2, 12, tzinfo=UTC))
    verdict = given.approved(of=asking.claim)
    page = words(at_the_desk("carla").get(workspace(verdict)))
    assert "The ministry may still answer" in page
    assert "The ministry may answer until" in page
    assert "wait, or say why publication does not." in page
    assert "The ministry asked on 2 May 2024" in page  # what is signed


def test_deadlines_wait_on_the_first_page_the_passed_ones_first(at_the_desk):
    ahead, passed = awaited(name="The exchange"), given.asked_in_2024()
    given.reply(given.asking(name="The farmers"))
    for name in ("ana", "bo", "carla"):
        assert [row.asking for row in lists(name)[DUE]] == [passed, ahead]
    assert DUE not in lists("eva")
    page = words(at_the_desk("ana").get("/desk/"))
    assert re.search(r"The ministry to answer by [^.]* passed \d+ \w+ ago", page)
    assert re.search(r"The exchange to answer by [^.]* left", page)
    assert "The ministry" in words(at_the_desk("ana").get("/desk/claims/asking/?answer=waits"))


def test_what_readers_were_told_and_what_nobody_waits_for_is_due_no_more(db):
    silent, waived = given.asked_in_2024(), awaited()
    verdict = given.approved(of=silent.claim)
    replies.waive(
        waived.claim, by=given.person("carla"), at=given.moment(), why="So.", asking=waived
    )
    assert [row.asking for row in lists("ana")[DUE]] == [silent]
    seen = verdict.submission.sha256
    actions.publish(verdict, by=given.person("carla"), at=silent.answer_by, seen=seen)
    assert DUE not in lists("ana")


def test_the_claims_page_asks_as_often_for_five_askings_as_for_one(
    at_the_desk, django_assert_max_num_queries
):
    verdict, desk = given.draft(of=given.asking().claim), at_the_desk("ana")
    for number in range(5):
        given.reply(given.asking(of=verdict.claim, name=f"Number {number}"))
    desk.get(page_of(verdict.claim))
    with django_assert_max_num_queries(14):
        desk.get(page_of(verdict.claim))
    with django_assert_max_num_queries(14):
        desk.get(page_of(Asking.objects.latest("pk")))
    with django_assert_max_num_queries(14):
        desk.get(page_of(verdict.claim, "ask"))
