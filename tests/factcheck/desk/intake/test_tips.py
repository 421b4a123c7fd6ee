"""Tips of readers at the desk, and the decisions about them."""

import html
import re

import pytest

from claims.intake import claims, tips
from claims.models import Claim, Tip
from factcheck.core.errors import FactcheckError
from factcheck.desk.dashboard.work_queue import get_task_lists
from tests import given
from tests.helpers.forms import submit_form

LIST = "Tips from readers"
CLAIM = {"statement": "Milk costs twice as much", "attribution": "question", "language": "en"}
SENDER = "olga@reader.example"


@pytest.fixture
def tip(db):
    return given.tip(sender_name="The minister", email=SENDER)


def url_of(tip, name="change") -> str:
    return f"/desk/claims/tip/{tip.pk}/{name}/"


def decide(browser, tip, decision, *, follow=False, **values):
    """Fills and sends the form of this decision on the tip's page."""
    return submit_form(browser, url_of(tip), url_of(tip, decision), follow=follow, **values)


def text_of(response) -> str:
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return " ".join(html.unescape(text).split())


def task_lists(name: str) -> dict:
    return {tasks.name: tasks.rows for tasks in get_task_lists(given.person(name))}


def test_tips_are_tasks_of_everyone_who_records_claims_oldest_first(tip):
    later = given.tip("Bread is free")
    for name in ("ana", "bo", "carla"):
        assert task_lists(name)[LIST] == [tip, later]
    assert LIST not in task_lists("eva")


def test_the_home_page_and_the_list_show_the_tip(tip, desk_client):
    ana = desk_client("ana")
    assert tip.text in text_of(ana.get("/desk/"))
    page = ana.get("/desk/claims/tip/", {"decided_at__isempty": "1", "q": "milk"})
    assert tip.text in text_of(page)


def test_the_page_shows_the_text_and_the_sender(tip, desk_client):
    page = desk_client("ana").get(url_of(tip))
    for text in (tip.text, tip.location, tip.sender_name, tip.public_id):
        assert text in text_of(page)
    assert f'href="mailto:{SENDER}"' in page.content.decode()


def test_the_text_of_a_reader_is_no_markup_and_no_link(db, desk_client):
    hostile_tip = given.tip("<b>Milk</b>", location="https://evil.example/")
    page = desk_client("ana").get(url_of(hostile_tip)).content.decode()
    assert "&lt;b&gt;Milk" in page
    assert 'href="https://evil.example' not in page


def test_similar_claims_are_shown_drafts_included(tip, desk_client):
    draft = given.draft(of=given.claim("The price of milk went up within a year"))
    more_similar = given.claim("Milk costs twice as much as two years ago")
    given.claim("The mayor lives in another town")
    assert tips.find_claims_for_tip(tip.text) == [more_similar, draft.claim]
    page = text_of(desk_client("ana").get(url_of(tip)))
    assert page.index(more_similar.statement) < page.index(draft.claim.statement)
    assert "The mayor" not in page


@pytest.mark.parametrize(
    "text", ["!!!", "-- or", "и" * 2000, "the of", '"', "or or or", "a_b & ()"]
)
def test_any_words_can_be_compared(db, text):
    given.claim()
    assert tips.find_claims_for_tip(text) == []


def test_a_tip_is_accepted_as_a_claim(tip, desk_client):
    response = decide(desk_client("ana"), tip, "accepted", **CLAIM)
    claim = Claim.objects.get()
    tip.refresh_from_db()
    assert response["Location"] == f"/desk/claims/claim/{claim.pk}/change/"
    assert (claim.statement, claim.attribution) == (CLAIM["statement"], "question")
    assert (tip.decision, tip.claim) == ("accepted", claim)
    assert tip.decided_by == claim.recorded_by == given.person("ana")
    assert LIST not in task_lists("ana")


def test_the_form_for_the_claim_starts_with_the_text_of_the_reader(db, desk_client):
    long_tip = given.tip("Milk\ncosts " + "more and " * 60 + "more")
    page = html.unescape(desk_client("ana").get(url_of(long_tip)).content.decode())
    statement = re.search(r'<textarea name="statement"[^>]*>\s*(.*?)</textarea>', page)[1]
    assert statement.startswith("Milk costs more and")
    assert len(statement) == 400
    assert '<option value="question" selected>' in page


