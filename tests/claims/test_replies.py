"""Those concerned are asked, and a finding waits for them or says why it does not."""

from datetime import timedelta

import pytest

from claims import replies
from claims.intake import claims
from claims.models import Asking, Hearing, Reply, ReplyWaiver
from claims.publication import record
from claims.workflow import actions
from claims.workflow.actions import Overtaken, Refused
from claims.workflow.transitions import refusal
from tests import given

pytestmark = pytest.mark.django_db

PART = "It counts the first half of the year only."


def act(name="ana") -> dict:
    return {"by": given.person(name), "at": given.moment()}


def told(claim) -> dict:
    return record.compose(given.draft(of=claim))


def asked_of(claim) -> dict:
    return told(claim)["asked"][0]


# ── asking ──────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_is_not_submitted_before_somebody_was_asked_or_it_says_why_nobody_was():
    verdict = given.draft(of=given.claim(unasked=""))
    sentence = "Ask the claimant for a reply, or say why nobody was asked."
    assert refusal("submit", verdict, verdict.author, at=given.moment()) == sentence
    replies.waive(verdict.claim, **act(), why=given.UNASKED)
    assert refusal("submit", verdict, verdict.author, at=given.moment()) is None


def test_whoever_was_asked_is_enough_for_submitting():
    verdict = given.draft(of=given.asking().claim)
    assert refusal("submit", verdict, verdict.author, at=given.moment()) is None


