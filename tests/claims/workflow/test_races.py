"""If two users act at the same moment, one action is carried out and the other is refused."""

from functools import partial

import pytest
from django.db import IntegrityError, connections

from claims import complaints
from claims.intake import claims, csv_import, tips
from claims.models import Claim, LedgerEntry, Signature, Tip, Verdict
from claims.publication import ledger
from claims.rate_limits import RateLimitExceeded
from claims.workflow import actions, drafting, signed_actions
from factcheck.accounts.actions import deactivate_account
from factcheck.core.errors import FactcheckError, InvalidState
from sources.capture import capture_text, save_capture
from sources.capture.retrieval import RetrievalAttempt
from sources.extraction.extracted_text import ExtractedText
from sources.models import Passage, Snapshot, Source
from sources.models.snapshot import QuoteError
from tests import given
from tests.helpers import passkeys
from tests.helpers.attacks import approve_with_sql
from tests.helpers.races import race, run_at_once

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def unblocked(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connections.close_all()


approve = partial(actions.approve, is_worded_fairly=True)


def call(action, verdict, username, **kwargs):
    """Carries out an action on the revision as it is then; to be called in a thread."""
    user = given.person(username, "editor" if username == "zoe" else "")
    at = given.moment()
    return lambda: action(Verdict.objects.get(pk=verdict.pk), by=user, at=at, **kwargs)


def call_with_sha256(action, verdict, username):
    return call(action, verdict, username, sha256=verdict.submission.sha256)


def assert_refused(outcome, message: str) -> None:
    assert isinstance(outcome, InvalidState), outcome
    assert message in str(outcome)


def get_state(verdict) -> str:
    return Verdict.objects.get(pk=verdict.pk).state


def test_the_second_of_two_approvals_is_refused():
    verdict = given.in_review()
    first, second = race(
        call_with_sha256(approve, verdict, "bo"), call_with_sha256(approve, verdict, "zoe")
    )
    assert first.reviewed_by.username == "bo"
    assert_refused(second, "This fact-check is approved")
    assert verdict.reviews.count() == 1


def test_the_second_of_two_publications_is_refused():
    verdict = given.approved()
    first, second = race(
        call_with_sha256(actions.publish, verdict, "carla"),
        call_with_sha256(actions.publish, verdict, "filip"),
    )
    assert first is None
    assert_refused(second, "This fact-check is published")
    assert LedgerEntry.objects.count() == 1


def test_approving_is_refused_after_a_withdrawal():
    verdict = given.in_review()
    first, second = race(
        call(actions.withdraw, verdict, "ana"), call_with_sha256(approve, verdict, "bo")
    )
    assert first is None
    assert_refused(second, "This fact-check is draft")
    assert get_state(verdict) == "draft"


def test_withdrawing_after_an_approval_cancels_it():
    verdict = given.in_review()
    first, second = race(
        call_with_sha256(approve, verdict, "bo"), call(actions.withdraw, verdict, "ana")
    )
    assert not isinstance(first, Exception)
    assert second is None
    assert get_state(verdict) == "draft"


def test_approving_is_refused_after_another_submission():
    verdict = given.in_review()
    ana, at = given.person("ana"), given.moment()

    def submit_again():
        revision = Verdict.objects.get(pk=verdict.pk)
        actions.withdraw(revision, by=ana, at=at)
        drafting.update_draft(revision, by=ana, at=given.moment(), conclusion="Another finding.")
        actions.submit(revision, by=ana, at=given.moment())

    first, second = race(submit_again, call_with_sha256(approve, verdict, "bo"))
    assert first is None
    assert_refused(second, "submitted again after you opened it")


def test_citing_is_refused_after_the_submission():
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    first, second = race(
        call(actions.submit, verdict, "ana"),
        call(drafting.cite, verdict, "dov", passage=passage, stance="context"),
    )
    assert first.number == 1
    assert_refused(second, "This fact-check is in review")
    assert verdict.evidence.count() == 1


def test_a_passage_that_was_cited_first_is_in_the_submission():
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    first, second = race(
        call(drafting.cite, verdict, "dov", passage=passage, stance="context"),
        call(actions.submit, verdict, "ana"),
    )
    assert first.position == 2
    assert given.DOUBT in second.content


def test_citing_the_same_passage_twice_is_refused():
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    first, second = race(
        call(drafting.cite, verdict, "ana", passage=passage, stance="context"),
        call(drafting.cite, verdict, "dov", passage=passage, stance="refutes"),
    )
    assert first.stance == "context"
    assert_refused(second, "This passage is already cited.")


def test_two_passages_that_are_cited_at_once_have_different_positions():
    verdict = given.draft()
    first_passage, second_passage = given.passage(given.DOUBT), given.passage(given.ROSE)
    first, second = race(
        call(drafting.cite, verdict, "ana", passage=first_passage, stance="context"),
        call(drafting.cite, verdict, "dov", passage=second_passage, stance="context"),
    )
    assert (first.position, second.position) == (2, 3)


def test_the_second_of_two_corrections_is_refused():
    verdict = given.published()
    change = {"kind": "correction", "cause": "our-error", "note": "Wrong."}
    first, second = race(
        call(actions.open_correction, verdict, "ana", **change),
        call(actions.open_correction, verdict, "dov", **change),
    )
    assert first.revision == 2
    assert_refused(second, "The next revision is already being worked on.")
    assert verdict.claim.verdicts.count() == 2


def test_the_second_of_two_drafts_is_refused():
    claim = given.claim()
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    first, second = race(
        lambda: drafting.create_draft(claim, by=ana, at=at),
        lambda: drafting.create_draft(claim, by=dov, at=at),
    )
    assert first.revision == 1
    assert_refused(second, "The claim already has a fact-check")


def test_the_second_of_two_retractions_is_refused():
    verdict = given.published()
    actions.propose_retraction(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    first, second = race(
        call(actions.retract, verdict, "filip"), call(actions.retract, verdict, "zoe")
    )
    assert first is None
    assert_refused(second, "This fact-check is retracted")


def test_the_second_of_two_proposals_to_retract_is_refused():
    verdict = given.published()
    change = {"cause": "reply", "note": "Wrong."}
    first, second = race(
        call(actions.propose_retraction, verdict, "carla", **change),
        call(actions.propose_retraction, verdict, "filip", **change),
    )
    assert not isinstance(first, Exception)
    assert_refused(second, "A retraction was already proposed.")


def test_a_draft_on_a_claim_that_is_being_declined_is_refused():
    claim = given.claim()
    bo, ana, at = given.person("bo"), given.person("ana"), given.moment()
    first, second = race(
        lambda: claims.decline(claim, by=bo, at=at, reason="opinion"),
        lambda: drafting.create_draft(claim, by=ana, at=at),
    )
    assert first is None
    assert_refused(second, "The claim was declined.")


def test_two_claims_cannot_be_merged_into_each_other():
    claim, other_claim = given.claim(), given.claim("Another claim")
    carla, filip, at = given.person("carla"), given.person("filip"), given.moment()
    first, second = race(
        lambda: claims.merge(claim, by=carla, at=at, into=other_claim),
        lambda: claims.merge(other_claim, by=filip, at=at, into=claim),
    )
    assert first is None
    assert_refused(second, "The claim was merged.")


def test_two_captures_of_the_same_text_create_one_snapshot():
    source = given.snapshot().source
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    text = ExtractedText("The same words.", "text/plain", "text")
    (first, is_first_new), (second, is_second_new) = race(
        lambda: capture_text(source, text, by=ana, at=at),
        lambda: capture_text(source, text, by=dov, at=at),
    )
    assert (is_first_new, is_second_new) == (True, False)
    assert first == second
    assert Snapshot.objects.filter(source=source).count() == 2


def test_two_captures_of_a_new_url_create_one_source():
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    url = "https://news.example/milk"
    text = ExtractedText("The same words.", "text/plain", "text")
    attempt = RetrievalAttempt(
        requested_url=url, final_url=url, canonical_url=url, extracted=text, raw=b"text"
    )
    first, second = race(
        lambda: save_capture(attempt, by=ana, at=at), lambda: save_capture(attempt, by=dov, at=at)
    )
    assert (first.source, first.snapshot) == (second.source, second.snapshot)
    assert Source.objects.count() == 1


def test_two_quotes_of_the_same_words_create_one_passage():
    snapshot = given.snapshot()
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    first, second = race(
        lambda: snapshot.quote(given.DOUBT, by=ana, at=at),
        lambda: Snapshot.objects.get(pk=snapshot.pk).quote(given.DOUBT, by=dov, at=at),
    )
    assert first == second
    assert Passage.objects.count() == 1


def test_two_quotes_at_once_cannot_exceed_the_limit_of_a_source(settings):
    settings.SOURCE_QUOTE_LIMIT = len(given.DOUBT) + 5
    snapshot = given.snapshot()
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    first, second = race(
        lambda: snapshot.quote(given.DOUBT, by=ana, at=at),
        lambda: Snapshot.objects.get(pk=snapshot.pk).quote(given.OFFICE, by=dov, at=at),
    )
    assert first.exact == given.DOUBT
    assert isinstance(second, QuoteError)


def test_concurrent_publications_are_numbered_without_gaps():
    verdicts = [given.approved() for _number in range(6)]
    outcomes = run_at_once(
        *(call_with_sha256(actions.publish, verdict, "carla") for verdict in verdicts)
    )
    assert outcomes == [None] * 6
    entries = LedgerEntry.objects.order_by("number")
    assert [entry.number for entry in entries] == list(range(1, 7))
    assert list(ledger.verify_entries(entries)) == []


def test_many_actions_at_once_end_in_one_state():
    verdict = given.in_review()
    outcomes = run_at_once(
        call_with_sha256(approve, verdict, "bo"),
        call_with_sha256(approve, verdict, "zoe"),
        call(actions.withdraw, verdict, "ana"),
        call(actions.send_back, verdict, "filip", comment="Not yet."),
        call_with_sha256(actions.publish, verdict, "carla"),
    )
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(error, FactcheckError) for error in errors), errors
    states = [transition.to_state for transition in verdict.transitions.order_by("pk")]
    assert states[-1] == get_state(verdict)


def test_the_second_of_two_answers_to_a_tip_is_refused():
    tip = given.tip()
    answers = [
        {"by": given.person(name), "at": given.moment(), "statement": f"As {name} words it"}
        for name in ("bo", "carla")
    ]
    first, second = race(
        *(lambda answer=answer: tips.accept_tip_as_claim(tip, **answer) for answer in answers)
    )
    assert first.statement == "As bo words it"
    assert_refused(second, "Bo Byline has answered already")
    assert Claim.objects.count() == 1


def test_tips_that_one_network_sends_at_once_are_counted(settings):
    settings.TIP_RATE = 1
    message = {
        "text": "Milk",
        "location": "radio",
        "network_address": "198.51.100.7",
        "at": given.moment(),
    }
    first, second = race(*[lambda: tips.submit_tip(**message)] * 2)
    assert first.text == "Milk"
    assert isinstance(second, RateLimitExceeded)
    assert Tip.objects.count() == 1


def test_the_progress_of_an_import_is_visible_before_any_of_its_claims(monkeypatch):
    text = "statement\n" + "\n".join(f"Number {number} is odd" for number in range(25))
    batch, progress, record_claim = given.claim_import(text), [], csv_import.create_claim

    def record_and_read_progress(**kwargs):
        connection = csv_import.connection.copy()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT processed, (SELECT count(*) FROM claims_claim) FROM claims_claimimport"
            )
            progress.append(cursor.fetchone())
        connection.close()
        return record_claim(**kwargs)

    monkeypatch.setattr(csv_import, "create_claim", record_and_read_progress)
    csv_import.run_import(batch, at=given.moment())
    assert progress[0] == (0, 0)
    assert progress[-1] == (20, 0)
    assert Claim.objects.count() == 25


