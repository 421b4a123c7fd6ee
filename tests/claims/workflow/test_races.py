"""Of two people who press at the same moment one wins and the other is told."""

from functools import partial

import pytest
from django.db import connections

from claims import complaints
from claims.intake import claims, csv_import, tips
from claims.models import Claim, LedgerEntry, Suggestion, Verdict
from claims.publication import ledger
from claims.rate_limits import TooMany
from claims.workflow import actions, drafting
from claims.workflow.actions import Refused
from sources.capture import capture, keep
from sources.capture.retrieval import Attempt
from sources.extraction.text import Extract
from sources.models import Passage, Snapshot, Source
from sources.models.snapshot import NotQuotable
from tests import given
from tests.helpers.races import race, together

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def unblocked(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connections.close_all()


def somebody(name):
    return given.person(name, "editor" if name == "zoe" else "")


approving = partial(actions.approve, fair=True)


def signing(verb, verdict, by):
    seen, at = verdict.submission.sha256, given.moment()
    person = somebody(by)
    return lambda: verb(Verdict.objects.get(pk=verdict.pk), by=person, at=at, seen=seen)


def doing(verb, verdict, by, **told):
    person, at = somebody(by), given.moment()
    return lambda: verb(Verdict.objects.get(pk=verdict.pk), by=person, at=at, **told)


def told(outcome, sentence: str) -> None:
    assert isinstance(outcome, Refused), outcome
    assert sentence in str(outcome)


def state_of(verdict) -> str:
    return Verdict.objects.get(pk=verdict.pk).state


def test_of_two_who_approve_one_is_told():
    verdict = given.in_review()
    first, second = race(signing(approving, verdict, "bo"), signing(approving, verdict, "zoe"))
    assert first.reviewed_by.username == "bo"
    told(second, "It is approved")
    assert verdict.reviews.count() == 1


def test_of_two_who_publish_one_is_told():
    verdict = given.approved()
    first, second = race(
        signing(actions.publish, verdict, "carla"), signing(actions.publish, verdict, "filip")
    )
    assert first is None
    told(second, "It is published")
    assert LedgerEntry.objects.count() == 1


def test_an_approval_after_a_withdrawal_is_told():
    verdict = given.in_review()
    first, second = race(doing(actions.withdraw, verdict, "ana"), signing(approving, verdict, "bo"))
    assert first is None
    told(second, "It is draft")
    assert state_of(verdict) == "draft"


def test_a_withdrawal_after_an_approval_takes_it_back():
    verdict = given.in_review()
    first, second = race(signing(approving, verdict, "bo"), doing(actions.withdraw, verdict, "ana"))
    assert not isinstance(first, Exception)
    assert second is None
    assert state_of(verdict) == "draft"


def test_an_approval_of_what_was_submitted_anew_meanwhile_is_told():
    verdict = given.in_review()
    ana, at = given.person("ana"), given.moment()

    def anew():
        fresh = Verdict.objects.get(pk=verdict.pk)
        actions.withdraw(fresh, by=ana, at=at)
        drafting.edit(fresh, by=ana, at=given.moment(), finding="Another finding.")
        actions.submit(fresh, by=ana, at=given.moment())

    first, second = race(anew, signing(approving, verdict, "bo"))
    assert first is None
    told(second, "submitted anew since you read it")


def test_what_is_cited_while_somebody_submits_is_told():
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    first, second = race(
        doing(actions.submit, verdict, "ana"),
        doing(drafting.cite, verdict, "dov", passage=passage, stance="context"),
    )
    assert first.number == 1
    told(second, "It is in review")
    assert verdict.evidence.count() == 1


def test_what_was_cited_first_is_in_the_submission():
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    first, second = race(
        doing(drafting.cite, verdict, "dov", passage=passage, stance="context"),
        doing(actions.submit, verdict, "ana"),
    )
    assert first.position == 2
    assert given.DOUBT in second.content


def test_of_two_who_cite_the_same_passage_one_is_told():
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    first, second = race(
        doing(drafting.cite, verdict, "ana", passage=passage, stance="context"),
        doing(drafting.cite, verdict, "dov", passage=passage, stance="refutes"),
    )
    assert first.stance == "context"
    told(second, "This passage is cited already.")


def test_of_two_who_cite_at_once_each_has_a_place():
    verdict = given.draft()
    one, other = given.passage(given.DOUBT), given.passage(given.ROSE)
    first, second = race(
        doing(drafting.cite, verdict, "ana", passage=one, stance="context"),
        doing(drafting.cite, verdict, "dov", passage=other, stance="context"),
    )
    assert (first.position, second.position) == (2, 3)


def test_of_two_who_correct_one_is_told():
    verdict = given.published()
    kind = {"kind": "correction", "cause": "our-error", "note": "Wrong."}
    first, second = race(
        doing(actions.correct, verdict, "ana", **kind),
        doing(actions.correct, verdict, "dov", **kind),
    )
    assert first.revision == 2
    told(second, "The next revision is already being worked on.")
    assert verdict.claim.verdicts.count() == 2


def test_of_two_who_draft_one_is_told():
    claim = given.claim()
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    first, second = race(
        lambda: drafting.draft(claim, by=ana, at=at), lambda: drafting.draft(claim, by=dov, at=at)
    )
    assert first.revision == 1
    told(second, "The claim has a verdict already")


def test_of_two_who_retract_one_is_told():
    verdict = given.published()
    actions.propose_retraction(
        verdict, by=given.person("carla"), at=given.moment(), cause="reply", note="Wrong."
    )
    first, second = race(
        doing(actions.retract, verdict, "filip"), doing(actions.retract, verdict, "zoe")
    )
    assert first is None
    told(second, "It is retracted")


def test_of_two_who_propose_to_retract_one_is_told():
    verdict = given.published()
    why = {"cause": "reply", "note": "Wrong."}
    first, second = race(
        doing(actions.propose_retraction, verdict, "carla", **why),
        doing(actions.propose_retraction, verdict, "filip", **why),
    )
    assert not isinstance(first, Exception)
    told(second, "A retraction is already proposed.")


def test_a_draft_on_a_claim_that_is_being_declined_is_told():
    claim = given.claim()
    bo, ana, at = given.person("bo"), given.person("ana"), given.moment()
    first, second = race(
        lambda: claims.decline(claim, by=bo, at=at, reason="opinion"),
        lambda: drafting.draft(claim, by=ana, at=at),
    )
    assert first is None
    told(second, "The claim was declined.")


def test_two_claims_are_not_merged_into_each_other():
    one, other = given.claim(), given.claim("Another claim")
    carla, filip, at = given.person("carla"), given.person("filip"), given.moment()
    first, second = race(
        lambda: claims.merge(one, by=carla, at=at, into=other),
        lambda: claims.merge(other, by=filip, at=at, into=one),
    )
    assert first is None
    told(second, "The claim was merged.")


def test_two_captures_of_the_same_text_make_one_snapshot():
    source = given.snapshot().source
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    text = Extract("The same words.", "text/plain", "text")
    (one, was_new), (other, was_new_too) = race(
        lambda: capture(source, text, by=ana, at=at), lambda: capture(source, text, by=dov, at=at)
    )
    assert (was_new, was_new_too) == (True, False)
    assert one == other
    assert Snapshot.objects.filter(source=source).count() == 2


def test_two_captures_of_a_new_address_make_one_source():
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    milk = "https://news.example/milk"
    read = Extract("The same words.", "text/plain", "text")
    found = Attempt(requested=milk, address=milk, canonical=milk, extracted=read, raw=b"words")
    one, other = race(lambda: keep(found, by=ana, at=at), lambda: keep(found, by=dov, at=at))
    assert (one.source, one.snapshot) == (other.source, other.snapshot)
    assert Source.objects.count() == 1


def test_two_quotes_of_the_same_words_make_one_passage():
    snapshot = given.snapshot()
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    one, other = race(
        lambda: snapshot.quote(given.DOUBT, by=ana, at=at),
        lambda: Snapshot.objects.get(pk=snapshot.pk).quote(given.DOUBT, by=dov, at=at),
    )
    assert one == other
    assert Passage.objects.count() == 1


def test_two_quotes_at_once_do_not_pass_the_limit_of_a_source(settings):
    settings.SOURCE_QUOTE_LIMIT = len(given.DOUBT) + 5
    snapshot = given.snapshot()
    ana, dov, at = given.person("ana"), given.person("dov"), given.moment()
    one, other = race(
        lambda: snapshot.quote(given.DOUBT, by=ana, at=at),
        lambda: Snapshot.objects.get(pk=snapshot.pk).quote(given.OFFICE, by=dov, at=at),
    )
    assert one.exact == given.DOUBT
    assert isinstance(other, NotQuotable)


def test_concurrent_publications_are_numbered_without_a_gap():
    verdicts = [given.approved() for _ in range(6)]
    outcomes = together(*(signing(actions.publish, one, "carla") for one in verdicts))
    assert outcomes == [None] * 6
    assert [entry.number for entry in LedgerEntry.objects.order_by("number")] == list(range(1, 7))
    assert ledger.faults(LedgerEntry.objects.order_by("number")) == []


def test_many_who_press_everything_at_once_end_in_one_state():
    verdict = given.in_review()
    outcomes = together(
        signing(approving, verdict, "bo"),
        signing(approving, verdict, "zoe"),
        doing(actions.withdraw, verdict, "ana"),
        doing(actions.send_back, verdict, "filip", comment="Not yet."),
        signing(actions.publish, verdict, "carla"),
    )
    assert all(isinstance(one, Refused) or not isinstance(one, Exception) for one in outcomes)
    walked = [t.to_state for t in verdict.transitions.order_by("pk")]
    assert walked[-1] == state_of(verdict)


def test_of_two_who_answer_a_suggestion_one_is_told():
    suggestion = given.suggestion()
    answers = [
        {"by": given.person(name), "at": given.moment(), "statement": f"As {name} words it"}
        for name in ("bo", "carla")
    ]
    first, second = race(*(lambda one=one: tips.take(suggestion, **one) for one in answers))
    assert first.statement == "As bo words it"
    told(second, "Bo Byline has answered already")
    assert Claim.objects.count() == 1


def test_what_one_network_sends_at_the_same_moment_is_counted(settings):
    settings.SUGGESTION_RATE = 1
    message = {"said": "Milk", "where": "radio", "sender": "198.51.100.7", "at": given.moment()}
    first, second = race(*[lambda: tips.suggest(**message)] * 2)
    assert first.said == "Milk"
    assert isinstance(second, TooMany)
    assert Suggestion.objects.count() == 1


def test_how_far_a_file_is_can_be_seen_before_any_claim_of_it(monkeypatch):
    text = "statement\n" + "\n".join(f"Number {one} is odd" for one in range(25))
    batch, seen, record = given.batch(text), [], csv_import.intake.record

    def watched(**told):
        beside = csv_import.connection.copy()
        with beside.cursor() as cursor:
            cursor.execute("SELECT done, (SELECT count(*) FROM claims_claim) FROM claims_batch")
            seen.append(cursor.fetchone())
        beside.close()
        return record(**told)

    monkeypatch.setattr(csv_import.intake, "record", watched)
    csv_import.bring_in(batch, at=given.moment())
    assert seen[0] == (0, 0)
    assert seen[-1] == (20, 0)
    assert Claim.objects.count() == 25


def test_of_two_who_answer_a_complaint_at_the_same_moment_one_has_answered():
    complaint = given.complaint()
    told = {"at": given.moment(), "outcome": "refused", "told": "The table says so."}
    bo, carla = given.person("bo"), given.person("carla")
    first, second = race(
        lambda: complaints.answer_complaint(complaint, by=bo, **told),
        lambda: complaints.answer_complaint(complaint, by=carla, **told),
    )
    assert first.outcome == "refused"
    assert "has answered already" in str(second)
    assert complaint.answers.count() == 1
