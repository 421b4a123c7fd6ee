"""Those concerned are heard: what was asked and answered is kept, and publication waits for it."""

from datetime import timedelta

import pytest

from claims import replies
from claims.workflow import actions
from tests import given
from tests.helpers.attacks import allowed, insert, move, refused, set_verdict, sql
from tests.helpers.submissions import content_of, row_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WAITS = "Nothing is published while somebody who was asked may still answer."
IN_ORDER = "An answer comes after it was asked for, and before it is recorded."
ANEW = "An answer is recorded once, or anew in the place of the newest."
VERBATIM = "What readers see of an answer stands in it word for word."
TOLD = "A submission tells whom the desk asked, and what they answered."


def asking_row(claim=None, **changed) -> dict:
    at = given.moment()
    return {
        "claim_id": (claim or given.claim()).pk,
        "claimant_id": None,
        "name": "The ministry",
        "public_role": True,
        "how": "email",
        "words": "Where does the figure come from?",
        "asked_at": at,
        "answer_by": at + timedelta(days=1),
        "asked_by_id": given.person("ana").pk,
        "recorded_at": at,
    } | changed


def reply_row(asking, **changed) -> dict:
    at = given.moment()
    return {
        "asking_id": asking.pk,
        "outcome": "answered",
        "words": given.ANSWERED,
        "language": "en",
        "received_at": at,
        "shown": "all",
        "quoted": "",
        "translation": "",
        "translated_by": "",
        "replaces_id": None,
        "why": "",
        "recorded_at": at,
        "recorded_by_id": given.person("ana").pk,
    } | changed


def waiver_row(claim, **changed) -> dict:
    return {
        "claim_id": claim.pk,
        "asking_id": None,
        "why": "Nobody is known to have made it.",
        "waived_at": given.moment(),
        "waived_by_id": given.person("ana").pk,
    } | changed


# ── askings ─────────────────────────────────────────────────────────────────────────────────────
def test_an_asking_can_be_recorded():
    with allowed():
        insert("claims_asking", **asking_row())


@pytest.mark.parametrize("who", ["nobody", "both", "a claimant with a role of his own"])
def test_either_a_claimant_was_asked_or_somebody_by_name(who):
    claimant = given.claimant()
    with allowed():
        insert("claims_asking", **asking_row(claimant_id=claimant.pk, name="", public_role=False))
    wrong = {
        "nobody": {"name": ""},
        "both": {"claimant_id": claimant.pk},
        "a claimant with a role of his own": {"claimant_id": claimant.pk, "name": ""},
    }
    with refused("asked_a_claimant_or_a_name"):
        insert("claims_asking", **asking_row(**wrong[who]))


def test_an_asking_says_what_was_asked():
    with refused("asking_has_its_words"):
        insert("claims_asking", **asking_row(words=""))


def test_a_deadline_lies_after_the_asking_and_an_asking_before_its_record():
    row = asking_row()
    with refused("asked_before_the_deadline"):
        insert("claims_asking", **row | {"answer_by": row["asked_at"]})
    with refused("asked_before_the_deadline"):
        insert("claims_asking", **row | {"asked_at": row["recorded_at"] + timedelta(hours=1)})


# ── answers ─────────────────────────────────────────────────────────────────────────────────────
def test_an_answer_can_be_recorded_and_recorded_anew():
    first = given.reply()
    with allowed():
        insert("claims_reply", **reply_row(given.asking()))
        insert("claims_reply", **reply_row(first.asking, replaces_id=first.pk, why="A typo."))


def test_no_second_answer_stands_beside_the_first():
    first = given.reply()
    with refused(ANEW):
        insert("claims_reply", **reply_row(first.asking))


def test_an_answer_replaces_only_the_newest_of_its_own_asking():
    first, other = given.reply(), given.reply()
    second = given.reply(first.asking, replaces=first, why="A typo.")
    for stale in (first, other):
        with refused(ANEW):
            insert("claims_reply", **reply_row(first.asking, replaces_id=stale.pk, why="A typo."))
    with allowed():
        insert("claims_reply", **reply_row(first.asking, replaces_id=second.pk, why="A typo."))


def test_an_answer_recorded_anew_says_why():
    first = given.reply()
    with refused("reply_recorded_anew_says_why"):
        insert("claims_reply", **reply_row(first.asking, replaces_id=first.pk))
    with refused("reply_recorded_anew_says_why"):
        insert("claims_reply", **reply_row(given.asking(), why="A typo."))


@pytest.mark.parametrize("quoted", ["It counts the second half", "it counts the first half", "%"])
def test_the_part_that_readers_see_is_word_for_word(quoted):
    with refused(VERBATIM):
        insert("claims_reply", **reply_row(given.asking(), shown="part", quoted=quoted))


def test_a_part_of_an_answer_can_be_shown():
    part = "It counts the first half of the year only."
    with allowed():
        insert("claims_reply", **reply_row(given.asking(), shown="part", quoted=part))