def test_an_invalid_claim_is_refused_and_the_form_keeps_its_text(tip, desk_client):
    invalid = CLAIM | {"attribution": "person", "statement": "Milk is dear"}
    response = decide(desk_client("ana"), tip, "accepted", **invalid)
    assert response.status_code == 422
    assert "needs a claimant" in text_of(response)
    assert "Milk is dear</textarea>" in response.content.decode()
    assert desk_client("ana").post(url_of(tip, "accepted"), {}).status_code == 422
    tip.refresh_from_db()
    assert (tip.decision, Claim.objects.count()) == ("", 0)


def test_a_tip_is_linked_to_a_similar_claim_with_one_click(tip, desk_client):
    claim, ana = given.claim("Milk costs twice as much"), desk_client("ana")
    page = ana.get(url_of(tip)).content.decode()
    assert f'name="claim" value="{claim.public_id}"' in page
    response = decide(ana, tip, "linked", follow=True)
    assert "Linked to an existing claim, decided by Ana Byline" in text_of(response)
    tip.refresh_from_db()
    assert (tip.decision, tip.claim) == ("linked", claim)


def test_a_tip_is_not_linked_to_a_merged_claim(tip, desk_client):
    claim, target = given.claim("Milk costs twice as much"), given.claim("Milk doubled in price")
    claims.merge(claim, by=given.person("carla"), at=given.moment(), into=target)
    ana = desk_client("ana")
    page = ana.get(url_of(tip)).content.decode()
    assert f'value="{target.public_id}"' in page and f'value="{claim.public_id}"' not in page
    response = ana.post(url_of(tip, "linked"), {"claim": claim.public_id})
    assert response.status_code == 422
    assert "merged" in text_of(response)


@pytest.mark.parametrize("public_id", ["", "zzzzzzzzzz", "\x00"])
def test_linking_to_an_unknown_claim_is_refused(tip, desk_client, public_id):
    response = decide(desk_client("ana"), tip, "linked", claim=public_id)
    assert response.status_code == 422
    assert not Tip.objects.exclude(decision="").exists()


def test_a_tip_is_declined_with_a_reason(tip, desk_client):
    bo = desk_client("bo")
    response = decide(bo, tip, "declined", reason=" ")
    assert response.status_code == 422
    assert "Enter the reason" in text_of(response)
    response = decide(bo, tip, "declined", reason="An opinion.", follow=True)
    assert "Declined, decided by Bo Byline" in text_of(response)
    assert "An opinion." in text_of(response)
    assert LIST not in task_lists("bo")


def test_declining_is_refused_to_a_reporter_and_the_page_says_why(tip, desk_client):
    ana = desk_client("ana")
    page = ana.get(url_of(tip)).content.decode()
    assert 'aria-describedby="why-declined"' in page
    assert "Your role does not allow this." in page
    response = ana.post(url_of(tip, "declined"), {"reason": "An opinion."})
    assert response.status_code == 403
    tip.refresh_from_db()
    assert tip.decision == ""


@pytest.mark.parametrize("decision", ["accepted", "linked", "declined"])
def test_a_tip_is_decided_once(tip, desk_client, decision):
    tips.decline_tip(tip, by=given.person("bo"), at=given.moment(), reason="An opinion.")
    data = CLAIM | {"claim": given.claim().public_id, "reason": "So."}
    response = desk_client("carla").post(url_of(tip, decision), data)
    assert response.status_code == 409
    assert "Bo Byline has answered already: declined." in text_of(response)
    assert Claim.objects.count() == 1
    assert "Actions" not in text_of(response)


@pytest.mark.parametrize("name", ["eva", "gwen"])
def test_the_actions_are_refused_to_users_outside_the_desk(tip, name):
    context = {"by": given.person(name), "at": given.moment()}
    claim = given.claim()
    for action, values in (
        (tips.accept_tip_as_claim, {"statement": "Milk"}),
        (tips.link_tip_to_claim, {"claim": claim}),
        (tips.decline_tip, {"reason": "So."}),
    ):
        with pytest.raises(FactcheckError, match="Your role does not allow this."):
            action(tip, **context, **values)


def test_an_unknown_decision_changes_nothing(tip, desk_client):
    response = desk_client("carla").post(url_of(tip, "ignored"), {"reason": "x"})
    assert response.status_code in (302, 404)
    tip.refresh_from_db()
    assert tip.decision == ""


def test_readers_never_see_a_tip(tip, client):
    assert client.get(url_of(tip))["Location"].startswith("/desk/login/")
    for url in ("/", "/suggest/", "/suggest/thanks/", f"/suggest/{tip.public_id}/"):
        page = client.get(url).content.decode()
        assert "Milk" not in page and SENDER not in page
