"""What a person signs is what they read: whatever changed since, they are told."""

import pytest

from claims.intake import claims
from claims.workflow import actions, drafting
from claims.workflow.actions import Refused
from tests import given

pytestmark = pytest.mark.django_db

ANEW = "it has to be submitted anew"


def mend_the_claim(verdict):
    claims.mend(verdict.claim, by=given.person("ana"), at=given.moment(), statement="Reworded")


def add_an_appearance(verdict):
    claims.appear(verdict.claim, by=given.person("ana"), at=given.moment(), words="It rose.")


def edit_the_source(verdict):
    source = verdict.evidence.get().passage.snapshot.source
    source.title = "Another title"
    source.save()


def edit_the_byline(verdict):
    verdict.author.byline = "Another byline"
    verdict.author.save()


def relabel_the_rating(verdict):
    verdict.rating.label = "Another label"
    verdict.rating.save()


def hide_the_claimant(verdict):
    claimant = verdict.claim.claimant
    claimant.public_role = False
    claimant.save()


EDITS = [
    mend_the_claim,
    add_an_appearance,
    edit_the_source,
    edit_the_byline,
    relabel_the_rating,
    hide_the_claimant,
]


def of_a_person():
    return given.claim(origin="person", claimant=given.claimant())


@pytest.mark.parametrize("edit", EDITS)
def test_what_was_edited_since_its_submission_is_not_approved(edit):
    verdict = given.in_review(of=of_a_person())
    seen = verdict.submission.sha256
    edit(verdict)
    with pytest.raises(Refused, match=ANEW):
        actions.approve(verdict, by=given.person("bo"), at=given.moment(), seen=seen)


@pytest.mark.parametrize("edit", EDITS)
def test_what_was_edited_since_its_approval_is_not_published(edit):
    verdict = given.approved(of=of_a_person())
    seen = verdict.submission.sha256
    edit(verdict)
    with pytest.raises(Refused, match=ANEW):
        actions.publish(verdict, by=given.person("carla"), at=given.moment(), seen=seen)


@pytest.mark.parametrize("verb", ["approve", "publish"])
@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_a_digest_of_something_else_is_refused(verb, seen):
    verdict = given.in_review() if verb == "approve" else given.approved()
    by = given.person("bo" if verb == "approve" else "carla")
    with pytest.raises(Refused, match="read it again"):
        getattr(actions, verb)(verdict, by=by, at=given.moment(), seen=seen)


def test_the_digest_of_an_earlier_submission_is_refused():
    verdict = given.in_review()
    seen = verdict.submission.sha256
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    drafting.edit(verdict, by=verdict.author, at=given.moment(), finding="Another finding.")
    given.in_review(verdict=verdict)
    with pytest.raises(Refused, match="submitted anew since you read it"):
        actions.approve(verdict, by=given.person("bo"), at=given.moment(), seen=seen)


def test_what_was_submitted_anew_without_a_change_can_be_signed():
    verdict = given.in_review()
    seen = verdict.submission.sha256
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    given.in_review(verdict=verdict)
    actions.approve(verdict, by=given.person("bo"), at=given.moment(), seen=seen, fair=True)


@pytest.mark.parametrize("edit", EDITS)
def test_what_was_published_stays_as_it_was(edit):
    verdict = given.published(of=of_a_person())
    content = verdict.submission.content
    edit(verdict)
    verdict.submission.refresh_from_db()
    assert verdict.submission.content == content


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("send_back", {"comment": " "}),
        ("suspend", {"cause": "reply", "note": " "}),
        ("suspend", {"cause": "a whim", "note": "Told."}),
        ("propose_retraction", {"cause": "reply", "note": ""}),
        ("correct", {"kind": "correction", "cause": "reply", "note": ""}),
        ("correct", {"kind": "retraction", "cause": "reply", "note": "Told."}),
    ],
)
def test_a_verb_without_its_reason_is_refused(verb, told):
    verdict = given.in_review() if verb == "send_back" else given.published()
    count = verdict.claim.verdicts.count()
    with pytest.raises(Refused):
        getattr(actions, verb)(verdict, by=given.person("carla"), at=given.moment(), **told)
    assert verdict.changes.count() == 0
    assert verdict.claim.verdicts.count() == count
