"""The checklist is asked when a draft is submitted, and of what was signed when it is published."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from claims.publication import record
from claims.workflow import actions, checklist
from claims.workflow.actions import Refused
from claims.workflow.transitions import case_of, refusal
from tests import given
from tests.helpers.older_forms import in_form_2

pytestmark = pytest.mark.django_db

UNANSWERED = {
    "primary": ({"primary_sources": ""}, "Say whether a primary source is cited."),
    "interest": ({"interest": ""}, "Say whether anybody who worked on it has an interest in it."),
    "crime": ({"crime": ""}, "Say whether a crime is alleged."),
}
UNEXPLAINED = {
    "primary": ({"primary_sources": "none"}, "Say why no primary source is cited."),
    "interest": ({"interest": "declared"}, "Say how the interest of a contributor is dealt with."),
}


def why_not(verdict) -> str | None:
    return refusal("submit", verdict, verdict.author, at=given.moment())


def standings(verdict) -> dict[str, str]:
    return {
        one.item.code: one.standing
        for one in checklist.answered(case_of(verdict, verdict.author, at=given.moment()))
    }


# ── at submission ───────────────────────────────────────────────────────────────────────────────
def test_what_is_answered_can_be_submitted():
    verdict = given.draft()
    assert why_not(verdict) is None
    assert set(standings(verdict).values()) == {"fulfilled"}


@pytest.mark.parametrize("code", UNANSWERED)
def test_what_is_unanswered_is_not_submitted(code):
    changed, sentence = UNANSWERED[code]
    verdict = given.draft(**changed)
    assert why_not(verdict) == sentence
    assert standings(verdict)[code] == "open"


@pytest.mark.parametrize("code", UNEXPLAINED)
def test_an_answer_that_needs_words_is_not_submitted_without_them(code):
    changed, sentence = UNEXPLAINED[code]
    assert why_not(given.draft(**changed)) == sentence


def test_a_draft_without_its_day_is_not_submitted():
    assert why_not(given.draft(holds_as_of=None)) == "Say as of when it holds."


def test_in_an_empty_draft_everything_is_open_that_nobody_could_have_fulfilled():
    verdict = given.draft(**dict.fromkeys(["basis", "primary_sources", "interest", "crime"], ""))
    verdict.evidence.all().delete()
    verdict.rating = verdict.holds_as_of = None
    left = {code for code, standing in standings(verdict).items() if standing == "open"}
    asked = {"evidence", "verbatim", "against", "basis", "as_of", "primary", "interest", "crime"}
    assert left == asked


# ── a setting of the desk ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("code", UNANSWERED)
def test_a_desk_may_leave_an_item_out(settings, code):
    settings.CHECKLIST = [other for other in UNANSWERED if other != code]
    verdict = given.draft(**UNANSWERED[code][0])
    assert why_not(verdict) is None
    assert standings(verdict)[code] == "not required"
    assert given.in_review(verdict=verdict).state == "in_review"


def test_an_answer_that_is_not_required_still_has_its_words(settings):
    """The database refuses it: a desk that says nothing may do so, but not half of something."""
    settings.CHECKLIST = []
    assert why_not(given.draft(interest="declared")) == UNEXPLAINED["interest"][1]


@pytest.mark.parametrize("codes", [[], ["primary"], ["all"]])
def test_no_desk_leaves_a_law_out(settings, codes):
    settings.CHECKLIST = codes
    verdict = given.draft(**dict.fromkeys(["primary_sources", "interest", "crime"], ""))
    verdict.evidence.all().delete()
    asked = checklist.answered(case_of(verdict, verdict.author, at=given.moment()))
    laws = {one.item.code for one in asked if not one.item.optional}
    assert len(laws) == 8
    assert laws <= {one.item.code for one in asked if one.is_required}
    assert "cite at least one passage" in why_not(verdict)


def test_a_code_that_nobody_knows_stops_the_start(settings):
    settings.CHECKLIST = ["primary", "crimes"]
    with pytest.raises(ImproperlyConfigured, match="not on the checklist: crimes"):
        checklist.chosen()


# ── at publication ──────────────────────────────────────────────────────────────────────────────
def test_what_the_desk_asks_since_the_approval_is_asked_of_what_was_signed(settings):
    settings.CHECKLIST = []
    verdict = given.approved(interest="", crime="")
    settings.CHECKLIST = ["all"]
    open_now = "What was signed leaves open: conflicts of interest, whether a crime is alleged."
    with pytest.raises(Refused, match=f"{open_now} Send it back, to be submitted anew."):
        given.published(verdict=verdict)
    actions.send_back(verdict, by=given.person("bo"), at=given.moment(), comment="Answer them.")
    verdict.refresh_from_db()
    assert why_not(verdict) == UNANSWERED["interest"][1]


def test_what_fulfils_it_is_published():
    assert given.published().state == "published"
    on_two = given.approved(verdict=given.in_review(verdict=given.on_two_sources()))
    assert given.published(verdict=on_two).state == "published"


# ── records of the second form ──────────────────────────────────────────────────────────────────
def test_what_was_approved_in_the_second_form_is_sent_back_to_be_answered():
    verdict = in_form_2(given.approved)
    with pytest.raises(Refused, match=r"leaves open: primary sources, conflicts of interest, .*"):
        given.published(verdict=verdict)


def test_a_desk_that_asks_nothing_still_signs_no_older_form(settings):
    verdict = in_form_2(given.approved)
    settings.CHECKLIST = []
    with pytest.raises(Refused, match="It was submitted in an older form"):
        given.published(verdict=verdict)


def test_the_next_revision_of_what_had_no_answers_is_asked_for_them():
    following = given.corrected(in_form_2(given.published))
    assert why_not(following) == UNANSWERED["primary"][1]


def test_the_next_revision_keeps_the_answers_of_the_one_before():
    told = {"primary_sources": "none", "why_no_primary": "The tables are secret."}
    following = given.corrected(given.published(**told, crime="charged"))
    assert (following.why_no_primary, following.crime) == ("The tables are secret.", "charged")
    assert why_not(following) is None


def test_a_record_of_the_second_form_is_read_for_ever():
    content = in_form_2(given.published).submission.content
    assert record.canonical(record.read(content)) == content
    assert "checklist" not in record.read(content)