def test_the_second_of_two_answers_to_a_complaint_is_refused():
    complaint = given.complaint()
    answer = {"at": given.moment(), "outcome": "not_upheld", "public_note": "The table says so."}
    bo, carla = given.person("bo"), given.person("carla")
    first, second = race(
        lambda: complaints.answer_complaint(complaint, by=bo, **answer),
        lambda: complaints.answer_complaint(complaint, by=carla, **answer),
    )
    assert first.outcome == "not_upheld"
    assert "has answered already" in str(second)
    assert complaint.answers.count() == 1


# ── roles ───────────────────────────────────────────────────────────────────────────────────────
def approve_as(verdict, user):
    """Approve with plain SQL: only the database checks the role."""
    return lambda: approve_with_sql(verdict, user, given.moment())


def test_approving_waits_for_a_role_that_is_taken_away_and_is_refused():
    verdict, bo = given.in_review(), given.person("bo")
    first, second = race(bo.groups.clear, approve_as(verdict, bo))
    assert first is None
    assert isinstance(second, IntegrityError)
    assert "The role of this person does not allow it" in str(second)
    assert get_state(verdict) == "in_review"


def test_approving_waits_for_a_deactivation_and_is_refused():
    verdict, bo, eva, at = (
        given.in_review(),
        given.person("bo"),
        given.person("eva"),
        given.moment(),
    )
    deactivate = partial(deactivate_account, bo, by=eva, at=at, reason="Went elsewhere.")
    first, second = race(deactivate, approve_as(verdict, bo))
    assert first.user == bo
    assert "Only a person with an active account can act" in str(second)
    assert get_state(verdict) == "in_review"


