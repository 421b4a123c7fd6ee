"""A user approves and publishes what they have read: any later change is refused."""

import pytest

from claims.intake import claims
from claims.models import PublicVerdict
from claims.workflow import actions, drafting
from factcheck.core.errors import EditConflict, InvalidInput, InvalidState
from tests import given

pytestmark = pytest.mark.django_db

SUBMIT_AGAIN = "it has to be submitted again"
CONFIRM = "a reviewer has to confirm it"


def edit_the_claim(verdict):
    claims.update_claim(
        verdict.claim, by=given.person("ana"), at=given.moment(), statement="Reworded"
    )


def add_an_appearance(verdict):
    claims.add_appearance(verdict.claim, by=given.person("ana"), at=given.moment(), text="It rose.")


def edit_the_source(verdict):
    source = verdict.evidence.get().passage.snapshot.source
    source.title = "Another title"
    source.save()


def relabel_the_rating(verdict):
    verdict.rating.label = "Another label"
    verdict.rating.save()


def hide_the_claimant(verdict):
    claimant = verdict.claim.claimant
    claimant.public_role = False
    claimant.save()


EDITS = [
    edit_the_claim,
    add_an_appearance,
    edit_the_source,
    relabel_the_rating,
    hide_the_claimant,
]


def create_claim_of_a_person():
    return given.claim(attribution="person", claimant=given.claimant())


@pytest.mark.parametrize("edit", EDITS)
def test_approving_is_refused_after_an_edit(edit):
    verdict = given.in_review(of=create_claim_of_a_person())
    sha256 = verdict.submission.sha256
    edit(verdict)
    with pytest.raises(InvalidState, match=SUBMIT_AGAIN):
        actions.approve(verdict, by=given.person("bo"), at=given.moment(), sha256=sha256)


@pytest.mark.parametrize("edit", EDITS)
def test_publishing_is_refused_after_an_edit(edit):
    verdict = given.approved(of=create_claim_of_a_person())
    sha256 = verdict.submission.sha256
    edit(verdict)
    message = CONFIRM if edit is edit_the_source else SUBMIT_AGAIN
    with pytest.raises(InvalidState, match=message):
        actions.publish(verdict, by=given.person("carla"), at=given.moment(), sha256=sha256)


@pytest.mark.parametrize("action", ["approve", "publish"])
@pytest.mark.parametrize("sha256", ["", "0" * 64])
def test_the_digest_of_another_text_is_refused(action, sha256):
    verdict = given.in_review() if action == "approve" else given.approved()
    user = given.person("bo" if action == "approve" else "carla")
    with pytest.raises(EditConflict, match="read it again"):
        actions.ACTIONS[action](verdict, by=user, at=given.moment(), sha256=sha256)


def test_the_digest_of_an_earlier_submission_is_refused():
    verdict = given.in_review()
    sha256 = verdict.submission.sha256
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    drafting.update_draft(verdict, by=verdict.author, at=given.moment(), conclusion="Another one.")
    given.in_review(verdict=verdict)
    with pytest.raises(EditConflict, match="submitted again after you opened it"):
        actions.approve(verdict, by=given.person("bo"), at=given.moment(), sha256=sha256)


def test_the_signature_of_one_submission_does_not_approve_a_second_one_of_the_same_text():
    verdict = given.in_review()
    first = verdict.submission
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    second = given.in_review(verdict=verdict).submission
    assert second.content == first.content and second.sha256 != first.sha256
    act = {"by": given.person("bo"), "at": given.moment(), "is_worded_fairly": True}
    with pytest.raises(EditConflict, match="submitted again after you opened it"):
        actions.approve(verdict, sha256=first.sha256, **act)
    actions.approve(verdict, sha256=second.sha256, **act)


@pytest.mark.parametrize("edit", EDITS)
def test_a_published_record_does_not_change(edit):
    verdict = given.published(of=create_claim_of_a_person())
    content = verdict.submission.content
    edit(verdict)
    verdict.submission.refresh_from_db()
    assert verdict.submission.content == content


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ("send_back", {"comment": " "}),
        ("suspend", {"cause": "reply", "note": " "}),
        ("suspend", {"cause": "a whim", "note": "We were wrong."}),
        ("propose_retraction", {"cause": "reply", "note": ""}),
        ("correct", {"kind": "correction", "cause": "reply", "note": ""}),
        ("correct", {"kind": "retraction", "cause": "reply", "note": "We were wrong."}),
    ],
)
def test_an_action_without_its_reason_is_refused(action, values):
    verdict = given.in_review() if action == "send_back" else given.published()
    count = verdict.claim.verdicts.count()
    with pytest.raises(InvalidInput):
        actions.ACTIONS[action](verdict, by=given.person("carla"), at=given.moment(), **values)
    assert verdict.changes.count() == 0
    assert verdict.claim.verdicts.count() == count


def test_a_byline_is_no_part_of_what_is_approved():
    """Records name writers by their identifiers, so that a byline can change at any time."""
    verdict = given.approved()
    verdict.author.byline = "Another byline"
    verdict.author.save()
    published = given.published(verdict=verdict)
    assert "Byline" not in published.submission.content
    assert PublicVerdict.objects.get().written_by == ["Another byline"]
