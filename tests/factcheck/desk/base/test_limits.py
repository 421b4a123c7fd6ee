"""A text that is too long is refused with the limit and its length, and stays in the form."""

import pytest

from claims.choices import REASONING_LENGTH
from factcheck.desk.base.forms import MAX_SEARCHED_LENGTH
from tests import given
from tests.helpers.forms import find_form, list_forms

pytestmark = pytest.mark.django_db
LONG = "A sentence that goes on. " * 3000


def post_long_text(client, page: str, action: str, name: str, limit: int, **values) -> str:
    """Sends the form of a page with a text one character above the limit; returns the answer."""
    form = find_form(client.get(page).content.decode(), action)
    text = LONG[: limit + 1].replace(". ", ".x")
    response = client.post(form.action or page, form.fill(**{name: text}, **values))
    assert response.status_code == 422
    answer = response.content.decode()
    assert f"at most {limit} characters (it has {limit + 1})" in answer
    assert any(text in form.values.get(name, [""])[0] for form in list_forms(answer))
    return answer


def test_a_long_reasoning(desk_client):
    verdict = given.draft()
    page = f"/desk/claims/verdict/{verdict.pk}/change/"
    post_long_text(desk_client("ana"), page, "/edit/", "reasoning", REASONING_LENGTH)


def test_a_long_note_about_a_declined_claim(desk_client):
    page = f"/desk/claims/claim/{given.claim().pk}/change/"
    post_long_text(desk_client("carla"), page, "/decline/", "note", 2000, reason="opinion")


@pytest.mark.parametrize("button", [{}, {"find": "1"}])
@pytest.mark.parametrize("name", ["exact", "prefix", "suffix"])
def test_a_long_quotation_is_not_searched_for(desk_client, name, button, monkeypatch):
    def search(*args, **kwargs):
        raise AssertionError("The words are searched for.")

    monkeypatch.setattr("factcheck.desk.evidence.quote_lookup.suggest_quotes", search)
    monkeypatch.setattr("sources.models.Snapshot.quote", search)
    snapshot = given.snapshot()
    page = f"/desk/sources/snapshot/{snapshot.pk}/change/"
    client = desk_client("ana")
    form = find_form(client.get(page).content.decode(), "/quote/")
    words = {"exact": given.OFFICE} | {name: "a" * (MAX_SEARCHED_LENGTH + 1)}
    response = client.post(form.action, form.fill(**words) | button)
    assert response.status_code == 422
    answer = response.content.decode()
    assert f"at most {MAX_SEARCHED_LENGTH} characters (it has {MAX_SEARCHED_LENGTH + 1})" in answer
    assert words[name] in answer