WRONG = {
    "nobody": ({"name": " "}, "Say who was asked"),
    "both": ({"claimant": True}, "Say who was asked"),
    "in no way": ({"how": ""}, "Choose how"),
    "nothing": ({"words": " "}, "Write down what was asked"),
    "later": ({"asked_at": given.NOON + timedelta(days=900)}, "once it was asked"),
    "no time": ({"answer_by": given.NOON}, "has to lie after"),
    "too long a name": ({"name": "x" * 201}, "at most 200 characters"),
    "null": ({"words": "a\x00b"}, "null character"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_asking_that_makes_no_sense_is_refused(wrong):
    changed, sentence = WRONG[wrong]
    if changed.get("claimant"):
        changed = {"claimant": given.claimant(), "name": "The ministry"}
    with pytest.raises(Refused, match=sentence):
        given.asking(**changed)
    assert not Asking.objects.exists()


def test_only_those_who_write_ask_and_nobody_asks_about_a_claim_that_is_closed():
    asking = given.asking()
    with pytest.raises(Refused, match="Your role"):
        given.asking(of=asking.claim, by=given.person("eva"))
    with pytest.raises(Refused, match="Your role"):
        given.reply(asking, by=given.person("gwen"))
    claims.decline(asking.claim, **act("bo"), reason="opinion")
    for deed in (lambda: given.asking(of=asking.claim), lambda: given.reply(asking)):
        with pytest.raises(Refused, match="was declined"):
            deed()


# ── answers ─────────────────────────────────────────────────────────────────────────────────────
BAD = {
    "no outcome": ({"outcome": ""}, "Choose what came back"),
    "no words": ({"words": " "}, "word for word"),
    "no choice": ({"shown": ""}, "how much of it"),
    "no part": ({"shown": "part"}, "Copy the part"),
    "another part": ({"shown": "part", "quoted": "It counts."}, "has to stand in the answer"),
    "no words to show": ({"outcome": "declined", "words": ""}, "no words that readers could see"),
    "untranslated": ({"language": "de"}, "give its translation"),
    "nobody's translation": ({"language": "de", "translation": "So."}, "whose translation"),
    "before it was asked": ({"received_at": given.NOON}, "after it was asked"),
    "tomorrow": ({"received_at": given.NOON + timedelta(days=900)}, "not later than now"),
}


@pytest.mark.parametrize("bad", BAD)
def test_an_answer_that_makes_no_sense_is_refused(bad):
    changed, sentence = BAD[bad]
    with pytest.raises(Refused, match=sentence):
        given.reply(**changed)
    assert not Reply.objects.exists()


def test_an_answer_recorded_anew_is_in_force_and_the_first_is_kept():
    first = given.reply(words="The figure is out own.")
    with pytest.raises(Refused, match="Say why the answer is recorded anew"):
        given.reply(first.asking, replaces=first)
    second = given.reply(first.asking, replaces=first, why="A typo.")
    assert Hearing.objects.get(asking=first.asking).reply == second
    assert list(first.asking.replies.all()) == [first, second]
    with pytest.raises(Overtaken, match="Ana Byline recorded an answer in the meantime"):
        given.reply(first.asking, replaces=first, why="A typo.", by=given.person("dov"))
    with pytest.raises(Overtaken):
        given.reply(first.asking)


def test_line_ends_of_a_browser_are_those_of_a_text():
    told = given.reply(words="One.\r\nTwo.", shown="part", quoted="One.\r\nTwo")
    assert (told.words, told.quoted) == ("One.\nTwo.", "One.\nTwo")


# ── waivers ─────────────────────────────────────────────────────────────────────────────────────
def test_nothing_is_published_while_somebody_may_still_answer():
    asking = given.asking()
    verdict = given.approved(of=asking.claim)
    carla, at = given.person("carla"), given.moment()
    sentence = refusal("publish", verdict, carla, at=at)
    until = f"{asking.answer_by:%d %B %Y, %H:%M} UTC".lstrip("0")
    assert sentence == (
        f"The ministry may answer until {until}: wait, or say why publication does not."
    )
    assert refusal("publish", verdict, carla, at=asking.answer_by) is None
    with pytest.raises(Refused, match="The ministry may answer until"):
        actions.publish(verdict, by=carla, at=at, seen=verdict.submission.sha256)


def test_publication_does_not_wait_once_it_is_said_why():
    asking = given.asking()
    replies.waive(asking.claim, **act("carla"), why="It is urgent.", asking=asking)
    verdict = given.published(of=asking.claim)
    assert verdict.state == "published"
    assert asked_waived(verdict) == "It is urgent."


def asked_waived(verdict) -> str:
    return record.read(verdict.submission.content)["asked"][0]["waived_because"]


def test_only_who_publishes_says_that_a_deadline_is_not_kept():
    asking = given.asking()
    for name in ("ana", "bo"):
        with pytest.raises(Refused, match="Your role"):
            replies.waive(asking.claim, **act(name), why="Urgent.", asking=asking)


def test_a_waiver_says_why_and_is_needed():
    asking, other = given.asking(), given.claim()
    carla = given.person("carla")
    waiving = [
        (asking.claim, asking, " ", given.moment(), "Say why"),
        (asking.claim, None, "So.", given.moment(), "Somebody was asked"),
        (other, asking, "So.", given.moment(), "another claim"),
        (asking.claim, asking, "So.", asking.answer_by, "Nothing waits"),
    ]
    for claim, of, why, at, sentence in waiving:
        with pytest.raises(Refused, match=sentence):
            replies.waive(claim, by=carla, at=at, why=why, asking=of)
    replies.waive(asking.claim, **act("carla"), why="So.", asking=asking)
    with pytest.raises(Refused, match="on record already"):
        replies.waive(asking.claim, **act("carla"), why="So.", asking=asking)
    given.reply(answered := given.asking())
    with pytest.raises(Refused, match="Nothing waits"):
        replies.waive(answered.claim, **act("carla"), why="So.", asking=answered)
    assert ReplyWaiver.objects.filter(asking__isnull=False).count() == 1


def test_the_newest_reason_why_nobody_was_asked_is_told_until_somebody_is():
    claim = given.claim()
    replies.waive(claim, **act(), why="Whoever made it died in 1990.")
    assert told(claim)["not_asked"] == "Whoever made it died in 1990."
    given.asking(of=claim)
    assert record.compose(claim.verdicts.get())["not_asked"] == ""


# ── what readers are told ───────────────────────────────────────────────────────────────────────
def test_the_record_tells_who_was_asked_when_and_what_came_back():
    asking = given.asked_in_2024()
    received_at = asking.asked_at + timedelta(days=1)
    given.reply(asking, shown="part", quoted=PART, received_at=received_at)
    assert asked_of(asking.claim) == {
        "who": {"id": None, "name": "The ministry"},
        "asked_on": "2024-05-02",
        "answer_by": "2024-05-09",
        "outcome": "answered",
        "received_on": "2024-05-03",
        "shown": "part",
        "words": PART,
        "language": "en",
        "translation": None,
        "waived_because": "",
    }


def test_what_is_not_shown_of_an_answer_is_in_no_record():
    asking = given.asking()
    given.reply(asking, shown="part", quoted=PART)
    given.asking(of=asking.claim, name="The exchange", words="Between us.")
    given.reply(Asking.objects.latest("pk"), shown="nothing", words="Off the record.")
    content = record.canonical(told(asking.claim))
    assert PART in content
    for hidden in ("The figure is our own", "Between us", "Off the record", "Where does the"):
        assert hidden not in content


def test_no_comment_and_no_answer_are_told_apart():
    asking = given.asking()
    assert asked_of(asking.claim)["outcome"] == "unanswered"
    given.reply(asking, outcome="declined", words="", shown="nothing")
    assert record.compose(asking.claim.verdicts.get())["asked"][0]["outcome"] == "declined"


def test_an_answer_in_another_language_has_its_translation_beside_it():
    asking = given.asking()
    given.reply(asking, language="de", words="Nein.", translation="No.", translated_by="ours")
    found = asked_of(asking.claim)
    assert (found["words"], found["language"]) == ("Nein.", "de")
    assert found["translation"] == {"words": "No.", "language": "en", "by": "ours"}


def test_a_person_without_a_public_role_is_not_named():
    private = given.claimant("Olga Olgina", public_role=False)
    claim = given.claim(unasked="", origin="person", claimant=private)
    given.asking(of=claim, claimant=private)
    given.asking(of=claim, name="Pjotr Petrov", public_role=False)
    content = told(claim)
    names = [one["who"] for one in content["asked"]]
    assert names == [
        {"id": None, "name": "a social-media user"},
        {"id": None, "name": "a person without a public role"},
    ]
    assert not {"Olgina", "Petrov"} & set(record.canonical(content).split())


def test_a_claimant_who_is_named_no_more_is_unnamed_in_what_was_published(client):
    minister = given.claimant("Olga Olgina")
    claim = given.claim(unasked="", origin="person", claimant=minister)
    given.reply(given.asking(of=claim, claimant=minister))
    verdict = given.published(of=claim)
    page = f"/claims/{claim.public_id}/revisions/{verdict.revision}/"
    assert client.get(page).content.decode().count("Olga Olgina") >= 2
    minister.public_role = False
    minister.save()
    assert "Olgina" not in client.get(page).content.decode()


def test_an_answer_that_comes_after_the_approval_has_to_be_signed_too():
    asking = given.asking()
    verdict = given.approved(of=asking.claim)
    carla = given.person("carla")
    late = {"by": carla, "at": asking.answer_by, "seen": verdict.submission.sha256}
    given.reply(asking)
    with pytest.raises(Refused, match="a reply changed since the submission"):
        actions.publish(verdict, **late)


def test_the_passing_of_a_deadline_changes_nothing_that_was_signed():
    asking = given.asking()
    verdict = given.approved(of=asking.claim)
    seen = verdict.submission.sha256
    actions.publish(verdict, by=given.person("carla"), at=asking.answer_by, seen=seen)
    verdict.refresh_from_db()
    assert verdict.state == "published"
