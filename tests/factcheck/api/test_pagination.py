"""Pages neither repeat nor leave out, forwards and backwards, also while rows are inserted."""

import base64
import json

import pytest
from django.core.signing import Signer

from factcheck.api.v1 import views
from tests import given

LISTS = [
    views.Claims,
    views.Verdicts,
    views.Sources,
    views.Passages,
    views.Claimants,
    views.Topics,
    views.Ratings,
    views.Changes,
    views.Ledger,
]
named = pytest.mark.parametrize("view", LISTS, ids=[view.name for view in LISTS])


def walk(partner, address: str, link: str = "next") -> list[list[dict]]:
    pages = []
    while address:
        page = partner.read(address)
        pages.append(page["results"])
        address = page[link]
    return pages


def last(partner, address: str) -> str:
    while following := partner.read(address)["next"]:
        address = following
    return address


@named
def test_pages_of_two_are_the_whole_list(demo, partner, view):
    whole = partner.results(f"{view.name}/?page_size=100")
    pages = walk(partner, f"{view.name}/?page_size=2")
    assert sum(pages, []) == whole
    assert all(len(page) == 2 for page in pages[:-1])


@named
def test_the_way_back_is_the_same(demo, partner, view):
    forwards = walk(partner, f"{view.name}/?page_size=2")
    backwards = walk(partner, last(partner, f"{view.name}/?page_size=2"), "previous")
    whole = sum(forwards, [])
    assert sum(reversed(backwards), []) == whole
    assert partner.read(f"{view.name}/?page_size=2")["previous"] is None


@named
def test_an_order_tells_any_two_rows_apart(demo, view):
    columns = [name.removeprefix("-") for name in view.ordering]
    keys = [tuple(getattr(row, name) for name in columns) for row in view.rows()]
    assert keys
    assert len(set(keys)) == len(keys)


@named
def test_a_cursor_counts_no_drafts(demo, partner, view):
    """A primary key would say how many rows there are that are not public."""
    following = partner.read(f"{view.name}/?page_size=1")["next"]
    encoded = following.partition("cursor=")[2].partition(".")[0]
    backwards, *position = json.loads(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    row = partner.results(f"{view.name}/?page_size=1")[0]
    shown = {**row.get("snapshot", {}), **row}
    shown["public_id"], shown["claim_id"] = row.get("id"), row.get("claim_id") or row.get("id")
    assert backwards is False
    for column, value in zip(view.ordering, position, strict=True):
        plain = value.replace("+00:00", "Z") if isinstance(value, str) else value
        assert plain == shown[column.removeprefix("-")]


@pytest.mark.django_db
def test_what_is_published_meanwhile_moves_nothing(partner):
    before = [given.published().claim.public_id for _ in range(5)][::-1]
    first = partner.read("claims/?page_size=2")
    given.published()
    rest = sum(walk(partner, first["next"]), [])
    assert [claim["id"] for claim in first["results"] + rest] == before


@pytest.mark.django_db
def test_what_was_published_meanwhile_is_found_on_the_way_back(partner):
    for _ in range(4):
        given.published()
    second = partner.read(partner.read("claims/?page_size=2")["next"])
    newest = given.published().claim.public_id
    pages = walk(partner, second["previous"], "previous")
    assert [claim["id"] for claim in pages[-1]][0] == newest


@pytest.mark.django_db
def test_rows_with_the_same_first_column_are_told_apart(partner):
    for _ in range(5):
        given.published(of=given.claim(claimant=given.claimant("Namesake"), origin="person"))
    pages = walk(partner, "claimants/?page_size=1")
    assert len({page[0]["id"] for page in pages}) == 5


@pytest.mark.django_db
def test_when_the_rest_is_gone_the_way_leads_back(partner, monkeypatch):
    for _ in range(3):
        given.published()
    following = partner.read("claims/?page_size=1")["next"]
    monkeypatch.setattr(views.Claims, "get_queryset", lambda self: self.rows().none())
    page = partner.read(following)
    assert (page["results"], page["next"]) == ([], None)
    monkeypatch.undo()
    assert len(partner.results(page["previous"])) == 1


@pytest.mark.django_db
def test_when_what_was_before_is_gone_the_way_begins_again(partner, monkeypatch):
    for _ in range(3):
        given.published()
    second = partner.read(partner.read("claims/?page_size=1")["next"])
    monkeypatch.setattr(views.Claims, "get_queryset", lambda self: self.rows().none())
    page = partner.read(second["previous"])
    assert (page["results"], page["previous"]) == ([], None)
    assert "cursor" not in page["next"]


@pytest.mark.django_db
def test_a_cursor_is_good_for_its_own_list_only(partner):
    for _ in range(2):
        given.published()
    cursor = partner.read("claims/?page_size=1")["next"].partition("?")[2]
    partner.problem(f"verdicts/?{cursor}", 400)


@pytest.mark.django_db
def test_a_cursor_cannot_be_made_up(partner):
    forged = Signer(key="another key", salt="cursor Claims", sep=".").sign_object([False, "x", "y"])
    partner.problem(f"claims/?cursor={forged}", 400)


@pytest.mark.django_db
def test_pages_keep_the_filters_and_the_size(partner):
    for _ in range(3):
        given.published()
    given.published(rating=given.rating("unproven"), basis="word")
    pages = walk(partner, "claims/?basis=single&page_size=1")
    assert [claim["basis"] for page in pages for claim in page] == ["single"] * 3


@pytest.mark.django_db
def test_an_empty_list_is_one_empty_page(partner):
    page = partner.read("claims/")
    assert page == {"next": None, "previous": None, "demonstration": True, "results": []}


@pytest.mark.django_db
def test_links_are_of_the_site_and_not_of_the_host_that_was_named(partner):
    for _ in range(2):
        given.published()
    page = partner.read("claims/?page_size=1", host="localhost")
    assert page["next"].startswith("http://127.0.0.1:8000/api/v1/claims/?")