@pytest.mark.parametrize(
    "shown",
    [
        {"shown": "part"},
        {"shown": "all", "quoted": "The figure"},
        {"shown": "nothing", "quoted": "The figure"},
        {"shown": "nothing", "translation": "Worte", "translated_by": "ours"},
        {"shown": "everything"},
        {"outcome": "declined", "words": ""},
    ],
)
def test_as_much_is_shown_as_it_says(shown):
    with refused("published_as_much_as_it_says"):
        insert("claims_reply", **reply_row(given.asking(), **shown))


def test_an_answer_has_its_words():
    with refused("answered_in_words"):
        insert("claims_reply", **reply_row(given.asking(), words="", shown="nothing"))
    with allowed():
        declined = {"outcome": "declined", "words": "", "shown": "nothing"}
        insert("claims_reply", **reply_row(given.asking(), **declined))


def test_a_translation_says_whose_it_is():
    with refused("reply_translation_says_whose"):
        insert("claims_reply", **reply_row(given.asking(), translation="Worte"))


def test_an_answer_comes_after_the_asking_and_not_after_its_record():
    asking, at = given.asking(), given.moment()
    for received_at in (asking.asked_at - timedelta(hours=1), at + timedelta(hours=1)):
        row = reply_row(asking, received_at=received_at, recorded_at=at)
        with refused(IN_ORDER):
            insert("claims_reply", **row)


# ── waivers ─────────────────────────────────────────────────────────────────────────────────────
def test_a_waiver_can_be_written_down():
    asking = given.asking()
    with allowed():
        insert("claims_replywaiver", **waiver_row(given.claim()))
        insert("claims_replywaiver", **waiver_row(asking.claim, asking_id=asking.pk))


def test_a_waiver_says_why():
    with refused("reply_waiver_says_why"):
        insert("claims_replywaiver", **waiver_row(given.claim(), why=""))


def test_a_waiver_is_about_an_asking_of_its_own_claim():
    with refused("What is waived was asked about the same claim."):
        insert("claims_replywaiver", **waiver_row(given.claim(), asking_id=given.asking().pk))


# ── publication ─────────────────────────────────────────────────────────────────────────────────
def published_by_hand(verdict, at=None) -> None:
    by, at = given.person("carla"), at or given.moment()
    move(verdict, "published", by, at, published_at=at, published_by_id=by.pk)


def approved_with(asking):
    return given.approved(of=asking.claim)


def test_nothing_is_published_before_the_deadline():
    verdict = approved_with(given.asking())
    with refused(WAITS):
        published_by_hand(verdict)


def test_nothing_is_published_while_one_of_several_may_still_answer():
    first = given.asking()
    given.asking(of=first.claim, name="The exchange")
    given.reply(first)
    verdict = approved_with(first)
    with refused(WAITS):
        published_by_hand(verdict)


def test_after_the_deadline_after_an_answer_and_with_a_waiver_it_is_published():
    late, answered, waived = given.asking(), given.asking(), given.asking()
    carla = given.person("carla")
    given.reply(answered)
    replies.waive(waived.claim, by=carla, at=given.moment(), why="It is urgent.", asking=waived)
    for asking in (late, answered, waived):
        verdict = approved_with(asking)
        at = late.answer_by if asking is late else given.moment()
        with allowed():
            actions.publish(verdict, by=carla, at=at, seen=verdict.submission.sha256)


def test_what_was_asked_about_another_claim_is_not_awaited():
    given.asking()
    verdict = given.approved()
    with allowed():
        seen = verdict.submission.sha256
        actions.publish(verdict, by=given.person("carla"), at=given.moment(), seen=seen)


def test_only_publishing_waits():
    asking = given.asking()
    verdict = given.in_review(of=asking.claim)
    at, ana = given.moment(), given.person("ana")
    with allowed():
        actions.withdraw(verdict, by=ana, at=at)
    with refused("cannot move"):
        set_verdict(verdict, state="published", moved_at=at)


# ── what readers are told ───────────────────────────────────────────────────────────────────────
LIES = {
    "left out": lambda asked: [],
    "another outcome": lambda asked: [asked[0] | {"outcome": "declined"}],
    "other words": lambda asked: [asked[0] | {"words": "We were wrong."}],
    "one more": lambda asked: [*asked, asked[0]],
    "nothing": lambda asked: None,
    "waived": lambda asked: [asked[0] | {"waived_because": "Urgent."}],
}


@pytest.mark.parametrize("lie", LIES)
def test_a_record_that_tells_another_story_is_refused(lie):
    verdict = given.draft(of=given.reply().asking.claim)
    content = content_of(verdict)
    with allowed():
        insert("claims_submission", **row_of(verdict, content))
    content["asked"] = LIES[lie](content["asked"])
    with refused(TOLD):
        insert("claims_submission", **row_of(verdict, content))


@pytest.mark.parametrize("table", ["claims_asking", "claims_reply", "claims_replywaiver"])
def test_nothing_of_it_is_rewritten(table):
    assert given.reply()
    with refused("permission denied"):
        sql(f"UPDATE {table} SET id = id")