def test_a_role_is_taken_away_after_an_approval_that_began_before():
    verdict, bo = given.in_review(), given.person("bo")
    first, second = race(call_with_sha256(approve, verdict, "bo"), bo.groups.clear)
    assert first.reviewed_by == bo
    assert second is None
    assert get_state(verdict) == "approved"
    assert not bo.groups.exists()


# ── signatures ──────────────────────────────────────────────────────────────────────────────────
def test_a_signature_that_is_sent_twice_at_once_counts_once():
    verdict, carla = given.approved(), given.person("carla")
    passkey, seen = passkeys.enrol("carla"), verdict.submission.sha256
    with passkeys.require_signatures("publish"):
        challenge = signed_actions.request_signature(
            "publish",
            verdict,
            by=carla,
            at=given.moment(),
            session_key=passkeys.SESSION,
            sha256=seen,
        )
        proof = passkeys.answer(passkey, challenge)
        publish = partial(call, actions.publish, verdict, "carla", sha256=seen, proof=proof)
        first, second = race(publish(), publish())
    assert_refused(second, "It has to be approved")
    assert first is None and get_state(verdict) == "published"
    assert Signature.objects.filter(challenge=challenge).count() == 1


def test_one_challenge_has_one_signature():
    verdict = passkeys.publish_with_signature()
    signature = Signature.objects.get(challenge__verdict=verdict)
    copied = ("key", "authenticator_data", "client_data", "signature", "signed_at", "challenge")
    fields = {name: getattr(signature, name) for name in copied}
    outcomes = race(*[lambda: Signature.objects.create(**fields)] * 2)
    assert all(isinstance(outcome, IntegrityError) for outcome in outcomes)
