"""What the desk sees of a reader's suggestion, and what it may answer."""

import html
import re

import pytest

from claims.intake import claims, tips
from claims.models import Claim, Suggestion
from claims.workflow.actions import Refused
from factcheck.desk.dashboard.work_queue import waiting
from tests import given

LIST = "Suggestions from readers"
RECORDED = {"statement": "Milk costs twice as much", "origin": "question", "language": "en"}
LISTENER = "olga@reader.example"


@pytest.fixture
def suggestion(db):
    return given.suggestion(who="The minister", email=LISTENER)


def page_of(suggestion, name="change") -> str:
    return f"/desk/claims/suggestion/{suggestion.pk}/{name}/"


def words(answer) -> str:
    said = re.sub(r"<[^>]+>", "", answer.content.decode())
    return " ".join(html.unescape(said).split())


def lists(name: str) -> dict:
    return {one.name: one.rows for one in waiting(given.person(name))}


def test_it_waits_for_everybody_who_records_claims_oldest_first(suggestion):
    later = given.suggestion("Bread is free")
    for name in ("ana", "bo", "carla"):
        assert lists(name)[LIST] == [suggestion, later]
    assert LIST not in lists("eva")


def test_the_first_page_and_the_list_show_it(suggestion, at_the_desk):
    ana = at_the_desk("ana")
    assert suggestion.said in words(ana.get("/desk/"))
    found = ana.get("/desk/claims/suggestion/", {"answered_at__isempty": "1", "q": "milk"})
    assert suggestion.said in words(found)


def test_its_page_shows_the_words_and_whom_to_answer(suggestion, at_the_desk):
    page = at_the_desk("ana").get(page_of(suggestion))
    for shown in (suggestion.said, suggestion.where, suggestion.who, suggestion.public_id):
        assert shown in words(page)
    assert f'href="mailto:{LISTENER}"' in page.content.decode()


def test_what_a_reader_wrote_is_no_markup_and_no_link(db, at_the_desk):
    hostile = given.suggestion("<b>Milk</b>", where="https://evil.example/")
    page = at_the_desk("ana").get(page_of(hostile)).content.decode()
    assert "&lt;b&gt;Milk" in page
    assert 'href="https://evil.example' not in page


def test_the_nearest_claims_are_shown_drafts_included(suggestion, at_the_desk):
    draft = given.draft(of=given.claim("The price of milk went up within a year"))
    nearer = given.claim("Milk costs twice as much as two years ago")
    given.claim("The mayor lives in another town")
    assert tips.nearest(suggestion.said) == [nearer, draft.claim]
    page = words(at_the_desk("ana").get(page_of(suggestion)))
    assert page.index(nearer.statement) < page.index(draft.claim.statement)
    assert "The mayor" not in page


@pytest.mark.parametrize(
    "said", ["!!!", "-- or", "и" * 2000, "the of", '"', "or or or", "a_b & ()"]
)
def test_any_words_may_be_compared(db, said):
    given.claim()
    assert tips.nearest(said) == []


def test_a_suggestion_is_taken_as_a_claim(suggestion, at_the_desk):
    answer = at_the_desk("ana").post(page_of(suggestion, "taken"), RECORDED)
    claim = Claim.objects.get()
    suggestion.refresh_from_db()
    assert answer["Location"] == f"/desk/claims/claim/{claim.pk}/change/"
    assert (claim.statement, claim.origin) == (RECORDED["statement"], "question")
    assert (suggestion.answer, suggestion.claim) == ("taken", claim)
    assert suggestion.answered_by == claim.recorded_by == given.person("ana")
    assert LIST not in lists("ana")


def test_the_form_for_the_claim_begins_with_the_readers_words(db, at_the_desk):
    long = given.suggestion("Milk\ncosts " + "more and " * 60 + "more")
    page = html.unescape(at_the_desk("ana").get(page_of(long)).content.decode())
    statement = re.search(r'<textarea name="statement"[^>]*>\s*(.*?)</textarea>', page)[1]
    assert statement.startswith("Milk costs more and")
    assert len(statement) == 400
    assert '<option value="question" selected>' in page


def test_a_claim_that_does_not_fit_is_said_and_what_was_typed_stays(suggestion, at_the_desk):
    wrong = RECORDED | {"origin": "person", "statement": "Milk is dear"}
    answer = at_the_desk("ana").post(page_of(suggestion, "taken"), wrong)
    assert answer.status_code == 409
    assert "names its claimant" in words(answer)
    assert "Milk is dear</textarea>" in answer.content.decode()
    assert at_the_desk("ana").post(page_of(suggestion, "taken"), {}).status_code == 422
    suggestion.refresh_from_db()
    assert (suggestion.answer, Claim.objects.count()) == ("", 0)


def test_a_suggestion_is_linked_to_a_claim_by_one_press(suggestion, at_the_desk):
    claim, ana = given.claim("Milk costs twice as much"), at_the_desk("ana")
    page = ana.get(page_of(suggestion)).content.decode()
    assert f'name="claim" value="{claim.public_id}"' in page
    answer = ana.post(page_of(suggestion, "linked"), {"claim": claim.public_id}, follow=True)
    assert "A claim that was there already, answered by Ana Byline" in words(answer)
    suggestion.refresh_from_db()
    assert (suggestion.answer, suggestion.claim) == ("linked", claim)


def test_a_merged_claim_is_not_answered_with(suggestion, at_the_desk):
    claim, other = given.claim("Milk costs twice as much"), given.claim("Milk doubled in price")
    claims.merge(claim, by=given.person("carla"), at=given.moment(), into=other)
    ana = at_the_desk("ana")
    page = ana.get(page_of(suggestion)).content.decode()
    assert f'value="{other.public_id}"' in page and f'value="{claim.public_id}"' not in page
    answer = ana.post(page_of(suggestion, "linked"), {"claim": claim.public_id})
    assert answer.status_code == 409
    assert "choose the one that it was merged into" in words(answer)


@pytest.mark.parametrize("named", ["", "zzzzzzzzzz", "\x00"])
def test_an_unknown_claim_is_said(suggestion, at_the_desk, named):
    answer = at_the_desk("ana").post(page_of(suggestion, "linked"), {"claim": named})
    assert answer.status_code == 422
    assert not Suggestion.objects.exclude(answer="").exists()


def test_a_suggestion_is_declined_with_a_reason(suggestion, at_the_desk):
    bo = at_the_desk("bo")
    answer = bo.post(page_of(suggestion, "declined"), {"why": " "})
    assert answer.status_code == 409
    assert "Say why the desk does not check it." in words(answer)
    answer = bo.post(page_of(suggestion, "declined"), {"why": "An opinion."}, follow=True)
    assert "Declined, answered by Bo Byline" in words(answer)
    assert "An opinion." in words(answer)
    assert LIST not in lists("bo")


def test_whoever_may_not_decline_sees_why_and_is_refused(suggestion, at_the_desk):
    ana = at_the_desk("ana")
    page = ana.get(page_of(suggestion)).content.decode()
    assert 'aria-describedby="why-declined"' in page
    assert "Your role does not allow this." in page
    answer = ana.post(page_of(suggestion, "declined"), {"why": "An opinion."})
    assert answer.status_code == 403
    suggestion.refresh_from_db()
    assert suggestion.answer == ""


@pytest.mark.parametrize("answer", ["taken", "linked", "declined"])
def test_it_is_answered_once(suggestion, at_the_desk, answer):
    told = {"by": given.person("bo"), "at": given.moment()}
    tips.decline_suggestion(suggestion, **told, why="An opinion.")
    typed = RECORDED | {"claim": given.claim().public_id, "why": "So."}
    again = at_the_desk("carla").post(page_of(suggestion, answer), typed)
    assert again.status_code == 409
    assert "Bo Byline has answered already: declined." in words(again)
    assert Claim.objects.count() == 1
    assert "What can be done" not in words(again)


@pytest.mark.parametrize("name", ["eva", "gwen"])
def test_the_verbs_refuse_whoever_is_not_of_the_desk(suggestion, name):
    told = {"by": given.person(name), "at": given.moment()}
    claim = given.claim()
    for verb, needed in (
        (tips.take, {"statement": "Milk"}),
        (tips.link, {"claim": claim}),
        (tips.decline_suggestion, {"why": "So."}),
    ):
        with pytest.raises(Refused, match="Your role does not allow this."):
            verb(suggestion, **told, **needed)


def test_what_is_no_answer_answers_nothing(suggestion, at_the_desk):
    answer = at_the_desk("carla").post(page_of(suggestion, "ignored"), {"why": "x"})
    assert answer.status_code in (302, 404)
    suggestion.refresh_from_db()
    assert suggestion.answer == ""


def test_readers_never_see_one(suggestion, client):
    assert client.get(page_of(suggestion))["Location"].startswith("/desk/login/")
    for address in ("/", "/suggest/", "/suggest/thanks/", f"/suggest/{suggestion.public_id}/"):
        page = client.get(address).content.decode()
        assert "Milk" not in page and LISTENER not in page
